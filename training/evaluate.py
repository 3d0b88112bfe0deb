"""Evaluate: takes a checkpoint and dev windows, gives each head's figures before decoding and quantization.

What the shipped reader scores is measured by ``benchmarks``; these tell which head lags, and what int8 costs.
``python -m training.evaluate runs/reader/checkpoint.pt --windows runs/windows.pkl``
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import torch

from training.batches import Batch, antecedents, collate, flat_layer, pack, pairs, trees
from training.config import Experiment
from training.losses import antecedent_scores, arc_scores, encode, mean_of, pair_logits
from training.model import Encoder, Reader
from training.train import read_windows
from training.windows import IGNORE

Counts = dict[str, Counter[str]]


def load(checkpoint: Path) -> tuple[Reader, dict[str, list[str]]]:
    """The model of a checkpoint, ready to score."""
    state = torch.load(checkpoint, map_location="cpu", weights_only=False)
    layers = state["layers"]
    blocks = 1 + max(int(k.split(".")[2]) for k in state["model"] if k.startswith("encoder.blocks."))
    model = Reader(Encoder(state["model"]["encoder.word.weight"].shape[0], blocks), layers, 0.0)
    model.load_state_dict({"mixture": model.mixture} | state["model"])
    return model.eval(), layers


def count(counts: Counter[str], guess: np.ndarray, truth: np.ndarray) -> None:
    """Add label decisions: right ones, given ones, true ones; 0 is no label."""
    counts["right"] += int(((guess == truth) & (truth != 0)).sum())
    counts["given"] += int((guess != 0).sum())
    counts["true"] += int((truth != 0).sum())
    counts["same"] += int((guess == truth).sum())
    counts["all"] += len(truth)


def f1(counts: Counter[str]) -> float:
    """Micro-F1 over labels."""
    return 2 * counts["right"] / max(1, counts["given"] + counts["true"])


def score_batch(
    model: Reader,
    batch: Batch,
    layers: dict[str, list[str]],
    counts: Counts,
    graded: list[tuple[float, float]],
) -> None:
    """Count one batch's decisions."""
    words, mixed = encode(model, batch)
    for name, logits in model.word_logits(words, mixed).items():
        truth = flat_layer(batch, name)
        known = truth != IGNORE
        if known.any():
            count(counts[name], logits.argmax(-1)[known].numpy(), truth[known].numpy())
    tree = trees(batch)
    if tree is not None:
        heads = arc_scores(model, mixed, tree.words, tree.real).argmax(-1)
        right = (heads == tree.heads)[tree.real]
        dependent, head = tree.words[tree.real], tree.words.gather(1, heads)[tree.real]
        relations = model.relations(
            model.label_dependent(mixed)[dependent], model.label_head(mixed)[head]
        ).argmax(-1)
        same = relations == flat_layer(batch, "deprel")[dependent]
        corpus = batch.windows[0][1].corpus
        counts[f"{corpus} arcs"].update(all=len(right), uas=int(right.sum()), las=int((right & same).sum()))
    for name in ("attribution", "argument"):
        found = pairs(batch, name, len(layers[name]))
        if found is not None:
            guess = pair_logits(model, words, name, found) > 0
            for i, label in enumerate(layers[name]):
                count(counts[f"{name} {label}"], guess[:, i].numpy(), found.target[:, i].bool().numpy())
    for item in antecedents(batch):
        scores = antecedent_scores(model, words, item).masked_fill(~item.earlier, -1e4)
        best, pick = scores.max(1)
        linked = best > 0
        right = item.same[torch.arange(len(pick)), pick] & linked
        counts["antecedent"].update(
            right=int(right.sum()), given=int(linked.sum()), true=int(item.same.any(1).sum())
        )
    for offset, item in batch.windows:
        own = words[offset : offset + len(item.first)]
        graded += [(float(model.score(own[i])), value) for i, value in item.targets.scores]
        if item.targets.plover:
            sources, targets, *wanted = item.targets.plover
            logits = model.plover(own, mean_of(own, sources), mean_of(own, targets))
            for (name, given), label in zip(logits.items(), wanted, strict=True):
                if label != IGNORE:
                    counts[name].update(same=int(given.argmax() == label), all=1)


def evaluate(
    model: Reader, layers: dict[str, list[str]], corpora: dict[str, list], *, most: int, markers: bool
) -> dict[str, float]:
    """All figures, each corpus on its own rows. ``most`` windows of each corpus at most."""
    counts: Counts = defaultdict(Counter)
    graded: list[tuple[float, float]] = []
    plain = Experiment("evaluation", {}, {})
    with torch.inference_mode():
        for windows in corpora.values():
            for rows in pack(windows[:most], window=plain.window, rows=8):
                score_batch(model, collate(rows, plain, markers=markers), layers, counts, graded)
    figures = {}
    for name, found in sorted(counts.items()):
        if "uas" in found:
            figures |= {f"{name} {k}": found[k] / found["all"] for k in ("uas", "las")}
        else:
            figures[name] = (
                found["same"] / found["all"] if name in ("upos", "root", "plover", "mode") else f1(found)
            )
    if graded:
        figures["factuality r"] = float(np.corrcoef(*np.array(graded).T)[0, 1])
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--windows", type=Path, required=True)
    parser.add_argument("--only", nargs="*", help="corpora")
    parser.add_argument("--most", type=int, default=10**9, help="windows of each corpus")
    parser.add_argument(
        "--no-markers", action="store_true", help="leave source and target unmarked for PLOVER"
    )
    args = parser.parse_args()
    model, layers = load(args.checkpoint)
    _, windows = read_windows(args.windows)
    chosen = {k: v for k, v in windows["dev"].items() if not args.only or k in args.only}
    figures = evaluate(model, layers, chosen, most=args.most, markers=not args.no_markers)
    print(json.dumps({k: round(v, 4) for k, v in figures.items()}, indent=1))


if __name__ == "__main__":
    main()
