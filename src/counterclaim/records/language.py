"""Annotations: what the reader sees in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from counterclaim.records.documents import Span


@dataclass(frozen=True, slots=True)
class Token:
    """A syntactic word, by the conventions of Universal Dependencies."""

    start: int
    end: int
    upos: str
    lemma: str
    head: int  # index of its head among the annotation's tokens; -1 for a root
    deprel: str
    sentence: int  # index of its sentence


@dataclass(frozen=True, slots=True)
class Name:
    """A name or another labelled expression: a person, a weapon, a sum of money."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says (``sources``, empty where nobody is named), by which words (``cues``), what (``contents``).

    The spans of PARC and PolNeAR; a discontinuous part is several spans.
    """

    sources: tuple[Span, ...]
    cues: tuple[Span, ...]
    contents: tuple[Span, ...]


class Factuality(StrEnum):
    """Whether the text has it that an event happened."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"  # planned, intended or threatened
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that tells an event or a state. ``score``: -3 (it did not happen) to 3 (it did), as UDS grades it."""

    token: int
    start: int
    end: int
    score: float
    factuality: Factuality


@dataclass(frozen=True, slots=True)
class Argument:
    """A participant or circumstance of an event; ``role`` is one of the reader's roles."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class EventSpan:
    """A trigger with its arguments, and its type in each scheme that has one for it.

    ``ace`` is one of the eight ACE types of M2E2, ``kairos`` a coarse type of KAIROS or AIDA, ``plover`` and
    ``mode`` are PLOVER 2.0's.
    """

    start: int
    end: int
    ace: str | None
    kairos: str | None
    plover: str | None
    mode: str | None
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class IncidentPart:
    """Whoever or whatever plays a part in an attack, bombing, kidnapping, arson or robbery, as MUC has them.

    ``role`` is perpetrator (persons), organisation (of the perpetrators), target (things), victim (persons) or
    instrument; ``incident`` the type of the incident, None where the reader cannot tell.
    """

    start: int
    end: int
    role: str
    incident: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, nominal or pronoun that stands for something; those with one ``chain`` stand for the same."""

    start: int
    end: int
    head: int  # token index
    kind: str
    chain: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the reader sees in a text: views on it by character offsets, in the text's order."""

    tokens: tuple[Token, ...] = ()
    sentences: tuple[Span, ...] = ()
    names: tuple[Name, ...] = ()
    entities: tuple[Name, ...] = ()  # names and nominals by the wider scheme of re3d; they may nest
    actors: tuple[Name, ...] = ()  # heads of named and nominal actors, places and things, by ACE's types
    attributions: tuple[Attribution, ...] = ()
    predicates: tuple[Predicate, ...] = ()
    events: tuple[EventSpan, ...] = ()
    parts: tuple[IncidentPart, ...] = ()
    mentions: tuple[Mention, ...] = ()
