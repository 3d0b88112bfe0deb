"""Judgements of persons, and differences between versions of a document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ruling(StrEnum):
    """What a person's judgement does."""

    MERGE = "merge"  # the event mentions named are of one incident
    SPLIT = "split"  # the event mentions named are not of one incident
    JUDGE = "judge"  # ``value`` stands for a facet of an incident
    RATE = "rate"  # ``value`` is the reliability or interest of a source
    UNDO = "undo"  # takes back the judgements named


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided, and why. It wins over what was computed until another one takes it back.

    ``subjects`` are ids of what is judged: event mentions, a statement, an actor, judgements. They name what
    is stored, never what is derived: an incident is named by its mentions. ``facet`` says which of its
    facets, where the ruling is of one.
    """

    id: str
    ruling: Ruling
    subjects: tuple[str, ...]
    reason: str
    by: str
    facet: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that differs between two versions of a document.

    ``before`` and ``after`` are ids of statements: None before is one that is new, None after one that was
    withdrawn. ``fields`` names what differs where both are there: source, via, stance, content, or what is
    told of events (type, factuality, actors, recipients, place, time, toll, means, control, aim, manner).
    """

    before: str | None
    after: str | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What a new version of a document says otherwise than the one before it.

    ``fields`` names what differs of the document itself: text, title, outlet, published, credits.
    """

    document: str
    previous: str
    fields: tuple[str, ...]
    changes: tuple[Change, ...]
