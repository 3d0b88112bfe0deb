"""Measures of places, times and tolls, and of words."""

from __future__ import annotations

from datetime import date

import pytest

from counterclaim.incidents.measures import (
    days,
    days_of,
    exact,
    exclusive,
    gap,
    least_gap,
    nearest,
    nearness,
    tolls_agree,
)
from counterclaim.incidents.synonyms import broader, synonymous
from counterclaim.incidents.words import alike, contained, copy_of, rarest, rarity, sense_alike, stems
from counterclaim.records import Harm, TimeValue, Toll
from tests.incidents.tellings import BASRA, K1, KIRKUK, MOSUL, place

DAY = date(2017, 10, 16)


def toll(count: int | None, harm: Harm = Harm.KILLED) -> Toll:
    return Toll(harm, None, count, count, 0, 0)


def stem(word: str) -> str:
    (found,) = stems(word)
    return found


def test_near_and_far_places() -> None:
    assert nearness(place(*KIRKUK), place(*KIRKUK)) == 1.0
    assert 0 < nearness(place(*KIRKUK), place(*K1)) < 1.0
    assert nearness(place(*MOSUL), place(*BASRA)) == -1.0
    assert nearness(place(*KIRKUK), place("Iraq", 33.0, 44.0, "IRQ", precision=6)) > 0
    assert nearness(place(*KIRKUK), place("Kirkuk", 0.0, 0.0, "GHA")) == -1.0


def test_only_points_exclude_each_other() -> None:
    assert exclusive(place(*MOSUL), place(*BASRA))
    assert not exclusive(place(*KIRKUK), place(*K1))
    assert not exclusive(place(*MOSUL), place(*BASRA[:3], "IRQ", precision=4))


def test_nearest_of_several() -> None:
    assert nearest([place(*MOSUL), place(*KIRKUK)], [place(*KIRKUK)]) == 1.0
    assert nearest([], [place(*KIRKUK)]) is None


@pytest.mark.parametrize(
    ("start", "end", "bounds"),
    [
        ("2017-10-16", None, (DAY, DAY)),
        ("2017-10-16T02:30+03:00", None, (DAY, DAY)),
        ("2017-10", None, (date(2017, 10, 1), date(2017, 10, 31))),
        ("2017-12", None, (date(2017, 12, 1), date(2017, 12, 31))),
        ("2017", None, (date(2017, 1, 1), date(2017, 12, 31))),
        ("2017-09-21", "2017-09-30", (date(2017, 9, 21), date(2017, 9, 30))),
        ("9999-12", None, None),
        ("soon", None, None),
    ],
)
def test_days(start: str, end: str | None, bounds: tuple[date, date] | None) -> None:
    assert days(start, end) == bounds


def test_gaps() -> None:
    assert gap((DAY, DAY), (DAY, DAY)) == 0
    assert gap((DAY, DAY), (date(2017, 10, 19), date(2017, 10, 20))) == 3
    assert least_gap([(DAY, DAY)], []) is None


def test_long_times_are_not_exact() -> None:
    month, day = TimeValue("2017-10", None, 4, "in October"), TimeValue("2017-10-16", None, 1, "on Monday")
    assert exact([month, day]) == [days_of(day)]


def test_tolls() -> None:
    assert tolls_agree([toll(12)], [toll(12)]) == 1.0
    assert tolls_agree([toll(1)], [toll(1)]) == 0.5  # one dead is told of many incidents
    assert tolls_agree([toll(2)], [toll(40)]) == -1.0
    assert tolls_agree([toll(2)], [toll(2, Harm.WOUNDED)]) is None
    assert tolls_agree([toll(None)], [toll(2)]) is None


def test_rarity() -> None:
    assert rarity(stem("peshmerga")) > rarity(stem("police")) > rarity("be") == 0.0
    assert rarity("1745") < rarity(stem("peshmerga"))
    assert rarest(["polic", "peshmerga", "polic"], 1) == ("peshmerga",)


def test_bags_of_words() -> None:
    first, second = stems("The ferry sank off the harbour"), stems("A ferry sank in a storm")
    assert 0 < alike(first, second) < 1
    assert alike(first, first) == pytest.approx(1.0)
    assert contained(stems("ferry"), first) == 1.0
    assert alike(first, []) == contained([], first) == 0.0


def test_copies_are_long_enough_to_tell() -> None:
    text = "The ministry said that the bridge had been closed on Monday"
    assert copy_of(text) == copy_of(text.upper() + ".")
    assert copy_of(text) != copy_of(text + " night")
    assert copy_of("The ministry said so") == ""


def test_words_of_one_sense() -> None:
    assert synonymous(stem("foil"), stem("thwart")) == 1.0
    assert synonymous(stem("explosion"), stem("explode")) == 1.0
    assert synonymous(stem("hire"), stem("fire")) == 0.0
    assert broader(stem("kill"), stem("die")) == broader(stem("die"), stem("kill")) == 1.0
    assert synonymous(stem("nominate"), "unheardof") == 0.0
    assert sense_alike(stem("blast"), stem("explosion")) > sense_alike(stem("blast"), stem("vote"))
