"""Chooses what each name means: takes groups with candidates, gives each candidate's probability.

A log-linear model over named features, in stages: first each name by itself, then twice with what the
other names of the document probably mean. Each group has one more choice: that its place is not in the
gazetteer. The weights are learned by ``training.places`` and kept as a table that a person can read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterclaim.events.gazetteer import ADJECTIVE, ALTERNATE, BARE, KIND, KINDS, Floats, Found, Ints, pack
from counterclaim.events.place_mentions import Gathered, numbered, on_sphere
from counterclaim.events.spelling import strict_key

WEIGHTS: Final = Path(__file__).parent / "data" / "places" / "ranker.json"
STAGES: Final = ("name", "document", "again")
EARTH_KM: Final = 6371.0
NEAR_KM: Final = 40.0  # at this distance a neighbour's pull has fallen to a half
FAR_KM: Final = 250.0
HELD: Final = 1.0  # by so much, in log-odds, a place within the larger one named beside it is likelier
SOME: Final = 0.03  # a candidate less probable than this pulls no other

_GROUPED: Final = {  # kinds that share a weight
    "country": ("country",), "admin1": ("admin1",), "admin2": ("admin2",), "capital": ("capital",),
    "seat": ("seat",), "city": ("city",), "airport": ("airport", "airbase"),
    "region": ("continent", "region"), "area": ("area",), "water": ("ocean", "sea", "lake", "river"),
    "feature": ("mountain", "island", "facility", "road"),
}  # fmt: skip
_OF_NAME: Final = (
    *_GROUPED, "size", "size_city", "villages", "alternate", "bare", "adjective", "loose", "loosened",
    "loose_size", "hint", "hint_against", "inside", "outside", "by_container", "named_country",
    "named_alone", "country_hint", "only", "share_of_people",
    "unit_of_town", "town_of_unit", "alternate_abroad",
)  # fmt: skip
_OF_DOCUMENT: Final = (
    "same_country", "some_country", "same_unit", "some_unit", "near", "nearest", "far", "country_named",
    "unit_named", "dateline_near", "dateline_country",
)  # fmt: skip
_OF_OUTLET: Final = ("home_near", "home_far", "home_unit", "home_country")
_OF_NONE: Final = ("none", "none_headed", "none_loose", "none_alone", "none_together")
FEATURES: Final = (*_OF_NAME, *_OF_DOCUMENT, *_OF_OUTLET, *_OF_NONE)
AT: Final = {name: number for number, name in enumerate(FEATURES)}

# Which kinds a head allows: "Kirkuk province" is no city.
_ALLOWED: Final = {
    "city": ("city", "seat", "capital", "admin2", "area"),
    "admin2": ("admin2", "admin1"),
    "admin1": ("admin1", "admin2", "area"),
    "country": ("country",),
    "island": ("island", "admin1", "admin2", "country"),
    "area": ("area", "region", "city", "admin2", "admin1"),
    "airport": ("airport", "airbase"),
    "airbase": ("airport", "airbase"),
}
# Points of these kinds say little of what lies near.
_WIDE: Final = np.isin(KINDS, ("country", "continent", "region", "ocean", "admin1"))
# Where English is written the local name is the English one; elsewhere it may be an alternate name.
_ENGLISH: Final = [pack(code) for code in ("US", "GB", "CA", "AU", "NZ", "IE")]
_UNITS: Final = [KIND["admin1"], KIND["admin2"]]
_TOWNS: Final = [KIND["capital"], KIND["seat"], KIND["city"]]
_GROUP_OF_KIND: Final = np.array(
    [next(n for n, kinds in enumerate(_GROUPED.values()) if kind in kinds) for kind in KINDS]
)


@dataclass(frozen=True, slots=True)
class Familiar:
    """Where an outlet's other reports play: what tells the Paris of a Texan paper.

    ``points`` are unit vectors (n, 3); ``units`` and ``countries`` hold shares by hash and packed code.
    """

    points: Floats
    units: dict[int, float]
    countries: dict[int, float]


@dataclass(frozen=True, slots=True)
class Ground:
    """What stays the same over the stages.

    ``points`` are unit vectors (n, 3), ``country`` and ``unit`` numbers from 0. ``voter`` numbers the names
    of the groups: what "Paris" means in "Paris, Texas" says nothing of the "Paris" in "Paris, France".
    """

    points: Floats
    country: Ints
    unit: Ints
    voter: Ints


@dataclass(frozen=True, slots=True)
class Ranked:
    """Probability of each candidate, and of each group's place being in no gazetteer.

    ``features`` (n, len(FEATURES)) and ``weights`` are those of the last stage: they say why.
    """

    probability: Floats
    none: Floats
    features: Floats
    weights: Floats
    points: Floats


def ground(gathered: Gathered) -> Ground:
    """The ground of some candidates."""
    found = gathered.found
    numbers: dict[str, int] = {}
    voter = [numbers.setdefault(strict_key(group.name), len(numbers)) for group in gathered.groups]
    return Ground(
        on_sphere(found.lat, found.lon), numbered(found.country), numbered(found.admin1), np.array(voter)
    )


@lru_cache(maxsize=4)
def weights(path: Path = WEIGHTS) -> dict[str, Floats]:
    """``"alone.name"``, ``"outlet.again"`` … → one weight for each feature."""
    table: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return {
        stage: np.array([of_stage.get(name, 0.0) for name in FEATURES]) for stage, of_stage in table.items()
    }


def of_name(gathered: Gathered, *, country_hint: int = 0) -> tuple[Floats, Floats]:
    """The features that need no other name: of candidates (n, f), of "in no gazetteer" (groups, f)."""
    found, groups = gathered.found, gathered.groups
    x = np.zeros((len(found), len(FEATURES)))
    rows = np.arange(len(found))
    x[rows, _GROUP_OF_KIND[found.kind]] = 1.0
    size = found.size / 10.0
    x[:, AT["size"]] = size
    x[:, AT["size_city"]] = size * (found.kind >= KIND["capital"])
    x[:, AT["villages"]] = (found.kind == KIND["city"]) & (found.size < 7.6)  # fewer than 2,000 people
    x[:, AT["alternate"]] = found.naming == ALTERNATE
    x[:, AT["alternate_abroad"]] = (found.naming == ALTERNATE) & ~np.isin(found.country, _ENGLISH)
    x[:, AT["bare"]] = found.naming == BARE
    x[:, AT["adjective"]] = found.naming == ADJECTIVE
    x[:, AT["loose"]] = found.loose
    x[:, AT["loose_size"]] = found.loose * size
    counts = np.bincount(found.query, minlength=len(groups))
    people = np.expm1(found.size)
    x[:, AT["only"]] = counts[found.query] == 1
    x[:, AT["share_of_people"]] = people / (np.bincount(found.query, people, len(groups))[found.query] + 1.0)
    x[:, AT["loosened"]] = np.array([g.loosened for g in groups], float)[found.query]
    _hints(x, gathered)
    _namesakes(x, gathered)
    if gathered.named:
        x[:, AT["named_country"]] = [gathered.named.get(c, 0.0) for c in found.country.tolist()]
        if len(groups) <= 2:  # little else to go by
            x[:, AT["named_alone"]] = x[:, AT["named_country"]]
    if country_hint:
        x[:, AT["country_hint"]] = found.country == country_hint
    none = np.zeros((len(groups), len(FEATURES)))
    none[:, AT["none"]] = 1.0
    none[:, AT["none_headed"]] = [g.head is not None and g.head.kind not in _ALLOWED for g in groups]
    strict = np.bincount(found.query[~found.loose], minlength=len(groups)) > 0
    none[:, AT["none_loose"]] = ~strict
    none[:, AT["none_alone"]] = len(groups) == 1
    return x, none


def _namesakes(x: Floats, gathered: Gathered) -> None:
    """A province and its town of one name ("Homs"), where no word beside the name tells which."""
    found = gathered.found
    bare = np.array([group.head is None for group in gathered.groups])[found.query] & (found.admin1 != 0)
    key = numbered(found.admin1) * len(gathered.groups) + found.query
    for feature, mine, theirs in (("unit_of_town", _UNITS, _TOWNS), ("town_of_unit", _TOWNS, _UNITS)):
        namesakes = set(key[np.isin(found.kind, theirs)].tolist())
        others = np.array([one in namesakes for one in key.tolist()], np.bool_)
        x[:, AT[feature]] = bare & np.isin(found.kind, mine) & others


def _hints(x: Floats, gathered: Gathered) -> None:
    found = gathered.found
    for number, group in enumerate(gathered.groups):
        if group.head is None:
            continue
        allowed = _ALLOWED.get(group.head.kind, (group.head.kind,))
        mine = found.query == number
        fits = np.isin(found.kind, [KIND[kind] for kind in allowed])
        x[mine & fits, AT["hint"]] = 1.0
        x[mine & ~fits, AT["hint_against"]] = 1.0


def of_document(x: Floats, gathered: Gathered, p: Floats, *, on: Ground) -> None:
    """Fill in the features that come from what the other names probably mean (``p``, one a candidate)."""
    found, groups = gathered.found, gathered.groups
    others = max(len(groups) - 1, 1)
    voter = on.voter[found.query]
    mass = _shared(on.country, voter, p, groups=len(groups))
    x[:, AT["same_country"]], x[:, AT["some_country"]] = mass / others, np.minimum(mass, 1.0)
    mass = _shared(on.unit, voter, p, groups=len(groups)) * (found.admin1 != 0)
    x[:, AT["same_unit"]], x[:, AT["some_unit"]] = mass / others, np.minimum(mass, 1.0)
    is_country, is_unit = found.kind == KIND["country"], found.kind == KIND["admin1"]
    mass = _shared(on.country, voter, p * is_country, groups=len(groups))
    x[:, AT["country_named"]] = np.minimum(mass, 1.0) * ~is_country
    mass = _shared(on.unit, voter, p * is_unit, groups=len(groups)) * (found.admin1 != 0)
    x[:, AT["unit_named"]] = np.minimum(mass, 1.0) * ~is_unit * ~is_country
    near, far = _pull(found, p, on)
    x[:, AT["near"]], x[:, AT["nearest"]] = near.sum(axis=1) / others, near.max(axis=1, initial=0.0)
    x[:, AT["far"]] = far.sum(axis=1) / others
    for number, group in enumerate(groups):
        if group.container >= 0:
            _contained(x, found, p, points=on.points, number=number, container=group.container)
        if group.dateline:
            of_line = found.query == number
            x[:, AT["dateline_near"]] = near[:, number] * ~of_line
            mass = _shared(on.country, voter, p * of_line, groups=len(groups))
            x[:, AT["dateline_country"]] = np.minimum(mass, 1.0) * ~of_line


def _shared(key: Ints, voter: Ints, p: Floats, *, groups: int) -> Floats:
    """For each candidate: the mass of the other groups' candidates of its key."""
    if not len(key):
        return p
    of_both = key * groups + voter
    shared: Floats = np.bincount(key, p)[key] - np.bincount(of_both, p)[of_both]
    return shared.clip(0.0)


