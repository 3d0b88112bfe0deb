"""Events: who does what to whom, where and when, as a text tells it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from counterclaim.records.language import Factuality


@dataclass(frozen=True, slots=True)
class TimeValue:
    """When something happened, as far as the text and the date of publication tell.

    ``start`` and ``end`` are ISO 8601 cut to what is known ("2017", "2017-09-21", "2017-10-15T23:30+03:00"),
    with an offset only where a zone is known. ``end`` is None where ``start`` says it all: "2017-10" is the
    whole of that month. ``precision`` is UCDP's date_prec: 1 a day, 2 two to six days, 3 a week, 4 up to a
    month, 5 longer. ``text`` is the expression it was read from.
    """

    start: str
    end: str | None
    precision: int
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened. ``name`` is as the text has it, ``text[start:end]``.

    ``lat`` and ``lon`` are degrees, None where neither a gazetteer nor the text tells. ``country`` is ISO
    3166 alpha-3, ``zone`` an IANA time zone. ``precision`` is UCDP's where_prec: 1 the very place, 2 within
    some 25 km, 3 a second-level unit, 4 a first-level unit, 5 a line or a vague area, 6 a country or more,
    7 waters of no country; None without a point. ``gazetteer_id`` is None for a place that is in no
    gazetteer and was placed by its neighbours; ``how`` says why this place was taken.
    """

    name: str
    lat: float | None
    lon: float | None
    country: str | None
    precision: int | None
    admin1: str | None
    kind: str
    gazetteer_id: str | None
    zone: str | None
    how: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Actor:
    """Whom a mention names.

    ``id`` is stable over documents for what the tables know and within one document for the rest.
    ``kind`` is a PLOVER sector code, IGO or NGO; UNK where nothing tells. ``country`` is ISO 3166 alpha-3,
    None for bodies of no one country. ``affiliation`` is the id of the side or body it belongs to on the
    date asked for: a state's ISO code, an authority that stands apart from the state it lies in ("KRG"),
    a group; its own id for a side of its own; None for whoever speaks for no side. ``how`` says by what it
    was resolved; ``hint`` that the country is only the one the document mostly speaks of.
    """

    id: str
    name: str
    kind: str
    country: str | None
    affiliation: str | None
    how: str
    hint: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words by which an event is told."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part in an event. ``name`` is the noun phrase, or its antecedent where a pronoun stands for it.

    ``start`` and ``end`` bound the noun phrase at hand; ``actor`` is the id of the actor that it resolves to,
    None where it names none.
    """

    name: str
    actor: str | None
    start: int
    end: int


class Harm(StrEnum):
    """What a toll counts."""

    KILLED = "killed"
    WOUNDED = "wounded"
    MISSING = "missing"
    DISPLACED = "displaced"
    DETAINED = "detained"


@dataclass(frozen=True, slots=True)
class Toll:
    """How many suffered a harm, as told: from ``low`` to ``high``, None where the text sets no such bound.

    ``who`` is the kind of victim in the text's words ("civilians"), None where it names none.
    """

    harm: Harm
    who: str | None
    low: int | None
    high: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Control:
    """Who holds a place, in the text's words; ``actor`` is the holder's id. Not ``holds``: said not to hold it."""

    holder: str | None
    actor: str | None
    place: str | None
    holds: bool = True


@dataclass(frozen=True, slots=True)
class EventMention:
    """What the content of a statement tells: one event.

    ``type``, ``mode`` and ``contexts`` are PLOVER 2.0's, ``type`` None for an event that PLOVER has no type
    for (a death without a doer, a flight of people). ``actors`` do it, ``recipients`` have it done to them;
    in a fight both sides are actors. ``score`` grades factuality from -3 (it did not happen) to 3, as UDS
    does. ``means``, ``aim`` and ``manner`` are the text's words.
    """

    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    factuality: Factuality
    score: float
    trigger: Trigger
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: Place | None = None
    time: TimeValue | None = None
    toll: tuple[Toll, ...] = ()
    means: tuple[str, ...] = ()
    control: Control | None = None
    aim: str | None = None
    manner: str | None = None
