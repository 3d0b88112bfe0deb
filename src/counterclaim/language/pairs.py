"""Pair layers: score words against anchors from their projections, in numpy.

The distance between two words is read in buckets that widen: exact to 4 words, then by powers of about 1.4.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

_EDGES = np.array([1, 2, 3, 4, 5, 7, 10, 14, 20, 28, 40, 56, 80, 112, 160])
BUCKETS = 2 * len(_EDGES) + 1
FAR = int(_EDGES[-1])  # words; all distances beyond share a bucket
_ROWS = 8  # mentions scored at a time, so that their vectors stay in the processor's cache

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def buckets(offsets: Ints) -> Ints:
    """Signed word distances to bucket numbers, 0 to ``BUCKETS`` - 1; the middle one is distance 0."""
    sizes = np.searchsorted(_EDGES, np.abs(offsets), side="right")
    return np.where(offsets < 0, len(_EDGES) - sizes, len(_EDGES) + sizes)


class PairHead:
    """relu(word + anchor + distance) and the product of word and anchor, to one logit a label."""

    def __init__(self, weights: dict[str, Floats]) -> None:
        self._distance = weights["distance.weight"]
        self._extra = weights.get("extra.weight")
        self._out = np.ascontiguousarray(weights["out.weight"][:, :-1].T)
        self._of_product = weights["out.weight"][:, -1] / np.float32(np.sqrt(len(self._out)))
        self._bias = weights["out.bias"]
        self._near = self._distance[buckets(np.arange(-FAR, FAR + 1))]  # by offset

    @classmethod
    def of(cls, heads: dict[str, Floats], name: str) -> PairHead:
        """The head called ``name`` among the decoder's weights."""
        return cls({k.removeprefix(f"{name}."): v for k, v in heads.items() if k.startswith(f"{name}.")})

    def along(self, words: Floats, anchor: Floats, first: int) -> Floats:
        """Logits [N, labels] of neighbouring words [N, D] against one anchor [D].

        Args:
            words: projected, in the text's order.
            anchor: projected.
            first: how far the first of the words stands from the anchor, in words; negative before it.
        """
        z = words + anchor
        z += self._distances(first, first + len(words))
        np.maximum(z, 0, out=z)
        product = np.einsum("nd,d->n", words, anchor)
        logits: Floats = z @ self._out + product[:, None] * self._of_product + self._bias
        return logits

    def before(self, word: Floats, anchor: Floats, at: Ints, *, back: int, extra: Ints) -> Floats:
        """Scores of items against those before them: [N, back], the last column the one just before.

        Args:
            word: [N, D], the items as words.
            anchor: [N, D], the items as anchors.
            at: [N], where in the text each stands.
            back: how many items before each are scored; where there are fewer the score is -inf.
            extra: [N, back], the number of an extra vector of each pair.
        """
        size, width = word.shape
        padded = np.concatenate([np.zeros((back, width), np.float32), anchor])
        places = np.concatenate([np.zeros(back, np.int64), at])
        joint = (self._distance[:, None] + self._extra_rows()).reshape(-1, width)
        offsets = sliding_window_view(places[:-1], back) - at[:, None]
        kinds = buckets(offsets) * len(self._extra_rows()) + extra
        others = sliding_window_view(padded[:-1], back, axis=0).transpose(0, 2, 1)
        weights = self._out[:, 0]
        scores = np.empty((size, back), np.float32)
        for a in range(0, size, _ROWS):
            own = slice(a, min(a + _ROWS, size))
            z = joint[kinds[own]]
            z += others[own]
            z += word[own, None]
            np.maximum(z, 0, out=z)
            scores[own] = z @ weights
        scores += (others @ word[:, :, None])[:, :, 0] * self._of_product[0] + self._bias[0]
        index = np.arange(size)[:, None] + np.arange(back)
        scores[index < back] = -np.inf
        return scores

    def _extra_rows(self) -> Floats:
        return self._extra if self._extra is not None else np.zeros((1, self._distance.shape[1]), np.float32)

    def _distances(self, begin: int, end: int) -> Floats:
        """The distance vectors of neighbouring offsets."""
        if begin >= -FAR and end <= FAR + 1:
            return self._near[begin + FAR : end + FAR]
        return self._near[np.clip(np.arange(begin, end), -FAR, FAR) + FAR]
