"""Places of a document: takes the spans of place names, gives Places with points, precision and reasons.

Names that are in no gazetteer are placed by their neighbours and say so; "30 km south of" a place is a
place of its own. Which candidate a name means is worked out in ``place_ranker``; finding the names is for
the reader, or ``toponyms`` without it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from counterclaim.events.gazetteer import Entry, Floats, Gazetteer, pack
from counterclaim.events.place_mentions import Gathered, Group, Toponym, gather, on_sphere
from counterclaim.events.place_neighbours import Spot, place_by_neighbours
from counterclaim.events.place_ranker import EARTH_KM, FEATURES, Familiar, Ranked, best, rank
from counterclaim.events.place_words import FINE, between_before, is_near, offset_before
from counterclaim.records import Place

PRECISION: Final = {
    "country": 6, "admin1": 4, "admin2": 3, "capital": 1, "seat": 1, "city": 1, "airport": 1, "airbase": 1,
    "continent": 6, "region": 6, "ocean": 7, "sea": 7, "lake": 5, "river": 5, "mountain": 5, "island": 5,
    "area": 5, "facility": 1, "road": 5,
}  # fmt: skip
_REASONS: Final = {  # what a group of features says, when it speaks most for the choice
    "{name} stands beside it": ("inside", "outside", "by_container"),
    "near other places of the report": ("near", "nearest", "far"),
    "in the country or unit of other places of the report": (
        "same_country", "some_country", "same_unit", "some_unit", "country_named", "unit_named",
    ),
    "the dateline": ("dateline_near", "dateline_country"),
    "where the outlet's other reports play": ("home_near", "home_far", "home_unit", "home_country"),
    "the country that the text speaks of": ("named_country", "named_alone", "country_hint"),
    "the word beside the name": ("hint", "hint_against"),
    "the usual sense of the name": (
        "country", "admin1", "admin2", "capital", "seat", "city", "airport", "region", "area", "water",
        "feature", "size", "size_city", "villages", "alternate", "bare", "adjective", "loose", "loose_size",
        "only", "share_of_people", "unit_of_town", "town_of_unit", "alternate_abroad",
    ),
}  # fmt: skip
_SPEAKS_FOR: Final = np.array([[name in names for name in FEATURES] for names in _REASONS.values()], float)
_FAR_APART: Final = 300.0  # kilometres from which "between" two places says little of where
_APART: Final = 20.0  # kilometres: nearer candidates are one place under two entries


@dataclass(frozen=True, slots=True)
class Choice:
    """What a group means: its entry, None where it is in no gazetteer, and why."""

    entry: Entry | None
    how: str


def resolve(
    toponyms: Sequence[Toponym],
    *,
    text: str,
    gazetteer: Gazetteer,
    dateline: str | None = None,
    country_hint: str | None = None,
    familiar: Familiar | None = None,
) -> list[Place]:
    """Resolve the toponyms ``(start, end, name)`` of one document.

    Gives one Place for each toponym, in their order, then one more, with a wider span, for each distance
    ("30 km south of Kirkuk") and for what lies between two places ("the road between Hawija and Kirkuk").
    ``dateline`` is the place of the dateline ("ERBIL, Iraq"), ``country_hint`` ISO 3166 alpha-2, ``familiar``
    where the outlet's other reports play (:func:`familiar_places`).
    """
    if not toponyms:
        return []
    gathered = gather(toponyms, text=text, dateline=dateline, gazetteer=gazetteer)
    ranked = rank(gathered, country_hint=pack(country_hint or ""), familiar=familiar)
    return place_all(gathered, ranked, toponyms, text=text, gazetteer=gazetteer)


def place_all(
    gathered: Gathered, ranked: Ranked, toponyms: Sequence[Toponym], *, text: str, gazetteer: Gazetteer
) -> list[Place]:
    """Places from probabilities: the last step of :func:`resolve`."""
    choices = choose(gathered, ranked, gazetteer)
    places = [
        _place(toponym, gathered.groups[group], choices[group], text=text, gazetteer=gazetteer)
        for toponym, group in zip(toponyms, gathered.of, strict=True)
    ]
    offsets = [*_offsets(places, text), *_betweens(places, text)]
    spots = [
        Spot(place, gathered.groups[group], _container(gathered, choices, group))
        for place, group in zip(places, gathered.of, strict=True)
    ]
    return [*place_by_neighbours(spots, offsets=offsets, text=text), *offsets]


def choose(gathered: Gathered, ranked: Ranked, gazetteer: Gazetteer) -> list[Choice]:
    """The entry of each group, or that there is none."""
    found, groups = gathered.found, gathered.groups
    top = best(found, ranked.probability, len(groups))
    choices = []
    for number in range(len(groups)):
        at = int(top[number])
        if at < 0:
            choices.append(Choice(None, "in no gazetteer"))
        elif ranked.none[number] > ranked.probability[at]:
            choices.append(Choice(None, "the gazetteer's places of this name do not fit the report"))
        else:
            entry = gazetteer.entry(int(found.layer[at]), int(found.row[at]))
            choices.append(Choice(entry, _reason(gathered, ranked, number, at)))
    return choices


def _reason(gathered: Gathered, ranked: Ranked, number: int, at: int) -> str:
    found, group = gathered.found, gathered.groups[number]
    rivals = np.flatnonzero(found.query == number)
    # the cosine of the angle between them is what the squared chord comes to
    rivals = rivals[ranked.points[rivals] @ ranked.points[at] < 1.0 - (_APART / EARTH_KM) ** 2 / 2]
    spelling = ", spelt otherwise" if found.loose[at] else ""
    if not len(rivals):
        return f"the only place of this name{spelling}"
    rival = rivals[np.argmax(ranked.probability[rivals])]
    if ranked.probability[at] <= ranked.probability[rival]:
        return f"no better than others{spelling}"
    gain = (ranked.features[at] - ranked.features[rival]) * ranked.weights
    reason = tuple(_REASONS)[int(np.argmax(_SPEAKS_FOR @ gain))]
    beside = gathered.groups[group.container].name if group.container >= 0 else ""
    return reason.format(name=beside) + spelling


def _place(toponym: Toponym, group: Group, choice: Choice, *, text: str, gazetteer: Gazetteer) -> Place:
    start, end, name = toponym
    entry = choice.entry
    if entry is None:
        kind = group.head.kind if group.head else "unknown"
        return Place(name, None, None, None, None, None, kind, None, None, choice.how, start, end)
    precision, how = PRECISION[entry.kind], choice.how
    if group.reading.part and precision == 6 and group.loosened:
        precision, how = 5, f"a part of {entry.name}; {how}"
    if group.loosened and group.head and group.head.kind not in ("city", "admin1", "admin2", "country"):
        precision, how = max(precision, 2), f"by the {entry.name} in its name; {how}"
    if precision == 1 and is_near(text, start):
        precision, how = 2, f"near it; {how}"
    return Place(
        name,
        entry.lat,
        entry.lon,
        gazetteer.iso3(entry.country),
        precision,
        entry.admin1 or None,
        entry.kind,
        entry.id,
        entry.zone or None,
        how,
        start,
        end,
    )


def _container(gathered: Gathered, choices: list[Choice], group: int) -> Entry | None:
    beside = gathered.groups[group].container
    return choices[beside].entry if beside >= 0 else None


def travel(lat: float, lon: float, *, km: float, bearing: float) -> tuple[float, float]:
    """The point that lies so many kilometres from a point, at so many degrees clockwise from north."""
    angle, turn, phi = km / EARTH_KM, math.radians(bearing), math.radians(lat)
    sine = math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(turn)
    east = math.atan2(
        math.sin(turn) * math.sin(angle) * math.cos(phi), math.cos(angle) - math.sin(phi) * sine
    )
    return math.degrees(math.asin(sine)), (lon + math.degrees(east) + 540) % 360 - 180


def _offsets(places: list[Place], text: str) -> list[Place]:
    """A Place for each distance and direction from a place that is more exact than its unit."""
    offsets = []
    for place in places:
        offset = offset_before(text, place.start)
        if offset is None or place.lat is None or place.lon is None or (place.precision or 7) > 3:
            continue
        lat, lon = travel(place.lat, place.lon, km=offset.km, bearing=offset.bearing)
        offsets.append(
            replace(
                place,
                name=text[offset.start : place.end],
                lat=lat,
                lon=lon,
                precision=2 if offset.km <= 50 else 3,
                kind="area",
                gazetteer_id=None,
                how=f"{offset.km:.3g} km at {offset.bearing:g} degrees from {place.name}: {place.how}",
                start=offset.start,
            )
        )
    return offsets


def _betweens(places: list[Place], text: str) -> list[Place]:
    """A Place half-way for each "between A and B" that speaks of a place: a point where they are near, else a line."""
    found = []
    ordered = sorted((place for place in places if place.lat is not None), key=lambda place: place.start)
    for one, other in pairwise(ordered):
        start = between_before(text, one.start) if text[one.end : other.start].strip() == "and" else None
        if start is None or max(one.precision or 7, other.precision or 7) > 3:
            continue
        points = on_sphere(
            *(np.array([getattr(p, name) or 0.0 for p in (one, other)]) for name in ("lat", "lon"))
        )
        km = EARTH_KM * math.acos(min(1.0, float(points[0] @ points[1])))
        if km > _FAR_APART:
            continue
        middle = points.sum(axis=0)
        found.append(
            replace(
                one,
                name=text[start : other.end],
                lat=math.degrees(math.atan2(middle[2], math.hypot(middle[0], middle[1]))),
                lon=math.degrees(math.atan2(middle[1], middle[0])),
                precision=2 if km <= 50 else 5,
                kind="area",
                gazetteer_id=None,
                how=f"half-way between {one.name} and {other.name}",
                start=start,
                end=other.end,
            )
        )
    return found


def familiar_places(reports: Iterable[Sequence[Place]], *, gazetteer: Gazetteer, most: int = 200) -> Familiar:
    """Where an outlet's reports play, from the Places of some of them; ``most`` bounds the points kept."""
    points: list[tuple[float, float]] = []
    units: Counter[int] = Counter()
    countries: Counter[int] = Counter()
    for places in reports:
        for place in {p.gazetteer_id: p for p in places if p.gazetteer_id}.values():
            if place.lat is None or place.lon is None or place.country is None:
                continue
            countries[gazetteer.country_key(place.country)] += 1
            units[gazetteer.unit_key(place.country, place.admin1 or "")] += 1
            if place.kind in FINE:
                points.append((place.lat, place.lon))
    total = max(countries.total(), 1)
    array: Floats = np.array(points[:: math.ceil(len(points) / most) or 1], float).reshape(-1, 2)
    return Familiar(
        on_sphere(array[:, 0], array[:, 1]),
        {unit: count / total for unit, count in units.items() if unit},
        {country: count / total for country, count in countries.items()},
    )
