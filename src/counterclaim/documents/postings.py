"""Which nodes have a key: sorted runs in numpy, for millions of entries at twelve bytes each.

Takes keys with a node's number and rank; gives the nodes of lowest rank for a key, and all buckets.
Leaves what a key means to others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    looking a key up merges runs of like size first, so that n entries cost O(n log n) in all."""

    FRESH = 1 << 17  # entries in the dictionary, some 20 MB
    SLICES = 64  # of the keys, which are spread evenly: sorting by slices takes no second copy of all
    MOST_RUNS = 6

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
        while len(self._runs) > self.MOST_RUNS:
            self._merge()
        fresh: list[list[int]] = [self._fresh.get(key, []) for key in keys.tolist()]
        found = [(nodes[:most], len(nodes)) for nodes in fresh]
        for run in self._runs:
            starts = np.searchsorted(run.keys, keys)
            ends = np.searchsorted(run.keys, keys, side="right")
            for at in np.flatnonzero(ends > starts).tolist():
                start, end = int(starts[at]), int(ends[at])
                nodes, count = found[at]
                found[at] = (nodes + run.nodes[start : min(end, start + most)].tolist(), count + end - start)
        return found

    def slices(self) -> Iterator[Run]:
        """All entries, a part of the keys at a time."""
        self._flush()
        edges = np.arange(1, self.SLICES, dtype=np.uint64) << np.uint64(58)
        cuts = [[0, *np.searchsorted(run.keys, edges).tolist(), run.keys.size] for run in self._runs]
        for number in range(self.SLICES):
            parts = [
                (run.keys[cut[number] : cut[number + 1]], run.nodes[cut[number] : cut[number + 1]])
                for run, cut in zip(self._runs, cuts, strict=True)
            ]
            if parts:
                yield self._ordered(
                    np.concatenate([k for k, _ in parts]), np.concatenate([n for _, n in parts])
                )

    def _flush(self) -> None:
        if not self._fresh:
            return
        counts = np.fromiter(map(len, self._fresh.values()), dtype=np.int64, count=len(self._fresh))
        keys = np.repeat(np.fromiter(self._fresh, dtype=np.uint64, count=len(self._fresh)), counts)
        nodes = np.array([node for nodes in self._fresh.values() for node in nodes], dtype=np.uint32)
        self._fresh, self._waiting = {}, 0
        self._runs.append(self._ordered(keys, nodes))

    def _merge(self) -> None:
        """Merge the two neighbours that are smallest together."""
        runs = self._runs
        at = min(range(len(runs) - 1), key=lambda at: runs[at].keys.size + runs[at + 1].keys.size)
        one, other = runs[at : at + 2]
        runs[at : at + 2] = [
            self._ordered(np.concatenate([one.keys, other.keys]), np.concatenate([one.nodes, other.nodes]))
        ]

    def _ordered(self, keys: U64, nodes: U32) -> Run:
        order = np.lexsort((self._ranks[nodes], keys))
        return Run(keys[order], nodes[order])


def candidate_pairs(runs: Iterable[Run], *, all_pairs: int, leaders: int) -> U64:
    """Pairs of nodes that share keys; the runs have no key in common.

    In a bucket of at most ``all_pairs`` nodes each is paired with each; in a larger one each is paired with
    the ``leaders`` of lowest rank alone, so that the number of pairs stays linear in the number of entries.
    Pairs come packed (lower node in the upper 32 bits), in falling order of keys shared, then by node.
    Sentence keys (odd) count twice: one shared sentence is enough to look closer, one minimum is not.
    """
    packed = [np.zeros(0, np.uint64)]
    for run in runs:
        packed.extend(_pairs(run, all_pairs=all_pairs, leaders=leaders))
    pairs, shared = np.unique(np.concatenate(packed), return_counts=True)
    pairs, shared = pairs[shared > 1], shared[shared > 1]
    ordered: U64 = pairs[np.argsort(-shared, kind="stable")]
    return ordered


def _pairs(run: Run, *, all_pairs: int, leaders: int) -> Iterator[U64]:
    """The pairs of one run, each as often as it counts."""
    starts = np.flatnonzero(np.diff(run.keys, prepend=~run.keys[:1]))
    sizes = np.diff(np.append(starts, run.keys.size))
    starts, sizes = starts[sizes > 1], sizes[sizes > 1]  # most keys are met once
    start, size = np.repeat(starts, sizes), np.repeat(sizes, sizes)
    at = start + np.arange(start.size) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    nodes = run.nodes.astype(np.uint64)
    odd = (run.keys & np.uint64(1)).astype(np.bool_)
    small = size <= all_pairs
    found = []
    for step in range(1, all_pairs):
        left = at[small & (at + step < start + size)]
        found.append((left, left + step))
    for step in range(leaders):
        right = at[~small & (at > start + step)]
        found.append((start[~small & (at > start + step)] + step, right))
    for left, right in found:
        pairs = _pack(nodes[left], nodes[right])
        yield pairs
        yield pairs[odd[left]]


def _pack(left: U64, right: U64) -> U64:
    packed: U64 = (np.minimum(left, right) << np.uint64(32)) | np.maximum(left, right)
    return packed
