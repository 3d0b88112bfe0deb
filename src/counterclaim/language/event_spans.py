"""Event spans: takes an encoded text, gives triggers with their types and arguments.

A trigger is a word that one of two trigger layers names: ACE's types as M2E2 marks them, or the coarse types
of KAIROS and AIDA. Its PLOVER type and mode are read off the trigger word beside its actor and recipient.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterclaim.language.model import Encoded, Model
from counterclaim.language.spans import Run, runs

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
    return [Found(run, types, arguments(model, encoded, run)) for run, types in found]


def triggers(model: Model, encoded: Encoded, layer: str) -> list[tuple[Run, str, str]]:
    """Runs of words that a layer gives one type."""
    scores = model.part(encoded, layer)
    best = scores.argmax(1)
    changes = np.append(True, best[1:] != best[:-1])
    return [(run, layer, model.labels[layer][best[run[0]]]) for run in runs(best > 0, breaks=changes)]


def arguments(model: Model, encoded: Encoded, trigger: Run) -> list[tuple[Run, str]]:
    """Word runs with their roles."""
    begin, end = max(0, trigger[0] - REACH), min(len(encoded.words), trigger[1] + REACH)
    anchor = model.part(encoded, "argument_anchor")[trigger[0] : trigger[1]].mean(0, keepdims=True)
    words = model.part(encoded, "argument_word")[begin:end]
    logits = model.pairs["argument"](words, anchor, np.arange(begin, end) - trigger[0])
    roles = model.labels["argument"]
    return [
        ((a + begin, b + begin), role)
        for column, role in enumerate(roles)
        for a, b in runs(logits[:, column] > 0)
    ]


def plover(
    model: Model, encoded: Encoded, sources: list[Run], targets: list[Run], at: Run | None = None
) -> dict[str, Floats]:
    """Scores of the PLOVER heads (``root``, ``plover``, ``mode``) for a source and a target.

    With ``at`` they are of the event that those words tell; without, of the whole text.
    """
    heads, hidden = model.heads, encoded.hidden
    parties = np.concatenate([_mean(hidden, sources), _mean(hidden, targets)])
    values = (
        model.part(encoded, "plover_value")
        + heads["plover_party.weight"] @ parties
        + heads["plover_party.bias"]
    )
    values = np.maximum(values, 0)
    if at is not None:
        value = values[at[0] : at[1]].mean(0)
    else:
        query = heads["plover_query.weight"] @ parties + heads["plover_query.bias"]
        attention = model.part(encoded, "plover_key") @ query / np.sqrt(len(query))
        attention = np.exp(attention - attention.max())
        value = attention @ values / attention.sum()
    return {
        name: heads[f"plover_out.{name}.weight"] @ value + heads[f"plover_out.{name}.bias"]
        for name in ("root", "plover", "mode")
    }


def _mean(hidden: Floats, spans: list[Run]) -> Floats:
    if not spans:
        return np.zeros(hidden.shape[1], np.float32)
    found: Floats = np.concatenate([hidden[a:b] for a, b in spans]).mean(0)
    return found
