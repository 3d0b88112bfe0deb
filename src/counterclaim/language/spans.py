"""Spans: takes B-/I-/O scores of words, gives labelled runs. Greedy, all words at once."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Run = tuple[int, int]  # word indices, end exclusive
Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]


def runs(mask: Mask, *, breaks: Mask | None = None) -> list[Run]:
    """Stretches where ``mask`` holds; a stretch is cut before each word where ``breaks`` holds."""
    return row_runs(mask[None], breaks=None if breaks is None else breaks[None])[0]


def row_runs(mask: Mask, *, breaks: Mask | None = None) -> list[list[Run]]:
    """The runs of each row of a mask [R, W], found for all rows at once."""
    rows, width = mask.shape
    out: list[list[Run]] = [[] for _ in range(rows)]
    if not mask.any():
        return out
    inside = np.zeros((rows, width + 2), bool)  # a word outside on either side of each row
    inside[:, 1:-1] = mask
    opens = inside[:, 1:] > inside[:, :-1]
    closes = inside[:, :-1] > inside[:, 1:]
    if breaks is not None:
        cut = mask & breaks
        opens[:, :-1] |= cut
        closes[:, 1:-1] |= cut[:, 1:] & mask[:, :-1]
    starts, stops = np.flatnonzero(opens).tolist(), np.flatnonzero(closes).tolist()
    for start, stop in zip(starts, stops, strict=True):
        row, first = divmod(start, width + 1)
        out[row].append((first, stop - row * (width + 1)))
    return out


def log_odds(scores: Floats) -> Floats:
    """How much rather than O, of B/I/O scores [W, 1 + 2n]."""
    rest = scores[:, 1:]
    top = rest.max(1)
    odds: Floats = top + np.log(np.exp(rest - top[:, None]).sum(1)) - scores[:, 0]
    return odds


def plain(scores: Floats) -> list[list[Run]]:
    """The runs of several layers of one label each, of scores [W, layers, 3] for O, B and I."""
    outside, begin, inner = scores.transpose(2, 1, 0)
    return row_runs(np.maximum(begin, inner) > outside, breaks=begin > inner)


def labelled(scores: Floats, labels: list[str]) -> list[tuple[Run, str]]:
    """Runs with their types, of scores [W, len(labels)] for O, B-x, I-x, B-y, I-y ...

    A run's type is the one with the best sum over the whole run, so one stray word does not split a name.
    """
    if not len(scores):
        return []
    kinds = [label[2:] for label in labels[1::2]]
    begin, inner = scores[:, 1::2], scores[:, 2::2]
    best = np.maximum(begin, inner)
    mask = best.max(1) > scores[:, 0]
    found = runs(mask, breaks=begin.max(1) > inner.max(1))
    top = best.argmax(1).tolist()
    return [((a, b), kinds[agreed(top[a:b], best[a:b])]) for a, b in found]


def typed(scores: Floats) -> list[tuple[Run, int]]:
    """Runs of neighbouring words of one type, of scores [W, types]; type 0 is none."""
    if not len(scores):
        return []
    top = scores.argmax(1)
    edges = [0, *(np.flatnonzero(top[1:] != top[:-1]) + 1).tolist(), len(top)]
    return [
        ((a, b), kind) for (a, b), kind in zip(pairwise(edges), top[edges[:-1]].tolist(), strict=True) if kind
    ]


def agreed(top: list[int], scores: Floats) -> int:
    """The column with the best sum over all rows; ``top`` has the best of each row."""
    return top[0] if top.count(top[0]) == len(top) else int(scores.sum(0).argmax())
