"""Incidents with the rooms' own rules: the same in any order, rebuilt, and taken back from an export."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.ledger_reports import report
from counterclaim import serial
from counterclaim.ledger import Ledger
from counterclaim.pipeline import open_ledger
from counterclaim.records import Report

EDITED = (37, 111)  # reports of which these are edits; two more are of the first ones
EDITS = (31, 43, 57, 113)


def reports(count: int) -> list[Report]:
    """Reports at addresses of their own: which of two edits is the later one depends on which came later."""
    found: dict[str | None, Report] = {}
    for number in range(count):
        one = report(number)
        found.setdefault(one.document.url, one)
    return list(found.values())


def fill(ledger: Ledger, given: list[Report], *, together: int) -> None:
    writer = ledger.writer(seconds=3600)
    rest = iter(given)
    while batch := list(islice(rest, together)):
        for one in batch:
            writer.add(one)
        writer.flush()
    ledger.refresh()


def shown(ledger: Ledger) -> Iterator[str]:
    """All incidents with their accounts, in an order of their own."""
    with ledger.view() as view:
        found = []
        for one in view.incidents(limit=10_000).incidents:
            accounts = view.accounts(one.number)
            assert accounts is not None
            found.append(serial.to_json(one.incident) + serial.to_json(accounts))
        yield from sorted(found)


def test_in_any_order(place: str, tmp_path: Path) -> None:
    given = reports(12)
    shuffled = given[:]
    random.Random(1).shuffle(shuffled)
    with open_ledger(place, create=True) as one, open_ledger(tmp_path / "two.db", create=True) as two:
        fill(one, given, together=12)
        fill(two, shuffled, together=3)
        told = list(shown(one))
        assert any('"documents":["' in text and text.count('","bond"') > 4 for text in told)
        assert list(shown(two)) == told


def test_rebuilt_and_taken_back(place: str, another: str) -> None:
    with open_ledger(place, create=True) as one, open_ledger(another, create=True) as two:
        numbers = [*range(14), *EDITED, *EDITS]
        fill(one, [report(number) for number in numbers], together=7)
        with one.view() as view:
            assert view.counts().superseded == len(EDITS)
        before = list(one.dump())
        one.rebuild()
        assert list(one.dump()) == before
        lines = list(one.export())
        two.take(lines)
        two.refresh()
        assert list(two.export()) == lines
        assert list(shown(two)) == list(shown(one))
