"""Tolls: takes a dossier, gives how many suffered what: the low, the best and the high figure, and who gives each.

A figure counts where it is asserted and was not taken back. Low and high are the least and the most that anybody
gives. Best is the figure of most independent origins; among equals that of a third party, then the lowest: who
counts the dead of others has no reason to count low, and who counts its own none to count high.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from counterclaim.records import Assessment, Facet, Harm, Toll
from counterclaim.views.exports.dossier import FOR, Claim, Dossier, Say
from counterclaim.views.exports.tables import rows
from counterclaim.views.exports.text import one_line

CIVILIANS, FIGHTERS, ANYBODY = "civilians", "fighters", ""


@dataclass(frozen=True, slots=True)
class Figures:
    """The low, the best and the high figure. One that says "at least 13" gives 13 for all three."""

    low: int
    best: int
    high: int

    def __add__(self, other: Figures) -> Figures:
        return Figures(self.low + other.low, self.best + other.best, self.high + other.high)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of one kind of victim suffered one harm, by all who say so. ``who`` is "" for victims of no kind."""

    harm: Harm
    who: str
    figures: Figures
    says: tuple[Say, ...]

    @property
    def kind(self) -> str:
        """``CIVILIANS``, ``FIGHTERS`` or ``ANYBODY``."""
        return kind_of(self.who)


def counts(dossier: Dossier) -> tuple[Count, ...]:
    """One count for each kind of victim and harm that figures are given of, in the order of the accounts."""
    said: dict[tuple[Harm, str], list[tuple[Say, Toll]]] = {}
    for claim in dossier.claims:
        if claim.assessment.facet is Facet.TOLL:
            for say, toll in _given(claim):
                said.setdefault((toll.harm, _victims(claim.assessment, toll)), []).append((say, toll))
    found = (
        (harm, who, _figures(given), tuple({say.voice: say for say, _ in given}.values()))
        for (harm, who), given in said.items()
    )
    return tuple(Count(harm, who, figures, says) for harm, who, figures, says in found if figures)


def totals(found: Iterable[Count]) -> dict[Harm, Figures]:
    """By harm, the figures of all victims together.

    One of victims of no kind ("13 people were killed") is one of all of them; where civilians and fighters add up
    to more, or there is no such figure, their sum is taken.
    """
    held = tuple(found)
    totalled: dict[Harm, Figures] = {}
    for harm in Harm:
        whole = [one.figures for one in held if one.harm is harm and one.kind == ANYBODY]
        parts = [of_kind(held, harm, kind=kind) for kind in (CIVILIANS, FIGHTERS)]
        known = [one for one in parts if one is not None]
        candidates = [*whole, *([sum(known[1:], known[0])] if known else ())]
        if candidates:
            totalled[harm] = _largest(candidates)
    return totalled


def of_kind(found: Iterable[Count], harm: Harm, *, kind: str) -> Figures | None:
    """The figures of all victims of one kind.

    Counts of civilians may count the same ones (children, women, residents): the largest is taken. Counts of
    fighters who are told apart ("Peshmerga fighters", "Iraqi soldiers") add up; one of fighters without more is
    of all of them.
    """
    held = [one for one in found if one.harm is harm and one.kind == kind]
    apart = [one.figures for one in held if kind == FIGHTERS and " " in one.who]
    whole = [one.figures for one in held if not (kind == FIGHTERS and " " in one.who)]
    candidates = [*whole, *([sum(apart[1:], apart[0])] if apart else ())]
    return _largest(candidates) if candidates else None


def _largest(candidates: list[Figures]) -> Figures:
    """The figures of the highest best one, up to the highest that any gives."""
    chosen = max(candidates, key=lambda one: one.best)
    return Figures(chosen.low, chosen.best, max(one.high for one in candidates))


def line(figures: Figures) -> str:
    """Figures in few words: "13", "13 (3 to 20)"."""
    if figures.low == figures.high:
        return f"{figures.best:,}"
    return f"{figures.best:,} ({figures.low:,} to {figures.high:,})"


@cache
def _kinds() -> dict[str, str]:
    return {word: row["kind"] for row in rows("victims.csv") for word in row["words"].split("|")}


def kind_of(who: str) -> str:
    """The kind of a victim, by the last of its words that tells one; ``ANYBODY`` where none does."""
    kinds = _kinds()
    for word in reversed(one_line(who).lower().replace("-", " ").split()):
        for form in (word, word.removesuffix("s"), word.removesuffix("es"), word[:-3] + "y"):
            if form in kinds:
                return kinds[form]
    return ANYBODY


def _given(claim: Claim) -> Iterator[tuple[Say, Toll]]:
    """The tolls by which a claim is told, each with who tells it."""
    for say in claim.says:
        if say.act in FOR and say.event is not None:
            yield from ((say, toll) for toll in _about(claim.assessment, say.event.toll))


def _about(assessment: Assessment, tolls: tuple[Toll, ...]) -> list[Toll]:
    """Those of an event's tolls that an assessment is of; its subject names the harm and the victims."""
    words = set(one_line(assessment.subject).lower().split())
    of_harm = [toll for toll in tolls if not words or toll.harm.value in words] or list(tolls)
    of_who = [toll for toll in of_harm if toll.who and words & set(toll.who.lower().split())]
    return of_who or of_harm


def _victims(assessment: Assessment, toll: Toll) -> str:
    """Whom an assessment counts: its subject less the harm, else the toll's own word."""
    subject = one_line(assessment.subject)
    if not subject:
        return one_line(toll.who or "")
    return " ".join(word for word in subject.split() if word.lower() not in list(Harm))


def _figures(given: list[tuple[Say, Toll]]) -> Figures | None:
    spans = [(say, _span(toll)) for say, toll in given]
    bounded = [(say, span) for say, span in spans if span is not None]
    if not bounded:
        return None
    origins: dict[int, set[str]] = {}
    third: set[int] = set()
    for say, (low, _) in bounded:
        origins.setdefault(low, set()).add(say.voice.origin)
        if say.party.third:
            third.add(low)
    best = min(origins, key=lambda one: (-len(origins[one]), one not in third, one))
    return Figures(min(low for _, (low, _) in bounded), best, max(high for _, (_, high) in bounded))


def _span(toll: Toll) -> tuple[int, int] | None:
    """A toll's bounds; one that sets a single bound stands for itself."""
    low, high = toll.low, toll.high
    if low is None and high is None:
        return None
    return (low if low is not None else high or 0), (high if high is not None else low or 0)
