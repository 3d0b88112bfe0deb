"""What the benchmarks' command lines share: what is asked for, what comes out, how it is printed."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.adapter import System
from benchmarks.scoring import Counts
from corpora.sample import CorpusError, Sample
from corpora.splits import select


@dataclass(frozen=True, slots=True)
class Options:
    """What to score: the data, which side of the fixed split ("all" for all), at most how many samples."""

    data: Path
    split: str = "all"
    limit: int | None = None

    def samples(self, samples: Iterable[Sample], *, corpus: str = "") -> Iterator[Sample]:
        """The samples asked for."""
        return islice(select(samples, self.split, corpus=corpus), self.limit)


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one benchmark: how many items were scored, its figures, and how they are defined."""

    benchmark: str
    items: int
    figures: Mapping[str, float]
    definition: str

    def as_json(self) -> str:
        figures = {name: round(value, 4) for name, value in self.figures.items()}
        return json.dumps({"benchmark": self.benchmark, "items": self.items, "figures": figures})

    def as_table(self) -> str:
        width = max(map(len, self.figures), default=0)
        rows = [f"  {name:<{width}}  {value:.4f}" for name, value in self.figures.items()]
        return "\n".join([f"{self.benchmark}: {self.items} items", *rows, "", self.definition])


Measure = Callable[[System, Options], Result]


def f1_figures(name: str, counts: Counts) -> dict[str, float]:
    """F1 under the plain name, precision and recall beside it."""
    stem = name.removesuffix("f1").rstrip("_")
    prefix = f"{stem}_" if stem else ""
    return {
        name: counts.f1,
        f"{prefix}precision": counts.precision,
        f"{prefix}recall": counts.recall,
    }


def run_speed(measure: Callable[[System | None, Options], Result], description: str) -> None:
    """The command line of a benchmark of speed, which makes what it reads where no data are given."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="what to read instead of made-up reports")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--limit", type=int, help="read at most so many reports, or run so many times")
    args = parser.parse_args()
    result = measure(None, Options(data=args.data or Path(), limit=args.limit))
    print(result.as_json() if args.json else result.as_table())


def run(measure: Measure, description: str) -> None:
    """The command line of one benchmark."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", type=Path, required=True, help="a file or folder in the corpus's own layout"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--split",
        choices=["all", "train", "dev"],
        default="all",
        help="score one side of the fixed split by hash of the document's id (corpora/splits.py)",
    )
    parser.add_argument("--limit", type=int, help="score at most so many documents or sentences")
    parser.add_argument("--threads", type=int, help="threads of the reader")
    args = parser.parse_args()
    if not args.data.exists():
        sys.exit(f"{args.data} does not exist; give a file or folder in the corpus's own layout")
    try:
        options = Options(data=args.data, split=args.split, limit=args.limit)
        result = measure(System(threads=args.threads), options)
    except CorpusError as error:
        sys.exit(str(error))
    if not result.items:
        sys.exit(f"{args.data} holds nothing to score; see --help for the layout")
    print(result.as_json() if args.json else result.as_table())
