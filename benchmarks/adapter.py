"""The one place where the benchmarks touch the system: its records become ``corpora.sample`` shapes.

Takes texts, spans or words; gives what the reader says of them. A change of the reader's names is made here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from corpora.sample import Argument, Attribution, Event, Label, Sample, Span, Token


class System:
    """The reader under test. ``threads`` is None for the reader's own default."""

    def __init__(self, *, threads: int | None = None, reader: Any = None) -> None:
        if reader is None:
            from counterclaim.language import Reader  # noqa: PLC0415 - the scorers need no weights

            reader = Reader() if threads is None else Reader(threads=threads)
        self.reader = reader
        self._bare: Any = None

    def annotate(self, text: str, *, events: str = "ace") -> Sample:
        """All layers of a raw text; ``names`` in the scheme of the newswire names, ``events`` in ACE's or KAIROS's."""
        return self._sample(text, self.reader.annotate(text), "names", events)

    def annotation(self, text: str) -> Any:
        """The reader's own record of a raw text, for what is built on it."""
        return self.reader.annotate(text)

    def entities(self, text: str) -> Sample:
        """As ``annotate``, with ``names`` in the scheme of re3d."""
        return self._sample(text, self.reader.annotate(text), "entities", "ace")

    def parse(self, sample: Sample) -> list[Token]:
        """The gold tokens of a document with the reader's tags, heads and relations."""
        tokens = sample.tokens or ()
        words = sample.words()
        follow = [token.start for token in tokens[1:]]
        spaces = [token.end < start for token, start in zip(tokens, follow, strict=False)] + [False]
        lengths = [end - start for start, end in sample.sentences or ()]
        heads, deprels, upos = self.reader.parse(words, spaces, lengths)
        return [
            Token(token.start, token.end, str(tag), "", _head(index, head), str(relation))
            for index, (token, head, relation, tag) in enumerate(
                zip(tokens, heads, deprels, upos, strict=True)
            )
        ]

    def plover(self, text: str, sources: Sequence[Span], targets: Sequence[Span]) -> tuple[str, str | None]:
        """PLOVER type and mode of what the source does to the target; a repeated name has several spans."""
        kind, mode = self.reader.plover(text, list(sources), list(targets))
        return str(kind), mode

    def factuality(self, text: str, spans: Sequence[Span]) -> list[float]:
        """The factuality of the predicates at these spans, -3 to 3."""
        return [float(score) for score in self.reader.factuality(text, list(spans))]

    def bare(self, text: str) -> Callable[[], object]:
        """Makes the encoder's input of a text ready; what is returned runs the bare encoder over it.

        The same windows and threads as the whole stage, but no word splitting, no head, no decoding.
        """
        return self.bare_all([text])

    def bare_all(self, texts: Sequence[str]) -> Callable[[], object]:
        """As ``bare``, for several texts: all their windows in one queue."""
        from benchmarks.bare_encoder import BareEncoder  # noqa: PLC0415 - the scorers need no reader
        from counterclaim.language.windows import cut  # noqa: PLC0415
        from counterclaim.language.words import split_words  # noqa: PLC0415

        if self._bare is None:
            self._bare = BareEncoder(self.reader.model)
        feeds = []
        for text in texts:
            words = split_words(text)
            windows = cut(words, self.reader.model.lengths(words))
            feeds += [self._bare.feed(words[window.begin : window.end]) for window in windows]
        return partial(self._bare.run, feeds)

    def words(self, text: str) -> tuple[int, int]:
        """How many words and sentences the whole stage finds in a text."""
        annotation = self.reader.annotate(text)
        return len(annotation.tokens), len(annotation.sentences)

    @staticmethod
    def _sample(text: str, annotation: Any, names: str, events: str) -> Sample:
        tokens = tuple(
            Token(
                start=token.start,
                end=token.end,
                upos=str(token.upos),
                lemma=token.lemma,
                head=_head(index, token.head),
                deprel=str(token.deprel),
            )
            for index, token in enumerate(annotation.tokens)
        )
        return Sample(
            id="",
            text=text,
            tokens=tokens,
            sentences=_token_ranges(tokens, [(s.start, s.end) for s in annotation.sentences]),
            names=tuple(Label(name.start, name.end, str(name.type)) for name in getattr(annotation, names)),
            attributions=tuple(
                Attribution(_spans(item.sources), _spans(item.cues), _spans(item.contents))
                for item in annotation.attributions
            ),
            events=tuple(
                Event(
                    start=event.start,
                    end=event.end,
                    type=str(getattr(event, events)),
                    arguments=tuple(Argument(arg.start, arg.end, str(arg.role)) for arg in event.arguments),
                )
                for event in annotation.events
                if getattr(event, events)
            ),
        )


def _head(index: int, head: int) -> int:
    """A root is -1 here, whether the reader says -1 or lets it head itself."""
    return -1 if head == index else int(head)


def _spans(spans: Sequence[Any]) -> tuple[Span, ...]:
    """Spans as pairs, whether they come as pairs or as records."""
    return tuple((span[0], span[1]) if isinstance(span, tuple) else (span.start, span.end) for span in spans)


def _token_ranges(tokens: Sequence[Token], sentences: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    """Sentences given in characters, as ranges of token indices."""
    ranges: list[tuple[int, int]] = []
    index = 0
    for start, end in sentences:
        while index < len(tokens) and tokens[index].end <= start:
            index += 1
        first = index
        while index < len(tokens) and tokens[index].start < end:
            index += 1
        if first < index:
            ranges.append((first, index))
    return tuple(ranges)
