"""Export: takes checkpoints, gives the package's reader.onnx, heads.npz, labels.json and tokenizer.json.

``python -m training.export runs/reader/checkpoint.pt --out src/counterclaim/language/model``; of several
checkpoints of one line of runs the mean is taken.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from training import graph
from training.encoder import folder
from training.model import HEADS, SYNTAX, WORD_LAYERS_NOT

PAIRS = ("attribution", "argument", "antecedent")

# What the graph projects of every word: after the word layers what is read off the last layer, name → module;
# then the word layers of syntax and what trees are scored from, which are read off the mixture of layers.
PROJECTED = {name: name for name in "score plover_value plover_key".split()} | {
    f"{pair}_{part}": f"{pair}.{part}" for pair in PAIRS for part in ("word", "anchor")
}
TREES = "arc_dependent arc_head label_dependent label_head".split()

# What the decoder keeps for itself, small matrices in half precision.
KEPT = (
    *"arc_weight label_out plover_query plover_party plover_out".split(),
    *(f"{pair}.{part}" for pair in PAIRS for part in ("distance", "extra", "out")),
)

Array = NDArray[np.float32]


def export(checkpoints: list[Path], out: Path, *, bits: int) -> None:
    """Write the model folder."""
    states = [torch.load(path, map_location="cpu", weights_only=False) for path in checkpoints]
    weights: dict[str, Array] = {
        k: torch.stack([state["model"][k].float() for state in states]).mean(0).numpy()
        for k in states[0]["model"]
    }
    labels: dict[str, list[str]] = states[-1]["layers"]
    encoder = {k.removeprefix("encoder."): v for k, v in weights.items() if k.startswith("encoder.")}
    found = linears(weights, labels)
    syntax = [name for name in found if name in (*SYNTAX, *TREES)]
    rest = [name for name in found if name not in syntax]
    model = graph.build(
        encoder,
        [found[name] for name in rest],
        syntax=[found[name] for name in syntax],
        mixture=weights["mixture"],
        heads=HEADS,
        bits=bits,
    )
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(model, out / "reader.onnx")
    widths = {name: len(found[name][1]) for name in (*rest, *syntax)}
    heads = {k: v.astype(np.float16) for k, v in weights.items() if k.startswith(KEPT)}
    np.savez_compressed(out / "heads.npz", **heads)
    layout = {"labels": labels, "widths": widths}
    (out / "labels.json").write_text(json.dumps(layout, indent=1) + "\n", "utf-8")
    shutil.copyfile(folder() / "tokenizer.json", out / "tokenizer.json")
    for file in sorted(out.iterdir()):
        print(f"{file.name:16} {file.stat().st_size / 1e6:6.2f} MB")


def linears(weights: dict[str, Array], labels: dict[str, list[str]]) -> dict[str, tuple[Array, Array]]:
    """(weight, bias) of each word layer and of each projection, by name."""
    names = [name for name in labels if name not in WORD_LAYERS_NOT]
    edges = np.cumsum([len(labels[name]) for name in names])[:-1]
    split = (np.split(weights[f"words.{kind}"], edges) for kind in ("weight", "bias"))
    found = dict(zip(names, zip(*split, strict=True), strict=True))
    modules = PROJECTED | {name: name for name in TREES}
    return found | {name: (weights[f"{m}.weight"], weights[f"{m}.bias"]) for name, m in modules.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--bits", type=int, default=7, help="7 keeps sums within 16 bits, as processors without VNNI need"
    )
    args = parser.parse_args()
    export(args.checkpoints, args.out, bits=args.bits)


if __name__ == "__main__":
    main()
