"""Chunks: takes a window, gives runs of its sentences as windows of their own.

A reader that only ever saw full windows reads a sentence that stands alone worse than one among others.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from training.windows import Range, Targets, Window, clip

MOST = 4  # sentences of a chunk
_TERMINALS = frozenset(".!?")


def chunks(item: Window, rng: np.random.Generator) -> Iterator[Window]:
    """The window cut at ends of sentences, one to ``MOST`` of them a chunk, as drawn."""
    if item.targets.plover is not None:
        yield item
        return
    edges = _edges(item)
    kept = [0]
    while kept[-1] < len(edges) - 1:
        kept.append(min(len(edges) - 1, kept[-1] + int(rng.integers(1, MOST + 1))))
    for first, last in pairwise(kept):
        yield chunk(item, edges[first], edges[last])


def _edges(item: Window) -> list[int]:
    """Word indices where sentences begin, as annotated or else after full stops, and the window's end."""
    size = len(item.first)
    if item.targets.sentences:
        starts = [begin for begin, _ in item.targets.sentences]
    else:
        starts = [i for i in range(1, size) if item.forms[i - 1] in _TERMINALS and item.forms[i][0].isalnum()]
    return [0, *sorted({start for start in starts if 0 < start < size}), size]


def chunk(item: Window, begin: int, end: int) -> Window:
    """The words from ``begin`` to ``end`` with their targets, as a window."""
    bounds = np.append(item.first, len(item.ids) - 1)
    first, last = int(bounds[begin]), int(bounds[end])
    edges = [0, *range(first, last), len(item.ids) - 1]  # [CLS], the words' pieces, [SEP]
    return Window(
        corpus=item.corpus,
        ids=item.ids[edges],
        features=item.features[edges],
        first=(item.first[begin:end] - first + 1).astype(np.int16),
        forms=item.forms[begin:end],
        targets=_targets(item.targets, begin, end),
    )


def _targets(whole: Targets, begin: int, end: int) -> Targets:
    def ranges(found: list[Range]) -> list[Range]:
        cut = (clip(span, begin, end) for span in found)
        return [span for span in cut if span is not None]

    pairs = {
        name: [
            (
                [i - begin for i in anchor if begin <= i < end],
                [(span, label) for run, label in governed if (span := clip(run, begin, end)) is not None],
            )
            for anchor, governed in found
            if any(begin <= i < end for i in anchor)
        ]
        for name, found in whole.pairs.items()
    }
    return Targets(
        layers={name: layer[begin:end] for name, layer in whole.layers.items()},
        heads=None if whole.heads is None else whole.heads[begin:end] - np.int16(begin),
        sentences=ranges(whole.sentences),
        pairs=pairs,
        scores=[(i - begin, value) for i, value in whole.scores if begin <= i < end],
        mentions=[
            (head - begin, span, chain)
            for head, run, chain in whole.mentions
            if begin <= head < end and (span := clip(run, begin, end)) is not None
        ],
    )
