"""Features of two mentions, of one document or two: whether they tell of the very same event.

Stricter than one happening: a bombing and its toll are two events. Each feature is a named function of two
profiles, in either order; its docstring is its explanation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from counterclaim.incidents.kinds import family
from counterclaim.incidents.measures import days_of, gap, nearness, tolls_agree
from counterclaim.incidents.profile import Profile
from counterclaim.incidents.scores import Feature
from counterclaim.incidents.synonyms import broader, synonymous
from counterclaim.incidents.words import alike, contained, rarity, sense_alike

Values = Mapping[str, float]
_NEAR: Final = 0.6  # words this near in meaning may tell one deed
_STORY: Final = 0.25  # documents this alike are about the same
_LIGHT: Final = 0.35  # words that one document in sixteen has and more tell little
_MUCH: Final = 0.3  # sentences this alike say the same


def same_word(a: Profile, b: Profile) -> float:
    """told by the same word"""
    return float(a.heads[:1] == b.heads[:1] and bool(a.heads))


def shared_word(a: Profile, b: Profile) -> float:
    """words in common that tell it"""
    return contained(a.heads, b.heads)


def rare_word(a: Profile, b: Profile) -> float:
    """the word that tells both is rare"""
    return max((rarity(stem) for stem in set(a.heads) & set(b.heads)), default=0.0) / 8


def like_word(a: Profile, b: Profile) -> float:
    """told by words that mean nearly the same"""
    if set(a.heads) & set(b.heads):
        return 1.0
    return max(0.0, max((sense_alike(x, y) for x in a.heads[:2] for y in b.heads[:2]), default=0.0))


def synonym(a: Profile, b: Profile) -> float:
    """told by words that have a sense in common"""
    if set(a.heads[:1]) & set(b.heads[:1]):
        return 0.0
    return max((synonymous(x, y) for x in a.heads[:2] for y in b.heads[:2]), default=0.0)


def broader_word(a: Profile, b: Profile) -> float:
    """the one word means what is broader, or what the other causes"""
    return max((broader(x, y) for x in a.heads[:1] for y in b.heads[:1]), default=0.0)


def one_document(a: Profile, b: Profile) -> float:
    """told in one document"""
    return float(a.document == b.document)


def one_sentence(a: Profile, b: Profile) -> float:
    """told in one sentence"""
    return float(a.document == b.document and a.sentence == b.sentence)


def same_topic(a: Profile, b: Profile) -> float:
    """in documents about the same"""
    return 1.0 if a.document == b.document else alike(a.topic, b.topic)


def same_words(a: Profile, b: Profile) -> float:
    """told in the same rare words"""
    if a.document == b.document and a.sentence == b.sentence:
        return 0.0
    return alike(a.words, b.words)


def held_words(a: Profile, b: Profile) -> float:
    """the rare words of the one sentence stand in the other"""
    if a.document == b.document and a.sentence == b.sentence:
        return 0.0
    return contained(a.words, b.words)


def same_doers(a: Profile, b: Profile) -> float:
    """the same ones do it"""
    return contained(a.doers, b.doers)


def other_doers(a: Profile, b: Profile) -> float:
    """others do it"""
    return float(bool(a.doers and b.doers) and not set(a.doers) & set(b.doers))


def same_sufferers(a: Profile, b: Profile) -> float:
    """it is done to the same ones"""
    return contained(a.sufferers, b.sufferers)


def other_sufferers(a: Profile, b: Profile) -> float:
    """it is done to others"""
    return float(bool(a.sufferers and b.sufferers) and not set(a.sufferers) & set(b.sufferers))


def same_parties(a: Profile, b: Profile) -> float:
    """the same ones take part, in whatever part"""
    return contained((*a.doers, *a.sufferers), (*b.doers, *b.sufferers))


def same_around(a: Profile, b: Profile) -> float:
    """the same things stand by it"""
    return contained((*a.around, *a.doers, *a.sufferers), (*b.around, *b.doers, *b.sufferers))


def place_near(a: Profile, b: Profile) -> float:
    """at one place, or near each other"""
    return max(0.0, nearness(a.place, b.place)) if a.place and b.place else 0.0


def place_apart(a: Profile, b: Profile) -> float:
    """at places that exclude each other"""
    return max(0.0, -nearness(a.place, b.place)) if a.place and b.place else 0.0


def time_meets(a: Profile, b: Profile) -> float:
    """at times that meet"""
    found = _gap(a, b)
    return float(found == 0) if found is not None else 0.0


def time_apart(a: Profile, b: Profile) -> float:
    """days or more between them"""
    found = _gap(a, b)
    return min(found, 30) / 30 if found is not None else 0.0


def same_toll(a: Profile, b: Profile) -> float:
    """the same toll"""
    return max(0.0, tolls_agree(a.tolls, b.tolls) or 0.0)


def other_family(a: Profile, b: Profile) -> float:
    """events of kinds that differ"""
    return float(bool(a.type and b.type) and family(a) != family(b))


def _gap(a: Profile, b: Profile) -> int | None:
    first, second = (days_of(one.time) if one.time else None for one in (a, b))
    return gap(first, second) if first and second else None


def one_deed(of: Values) -> float:
    """words that may tell one deed: the same, of one sense, broader, or near in meaning"""
    near = 0.8 * of["like_word"] if of["like_word"] > _NEAR else 0.0
    return max(of["same_word"], of["synonym"], 0.7 * of["broader_word"], near)


def light_word(of: Values) -> float:
    """the same word, but one that tells little: be, say, make"""
    return of["same_word"] * max(0.0, 1.0 - of["rare_word"] / _LIGHT)


def light_by_same(of: Values) -> float:
    """the same word that tells little, of the same ones"""
    return of["light_word"] * of["same_doers"]


def light_and_words(of: Values) -> float:
    """the same word that tells little, among the same rare words"""
    return of["light_word"] * min(1.0, of["same_words"] / _MUCH)


def one_story(of: Values) -> float:
    """in documents about the same, or in one"""
    return min(1.0, of["same_topic"] / _STORY)


def deed_and_story(of: Values) -> float:
    """one deed by its words, in documents about the same"""
    return of["one_deed"] * of["one_story"]


def deed_and_around(of: Values) -> float:
    """one deed by its words, with the same things around"""
    return of["one_deed"] * of["same_around"]


def deed_and_words(of: Values) -> float:
    """one deed by its words, among the same rare words"""
    return of["one_deed"] * min(1.0, of["same_words"] / _MUCH)


def deed_by_others(of: Values) -> float:
    """one deed by its words, but others do it"""
    return of["one_deed"] * of["other_doers"]


def deed_to_others(of: Values) -> float:
    """one deed by its words, but it is done to others"""
    return of["one_deed"] * of["other_sufferers"]


def deed_again(of: Values) -> float:
    """one deed by its words, told again in one document"""
    return of["one_deed"] * of["one_document"]


FEATURES: Final[dict[str, Feature]] = {
    one.__name__: one
    for one in (
        same_word, shared_word, rare_word, like_word, one_document, one_sentence, same_topic, same_words,
        held_words, same_doers, other_doers, same_sufferers, other_sufferers, same_parties, same_around,
        place_near, place_apart, time_meets, time_apart, same_toll, other_family, synonym, broader_word,
    )
}  # fmt: skip

# What several of them say together, each of those before it.
COMPOSED: Final[dict[str, Callable[[Values], float]]] = {
    one.__name__: one
    for one in (
        one_deed, light_word, light_by_same, light_and_words, one_story, deed_and_story,
        deed_and_around, deed_and_words, deed_by_others, deed_to_others, deed_again,
    )
}  # fmt: skip
NAMES: Final = (*FEATURES, *COMPOSED)


def values(a: Profile, b: Profile) -> dict[str, float]:
    """Each feature of a pair, those that are composed of others after them."""
    found = {name: feature(a, b) for name, feature in FEATURES.items()}
    for name, composed in COMPOSED.items():
        found[name] = composed(found)
    return found
