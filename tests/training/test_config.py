"""Experiments: an unknown key fails, the shipped one loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.config import load


def test_the_shipped_experiments_load() -> None:
    for path in Path("training/experiments").glob("*.toml"):
        assert load(path).passes


def test_an_unknown_key_fails(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text('name = "x"\nlearning_rate = 1\n[passes]\n[weights]\n')
    with pytest.raises(SystemExit, match="unknown learning_rate"):
        load(path)


def test_a_missing_key_fails(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text('name = "x"\n')
    with pytest.raises(SystemExit, match="passes"):
        load(path)
