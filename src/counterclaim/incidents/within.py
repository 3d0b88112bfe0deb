"""Features of two mentions in one document: whether they tell of one happening, its parts and its aftermath.

Each feature is a named function of two profiles, in either order; its docstring is its explanation.
"""

from __future__ import annotations

from typing import Final

from counterclaim.incidents.kinds import anchors, family
from counterclaim.incidents.measures import days_of, exclusive, gap, nearness, tolls_agree
from counterclaim.incidents.profile import Profile
from counterclaim.incidents.scores import Feature
from counterclaim.incidents.words import alike


def same_sentence(a: Profile, b: Profile) -> float:
    """one sentence tells both"""
    return float(a.sentence == b.sentence)


def next_sentence(a: Profile, b: Profile) -> float:
    """told in sentences next to each other"""
    return float(abs(a.sentence - b.sentence) == 1)


def far_apart(a: Profile, b: Profile) -> float:
    """told far from each other in the text"""
    return min(abs(a.sentence - b.sentence), 20) / 20


def same_word(a: Profile, b: Profile) -> float:
    """told by the same word"""
    return float(bool(set(a.heads) & set(b.heads)))


def same_kind(a: Profile, b: Profile) -> float:
    """events of one family"""
    return float(family(a) == family(b))


def word_only(a: Profile, b: Profile) -> float:
    """one of them is talk about something, not a deed"""
    return float(anchors(a) != anchors(b))


def same_doers(a: Profile, b: Profile) -> float:
    """the same ones do it"""
    return float(bool(set(a.doers) & set(b.doers)))


def same_sufferers(a: Profile, b: Profile) -> float:
    """the same ones suffer it"""
    return float(bool(set(a.sufferers) & set(b.sufferers)))


def turned(a: Profile, b: Profile) -> float:
    """who does the one suffers the other"""
    return float(bool(set(a.doers) & set(b.sufferers) or set(b.doers) & set(a.sufferers)))


def strangers(a: Profile, b: Profile) -> float:
    """nobody takes part in both, though both name who does"""
    if not (a.doers or a.sufferers) or not (b.doers or b.sufferers):
        return 0.0
    return float(not {*a.doers, *a.sufferers} & {*b.doers, *b.sufferers})


def place_near(a: Profile, b: Profile) -> float:
    """at one place, or near each other"""
    return max(0.0, nearness(a.place, b.place)) if a.place and b.place else 0.0


def place_apart(a: Profile, b: Profile) -> float:
    """at places that exclude each other"""
    if not a.place or not b.place or not (a.near and b.near):
        return 0.0
    return 1.0 if exclusive(a.place, b.place) else max(0.0, -nearness(a.place, b.place)) / 2


def time_meets(a: Profile, b: Profile) -> float:
    """at times that meet"""
    found = _gap(a, b)
    return float(found == 0) if found is not None else 0.0


def time_apart(a: Profile, b: Profile) -> float:
    """days or more between them"""
    found = _gap(a, b)
    return min(found, 14) / 14 if found is not None else 0.0


def other_day(a: Profile, b: Profile) -> float:
    """at least two days between them"""
    found = _gap(a, b)
    return float(found is not None and found >= 2)


def same_toll(a: Profile, b: Profile) -> float:
    """the same toll"""
    return max(0.0, tolls_agree(a.tolls, b.tolls) or 0.0)


def same_words(a: Profile, b: Profile) -> float:
    """told in the same rare words"""
    return alike(a.words, b.words) if a.sentence != b.sentence else 0.0


def unreal(a: Profile, b: Profile) -> float:
    """the one happened, the other was planned, feared or denied"""
    return float(a.happened != b.happened)


def _gap(a: Profile, b: Profile) -> int | None:
    if a.time is None or b.time is None:
        return None
    first, second = days_of(a.time), days_of(b.time)
    if (
        first is None
        or second is None
        or (first[1] - first[0]).days > 31
        or (second[1] - second[0]).days > 31
    ):
        return None
    return gap(first, second)


FEATURES: Final[dict[str, Feature]] = {
    one.__name__: one
    for one in (
        same_sentence, next_sentence, far_apart, same_word, same_kind, word_only, same_doers, same_sufferers,
        turned, strangers, place_near, place_apart, time_meets, time_apart, other_day, same_toll, same_words,
        unreal,
    )
}  # fmt: skip
