"""Stances of single sentences, from a table that a person can edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.stance import is_kept_aside, read_sentences, rows
from counterclaim.language import Reader
from counterclaim.records import Stance

DATA = Path(__file__).parent / "data" / "stance.csv"
FLOOR = 0.88


@pytest.fixture(scope="module")
def given(reader: Reader) -> list[Stance]:
    return list(read_sentences(reader.annotate, rows(DATA)))


def test_the_table_is_large_and_has_every_stance() -> None:
    table = rows(DATA)
    assert len(table) >= 400
    assert all(sum(row.stance == stance for row in table) >= 15 for stance in Stance)
    assert len({row.sentence for row in table}) == len(table)


@pytest.mark.parametrize("aside", [False, True])
def test_stances_are_told(given: list[Stance], aside: bool) -> None:
    pairs = [
        (row, got) for row, got in zip(rows(DATA), given, strict=True) if is_kept_aside(row.sentence) == aside
    ]
    wrong = [f"{got} for {row.stance}: {row.sentence}" for row, got in pairs if got != row.stance]
    assert len(wrong) <= (1 - FLOOR) * len(pairs), "\n".join(wrong)


def test_no_stance_is_lost(given: list[Stance]) -> None:
    gold = [row.stance for row in rows(DATA)]
    for stance in Stance:
        hits = sum(a == b == stance for a, b in zip(gold, given, strict=True))
        assert hits >= 0.7 * gold.count(stance), stance
