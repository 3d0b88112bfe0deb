"""The benchmarks of speed: whole processes, the whole job, each beside what it is measured against."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import cold_start, speed_read
from benchmarks.command import Options
from benchmarks.speed_reader import generate


def test_the_whole_job_beside_the_encoder(tmp_path: Path) -> None:
    for number, text in enumerate(generate(3, sentences=(3, 4))):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    result = speed_read.measure(None, Options(data=tmp_path, limit=2))
    figures = result.figures
    assert result.items == 2
    assert figures["statements_per_report"] >= 3
    assert figures["share_of_encoder"] == pytest.approx(
        figures["reports_per_second"] / figures["encoder_reports_per_second"]
    )


def test_a_folder_without_reports_is_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"no \.txt file"):
        speed_read.measure(None, Options(data=tmp_path))


def test_a_report_that_cannot_be_read_is_no_speed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(SystemExit, match="1 of 1"):
        speed_read.measure(None, Options(data=tmp_path))


def test_cold_start_is_that_of_whole_processes() -> None:
    figures = cold_start.measure(None, Options(data=Path(), limit=1)).figures
    assert figures["seconds_worst"] >= figures["seconds"] > figures["interpreter_seconds"] > 0


def test_a_command_that_fails_is_told() -> None:
    with pytest.raises(SystemExit, match="ended with 3: why"):
        cold_start.cost([sys.executable, "-c", "import sys; sys.stderr.write('why'); sys.exit(3)"])
