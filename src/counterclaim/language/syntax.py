"""Syntax: takes arc scores, gives each sentence one tree.

The best head of each word is taken where that makes a tree; where it does not, the maximum spanning tree is
found (Chu and Liu 1965, Edmonds 1967) with one root.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_NEVER = -1e9
LONGEST_TREE = 400  # words; a longer "sentence" is a table or a list, and is read in stretches

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def tree(scores: Floats) -> Ints:
    """Head of each word of a sentence from scores [L dependents, L heads]; the root heads itself.

    No tree scores more: roots are tried in the order of what a tree with that root could score at best,
    until none can beat the best found.
    """
    heads: Ints = scores.argmax(1)
    if _is_tree(heads):
        return heads
    own = np.diag(scores).astype(np.float64)
    arcs = scores.astype(np.float64)
    np.fill_diagonal(arcs, _NEVER)
    most = arcs.max(1)
    bounds = own - most + most.sum()
    best = -np.inf
    for root in np.argsort(-bounds):
        if bounds[root] <= best:
            break
        found = _rooted(arcs, int(root))
        score = float(np.delete(arcs[np.arange(len(own)), found], root).sum() + own[root])
        if score > best:
            best, heads = score, found
    return heads


def _rooted(arcs: NDArray[np.float64], root: int) -> Ints:
    """The best tree with this root, the root heading itself."""
    order = np.concatenate([[root], np.delete(np.arange(len(arcs)), root)])
    found = _spanning(arcs[order][:, order])
    heads: Ints = np.empty_like(order)
    heads[order] = order[found]
    return heads


def _is_tree(heads: Ints) -> bool:
    index = np.arange(len(heads))
    if (heads == index).sum() != 1:
        return False
    reached = heads
    for _ in range(max(1, int(np.ceil(np.log2(len(heads) + 1))))):
        reached = reached[reached]  # doubling: after k rounds, 2**k steps up
    return bool((heads[reached] == reached).all())


def _cycle(heads: Ints) -> list[int]:
    state = [0] * len(heads)
    for start in range(1, len(heads)):
        node, path = start, []
        while node and state[node] == 0:
            state[node] = start
            path.append(node)
            node = int(heads[node])
        if node and state[node] == start and node in path:
            return path[path.index(node) :]
    return []


def _spanning(scores: NDArray[np.float64]) -> Ints:
    """Heads of the maximum arborescence rooted in node 0, of scores [dependent, head]."""
    heads: Ints = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    # Contract the cycle to one node, solve, and break it where the best arc enters.
    rest = np.delete(np.arange(len(heads)), cycle)
    own = scores[cycle, heads[cycle]]
    small = np.full((len(rest) + 1, len(rest) + 1), _NEVER)
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
