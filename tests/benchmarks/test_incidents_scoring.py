"""The scorers of coreference, against figures computed by hand."""

from __future__ import annotations

import pytest

from benchmarks.incidents_scoring import b_cubed, ceaf_e, conll, muc

# Gold {abc} {de} {f}; predicted {ab} {cde} {f}.
GOLD = [set("abc"), set("de"), set("f")]
PREDICTED = [set("ab"), set("cde"), set("f")]


def test_muc_counts_the_links_that_are_kept() -> None:
    # Gold: abc falls into 2 parts, 1 of 2 links kept; de stays, 1 of 1. Predicted: ab 1 of 1, cde 1 of 2.
    found = muc(GOLD, PREDICTED)
    assert (found.recall, found.precision) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert found.f1 == pytest.approx(2 / 3)


def test_b_cubed_averages_over_mentions() -> None:
    # Recall: a, b 2/3 each, c 1/3, d, e 1, f 1: 14/3 of 6. Precision: a, b 1, c 1/3, d, e 2/3, f 1: 14/3 of 6.
    found = b_cubed(GOLD, PREDICTED)
    assert found.recall == pytest.approx(14 / 18)
    assert found.precision == pytest.approx(14 / 18)


def test_ceaf_pairs_clusters_once() -> None:
    # abc-ab 4/5, de-cde 4/5, f-f 1: 2.6 of 3 on both sides.
    found = ceaf_e(GOLD, PREDICTED)
    assert found.recall == pytest.approx(2.6 / 3)
    assert found.precision == pytest.approx(2.6 / 3)


def test_ceaf_takes_the_best_pairing_not_the_first() -> None:
    # abcd may pair with ab (4/6) or cd (4/6), ef only with abef: never both with one. Best: abcd-cd, abef-ef.
    gold, predicted = [set("abcd"), set("ef")], [set("abef"), set("cd")]
    # abcd-abef 4/8 + ef-cd 0 = 0.5; abcd-cd 4/6 + ef-abef 4/6 = 4/3.
    assert ceaf_e(gold, predicted).recall == pytest.approx(2 / 3)


def test_all_in_one_and_all_alone() -> None:
    one, alone = [set("abc")], [set("a"), set("b"), set("c")]
    assert muc(one, alone).recall == 0.0
    assert muc(alone, one).precision == 0.0
    # Each of three mentions has a third of its cluster; what is given of it is all right.
    assert b_cubed(one, alone).recall == pytest.approx(1 / 3)
    assert b_cubed(one, alone).precision == pytest.approx(1.0)
    # One pairing of worth 2·1/(3+1), over one gold cluster and three predicted ones.
    found = ceaf_e(one, alone)
    assert (found.recall, found.precision) == (pytest.approx(0.5), pytest.approx(0.5 / 3))


def test_mentions_of_one_side_count_against_it() -> None:
    gold, predicted = [set("ab")], [set("abx"), set("y")]
    # b3 precision: a, b 2/3 each, x 0, y 0, over 4; recall 1.
    assert b_cubed(gold, predicted).precision == pytest.approx((4 / 3) / 4)
    assert b_cubed(gold, predicted).recall == pytest.approx(1.0)
    # muc precision: abx falls into ab and x, 1 of 2 links; y has none.
    assert muc(gold, predicted).precision == pytest.approx(0.5)
    missing = muc([set("abx")], [set("ab")])
    assert missing.recall == pytest.approx(0.5)


def test_conll_is_the_mean_of_three() -> None:
    found = conll(GOLD, PREDICTED)
    assert found["conll_f1"] == pytest.approx((2 / 3 + 14 / 18 + 2.6 / 3) / 3)
    assert conll(GOLD, GOLD)["conll_f1"] == 1.0
    assert conll(GOLD, [])["conll_f1"] == 0.0
