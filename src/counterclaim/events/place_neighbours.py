"""Places what no gazetteer has, by the places that stand near it in the text: takes and gives Places.

In order: a distance given beside it, the larger place named beside it, the places in its own name, what it
is said to be in or near, the nearest place of its sentence, the nearest of the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from counterclaim.events.gazetteer import Entry
from counterclaim.events.place_mentions import Group
from counterclaim.events.place_words import FINE
from counterclaim.events.spelling import strict_key
from counterclaim.records import Place

_SENTENCE_END: Final = re.compile(r"[.!?][\"”’')]*\s+(?=[\"“‘'(]*[A-Z])|\n\s*\n")
_BESIDE: Final = re.compile(
    r"^[,(–—\s]*(?:some|about|around|roughly|nearly|just|located|which is|a \w+)?\s*$"
)
_IN: Final = re.compile(
    r"\b(?:in|at|near|outside|of|inside|from|to|towards?|on|around|by)\s(?:\w+\s){0,3}$", re.I
)
_REACH: Final = 80  # characters within which "in X" after a name speaks of it


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention with what is known of it. ``container`` is the larger place named beside it."""

    place: Place
    group: Group
    container: Entry | None


def place_by_neighbours(spots: Sequence[Spot], *, offsets: Sequence[Place], text: str) -> list[Place]:
    """The Places of the spots, those without a point placed by the others. None is dropped."""
    known = sorted((s.place for s in spots if s.place.lat is not None), key=lambda place: place.start)
    if len(known) == len(spots) or not (known or any(s.container for s in spots)):
        return [spot.place for spot in spots]
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    placed: dict[int, Place] = {}  # by group: one name has one place
    ranks: dict[int, int] = {}
    for spot in spots:
        if spot.place.lat is None:
            rank, place = _neighbour(spot, known, offsets, text=text, ends=ends)
            if place and rank < ranks.get(id(spot.group), 99):
                ranks[id(spot.group)], placed[id(spot.group)] = rank, place
    return [
        _at(spot.place, placed[id(spot.group)])
        if spot.place.lat is None and id(spot.group) in placed
        else spot.place
        for spot in spots
    ]


def _at(place: Place, by: Place) -> Place:
    return replace(
        place,
        lat=by.lat,
        lon=by.lon,
        country=by.country,
        precision=by.precision,
        admin1=by.admin1,
        zone=by.zone,
        how=by.how,
    )


def _neighbour(
    spot: Spot, known: list[Place], offsets: Sequence[Place], *, text: str, ends: list[int]
) -> tuple[int, Place | None]:
    """How sure (0 is surest) and where: a Place whose point, precision and reason the spot takes over."""
    place = spot.place
    for offset in offsets:
        if _BESIDE.match(text[place.end : offset.start]) and 0 <= offset.start - place.end < 30:
            return 0, replace(offset, how=f"not in the gazetteer; {offset.how}")
    if inner := _inner(place, known):
        return 2, _by(inner, f"{inner.name}, which its name holds", least=2)
    sentence = _sentence(place, ends, len(text))
    after = [other for other in known if place.end <= other.start < min(sentence[1], place.end + _REACH)]
    if spot.container:
        holder = [other for other in after if other.gazetteer_id == spot.container.id]
        if holder:
            return 1, _by(holder[0], f"{holder[0].name}, named beside it", least=2)
    for other in after:
        if _IN.search(text, max(place.end, other.start - 30), other.start):
            return 3, _by(other, f"{other.name}, where the sentence puts it", least=2)
    own = [other for other in known if sentence[0] <= other.start < sentence[1]]
    for rank, reach in ((4, own), (5, known)):
        fine = [other for other in reach if other.kind in FINE or (other.precision or 7) <= 4]
        if near := min(fine or (reach if rank == 5 else ()), key=lambda o: _gap(place, o), default=None):
            where = "the same sentence" if rank == 4 else "the report"
            return rank, _by(near, f"{near.name}, the nearest place in {where}", least=3)
    return 99, None


def _by(other: Place, why: str, *, least: int) -> Place:
    return replace(
        other, precision=max(other.precision or 6, least), how=f"not in the gazetteer; placed by {why}"
    )


def _gap(place: Place, other: Place) -> int:
    return max(other.start - place.end, place.start - other.end)


def _inner(place: Place, known: list[Place]) -> Place | None:
    """A place of the document whose name stands in this name ("Taza-Kirkuk intersection")."""
    words = f" {strict_key(place.name)} "
    held = [other for other in known if f" {strict_key(other.name)} " in words and other.precision != 6]
    return max(held, key=lambda other: len(other.name), default=None)


def _sentence(place: Place, ends: list[int], length: int) -> tuple[int, int]:
    before = [end for end in ends if end <= place.start]
    after = [end for end in ends if end > place.start]
    return (before[-1] if before else 0), (after[0] if after else length)
