"""Which nodes have a key: sorted runs in numpy, for millions of entries at twelve bytes each.

Takes keys with a node's number and rank; gives the nodes of lowest rank for a key, and all buckets.
Leaves what a key means to others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

U64 = NDArray[np.uint64]
U32 = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Run:
    """Entries ordered by key, and within a key by the rank of the node."""

    keys: U64
    nodes: U32


class Postings:
    """An index from key to nodes. New entries gather in a dictionary and are then sorted into a run;
    runs of like size are merged, so that n entries cost O(n log n) in all."""

    FRESH = 1 << 17  # entries in the dictionary, some 20 MB

    def __init__(self) -> None:
        self._fresh: dict[int, list[int]] = {}
        self._waiting = 0
        self._runs: list[Run] = []
        self._ranks = np.zeros(1024, dtype=np.uint64)

    def add(self, node: int, *, rank: int, keys: U64) -> None:
        """Enter a node under its distinct keys. Nodes are numbered 0, 1, 2 as they come."""
        if node >= self._ranks.size:
            self._ranks = np.concatenate([self._ranks, np.zeros_like(self._ranks)])
        self._ranks[node] = rank
        fresh = self._fresh
        for key in keys.tolist():
            if key in fresh:
                fresh[key].append(node)
            else:
                fresh[key] = [node]
        self._waiting += keys.size
        if self._waiting >= self.FRESH:
            self._flush()

    def find(self, keys: U64, *, most: int) -> list[tuple[list[int], int]]:
        """For each key the nodes of lowest rank, ``most`` from each run, and how many there are in all."""
        found = [(list(nodes[:most]), len(nodes)) for nodes in map(self._recent, keys.tolist())]
        for run in self._runs:
            starts = np.searchsorted(run.keys, keys)
            ends = np.searchsorted(run.keys, keys, side="right")
            for at in np.flatnonzero(ends > starts).tolist():
                start, end = int(starts[at]), int(ends[at])
                nodes, count = found[at]
                found[at] = (nodes + run.nodes[start : min(end, start + most)].tolist(), count + end - start)
        return found

    def whole(self) -> Run:
        """All entries as one run."""
        self._flush()
        while len(self._runs) > 1:
            self._merge()
        return self._runs[0] if self._runs else Run(np.zeros(0, np.uint64), np.zeros(0, np.uint32))

    def _recent(self, key: int) -> list[int]:
        return self._fresh.get(key, [])

    def _flush(self) -> None:
        if not self._fresh:
            return
        counts = np.fromiter(map(len, self._fresh.values()), dtype=np.int64, count=len(self._fresh))
        keys = np.repeat(np.fromiter(self._fresh, dtype=np.uint64, count=len(self._fresh)), counts)
        nodes = np.array([node for nodes in self._fresh.values() for node in nodes], dtype=np.uint32)
        self._fresh, self._waiting = {}, 0
        self._runs.append(self._ordered(keys, nodes))
        while len(self._runs) > 1 and self._runs[-2].keys.size < 2 * self._runs[-1].keys.size:
            self._merge()

    def _merge(self) -> None:
        last, before = self._runs.pop(), self._runs.pop()
        self._runs.append(
            self._ordered(
                np.concatenate([before.keys, last.keys]), np.concatenate([before.nodes, last.nodes])
            )
        )

    def _ordered(self, keys: U64, nodes: U32) -> Run:
        order = np.lexsort((self._ranks[nodes], keys))
        return Run(keys[order], nodes[order])


def candidate_pairs(run: Run, *, all_pairs: int, leaders: int) -> U64:
    """Pairs of nodes that share keys.

    In a bucket of at most ``all_pairs`` nodes each is paired with each; in a larger one each is paired with
    the ``leaders`` of lowest rank alone, so that the number of pairs stays linear in the number of entries.
    Pairs come packed (lower node in the upper 32 bits), in falling order of keys shared, then by node.
    Sentence keys (odd) count twice: one shared sentence is enough to look closer, one minimum is not.
    """
    keys, nodes = run.keys, run.nodes.astype(np.uint64)
    head = np.concatenate([[True], keys[1:] != keys[:-1]]) if keys.size else np.zeros(0, np.bool_)
    starts = np.flatnonzero(head)
    sizes = np.diff(np.concatenate([starts, [keys.size]])).astype(np.int64)
    size, start = np.repeat(sizes, sizes), np.repeat(starts, sizes)
    weights = (keys & np.uint64(1)).astype(np.int64) + 1
    packed, worth = [], []
    small = np.flatnonzero((size > 1) & (size <= all_pairs))
    for step in range(1, all_pairs):
        left = small[small + step < start[small] + size[small]]
        packed.append(_pack(nodes[left], nodes[left + step]))
        worth.append(weights[left])
    large = np.flatnonzero(size > all_pairs)
    for step in range(leaders):
        right = large[large > start[large] + step]
        packed.append(_pack(nodes[right], nodes[start[right] + step]))
        worth.append(weights[right])
    pairs, inverse = np.unique(np.concatenate(packed), return_inverse=True)
    shared = np.bincount(inverse, weights=np.concatenate(worth), minlength=pairs.size).astype(np.int64)
    pairs, shared = pairs[shared > 1], shared[shared > 1]
    ordered: U64 = pairs[np.argsort(-shared, kind="stable")]
    return ordered


def _pack(left: U64, right: U64) -> U64:
    packed: U64 = (np.minimum(left, right) << np.uint64(32)) | np.maximum(left, right)
    return packed
