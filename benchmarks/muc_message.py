"""A message as read, for the filling of MUC templates: its sentences and what is likely told in each.

Takes a document, its places and times, the light models and, where there is one, what the reader and the events
say; gives views on sentences. Nothing here fills a slot.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from benchmarks.muc_features import Sentence
from benchmarks.muc_phrases import Phrase
from counterclaim.records import Document, EventMention, MarkKind, Name, Place, Statement

TELLING = 0.2  # from which probability on a sentence may tell an incident
DEEDS = frozenset({"ASSAULT", "COERCE", "THREATEN", None})  # PLOVER's types of what MUC calls an incident
DAY = 10  # characters of a day in ISO 8601


@dataclass(slots=True)
class Message:
    """``levels`` are, by sentence, the probabilities of each type; ``phrases``, by sentence, those of each role."""

    document: Document
    places: Sequence[Place]
    sentences: list[Sentence]
    levels: list[list[float]]
    phrases: list[list[tuple[Phrase, dict[str, float]]]]
    persons: Sequence[Name] = ()  # by the reader
    told: Sequence[Statement] = ()
    events: list[list[EventMention]] = field(default_factory=list)  # by sentence

    def add_events(self, told: Sequence[Statement]) -> None:
        """Note the events of its statements where they are told."""
        self.told = told
        self.events = [[] for _ in self.sentences]
        for event in (event for statement in told for event in statement.events):
            for one, events in zip(self.sentences, self.events, strict=True):
                if one.start <= event.trigger.start < one.end:
                    events.append(event)

    def deeds(self, at: int) -> list[EventMention]:
        """The events of a sentence that may be an incident's."""
        return [event for event in self.events[at] if event.type in DEEDS] if self.events else []

    def days(self, at: int) -> set[str]:
        """When the deeds of a sentence happened, cut to the day."""
        return {event.time.start[:DAY] for event in self.deeds(at) if event.time is not None}

    def mentions(self, string: str) -> list[tuple[int, int]]:
        """Where a string stands in sentences that may tell an incident; else wherever it stands."""
        words = r"\s+".join(map(re.escape, string.split()))
        found = [m.span() for m in re.finditer(rf"(?<!\w){words}(?!\w)", self.document.text, re.IGNORECASE)]
        told = [
            (one.start, one.end)
            for one, level in zip(self.sentences, self.levels, strict=True)
            if max(level) >= TELLING
        ]
        return [span for span in found if any(a <= span[0] < b for a, b in told)] or found

    def text(self, start: int, end: int) -> str:
        return " ".join(self.document.text[start:end].upper().split())

    def places_in(self, at: int) -> list[Place]:
        """The places of a sentence of which the country is known; the dateline tells where a report was written."""
        one = self.sentences[at]
        return [
            place
            for place in self.places
            if one.start <= place.start < one.end and place.country and not self.in_dateline(place.start)
        ]

    def in_dateline(self, at: int) -> bool:
        return any(
            mark.kind == MarkKind.DATELINE and mark.span.start <= at < mark.span.end
            for mark in self.document.marks
        )


@lru_cache(maxsize=1)
def lexicon() -> dict[str, object]:
    """The lists of ``data/muc_words.toml``."""
    path = Path(__file__).parent / "data" / "muc_words.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    lists = {name: frozenset(value.split()) for name, value in data.items() if isinstance(value, str)}
    tables = {
        name: {key: tuple(value.split()) for key, value in data[name].items()}
        for name in ("effects", "stages")
    }
    return {**lists, **tables, "countries": data["countries"]}
