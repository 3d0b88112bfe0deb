"""Incidents: the event mentions, of all documents, that speak of the same happening."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from counterclaim.records.events import Place, TimeValue


@dataclass(frozen=True, slots=True)
class Link:
    """Two event mentions taken to speak of one incident, and why.

    ``first`` and ``second`` are ids of event mentions (``"<statement id>#<n>"``, ``n`` counting the
    statement's events from 0), the lesser id first. ``score`` is the calibrated probability, from 0 to 1;
    ``features`` names what it rests on, each with its share of the score, the weightiest first.
    """

    first: str
    second: str
    score: float
    features: tuple[tuple[str, float], ...]


class Bond(StrEnum):
    """How an event mention hangs together with the main event of its incident."""

    SAME = "same"  # it tells the main event itself
    PART = "part"  # a step of it: an attack within a battle
    OUTCOME = "outcome"  # what came of it: its toll, who holds the place, who fled
    RESPONSE = "response"  # what was done about it after: an arrest, an inquiry, a protest


@dataclass(frozen=True, slots=True)
class Member:
    """An event mention in an incident. ``judged``: a person put it there."""

    mention: str
    bond: Bond
    judged: bool = False


@dataclass(frozen=True, slots=True)
class Incident:
    """The event mentions that speak of the same happening.

    ``id`` is the least id of its mentions: it depends on the set alone. ``title`` says in few words what and
    where; ``type`` is the PLOVER type of its main event, None where none is known; ``place`` and ``time`` are
    the most precise that most of its members agree with. ``documents`` are ids, in the order of publication.
    """

    id: str
    title: str
    type: str | None
    place: Place | None
    time: TimeValue | None
    members: tuple[Member, ...]
    documents: tuple[str, ...]
