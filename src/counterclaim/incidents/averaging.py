"""Clusters that do not chain: two are joined while their members on average belong together.

Takes how well each two items belong together, gives clusters. Which pair is joined first depends on the values
alone and, where they are equal, on the order of the items: give them in an order of their own.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
APART: Final = -np.inf  # two items that must not come together, not by way of others either
UNKNOWN: Final = np.nan  # two items of which nothing is known: they count for nothing


def clusters(belonging: Floats, *, least: float = 0.0) -> list[list[int]]:
    """Average-link clusters of items, each in order, the one with the least item first.

    Args:
        belonging: symmetric, how well items i and j belong together, or APART or UNKNOWN.
        least: the least average at which two clusters are joined.
    """
    count = len(belonging)
    members = {at: [at] for at in range(count)}
    if count < 2:
        return list(members.values())
    state = _State(belonging)
    while len(members) > 1:
        pair = state.best(least)
        if pair is None:
            break
        one, other = pair
        state.join(one, other)
        members[one] = sorted(members[one] + members.pop(other))
    return sorted(members.values())


class _State:
    """The sums over pairs of clusters, over how many pairs each, and with which other each does best."""

    def __init__(self, belonging: Floats) -> None:
        known = ~np.isnan(belonging)
        self.sums = np.where(known, belonging, 0.0)
        self.pairs = known.astype(np.float64)
        np.fill_diagonal(self.sums, APART)
        np.fill_diagonal(self.pairs, 1.0)
        self.means = np.empty_like(self.sums)
        self._mean(slice(None))
        self.nearest = self.means.argmax(axis=1)

    def best(self, least: float) -> tuple[int, int] | None:
        """The two clusters that belong together best, the lesser first."""
        values = self.means[np.arange(len(self.means)), self.nearest]
        one = int(values.argmax())
        other = int(self.nearest[one])
        if values[one] < least or values[one] == APART:
            return None
        return min(one, other), max(one, other)

    def join(self, one: int, other: int) -> None:
        """Make the second cluster part of the first."""
        for table in (self.sums, self.pairs):
            table[one] += table[other]
            table[:, one] = table[one]
        self.sums[one, one] = APART
        self.sums[other] = self.sums[:, other] = APART
        self._mean(one)
        self.means[:, one] = self.means[one]
        self.means[other] = self.means[:, other] = APART
        values = self.means[np.arange(len(self.means)), self.nearest]
        stale = (self.nearest == one) | (self.nearest == other) | (self.means[:, one] >= values)
        stale[one] = True
        self.nearest[stale] = self.means[stale].argmax(axis=1)

    def _mean(self, rows: slice | int) -> None:
        sums, pairs = self.sums[rows], self.pairs[rows]
        self.means[rows] = np.where(pairs > 0, sums / np.maximum(pairs, 1.0), APART)
