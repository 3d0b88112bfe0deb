"""Average link: clusters that do not chain."""

from __future__ import annotations

import numpy as np
import pytest

from counterclaim.incidents.averaging import APART, UNKNOWN, clusters


def matrix(size: int, **pairs: float) -> np.ndarray:
    """A symmetric matrix; ``_01=2.0`` sets the pair 0, 1; all others are -1."""
    found = np.full((size, size), -1.0)
    for name, value in pairs.items():
        i, j = int(name[1]), int(name[2])
        found[i, j] = found[j, i] = value
    return found


def test_joined_while_the_average_holds() -> None:
    assert clusters(matrix(4, _01=2.0, _23=2.0)) == [[0, 1], [2, 3]]


def test_a_chain_is_not_followed() -> None:
    # 1 is between 0 and 2, which have nothing in common: (1 - 4) / 2 is below 0.
    assert clusters(matrix(3, _01=2.0, _12=1.0, _02=-4.0)) == [[0, 1], [2]]


def test_what_is_apart_stays_so_by_way_of_others_too() -> None:
    assert clusters(matrix(3, _01=9.0, _12=9.0, _02=APART)) in ([[0, 1], [2]], [[0], [1, 2]])


def test_what_is_unknown_counts_for_nothing() -> None:
    assert clusters(matrix(3, _01=2.0, _12=1.0, _02=UNKNOWN)) == [[0, 1, 2]]
    assert clusters(matrix(2, _01=UNKNOWN)) == [[0], [1]]


@pytest.mark.parametrize("size", [0, 1])
def test_of_one_or_none(size: int) -> None:
    assert clusters(np.zeros((size, size))) == [[0]] * size


def test_the_order_of_items_does_not_matter() -> None:
    random = np.random.default_rng(5)
    values = random.normal(-0.2, 1.0, (30, 30))
    values = (values + values.T) / 2
    plain = {frozenset(group) for group in clusters(values)}
    for _ in range(5):
        order = random.permutation(30)
        mixed = clusters(values[np.ix_(order, order)])
        assert {frozenset(int(order[at]) for at in group) for group in mixed} == plain


def test_greedy_joins_are_those_of_the_plain_definition() -> None:
    random = np.random.default_rng(7)
    values = random.normal(0.0, 1.0, (12, 12))
    values = (values + values.T) / 2
    groups = [[at] for at in range(12)]
    while True:
        means = [
            (float(np.mean([values[i, j] for i in a for j in b])), x, y)
            for x, a in enumerate(groups)
            for y, b in enumerate(groups)
            if x < y
        ]
        best, x, y = max(means, default=(-1.0, 0, 0))
        if best < 0:
            break
        groups[x] = sorted(groups[x] + groups.pop(y))
    assert clusters(values) == sorted(groups)
