"""Logistic regression by Newton's method, with a penalty on the weights: small, exact, the same on every machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def fit(
    rows: Floats,
    right: Floats,
    *,
    weights: Floats | None = None,
    prior: Floats | None = None,
    penalty: float = 1.0,
    steps: int = 30,
) -> tuple[float, Floats]:
    """The bias and the weights that make the labels most probable.

    Args:
        rows: one row of features for each case.
        right: 1 or 0 for each.
        weights: how much each case counts; all alike by default.
        prior: the weights that are taken where the cases say nothing; none by default.
        penalty: half of it times the squared distance from the prior is added to the loss; the bias is free.
        steps: the most steps that are taken.
    """
    table = np.hstack([np.ones((len(rows), 1)), rows])
    counts = np.ones(len(rows)) if weights is None else weights
    ridge = np.full(table.shape[1], penalty)
    ridge[0] = 1e-6
    centre = np.zeros(table.shape[1])
    centre[1:] = 0.0 if prior is None else prior

    def loss(candidate: Floats) -> float:
        logits = table @ candidate
        apart = np.logaddexp(0.0, np.where(right > 0, -logits, logits))
        return float((counts * apart).sum() + (ridge * (candidate - centre) ** 2).sum() / 2)

    found = np.zeros(table.shape[1])
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-np.clip(table @ found, -30, 30)))
        slope = table.T @ (counts * (chance - right)) + ridge * (found - centre)
        curve = (table * (counts * chance * (1 - chance))[:, None]).T @ table + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        before = loss(found)
        while loss(found - step) > before and np.abs(step).max() > 1e-9:
            step /= 2  # too far: the curve is that of here alone
        found = found - step
        if np.abs(step).max() < 1e-6:
            break
    return float(found[0]), found[1:]
