"""Train: takes windows and an experiment, gives checkpoints; a run that was stopped goes on where it was.

``python -m training.train training/experiments/reader.toml --windows runs/windows.pkl --out runs/reader``
"""

from __future__ import annotations

import argparse
import json
import pickle
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from training.batches import collate, pack, schedule
from training.config import Experiment, load
from training.encoder import folder
from training.losses import Losses, losses, total
from training.model import WORD_LAYERS_NOT, Encoder, Reader
from training.windows import Window


def read_windows(path: Path) -> tuple[dict[str, list[str]], dict[str, dict[str, list[Window]]]]:
    """The inventory and the windows by split and corpus, as ``prepare`` wrote them."""
    with path.open("rb") as file:
        found = pickle.load(file)
    return found["layers"], found["windows"]


def build(layers: dict[str, list[str]], experiment: Experiment) -> Reader:
    """The model before training."""
    torch.manual_seed(experiment.seed)
    encoder = Encoder.pretrained(folder(), experiment.layers, experiment.inner_dropout)
    return Reader(encoder, layers, experiment.dropout, experiment.tree_dropout)


def optimiser(model: Reader, experiment: Experiment) -> torch.optim.AdamW:
    """AdamW; the encoder's matrices decay, the heads learn faster. Word embeddings stay as they are."""
    fresh = ("encoder.feature", "encoder.role")
    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            encoder = name.startswith("encoder.") and not name.startswith(fresh)
            groups.setdefault((encoder, parameter.dim() > 1 and encoder), []).append(parameter)
    return torch.optim.AdamW(
        [
            {
                "params": found,
                "lr": experiment.encoder_rate if encoder else experiment.head_rate,
                "weight_decay": experiment.weight_decay if decays else 0.0,
            }
            for (encoder, decays), found in groups.items()
        ],
        betas=(0.9, 0.98),
        fused=True,
    )


def adopt(model: Reader, state: dict[str, Any]) -> None:
    """Start from a checkpoint's weights; a word layer that it does not have starts afresh."""
    weights: dict[str, torch.Tensor] = dict(state["model"])
    rows, start = {}, 0
    for name, labels in state["layers"].items():
        if name not in WORD_LAYERS_NOT:
            rows[name] = slice(start, start + len(labels))
            start += len(labels)
    fresh = model.words.state_dict()
    at = 0
    for name, size in model.layers.items():
        if name in rows:
            for kind, tensor in fresh.items():
                tensor[at : at + size] = weights[f"words.{kind}"][rows[name]]
        at += size
    model.load_state_dict(weights | {f"words.{kind}": tensor for kind, tensor in fresh.items()})


def rate(step: int, steps: int, warm_up: float) -> float:
    """Linear up, then linear down."""
    rise = max(1, int(steps * warm_up))
    return step / rise if step < rise else max(0.0, (steps - step) / (steps - rise))


def save(path: Path, **state: Any) -> None:
    """Write a checkpoint whole or not at all."""
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


class Log:
    """What a run says of itself: word pieces a second and each head's mean loss since it last spoke."""

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._seen: dict[str, list[float]] = {}
        self._clock, self._pieces = time.monotonic(), 0

    def add(self, pieces: int, found: Losses) -> None:
        """Count a step."""
        self._pieces += pieces
        for name, (loss, n) in found.items():
            self._seen.setdefault(name, []).append(loss.item() / n)

    def show(self, step: int) -> None:
        """Print a line."""
        means = {name: round(float(np.mean(values)), 3) for name, values in self._seen.items()}
        speed = round(self._pieces / (time.monotonic() - self._clock))
        print(json.dumps({"step": step, "pieces_a_second": speed} | means), flush=True)
        self._clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("experiment", type=Path)
    parser.add_argument("--windows", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--start", type=Path, help="a checkpoint whose weights to start from")
    parser.add_argument("--steps", type=int, help="stop after so many steps (the schedule stays whole)")
    args = parser.parse_args()
    experiment = load(args.experiment)
    torch.set_num_threads(experiment.threads)
    layers, windows = read_windows(args.windows)
    model = build(layers, experiment).to(args.device)
    optimizer = optimiser(model, experiment)
    rates = [group["lr"] for group in optimizer.param_groups]
    batches = list(
        pack(schedule(windows["train"], experiment), window=experiment.window, rows=experiment.rows)
    )
    args.out.mkdir(parents=True, exist_ok=True)
    checkpoint, begin = args.out / "checkpoint.pt", 0
    if args.start and not checkpoint.exists():
        adopt(model, torch.load(args.start, map_location=args.device, weights_only=False))
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(experiment.average))
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=args.device, weights_only=False)
        model.load_state_dict(state["last"])
        average.module.load_state_dict(state["model"])
        average.n_averaged.fill_(state["step"])
        optimizer.load_state_dict(state["optimizer"])
        begin = state["step"]
    parameters = sum(p.numel() for p in model.parameters())
    print(json.dumps({"steps": len(batches), "begin": begin, "parameters": parameters}), flush=True)
    half = args.device != "cpu" or torch.cpu._is_avx512_bf16_supported()  # emulated, it is 60 times slower
    model.train()
    log = Log()
    last = min(args.steps or len(batches), len(batches))
    for step, rows in enumerate(batches[:last], 1):
        if step <= begin:
            continue
        rng = np.random.default_rng((experiment.seed, step))
        batch = collate(rows, experiment, rng=rng)
        for name in ("ids", "features", "roles", "positions", "mask", "first"):
            setattr(batch, name, getattr(batch, name).to(args.device))
        for group, peak in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = peak * rate(step, len(batches), experiment.warm_up)
        with torch.autocast(args.device, dtype=torch.bfloat16, enabled=half):
            found = losses(model, batch, layers)
        total(found, experiment.weights).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), experiment.clip)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        average.update_parameters(model)
        log.add(batch.pieces, found)
        if step % 20 == 0 or step == last:
            log.show(step)
        if step % experiment.checkpoint_every == 0 or step == last:
            save(
                checkpoint,
                model=average.module.state_dict(),
                last=model.state_dict(),
                optimizer=optimizer.state_dict(),
                step=step,
                layers=layers,
            )


if __name__ == "__main__":
    main()
