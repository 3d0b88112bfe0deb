"""The scorer of time expressions on cases small enough to count by hand."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks import times
from benchmarks.command import Options
from benchmarks.scoring import Counts

GOLD = [
    (0, 6, "DATE", "2017-10-13"),
    (10, 20, "DURATION", "P2D"),
    (30, 34, "DATE", "2014"),
    (40, 50, "SET", "P1D"),
]
FOUND = [
    (0, 6, "DATE", "2017-10-13"),
    (12, 18, "DATE", "P3D"),
    (18, 22, "DATE", "2015"),
    (32, 38, "DATE", "2014"),
]
TML = (
    '<TimeML><DCT><TIMEX3 type="DATE" value="2017-10-16">x</TIMEX3></DCT>'
    '<TEXT>They left <TIMEX3 type="DATE" value="2017-10-13">Friday</TIMEX3>.</TEXT></TimeML>'
)


def test_each_expression_serves_once() -> None:
    assert times.matched(GOLD, FOUND) == [(GOLD[0], FOUND[0]), (GOLD[1], FOUND[1]), (GOLD[2], FOUND[3])]
    assert times.matched(GOLD, []) == []


def test_tally() -> None:
    tally = times.Tally()
    tally.add(GOLD, FOUND)
    assert tally.span == Counts(3, 4, 4)
    assert tally.strict == Counts(1, 4, 4)
    assert tally.value == Counts(2, 4, 4)
    assert tally.type == Counts(2, 4, 4)
    figures = tally.figures()
    assert (figures["span_f1"], figures["value_f1"]) == (0.75, 0.5)
    assert figures["value_accuracy"] == pytest.approx(2 / 3)


def test_measure_reads_the_time_of_creation(tmp_path: Path) -> None:
    (tmp_path / "a.tml").write_text(TML, encoding="utf-8")
    result = times.measure(None, Options(data=tmp_path))
    assert (result.items, result.figures["span_f1"], result.figures["value_f1"]) == (1, 1.0, 1.0)


def test_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.tml").write_text(TML, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["times", "--data", str(tmp_path), "--json"])
    times.main()
    printed = json.loads(capsys.readouterr().out)
    assert (printed["benchmark"], printed["items"], printed["figures"]["value_f1"]) == ("times", 1, 1.0)
    monkeypatch.setattr(sys, "argv", ["times", "--data", str(tmp_path / "none")])
    with pytest.raises(SystemExit, match="does not exist"):
        times.main()
