"""What adding a document to a ledger costs as it grows, without the reader.

``python -m benchmarks.ledger_growth [--documents 1000,10000,100000] [--store sqlite|ADDRESS] [--json]``
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from benchmarks.command import Result
from benchmarks.ledger_reports import report
from counterclaim.ledger import Ledger
from counterclaim.pipeline import open_ledger

DEFINITION = """\
One ledger of each size is filled; then the last 500 documents are added to each, 20 at a time and in turns, so
that whatever else the machine does weighs on all alike. Every 20 are committed, each 20 timed from the first
add to the end of the commit: texts made and hashed, bytes packed, journal, versions, index, incidents with their
links, accounts and standings brought along.
ms_N: milliseconds a document in the ledger of N, the median over the turns; cpu_N: of them, those in which this
process computed. growth, cpu_growth: the last over the first.
size_N: bytes on disk for each document. Items are documents added in the turns."""

LAST = 500
TURN = 20
BATCH = 200  # while the ledgers are filled


@contextlib.contextmanager
def place(store: str) -> Iterator[str]:
    """A place for one ledger, gone in the end: a file, or a schema of the database of an address."""
    if store == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield str(Path(folder) / "ledger.db")
        return
    import psycopg  # noqa: PLC0415

    name = f"growth_{uuid.uuid4().hex}"
    with psycopg.connect(store, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
        try:
            yield f"{store}?options=-csearch_path%3D{name}"
        finally:
            connection.execute(f"DROP SCHEMA {name} CASCADE")


def fill(ledger: Ledger, count: int) -> None:
    """Add documents 0 to count-1, in batches."""
    with ledger.writer(seconds=3600) as writer:
        for number in range(count):
            writer.add(report(number))
            if number % BATCH == BATCH - 1:
                writer.flush()
            if number % 1000 == 0:
                print(f"{number:,} of {count:,}", file=sys.stderr)


def turn(ledger: Ledger, start: int) -> tuple[float, float]:
    """Seconds a document for a commit of TURN more, by the clock and computing."""
    reports = [report(number) for number in range(start, start + TURN)]
    writer = ledger.writer(seconds=3600)
    begin, computing = time.perf_counter(), time.process_time()
    for one in reports:
        writer.add(one)
    writer.flush()
    return (time.perf_counter() - begin) / TURN, (time.process_time() - computing) / TURN


def measure(store: str, sizes: list[int]) -> dict[str, float]:
    """Costs by the size of the ledger."""
    with contextlib.ExitStack() as stack:
        ledgers = [
            stack.enter_context(open_ledger(stack.enter_context(place(store)), create=True)) for _ in sizes
        ]
        for ledger, size in zip(ledgers, sizes, strict=True):
            fill(ledger, size - LAST)
        spent: list[list[tuple[float, float]]] = [[] for _ in sizes]
        for at in range(0, LAST, TURN):
            for ledger, size, times in zip(ledgers, sizes, spent, strict=True):
                times.append(turn(ledger, size - LAST + at))
        figures = {}
        for name, growth, at in (("ms", "growth", 0), ("cpu", "cpu_growth", 1)):
            medians = [statistics.median(one[at] for one in times) for times in spent]
            figures |= {f"{name}_{size}": 1000 * median for size, median in zip(sizes, medians, strict=True)}
            figures[growth] = medians[-1] / medians[0]
        if store == "sqlite":
            for ledger, size in zip(ledgers, sizes, strict=True):
                figures[f"size_{size}"] = Path(ledger.where).stat().st_size / size
        return figures


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", default="1000,10000,100000", help="sizes of the ledgers")
    parser.add_argument(
        "--store",
        default="sqlite",
        help="sqlite, or the address of a PostgreSQL database: schemas are made in it",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    sizes = sorted(int(size) for size in given.documents.split(","))
    if sizes[0] < LAST:
        parser.error(f"a ledger of fewer than {LAST} documents is too small to measure")
    result = Result("ledger_growth", LAST * len(sizes), measure(given.store, sizes), DEFINITION)
    print(result.as_json() if given.json else result.as_table())


if __name__ == "__main__":
    main()
