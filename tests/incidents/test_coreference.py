"""Coreference: which mentions tell of the very same event, stricter than of one incident."""

from __future__ import annotations

import random

from counterclaim.incidents.coreference import coreferent
from counterclaim.incidents.profile import Profile
from counterclaim.incidents.words import rarest, stems

QUAKE = "earthquake magnitude Hokkaido coast tremor collapse rescue village landslide"
FERRY = "ferry Sibuyan captain capsize passenger coastguard typhoon lifeboat"


def told(document: str, number: int, *, trigger: str, sentence: str, topic: str, hit: str = "") -> Profile:
    """A mention of an event as linking knows it."""
    return Profile(
        mention=f"{document}-{number}#0",
        document=document,
        lead=f"{document}-{number}#0",
        published=None,
        position=number * 100,
        sentence=number,
        type=None,
        mode=None,
        trigger=trigger,
        happened=True,
        heads=tuple(stems(trigger)),
        sufferers=tuple(stems(hit)),
        words=rarest(stems(sentence), 24),
        topic=rarest(stems(topic), 32),
    )


MENTIONS = [
    told(
        "a",
        1,
        trigger="struck",
        sentence="The earthquake struck Hokkaido before dawn",
        topic=QUAKE,
        hit="Hokkaido",
    ),
    told(
        "b", 1, trigger="hit", sentence="The earthquake hit Hokkaido before dawn", topic=QUAKE, hit="Hokkaido"
    ),
    told(
        "a", 2, trigger="rescued", sentence="Soldiers rescued nine from a landslide", topic=QUAKE, hit="nine"
    ),
    told(
        "b",
        2,
        trigger="rescued",
        sentence="Nine were rescued from a landslide by soldiers",
        topic=QUAKE,
        hit="nine",
    ),
    told(
        "c",
        1,
        trigger="rescued",
        sentence="The coastguard rescued forty passengers",
        topic=FERRY,
        hit="passengers",
    ),
    told("c", 2, trigger="capsized", sentence="The ferry capsized off Sibuyan", topic=FERRY),
    told("d", 1, trigger="capsized", sentence="The ferry capsized off Sibuyan in a typhoon", topic=FERRY),
]


def groups(mentions: list[Profile]) -> set[frozenset[str]]:
    return {frozenset(one.mention for one in group) for group in coreferent(mentions)}


def test_one_event_in_two_stories_words_of_one_sense_among_them() -> None:
    found = groups(MENTIONS)
    assert frozenset({"a-1#0", "b-1#0"}) in found
    assert frozenset({"a-2#0", "b-2#0"}) in found
    assert frozenset({"c-2#0", "d-1#0"}) in found


def test_the_same_word_in_another_story_is_another_event() -> None:
    assert frozenset({"c-1#0"}) in groups(MENTIONS)


def test_every_mention_stands_once() -> None:
    found = coreferent(MENTIONS)
    assert sorted(one.mention for group in found for one in group) == sorted(one.mention for one in MENTIONS)
    assert coreferent([]) == []


def test_the_order_does_not_matter() -> None:
    plain, mixed = coreferent(MENTIONS), list(MENTIONS)
    shuffle = random.Random(2)
    for _ in range(10):
        shuffle.shuffle(mixed)
        assert coreferent(mixed) == plain
