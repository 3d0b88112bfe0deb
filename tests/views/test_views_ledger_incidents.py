"""The commands on incidents: list, mentions, changes, judging, sources. What reads the reports is tested elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from counterclaim import pipeline
from counterclaim.errors import DocumentError
from counterclaim.records import Document, Report, Statement
from counterclaim.views.cli import app
from tests.ledger.samples import BRIDGE, report

runner = CliRunner()
OTHER = (
    "Bridge at Varnek lost\n\n"
    "The River Guard said its men had seized the bridge at Varnek, killing 31 fighters of the north. "
    "A witness reported that boats burned on the river all day."
)
FAR = (
    "The mill of Corvo\n\n"
    "The Southern League said its riders had seized the bridge at Corvo, killing 2 millers. "
    "The council denied that a mill had burned."
)


@pytest.fixture(autouse=True)
def read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that knows the sentences of the samples."""

    def statements(document: Document) -> Iterator[Statement]:
        for number, one in enumerate(report(document.text).statements, 1):
            yield replace(one, id=f"{document.id}-{number}")

    def read_reports(
        documents: Iterable[Document | DocumentError], *, reader: object = None
    ) -> Iterator[Report | DocumentError]:
        for document in documents:
            if isinstance(document, Document):
                yield Report(document, tuple(statements(document)), report(document.text).actors)
            else:
                yield document

    monkeypatch.setattr(pipeline, "read_reports", read_reports)


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger of three reports, two of them of one bridge."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in (("bridge", BRIDGE), ("other", OTHER), ("far", FAR)):
        (folder / f"{name}.txt").write_text(text)
    run("add", "l.db", "reports", "--published", "2021-03-04")
    return "l.db"


def run(*arguments: str, code: int = 0) -> str:
    result = runner.invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    return result.output


def listed(ledger: str, *arguments: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("incidents", ledger, *arguments, "--format", "json"))
    return found


