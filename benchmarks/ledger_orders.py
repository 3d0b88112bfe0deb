"""Adds the same reports to ledgers in random orders, and looks at what differs in the end.

``python -m benchmarks.ledger_orders [FOLDER] [--orders 20] [--store sqlite|ADDRESS] [--seed N] [--json]``
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from benchmarks.command import Result
from benchmarks.ledger_growth import place
from counterclaim import load, read_documents, read_reports, serial
from counterclaim.pipeline import open_ledger
from counterclaim.records import Report

DEFINITION = """\
The reports of a folder are read once and added to a new ledger in the order of their names, then to others in
random orders, a few at a time. standings: the share of facets of incidents that stand otherwise than in the first
ledger, or are not in both. links: the same of the links between event mentions, their scores with them.
incidents: the same of incidents, by all that they hold. Each is the greatest over the orders. Items are orders."""

EXAMPLE = "examples/kirkuk"


def outcome(store: str, reports: Sequence[Report], together: int) -> dict[str, set[str]]:
    """What a ledger comes to: its incidents, how their facets stand, the links between mentions."""
    with place(store) as where, open_ledger(where, create=True) as ledger:
        writer = ledger.writer(seconds=3600)
        for at in range(0, len(reports), together):
            for report in reports[at : at + together]:
                writer.add(report)
            writer.flush()
        ledger.refresh()
        found: dict[str, set[str]] = {"standings": set(), "links": set(), "incidents": set()}
        with ledger.view() as view:
            cursor = None
            while True:
                page = view.incidents(cursor=cursor)
                for one in page.incidents:
                    accounts = view.accounts(one.number)
                    found["incidents"].add(serial.to_json(one.incident))
                    found["links"].update(serial.to_json(link) for link in view.links_of(one.number))
                    for item in accounts.assessments if accounts else ():
                        found["standings"].add(f"{one.incident.id} {serial.to_json(item)}")
                cursor = page.cursor
                if cursor is None:
                    return found


def measure(reports: Sequence[Report], orders: int, *, store: str, seed: int) -> dict[str, float]:
    """The greatest share of each that differs from the first order."""
    rng = random.Random(seed)
    first = outcome(store, reports, len(reports))
    worst = dict.fromkeys(first, 0.0)
    for _ in range(orders):
        shuffled = list(reports)
        rng.shuffle(shuffled)
        other = outcome(store, shuffled, rng.randint(1, 5))
        for name, found in first.items():
            differ = len(found ^ other[name]) / max(1, len(found | other[name]))
            worst[name] = max(worst[name], differ)
    return {**worst, "all_incidents": len(first["incidents"]), "all_standings": len(first["standings"])}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", default=EXAMPLE, type=Path)
    parser.add_argument("--orders", type=int, default=20)
    parser.add_argument("--store", default="sqlite", help="sqlite, or the address of a PostgreSQL database")
    parser.add_argument("--seed", type=int, default=0, help="of the orders")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    documents = read_documents(str(given.folder), settings=load())
    reports = [one for one in read_reports(documents) if isinstance(one, Report)]
    figures = measure(reports, given.orders, store=given.store, seed=given.seed)
    result = Result("ledger_orders", given.orders, figures, DEFINITION)
    print(result.as_json() if given.json else result.as_table())


if __name__ == "__main__":
    main()
