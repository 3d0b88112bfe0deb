"""Event spans: takes an encoded text, gives triggers with their types and arguments.

A trigger is a word that one of two trigger layers names: ACE's types as M2E2 marks them, or the coarse types
of KAIROS and AIDA. Its PLOVER type and mode are read off the trigger word beside its actor and recipient.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterclaim.language.model import Encoded, Model
from counterclaim.language.spans import Run, row_runs, typed

REACH = 60  # words on either side of a trigger in which arguments are looked for
LAYERS = ("m2e2", "kairos")

Floats = NDArray[np.float32]


class Found(NamedTuple):
    """One event as word runs; ``types`` has the type that each layer gives it."""

    trigger: Run
    types: dict[str, str]
    arguments: list[tuple[Run, str]]


def events(model: Model, encoded: Encoded) -> list[Found]:
    """All events, in the order of their triggers; triggers of the two layers that overlap are one event."""
    found: list[tuple[Run, dict[str, str]]] = []
    for run, layer, kind in sorted(item for name in LAYERS for item in triggers(model, encoded, name)):
        if found and run[0] < found[-1][0][1] and layer not in found[-1][1]:
            before, types = found[-1]
            found[-1] = ((before[0], max(before[1], run[1])), types | {layer: kind})
        else:
            found.append((run, {layer: kind}))
    if not found:
        return []
    words = encoded.part(model.columns("argument_word"))
    anchors = encoded.part(model.columns("argument_anchor"))
    return [Found(run, types, arguments(model, words, anchors, trigger=run)) for run, types in found]


def triggers(model: Model, encoded: Encoded, layer: str) -> list[tuple[Run, str, str]]:
    """Runs of words that a layer gives one type."""
    names = model.labels[layer]
    return [(run, layer, names[kind]) for run, kind in typed(encoded.part(model.columns(layer)))]


def arguments(model: Model, words: Floats, anchors: Floats, *, trigger: Run) -> list[tuple[Run, str]]:
    """Word runs with their roles; ``words`` and ``anchors`` are the whole text's as the argument layer has them."""
    begin, end = max(0, trigger[0] - REACH), min(len(words), trigger[1] + REACH)
    anchor = anchors[trigger[0] : trigger[1]].mean(0)
    logits = model.pairs["argument"].along(words[begin:end], anchor, begin - trigger[0])
    return [
        ((a + begin, b + begin), role)
        for role, found in zip(model.labels["argument"], row_runs(logits.T > 0), strict=True)
        for a, b in found
    ]


def plover(
    model: Model, encoded: Encoded, sources: list[Run], targets: list[Run], at: Run | None = None
) -> dict[str, Floats]:
    """Scores of the PLOVER heads (``root``, ``plover``, ``mode``) for a source and a target.

    With ``at`` they are of the event that those words tell; without, of the whole text.
    """
    heads, columns = model.heads, model.columns("plover_value")
    parties = np.concatenate([_mean(model, encoded, sources), _mean(model, encoded, targets)])
    known = encoded.part(columns) if at is None else encoded.rows(at, columns)
    values = np.maximum(known + _linear(heads, "plover_party", parties), 0)
    if at is not None:
        value = values.mean(0)
    else:
        query = _linear(heads, "plover_query", parties)
        attention = encoded.part(model.columns("plover_key")) @ query / np.sqrt(len(query))
        attention = np.exp(attention - attention.max())
        value = attention @ values / attention.sum()
    return {name: _linear(heads, f"plover_out.{name}", value) for name in ("root", "plover", "mode")}


def _linear(heads: dict[str, Floats], name: str, x: Floats) -> Floats:
    # einsum stays on this thread; a product by BLAS would wake others for so little.
    out: Floats = np.einsum("oi,i->o", heads[f"{name}.weight"], x) + heads[f"{name}.bias"]
    return out


def _mean(model: Model, encoded: Encoded, spans: list[Run]) -> Floats:
    if not spans:
        return np.zeros(model.width, np.float32)
    found: Floats = np.concatenate([encoded.hidden(span) for span in spans]).mean(0)
    return found
