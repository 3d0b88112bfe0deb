"""The parts of a brief: plain lines with the numbers of the sources that they rest on, before any format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NOTHING: Final = "–"  # an empty cell


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a line, with the numbers of the sources that it rests on. ``strong``: a lead."""

    text: str
    cites: tuple[int, ...] = ()
    strong: bool = False


Line = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the accounts: what it is of, a cell for each column, how it stands."""

    topic: str
    cells: tuple[tuple[Line, ...], ...]
    standing: str
    disputed: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a section, with lines under it."""

    line: Line
    under: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with points."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class TollRow:
    """How many suffered what: the figures, and who gives them."""

    what: str
    low: str
    best: str
    high: str
    says: Line


@dataclass(frozen=True, slots=True)
class Cited:
    """A source. ``link``: its address may be opened from the brief."""

    number: int
    who: str
    outlet: str
    published: str
    title: str
    quote: str
    address: str
    link: bool
    statement: str
    document: str

    @property
    def about(self) -> tuple[str, ...]:
        """Who says it, in which outlet, when, under which title: as far as known, none twice."""
        title = f"“{self.title}”" if self.title else ""
        outlet = self.outlet if self.outlet != self.who else ""
        return tuple(part for part in (self.who, outlet, self.published, title) if part)


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief. ``facts`` are what, where, when and who; ``columns`` head the accounts, without the first and last."""

    title: str
    subtitle: str
    made: str
    facts: tuple[tuple[str, Line], ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    sections: tuple[Section, ...]
    tolls: tuple[TollRow, ...]
    sources: tuple[Cited, ...]
