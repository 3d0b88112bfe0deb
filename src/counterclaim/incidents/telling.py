"""Telling: takes the mentions of one incident, gives its record: main event, bonds, place, time, title.

All choices are by what most mentions agree on, then by how exact it is, then by id: by the set alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from counterclaim.incidents.judging import Judged
from counterclaim.incidents.kinds import anchors, bond, kind, noun
from counterclaim.incidents.measures import Days, days_of, gap, nearness
from counterclaim.incidents.profile import Profile
from counterclaim.incidents.synonyms import synonymous
from counterclaim.incidents.words import rarity
from counterclaim.records import Bond, Incident, Member, Place, TimeValue

_LIGHT: Final = 1.5  # words below this rarity tell no event by themselves
_SENSE: Final = 0.7  # how usual a sense must be that two words share
_AGREES: Final = 0.3  # the nearness from which two places can be one


def incident(mentions: Sequence[Profile], rulings: Judged) -> Incident:
    """The incident of some mentions."""
    ordered = sorted(mentions, key=lambda one: (one.document, one.position, one.mention))
    main = _main(ordered)
    place, time = _place(ordered, main), _time(ordered, main)
    members = tuple(
        Member(one.mention, _bond(main, one), one.mention in rulings.named)
        for one in sorted(ordered, key=lambda one: one.mention)
    )
    documents = sorted({(one.published or "9999", one.document) for one in ordered})
    return Incident(
        id=members[0].mention,
        title=_title(ordered, main, place),
        type=main.type,
        place=place,
        time=time,
        members=members,
        documents=tuple(document for _, document in documents),
    )


def _main(mentions: Sequence[Profile]) -> Profile:
    """The mention that tells the main event: of the kind most told, by the word most used, the one that says most."""
    deeds = [one for one in mentions if anchors(one)] or list(mentions)
    leads = [one for one in deeds if one.whole is not None] or deeds
    counts: Counter[str] = Counter()
    for one in leads:
        counts[kind(one)] += one.whole.mentions if one.whole else 1
    main = min(counts, key=lambda name: (-counts[name], name))
    words = Counter(stem for one in deeds if kind(one) == main for stem in set(one.heads))

    def rank(one: Profile) -> tuple[bool, bool, bool, int, int, int, str]:
        told = (one.place is not None and one.near) + (one.time is not None) + bool(one.doers)
        often = max((words[stem] for stem in one.heads if rarity(stem) >= _LIGHT), default=0)
        return kind(one) != main, not one.happened, told == 0, -often, -told, one.position, one.mention

    return min(deeds, key=rank)


def _bond(main: Profile, one: Profile) -> Bond:
    if one.mention == main.mention:
        return Bond.SAME
    if kind(one) == kind(main):
        return Bond.SAME if _one_word(main, one) else Bond.PART
    return bond(main, one)


def _one_word(a: Profile, b: Profile) -> bool:
    """Whether two mentions tell of their event by words of one sense."""
    return any(synonymous(x, y) >= _SENSE for x in a.heads for y in b.heads if rarity(x) >= _LIGHT)


def _place(mentions: Sequence[Profile], main: Profile) -> Place | None:
    """The most exact place among those that most mentions agree with."""
    told = [one for one in mentions if one.place is not None and anchors(one)]
    told = told or [one for one in mentions if one.place is not None]
    near = [one for one in told if one.near] or told
    places = [one.place for one in near if one.place is not None]
    if not places:
        return None
    agreed = [sum(nearness(place, other) >= _AGREES for other in places) for place in places]
    often = Counter((place.gazetteer_id or place.name.casefold()) for place in places)
    most = max(agreed)

    def rank(at: int) -> tuple[bool, bool, int, int, int, str]:
        place = places[at]
        return (
            agreed[at] < most / 2,
            (place.precision or 9) > 4,
            -often[place.gazetteer_id or place.name.casefold()],
            place.precision or 9,
            near[at].position,
            near[at].mention,
        )

    chosen = places[min(range(len(places)), key=rank)]
    same = [p for p in places if p.gazetteer_id == chosen.gazetteer_id and p.name[:1].isupper()]
    return min(same, key=lambda p: (p.precision or 9, len(p.name), p.name, p.start), default=chosen)


def _time(mentions: Sequence[Profile], main: Profile) -> TimeValue | None:
    """The most exact time where all that agree tell one; else the days from the first to the last of them."""
    deeds = [one for one in mentions if anchors(one)] or list(mentions)
    times = [one.time for one in deeds if one.time is not None and one.time.precision <= 3]
    times = times or [one.time for one in mentions if one.time is not None]
    known = [(found, time) for time in times if (found := days_of(time)) is not None]
    if not known:
        return None
    agreed = [sum(gap(found, other) <= 1 for other, _ in known) for found, _ in known]
    most = max(agreed)
    kept = [known[at] for at in range(len(known)) if agreed[at] >= most / 2]
    core = min(kept, key=lambda item: _exactness(item[1]))
    kept = [item for item in kept if gap(item[0], core[0]) <= 1]
    exact = [item for item in kept if item[0][0] == item[0][1]]
    if exact and len({found for found, _ in exact}) > 1:
        return _span(found for found, _ in exact)
    return core[1]


def _exactness(time: TimeValue) -> tuple[int, int, str, str]:
    return time.precision, -len(time.start), time.start, time.text


def _span(found: Iterable[Days]) -> TimeValue:
    """The days from the first to the last."""
    bounds = list(found)
    first, last = min(one[0] for one in bounds), max(one[1] for one in bounds)
    return TimeValue(first.isoformat(), last.isoformat(), 2, f"{first.isoformat()} to {last.isoformat()}")


def _title(mentions: Sequence[Profile], main: Profile, place: Place | None) -> str:
    modes = Counter(one.mode for one in mentions if one.mode and one.type == main.type)
    often = [mode for mode, count in modes.items() if 2 * count > sum(modes.values())]
    named = noun(kind(main), often[0] if often else None)
    if place is None:
        return named
    country = country_name(place.country) if place.country else None
    where = place.name if country is None or country == place.name else f"{place.name}, {country}"
    vague = (place.precision or 9) > 2
    return f"{named} {'in' if vague else 'at'} {where}"


@cache
def country_name(code: str) -> str | None:
    """The English name of a country by its ISO 3166 alpha-3 code."""
    from babel import Locale  # noqa: PLC0415 - it takes longer to load than all the rest
    from babel.core import get_global  # noqa: PLC0415

    alpha2 = (get_global("territory_aliases").get(code) or [None])[0]
    return Locale("en").territories.get(alpha2) if alpha2 else None
