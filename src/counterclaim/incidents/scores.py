"""Learned scores: named features, each with its weight, to a calibrated probability.

A score is a logistic model in a file that a person can read (``data/NAME.json``: a bias and the weight of each
feature). It comes with the share that each feature has in it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from counterclaim.incidents.profile import Profile

_DATA: Final = Path(__file__).with_name("data")
Feature = Callable[[Profile, Profile], float]


@dataclass(frozen=True, slots=True)
class Score:
    """A logistic model. ``weights`` are by the names of features."""

    bias: float
    weights: Mapping[str, float]

    def logit(self, values: Mapping[str, float]) -> float:
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in values.items())

    def shares(self, values: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
        """What each feature adds to the logit, the weightiest first; those that add nothing are left out."""
        found = ((name, self.weights.get(name, 0.0) * value) for name, value in values.items())
        told = [(name, round(share, 4)) for name, share in found if abs(share) >= 0.0001]
        return tuple(sorted(told, key=lambda item: (-abs(item[1]), item[0])))


@cache
def load(name: str) -> Score:
    """The score of a name."""
    content = json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))
    return Score(content["bias"], content["weights"])


def probability(logit: float) -> float:
    """The probability that a logit stands for."""
    if logit < -30:
        return 0.0
    return 1.0 / (1.0 + math.exp(-logit))


def values(features: Mapping[str, Feature], a: Profile, b: Profile) -> dict[str, float]:
    """Each feature of a pair."""
    return {name: feature(a, b) for name, feature in features.items()}
