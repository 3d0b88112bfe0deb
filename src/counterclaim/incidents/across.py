"""Features of two happenings told by two documents: whether they are one.

Each feature is a named function of the two profiles that lead them, in either order; its docstring is its
explanation. Where a document says nothing of when, its date of publication stands in.
"""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Final

from counterclaim.incidents.kinds import family_of
from counterclaim.incidents.measures import Days, days, exact, exclusive, least_gap, nearest, tolls_agree
from counterclaim.incidents.profile import Profile, Whole
from counterclaim.incidents.scores import Feature
from counterclaim.incidents.words import alike, contained, rarity

_FEW: Final = 3.8  # rarity from which a word names somebody rather than a kind of people


def _whole(profile: Profile) -> Whole:
    return profile.whole or Whole(1, words=profile.words)


def same_text(a: Profile, b: Profile) -> float:
    """sentences word for word the same"""
    first, second = set(_whole(a).copies), set(_whole(b).copies)
    least = min(len(first), len(second))
    return len(first & second) / least if least else 0.0


def place_near(a: Profile, b: Profile) -> float:
    """at one place, the nearer and the more exact the more"""
    return max(0.0, nearest(_whole(a).places, _whole(b).places) or 0.0)


def place_apart(a: Profile, b: Profile) -> float:
    """at places that exclude each other"""
    return max(0.0, -(nearest(_whole(a).places, _whole(b).places) or 0.0))


def place_unknown(a: Profile, b: Profile) -> float:
    """one of them is at no known place"""
    return float(not _whole(a).places or not _whole(b).places)


def time_meets(a: Profile, b: Profile) -> float:
    """on the same day"""
    found = _gap(a, b)
    return float(found == 0) if found is not None else 0.0


def next_day(a: Profile, b: Profile) -> float:
    """a day apart"""
    found = _gap(a, b)
    return float(found == 1) if found is not None else 0.0


def time_apart(a: Profile, b: Profile) -> float:
    """days between them, by the logarithm"""
    found = _gap(a, b)
    return min(1.0, math.log1p(max(0, found - 1)) / math.log(30)) if found is not None else 0.0


def printed_apart(a: Profile, b: Profile) -> float:
    """printed days from each other, by the logarithm"""
    found = least_gap(_printed(a), _printed(b))
    return min(1.0, math.log1p(found) / math.log(60)) if found is not None else 0.0


def same_kind(a: Profile, b: Profile) -> float:
    """events of one type"""
    return float(bool(set(_whole(a).types[:1]) & set(_whole(b).types[:1])))


def other_kind(a: Profile, b: Profile) -> float:
    """events of families that nothing joins"""
    first, second = ({family_of(kind) for kind in _whole(one).types} for one in (a, b))
    return float(bool(first and second) and not first & second)


def same_mode(a: Profile, b: Profile) -> float:
    """done in the same way"""
    return float(bool(set(_whole(a).modes) & set(_whole(b).modes)))


def other_mode(a: Profile, b: Profile) -> float:
    """done in ways that differ"""
    first, second = _whole(a).modes, _whole(b).modes
    return float(bool(first and second) and not set(first) & set(second))


def same_actors(a: Profile, b: Profile) -> float:
    """the same ones take part"""
    return contained(_whole(a).actors, _whole(b).actors)


def same_hit(a: Profile, b: Profile) -> float:
    """it is done to the same ones"""
    return contained(_whole(a).hit, _whole(b).hit)


def same_victim(a: Profile, b: Profile) -> float:
    """it is done to somebody whom few documents name"""
    shared = set(_whole(a).hit) & set(_whole(b).hit)
    return min(1.0, sum(max(0.0, rarity(one) - _FEW) for one in shared) / 3)


def other_hit(a: Profile, b: Profile) -> float:
    """it is done to others"""
    first, second = _whole(a).hit, _whole(b).hit
    return float(bool(first and second) and not set(first) & set(second))


def same_deed(a: Profile, b: Profile) -> float:
    """told by the same words"""
    return contained(_whole(a).deeds, _whole(b).deeds)


def same_toll(a: Profile, b: Profile) -> float:
    """the same toll"""
    return max(0.0, tolls_agree(_whole(a).tolls, _whole(b).tolls) or 0.0)


def toll_apart(a: Profile, b: Profile) -> float:
    """tolls that cannot be one"""
    return max(0.0, -(tolls_agree(_whole(a).tolls, _whole(b).tolls) or 0.0))


def same_means(a: Profile, b: Profile) -> float:
    """by the same means"""
    return float(bool(set(_whole(a).means) & set(_whole(b).means)))


def same_words(a: Profile, b: Profile) -> float:
    """told in the same rare words"""
    return alike(_whole(a).words, _whole(b).words)


def same_topic(a: Profile, b: Profile) -> float:
    """in documents about the same"""
    return alike(a.topic, b.topic)


def rare_name(a: Profile, b: Profile) -> float:
    """a word or name that few documents have stands in both"""
    shared = {*_whole(a).words, *_whole(a).hit} & {*_whole(b).words, *_whole(b).hit}
    return min(1.0, sum(max(0.0, rarity(one) - 5.0) for one in shared) / 8)


def apart(a: Profile, b: Profile) -> bool:
    """Whether two happenings cannot be one: all their places exclude each other, or all their times."""
    first, second = _whole(a), _whole(b)
    named = [[place for place in one.places if place.name[:1].isupper()] for one in (first, second)]
    if all(named) and all(exclusive(p, q) for p in first.places for q in second.places):
        return True  # what only "the city" places may be placed wrongly
    found = least_gap(exact(first.times, longest=3), exact(second.times, longest=3))
    return found is not None and found > 3


def _gap(a: Profile, b: Profile) -> int | None:
    """Days between them, by what is told; by what is printed where one tells none."""
    first, second = exact(_whole(a).times), exact(_whole(b).times)
    if not first and not second:
        return None
    return least_gap(first or _before(a), second or _before(b))


def _printed(profile: Profile) -> list[Days]:
    found = days(profile.published) if profile.published and len(profile.published) == 10 else None
    return [found] if found else []


def _before(profile: Profile) -> list[Days]:
    """When what a document tells without a time may have happened: on the days before it was printed."""
    return [(day - timedelta(days=3), last) for day, last in _printed(profile)]


FEATURES: Final[dict[str, Feature]] = {
    one.__name__: one
    for one in (
        same_text, place_near, place_apart, place_unknown, time_meets, next_day, time_apart, printed_apart,
        same_kind, other_kind, same_mode, other_mode, same_actors, same_hit, same_victim, other_hit,
        same_deed, same_toll, toll_apart, same_means, same_words, same_topic, rare_name,
    )
}  # fmt: skip