def _pull(found: Found, p: Floats, on: Ground) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How near each candidate is to each other group's likely places: (n, groups), 0 to 1, twice."""
    narrow = np.flatnonzero(~_WIDE[found.kind] & (p > SOME))
    near, far = np.zeros((2, len(found), len(on.voter)), np.float32)
    if not len(narrow):
        return near, far
    points = on.points.astype(np.float32)
    # 2 - 2 cos is the squared chord, in Earth radii
    squared = (2.0 - 2.0 * (points @ points[narrow].T)).clip(0.0)
    query, likely = found.query[narrow], p[narrow].astype(np.float32)
    first = np.flatnonzero(np.r_[True, query[1:] != query[:-1]])
    for kernel, km in ((near, NEAR_KM), (far, FAR_KM)):
        pulls = likely / (1.0 + squared * np.float32((EARTH_KM / km) ** 2))
        kernel[:, query[first]] = np.maximum.reduceat(pulls, first, axis=1)
        kernel[on.voter[found.query][:, None] == on.voter] = 0.0
    return near, far


def _contained(x: Floats, found: Found, p: Floats, *, points: Floats, number: int, container: int) -> None:
    mine, held = np.flatnonzero(found.query == number), np.flatnonzero(found.query == container)
    if not len(mine) or not len(held):
        return
    kind, country = found.kind[held], found.country[held]
    unit = kind == KIND["admin1"]
    second = kind == KIND["admin2"]
    units = unit | second | (kind == KIND["country"])
    inside = (kind == KIND["country"]) & (found.country[mine, None] == country)
    inside |= unit & (found.admin1[mine, None] == found.admin1[held]) & (found.admin1[held] != 0)
    inside |= second & (found.admin2[mine, None] == found.admin2[held]) & (found.admin2[held] != 0)
    # A place is not inside one of its own rank, and not itself.
    inside &= kind < found.kind[mine, None]
    near = (2.0 - 2.0 * points[mine] @ points[held].T).clip(0.0) < (60.0 / EARTH_KM) ** 2
    x[mine, AT["inside"]] = inside @ p[held]
    x[mine, AT["by_container"]] = (near & ~inside & ~units) @ p[held]
    x[mine, AT["outside"]] = (units & ~inside) @ p[held]


