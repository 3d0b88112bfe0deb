"""Words for one deed: whether two stems have a sense in common, or one a broader one than the other.

The table is ``data/synonyms.csv``, made of WordNet 3.0 (its licence stands beside it): sense, broader senses, stems
each with the rank of the sense among those of its word.
"""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("data") / "synonyms.csv"
Ranks = dict[str, int]  # sense → rank


@lru_cache(maxsize=65536)
def synonymous(first: str, second: str) -> float:
    """1 for two words that mostly mean the same, less the less usual that sense is of either; 0 for none."""
    if first == second:
        return 1.0
    a, b = _senses().get(first), _senses().get(second)
    if not a or not b:
        return 0.0
    return max((_worth(a[sense], b[sense]) for sense in a.keys() & b.keys()), default=0.0)


@lru_cache(maxsize=65536)
def broader(first: str, second: str) -> float:
    """The same for one that means what is broader than the other, or what that causes: kill and die."""
    a, b = _senses().get(first), _senses().get(second)
    if not a or not b or first == second:
        return 0.0
    return max(_above(a, b), _above(b, a))


def _above(narrow: Ranks, wide: Ranks) -> float:
    found = (
        _worth(rank, wide[above])
        for sense, rank in narrow.items()
        for above in _broader()[sense]
        if above in wide
    )
    return max(found, default=0.0)


def _worth(one: int, other: int) -> float:
    return float((one * other) ** -0.5)


@cache
def _senses() -> dict[str, Ranks]:
    return _table()[0]


@cache
def _broader() -> dict[str, tuple[str, ...]]:
    return _table()[1]


@cache
def _table() -> tuple[dict[str, Ranks], dict[str, tuple[str, ...]]]:
    senses: dict[str, Ranks] = {}
    above: dict[str, tuple[str, ...]] = {}
    with _FILE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            above[row["sense"]] = tuple(row["broader"].split())
            for entry in row["stems"].split():
                stem, _, rank = entry.rpartition(":")
                senses.setdefault(stem, {})[row["sense"]] = int(rank)
    return senses, above
