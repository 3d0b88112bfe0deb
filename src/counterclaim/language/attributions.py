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
LAYER_WEIGHT = {"source": 0.5, "content": 0.5}  # of a layer's own log odds beside the pair's (PolNeAR dev)
SMALLEST_GAP = 3  # words: a shorter break inside a span is closed

Floats = NDArray[np.float32]


class Found(NamedTuple):
    """One attribution as word runs."""

    sources: list[Run]
    cues: list[Run]
    contents: list[Run]


def attributions(model: Model, encoded: Encoded) -> list[Found]:
    """All attributions, in the order of their cues."""
    layers = {part: model.part(encoded, part) for part in ("source", "cue", "content")}
    cues = [run for run, _ in labelled(layers["cue"], model.labels["cue"])]
    odds = {part: log_odds(layers[part]) for part in ("source", "content")}
    words, anchors = model.part(encoded, "attribution_word"), model.part(encoded, "attribution_anchor")
    order = model.labels["attribution"]
    found = []
    for cue in cues:
        begin, end = max(0, cue[0] - REACH), min(len(encoded.words), cue[1] + REACH)
        anchor = anchors[cue[0] : cue[1]].mean(0, keepdims=True)
        logits = model.pairs["attribution"](words[begin:end], anchor, np.arange(begin, end) - cue[0])
        parts = {}
        for column, part in enumerate(order):
            score = logits[:, column] + LAYER_WEIGHT[part] * odds[part][begin:end]
            score[cue[0] - begin : cue[1] - begin] = -np.inf  # a cue is not its own source or content
            parts[part] = [(a + begin, b + begin) for a, b in joined(score)]
        found.append(Found(parts["source"], [cue], parts["content"]))
    return found


def joined(score: Floats) -> list[Run]:
    """Runs of positive score, short breaks closed; a run that scores little beside the best is dropped."""
    found: list[list[int]] = []
    for a, b in runs(score > 0):
        if found and a - found[-1][1] < SMALLEST_GAP and np.isfinite(score[found[-1][1] : a]).all():
            found[-1][1] = b
        else:
            found.append([a, b])
    return [(a, b) for a, b in found]
