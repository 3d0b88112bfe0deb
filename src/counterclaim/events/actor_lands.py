"""In which country, and under whose authority, a phrase puts its actor: takes the labelled modifiers.

A people's country may hang on the report ("Kurdish officials"), and an authority may stand apart from the
state it lies in; both are told by ``data/actors/peoples.csv``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from counterclaim.events.actor_items import (
    LOOSE,
    PLACED,
    PREPOSITIONS,
    STATE,
    STATE_RUN,
    WHERE,
    Item,
    Setting,
)
from counterclaim.events.actor_table import Geo

_ENVOYS: Final = frozenset("envoy ambassador mediator negotiator emissary representative delegate".split())


def land(items: Sequence[Item], setting: Setting) -> tuple[str | None, str | None]:
    """Country and authority of the modifiers of a phrase."""
    groups = [item.geos for item in items if item.geos and not is_loose(item)]
    lands = [group[0].country for group in groups if len(group) == 1 and not group[0].when]
    for group in groups:
        geo = matching(group, [land for land in lands if land] or setting.countries)
        if geo.country is not None and (geo.authority or geo.when or len(groups) == 1):
            return geo.country, geo.authority
    for group in groups:
        geo = matching(group, setting.countries)
        if geo.country is not None:
            return geo.country, geo.authority
    return None, None


def land_of(
    before: Sequence[Item], tail: Sequence[Item], head: Item, setting: Setting, kind: str,
    beside: Sequence[Item],
) -> tuple[str | None, str | None, str | None, bool]:  # fmt: skip
    """Country, side, the group meant by "rebels" of that people, and whether the words bar a guess."""
    barred = any(item.geos and item.geos[0].country is None for item in before)
    ruler = next((i for i in before if i.geos and i.tie in PLACED), None)
    inner = [item for item in before if item.geos and item is not ruler]
    after = places_after(tail)
    country, authority = land(first_of_pair(inner), setting)
    if country is None and after and head.key not in _ENVOYS:
        country, authority = land(after[:1], setting)
    if country is None and kind in STATE_RUN:
        country, authority = land(beside, setting)
    side = authority if kind in STATE | STATE_RUN else None
    if ruler is not None:
        power, _ = land([replace(ruler, tie="")], setting)
        return country or power, power, None, barred
    pool = [g for i in (*inner, *after[:1]) for g in i.geos if not is_loose(i)]
    fit = [g for g in pool if g.rebels and g.country == country and g.when in ("", country)]
    rebels = fit[0].rebels if fit and not (fit[0].when == "" and len(pool) > 1 and len(fit) > 1) else None
    return country, side, rebels, barred


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
    """Modifiers up to a second one that is only added: "Iraqi and Kurdish officials" starts with Iraq."""
    kept: list[Item] = []
    for item in items:
        if kept and item.start > kept[-1].end:
            gap = item.start - kept[-1].end
            if gap == 1 and not is_loose(kept[-1]) and kept[-1].tie == "" and kept[-1].word is None:
                break
        kept.append(item)
    return kept


def places_after(tail: Sequence[Item]) -> list[Item]:
    """Places in the phrases after the head, where a preposition of place leads to them."""
    found: list[Item] = []
    lead = ""
    for item in tail:
        if item.key in PREPOSITIONS and not item.geos:
            lead = item.key
        elif item.geos and lead in WHERE:
            found.append(item)
        elif item.row is not None and lead in WHERE and item.row.country:
            found.append(replace(item, geos=(Geo(item.row.country),)))
    return found
