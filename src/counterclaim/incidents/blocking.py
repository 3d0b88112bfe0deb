"""Blocks: the keys under which a mention may meet others of its happening.

A mention that leads a happening bears keys of place and days, of rare words and names, and of copied sentences; every
mention bears one that it shares with its lead. A block that many bear is for whoever keeps them to bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from counterclaim.incidents.kinds import family_of
from counterclaim.incidents.measures import Days, days, exact
from counterclaim.incidents.profile import Profile, Whole
from counterclaim.incidents.words import rarity
from counterclaim.records import Place

_CELL: Final = 0.5  # degrees: a place stands in the four cells nearest to it
_WINDOW: Final = 4  # days: a day stands in two windows that overlap
_NAMES: Final = 14  # rare words by which a happening may be found
_HIT: Final = 12  # names of those whom it hit
_SAID: Final = 3.0  # the same for the name of one whom it hit
_RARE: Final = 3.5  # rarity from which a word finds: one document in thirty has it
_STAR: Final = 20  # mentions that meet their lead under one key


def blocks(profile: Profile) -> tuple[str, ...]:
    """The keys of a mention, each once."""
    found = list(_star(profile))
    if profile.whole is not None:
        found += _placed(profile.whole, profile)
        found += (f"word:{word}" for word in _telling(profile.whole))
        found += (f"copy:{copy}" for copy in profile.whole.copies)
    return tuple(dict.fromkeys(found))


def _star(profile: Profile) -> Iterator[str]:
    """Keys that a lead shares with the other mentions of its happening, not too many under one."""
    first, last = profile.ordinal, profile.ordinal
    if profile.whole is not None:
        first, last = 0, profile.whole.mentions - 1
    for at in range(first // _STAR, last // _STAR + 1):
        yield f"of:{profile.lead}:{at}"


def _placed(whole: Whole, profile: Profile) -> Iterator[str]:
    """A key for each cell near a place and each window of days."""
    windows = sorted({window for stretch in _days(whole, profile) for window in _windows(stretch)}) or [0]
    family = family_of(whole.types[0] if whole.types else None)
    for place in whole.places[:2]:
        for cell in _cells(place):
            for window in windows[:4]:
                yield f"at:{cell}:{window}:{family}"


def _cells(place: Place) -> Iterator[str]:
    if place.lat is None or place.lon is None or (place.precision or 9) > 4:
        return
    for lat in {int((place.lat + d) // _CELL) for d in (-_CELL / 2, _CELL / 2)}:
        for lon in {int((place.lon + d) // _CELL) for d in (-_CELL / 2, _CELL / 2)}:
            yield f"{lat}:{lon}"


def _days(whole: Whole, profile: Profile) -> list[Days]:
    found = exact(whole.times)
    if not found and profile.published:
        printed = days(profile.published)
        found = [printed] if printed and printed[0] == printed[1] else []
    return found[:2]


def _windows(stretch: Days) -> Iterator[int]:
    for day in {stretch[0], stretch[1]}:
        number = (day - date(1900, 1, 1)).days
        yield 2 * (number // _WINDOW) + 1
        yield 2 * ((number + _WINDOW // 2) // _WINDOW) + 2


def _telling(whole: Whole) -> Iterator[str]:
    """Words and names by which a happening may be found: those most telling of it, and whom it hit."""
    found = [word for word in whole.words if rarity(word) >= _RARE and len(word) > 2]
    yield from found[:_NAMES]
    named = [name for name in whole.hit if rarity(name) >= _SAID and len(name) > 2]
    yield from sorted(named, key=lambda name: (-rarity(name), name))[:_HIT]
