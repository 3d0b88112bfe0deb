"""Adding and looking: what goes in comes out, twice changes nothing, versions are kept apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger
from counterclaim.records import Judgement, Report, Ruling
from tests.ledger.samples import BRIDGE, numbered, report


def add(ledger: Ledger, *reports: Report) -> list[bool]:
    with ledger.writer() as writer:
        return [writer.add(one) for one in reports]


def without_bytes(one: Report) -> Report:
    return replace(one, document=replace(one.document, received=None))


def test_what_goes_in_comes_out(ledger: Ledger) -> None:
    given = [report(received=b"<html>varnek</html>"), *numbered(5)]
    assert add(ledger, *given) == [True] * 6
    with ledger.view() as view:
        assert list(view.reports()) == [without_bytes(one) for one in given]
        assert view.report(given[2].document.id) == without_bytes(given[2])
        assert view.report("none") is None
        assert view.statement(given[0].statements[1].id) == given[0].statements[1]
        assert view.received(given[0].document.sha256_bytes) == b"<html>varnek</html>"
        assert view.received("none") is None
        counts = view.counts()
        assert (counts.documents, counts.superseded, counts.statements) == (6, 0, 13)
        assert [entry.subject for entry in view.entries()] == [one.document.id for one in given]


def test_the_same_again_changes_nothing(ledger: Ledger) -> None:
    add(ledger, *numbered(3))
    before = list(ledger.export())
    assert add(ledger, *numbered(3)) == [False] * 3
    assert add(ledger, *numbered(4)) == [False, False, False, True]
    assert list(ledger.export())[: len(before)] == before


def test_the_same_text_at_another_form_of_the_address_is_there_already(ledger: Ledger) -> None:
    add(ledger, report(), report(url=None, where="reports/varnek.txt"))
    assert add(ledger, report(url="http://GAZETTE.example/varnek/#top")) == [False]
    assert add(ledger, report(url=None, where="./varnek.txt")) == [False]
    assert add(ledger, report(url=None, where="/home/desk/reports/varnek.txt")) == [False]
    assert add(ledger, report(url=None, where="other/varnek.txt")) == [True]
    assert add(ledger, report(url="https://post.example/varnek")) == [True]


def test_a_silent_edit_is_a_new_version_and_what_it_says_otherwise_is_kept(ledger: Ledger) -> None:
    old = report()
    text = BRIDGE.replace("killing 13 fighters", "killing 20 fighters").replace(
        " Witnesses reported shelling until noon.", " The mayor said that the road was closed."
    )
    new = report(text, title="Bridge taken")
    add(ledger, old, *numbered(2))
    add(ledger, new)
    with ledger.view() as view:
        first, second = view.versions(new.document.id)
        assert view.versions("http://gazette.example/varnek") == [first, second]
        assert (first.ordinal, first.current, first.difference) == (1, False, None)
        assert (second.ordinal, second.current) == (2, True)
        difference = second.difference
        assert difference is not None
        assert difference.fields == ("text", "title")
        toll, added, withdrawn = difference.changes
        assert (toll.before, toll.after) == (old.statements[0].id, new.statements[0].id)
        assert toll.fields == ("content", "toll")
        assert (added.before, added.after) == (None, new.statements[2].id)
        assert (withdrawn.before, withdrawn.after) == (old.statements[2].id, None)
        assert list(view.differences()) == [difference]
        assert view.counts().superseded == 1
        assert old.document.id not in [one.document.id for one in view.reports()]
        assert len(list(view.reports(superseded=True))) == 4


def test_versions_follow_one_another(ledger: Ledger) -> None:
    texts = [BRIDGE.replace("13", str(count)) for count in (13, 14, 15)]
    for text in texts:
        add(ledger, report(text))
    with ledger.view() as view:
        found = view.versions("https://gazette.example/varnek")
        assert [(one.document.text, one.ordinal, one.current) for one in found] == [
            (texts[0], 1, False),
            (texts[1], 2, False),
            (texts[2], 3, True),
        ]


def test_another_report_at_one_address_is_no_version(ledger: Ledger) -> None:
    one, other = numbered(1)[0], report(url="https://gazette.example/0")
    add(ledger, one, other)
    with ledger.view() as view:
        found = view.versions("https://gazette.example/0")
        assert [(version.ordinal, version.current) for version in found] == [(1, True), (1, True)]


def test_a_slow_addition_is_committed_at_once_and_a_fast_one_waits(ledger: Ledger) -> None:
    first, second, third = numbered(3)
    writer = ledger.writer(seconds=3600)
    writer.add(first)
    writer.add(second)
    assert writer.holds(second.document)
    with ledger.view() as view:
        assert view.counts().documents == 1
    writer.flush()
    with ledger.view() as view:
        assert view.counts().documents == 2
    eager = ledger.writer(seconds=0)
    eager.add(third)
    with ledger.view() as view:
        assert view.counts().documents == 3


def test_reports_read_before_a_failure_are_kept(ledger: Ledger) -> None:
    def failing() -> None:
        with ledger.writer(seconds=3600) as writer:
            for one in numbered(3):
                writer.add(one)
            raise RuntimeError("the model failed")

    with pytest.raises(RuntimeError):
        failing()
    with ledger.view() as view:
        assert view.counts().documents == 3


def test_a_view_stays_as_it_was(ledger: Ledger) -> None:
    add(ledger, *numbered(1))
    with ledger.view() as view:
        assert view.counts().documents == 1
        add(ledger, *numbered(3))
        assert view.counts().documents == 1
    with ledger.view() as view:
        assert view.counts().documents == 3


def test_reports_that_cannot_be_kept_are_refused_and_leave_the_rest(ledger: Ledger) -> None:
    good, bad = numbered(2)
    with ledger.writer(seconds=3600) as writer:
        writer.add(good)
        damaged = replace(bad.document, received=b"other bytes")
        with pytest.raises(ValueError, match="not those that its hash is of"):
            writer.add(replace(bad, document=damaged))
        twice = (bad.statements[0], bad.statements[0])
        with pytest.raises(ValueError, match="ids of statements must differ"):
            writer.add(replace(bad, statements=twice))
    with ledger.view() as view:
        assert [one.document.id for one in view.reports()] == [good.document.id]


def test_bytes_that_two_documents_came_in_are_kept_once(ledger: Ledger) -> None:
    one = report(received=b"one and the same")
    other = report("Officials said nothing.", url="https://post.example", received=b"one and the same")
    add(ledger, one, other)
    with ledger.view() as view:
        assert view.received(other.document.sha256_bytes) == b"one and the same"
    assert list(ledger.verify()) == []
    assert sum('"received":"' in line and '"data"' in line for line in ledger.export()) == 1


def test_judgements_stand_until_they_are_taken_back(ledger: Ledger) -> None:
    merge = Judgement("j1", Ruling.MERGE, ("a#0", "b#0"), "one bridge", "desk")
    rate = Judgement("j2", Ruling.RATE, ("NAR",), "often wrong", "desk", value="D")
    undo = Judgement("j3", Ruling.UNDO, ("j1",), "two bridges", "desk")
    redo = Judgement("j4", Ruling.UNDO, ("j3",), "one after all", "desk")
    writer = ledger.writer()
    assert [writer.judge(one) for one in (merge, rate, undo)] == [True, True, True]
    assert writer.judge(merge) is False
    with ledger.view() as view:
        assert view.judgements() == [rate]
        assert view.judgements(taken_back=True) == [merge, rate, undo]
    writer.judge(redo)
    with ledger.view() as view:
        assert view.judgements() == [merge, rate]
    with pytest.raises(LedgerError, match="there already, and another one"):
        writer.judge(replace(merge, reason="another"))
    with pytest.raises(LedgerError, match="not there to be taken back"):
        writer.judge(replace(undo, id="j5", subjects=("j9",)))
    with pytest.raises(ValueError, match="a reason"):
        writer.judge(replace(merge, id="j6", reason=" "))


def test_odd_characters_come_back(ledger: Ledger) -> None:
    odd = report("The envoy said 🚨 \ud800 نعم\0 and left.", url="https://x.example/\0\udfff", title="\ud800")
    long = report(url="https://x.example/" + "long" * 3000)
    add(ledger, odd, long)
    with ledger.view() as view:
        assert list(view.reports()) == [odd, long]
    assert list(ledger.verify()) == []
