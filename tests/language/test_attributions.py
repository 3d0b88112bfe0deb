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


def test_a_span_governed_for_the_most_part_is_taken_whole() -> None:
    assert divided(reached(".xxx-..x"), [(1, 5)], NO_ODDS) == [[(1, 5), (7, 8)]]


def test_of_a_span_governed_for_the_lesser_part_only_its_words_are_taken() -> None:
    assert divided(reached(".x......"), [(1, 5)], NO_ODDS) == [[(1, 2)]]


def test_two_cues_may_share_a_span() -> None:
    assert divided(reached("xxxx..", "..xx.."), [(0, 4)], NO_ODDS) == [[(0, 4)], [(2, 4)]]
    assert divided(reached("xxxx..", ".xxx.."), [(0, 4)], NO_ODDS) == [[(0, 4)], [(0, 4)]]


def test_a_span_that_nobody_governs_goes_to_the_likeliest() -> None:
    assert divided(reached("......", "---..."), [(0, 3)], NO_ODDS) == [[], [(0, 3)]]
    assert divided(reached("......", "......"), [(0, 3)], NO_ODDS) == [[], []]


def test_columns_count_from_where_the_reach_begins() -> None:
    rows = reached("xxx...", "...xxx", begins=[0, 20])
    assert divided(rows, [(0, 3), (23, 26)], NO_ODDS) == [[(0, 3)], [(23, 26)]]


def test_what_lies_beyond_a_reach_weighs_against_taking_a_span() -> None:
    assert divided(reached("------", begins=[10]), [(10, 16)], NO_ODDS) == [[(10, 16)]]
    assert divided(reached("------", begins=[10]), [(10, 17)], NO_ODDS) == [[]]
    assert divided(reached("------", begins=[10]), [(8, 10), (16, 20)], NO_ODDS) == [[]]


def test_short_breaks_are_closed() -> None:
    assert closed([(0, 2), (4, 5), (8, 9)]) == [(0, 5), (8, 9)]
