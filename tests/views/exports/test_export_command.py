"""``export`` and ``brief`` on a ledger, from adding reports to the files. What reads them is tested elsewhere."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from typer.testing import CliRunner

from counterclaim import pipeline
from counterclaim.errors import DocumentError
from counterclaim.records import Document, Report, Statement
from counterclaim.views.cli import app
from counterclaim.views.exports import files
from counterclaim.views.exports.formats import FORMATS
from tests.ledger.samples import BRIDGE, report

runner = CliRunner()
ROAD = "The council denied that the road to Varnek was closed on Sunday."


def _statements(document: Document, made: Report) -> Iterator[Statement]:
    for number, one in enumerate(made.statements, 1):
        yield replace(one, id=f"{document.id}-{number}")


def _read(
    documents: Iterable[Document | DocumentError], *, reader: object = None
) -> Iterator[Report | DocumentError]:
    """Read the sentences of the samples, and no others."""
    for document in documents:
        if isinstance(document, Document):
            made = report(document.text)
            yield Report(document, tuple(_statements(document, made)), made.actors)
        else:
            yield document


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a ledger of two reports."""
    made = tmp_path_factory.mktemp("exports")
    (made / "bridge.txt").write_text(BRIDGE)
    (made / "road.txt").write_text(ROAD)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "read_reports", _read)
        patch.chdir(made)
        run("add", "l.db", "bridge.txt", "road.txt", "--published", "2021-03-04")
    yield made


@pytest.fixture(autouse=True)
def _there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)


def run(*arguments: str, code: int = 0) -> str:
    result = runner.invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    return result.output


def test_every_format_is_written() -> None:
    for form in FORMATS:
        name = f"out{form.suffix}"
        said = run("export", "l.db", "--format", form.name, "--out", name)
        assert Path(name).stat().st_size > 100, form.name
        assert "left out" not in said
        Path(name).unlink()
    assert not list(Path().glob("*.part"))


def test_the_ledger_itself_is_the_default() -> None:
    lines = run("export", "l.db")
    assert json.loads(lines.splitlines()[0])
    assert lines == run("export", "l.db", "--format", "ledger")
    run("export", "l.db", "-o", "copy.jsonl")
    assert Path("copy.jsonl").read_text(encoding="utf-8") == lines
    assert "choose incidents with another --format" in run("export", "l.db", "--incident", "1", code=2)


def test_an_incident_leads_back_to_its_words() -> None:
    (row,) = csv.DictReader(io.StringIO(run("export", "l.db", "--format", "csv")))
    assert (row["type"], row["place"], row["killed_best"]) == ("ASSAULT", "Varnek", "13")
    assert row["addresses"] == "bridge.txt"
    claims = list(csv.DictReader(io.StringIO(run("export", "l.db", "--format", "csv-claims"))))
    quotes = {claim["quote"] for claim in claims if claim["source"] == "The Northern Army"}
    assert quotes == {BRIDGE.split("\n\n")[1].split(". ")[0] + "."}


def test_incidents_can_be_chosen() -> None:
    assert "Varnek" in run("export", "l.db", "--format", "geojson", "--incident", "1")
    assert "Varnek" in run(
        "export", "l.db", "--format", "geojson", "--type", "ASSAULT", "--since", "2021-03-01"
    )
    assert "no incident was found" in run("export", "l.db", "--format", "csv", "--type", "PROTEST", code=3)
    assert "there is no incident 99" in run("export", "l.db", "--format", "csv", "--incident", "99", code=3)


def test_what_goes_wrong_is_said() -> None:
    assert "there is no format 'xls'" in run("export", "l.db", "--format", "xls", code=2)
    assert "cannot be written" in run("export", "l.db", "--format", "csv", "--out", "none/out.csv", code=2)
    run("export", "none.db", "--format", "csv", code=4)
    run("brief", "none.db", "1", code=4)
    assert "there is no incident 99" in run("brief", "l.db", "99", code=3)
    assert not Path("none").exists()


def test_nothing_is_written_where_something_went_wrong() -> None:
    Path("out.csv").write_text("before")
    run("export", "l.db", "--format", "csv", "--incident", "99", "--out", "out.csv", code=3)
    assert Path("out.csv").read_text() == "before"
    assert not list(Path().glob("*.part"))


def test_bytes_are_not_for_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_is_terminal", lambda: True)
    assert "name a file with --out" in run("export", "l.db", "--format", "xlsx", code=2)
    assert "name a file with --out" in run("brief", "l.db", "1", "--format", "docx", code=2)
    assert "# " in run("brief", "l.db", "1")
    monkeypatch.setattr(files, "_is_terminal", lambda: False)
    result = runner.invoke(app, ["export", "l.db", "--format", "xlsx"])
    assert openpyxl.load_workbook(io.BytesIO(result.stdout_bytes)).sheetnames[0] == "incidents"


def test_briefs() -> None:
    text = run("brief", "l.db", "1")
    assert text.startswith("# ")
    assert "The Northern Army" in text
    assert (
        "“The Northern Army said its soldiers had seized the bridge at Varnek, killing 13 fighters.”" in text
    )
    run("brief", "l.db", "1", "--out", "b.html")
    assert Path("b.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    run("brief", "l.db", "1", "--out", "b.docx")
    assert docx.Document("b.docx").tables
    run("brief", "l.db", "1", "--format", "md", "--out", "b.txt")
    assert Path("b.txt").read_text(encoding="utf-8") == text
