"""Attributions: takes an encoded text, gives who says what: each cue with its sources and contents.

Cues come from their own word layer. For each cue every word near it is scored as source and as content,
together with what the source and content layers say of the word itself; so contents can nest and break off.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterclaim.language.model import Encoded, Model
from counterclaim.language.spans import Run, log_odds, row_runs

REACH = 220  # words on either side of a cue
# Measured on PolNeAR dev (``python -m benchmarks.attribution``).
LAYER_WEIGHT = {"source": 0.25, "content": 0.25}  # of a layer's own log odds beside the pair's
MOST_OF_A_SPAN = 0.6  # share of a layer's span that a cue must govern to take the whole of it
LEFT_OVER = -1.5  # mean score above which a span that no cue took goes to the one that scores it best
SMALLEST_GAP = 2  # words: a shorter break between two parts of one cue is closed, unless the cue stands in it
NEVER = -100.0  # the pair's score of a word out of a cue's reach, or its own

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Found(NamedTuple):
    """One attribution as word runs."""

    sources: list[Run]
    cues: list[Run]
    contents: list[Run]


class Reached(NamedTuple):
    """Scores around each cue: ``scores`` [cues, columns] begin at word ``begins`` [cues] of the text."""

    scores: Floats
    begins: Ints

    def mean(self, cue: int, run: Run, odds: Floats) -> float:
        """The mean score of a run of words; ``odds`` are those that the layer itself gives them."""
        whole = odds[run[0] : run[1]] + np.float32(NEVER)
        begin = int(self.begins[cue])
        a, b = max(run[0], begin), min(run[1], begin + self.scores.shape[1])
        whole[a - run[0] : b - run[0]] = self.scores[cue, a - begin : b - begin]
        return float(whole.mean())


def attributions(model: Model, encoded: Encoded, layers: dict[str, list[Run]]) -> list[Found]:
    """All attributions, in the order of their cues; ``layers`` has the runs of the source, cue and content layers."""
    cues = layers["cue"]
    if not cues:
        return []
    governed, begins = pair_scores(model, encoded, cues)
    parts = {}
    for column, part in enumerate(model.labels["attribution"]):
        odds = np.float32(LAYER_WEIGHT[part]) * log_odds(encoded.part(model.columns(part)))
        scores = governed[:, :, column]
        index = begins[:, None] + np.arange(scores.shape[1])
        scores += np.append(odds, np.float32(NEVER))[np.minimum(index, len(odds))]
        parts[part] = divided(Reached(scores, begins), layers[part], cues=cues, odds=odds)
    return [Found(parts["source"][i], [cue], parts["content"][i]) for i, cue in enumerate(cues)]


def pair_scores(model: Model, encoded: Encoded, cues: list[Run]) -> tuple[Floats, Ints]:
    """[cues, columns, source and content] around each cue, and the word at which each cue's columns begin."""
    words = encoded.part(model.columns("attribution_word"))
    anchors = encoded.part(model.columns("attribution_anchor"))
    begins = np.array([max(0, start - REACH) for start, _ in cues])
    ends = [min(len(words), stop + REACH) for _, stop in cues]
    widest = max(end - begin for begin, end in zip(begins.tolist(), ends, strict=True))
    out = np.full((len(cues), widest, len(model.labels["attribution"])), NEVER, np.float32)
    head = model.pairs["attribution"]
    for i, ((start, stop), begin, end) in enumerate(zip(cues, begins.tolist(), ends, strict=True)):
        anchor = anchors[start] if stop == start + 1 else anchors[start:stop].mean(0)
        out[i, : end - begin] = head.along(words[begin:end], anchor, begin - start)
        out[i, start - begin : stop - begin] = NEVER
    return out, begins


def divided(reached: Reached, spans: list[Run], *, cues: list[Run], odds: Floats) -> list[list[Run]]:
    """What each cue governs: the layer's spans whole where it governs most of one, else the words it governs.

    Args:
        reached: the scores around each cue.
        spans: the layer's own, whatever their cue.
        cues: where each stands.
        odds: the layer's own of each word.
    """
    scores, begins = reached
    starts = begins.tolist()
    taken: list[list[Run]] = [[] for _ in starts]
    free = scores > 0
    for (start, stop), (first, shares) in zip(spans, _shares(free, begins, spans), strict=True):
        takers = [first + i for i, share in enumerate(shares) if share >= MOST_OF_A_SPAN]
        if not takers and shares and not any(shares):
            means = [reached.mean(first + i, (start, stop), odds) for i in range(len(shares))]
            best = max(means)
            takers = [first + means.index(best)] if best > LEFT_OVER else []
        for cue in takers:
            taken[cue].append((start, stop))
            free[cue, max(0, start - starts[cue]) : max(0, stop - starts[cue])] = False
    return [
        closed(sorted([*own, *((a + begin, b + begin) for a, b in left)]), cue)
        for cue, own, begin, left in zip(cues, taken, starts, row_runs(free), strict=True)
    ]


def _shares(free: NDArray[np.bool_], begins: Ints, spans: list[Run]) -> list[tuple[int, list[float]]]:
    """For each span the first cue whose reach touches it, and the share that it and those after it govern."""
    if not spans:
        return []
    width = free.shape[1]
    counts = np.zeros((len(begins), width + 1), np.int64)
    np.cumsum(free, 1, out=counts[:, 1:])
    bounds = np.array(spans)
    first = np.searchsorted(begins + width, bounds[:, 0], side="right")
    last = np.searchsorted(begins, bounds[:, 1], side="left")
    sizes = np.maximum(last - first, 0)
    span = np.repeat(np.arange(len(spans)), sizes)
    cue = np.arange(len(span)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + first[span]
    inside = np.clip(bounds[span] - begins[cue, None], 0, width)
    governed = counts[cue, inside[:, 1]] - counts[cue, inside[:, 0]]
    shares = (governed / (bounds[span, 1] - bounds[span, 0])).tolist()
    edges = np.cumsum(sizes).tolist()
    return [
        (int(at), shares[end - size : end])
        for at, end, size in zip(first, edges, sizes.tolist(), strict=True)
    ]


def closed(found: Sequence[Run], cue: Run) -> list[Run]:
    """Runs in order, those that touch or nearly touch as one; none reaches over the cue."""
    out: list[Run] = []
    for start, stop in found:
        if out and start - out[-1][1] < SMALLEST_GAP and not out[-1][1] <= cue[0] < start:
            out[-1] = (out[-1][0], stop)
        else:
            out.append((start, stop))
    return out
