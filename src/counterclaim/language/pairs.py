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


class PairHead:
    """relu(word + anchor + distance) and the product of word and anchor, to one logit a label."""

    def __init__(self, weights: dict[str, NDArray[np.float32]]) -> None:
        self._distance = weights["distance.weight"]
        self._extra = weights.get("extra.weight")
        self._out = weights["out.weight"]
        self._bias = weights["out.bias"]

    @classmethod
    def of(cls, heads: dict[str, NDArray[np.float32]], name: str) -> PairHead:
        """The head called ``name`` among the decoder's weights."""
        return cls({k.removeprefix(f"{name}."): v for k, v in heads.items() if k.startswith(f"{name}.")})

    def __call__(
        self,
        word: NDArray[np.float32],
        anchor: NDArray[np.float32],
        offsets: NDArray[np.int64],
        extra: NDArray[np.int64] | None = None,
    ) -> NDArray[np.float32]:
        """Logits [N, labels] of words [N, D] against anchors [N or 1, D], projected; offsets in words."""
        z = word + anchor + self._distance[buckets(offsets)]
        if self._extra is not None and extra is not None:
            z += self._extra[extra]
        np.maximum(z, 0, out=z)
        product = np.einsum("nd,nd->n", word, np.broadcast_to(anchor, word.shape)) / np.sqrt(word.shape[1])
        logits: NDArray[np.float32] = (
            z @ self._out[:, :-1].T + product[:, None] * self._out[:, -1] + self._bias
        )
        return logits
