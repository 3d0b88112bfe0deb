"""In which country, and under whose authority, a phrase puts its actor: takes the labelled modifiers.

A people's country may hang on the report ("Kurdish officials"), and an authority may stand apart from the
state it lies in; both are told by ``data/actors/peoples.csv``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from counterclaim.events.actor_items import (
    BORN,
    LOOSE,
    PLACED,
    PREPOSITIONS,
    STATE,
    STATE_RUN,
    WHERE,
    Item,
    Setting,
)
from counterclaim.events.actor_reading import Frame
from counterclaim.events.actor_table import Geo

# Those who work abroad: where they are does not say whose they are.
_ABROAD: Final = (
    "envoy|special envoy|ambassador|mediator|negotiator|emissary|representative|special representative"
)
FOREIGN: Final = frozenset(
    word
    for one in f"{_ABROAD}|delegate|diplomat|diplomatic mission|peacekeeper".split("|")
    for word in (one, one + "s")
)
_ORIGIN: Final = frozenset({"of", "from"})


@dataclass(frozen=True, slots=True)
class Where:
    """Country and side of a phrase, the group its people's "rebels" are, and whether a guess is barred."""

    country: str | None
    side: str | None = None
    rebels: str | None = None
    barred: bool = False


def land(items: Sequence[Item], setting: Setting) -> tuple[str | None, str | None]:
    """Country and authority of the modifiers of a phrase."""
    told = [item for item in items if item.geos and not is_loose(item)]
    told.sort(key=lambda item: item.tie in BORN)  # where somebody comes from says least
    groups = [item.geos for item in told]
    lands = [group[0].country for group in groups if len(group) == 1 and not group[0].when]
    spoken = [country for country in lands if country] or setting.countries
    read = [matching(group, spoken) for group in groups]
    for geo in read:  # a people or an authority's place says more than the state's name beside it
        if geo.country is not None and (geo.authority or geo.when):
            return geo.country, geo.authority
    for geo in read:
        if geo.country is not None:
            return geo.country, geo.authority
    return None, None


def land_of(frame: Frame, place: int, kind: str) -> Where:
    """Where the head at ``place`` puts its actor, by the modifiers before it and the places after it."""
    head, before, setting = frame.front[place], frame.front[:place], frame.setting
    foreign = head.key in FOREIGN
    barred = foreign or any(item.geos and item.geos[0].country is None for item in before)
    ruler = next((i for i in before if i.geos and i.tie in PLACED), None)
    inner = first_of_pair([item for item in before if item.geos and item is not ruler])
    after = places_after(frame.tail, origin_only=foreign)
    country, authority = land(inner, setting)
    if country is None and after:
        country, authority = land(after[:1], setting)
    if country is None and kind in STATE_RUN:  # "Radio Tirana"
        country, authority = land([i for i in frame.front[place + 1 : place + 2] if i.geos], setting)
    if ruler is not None:
        power, _ = land([ruler._replace(tie="")], setting)
        return Where(country or power, power, None, barred)
    pool = [geo for item in (*inner, *after[:1]) if not is_loose(item) for geo in item.geos]
    fit = [geo for geo in pool if geo.country == country and geo.when in ("", country)]
    rebels = next((geo.rebels for geo in fit if geo.rebels), None)
    return Where(country, authority if kind in STATE | STATE_RUN else None, rebels, barred)


def is_loose(item: Item) -> bool:
    """Whether a modifier is only tied to what follows: "Iran-backed"."""
    return item.tie in LOOSE


def matching(geos: Sequence[Geo], countries: Sequence[str | None]) -> Geo:
    """The reading for the countries spoken of, else the one for any."""
    for country in countries:
        for geo in geos:
            if geo.when and geo.when == country:
                return geo
    for geo in geos:
        if not geo.when:
            return geo
    return geos[0]._replace(country=None, authority=None)


def first_of_pair(items: Sequence[Item]) -> list[Item]:
    """Modifiers up to one that is only added: "Iraqi and Kurdish officials" starts with Iraq."""
    kept: list[Item] = []
    for item in items:
        if kept and item.start == kept[-1].end + 1 and not kept[-1].tie:
            break
        kept.append(item)
    return kept


def places_after(tail: Sequence[Item], *, origin_only: bool = False) -> list[Item]:
    """Places after the head, where a preposition of place, or only one of origin, leads to them."""
    found: list[Item] = []
    lead = ""
    leads = _ORIGIN if origin_only else WHERE
    for item in tail:
        if item.key in PREPOSITIONS and not item.geos:
            lead = item.key
        elif item.geos and lead in leads:
            found.append(item)
        elif item.row is not None and lead in leads and item.row.country:
            found.append(item._replace(geos=(Geo(item.row.country),)))
    return found
