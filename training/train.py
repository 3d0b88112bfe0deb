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
    weights: dict[str, torch.Tensor] = {"mixture": model.mixture.detach()} | state["model"]
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


class Run:
    """A model in training with its optimizer and its average; knows how to take a step, save and resume."""

    def __init__(self, layers: dict[str, list[str]], experiment: Experiment, device: str) -> None:
        self.layers, self.experiment, self.device = layers, experiment, device
        self.model = build(layers, experiment).to(device)
        self.optimizer = optimiser(self.model, experiment)
        self.rates = [group["lr"] for group in self.optimizer.param_groups]
        self.half = (
            device != "cpu" or torch.cpu._is_avx512_bf16_supported()
        )  # emulated, it is 60 times slower
        self.begin = 0

    def resume(self, checkpoint: Path, start: Path | None) -> None:
        """Go on from the run's own checkpoint, else from another's weights, else from the bare encoder."""
        own = checkpoint.exists()
        found = checkpoint if own else start
        state = torch.load(found, map_location=self.device, weights_only=False) if found else {}
        if state and not own:
            adopt(self.model, state)
        self.average = AveragedModel(self.model, multi_avg_fn=get_ema_multi_avg_fn(self.experiment.average))
        if own:
            self.model.load_state_dict(state["last"])
            self.average.module.load_state_dict(state["model"])
            self.average.n_averaged.fill_(state["step"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.begin = state["step"]

    def step(self, step: int, steps: int, rows: list[list[Window]]) -> tuple[int, Losses]:
        """Learn from one batch; its word pieces and each head's loss."""
        rng = np.random.default_rng((self.experiment.seed, step))
        batch = collate(rows, self.experiment, rng=rng)
        for name in ("ids", "features", "roles", "positions", "mask", "first"):
            setattr(batch, name, getattr(batch, name).to(self.device))
        for group, peak in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = peak * rate(step, steps, self.experiment.warm_up)
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.half):
            found = losses(self.model, batch, self.layers)
        total(found, self.experiment.weights).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.experiment.clip)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.average.update_parameters(self.model)
        return batch.pieces, found

    def save(self, checkpoint: Path, step: int) -> None:
        """Write a checkpoint whole or not at all; ``model`` is the average."""
        state = {
            "model": self.average.module.state_dict(),
            "last": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": step,
            "layers": self.layers,
        }
        torch.save(state, checkpoint.with_suffix(".new"))
        checkpoint.with_suffix(".new").replace(checkpoint)


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
    order = schedule(windows["train"], experiment)
    batches = list(pack(order, window=experiment.window, rows=experiment.rows))
    args.out.mkdir(parents=True, exist_ok=True)
    checkpoint = args.out / "checkpoint.pt"
    run = Run(layers, experiment, args.device)
    run.resume(checkpoint, args.start)
    print(json.dumps({"steps": len(batches), "begin": run.begin}), flush=True)
    run.model.train()
    log = Log()
    last = min(args.steps or len(batches), len(batches))
    for step, rows in enumerate(batches[:last], 1):
        if step <= run.begin:
            continue
        log.add(*run.step(step, len(batches), rows))
        if step % 20 == 0 or step == last:
            log.show(step)
        if step % experiment.checkpoint_every == 0 or step == last:
            run.save(checkpoint, step)


if __name__ == "__main__":
    main()
