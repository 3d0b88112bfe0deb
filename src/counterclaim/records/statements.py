"""Statements: who says something, how, and what events it tells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from counterclaim.records.documents import Document, Span
from counterclaim.records.events import Actor, EventMention


class Stance(StrEnum):
    """What a source does with what it says."""

    ASSERTS = "asserts"
    CONFIRMS = "confirms"
    DENIES = "denies"
    ADMITS = "admits"
    ACCUSES = "accuses"
    DOUBTS = "doubts"  # "could not verify", "it remains unclear"
    SILENT = "silent"  # "declined to comment", "no official statement"
    URGES = "urges"
    INTENDS = "intends"
    THREATENS = "threatens"


@dataclass(frozen=True, slots=True)
class Source:
    """Who makes a statement, or by way of whom it came.

    ``start`` and ``end`` bound the noun phrase at hand ("The statement"); where it stands for another one,
    ``resolved_start`` and ``resolved_end`` bound that antecedent and ``name`` is its text. ``name`` is
    "outlet" with an empty span for the outlet's own voice. ``actor`` is the id of the actor it resolves to,
    None until actors are looked up or where none fits. ``unnamed``: nobody in particular ("witnesses").
    """

    name: str
    start: int
    end: int
    actor: str | None = None
    unnamed: bool = False
    resolved_start: int | None = None
    resolved_end: int | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """The words by which a statement is attributed."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Content:
    """What is said. ``spans`` are in order, several where the content is broken off; ``text`` joins them."""

    text: str
    start: int
    end: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody says something: the unit of the record.

    ``via`` names the intermediaries from the nearest to the source to the nearest to the reader. ``denies``,
    ``confirms``, ``repeats`` and ``contradicts`` hold ids of statements of the same document. ``parent`` is
    the id of the statement in whose content this one stands. ``cue`` is None for the outlet's own voice and
    for quotations that go on from before.
    """

    id: str
    sources: tuple[Source, ...]
    via: tuple[Source, ...]
    cue: Cue | None
    stance: Stance
    content: Content
    quoted: bool
    sentence: int
    parent: str | None = None
    denies: tuple[str, ...] = ()
    confirms: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    events: tuple[EventMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One document with what was read from it."""

    document: Document
    statements: tuple[Statement, ...]
    actors: tuple[Actor, ...] = ()  # whom its sources and participants name, once each
