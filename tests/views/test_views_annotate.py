"""``counterclaim annotate`` over the package's own weights."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from counterclaim.views.cli import app

TEXT = "The army denied the claim.\n\nColonel Amin Darwish told reporters that 3 tanks had left Mersa.\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_json_has_every_layer(report: Path) -> None:
    result = CliRunner().invoke(app, ["annotate", str(report), "--format", "json"])
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    for layer in (
        "tokens",
        "sentences",
        "names",
        "entities",
        "attributions",
        "predicates",
        "events",
        "mentions",
    ):
        assert layer in found
    words = [found["text"][t["start"] : t["end"]] for t in found["tokens"]]
    assert words[:5] == ["The", "army", "denied", "the", "claim"]


def test_conllu_numbers_each_sentence_from_one(report: Path) -> None:
    result = CliRunner().invoke(app, ["annotate", str(report), "--format", "conllu"])
    rows = [line.split("\t") for line in result.stdout.splitlines() if line and not line.startswith("#")]
    assert all(len(row) == 10 for row in rows)
    assert [row[0] for row in rows][:7] == ["1", "2", "3", "4", "5", "6", "1"]
    assert sum(row[6] == "0" for row in rows) == 2
    assert {row[9].split("|")[0] for row in rows} >= {"Offset=0:3", "Offset=4:8"}


def test_text_shows_the_report(report: Path) -> None:
    result = CliRunner().invoke(app, ["annotate", str(report)])
    assert result.exit_code == 0
    assert "The army denied the claim." in result.stdout


def test_a_bad_document_is_set_aside(report: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 broken")
    result = CliRunner().invoke(app, ["annotate", str(report), str(bad), "--format", "json"])
    assert result.exit_code == 1
    assert "bad.pdf" in result.stderr
