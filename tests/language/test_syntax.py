"""Trees: the maximum spanning tree with one root, beside a search over all trees."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from counterclaim.language.syntax import tree, trees


def is_tree(heads: tuple[int, ...]) -> bool:
    roots = [i for i, head in enumerate(heads) if head == i]
    if len(roots) != 1:
        return False
    for start in range(len(heads)):
        node, seen = start, set()
        while node != roots[0]:
            if node in seen:
                return False
            seen.add(node)
            node = heads[node]
    return True


@pytest.mark.parametrize("seed", range(40))
def test_no_tree_scores_more(seed: int) -> None:
    size = 1 + seed % 5
    scores = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)
    found = tuple(tree(scores).tolist())
    assert is_tree(found)

    def total(heads: tuple[int, ...]) -> float:
        return float(sum(scores[i, head] for i, head in enumerate(heads)))

    best = max(total(heads) for heads in product(range(size), repeat=size) if is_tree(heads))
    assert total(found) == pytest.approx(best, abs=1e-4)


def test_long_sentences_get_trees() -> None:
    scores = np.random.default_rng(0).normal(size=(120, 120)).astype(np.float32)
    assert is_tree(tuple(tree(scores).tolist()))


def test_sentences_are_read_each_by_itself() -> None:
    rng = np.random.default_rng(2)
    scores = [rng.normal(size=(size, size)).astype(np.float32) for size in (1, 9, 2, 30, 5)]
    found, start = trees(scores).tolist(), 0
    for own in scores:
        assert [head - start for head in found[start : start + len(own)]] == tree(own).tolist()
        start += len(own)


@pytest.mark.parametrize("constant", [0.0, -1e4])
def test_equal_scores_still_give_a_tree(constant: float) -> None:
    assert is_tree(tuple(tree(np.full((300, 300), constant, np.float32)).tolist()))
