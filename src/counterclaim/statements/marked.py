"""What is not the report: takes an Annotation and the marks of its document, gives it without their tokens."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from counterclaim.records import Annotation, Span, Token


def unmarked(annotation: Annotation, marked: Sequence[Span]) -> Annotation:
    """An annotation without what lies in some spans; heads that are gone leave roots behind."""
    if not marked:
        return annotation
    out = _Spans(marked)
    kept = [i for i, token in enumerate(annotation.tokens) if not out.touch(token.start, token.end)]
    place = {old: new for new, old in enumerate(kept)}
    tokens = []
    for i in kept:
        old = annotation.tokens[i]
        head = place.get(old.head, -1)
        deprel = old.deprel if head >= 0 else "root"
        tokens.append(Token(old.start, old.end, old.upos, old.lemma, head, deprel, old.sentence))
    return replace(
        annotation,
        tokens=tuple(tokens),
        names=tuple(name for name in annotation.names if not out.touch(name.start, name.end)),
        attributions=tuple(
            found
            for found in annotation.attributions
            if not any(out.touch(span.start, span.end) for span in found.cues)
        ),
        mentions=tuple(
            replace(mention, head=place[mention.head])
            for mention in annotation.mentions
            if mention.head in place
        ),
    )


class _Spans:
    """Spans of one text, whether they overlap or not, to be asked for what lies in them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans, key=lambda one: (one.start, one.end)):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them and a stretch of text have a character in common."""
        at = bisect_right(self._ends, start)
        return at < len(self._ends) and self._starts[at] < end
