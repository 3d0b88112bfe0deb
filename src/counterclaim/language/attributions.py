"""Attributions: takes an encoded text, gives who says what: each cue with its sources and contents.

Cues come from their own word layer. For each cue every word near it is scored as source and as content,
together with what the source and content layers say of the word itself; so contents can nest and break off.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterclaim.language.model import Encoded, Model
from counterclaim.language.spans import Run, labelled, log_odds, runs

REACH = 220  # words on either side of a cue
# Measured on PolNeAR dev (``python -m benchmarks.attribution``).
LAYER_WEIGHT = {"source": 0.25, "content": 0.25}  # of a layer's own log odds beside the pair's
MOST_OF_A_SPAN = 0.6  # share of a layer's span that a cue must govern to take the whole of it
LEFT_OVER = -1.5  # mean score above which a span that no cue took goes to the one that scores it best
SMALLEST_GAP = 3  # words: a shorter break inside a run is closed
SHORTEST = 1  # words: a shorter run that no layer's span bears out is dropped

Floats = NDArray[np.float32]


class Found(NamedTuple):
    """One attribution as word runs."""

    sources: list[Run]
    cues: list[Run]
    contents: list[Run]


def attributions(model: Model, encoded: Encoded) -> list[Found]:
    """All attributions, in the order of their cues."""
    cues = [run for run, _ in labelled(model.part(encoded, "cue"), model.labels["cue"])]
    if not cues:
        return []
    scores = governed(model, encoded, cues)
    parts = {}
    for column, part in enumerate(model.labels["attribution"]):
        layer = model.part(encoded, part)
        odds = LAYER_WEIGHT[part] * log_odds(layer)
        spans = [run for run, _ in labelled(layer, model.labels[part])]
        parts[part] = divided(scores[:, :, column] + odds, spans, cues)
    return [Found(parts["source"][i], [cue], parts["content"][i]) for i, cue in enumerate(cues)]


def governed(model: Model, encoded: Encoded, cues: list[Run]) -> Floats:
    """Pair scores [cues, words, source and content]; far below zero out of a cue's reach and on its own words."""
    words, anchors = model.part(encoded, "attribution_word"), model.part(encoded, "attribution_anchor")
    out = np.full((len(cues), len(words), len(model.labels["attribution"])), -100, np.float32)
    for i, (start, stop) in enumerate(cues):
        begin, end = max(0, start - REACH), min(len(words), stop + REACH)
        anchor = anchors[start:stop].mean(0, keepdims=True)
        out[i, begin:end] = model.pairs["attribution"](
            words[begin:end], anchor, np.arange(begin, end) - start
        )
        out[i, start:stop] = -100
    return out


def divided(scores: Floats, spans: list[Run], cues: list[Run]) -> list[list[Run]]:
    """What each cue governs: the layer's spans whole where it governs most of one, else the words it governs.

    Args:
        scores: [cues, words].
        spans: the layer's own, whatever their cue.
        cues: word runs.
    """
    taken: list[list[Run]] = [[] for _ in cues]
    free = scores > 0
    for start, stop in spans:
        shares = free[:, start:stop].mean(1)
        takers = np.flatnonzero(shares >= MOST_OF_A_SPAN)
        if not len(takers) and not free[:, start:stop].any():
            means = scores[:, start:stop].mean(1)
            takers = np.array([means.argmax()]) if means.max() > LEFT_OVER else takers
        for cue in takers:
            taken[cue].append((start, stop))
            free[cue, start:stop] = False
    layered = np.zeros(scores.shape[1], bool)
    for start, stop in spans:
        layered[start:stop] = True
    for cue, runs_taken in enumerate(taken):
        for run in closed(runs(free[cue])):
            if run[1] - run[0] >= SHORTEST or layered[run[0] : run[1]].any():
                runs_taken.append(run)
        runs_taken.sort()
    return taken


def closed(found: list[Run]) -> list[Run]:
    """Runs with short breaks between them closed."""
    out: list[Run] = []
    for start, stop in found:
        if out and start - out[-1][1] < SMALLEST_GAP:
            out[-1] = (out[-1][0], stop)
        else:
            out.append((start, stop))
    return out
