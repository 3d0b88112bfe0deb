"""Words, times, places and origins: when two tellings are of one thing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from counterclaim.assessment.claims import Worth
from counterclaim.assessment.compare import excludes, ranges_meet, same_place, same_value
from counterclaim.assessment.origins import Desks, plain_name
from counterclaim.assessment.times import bounds, stretch, told, zone_of
from counterclaim.assessment.words import content_words, is_a, names_in, nouns, stem, words_of
from counterclaim.records import Credit, Facet, Known, TextOrigin, TimeValue
from tests.assessment.telling import Paper


def phrase(text: str, id: str = "") -> Worth:
    return Worth(text, id, content_words(text), names_in(text))


@pytest.mark.parametrize(
    ("one", "other"), [("securing", "secured"), ("bases", "base"), ("women", "woman"), ("cities", "city")]
)
def test_endings_do_not_part_words(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_no_word_is_of_two_opposite_classes() -> None:
    assert not words_of("low") & words_of("high")
    assert not words_of("gear") & words_of("thing")


def test_head_of_a_noun_phrase() -> None:
    assert nouns("five of their trucks") == ("five", "truck")
    assert is_a("gear", "five of their trucks")
    assert not is_a("gear", "the driver of the truck".split(" of ", maxsplit=1)[0])


@pytest.mark.parametrize(
    ("iso", "hours"), [("2021", 24 * 365), ("2021-02", 24 * 28), ("2021-02-03", 24), ("2021-02-03T10:00", 0)]
)
def test_a_date_covers_what_it_leaves_open(iso: str, hours: int) -> None:
    found = bounds(iso)
    assert found is not None
    assert found.end - found.start <= timedelta(hours=hours)
    assert found.end - found.start >= timedelta(hours=hours) - timedelta(minutes=1)


def test_utc_is_carried_to_the_clock_of_the_place() -> None:
    local = TimeValue("2021-02-03T10:00+03:00", None, 1, "at ten")
    zone = zone_of([local])
    assert stretch(TimeValue("2021-02-03T07:00Z", None, 1, "0700 GMT"), zone) == stretch(local, zone)
    assert bounds("soon") is None
    assert told(local) == "3 Feb 2021 10:00 +03:00"


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [((5, 5), (5, None), True), ((5, 5), (6, None), False), ((0, 9), (7, 12), True), ((0, 0), (1, 1), False)],
)
def test_ranges(a: tuple[int, int | None], b: tuple[int, int | None], meet: bool) -> None:
    one, other = Worth("", low=a[0], high=a[1]), Worth("", low=b[0], high=b[1])
    assert ranges_meet(one, other) is ranges_meet(other, one) is meet
    assert excludes(Facet.TOLL, one, other) is not meet


def test_places_by_what_is_proper_to_their_names() -> None:
    def place(text: str, id: str = "") -> Worth:
        kinds = words_of("kind")
        return Worth(text, id, content_words(text), frozenset(n for n in names_in(text) if n not in kinds))

    assert same_place(place("K1"), place("the K1 air base"))
    assert not same_place(place("the air base"), place("the K1 air base"))
    assert not same_place(place("Hill Nine", "g:1"), place("Hill Nine", "g:2"))
    assert same_place(place("the oil fields"), place("oil fields"))


def test_aims_are_one_by_the_things_that_they_name() -> None:
    assert same_value(Facet.AIM, phrase("securing the K1 airbase"), phrase("enter the city and take over K1"))
    assert not same_value(Facet.AIM, phrase("protect the harvest"), phrase("seize the northern road"))


def test_desks_join_copies_credits_and_outlets() -> None:
    from dataclasses import replace

    first, copy, credited, other = (Paper(id).report().document for id in "abcd")
    credited = replace(credited, credits=(Credit("Meridian News Agency", False, Known.TEXT, None),))
    first = replace(first, outlet="Meridian")
    partial = replace(other, credits=(Credit("Meridian", True, Known.TEXT, None),))
    desks = Desks([first, copy, credited, partial], {"b": TextOrigin("b", "a", "a", 1.0, 1.0, 3, None)})
    assert desks.of(copy) == desks.of(first) == desks.of(credited)
    assert desks.of(partial) != desks.of(first), "additional reporting is no copy"
    assert desks.named("Meridian news agency") == desks.of(first)
    assert desks.named("Elsewhere") is None
    assert plain_name("The Meridian News Agency") == "meridian"