def test_incidents_are_listed_in_the_shape_that_tools_know(ledger: str) -> None:
    found = listed(ledger)
    assert sum(len(one["documents"]) for one in found) == 3  # type: ignore[misc, arg-type]
    first = found[0]
    assert {"id", "type", "place", "time", "parties", "documents", "mentions", "disputed"} <= first.keys()
    assert first["type"] == "ASSAULT"
    assert first["place"]["name"] == "Varnek"  # type: ignore[index]
    assert first["time"]["start"] == "2021-03-03"  # type: ignore[index]
    assert {"id", "url", "title"} <= first["documents"][0].keys()  # type: ignore[index]
    lines = run("incidents", ledger, "--format", "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == found
    shown = run("incidents", ledger)
    assert re.search(r"^ +1  .*Varnek.*2021-03-03.*report", shown, re.MULTILINE), shown


def test_only_what_was_asked_for(ledger: str) -> None:
    everything = len(listed(ledger))
    assert [one["place"]["name"] for one in listed(ledger, "--place", "corvo")] == ["Corvo"]  # type: ignore[index]
    assert len(listed(ledger, "millers")) == 1
    assert len(listed(ledger, "--since", "2021-03-03", "--until", "2021-03")) == everything
    assert [one["place"]["name"] for one in listed(ledger, "--near", "61.5,9.3,10")] == ["Varnek"]  # type: ignore[index]
    run("incidents", ledger, "--since", "2021-04", code=3)
    assert "no incident was found" in run("incidents", ledger, "--party", "zeppelin", code=3)
    assert "write LAT,LON,KM" in run("incidents", ledger, "--near", "north", code=2)
    assert "is no day" in run("incidents", ledger, "--until", "soon", code=4)
    assert "weight, time, changed" in run("incidents", ledger, "--order", "size", code=2)
    said = run("incidents", ledger, "--limit", "1")
    cursor = re.search(r"--cursor '([^']+)'", said)
    assert cursor is not None
    rest = listed(ledger, "--cursor", cursor[1])
    assert len(rest) == everything - 1


def test_mentions_say_why(ledger: str) -> None:
    number = next(one["number"] for one in listed(ledger) if one["place"]["name"] == "Corvo")  # type: ignore[index]
    shown = run("mentions", ledger, str(number))
    assert "The Southern League · asserts: its riders had seized the bridge at Corvo" in shown
    (one,) = json.loads(run("mentions", ledger, str(number), "--format", "json"))
    assert one["event"]["place"]["name"] == "Corvo"
    assert one["bond"] == "same"
    assert "there is no incident 99" in run("mentions", ledger, "99", code=3)


def test_merge_split_and_undo(ledger: str) -> None:
    before = {one["number"]: one["mentions"] for one in listed(ledger)}
    far = next(str(one["number"]) for one in listed(ledger) if one["place"]["name"] == "Corvo")  # type: ignore[index]
    main = next(str(number) for number in before if str(number) != far)
    assert "needs a reason" in run("merge", ledger, main, far, "--reason", " ", code=2)
    assert "is one with itself" in run("merge", ledger, main, main, "--reason", "so it is", code=4)
    assert "incident 99: is not there" in run("merge", ledger, main, "99", "--reason", "so it is", code=3)
    said = run("merge", ledger, main, far, "--reason", "one raid", "--by", "desk")
    name = said.split()[-1]
    assert len(listed(ledger)) == len(before) - 1
    assert "one raid" in run("judgements", ledger)
    assert "became one with" in run("changes", ledger)
    run("undo", ledger, name, "--reason", "two raids after all")
    assert {one["number"]: one["mentions"] for one in listed(ledger)} == before
    assert "taken back" in run("judgements", ledger)
    assert "was taken back already" in run("undo", ledger, name, "--reason", "again", code=4)
    assert "is not there to be taken back" in run("undo", ledger, "none", "--reason", "again", code=3)

    run("merge", ledger, main, far, "--reason", "one raid")
    ids = [one["id"] for one in json.loads(run("mentions", ledger, main, "--format", "json"))]
    last = json.loads(run("mentions", ledger, main, "--format", "json"))[-1]["id"]
    assert "would not be two" in run("split", ledger, main, *ids, "--reason", "no", code=4)
    assert "is not in incident" in run("split", ledger, main, "elsewhere-1#0", "--reason", "no", code=3)
    said = run("split", ledger, main, last, "--reason", "another bank of the river")
    apart = json.loads(run("mentions", ledger, last, "--format", "json"))
    assert last in {one["id"] for one in apart} and len(apart) < len(ids)
    run("undo", ledger, said.split()[-1], "--reason", "the same bank")
    assert len(json.loads(run("mentions", ledger, main, "--format", "json"))) == len(ids)


def test_judging_a_facet(ledger: str) -> None:
    main = next(str(one["number"]) for one in listed(ledger) if one["place"]["name"] == "Corvo")  # type: ignore[index]
    assert "is no facet of this incident; there are" in run(
        "judge", ledger, main, "colour", "confirmed", "--reason", "seen", code=2
    )
    assert "neither a standing" in run("judge", ledger, main, "toll", "maybe", "--reason", "seen", code=2)
    run("judge", ledger, main, "toll", "confirmed", "--reason", "counted them", "--by", "desk")
    moved = json.loads(run("changes", ledger, "--format", "json"))[-1]
    assert (moved["facet"], moved["after"], moved["judgement"]["reason"]) == (
        "toll",
        "confirmed",
        "counted them",
    )
    assert "toll" in run("judgements", ledger, main)
    assert "there is no incident 99" in run(
        "judge", ledger, "99", "toll", "confirmed", "--reason", "x", code=3
    )


def test_changes_since(ledger: str) -> None:
    everything = json.loads(run("changes", ledger, "--format", "json"))
    assert {one["what"] for one in everything} >= {"new"}
    assert len(run("changes", ledger, "--format", "jsonl").splitlines()) == len(everything)
    later = json.loads(run("changes", ledger, "--since", "2", "--format", "json"))
    assert later == [one for one in everything if one["entry"] > 2]
    assert "came up" in run("changes", ledger, "--incident", "1")
    assert "nothing changed" in run("changes", ledger, "--since", "2999-01-01", code=3)
    assert "is no moment; write" in run("changes", ledger, "--since", "yesterday", code=4)
    assert "there is no incident 99" in run("changes", ledger, "--incident", "99", code=3)


def test_sources(ledger: str, tmp_path: Path) -> None:
    assert "nothing is known" in run("sources", "list", ledger, code=3)
    run("sources", "set", ledger, "Gazette", "--letter", "b", "--interest", "NOR", "--by", "desk")
    assert "Gazette: C, in the interest of NOR" in run("sources", "set", ledger, "Gazette", "--letter", "C")
    assert "one of A, B, C" in run("sources", "set", ledger, "Gazette", "--letter", "G", code=2)
    table = tmp_path / "sources.csv"
    table.write_text("source,letter,interests,family\nCourier,A,,Post\nGazette,C,NOR,\n")
    assert "1 sources set, 1 as they were" in run("sources", "import", ledger, str(table))
    shown = run("sources", "list", ledger)
    assert shown.splitlines() == ["source,letter,interests,family", "Courier,A,,Post", "Gazette,C,NOR,"]
    (courier, _) = json.loads(run("sources", "list", ledger, "--format", "json"))
    assert courier == {"source": "Courier", "letter": "A", "interests": [], "family": "Post"}
    table.write_text("source,letter\nCourier,Z\n")
    assert "line 2: 'Z' is none of" in run("sources", "import", ledger, str(table), code=2)
    table.write_text("name,letter\nCourier,A\n")
    assert "has no column source" in run("sources", "import", ledger, str(table), code=2)
    run("sources", "import", ledger, "gone.csv", code=2)


def test_accounts_and_why(ledger: str) -> None:
    main = next(str(one["number"]) for one in listed(ledger) if one["place"]["name"] == "Corvo")  # type: ignore[index]
    rows = json.loads(run("accounts", ledger, main, "--format", "json"))
    assert all({"facet", "standing", "values", "rule", "leaning"} <= row.keys() for row in rows)
    toll = next(row for row in rows if row["facet"].startswith("toll"))
    assert {"value", "parties", "origins", "statements"} <= toll["values"][0].keys()
    shown = run("accounts", ledger, main)
    assert "toll" in shown and "standing" in shown
    assert run("accounts", ledger)  # of the one of most reports, where none is named
    why = run("why", ledger, main, toll["facet"])
    assert f"{toll['facet']}: {toll['standing']}" in why
    assert "killing 2 millers" in why
    (one,) = json.loads(run("why", ledger, main, toll["facet"], "--format", "json"))
    assert one["rule"] == toll["rule"]
    assert "is no facet of this incident; there are" in run("why", ledger, main, "colour", code=2)
    assert "there is no incident 99" in run("accounts", ledger, "99", code=3)
    assert "there is no incident 99" in run("why", ledger, "99", "toll", code=3)


def test_scales(ledger: str) -> None:
    main = next(str(one["number"]) for one in listed(ledger) if one["place"]["name"] == "Corvo")  # type: ignore[index]
    grades = json.loads(run("accounts", ledger, main, "--scale", "admiralty", "--format", "json"))
    assert all(re.fullmatch("[A-F][1-6]", one["grade"]) for one in grades)
    letters = {one["grade"][0] for one in grades}
    assert letters == {"F"}  # nothing is known of any source
    run("sources", "set", ledger, "The Southern League", "--letter", "B")
    grades = json.loads(run("accounts", ledger, main, "--scale", "admiralty", "--format", "json"))
    assert "B" in {one["grade"][0] for one in grades}
    assert re.search(r"low 2, best 2, high ", run("accounts", ledger, main, "--scale", "ucdp"))
    assert "fatalities 2" in run("accounts", ledger, main, "--scale", "acled")
    airwars = json.loads(run("accounts", ledger, main, "--scale", "airwars", "--format", "json"))
    assert {one["grade"] for one in airwars} <= {"confirmed", "fair", "weak", "contested", "discounted", None}
