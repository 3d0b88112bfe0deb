"""A report as a text with all that was read from it: pieces by paragraph, and notes beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from counterclaim.records import Report, Statement
from counterclaim.views.read import event_kind, event_line
from counterclaim.views.web.present import marked
from counterclaim.views.web.present.marked import Piece

PART: Final = 60_000  # characters shown at once: a browser takes long to lay out millions

LINKS: Final = ("denies", "confirms", "repeats", "contradicts")


@dataclass(frozen=True, slots=True)
class Note:
    """One statement beside the text. ``links`` lead to others of the report by number."""

    number: int
    statement: Statement
    who: str
    via: str
    events: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, tuple[int, ...]], ...]
    within: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A part of a report, marked."""

    paragraphs: list[list[Piece]]
    notes: tuple[Note, ...]
    start: int
    end: int
    length: int

    @property
    def before(self) -> int | None:
        """Where the part before begins."""
        return max(0, self.start - PART) if self.start else None

    @property
    def after(self) -> int | None:
        """Where the next part begins."""
        return self.end if self.end < self.length else None


def reading(report: Report, *, start: int = 0) -> Reading:
    """A part of a report from a place on."""
    text = report.document.text
    start = min(max(0, start), max(0, len(text) - 1))
    end = min(len(text), start + PART)
    stretches = [marked.of_mark(mark) for mark in report.document.marks]
    for number, statement in enumerate(report.statements, 1):
        stretches += marked.of_statement(statement, number)
    found = marked.pieces(text, stretches, start=start, end=end)
    numbers = {statement.id: number for number, statement in enumerate(report.statements, 1)}
    notes = [
        _note(number, statement, numbers)
        for number, statement in enumerate(report.statements, 1)
        if statement.content.start < end and statement.content.end > start
    ]
    return Reading(marked.paragraphs(found), tuple(notes), start, end, len(text))


def part_of(statement: Statement) -> int:
    """Where the part begins that shows a statement."""
    return statement.content.start // PART * PART


def _note(number: int, statement: Statement, numbers: dict[str, int]) -> Note:
    links = []
    for link in LINKS:
        others = tuple(numbers[other] for other in getattr(statement, link) if other in numbers)
        if others:
            links.append((link, others))
    return Note(
        number,
        statement,
        ", ".join("the outlet" if one.name == "outlet" else one.name for one in statement.sources),
        ", ".join(one.name for one in statement.via),
        tuple((event_kind(event), event_line(event)) for event in statement.events),
        tuple(links),
        numbers.get(statement.parent or ""),
    )
