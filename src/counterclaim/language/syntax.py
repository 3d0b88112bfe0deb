"""Syntax: takes arc scores, gives each sentence one tree.

The best head of each word is taken where that makes a tree; where it does not, the maximum spanning tree is
found (Chu and Liu 1965, Edmonds 1967) with one root.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_ROOTS = 4  # tried one by one, the likeliest first, before all are weighed at once, which takes longer
LONGEST_TREE = 400  # words; a longer "sentence" is a table or a list, and is read in stretches

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]


def trees(scores: Sequence[Floats]) -> Ints:
    """Heads of the words of several sentences, counted over all their words; see :func:`tree`.

    The best heads are checked for all sentences at once: nearly all of them make a tree.
    """
    sizes = np.array([len(own) for own in scores])
    starts = np.cumsum(sizes) - sizes
    heads: Ints = np.concatenate([own.argmax(1) for own in scores])
    heads += np.repeat(starts, sizes)
    for i in np.flatnonzero(~_are_trees(heads, starts, int(sizes.max()))).tolist():
        start = int(starts[i])
        heads[start : start + int(sizes[i])] = tree(scores[i]) + start
    return heads


def tree(scores: Floats) -> Ints:
    """Head of each word of a sentence from scores [L dependents, L heads]; the root heads itself.

    No tree scores more.
    """
    size = len(scores)
    heads: Ints = scores.argmax(1)
    if _is_tree(heads):
        return heads
    arcs = scores.astype(np.float64)
    own = arcs.diagonal().copy()
    np.fill_diagonal(arcs, -np.inf)
    heads = arcs.argmax(1)
    most = arcs[np.arange(size), heads]
    # What a tree with each root could score at best: where the likeliest root gives a tree, none beats it.
    bounds = own - most + most.sum()
    likeliest = np.argsort(-bounds, kind="stable").tolist()
    heads[likeliest[0]] = likeliest[0]
    if _is_tree(heads):
        return heads
    best = -np.inf
    for root in likeliest[:_ROOTS]:
        if bounds[root] <= best:
            return heads
        found = _rooted(arcs, root)
        score = arcs[np.arange(size), found]
        score[root] = own[root]
        if score.sum() > best:
            best, heads = score.sum(), found
    return _with_one_root(arcs, own)


def _rooted(arcs: Doubles, root: int) -> Ints:
    """The best tree with this root, the root heading itself."""
    order = np.concatenate([[root], np.delete(np.arange(len(arcs)), root)])
    found = _spanning(arcs[order][:, order])
    heads: Ints = np.empty_like(order)
    heads[order] = order[found]
    return heads


def _with_one_root(arcs: Doubles, own: Doubles) -> Ints:
    """The best tree with one root: a node above all is the head of roots, at a price that only one can be worth."""
    size = len(own)
    spread = np.abs(np.append(own, arcs[np.isfinite(arcs)])).max()
    above = np.full((size + 1, size + 1), -np.inf)
    above[1:, 0] = own - 4 * (size + 1) * (spread + 1)
    above[1:, 1:] = arcs
    heads = _spanning(above)[1:] - 1
    return np.where(heads < 0, np.arange(size), heads)


def _are_trees(heads: Ints, starts: Ints, longest: int) -> NDArray[np.bool_]:
    """For each sentence whether its words all reach one root."""
    roots = heads == np.arange(len(heads))
    reached = heads
    for _ in range(longest.bit_length()):
        reached = reached[reached]  # doubling: after k rounds, 2**k steps up
    one: NDArray[np.bool_] = np.add.reduceat(roots, starts, dtype=np.int64) == 1
    return one & np.logical_and.reduceat(roots[reached], starts)


def _is_tree(heads: Ints) -> bool:
    return bool(_are_trees(heads, np.zeros(1, np.int64), len(heads))[0])


def _cycle(heads: Sequence[int]) -> list[int]:
    """The nodes of a cycle, none where all nodes lead to node 0."""
    seen = [0] * len(heads)
    for start in range(1, len(heads)):
        node, path = start, []
        while node and not seen[node]:
            seen[node] = start
            path.append(node)
            node = heads[node]
        if node and seen[node] == start:
            return path[path.index(node) :]
    return []


def _spanning(scores: Doubles) -> Ints:
    """Heads of the maximum arborescence rooted in node 0, of scores [dependent, head]."""
    heads: Ints = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads.tolist())
    if not cycle:
        return heads
    # Contract the cycle to one node, solve, and break it where the best arc enters.
    rest = np.delete(np.arange(len(heads)), cycle)
    own = scores[cycle, heads[cycle]]
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    outer = scores[rest]
    small[:-1, :-1] = outer[:, rest]
    into = scores[cycle][:, rest] - own[:, None]
    enter = into.argmax(0)
    small[-1, :-1] = into.max(0) + own.sum()
    leave = outer[:, cycle].argmax(1)
    small[:-1, -1] = outer[:, cycle].max(1)
    solved = _spanning(small)
    for i, node in enumerate(rest):
        if i:
            heads[node] = cycle[leave[i]] if solved[i] == len(rest) else rest[solved[i]]
    entry = int(solved[-1])
    heads[cycle[enter[entry]]] = rest[entry]
    return heads
