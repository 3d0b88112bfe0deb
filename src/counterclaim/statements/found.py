"""What the finders hand on: a cue with its source phrases and content, still in token indices."""

from __future__ import annotations

from dataclasses import dataclass, field

from counterclaim.records import Span
from counterclaim.statements.lexicon import Entry
from counterclaim.tree import Run


@dataclass(slots=True)
class Found:
    """One attribution on its way to a Statement.

    ``head`` is the cue's head token and ``cue`` its run; ``sources`` and ``via`` are phrase runs in order;
    ``contents`` are character spans; ``complement`` is the token that heads the content, -1 where none does.
    ``absent`` says that the sentence names no source where one could stand; ``left_open`` that the source
    has to come from the discourse. ``group`` holds the tokens that belong to the attribution itself.
    ``second`` says that the cue is coordinated with another of the same subject.
    """

    head: int
    cue: Run
    entry: Entry
    sources: list[Run] = field(default_factory=list)
    via: list[Run] = field(default_factory=list)
    contents: list[Span] = field(default_factory=list)
    complement: int = -1
    passive: bool = False
    absent: bool = False
    unnamed: str | None = None
    parent: Found | None = None
    quoted: bool = False
    outlet: bool = False
    second: bool = False

    @property
    def start(self) -> int:
        """The first character of the content; -1 where it has none."""
        return self.contents[0].start if self.contents else -1

    def covers(self, position: int) -> bool:
        """Whether a character lies in the content."""
        return any(span.start <= position < span.end for span in self.contents)

    def size(self) -> int:
        """Characters of content."""
        return sum(span.end - span.start for span in self.contents)
