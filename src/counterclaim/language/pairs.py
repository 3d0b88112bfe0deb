"""Pair layers: score words against anchors from their projections, in numpy.

The distance between two words is read in buckets that widen: exact to 4 words, then by powers of about 1.4.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_EDGES = np.array([1, 2, 3, 4, 5, 7, 10, 14, 20, 28, 40, 56, 80, 112, 160])
BUCKETS = 2 * len(_EDGES) + 1


def buckets(offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """Signed word distances to bucket numbers, 0 to ``BUCKETS`` - 1; the middle one is distance 0."""
    sizes = np.searchsorted(_EDGES, np.abs(offsets), side="right")
    return np.where(offsets < 0, len(_EDGES) - sizes, len(_EDGES) + sizes)
