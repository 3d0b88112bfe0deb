"""Tolls: takes a dossier, gives how many suffered what: the low, the best and the high figure, and who gives each.

A figure counts where it is asserted and still stands. Low and high are the least and the most that anybody gives.
Best is the figure of most independent origins, those that know it themselves first; among equals the lowest. That is
the rule of ``assessment.scales`` for deaths, here for every harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from counterclaim.records import Facet, Harm, Toll
from counterclaim.views.exports.dossier import FOR, Claim, Dossier, Say
from counterclaim.views.exports.tables import rows
from counterclaim.views.exports.text import one_line

CIVILIANS, FIGHTERS, ANYBODY = "civilians", "fighters", ""
_RANGE: Final = re.compile(r"(\d{9})-(\d*)$")  # the key by which values of a toll are told apart


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


class _Given(NamedTuple):
    """One figure as somebody gives it, from ``low`` to ``high``."""

    say: Say
    harm: Harm
    who: str
    low: int
    high: int


def counts(dossier: Dossier) -> tuple[Count, ...]:
    """One count for each kind of victim and harm that figures are given of, in the order of the accounts."""
    said: dict[tuple[Harm, str], list[_Given]] = {}
    for claim in dossier.claims:
        if claim.assessment.facet is Facet.TOLL:
            for given in _given(claim):
                said.setdefault((given.harm, given.who), []).append(given)
    return tuple(
        Count(harm, who, _figures(given), tuple({one.say.voice: one.say for one in given}.values()))
        for (harm, who), given in said.items()
    )


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


def _given(claim: Claim) -> Iterator[_Given]:
    """The figures of a claim: those of its value, else those of the events by which it is told."""
    *who, named = one_line(claim.assessment.subject).split() or [""]
    found = _RANGE.match(claim.value.key)
    for say in claim.by(*FOR):
        if found and named in list(Harm):
            low = int(found[1])
            yield _Given(say, Harm(named), " ".join(who), low, int(found[2]) if found[2] else low)
            continue
        for toll in say.event.toll if say.event else ():
            span = _span(toll)
            if span is not None and named in ("", toll.harm.value):
                yield _Given(say, toll.harm, " ".join(who) or one_line(toll.who or ""), *span)


def _figures(given: list[_Given]) -> Figures:
    origins: dict[int, set[str]] = {}
    knowing: dict[int, set[str]] = {}
    for one in given:
        origins.setdefault(one.low, set()).add(one.say.voice.origin)
        if one.say.voice.knows:
            knowing.setdefault(one.low, set()).add(one.say.voice.origin)
    best = min(origins, key=lambda low: (-len(knowing.get(low, ())), -len(origins[low]), low))
    return Figures(min(one.low for one in given), best, max(one.high for one in given))


def _span(toll: Toll) -> tuple[int, int] | None:
    """A toll's bounds; one that sets a single bound stands for itself."""
    low, high = toll.low, toll.high
    if low is None and high is None:
        return None
    return (low if low is not None else high or 0), (high if high is not None else low or 0)
