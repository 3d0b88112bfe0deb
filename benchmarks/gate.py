"""The gate: runs each benchmark of ``floors.json`` and fails if a figure is below its floor.

``python -m benchmarks.gate --data DIR [--only NAME ...]``; the paths in ``floors.json`` are below DIR. A figure
that was never yet what is ``wanted`` of it is held at a floor that it reached, and said to be short.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.adapter import System
from benchmarks.command import Measure, Options

FLOORS = Path(__file__).with_name("floors.json")


@dataclass(frozen=True, slots=True)
class Check:
    """One dataset of one benchmark with the figures to be reached; ``path`` is "" where none is needed."""

    benchmark: str
    path: str
    split: str
    floors: dict[str, float]
    wanted: dict[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside its floor; ``value`` is None where the figure could not be had, ``note`` says why."""

    check: Check
    figure: str
    floor: float
    value: float | None
    note: str = ""

    @property
    def passed(self) -> bool:
        return self.value is not None and self.value >= self.floor

    def __str__(self) -> str:
        value = "-" if self.value is None else f"{self.value:.4f}"
        wanted = self.check.wanted.get(self.figure, 0.0)
        short = f"short of {wanted}" if (self.value or 0.0) < wanted else "ok"
        verdict = short if self.passed else "BELOW" if self.value is not None else self.note
        name = f"{self.check.benchmark} {self.check.path}".strip()
        return f"{name:<44} {self.figure:<18} {value:>7} {self.floor:>7.4f}  {verdict}"


def load(file: Path = FLOORS) -> list[Check]:
    """The checks of a floors file."""
    with file.open(encoding="utf-8") as stream:
        content = json.load(stream)
    return [
        Check(benchmark, path, entry["split"], entry["floors"], entry.get("wanted", {}))
        for benchmark, datasets in content.items()
        for path, entry in datasets.items()
    ]


def measure_of(benchmark: str) -> Measure:
    """The measuring function of a benchmark's module."""
    measure: Measure = importlib.import_module(f"benchmarks.{benchmark}").measure
    return measure


def judge(check: Check, system: System, data: Path) -> Iterator[Row]:
    """One row for each floor of a check."""
    place = data / check.path if check.path else data
    if not place.exists():
        yield from (Row(check, name, floor, None, "no such data") for name, floor in check.floors.items())
        return
    options = Options(data=place if check.path else Path(), split=check.split)
    result = measure_of(check.benchmark)(system, options)
    for name, floor in check.floors.items():
        yield Row(check, name, floor, result.figures.get(name), "no such figure")


def main(arguments: list[str] | None = None, system: System | None = None) -> int:
    """Run the gate; 1 if any figure is below its floor or cannot be had."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", action="append", help="a benchmark's name; may be given several times")
    parser.add_argument("--floors", type=Path, default=FLOORS)
    args = parser.parse_args(arguments)
    checks = [check for check in load(args.floors) if not args.only or check.benchmark in args.only]
    if not checks:
        parser.error(f"nothing in {args.floors} is called {', '.join(args.only or ())}")
    system = system or System()
    passed = True
    print(f"{'benchmark, data':<44} {'figure':<18} {'value':>7} {'floor':>7}")
    for check in checks:
        for row in judge(check, system, args.data):
            print(row, flush=True)
            passed = passed and row.passed
    print("every figure reaches its floor" if passed else "a figure is below its floor")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
