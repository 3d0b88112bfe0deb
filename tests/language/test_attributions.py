"""Attributions: what each cue governs, from scores."""

from __future__ import annotations

import numpy as np

from counterclaim.language.attributions import Reached, closed, divided

NO_ODDS = np.zeros(40, np.float32)


def reached(*rows: str, begins: list[int] | None = None) -> Reached:
    """Scores of 1 where a row has ``x``, -1 where it has ``-``, -9 where it has ``.``."""
    values = {"x": 1.0, "-": -1.0, ".": -9.0}
    scores = np.array([[values[mark] for mark in row] for row in rows], np.float32)
    return Reached(scores, np.array(begins or [0] * len(rows)))


def read(scores: Reached, spans: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """What cues that stand far from all govern."""
    return divided(scores, spans, cues=[(39, 40)] * len(scores.scores), odds=NO_ODDS)


def test_a_span_governed_for_the_most_part_is_taken_whole() -> None:
    assert read(reached(".xxx-..x"), [(1, 5)]) == [[(1, 5), (7, 8)]]


def test_of_a_span_governed_for_the_lesser_part_only_its_words_are_taken() -> None:
    assert read(reached(".x......"), [(1, 5)]) == [[(1, 2)]]


def test_two_cues_may_share_a_span() -> None:
    assert read(reached("xxxx..", "..xx.."), [(0, 4)]) == [[(0, 4)], [(2, 4)]]
    assert read(reached("xxxx..", ".xxx.."), [(0, 4)]) == [[(0, 4)], [(0, 4)]]


def test_a_span_that_nobody_governs_goes_to_the_likeliest() -> None:
    assert read(reached("......", "---..."), [(0, 3)]) == [[], [(0, 3)]]
    assert read(reached("......", "......"), [(0, 3)]) == [[], []]


def test_columns_count_from_where_the_reach_begins() -> None:
    rows = reached("xxx...", "...xxx", begins=[0, 20])
    assert read(rows, [(0, 3), (23, 26)]) == [[(0, 3)], [(23, 26)]]


def test_what_lies_beyond_a_reach_weighs_against_taking_a_span() -> None:
    assert read(reached("------", begins=[10]), [(10, 16)]) == [[(10, 16)]]
    assert read(reached("------", begins=[10]), [(10, 17)]) == [[]]
    assert read(reached("------", begins=[10]), [(8, 10), (16, 20)]) == [[]]


def test_parts_that_nearly_touch_are_one() -> None:
    assert closed([(0, 2), (3, 5), (5, 6), (9, 10)], (20, 21)) == [(0, 6), (9, 10)]


def test_nothing_reaches_over_its_cue() -> None:
    assert closed([(0, 2), (3, 5)], (2, 3)) == [(0, 2), (3, 5)]


def test_words_around_a_span_make_one_with_it() -> None:
    assert read(reached(".x-x-x.."), [(2, 3)]) == [[(1, 6)]]
