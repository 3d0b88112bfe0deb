"""Whole reports against what a careful reader takes from them; nothing here is stricter than was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.adapter import System
from benchmarks.dossiers import figures_of, golds
from benchmarks.dossiers import reader_of as reading
from counterclaim.language import Reader

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SETS = ("golds", "golds_more", "golds_third")


@pytest.fixture(scope="module")
def figures(reader: Reader) -> dict[str, dict[str, float]]:
    read, found = reading(System(reader=reader)), {}
    for name in SETS:
        dossiers = [(gold, read(ROOT / report, None)) for gold, report in golds(HERE / name)]
        found[name] = figures_of(dossiers)[1]
    return found


@pytest.fixture(autouse=True)
def _from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)  # golds name their reports from there


FLOORS = {
    "whole_share": 0.75,
    "found": 0.90,
    "sources": 0.80,
    "stance": 0.80,
    "via": 0.70,
    "precision_attributed": 0.82,
}


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(("figure", "floor"), FLOORS.items())
def test_reports_are_read(figures: dict[str, dict[str, float]], name: str, figure: str, floor: float) -> None:
    assert figures[name][figure] >= floor


def test_denials_find_what_they_deny_and_little_else(figures: dict[str, dict[str, float]]) -> None:
    assert figures["golds_more"]["denies"] >= 0.45
    assert figures["golds_more"]["denies_precision"] >= 0.6
    assert figures["golds_more"]["contradicts_precision"] >= 0.6
