"""An experiment: a short TOML file read into frozen dataclasses; an unknown key fails."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Experiment:
    """All that a run depends on but the data.

    ``passes`` says how often each corpus is seen in the whole run; ``weights`` scales each head's loss
    (1 where unnamed).
    """

    name: str
    passes: dict[str, float]
    weights: dict[str, float]
    window: int = 320  # word pieces a row
    rows: int = 13  # rows a step: 13 x 320 is about 4,096 word pieces
    layers: int = 6
    encoder_rate: float = 3e-4
    head_rate: float = 2e-3
    weight_decay: float = 0.01
    warm_up: float = 0.06
    dropout: float = 0.1  # on what the heads read
    inner_dropout: float = 0.0  # within the encoder's layers
    tree_dropout: float = 0.0  # on what arcs and relations are scored from (Dozat and Manning have 0.33)
    masked: float = 0.0  # share of word pieces hidden from the encoder
    average: float = 0.0  # of the weights over steps, by this decay; what is saved is the average
    caseless: float = 0.08  # share of windows read as if all in capitals, and as many as if in none
    chunked: float = 0.0  # share of windows cut into chunks of a few sentences
    clip: float = 1.0
    seed: int = 7
    checkpoint_every: int = 100  # steps
    threads: int = 2


def load(path: Path) -> Experiment:
    """Read an experiment.

    Raises:
        SystemExit: a key is unknown or one is missing.
    """
    raw: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    unknown = set(raw) - {field.name for field in fields(Experiment)}
    if unknown:
        raise SystemExit(f"{path}: unknown {', '.join(sorted(unknown))}; see training/config.py for the keys")
    try:
        return Experiment(**raw)
    except TypeError as error:
        raise SystemExit(f"{path}: {error}") from error
