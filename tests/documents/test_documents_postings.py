"""Postings against a plain dictionary; candidate pairs against all pairs."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest

from counterclaim.documents.postings import Postings, Run, candidate_pairs


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> tuple[Postings, dict[int, list[int]]]:
    monkeypatch.setattr(Postings, "FRESH", 40)  # so that runs are made and merged
    rng = random.Random(4)
    postings, plain = Postings(), {}
    choices = [rng.getrandbits(64) for _ in range(60)]
    for node in range(3000):
        keys = sorted(set(rng.choices(choices, k=3)))
        postings.add(node, rank=3000 - node, keys=np.array(keys, dtype=np.uint64))
        for key in keys:
            plain.setdefault(key, []).append(node)
    return postings, plain


def test_find_knows_all_counts_and_gives_the_lowest_ranks(
    filled: tuple[Postings, dict[int, list[int]]],
) -> None:
    postings, plain = filled
    found = postings.find(np.array([*plain, 7], dtype=np.uint64), most=5)
    assert [count for _, count in found] == [*map(len, plain.values()), 0]
    for (nodes, _), everything in zip(found, plain.values(), strict=False):
        assert set(nodes) <= set(everything)
        assert max(everything[:-40]) in nodes or len(nodes) >= 5  # the later, the lower the rank


def test_slices_hold_everything_once(filled: tuple[Postings, dict[int, list[int]]]) -> None:
    postings, plain = filled
    seen: dict[int, list[int]] = {}
    for run in postings.slices():
        for key, node in zip(run.keys.tolist(), run.nodes.tolist(), strict=True):
            seen.setdefault(key, []).append(node)
    assert seen == {key: nodes[::-1] for key, nodes in plain.items()}


def run_of(buckets: dict[int, list[int]]) -> Run:
    entries = [(key, node) for key in sorted(buckets) for node in buckets[key]]
    return Run(np.array([k for k, _ in entries], np.uint64), np.array([n for _, n in entries], np.uint32))


def unpacked(pairs: np.ndarray) -> set[tuple[int, int]]:
    return {(int(pair) >> 32, int(pair) & 0xFFFFFFFF) for pair in pairs}


def test_small_buckets_give_all_pairs_and_large_ones_those_with_leaders() -> None:
    small, large = [5, 1, 3], list(range(10, 30))
    run = run_of({3: small, 5: large, 8: [1, 99]})
    pairs = unpacked(candidate_pairs([run], all_pairs=4, leaders=2))
    expected = {tuple(sorted(pair)) for pair in combinations(small, 2)}
    expected |= {(10, other) for other in range(11, 30)} | {(11, other) for other in range(12, 30)}
    assert pairs == expected  # one shared minimum, an even key, is not enough


def test_two_minima_make_a_candidate_and_more_keys_come_first() -> None:
    run = run_of({2: [1, 2], 4: [1, 2], 6: [3, 4], 8: [3, 4], 10: [3, 4]})
    assert [int(pair) >> 32 for pair in candidate_pairs([run], all_pairs=8, leaders=2)] == [3, 1]


def test_nothing_in_nothing_out() -> None:
    assert candidate_pairs([], all_pairs=8, leaders=2).size == 0
    assert candidate_pairs([run_of({})], all_pairs=8, leaders=2).size == 0
