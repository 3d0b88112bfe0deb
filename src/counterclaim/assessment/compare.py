"""When two values are one, and when they cannot both hold: pure functions on values of one facet.

Each facet has its measure: counts by their ranges, times by the stretch that they cover, places by distance and
their precision, holders and culprits by the side they are of, aims and means by the words that carry meaning.
"""

from __future__ import annotations

from datetime import timedelta
from math import asin, cos, radians, sin, sqrt
from typing import Final

from counterclaim.assessment.claims import Worth
from counterclaim.assessment.times import CLOCK, HOURS
from counterclaim.records import Facet, Place

# Kilometres within which a place of each UCDP precision may lie: 1 the very place ... 4 a province.
RADIUS: Final = {1: 5.0, 2: 25.0, 3: 60.0, 4: 150.0}
HALF: Final = 0.5
# How long a holder is taken to hold what it was said to: after that another holder is no contradiction.
HELD: Final = timedelta(days=2)
# Facets of which an event has one: two values contradict each other. It may have many aims, means and targets.
SINGLE: Final = frozenset(
    {Facet.RESPONSIBILITY, Facet.PLACE, Facet.TIME, Facet.TOLL, Facet.CONTROL, Facet.MANNER}
)


def same_subject(facet: Facet, a: Worth, b: Worth) -> bool:
    """Whether two claims of a facet are of one subject."""
    if facet is Facet.CONTROL:
        return same_place(a, b)
    return a.id == b.id


def same_value(facet: Facet, a: Worth, b: Worth) -> bool:
    """Whether two values of one subject are told of the same."""
    if facet is Facet.OCCURRENCE or facet is Facet.LOSSES:
        return True
    if facet is Facet.PLACE:
        return same_place(a, b) or _near(a.place, b.place)
    if facet is Facet.MANNER:
        return a.id == b.id and _like(a, b)
    if facet in (Facet.RESPONSIBILITY, Facet.CONTROL, Facet.TARGET):
        return a.id == b.id if a.id and b.id else not (a.id or b.id) and _like(a, b)
    return _like(a, b)


def same_place(a: Worth, b: Worth) -> bool:
    """Whether two names of places are of one: by gazetteer, by what is proper to them, or by all their words."""
    if a.id and a.id == b.id:
        return True
    if a.id and b.id and a.id.split(":")[0] == b.id.split(":")[0]:
        return False
    if a.names and b.names:
        return a.names <= b.names or b.names <= a.names
    if a.names or b.names:
        return False
    return bool(a.words and b.words) and (a.words <= b.words or b.words <= a.words)


def _like(a: Worth, b: Worth) -> bool:
    """Whether two phrases say nearly the same: they name one thing, or share most of the shorter one's words."""
    if not a.words or not b.words:
        return a.key == b.key
    if a.names & b.names:
        return True
    return len(a.words & b.words) >= HALF * min(len(a.words), len(b.words))


def _one_moment(a: Worth, b: Worth) -> bool:
    """Whether two times are of the same moment: of one word for it, or two hours of one half-day at one place."""
    if a.about & b.about:
        return True
    if a.stretch is None or b.stretch is None or not (a.stretch.clock and b.stretch.clock):
        return False
    return a.stretch.meets(b.stretch, HOURS) and _near(a.place, b.place)


def _near(a: Place | None, b: Place | None) -> bool:
    apart = distance(a, b)
    return apart is not None and apart <= max(_radius(a), _radius(b))


def _radius(place: Place | None) -> float:
    return RADIUS.get(place.precision or 0, 0.0) if place is not None else 0.0


def distance(a: Place | None, b: Place | None) -> float | None:
    """Kilometres between two places, None where either has no point."""
    if a is None or b is None or None in (a.lat, a.lon, b.lat, b.lon):
        return None
    lat1, lon1, lat2, lon2 = (radians(x or 0.0) for x in (a.lat, a.lon, b.lat, b.lon))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(h))


def ranges_meet(a: Worth, b: Worth) -> bool:
    """Whether two counts can be of one number."""
    low = max(a.low or 0, b.low or 0)
    highs = [x.high for x in (a, b) if x.high is not None]
    return not highs or low <= min(highs)


def excludes(facet: Facet, a: Worth, b: Worth) -> bool:
    """Whether two values of one subject cannot both hold."""
    if facet is Facet.TOLL:
        return not ranges_meet(a, b)
    if facet is Facet.MANNER:
        return {a.id, b.id} == {"low", "high"} and _like(a, b)
    if facet is Facet.TIME:
        if a.stretch is None or b.stretch is None or a.stretch.meets(b.stretch, CLOCK):
            return False
        return _one_moment(a, b)
    if facet is Facet.PLACE:
        apart = distance(a.place, b.place)
        far = apart is not None and apart > _radius(a.place) + _radius(b.place)
        return far and bool(a.about & b.about)
    return facet in SINGLE
