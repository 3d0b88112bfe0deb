"""Tables: CSV, XLSX, Parquet and HXL, each read by its own reader; and that no text of a report runs as a formula."""

from __future__ import annotations

import csv
import io
import warnings
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from pyarrow import parquet

from counterclaim.errors import ExportError
from counterclaim.views.exports.form import library
from counterclaim.views.exports.formats import form_of
from counterclaim.views.exports.separated import safe
from counterclaim.views.exports.table import TABLES
from tests.views.exports.samples import EVENING, FORMULA, MADE, MORNING, dossier, meeting


def written(name: str, *dossiers: Any) -> bytes:
    """What a format makes of dossiers."""
    file = io.BytesIO()
    list(form_of(name).write(dossiers or (dossier(), meeting()), file, made=MADE))
    assert not file.closed
    return file.getvalue()


def table(name: str, *dossiers: Any) -> list[dict[str, str]]:
    """The rows of a format that is CSV."""
    return list(csv.DictReader(io.StringIO(written(name, *dossiers).decode(), newline="")))


def test_incidents_in_csv() -> None:
    bridge, council = table("csv")
    assert (bridge["title"], bridge["type"], bridge["place"], bridge["country"]) == (
        "Attack on the bridge at Varnek", "ASSAULT", "Varnek", "NOR",
    )  # fmt: skip
    assert (float(bridge["latitude"]), float(bridge["longitude"]), bridge["start"]) == (
        61.5,
        9.25,
        "2021-03-03",
    )
    assert [bridge[f"killed_{bound}"] for bound in ("low", "best", "high")] == ["13", "20", "20"]
    assert (bridge["parties"], bridge["origins"], bridge["disputed"]) == ("Norvia; River Front", "5", "2")
    assert bridge["standing_control"] == "disputed"
    assert bridge["standing_toll"] == "fighters killed: disputed; children wounded: single"
    assert (
        "confirmed by Harbour Courier, denied by The River Front, asked, silent: The mayor"
        in bridge["claims"]
    )
    assert bridge["statement_ids"].split("; ") == list(dossier().statement_ids)
    assert bridge["addresses"].split("; ")[:2] == [
        "https://gazette.example/a?b=1&c={2}",
        "https://courier.example/9",
    ]
    assert (council["latitude"], council["killed_low"], council["standing_occurrence"]) == ("", "", "single")


def test_each_claim_leads_back_to_words_of_its_document() -> None:
    texts = {report.document.id: " ".join(report.document.text.split()) for report in dossier().reports}
    rows = table("csv-claims", dossier())
    assert len(rows) == sum(len(claim.says) for claim in dossier().claims) == 10
    for row in rows:
        assert row["statement"].startswith(row["document"])
        assert row["quote"] in texts[row["document"]] or "\ufffd" in row["quote"]
        assert row["address"]
    (denial,) = [row for row in rows if row["act"] == "denies"]
    assert (denial["source"], denial["party"], denial["facet"], denial["subject"], denial["value"]) == (
        "The River Front", "River Front", "control", "the bridge", "Norvia holds it",
    )  # fmt: skip
    assert (denial["standing"], denial["rule"], denial["published"]) == (
        "disputed", "disputed_by_denial", "2021-03-04",
    )  # fmt: skip
    assert denial["quote"] == "The River Front denied that the bridge was lost."


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", FORMULA])
def test_no_text_runs(text: str) -> None:
    cell = safe(text)
    assert isinstance(cell, str)
    assert cell[0] == "'"


def test_numbers_and_plain_texts_stay() -> None:
    assert [safe(cell) for cell in (-5.25, 7, None, "a=b", "it's")] == [-5.25, 7, None, "a=b", "it's"]


@pytest.mark.parametrize("name", ["csv", "csv-claims", "acled", "ucdp", "hxl"])
def test_no_cell_of_any_table_runs(name: str) -> None:
    bad = replace(dossier(), incident=replace(dossier().incident, title=FORMULA))
    for row in csv.reader(io.StringIO(written(name, bad).decode(), newline="")):
        assert not [cell for cell in row if cell.lstrip()[:1] in "=+@\t\r" and cell]


def test_workbook() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    assert book.sheetnames == ["incidents", "claims", "statements", "documents"]
    for sheet, wanted in zip(book, TABLES, strict=True):
        heading, *rows = list(sheet.iter_rows())
        assert [cell.value for cell in heading] == [column.name for column in wanted.columns]
        assert rows
        for cell in (cell for row in rows for cell in row if cell.value is not None):
            assert cell.data_type in ("s", "n"), cell.value  # "f" would be a formula
            assert cell.hyperlink is None
    assert sum(1 for _ in book["documents"].iter_rows()) == 5
    (headline,) = [cell for row in book["documents"].iter_rows() for cell in row if cell.value == FORMULA]
    assert headline.quotePrefix
    (quote,) = {
        cell.value for row in book["statements"].iter_rows() for cell in row if "Reporters" in str(cell.value)
    }
    assert quote == "Reporters of this paper confirmed that the Northern Army held the bridge.\ufffd"


def test_a_cell_holds_no_more_than_excel_takes() -> None:
    long = replace(dossier(), incident=replace(dossier().incident, title="long " * 10_000))
    (title,) = [
        row[2] for row in openpyxl.load_workbook(io.BytesIO(written("xlsx", long)))["incidents"].values
    ][1:]
    assert len(title) == 32_767
    assert title.endswith("[…]")


def test_parquet() -> None:
    bridge, council = parquet.read_table(io.BytesIO(written("parquet"))).to_pylist()
    assert (bridge["latitude"], bridge["killed_best"], council["latitude"]) == (61.5, 20, None)
    assert bridge["parties"] == ["Norvia", "River Front"]
    assert bridge["statement_ids"] == list(dossier().statement_ids)
    assert [one["act"] for one in bridge["claims"] if one["facet"] == "control"] == [
        "asserts", "denies", "confirms", "is silent on",
    ]  # fmt: skip
    assert [one["headline"] for one in bridge["sources"]] == ["Bridge taken", FORMULA, None]


def test_hxl() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own
        import hxl
    source = hxl.data(io.BytesIO(written("hxl")))
    bridge, council = list(source)
    assert bridge.get("#affected+killed+best") == "20"
    assert bridge.get("#country+code") == "NOR"
    assert (bridge.get("#geo+lat"), bridge.get("#date+start")) == ("61.5", "2021-03-03")
    assert bridge.get("#status+control") == "disputed"
    assert bridge.get("#meta+url").startswith("https://gazette.example/")
    assert council.get("#event+name") == "Meeting of the council"
    errors: list[Any] = []
    schema = hxl.schema(
        [["#valid_tag", "#valid_datatype"], ["#affected", "number"], ["#date", "date"], ["#geo", "number"]]
    )
    schema.callback = errors.append
    assert schema.validate(hxl.data(io.BytesIO(written("hxl", dossier())))), [str(one) for one in errors]


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ExportError, match=r"needs no_such_library.*pip install 'counterclaim\[export\]'"):
        library("no_such_library.part")
    with pytest.raises(ExportError, match="there is no format 'xls'; take ledger, csv"):
        form_of("xls")


def test_samples_hold_what_the_tests_are_about() -> None:
    assert "\x0b" in EVENING
    assert "<script>" in EVENING
    assert "Lt. Gen." in MORNING
