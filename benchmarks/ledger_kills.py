"""Kills ``add`` at random moments, again and again, and looks at what is left of the ledger.

``python -m benchmarks.ledger_kills [--kills 200] [--store sqlite|ADDRESS] [--seed N] [--json]``
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.command import Result
from benchmarks.ledger_growth import place
from benchmarks.ledger_reports import report
from counterclaim.errors import NoLedgerError
from counterclaim.pipeline import open_ledger
from counterclaim.records import Report

DEFINITION = """\
A process adds documents to a ledger, which it makes if need be, and says which ones are committed; SIGKILL ends
it at a random moment between its start and shortly after the time it takes in all. Ten kills fall on one ledger,
then a new one is begun; after each kill the ledger is looked at, and after the tenth all is added again, by a process
that is let be, and all that is derived, incidents and accounts among it, is remade and compared.
lost: documents said to be committed that are not there. halved: documents there that differ from what was added
or are not in every derived table. damaged: pieces of damage that verify names. unfinished: documents missing
after the second add. in_work: the share of kills that met the process before it was done. Items are kills."""

DOCUMENTS = 6  # that each process adds
COMMIT = 2  # after so many
ROUND = 10  # kills on one ledger
SETTLE = ("origins",)  # derived tables that are settled once all is added


def add(where: str, numbers: Sequence[int], said: int) -> None:
    """Add reports, and write the number of each one committed to a file descriptor."""
    with open_ledger(where, create=True) as ledger, ledger.writer(seconds=3600) as writer:
        for at in range(0, len(numbers), COMMIT):
            part = numbers[at : at + COMMIT]
            for number in part:
                writer.add(report(number))
            writer.flush()
            os.write(said, "".join(f"{number}\n" for number in part).encode())


def killed(where: str, numbers: Sequence[int], *, after: float | None) -> tuple[set[int], bool]:
    """Have a process add reports and kill it. Gives what it said it committed, and whether it was still at it."""
    hear, say = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            add(where, numbers, say)
        finally:
            os._exit(0)
    os.close(say)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(hear) as heard:
        committed = {int(line) for line in heard.read().split()}
    _, status = os.waitpid(child, 0)
    return committed, os.WIFSIGNALED(status)


def look(where: str, committed: set[int], tried: Sequence[int], *, last: bool) -> dict[str, int]:
    """What is wrong with a ledger after a kill; after the last one what is derived is remade and compared too."""
    expected = {one.document.id: one for one in map(_plain, map(report, tried))}
    named = {report(number).document.id for number in committed}
    try:
        with open_ledger(where) as ledger:
            with ledger.view() as view:
                there = {one.document.id: one for one in view.reports(superseded=True)}
                halved = sum(expected.get(name) != one for name, one in there.items())
                halved += sum(name not in SETTLE for name in view.behind())
            damaged = sum(1 for _ in ledger.verify())
            if last:
                ledger.refresh()
                tables = list(ledger.dump())
                ledger.rebuild()
                halved += list(ledger.dump()) != tables
    except NoLedgerError:  # killed before it was made
        return {"lost": len(committed), "halved": 0, "damaged": 0}
    return {"lost": len(named - there.keys()), "halved": halved, "damaged": damaged}


def measure(store: str, kills: int, *, seed: int) -> dict[str, float]:
    """Kill so often, and count what went wrong."""
    rng = random.Random(seed)
    with place(store) as where:
        add(where, range(1), os.open(os.devnull, os.O_WRONLY))  # what a process loads once is loaded here
    with place(store) as where:
        whole = _timed(where, range(DOCUMENTS))
    found = {"lost": 0, "halved": 0, "damaged": 0, "unfinished": 0}
    in_work = done = 0
    while done < kills:
        with place(store) as where:
            committed: set[int] = set()
            tried: list[int] = []
            for _ in range(min(ROUND, kills - done)):
                numbers = range(len(tried), len(tried) + DOCUMENTS)
                tried += numbers
                said, met = killed(where, numbers, after=rng.uniform(0, 1.1 * whole))
                committed |= said
                in_work += met
                done += 1
                for name, count in look(where, committed, tried, last=False).items():
                    found[name] += count
            again, _ = killed(where, tried, after=None)
            for name, count in look(where, again, tried, last=True).items():
                found[name if name != "lost" else "unfinished"] += count
            # On a busy machine a process takes now longer and now less: moments are drawn from what it takes now.
            whole = _timed(where, range(len(tried), len(tried) + DOCUMENTS))
        print(f"{done} kills: {found}, {in_work} at work", file=sys.stderr, flush=True)
    return {**found, "in_work": in_work / kills}


def _timed(where: str, numbers: Sequence[int]) -> float:
    """Seconds that a process takes that is let be."""
    begin = time.monotonic()
    killed(where, numbers, after=None)
    return time.monotonic() - begin


def _plain(one: Report) -> Report:
    return replace(one, document=replace(one.document, received=None))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--store", default="sqlite", help="sqlite, or the address of a PostgreSQL database")
    parser.add_argument("--seed", type=int, default=0, help="of the moments")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    figures = measure(given.store, given.kills, seed=given.seed)
    result = Result("ledger_kills", given.kills, figures, DEFINITION)
    print(result.as_json() if given.json else result.as_table())


if __name__ == "__main__":
    main()
