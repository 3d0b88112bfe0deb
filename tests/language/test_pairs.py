"""Pair heads: distance buckets and logits."""

from __future__ import annotations

import numpy as np
import pytest

from counterclaim.language.pairs import BUCKETS, FAR, PairHead, buckets

WIDTH = 6


def test_buckets_are_signed_and_monotonic() -> None:
    found = buckets(np.arange(-500, 501))
    assert (np.diff(found) >= 0).all()
    assert found[0] == 0 and found[-1] == BUCKETS - 1
    assert buckets(np.array([0]))[0] == BUCKETS // 2
    assert (found + found[::-1] == BUCKETS - 1).all()


def test_logits_by_hand() -> None:
    weights = {
        "distance.weight": np.zeros((BUCKETS, 2), np.float32),
        "out.weight": np.array([[1.0, 1.0, np.sqrt(2)]], np.float32),
        "out.bias": np.array([0.5], np.float32),
    }
    weights["distance.weight"][BUCKETS // 2] = [10, 0]
    head = PairHead(weights)
    words, anchor = np.array([[1.0, -3.0]], np.float32), np.array([2.0, 1.0], np.float32)
    # relu([1+2+10, -3+1+0]) = [13, 0]; the product 1*2 - 3*1 = -1 over sqrt(2), times sqrt(2); the bias 0.5
    assert np.allclose(head.along(words, anchor, 0), [[12.5]])
    assert np.allclose(head.along(words, anchor, 7), [[2.5]])


def plainly(
    weights: dict[str, np.ndarray], word: np.ndarray, anchor: np.ndarray, offset: int, extra: int
) -> float:
    """One pair's first logit, as the training module computes it."""
    z = (
        word
        + anchor
        + weights["distance.weight"][buckets(np.array([offset]))[0]]
        + weights["extra.weight"][extra]
    )
    joint = np.append(np.maximum(z, 0), word @ anchor / np.sqrt(WIDTH))
    return float(joint @ weights["out.weight"][0] + weights["out.bias"][0])


@pytest.fixture
def weights() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(3)
    shapes = {"distance.weight": (BUCKETS, WIDTH), "extra.weight": (3, WIDTH), "out.weight": (1, WIDTH + 1)}
    return {name: rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()} | {
        "out.bias": np.array([0.3], np.float32)
    }


@pytest.mark.parametrize("first", [-FAR - 90, -FAR, -3, 0, FAR - 4, FAR + 5])
def test_neighbours_are_scored_each_at_its_own_distance(weights: dict[str, np.ndarray], first: int) -> None:
    rng = np.random.default_rng(5)
    words, anchor = rng.normal(size=(12, WIDTH)).astype(np.float32), rng.normal(size=WIDTH).astype(np.float32)
    without = weights | {"extra.weight": np.zeros((3, WIDTH), np.float32)}
    expected = [plainly(without, word, anchor, first + i, 0) for i, word in enumerate(words)]
    assert PairHead(weights).along(words, anchor, first)[:, 0] == pytest.approx(expected, abs=1e-4)


def test_each_is_scored_against_those_before_it(weights: dict[str, np.ndarray]) -> None:
    rng = np.random.default_rng(7)
    size, back = 21, 4
    word, anchor = rng.normal(size=(2, size, WIDTH)).astype(np.float32)
    at, extra = np.cumsum(rng.integers(1, 40, size)), rng.integers(0, 3, (size, back))
    found = PairHead(weights).before(word, anchor, at, back=back, extra=extra)
    for i in range(size):
        for column in range(back):
            j = i - back + column
            if j < 0:
                assert found[i, column] == -np.inf
            else:
                expected = plainly(weights, word[i], anchor[j], int(at[j] - at[i]), int(extra[i, column]))
                assert found[i, column] == pytest.approx(expected, abs=1e-4)
