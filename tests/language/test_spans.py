"""Spans: runs of labels from scores."""

from __future__ import annotations

import numpy as np
import pytest

from counterclaim.language.spans import labelled, log_odds, plain, row_runs, runs, typed

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


def test_rows_do_not_run_into_each_other() -> None:
    mask = np.array([[False, True, True], [True, True, False], [False, False, False]])
    breaks = np.array([[False, False, True], [False, True, False], [True, True, True]])
    assert row_runs(mask) == [[(1, 3)], [(0, 2)], []]
    assert row_runs(mask, breaks=breaks) == [[(1, 2), (2, 3)], [(0, 1), (1, 2)], []]


def test_plain_layers_are_read_as_labelled_ones() -> None:
    rng = np.random.default_rng(11)
    scores = rng.normal(size=(300, 4, 3)).astype(np.float32)
    for layer, found in enumerate(plain(scores)):
        assert found == [run for run, _ in labelled(scores[:, layer], ["O", "B-x", "I-x"])]


def test_neighbours_of_one_type_are_one_run() -> None:
    scores = np.eye(3, dtype=np.float32)[[0, 1, 1, 2, 0, 2]]
    assert typed(scores) == [((1, 3), 1), ((3, 4), 2), ((5, 6), 2)]
    assert typed(scores[:0]) == []
