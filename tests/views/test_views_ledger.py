"""The commands on a ledger, from adding reports to taking an export back. What reads them is tested elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from counterclaim import pipeline
from counterclaim.errors import DocumentError
from counterclaim.ledger import Ledger
from counterclaim.records import Document, Report, Statement
from counterclaim.views.cli import app
from tests.ledger.samples import BRIDGE, report

runner = CliRunner()


@pytest.fixture(autouse=True)
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A reader that knows the sentences of the samples; gives what it was made to read."""
    seen: list[str] = []

    def statements(document: Document) -> Iterator[Statement]:
        for number, one in enumerate(report(document.text).statements, 1):
            yield replace(one, id=f"{document.id}-{number}")

    def read_reports(
        documents: Iterable[Document | DocumentError], *, reader: object = None
    ) -> Iterator[Report | DocumentError]:
        for document in documents:
            if isinstance(document, Document):
                seen.append(document.where)
                yield Report(document, tuple(statements(document)))
            else:
                yield document

    monkeypatch.setattr(pipeline, "read_reports", read_reports)
    return seen


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "reports"
    made.mkdir()
    (made / "bridge.txt").write_text(BRIDGE)
    (made / "road.txt").write_text("The council denied that the road to Varnek was closed on Sunday.")
    return made


def run(*arguments: str, code: int = 0) -> str:
    result = runner.invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    return result.output


def test_added_once_and_again(folder: Path, read: list[str]) -> None:
    assert "2 added, 0 there already; l.db holds 2 documents, 4 statements" in run("add", "l.db", "reports")
    assert "0 added, 2 there already" in run("add", "l.db", str(folder))
    assert len(read) == 2  # what is there is not read again
    assert "2 documents, 4 statements: as they were added" in run("verify", "l.db")
    with Ledger("l.db") as ledger, ledger.view() as view:
        (bridge,) = [one.document for one in view.reports() if "bridge" in one.document.where]
        assert view.received(bridge.sha256_bytes) == BRIDGE.encode()


def test_an_edit_is_said_and_kept(folder: Path) -> None:
    run("add", "l.db", "reports")
    (folder / "bridge.txt").write_text(BRIDGE.replace("13 fighters", "20 fighters"))
    assert "new version of reports/bridge.txt: statements: 1 changed" in run("add", "l.db", "reports")
    shown = run("versions", "l.db", "reports/bridge.txt")
    assert "version 2" in shown
    assert "- The Northern Army: its soldiers had seized the bridge at Varnek, killing 13 fighters" in shown
    assert "killing 20 fighters (content, toll)" in shown
    first, second = json.loads(run("versions", "l.db", "reports/bridge.txt", "--format", "json"))
    assert (first["current"], second["current"], second["version"]) == (False, True, 2)
    assert second["difference"]["changes"][0]["fields"] == ["content", "toll"]
    run("versions", "l.db", "none", code=3)


def test_search(folder: Path) -> None:
    run("add", "l.db", "reports", "--published", "2021-03-04")
    shown = run("search", "l.db", "road")
    assert "The council · denies: that the road to Varnek was closed on Sunday" in shown
    assert "2021-03-04 · reports/road.txt" in shown
    lines = run("search", "l.db", "varnek", "--stance", "asserts", "--format", "jsonl").splitlines()
    (found,) = map(json.loads, lines)
    assert found["statement"]["sources"][0]["name"] == "The Northern Army"
    assert found["document"]["published"] == "2021-03-04"
    assert "more than these 1" in run("search", "l.db", "--limit", "1")
    run("search", "l.db", "zeppelin", code=3)
    assert "is no day" in run("search", "l.db", "--since", "soon", code=4)


def test_out_and_in(folder: Path) -> None:
    run("add", "l.db", "reports")
    lines = run("export", "l.db")
    run("export", "l.db", "-o", "copy.jsonl")
    assert Path("copy.jsonl").read_text(encoding="utf-8") == lines
    assert "2 entries added" in run("import", "m.db", "copy.jsonl")
    assert run("export", "m.db") == lines
    assert runner.invoke(app, ["import", "n.db", "-"], input=lines).exit_code == 0
    assert run("export", "n.db") == lines
    run("import", "m.db", "none.jsonl", code=2)
    Path("copy.jsonl").write_text(lines.replace("Varnek", "Karnev"), encoding="utf-8")
    assert "copy.jsonl, line 3: " in run("import", "o.db", "copy.jsonl", code=4)


def test_origins_are_settled_and_rebuilt_the_same(folder: Path) -> None:
    story = " ".join(
        f"The {kind} of {town} said that {number} lorries had left the {kind} yard before the storm came."
        for number, (kind, town) in enumerate(
            [
                ("mayor", "Aldre"),
                ("guard", "Besk"),
                ("clerk", "Corvo"),
                ("miller", "Dunn"),
                ("smith", "Elva"),
            ],
            11,
        )
    )
    (folder / "one.txt").write_text(story)
    (folder / "two.txt").write_text(story + " More was to follow in the evening paper of the town.")
    run("add", "l.db", "reports")
    with pipeline.open_ledger("l.db") as ledger:
        with ledger.view() as view:
            assert view.behind() == []
            origins = view.text_origins()
            where = {one.document.id: Path(one.document.where).name for one in view.reports()}
        assert {where[name]: where[one.origin] for name, one in origins.items()} == {
            "bridge.txt": "bridge.txt",
            "road.txt": "road.txt",
            "one.txt": "two.txt",
            "two.txt": "two.txt",
        }
        before = list(ledger.dump())
        assert ledger.rebuild() == ["versions", "words", "origins", "incidents"]
        assert list(ledger.dump()) == before
        assert ledger.refresh() == []
    assert "remade: versions, words, origins, incidents" in run("rebuild", "l.db")


def test_damage_is_named(folder: Path) -> None:
    run("add", "l.db", "reports")
    head = run("verify", "l.db").split()[-1]
    run("verify", "l.db", "--head", head)
    assert "cut or rewritten" in run("verify", "l.db", "--head", "0" * 64, code=1)
    with Ledger("l.db") as ledger, ledger._store.writing() as connection:
        connection.exec_driver_sql("UPDATE statement SET record = replace(record, 'denies', 'admits')")
    assert "is not as it was added" in run("verify", "l.db", code=1)


def test_what_is_wrong_is_said(folder: Path) -> None:
    assert "l.db: there is no such ledger" in run("search", "l.db", "road", code=4)
    assert "is a file, but no ledger" in run("add", "reports/road.txt", "reports", code=4)
    assert "set aside: " in run("add", "l.db", "reports", "gone.txt", code=1)
    run("add", "l.db", "gone.txt", code=3)
    run("add", "l.db", "reports", "--published", "soon", code=2)
