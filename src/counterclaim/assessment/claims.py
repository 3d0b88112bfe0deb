"""Claims: what one saying says of one facet. The values that make them can be compared, whoever told them.

Takes nothing of the text itself; ``facets.py`` fills them from event mentions, ``grouping.py`` compares them.
"""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.assessment.sayings import Saying, Speaker
from counterclaim.assessment.times import Stretch
from counterclaim.records import Facet, Place


@dataclass(frozen=True, slots=True)
class Worth:
    """What is said of a facet, or of what it is said, in a form that can be compared.

    ``id`` is what is the same wherever told: a party, a kind of victim; ``words`` and ``names`` are content
    words and those written as names; ``low`` to ``high`` is a count. ``about`` are the words for the happening
    itself: two hours, or two culprits, of "the shelling".
    """

    text: str
    id: str = ""
    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    place: Place | None = None
    stretch: Stretch | None = None
    low: int | None = None
    high: int | None = None

    @property
    def key(self) -> str:
        """A text that only equals those of the same worth; it orders them."""
        if self.stretch is not None:
            return f"{self.stretch.start.isoformat()}/{self.stretch.end.isoformat()}"
        if self.low is not None or self.high is not None:
            return f"{self.low or 0:09d}-{'' if self.high is None else self.high}"
        if self.id:
            return self.id
        return " ".join(sorted(self.words)) or self.text.lower()


@dataclass(frozen=True, slots=True)
class Point:
    """A facet of an event, what it is of, and the value that it has; None where only the question is known."""

    facet: Facet
    subject: Worth
    value: Worth | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One speaker's say on one point. ``holds``: True asserts it, False denies it, None is silent or doubts."""

    point: Point
    saying: Saying
    speaker: Speaker
    mention: str | None
    holds: bool | None
    retracted: bool = False

    @property
    def order(self) -> tuple[str, str, int, str]:
        """What sorts claims, by the reports alone."""
        return (*self.saying.order, self.point.value.key if self.point.value else "")
