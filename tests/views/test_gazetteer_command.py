"""The sub-command that adds places of the user's own."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from counterclaim.views.gazetteer import app

runner = CliRunner()


def test_add_then_find(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("name,lat,lon,country,type\nZaynab Tal Bridge,35.3,44.35,IRQ,bridge\n")
    added = runner.invoke(app, ["add", str(file), "--folder", str(tmp_path)])
    assert added.exit_code == 0, added.output
    assert "1 places of" in added.output
    found = runner.invoke(app, ["find", "zaynab tal bridge", "--folder", str(tmp_path)])
    assert found.exit_code == 0
    assert "35.300" in found.output
    assert "IRQ" in found.output


def test_a_bad_file_is_said_and_the_others_are_added(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("name,lat,lon\nHere,1,2\n")
    bad.write_text("name,lat,lon\nHere,100,2\n")
    result = runner.invoke(app, ["add", str(bad), str(good), "--folder", str(tmp_path)])
    assert result.exit_code == 1
    assert "line 2: lat is '100'" in result.output
    assert "1 places of" in result.output


def test_a_name_that_is_nowhere(tmp_path: Path) -> None:
    result = runner.invoke(app, ["find", "Xqzwvy", "--folder", str(tmp_path)])
    assert result.exit_code == 3
    assert "no place is called Xqzwvy" in result.output
