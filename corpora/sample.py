"""The one shape into which every corpus is read: a text and what its annotators marked on it.

All offsets are character offsets into ``Sample.text`` (start inclusive, end exclusive).
A layer that a corpus does not annotate is None; one that it annotates but is empty here is ``()``.
"""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]


class CorpusError(ValueError):
    """A corpus file is not laid out as its reader expects; the message names the file and the place."""


@dataclass(frozen=True, slots=True)
class Token:
    """A syntactic word. ``head`` is an index into the sample's tokens, -1 for a root or where unknown."""

    start: int
    end: int
    upos: str = ""
    lemma: str = ""
    head: int = -1
    deprel: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled stretch of text, such as a name and its type.

    ``confidence`` is 0 to 1 where the corpus gives one: in re3d, 0 was rejected or never shown to the crowd.
    """

    start: int
    end: int
    label: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Score:
    """A graded stretch of text: a predicate and how far it happened, -3 (it did not) to 3 (it did)."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (sources) says (cues) what (contents); a discontinuous span is several. Sources may be empty."""

    sources: tuple[Span, ...]
    cues: tuple[Span, ...]
    contents: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Argument:
    """A participant, place, time or instrument of an event. ``role`` in the corpus's own words."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Event:
    """A trigger with its type in the corpus's own words, and its arguments."""

    start: int
    end: int
    type: str
    mode: str | None = None
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of an entity; ``head_start``/``head_end`` cover its head, ``kind`` is the entity type."""

    start: int
    end: int
    head_start: int
    head_end: int
    kind: str


@dataclass(frozen=True, slots=True)
class PloverItem:
    """A PLOVER type for a sentence (source and target marked) or a story (not marked).

    ``source``/``target`` are the first of ``sources``/``targets``: some sentences mark a repeated name twice.
    """

    source: Span | None
    target: Span | None
    type: str
    mode: str | None = None
    sources: tuple[Span, ...] = ()
    targets: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A filled slot of a MUC template. ``fills`` are its alternatives as written, one string per line."""

    name: str
    fills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """One MUC incident: its number within the message, as written ("2", "3 (OPTIONAL)"), and its slots."""

    number: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A document, or a sentence where the corpus has only sentences.

    ``document`` names the document that a sentence is of; it equals ``id`` where the sample is a document.
    ``sentences`` are ranges of token indices (start inclusive, end exclusive).
    """

    id: str
    text: str
    document: str = ""
    tokens: tuple[Token, ...] | None = None
    sentences: tuple[tuple[int, int], ...] | None = None
    names: tuple[Label, ...] | None = None
    attributions: tuple[Attribution, ...] | None = None
    factuality: tuple[Score, ...] | None = None
    events: tuple[Event, ...] | None = None
    chains: tuple[tuple[Mention, ...], ...] | None = None
    plover: PloverItem | None = None
    templates: tuple[Template, ...] | None = None

    def words(self) -> list[str]:
        """The surface of each token."""
        return [self.text[token.start : token.end] for token in self.tokens or ()]
