"""A ledger as JSON lines and back: identical into an empty one, added to into another, refused where damaged."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from counterclaim.errors import LedgerDamagedError, NewerLedgerError
from counterclaim.ledger import Ledger
from counterclaim.records import Judgement, Ruling
from tests.ledger.samples import BRIDGE, numbered, report

JUDGED = Judgement("j1", Ruling.MERGE, ("a", "b"), "one river", "desk")


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    with ledger.writer() as writer:
        for one in numbered(3):
            writer.add(one)
        writer.judge(JUDGED)
        writer.add(report("An odd text \u2028 \x1f 🚨 said \ud800 so.", received=b"\x00\xff"))
        writer.add(report(BRIDGE, received=b"\x00\xff"))
        writer.add(report(BRIDGE.replace("13", "14")))
    return ledger


def test_out_in_and_out_again_is_identical(filled: Ledger, another: str) -> None:
    lines = list(filled.export())
    assert len(lines) == 1 + 7 + 4  # head, entries, bytes (once for two documents)
    with Ledger(another, create=True) as other:
        assert other.take(lines) == 7
        assert list(other.export()) == lines
        assert list(other.verify()) == []
        assert list(other.dump()) == list(filled.dump()) or filled.where.startswith("postgresql") != (
            other.where.startswith("postgresql")
        )
        with filled.view() as one, other.view() as two:
            assert list(one.additions()) == list(two.additions())
        assert other.take(lines) == 0
        assert list(other.export()) == lines


def test_what_came_since_is_taken_up_where_it_ended(filled: Ledger, another: str) -> None:
    lines = list(filled.export())
    with Ledger(another, create=True) as other:
        assert other.take(lines[:7]) == 3
        assert other.take(lines) == 4
        assert list(other.export()) == lines


def test_into_another_ledger_what_is_not_there_is_added(filled: Ledger, another: str) -> None:
    lines = list(filled.export())
    with Ledger(another, create=True) as other:
        with other.writer() as writer:
            writer.add(replace(numbered(4)[3]))
            writer.add(replace(numbered(3)[1]))
        assert other.take(lines) == 6
        assert list(other.verify()) == []
        assert other.take(lines) == 0
        with filled.view() as one, other.view() as two:
            assert two.judgements() == [JUDGED]
            there = {held.document.id: held for held in two.reports(superseded=True)}
            for held in one.reports(superseded=True):
                assert there[held.document.id] == held
            came = [entry.manifest.get("came") for entry in two.entries()]
            assert came[:2] == [None, None]
            first = next(iter(one.entries()))
            assert came[2] == {"at": first.at, "entry": first.hash}


@pytest.mark.parametrize(
    ("line", "change", "problem"),
    [
        (2, ('"text":"Officials', '"text":"Somebody'), "not what the journal has hashes of"),
        (2, ('"stance":"asserts"', '"stance":"doubts"'), "not what the journal has hashes of"),
        (2, ('"number":1', '"number":2'), "not as it was written"),
        (1, ('"data":"', '"data":"AAAA'), "not those of their hash"),
        (7, ("one river", "one town"), "not what the journal has a hash of"),
        (2, ('"kind"', '"sort"'), "unexpected keyword"),
        (4, ("{", "["), "no JSON"),
    ],
)
def test_a_line_that_was_changed(
    filled: Ledger, another: str, *, line: int, change: tuple[str, str], problem: str
) -> None:
    lines = list(filled.export())
    old, new = change
    assert old in lines[line]
    lines[line] = lines[line].replace(old, new, 1)
    with Ledger(another, create=True) as other:
        with pytest.raises(LedgerDamagedError, match=problem) as raised:
            other.take(lines, name="copy.jsonl")
        assert f"copy.jsonl, line {line + 1}:" in str(raised.value)
        assert list(other.verify()) == []


def test_a_line_that_is_missing(filled: Ledger, another: str) -> None:
    lines = list(filled.export())
    with Ledger(another, create=True) as other, pytest.raises(LedgerDamagedError, match="does not follow"):
        other.take(lines[:2] + lines[4:])
    with (
        Ledger(another) as other,
        pytest.raises(LedgerDamagedError, match="bytes that the document came in are missing"),
    ):
        other.take([lines[0], *lines[2:]])


def test_what_is_no_ledger_or_a_newer_one(ledger: Ledger) -> None:
    for lines in ([], ['{"document": 1}'], ["[]"], ["text"]):
        with pytest.raises(LedgerDamagedError):
            ledger.take(lines)
    with pytest.raises(NewerLedgerError, match="newer version"):
        ledger.take([json.dumps({"ledger": "counterclaim", "format": 99})])
