"""Text with marks: cut where any mark begins or ends, so that marks may overlap.

Takes a text and stretches of it; gives pieces in order, each with the marks on it. Pieces hold text, never markup.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from counterclaim.records import Document, Mark, Source, Statement


class Kind(StrEnum):
    """What a stretch of text is."""

    SOURCE = "source"
    VIA = "via"
    CUE = "cue"
    CONTENT = "content"
    EVENT = "event"  # the words that tell an event
    OUTSIDE = "outside"  # not the report: nothing is read from it


@dataclass(frozen=True, slots=True)
class Stretch:
    """A marked stretch; ``owner`` is the number of its statement in the document, 0 for none."""

    start: int
    end: int
    kind: Kind
    owner: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with the same marks throughout. ``begins`` are the statements whose content begins here."""

    text: str
    kinds: tuple[Kind, ...] = ()
    owners: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    note: str = ""

    @property
    def classes(self) -> str:
        """As names of classes."""
        return " ".join(f"k-{kind}" for kind in self.kinds)


def of_statement(statement: Statement, owner: int, *, events: bool = True) -> Iterable[Stretch]:
    """The stretches of a statement: who says it, by what words, what is said, what tells an event."""
    for kind, sources in ((Kind.SOURCE, statement.sources), (Kind.VIA, statement.via)):
        for source in sources:
            for start, end in _places(source):
                yield Stretch(start, end, kind, owner)
    if statement.cue is not None:
        yield Stretch(statement.cue.start, statement.cue.end, Kind.CUE, owner)
    for span in statement.content.spans:
        yield Stretch(span.start, span.end, Kind.CONTENT, owner)
    if events:
        for event in statement.events:
            yield Stretch(event.trigger.start, event.trigger.end, Kind.EVENT, owner)


def of_mark(mark: Mark) -> Stretch:
    """The stretch of what is not the report."""
    return Stretch(mark.span.start, mark.span.end, Kind.OUTSIDE, note=f"{mark.kind.value}: {mark.reason}")


def pieces(text: str, stretches: Iterable[Stretch], *, start: int = 0, end: int | None = None) -> list[Piece]:
    """The pieces of a part of a text."""
    end = len(text) if end is None else min(end, len(text))
    inside = [one for one in stretches if one.start < end and one.end > start and one.start < one.end]
    cuts = sorted({start, end, *(min(max(at, start), end) for one in inside for at in (one.start, one.end))})
    opening: dict[int, list[Stretch]] = {}
    for one in inside:
        opening.setdefault(max(one.start, start), []).append(one)
    found: list[Piece] = []
    live: list[Stretch] = []
    for here, there in itertools.pairwise(cuts):
        live = [one for one in live if one.end > here] + opening.get(here, [])
        if here == there:
            continue
        begins = [
            one.owner for one in opening.get(here, []) if one.kind is Kind.CONTENT and one.start == here
        ]
        found.append(
            Piece(
                text[here:there],
                tuple(sorted({one.kind for one in live})),
                tuple(sorted({one.owner for one in live if one.owner})),
                tuple(sorted(begins)),
                next((one.note for one in live if one.note), ""),
            )
        )
    return found


def paragraphs(found: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces by paragraph: texts part them by an empty line."""
    made: list[list[Piece]] = [[]]
    for piece in found:
        parts = piece.text.split("\n\n")
        for at, part in enumerate(parts):
            if at:
                made.append([])
            if part.strip("\n"):
                begins = piece.begins if not at else ()
                made[-1].append(Piece(part, piece.kinds, piece.owners, begins, piece.note))
    return [one for one in made if one]


def around(document: Document, statement: Statement, *, most: int = 900) -> tuple[int, int]:
    """The part of a text that shows a statement: its paragraphs, cut where they are long."""
    text = document.text
    spans = [(span.start, span.end) for span in statement.content.spans]
    if statement.cue is not None:
        spans.append((statement.cue.start, statement.cue.end))
    spans += [(one.start, one.end) for one in (*statement.sources, *statement.via) if one.end > one.start]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    if last - first > most:
        first, last = spans[0][0], min(spans[0][0] + most, last)
    room = max(0, (most - (last - first)) // 2)
    start = max(text.rfind("\n\n", 0, first) + 2 if "\n\n" in text[:first] else 0, _cut(text, first - room))
    stop = text.find("\n\n", last)
    return start, min(stop if stop >= 0 else len(text), last + room)


def _cut(text: str, at: int) -> int:
    """A place at or after another where a word begins."""
    if at <= 0:
        return 0
    space = text.find(" ", at, at + 40)
    return space + 1 if space >= 0 else at


def _places(source: Source) -> Iterable[tuple[int, int]]:
    if source.end > source.start:
        yield source.start, source.end
    if source.resolved_start is not None and source.resolved_end is not None:
        yield source.resolved_start, source.resolved_end
