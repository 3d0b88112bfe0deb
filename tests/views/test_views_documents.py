"""The command ``counterclaim documents``."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.document_seeds import TITLE, csv_table, json_array, plain
from counterclaim.views.cli import app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_bytes(plain())
    (tmp_path / "b.txt").write_bytes(plain())
    (tmp_path / "c.json").write_bytes(json_array())
    return tmp_path


def run(*arguments: str | Path, stdin: bytes | None = None):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(app, ["documents", *map(str, arguments)], input=stdin)


def test_table(folder: Path) -> None:
    result = run(folder)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert TITLE in result.stdout
    assert re.search(r"2017-10-16 \(given\)", result.stdout)
    assert "The Example Courier" in result.stdout
    assert "copy 100%" in result.stdout


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json(folder: Path, form: str) -> None:
    result = run(folder, "--format", form)
    rows = (
        json.loads(result.stdout)
        if form == "json"
        else [json.loads(line) for line in result.stdout.splitlines()]
    )
    assert len(rows) == 4
    assert rows[0]["origin"]["origin"] == rows[1]["origin"]["origin"]
    assert rows[2]["published"] == {
        "value": "2017-10-16",
        "precision": "day",
        "zone": False,
        "known": "given",
    }
    assert rows[0]["text"][:20] == TITLE[:20]
    assert "received" not in rows[0]


def test_set_aside_goes_to_standard_error(folder: Path) -> None:
    (folder / "d.txt").write_bytes(b"")
    result = run(folder, "--format", "jsonl")
    assert result.exit_code == 1
    assert "1 set aside" in result.stderr
    assert "d.txt: is empty" in result.stderr
    assert len(result.stdout.splitlines()) == 4


def test_nothing_could_be_read(tmp_path: Path) -> None:
    result = run(tmp_path / "none")
    assert result.exit_code == 3
    assert result.stdout == ""
    assert json.loads(run(tmp_path / "none", "--format", "json").stdout) == []


@pytest.mark.parametrize(
    "arguments", [["--column", "body"], ["--column", "body=text"], ["--published", "soon"], ["--no-such"], []]
)
def test_wrong_usage(folder: Path, arguments: list[str]) -> None:
    result = run(*arguments, *([folder] if arguments else []))
    assert result.exit_code == 2
    assert result.stdout == ""


def test_column_mapping(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(csv_table().replace(b"text,title", b"body,headline"))
    result = run(tmp_path, "--column", "text=body", "--column", "title=headline", "--format", "jsonl")
    assert json.loads(result.stdout.splitlines()[0])["title"] == TITLE


def test_standard_input() -> None:
    result = run("-", "--format", "jsonl", stdin=plain())
    assert json.loads(result.stdout)["where"] == "standard input"


def test_names_cannot_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J.txt").write_bytes(b"")
    (tmp_path / "b[red]x.txt").write_bytes(b"The troops \xe2\x80\xae entered the town.")
    result = run(tmp_path)
    assert "\x1b" not in result.stdout + result.stderr
    assert "[red]" in result.stdout


def test_help_and_version_need_no_heavy_imports() -> None:
    heavy = {"pydantic", "numpy", "lxml", "trafilatura", "httpx", "pypdf", "counterclaim.pipeline"}
    script = f"import sys; import counterclaim.views.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    for option in ("--help", "--version"):
        result = CliRunner().invoke(app, [option])
        assert result.exit_code == 0
        assert "counterclaim" in result.stdout
    assert "Exit codes" in CliRunner().invoke(app, ["documents", "--help"]).stdout
