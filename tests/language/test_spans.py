"""Spans: runs of labels from scores."""

from __future__ import annotations

import numpy as np
import pytest

from counterclaim.language.spans import labelled, log_odds, runs

LABELS = ["O", "B-x", "I-x", "B-y", "I-y"]


def scores_of(tags: str) -> np.ndarray:
    """Scores that say exactly these tags: O, X (B-x), x (I-x), Y, y."""
    out = np.full((len(tags), len(LABELS)), -5.0, np.float32)
    for i, tag in enumerate(tags):
        out[i, "OXxYy".index(tag)] = 5
    return out


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("", []),
        ("OOO", []),
        ("XxO", [((0, 2), "x")]),
        ("XXx", [((0, 1), "x"), ((1, 3), "x")]),
        ("OxxO", [((1, 3), "x")]),  # a run that begins with I- is still a run
        ("XxYyO", [((0, 2), "x"), ((2, 4), "y")]),
        ("XxxyO", [((0, 4), "x")]),  # one stray word does not split a name
        ("OY", [((1, 2), "y")]),
    ],
)
def test_labelled(tags: str, spans: list[tuple[tuple[int, int], str]]) -> None:
    assert labelled(scores_of(tags), LABELS) == spans


def test_runs_break() -> None:
    mask = np.array([True, True, False, True, True])
    breaks = np.array([False, True, True, False, False])
    assert runs(mask) == [(0, 2), (3, 5)]
    assert runs(mask, breaks=breaks) == [(0, 1), (1, 2), (3, 5)]


def test_log_odds_sum_over_labels() -> None:
    odds = log_odds(np.array([[0.0, 0.0, 0.0], [2.0, 0.0, 0.0]], np.float32))
    assert odds == pytest.approx([np.log(2), np.log(2) - 2], abs=1e-5)
