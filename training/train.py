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

from training.batches import collate, pack, schedule
from training.config import Experiment, load
from training.encoder import folder
from training.losses import losses, total
from training.model import Encoder, Reader
from training.windows import Window


def read_windows(path: Path) -> tuple[dict[str, list[str]], dict[str, dict[str, list[Window]]]]:
    """The inventory and the windows by split and corpus, as ``prepare`` wrote them."""
    with path.open("rb") as file:
        found = pickle.load(file)
    return found["layers"], found["windows"]


def build(layers: dict[str, list[str]], experiment: Experiment) -> Reader:
    """The model before training."""
    torch.manual_seed(experiment.seed)
    return Reader(Encoder.pretrained(folder(), experiment.layers), layers, experiment.dropout)


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


def rate(step: int, steps: int, warm_up: float) -> float:
    """Linear up, then linear down."""
    rise = max(1, int(steps * warm_up))
    return step / rise if step < rise else max(0.0, (steps - step) / (steps - rise))


def save(path: Path, **state: Any) -> None:
    """Write a checkpoint whole or not at all."""
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


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
        model.load_state_dict(torch.load(args.start, map_location=args.device, weights_only=False)["model"])
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=args.device, weights_only=False)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        begin = state["step"]
    print(
        json.dumps(
            {"steps": len(batches), "begin": begin, "parameters": sum(p.numel() for p in model.parameters())}
        ),
        flush=True,
    )
    model.train()
    seen: dict[str, list[float]] = {}
    clock, pieces = time.monotonic(), 0
    for step, rows in enumerate(batches[: args.steps], 1):
        if step <= begin:
            continue
        rng = np.random.default_rng((experiment.seed, step))
        batch = collate(rows, length=experiment.window, rng=rng, caseless=experiment.caseless)
        for name in ("ids", "features", "roles", "positions", "mask", "first"):
            setattr(batch, name, getattr(batch, name).to(args.device))
        for group, peak in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = peak * rate(step, len(batches), experiment.warm_up)
        with torch.autocast(args.device, dtype=torch.bfloat16):
            found = losses(model, batch, layers)
        total(found, experiment.weights).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), experiment.clip)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        pieces += batch.pieces
        for name, (loss, n) in found.items():
            seen.setdefault(name, []).append(loss.item() / n)
        if step % 20 == 0 or step == len(batches):
            speed = pieces / (time.monotonic() - clock)
            print(
                json.dumps(
                    {"step": step, "pieces_a_second": round(speed)}
                    | {k: round(float(np.mean(v)), 3) for k, v in seen.items()}
                ),
                flush=True,
            )
            seen, clock, pieces = {}, time.monotonic(), 0
        if step % experiment.checkpoint_every == 0 or step == len(batches):
            save(
                checkpoint,
                model=model.state_dict(),
                optimizer=optimizer.state_dict(),
                step=step,
                layers=layers,
            )
    save(
        checkpoint,
        model=model.state_dict(),
        optimizer=optimizer.state_dict(),
        step=min(args.steps or len(batches), len(batches)),
        layers=layers,
    )


if __name__ == "__main__":
    main()
