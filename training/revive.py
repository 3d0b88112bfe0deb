"""Revive: takes the package's int8 model, gives a checkpoint to start from when a run's own are gone.

``python -m training.revive src/counterclaim/language/model --out runs/shipped.pt``

Each matrix comes back as its int8 values times their scales, so a run that starts here starts at what ships.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from training.export import PROJECTED, TREES
from training.model import WORD_LAYERS_NOT, Encoder, Reader

Array = NDArray[np.float32]


class Weights:
    """The constants of the shipped graph, in the order in which ``training.graph`` laid them."""

    def __init__(self, path: Path) -> None:
        model = onnx.load(path)
        self._constants = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
        self._nodes = list(model.graph.node)

    def linears(self) -> list[tuple[Array, Array]]:
        """(weight [out, in], bias) of each quantized product."""
        found = [n.input for n in self._nodes if n.op_type == "DynamicQuantizeMatMul"]
        return [
            ((self._constants[w].astype(np.float32) * self._constants[s]).T, self._constants[b])
            for _, w, s, _, b in found
        ]

    def mixture(self) -> Array:
        """The weight of each layer in the mixture that syntax is read off."""
        (total,) = (n for n in self._nodes if n.op_type == "Sum")
        made = {n.output[0]: n for n in self._nodes}
        return np.concatenate([self._constants[made[name].input[1]] for name in total.input])

    def norms(self) -> list[tuple[Array, Array]]:
        """(weight, bias) of each layer norm."""
        kinds = {"LayerNormalization": slice(1, 3), "SkipLayerNormalization": slice(2, 4)}
        found = [n.input[kinds[n.op_type]] for n in self._nodes if n.op_type in kinds]
        return [(self._constants[w], self._constants[b]) for w, b in found]

    def tables(self) -> list[Array]:
        """Embedding tables: words (dequantized), then positions, features and roles."""
        gathers = [n.input[0] for n in self._nodes if n.op_type == "Gather" and n.input[0] in self._constants]
        rows, scale, *plain = (self._constants[name] for name in gathers)
        return [rows.astype(np.float32) * scale, *plain]


def encoder_state(weights: Weights, layers: int) -> tuple[dict[str, Array], tuple[Array, Array]]:
    """The encoder's weights by name, and the projections of its heads side by side."""
    state: dict[str, Array] = dict(
        zip(
            ("word.weight", "position.weight", "feature.weight", "role.weight"), weights.tables(), strict=True
        )
    )
    first, *norms = weights.norms()
    state["norm.weight"], state["norm.bias"] = first
    linears = weights.linears()
    heads = linears[4 * layers :]  # those of the last layer, those of the mixture
    for i in range(layers):
        for name, pair in zip(("qkv", "out", "up", "down"), linears[4 * i :], strict=False):
            state[f"blocks.{i}.{name}.weight"], state[f"blocks.{i}.{name}.bias"] = pair
        for name, pair in zip(("norm_attention", "norm"), norms[2 * i :], strict=False):
            state[f"blocks.{i}.{name}.weight"], state[f"blocks.{i}.{name}.bias"] = pair
    weight, bias = (np.concatenate(part) for part in zip(*heads, strict=True))
    return state, (weight, bias)


def revive(folder: Path) -> dict[str, object]:
    """The checkpoint: ``model`` and ``layers``, as ``training.train`` saves them, without an optimizer."""
    layout = json.loads((folder / "labels.json").read_text("utf-8"))
    weights = Weights(folder / "reader.onnx")
    mixture = weights.mixture()
    found, (matrix, bias) = encoder_state(weights, len(mixture))
    state = {f"encoder.{name}": value for name, value in found.items()} | {"mixture": mixture}
    edges = np.cumsum(list(layout["widths"].values()))[:-1]
    heads = zip(np.split(matrix, edges), np.split(bias, edges), strict=True)
    linears = dict(zip(layout["widths"], heads, strict=True))
    words = [linears[name] for name in layout["labels"] if name not in WORD_LAYERS_NOT]
    modules = {m: linears[name] for name, m in (PROJECTED | {name: name for name in TREES}).items()}
    modules["words"] = tuple(np.concatenate(part) for part in zip(*words, strict=True))
    for module, (weight, offset) in modules.items():
        state[f"{module}.weight"], state[f"{module}.bias"] = weight, offset
    with np.load(folder / "heads.npz") as heads:
        state |= {name: heads[name].astype(np.float32) for name in heads.files}
    model = Reader(Encoder(len(state["encoder.word.weight"]), len(mixture)), layout["labels"], 0.0)
    model.load_state_dict({k: torch.from_numpy(np.array(v)) for k, v in state.items()})
    return {"model": model.state_dict(), "layers": layout["labels"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(revive(args.folder), args.out)


if __name__ == "__main__":
    main()
