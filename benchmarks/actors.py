"""Actors: hand-written mentions. Do country, sector and affiliation come out right?

``--data`` is a CSV with the columns mention, on, context, country, kind, affiliation (see
``tests/events/data/actors.csv``); lines that begin with # are comments.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.command import Options, Result
from corpora.sample import CorpusError
from corpora.splits import side
from counterclaim.events.actors import ActorContext, resolve_actor
from counterclaim.records import Actor

COLUMNS = ("mention", "on", "context", "country", "kind", "affiliation")
HELD_OUT = 0.5  # half of the rows are not looked at while the grammar is worked on
# Our own list; scored where no other file is named, as by the gate.
MENTIONS = Path(__file__).parents[1] / "tests" / "events" / "data" / "actors.csv"
FIELDS = ("country", "kind", "affiliation")

DEFINITION = """\
A mention is resolved at the date of its report, given the report's dominant countries. country, kind,
affiliation: share of mentions for which that field is the gold's, an empty gold field asking for none.
accuracy: share of mentions for which all three are. Items are mentions."""


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the data."""

    mention: str
    on: date | None
    countries: tuple[str, ...]
    gold: tuple[str | None, str, str | None]


def cases(path: Path) -> Iterator[Case]:
    """The rows of a file.

    Raises:
        CorpusError: the file has other columns, or a date is none.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(line for line in file if not line.startswith("#"))
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise CorpusError(f"{path}: the columns are {reader.fieldnames}; make them {','.join(COLUMNS)}")
        for number, row in enumerate(reader, 1):
            try:
                on = date.fromisoformat(row["on"]) if row["on"] else None
            except ValueError as error:
                raise CorpusError(f"{path}: row {number}: {error}; give dates as 2017-10-16") from error
            countries = tuple(filter(None, row["context"].split("|")))
            gold = (row["country"] or None, row["kind"], row["affiliation"] or None)
            yield Case(row["mention"], on, countries, gold)


def resolved(case: Case) -> Actor:
    """What the package makes of a case."""
    return resolve_actor(case.mention, context=ActorContext(case.countries), on=case.on)


def right(case: Case, actor: Actor) -> tuple[bool, bool, bool]:
    """Whether country, kind and affiliation are the gold's."""
    country, kind, affiliation = case.gold
    return actor.country == country, actor.kind == kind, actor.affiliation == affiliation


def measure(system: object, options: Options) -> Result:
    """Score the mentions of one side of the split. The reader is not asked: ``system`` may be None."""
    marks = []
    for case in cases(options.data if options.data.is_file() else MENTIONS):
        if options.limit is not None and len(marks) >= options.limit:
            break
        if options.split in ("all", side(case.mention, share=HELD_OUT)):
            marks.append(right(case, resolved(case)))
    count = max(len(marks), 1)
    figures = {"accuracy": sum(map(all, marks)) / count}
    figures |= {name: sum(mark[n] for mark in marks) / count for n, name in enumerate(FIELDS)}
    return Result("actors", len(marks), figures, DEFINITION)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=f"{__doc__}\n\n{DEFINITION}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="a CSV of mentions")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--split", choices=["all", "train", "dev"], default="all", help="one half by hash of the mention"
    )
    parser.add_argument("--limit", type=int, help="score at most so many mentions")
    args = parser.parse_args()
    if not args.data.is_file():
        sys.exit(f"{args.data} is no file; give a CSV with the columns {','.join(COLUMNS)}")
    try:
        result = measure(None, Options(data=args.data, split=args.split, limit=args.limit))
    except CorpusError as error:
        sys.exit(str(error))
    if not result.items:
        sys.exit(f"{args.data} holds nothing to score; see --help for the layout")
    print(result.as_json() if args.json else result.as_table())


if __name__ == "__main__":
    main()
