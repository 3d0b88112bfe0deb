"""Clustering: takes profiles, the links among them and judgements, gives incidents.

A pure function of the set: the order of what comes in does not matter, but for that of the judgements, of which
the later one wins. The happenings of each document are joined by average link over the logits of their links,
so that incidents do not chain; those that exclude each other stay apart, and what a person judged stands.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from counterclaim.incidents import across, episodes
from counterclaim.incidents.averaging import APART, UNKNOWN, Floats, clusters
from counterclaim.incidents.blocking import blocks
from counterclaim.incidents.judging import Judged, judged
from counterclaim.incidents.profile import Profile
from counterclaim.incidents.telling import incident
from counterclaim.records import Incident, Judgement, Link

_BOUND: Final = 5.0  # logits beyond are not surer
# Little in common says no more than this: documents tell of different sides of one incident.
_DOUBT: Final = -2.0
# Of two happenings whose places or times exclude each other, if they are right.
_EXCLUDED: Final = -4.0
_EVEN: Final = 0.5
_COMPARED: Final = 40  # so many happenings of one block are compared each with each, whoever keeps the blocks


@dataclass(slots=True)
class _Unit:
    """The mentions of one document about one happening, the lead first."""

    mentions: list[Profile]

    @property
    def lead(self) -> Profile:
        return self.mentions[0]


def cluster(
    profiles: Iterable[Profile], links: Iterable[Link], judgements: Sequence[Judgement] = ()
) -> tuple[Incident, ...]:
    """The incidents of some event mentions, by id.

    Args:
        profiles: all mentions that may be of one incident with one another.
        links: the links among them, as ``link`` gives them; others are passed over.
        judgements: those that stand, in the order in which they were made.
    """
    known = {one.mention: one for one in profiles}
    rulings = judged(judgements, known)
    units = [_Unit(group) for group in _units(known, rulings)]
    units.sort(key=lambda unit: unit.lead.mention)
    scored = {(one.first, one.second): one.score for one in links}
    found = []
    for part in _parts(units, scored, rulings):
        for group in clusters(_belonging(part, scored, rulings)):
            found.append(incident([one for at in group for one in part[at].mentions], rulings))
    return tuple(sorted(found, key=lambda one: one.id))


def _parts(
    units: Sequence[_Unit], scored: dict[tuple[str, str], float], rulings: Judged
) -> list[list[_Unit]]:
    """The units in parts that nothing joins: no likely link, no judgement. Average link never crosses them."""
    at = {one.mention: number for number, unit in enumerate(units) for one in unit.mentions}
    holder = list(range(len(units)))

    def root(number: int) -> int:
        while holder[number] != number:
            holder[number] = holder[holder[number]]
            number = holder[number]
        return number

    likely = (pair for pair, score in scored.items() if score >= _EVEN and pair[0] in at and pair[1] in at)
    for one, other in (*likely, *rulings.merged()):
        first, second = sorted((root(at[one]), root(at[other])))
        holder[second] = first
    found: dict[int, list[_Unit]] = {}
    for number, unit in enumerate(units):
        found.setdefault(root(number), []).append(unit)
    return list(found.values())


def _units(known: dict[str, Profile], rulings: Judged) -> list[list[Profile]]:
    """The mentions by document and happening; those that a person parted by themselves."""
    led: dict[str, list[Profile]] = {}
    for _, one in sorted(known.items()):
        led.setdefault(one.lead, []).append(one)
    found: list[list[Profile]] = []
    for group in led.values():
        for part in _parted(group, rulings):
            found.append(sorted(part, key=lambda one: (one.whole is None, one.ordinal, one.mention)))
    return found


def _parted(group: list[Profile], rulings: Judged) -> list[list[Profile]]:
    """A happening, in parts where a person said that its mentions are not of one incident.

    A mention that was parted from others of its happening takes along those that go with it best. One that was
    parted from a mention of another document goes alone, unless it leads: then all go with it.
    """
    names = {one.mention for one in group}
    parted = [one for one in group if rulings.parted(one.mention) & names]
    alone = [
        one
        for one in group
        if one not in parted and one.mention != one.lead and rulings.parted(one.mention) - names
    ]
    if not parted and not alone:
        return [group]
    seeds: list[list[Profile]] = []
    for one in parted:
        fits = [seed for seed in seeds if rulings.together(seed[0].mention, one.mention)]
        if fits:
            fits[0].append(one)
        else:
            seeds.append([one])
    rest = [one for one in group if one not in parted and one not in alone]
    parts = [list(seed) for seed in seeds] or [[]]
    for one in rest:
        fit = [max((episodes.belonging(one, other) for other in seed), default=0.0) for seed in seeds] or [
            0.0
        ]
        parts[int(np.argmax(fit))].append(one)
    return [part for part in parts if part] + [[one] for one in alone]


class _Crowd:
    """Which pairs of happenings whoever keeps the blocks may not have compared, since too many bear their keys."""

    def __init__(self, units: Sequence[_Unit]) -> None:
        self._keys: list[set[str]] = []
        self._few: list[set[str]] = []
        if len(units) > _COMPARED:
            self._keys = [set(blocks(unit.lead)) for unit in units]
            counts = Counter(key for keys in self._keys for key in keys)
            self._few = [{key for key in keys if counts[key] <= _COMPARED} for keys in self._keys]

    def between(self, one: int, other: int) -> bool:
        if not self._keys or self._few[one] & self._few[other]:
            return False
        return bool(self._keys[one] & self._keys[other])


def _belonging(units: Sequence[_Unit], scores: dict[tuple[str, str], float], rulings: Judged) -> Floats:
    count = len(units)
    found = np.full((count, count), APART)
    crowded = _Crowd(units)
    for i in range(count):
        for j in range(i + 1, count):
            value = _ruled(units[i], units[j], rulings)
            if value is None:
                value = _linked(units[i].lead, units[j].lead, scores)
            if value is None:
                value = UNKNOWN if crowded.between(i, j) else _DOUBT
            found[i, j] = found[j, i] = value
    return found


def _ruled(one: _Unit, other: _Unit, rulings: Judged) -> float | None:
    """What a person's judgements say of two units."""
    if not rulings.named:
        return None
    for a in one.mentions:
        for b in other.mentions:
            if rulings.together(a.mention, b.mention):
                return 1000.0
            if b.mention in rulings.parted(a.mention):
                return APART
    return None


def _linked(a: Profile, b: Profile, scores: dict[tuple[str, str], float]) -> float | None:
    """The logit of the link of two leads; what their document says of two happenings that it tells apart."""
    if a.document == b.document:
        return APART if episodes.apart(a, b) else max(-_BOUND, min(0.0, episodes.belonging(a, b)))
    score = scores.get((min(a.mention, b.mention), max(a.mention, b.mention)))
    if score is not None:  # those that exclude each other are never linked
        return max(_DOUBT, min(_BOUND, math.log(max(score, 1e-9) / max(1.0 - score, 1e-9))))
    if a.whole is not None and b.whole is not None and across.apart(a, b):
        return APART if episodes.apart(a, b) else _EXCLUDED
    return None
