"""What looking for incidents takes and gives: the query, a page of what was found, what became of standings.

Records for those who look into a ledger (``view.py``); nothing here reads the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from counterclaim.records import (
    Bond,
    EventMention,
    Facet,
    Incident,
    Judgement,
    Party,
    Standing,
    Statement,
)


class Order(StrEnum):
    """In which order incidents are listed."""

    WEIGHT = "weight"  # those of most documents first, then of most mentions
    TIME = "time"  # the latest happening first; those without a time last
    CHANGED = "changed"  # what an addition touched last comes first


class Moved(StrEnum):
    """What happened to an incident or to one of its standings."""

    NEW = "new"  # the incident was told of for the first time
    DOCUMENT = "document"  # a document joined that tells of it too
    STANDING = "standing"  # a facet stands otherwise, or other values are told of it
    MERGED = "merged"  # it became one with another incident
    PARTED = "parted"  # it is apart again from one that it had become one with
    WITHDRAWN = "withdrawn"  # no document tells of it any more


@dataclass(frozen=True, slots=True)
class IncidentQuery:
    """Which incidents to look for. All that is given must hold.

    ``text``: words that one of its statements must say, in the language of ``Query.words``. ``place``: words
    of the name of a place in it, or a country's ISO 3166 alpha-3 code. ``near``: latitude, longitude and
    kilometres around them. ``since`` and ``until`` bound the day on which it happened ("2017", "2017-10",
    "2017-10-16"): one of which less is known matches where it may have happened between them. ``type``: a
    PLOVER type. ``party``: the id or words of the name of one. ``standing`` and ``facet``: a facet that
    stands so. ``disputed``: at least one facet is disputed. ``documents``: of at least so many documents.
    """

    text: str = ""
    place: str = ""
    near: tuple[float, float, float] | None = None
    since: str | None = None
    until: str | None = None
    type: str | None = None
    party: str = ""
    standing: Standing | None = None
    facet: Facet | None = None
    disputed: bool = False
    documents: int = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """What a person calls a document by. ``published`` is ISO 8601, cut to what is known."""

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    where: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An incident in a list. ``number`` is what people call it by: it stays while the incident grows.

    ``documents`` are in the order of publication; ``disputed`` counts its disputed facets.
    ``founded`` and ``changed`` are numbers of journal entries: of the first one that told of it, and of the last
    one that changed it or its standings.
    """

    number: int
    incident: Incident
    parties: tuple[Party, ...]
    documents: tuple[Heading, ...]
    mentions: int
    disputed: int
    founded: int
    changed: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some incidents. ``cursor`` asks for those after them; None where these were the last."""

    incidents: tuple[Listed, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """An event mention, with the statement that tells it and the document that it stands in."""

    id: str
    event: EventMention
    statement: Statement
    document: Heading
    bond: Bond
    judged: bool


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that an addition changed.

    ``entry`` and ``at`` are the number and time of its journal entry; ``document`` or ``judgement`` is what was
    added. ``incident`` is the number of the incident, ``title`` what it is called now (None where it is gone),
    ``into`` the number that it became one with. Of a standing: ``facet`` and ``subject``, ``before`` (None: the
    facet was new) and ``after`` (None: nobody speaks of it any more), the values told ``before`` and after in
    few words, and ``statements``: those that it rests on now and did not before.
    """

    entry: int
    at: str
    what: Moved
    incident: int
    title: str | None
    document: Heading | None = None
    judgement: Judgement | None = None
    into: int | None = None
    facet: Facet | None = None
    subject: str = ""
    before: Standing | None = None
    after: Standing | None = None
    values_before: tuple[str, ...] = ()
    values_after: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
