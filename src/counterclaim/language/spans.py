"""Spans: takes B-/I-/O scores of words, gives labelled runs. Greedy, all words at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Run = tuple[int, int]  # word indices, end exclusive


def runs(mask: NDArray[np.bool_], *, breaks: NDArray[np.bool_] | None = None) -> list[Run]:
    """Stretches where ``mask`` holds; a stretch is cut before each word where ``breaks`` holds."""
    inside = np.concatenate([[False], mask, [False]])
    opens = inside[1:-1] & ~inside[:-2]
    if breaks is not None:
        opens |= mask & breaks
    starts = np.flatnonzero(opens)
    stops = np.flatnonzero(mask & ~(inside[2:] & ~np.append(opens[1:], False))) + 1
    return list(zip(starts.tolist(), stops.tolist(), strict=True))


def log_odds(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """How much rather than O, of B/I/O scores [W, 1 + 2n]."""
    rest = scores[:, 1:]
    top = rest.max(1)
    odds: NDArray[np.float32] = top + np.log(np.exp(rest - top[:, None]).sum(1)) - scores[:, 0]
    return odds


def labelled(scores: NDArray[np.float32], labels: list[str]) -> list[tuple[Run, str]]:
    """Runs with their types, of scores [W, len(labels)] for O, B-x, I-x, B-y, I-y ...

    A run's type is the one with the best sum over the whole run, so one stray word does not split a name.
    """
    if not len(scores):
        return []
    kinds = [label[2:] for label in labels[1::2]]
    begin, inner = scores[:, 1::2], scores[:, 2::2]
    best = np.maximum(begin, inner)
    mask = best.max(1) > scores[:, 0]
    breaks = begin.max(1) > inner.max(1)
    return [((a, b), kinds[int(best[a:b].sum(0).argmax())]) for a, b in runs(mask, breaks=breaks)]
