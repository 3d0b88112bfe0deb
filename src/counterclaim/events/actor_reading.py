"""What is read off a mention, and the parts it is read from: the records of the grammar.

Takes nothing but labelled items; the rules are in ``actor_named`` and ``actor_phrase``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from counterclaim.events.actor_items import DETERMINERS, STATE, Item, Setting, is_bare_name
from counterclaim.events.actor_table import Row
from counterclaim.events.actor_words import Token, slug_of

# One of many, whom a class word does not stand for ("a Hamas fighter" is not Hamas).
SINGLE: Final = frozenset(
    "official spokesman spokeswoman spokesperson leader member source aide adviser commander chief head boss "
    "representative fighter militant rebel gunman militiaman lawmaker director chairman secretary "
    "officer".split()
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a mention say.

    ``id`` is "" when the words name no one in particular; ``open`` says that the country is left to the
    document ("officials"); ``noun`` is the head noun's key; ``known`` that the tables name the actor.
    """

    kind: str
    country: str | None
    affiliation: str | None
    how: str
    id: str = ""
    name: str = ""
    noun: str = ""
    open: bool = False
    known: bool = False
    person: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """One segment of a mention: the items up to its first preposition, and those from there on."""

    front: Sequence[Item]
    tail: Sequence[Item]
    tokens: Sequence[Token]
    setting: Setting
    shouting: bool  # all in capitals

    def text(self) -> str:
        """The segment's words without an article before them."""
        words = [token.raw for token in self.tokens]
        return " ".join(words[1:] if len(words) > 1 and self.tokens[0].key in DETERMINERS else words)

    def person(self, start: int) -> Person:
        """The name that follows a title: the words from the first to the last with a capital."""
        named = [item for item in self.front if item.start >= start and item.name]
        if not named:
            return Person("", "")
        run = self.tokens[named[0].start : named[-1].end]
        name = " ".join(token.raw for token in run)
        return Person(name.title() if self.shouting else name, " ".join(token.key for token in run))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's name as written, and its key; both "" where there is none."""

    name: str
    key: str

    def id(self, other: str) -> str:
        """The person's id, else the other one."""
        return slug_of(self.key) if self.key else other


def named(row: Row, how: str, *, current: bool = True) -> Reading:
    """The reading of a row; somebody who spoke for a state and no longer does is a former official."""
    if row.person and not current and row.end and row.kind in STATE and row.affiliation == row.country:
        how = f"{how}, in office to {row.end}"
        return Reading("ELI", row.country, None, how, row.id, row.name, known=True, person=True)
    return Reading(
        row.kind, row.country, row.affiliation, how, row.id, row.name, known=True, person=row.person
    )


def is_proper(frame: Frame, place: int) -> bool:
    """Whether a class word is part of a group's proper name: "the Zanjar Liberation Front"."""
    head = frame.front[place]
    if head.head is None or head.head[1] != "form" or not head.last:
        return False
    before = [item for item in frame.front[:place] if item.key not in DETERMINERS]
    if any(is_bare_name(item) for item in before) or " " in head.key:
        return True
    # A country or adjective with a capital before it is enough, unless everything is in capitals.
    return not frame.shouting and head.start > 0 and (all(item.name for item in before) or not before)