def of_outlet(x: Floats, found: Found, points: Floats, familiar: Familiar) -> None:
    """Fill in the features that come from where the outlet's other reports play."""
    if len(familiar.points):
        squared = (2.0 - 2.0 * (points @ familiar.points.T)).clip(0.0)
        for name, km in (("home_near", NEAR_KM), ("home_far", FAR_KM)):
            x[:, AT[name]] = (1.0 / (1.0 + squared * (EARTH_KM / km) ** 2)).mean(axis=1)
    narrow = found.kind != KIND["country"]
    x[:, AT["home_unit"]] = [familiar.units.get(unit, 0.0) for unit in found.admin1.tolist()] * narrow
    x[:, AT["home_country"]] = [familiar.countries.get(c, 0.0) for c in found.country.tolist()]


def probabilities(x: Floats, none: Floats, query: Ints, w: Floats) -> tuple[Floats, Floats]:
    """Softmax over each group's candidates and its "in no gazetteer"."""
    score, nothing = x @ w, none @ w
    most = nothing.copy()
    np.maximum.at(most, query, score)
    weight, of_none = np.exp(score - most[query]), np.exp(nothing - most)
    total = np.bincount(query, weight, len(nothing)) + of_none
    return weight / total[query], of_none / total


def held(x: Floats, p: Floats, of_none: Floats, *, query: Ints) -> tuple[Floats, Floats]:
    """What stands beside a name as the larger place outweighs what else speaks for the choice.

    The corpora have few "Paris, Texas" beside "Paris, France", so that the learned weight is small.
    """
    weight = p * np.exp(HELD * (x[:, AT["inside"]] - x[:, AT["outside"]]))
    total = np.bincount(query, weight, len(of_none)) + of_none
    return weight / total[query], of_none / total


