"""Which messages of MUC tell of one incident: a gold made from the answer keys.

Two templates of different messages are one incident where an alternative of their types is the same, their dates
meet, their places are one as far as both name them (the same country, and one town, district or department where
both name any), and their victims and targets share a word, or neither key names any. What holds of two templates
holds of those that each of them is one with. "By 26 April" is taken for that day and the three before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from benchmarks.muc_keys import Fill, Incident, incidents
from corpora.sample import Sample
from counterclaim.incidents.words import rarity, stems

Days = tuple[date, date]
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAY = re.compile(r"(\d{1,2})\s+([A-Z]{3})[A-Z]*\s+(\d{2})")
_MONTH = re.compile(r"(?<!\d )([A-Z]{3})[A-Z]*\s+(\d{2})\b")
_KIND = re.compile(r"\s*\([A-Z ]+\)")
_OPEN = timedelta(days=42)
_USUAL = 2.5  # rarity below which a word says too little: civilians, house
_NAMING = 3.4  # rarity from which a word names somebody or something


@dataclass(frozen=True, slots=True)
class Told:
    """One template: the message, its types, days, places from the widest in, and the words of whom it hit."""

    message: str
    types: frozenset[str]
    days: Days
    country: str
    places: frozenset[str]
    hit: frozenset[str]


def told(samples: Iterable[Sample]) -> list[Told]:
    """The templates that name a day and a country."""
    return [
        one
        for sample in samples
        for key in incidents(sample.templates or ())
        if (one := _told(sample.id, key))
    ]


def _told(message: str, key: Incident) -> Told | None:
    stretch = days_of([value for fill in key.fills("date") for value in fill.values])
    places = [value for fill in key.fills("place") for value in fill.values]
    if stretch is None or not places:
        return None
    parts = [_KIND.sub("", part).strip(" ()?") for part in re.split(r"[:]| - ", places[0])]
    return Told(
        message,
        frozenset(value.split(" / ")[0].strip() for fill in key.fills("type") for value in fill.values),
        stretch,
        parts[0],
        frozenset(part for part in parts[1:] if part),
        frozenset(_words(key)),
    )


def _words(key: Incident) -> Iterator[str]:
    fills: Sequence[Fill] = (*key.fills("victim"), *key.fills("target"))
    for fill in fills:
        for value in (*fill.values, *fill.also):
            yield from stems(value)


def days_of(values: Sequence[str]) -> Days | None:
    """The days of the first date of a key that can be read."""
    for value in values:
        found = [_day(match) for match in _DAY.finditer(value)]
        known = [day for day in found if day is not None]
        if len(known) >= 2:
            return min(known), max(known)
        if known:
            open_ = value.strip().startswith("-")
            return (known[0] - _OPEN if open_ else known[0]), known[0]
        if match := _MONTH.search(value):
            month = _MONTHS.index(match[1]) + 1 if match[1] in _MONTHS else 0
            if month:
                first = date(1900 + int(match[2]), month, 1)
                return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return None


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(1900 + int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError:
        return None


def one(a: Told, b: Told) -> bool:
    """Whether two templates are of one incident."""
    if a.country != b.country or not a.types & b.types:
        return False
    if a.days[0] > b.days[1] or b.days[0] > a.days[1]:
        return False
    if a.places and b.places and not a.places & b.places:
        return False
    vague = _vague(a.days) or _vague(b.days)
    if a.hit and b.hit:
        shared = a.hit & b.hit
        rare = any(rarity(word) >= (_NAMING if vague else _USUAL) for word in shared)
        return rare or (bool(shared) and not vague and bool(a.places & b.places))
    return not a.hit and not b.hit and not vague and bool(a.places & b.places)


def _vague(stretch: Days) -> bool:
    return (stretch[1] - stretch[0]).days > 7


def groups(templates: Sequence[Told]) -> list[list[Told]]:
    """The templates by incident."""
    holder = list(range(len(templates)))

    def root(at: int) -> int:
        while holder[at] != at:
            at = holder[at]
        return at

    by_country: dict[str, list[int]] = {}
    for at, template in enumerate(templates):
        by_country.setdefault(template.country, []).append(at)
    for members in by_country.values():
        for i, j in combinations(members, 2):
            if one(templates[i], templates[j]):
                holder[root(j)] = root(i)
    found: dict[int, list[Told]] = {}
    for at, template in enumerate(templates):
        found.setdefault(root(at), []).append(template)
    return list(found.values())


def pairs(found: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    """Pairs of messages that stand in one group."""
    return {pair for group in found for pair in combinations(sorted(set(group)), 2)}


def relevant(samples: Iterable[Sample]) -> set[str]:
    """The messages of which the keys tell an incident with a day and a country."""
    return {one.message for one in told(samples)}


def gold_pairs(samples: Mapping[str, Sample] | Iterable[Sample]) -> set[tuple[str, str]]:
    """The pairs of messages that tell of one incident."""
    listed = samples.values() if isinstance(samples, Mapping) else samples
    return pairs([one.message for one in group] for group in groups(told(listed)))
