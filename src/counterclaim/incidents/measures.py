"""Measures of records: how far places lie apart, whether times meet, whether tolls can be of one harm.

Takes records, gives numbers; None where nothing can be said.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from counterclaim.records import Place, TimeValue, Toll

# How far off a place of each precision of UCDP's can be, in kilometres; from 6 it says a country only.
SLACK: Final = {1: 5.0, 2: 25.0, 3: 60.0, 4: 150.0, 5: 150.0, 6: 500.0, 7: 500.0}
POINT: Final = 2  # up to this precision a place is one that excludes others
_MONTHS: Final = 12


def distance(one: Place, other: Place) -> float | None:
    """Kilometres between two places."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return _great_circle(one.lat, one.lon, other.lat, other.lon)


@lru_cache(maxsize=65536)
def _great_circle(a: float, b: float, c: float, d: float) -> float:
    lat, lon, lat2, lon2 = map(math.radians, (a, b, c, d))
    h = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def slack(place: Place) -> float:
    """How far from its point a place may lie, in kilometres."""
    return SLACK.get(place.precision or 6, 500.0)


def same_name(one: Place, other: Place) -> bool:
    return one.name.casefold() == other.name.casefold()


def nearness(one: Place, other: Place) -> float:
    """1 for one place, less the farther apart and the vaguer they are, -1 for two that exclude each other."""
    far = distance(one, other)
    if far is None:
        return 0.8 if same_name(one, other) else 0.0
    if one.country and other.country and one.country != other.country and far > 100:
        return -1.0
    vague = max(slack(one), slack(other))
    if vague >= 150:  # a region or a country holds the other or not
        return 0.3 if far <= vague or (one.admin1 and one.admin1 == other.admin1) else -0.3
    if far <= 10:
        return 1.0 if vague <= 25 else 0.7
    if far <= vague + 10:
        return 0.6
    return 0.2 if far <= 60 else -0.5 if far <= 100 else -1.0


def nearest(some: Iterable[Place], others: Iterable[Place]) -> float | None:
    """The greatest nearness of any two; None where one side names no place."""
    others = tuple(others)
    found = [nearness(one, other) for one in some for other in others]
    return max(found, default=None)


def exclusive(one: Place, other: Place) -> bool:
    """Whether what happened at one place did not happen at the other: both points, well apart."""
    if (one.precision or 9) > POINT or (other.precision or 9) > POINT:
        return False
    far = distance(one, other)
    return far is not None and far > 40.0 + slack(one) + slack(other) and not same_name(one, other)


Days = tuple[date, date]


@lru_cache(maxsize=65536)
def days(start: str, end: str | None = None) -> Days | None:
    """The first and last day of a time; None where it names none."""
    first = _bounds(start)
    last = _bounds(end) if end else first
    return (first[0], max(first[1], last[1])) if first and last else None


def days_of(time: TimeValue) -> Days | None:
    """The first and last day of a time."""
    return days(time.start, time.end)


def _bounds(value: str) -> Days | None:
    parts = value[:10].split("T", maxsplit=1)[0].split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return date(numbers[0], 1, 1), date(numbers[0], 12, 31)
        if len(numbers) == 2:
            year, month = numbers
            after = date(year + month // _MONTHS, month % _MONTHS + 1, 1)
            return date(year, month, 1), after - timedelta(days=1)
        day = date(*numbers[:3])
    except (ValueError, OverflowError):
        return None
    return day, day


def gap(one: Days, other: Days) -> int:
    """Days between two stretches of days; 0 where they meet."""
    return max(0, (other[0] - one[1]).days, (one[0] - other[1]).days)


def least_gap(some: Iterable[Days], others: Iterable[Days]) -> int | None:
    """The least number of days between any two."""
    others = tuple(others)
    return min((gap(one, other) for one in some for other in others), default=None)


def exact(times: Iterable[TimeValue], *, longest: int = 7) -> list[Days]:
    """The stretches of days of times that are no longer than so many days."""
    found = (days_of(time) for time in times)
    return [one for one in found if one is not None and (one[1] - one[0]).days < longest]


def tolls_agree(some: Iterable[Toll], others: Iterable[Toll]) -> float | None:
    """1 where tolls of one harm are the same number above a few, 0.5 where ranges meet, -1 where far off."""
    others = tuple(others)
    best: float | None = None
    for one in some:
        for other in others:
            if one.harm is not other.harm:
                continue
            value = _agree(one, other)
            if value is not None and (best is None or value > best):
                best = value
    return best


def _agree(one: Toll, other: Toll) -> float | None:
    a, b = one.low if one.low is not None else one.high, other.low if other.low is not None else other.high
    if a is None or b is None:
        return None
    if a == b:
        return 1.0 if a >= 3 else 0.5
    ratio = min(a, b) / max(a, b, 1)
    return 0.3 if ratio >= 0.5 else 0.0 if ratio >= 0.25 else -1.0