def together(none: Floats, of_none: Floats) -> None:
    """Where the other names are in the gazetteer, one that is far from them all may be in none."""
    none[:, AT["none_together"]] = np.tanh((len(none) - 1 - (of_none.sum() - of_none)) / 4.0)


def rank(
    gathered: Gathered,
    *,
    country_hint: int = 0,
    familiar: Familiar | None = None,
    learned: dict[str, Floats] | None = None,
    stages: Sequence[str] = STAGES,
) -> Ranked:
    """Probabilities after all stages."""
    learned = learned if learned is not None else weights()
    found = gathered.found
    x, none = of_name(gathered, country_hint=country_hint)
    on = ground(gathered)
    model = "alone"
    if familiar is not None:
        model = "outlet"
        of_outlet(x, found, on.points, familiar)
    p, of_none = probabilities(x, none, found.query, learned[f"{model}.{stages[0]}"])
    for stage in stages[1:]:
        of_document(x, gathered, p, on=on)
        together(none, of_none)
        p, of_none = probabilities(x, none, found.query, learned[f"{model}.{stage}"])
    p, of_none = held(x, p, of_none, query=found.query)
    return Ranked(p, of_none, x, learned[f"{model}.{stages[-1]}"], on.points)


def best(found: Found, p: Floats, groups: int) -> NDArray[np.int64]:
    """The most probable candidate of each group, -1 for none."""
    chosen = np.full(groups, -1, np.int64)
    order = np.lexsort((p, found.query))
    chosen[found.query[order]] = order
    return chosen
