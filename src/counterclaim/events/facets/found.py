"""What is found of an incident's facets: the record's values with the tokens that say so.

Runs are (first, end) token indices, end exclusive; ``start`` and ``end`` are offsets into the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.records import Control, Toll
from counterclaim.tree import Run


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the text: ``text`` is what they say, ``run`` their tokens."""

    text: str
    run: Run
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Count:
    """One count of one kind of victim.

    ``anchors`` are the tokens of the words that tell the harm ("left", "dead"), the topmost first;
    ``victims`` the noun phrase counted, None where the text counts without one ("13 were killed").
    """

    toll: Toll
    anchors: tuple[int, ...]
    victims: Run | None


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a place, or is said not to hold it.

    ``change`` is True where it comes to be or ceases to be held ("seized", "lost", "fell to") and False
    where it is held ("remain in control of", "rebel-held"). Whether the change happened, was planned or
    denied as a whole is the event's factuality; ``holds`` is False for what is lost, left or negated.
    """

    holder: Phrase | None
    place: Phrase | None
    holds: bool
    change: bool
    anchor: int

    def control(self, actor: str | None = None) -> Control:
        """The record, with the holder's actor where the caller has resolved it."""
        holder = self.holder.text if self.holder else None
        return Control(holder, actor, self.place.text if self.place else None, self.holds)


@dataclass(frozen=True, slots=True)
class Facets:
    """The facets of one event, each with the words that tell it; the properties give the record's values."""

    counts: tuple[Count, ...] = ()
    tools: tuple[Phrase, ...] = ()
    control: Holding | None = None
    purpose: Phrase | None = None
    way: Phrase | None = None

    @property
    def toll(self) -> tuple[Toll, ...]:
        return tuple(count.toll for count in self.counts)

    @property
    def means(self) -> tuple[str, ...]:
        return tuple(tool.text for tool in self.tools)

    @property
    def aim(self) -> str | None:
        return self.purpose.text if self.purpose else None

    @property
    def manner(self) -> str | None:
        return self.way.text if self.way else None
