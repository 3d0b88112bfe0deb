"""What is not the report: takes an Annotation and the marks of its document, gives it without their tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from counterclaim.records import Annotation, Span, Token


def unmarked(annotation: Annotation, marked: Sequence[Span]) -> Annotation:
    """An annotation without what lies in some spans; heads that are gone leave roots behind."""
    if not marked:
        return annotation
    kept = [i for i, token in enumerate(annotation.tokens) if not _touches(marked, token.start, token.end)]
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
        names=tuple(name for name in annotation.names if not _touches(marked, name.start, name.end)),
        attributions=tuple(
            found
            for found in annotation.attributions
            if not any(_touches(marked, span.start, span.end) for span in found.cues)
        ),
        mentions=tuple(
            replace(mention, head=place[mention.head])
            for mention in annotation.mentions
            if mention.head in place
        ),
    )


def _touches(marked: Sequence[Span], start: int, end: int) -> bool:
    return any(span.start < end and start < span.end for span in marked)
