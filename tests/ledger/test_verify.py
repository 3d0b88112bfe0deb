"""Custody: a ledger that nobody touched is whole; whatever is changed behind its back is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from counterclaim.errors import LedgerDamagedError, LedgerError
from counterclaim.ledger import Ledger, journal
from counterclaim.ledger.quotes import misquoted
from counterclaim.ledger.tables import STATEMENTS
from counterclaim.records import Content, Judgement, Ruling, Source, Span
from tests.ledger.samples import numbered, report

Execute = Callable[..., None]


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    with ledger.writer() as writer:
        for one in numbered(3):
            writer.add(one)
        writer.judge(Judgement("j1", Ruling.MERGE, ("a", "b"), "one river", "desk"))
        writer.add(report())
    return ledger


def found(ledger: Ledger) -> set[tuple[str, str]]:
    return {(one.what, one.name) for one in ledger.verify()}


def test_all_is_well(filled: Ledger) -> None:
    assert list(filled.verify()) == []
    with filled.view() as view:
        entries = list(view.entries())
        assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
        assert view.head == entries[-1]
        assert list(filled.verify(head=entries[2].hash)) == []


def test_an_empty_ledger_is_whole(ledger: Ledger) -> None:
    assert list(ledger.verify()) == []


def test_a_text_that_was_changed(filled: Ledger, execute: Execute) -> None:
    execute("UPDATE document SET record = replace(record, '1 soldiers', '9 soldiers') WHERE number = 2")
    document = numbered(3)[1].document.id
    damages = list(filled.verify())
    assert ("document", document) in {(one.what, one.name) for one in damages}
    # Every quote is held against the text: the first statement's no longer stands there.
    assert [one.problem for one in damages if one.what == "statement"] == [
        "its content is not what stands at 25-60"
    ]


def test_a_statement_that_was_changed(filled: Ledger, execute: Execute) -> None:
    statement = report().statements[1]
    execute("UPDATE statement SET record = replace(record, 'denies', 'confirms') WHERE id = ?", statement.id)
    assert found(filled) == {("statement", statement.id)}


def test_a_statement_that_was_taken_out_or_put_in(filled: Ledger, execute: Execute) -> None:
    one, other = numbered(3)[0], numbered(3)[2]
    execute("DELETE FROM said WHERE number = ?", STATEMENTS)
    execute("DELETE FROM statement WHERE id = ?", one.statements[0].id)
    execute(
        "INSERT INTO statement (number, id, record) SELECT number + 7, 'forged', record FROM statement WHERE id = ?",
        other.statements[0].id,
    )
    execute(
        "INSERT INTO statement (number, id, record) SELECT ?, 'beyond', record FROM statement WHERE id = ?",
        90 * STATEMENTS,
        other.statements[0].id,
    )
    assert found(filled) == {
        ("statement", f"{one.document.id}, number 1"),
        ("statement", "forged"),
        ("statement", "beyond"),
    }


def test_bytes_that_were_changed_or_lost(filled: Ledger, execute: Execute) -> None:
    first, second, third = (one.document for one in numbered(3))
    execute("UPDATE received SET data = ? WHERE hash = ?", b"x\x9cgarbage", first.sha256_bytes)
    execute("DELETE FROM received WHERE hash = ?", second.sha256_bytes)
    execute("UPDATE received SET packing = 'none' WHERE hash = ?", third.sha256_bytes)
    assert found(filled) == {("bytes", one.sha256_bytes) for one in (first, second, third)}


def test_a_judgement_that_was_changed(filled: Ledger, execute: Execute) -> None:
    execute("UPDATE judgement SET record = replace(record, 'river', 'town')")
    assert found(filled) == {("judgement", "j1")}
    execute("DELETE FROM judgement")
    assert found(filled) == {("judgement", "j1")}


def test_an_entry_that_was_changed(filled: Ledger, execute: Execute) -> None:
    execute("UPDATE entry SET at = '2020-01-01T00:00:00.000Z' WHERE number = 3")
    assert found(filled) == {("entry", "3")}


def test_an_entry_that_was_sealed_anew_breaks_the_chain_after_it(filled: Ledger, execute: Execute) -> None:
    with filled.view() as view:
        old = list(view.entries())[2]
    forged = replace(old, at="2020-01-01T00:00:00.000Z")
    parts = {
        name: getattr(forged, name) for name in ("kind", "subject", "at", "maker", "content", "previous")
    }
    execute(
        "UPDATE entry SET at = ?, hash = ? WHERE number = 3", forged.at, journal.seal(forged.number, **parts)
    )
    assert found(filled) == {("entry", "4")}


def test_an_end_that_was_cut_off_is_found_by_a_hash_noted_before(filled: Ledger, execute: Execute) -> None:
    with filled.view() as view:
        head = view.head
    assert head is not None
    for table in ("difference", "version", "document", "entry"):
        execute(f"DELETE FROM {table} WHERE number = 5")
    for table in ("said", "statement"):
        execute(f"DELETE FROM {table} WHERE number >= ?", 5 * STATEMENTS)
    assert list(filled.verify()) == []
    (damage,) = filled.verify(head=head.hash)
    assert "cut or rewritten" in damage.problem


def test_a_document_whose_entry_is_gone(ledger: Ledger, execute: Execute, place: str) -> None:
    if "://" in place:
        pytest.skip("PostgreSQL itself refuses to delete what others refer to")
    first, second, third = numbered(3)
    with ledger.writer() as writer:
        for one in (first, second, third):
            writer.add(one)
    execute("DELETE FROM entry WHERE number = 2")
    assert found(ledger) == {
        ("entry", "3"),
        ("document", second.document.id),
        ("bytes", second.document.sha256_bytes),
        *(("statement", one.id) for one in second.statements),
    }


@pytest.mark.parametrize("content", ["{}", "[]", "no json"])
def test_an_entry_without_sense(filled: Ledger, execute: Execute, content: str) -> None:
    execute("UPDATE entry SET content = ? WHERE number = 1", content)
    assert ("entry", "1") in found(filled)


def test_a_record_without_sense(filled: Ledger, execute: Execute) -> None:
    execute("UPDATE statement SET record = '{}' WHERE id = ?", report().statements[0].id)
    assert found(filled) == {("statement", report().statements[0].id)}


def test_a_page_of_the_file_that_was_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger(path, create=True) as ledger, ledger.writer() as writer:
        for one in numbered(60):
            writer.add(one)
    size = path.stat().st_size
    with path.open("r+b") as file:
        for at in range(8192, size - 4096, 4096 * 3):
            file.seek(at)
            file.write(b"\xff" * 2048)
    with Ledger(path) as ledger:
        try:
            assert list(ledger.verify())
        except LedgerError as error:
            assert isinstance(error, LedgerDamagedError)


def test_quotes() -> None:
    one = report()
    text, statement = one.document.text, one.statements[0]
    assert all(not list(misquoted(text, other)) for other in one.statements)
    content = statement.content
    short = replace(content, end=content.end - 1, spans=(Span(content.start, content.end - 1),))
    outside = Content("", 0, len(text) + 1, (Span(0, len(text) + 1),))
    broken = replace(content, text="its fighters", spans=(Span(60, 63), Span(107, 115)))
    event = statement.events[0]
    wrong = {
        "its content is not what stands": replace(statement, content=short),
        "its content lies outside": replace(statement, content=outside),
        "its cue": replace(statement, cue=statement.cue and replace(statement.cue, text="says")),
        "stands nowhere in the text": replace(statement, sources=(Source("The Southern Army", 24, 41),)),
        "lies outside the text": replace(statement, via=(Source("Reuters", 24, 9999),)),
        "its event": replace(
            statement, events=(replace(event, trigger=replace(event.trigger, text="seize")),)
        ),
        "its place": replace(
            statement, events=(replace(event, place=event.place and replace(event.place, start=0)),)
        ),
        "a toll": replace(statement, events=(replace(event, toll=(replace(event.toll[0], end=9999),)),)),
        "a participant": replace(
            statement, events=(replace(event, actors=(replace(event.actors[0], start=-1),)),)
        ),
    }
    for problem, changed in wrong.items():
        (said,) = misquoted(text, changed)
        assert problem in said
    there = text[60:63] + " " + text[107:115]
    assert not list(misquoted(text, replace(statement, content=replace(broken, text=there))))


def test_sources_that_stand_for_others_or_for_nobody_are_no_damage() -> None:
    one = report()
    text, statement = one.document.text, one.statements[0]
    name = statement.sources[0].name
    resolved = Source(
        name, 0, 6, resolved_start=statement.sources[0].start, resolved_end=statement.sources[0].end
    )
    nobody = Source("unnamed", 0, 6, unnamed=True)
    outlet = Source("outlet", 0, 0)
    unplaced = Source(name, 0, 6)
    assert not list(misquoted(text, replace(statement, sources=(resolved, nobody, outlet, unplaced))))
