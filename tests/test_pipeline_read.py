"""``counterclaim.read``: from a text or a path to one report with statements, events and actors."""

from __future__ import annotations

from pathlib import Path

import pytest

import counterclaim
from counterclaim.errors import DocumentError
from counterclaim.language import Reader
from counterclaim.records import Report

TEXT = """Government troops shelled the town of Kamango on Sunday, killing four traders, residents said.

The army denied that its soldiers had fired on the market.
"""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def report(reader: Reader) -> Report:
    return counterclaim.read(TEXT, published="2021-03-02", reader=reader)


def test_a_text_gives_statements_with_events(report: Report) -> None:
    assert [s.stance.value for s in report.statements][-1] == "denies"
    assert any(e.type == "ASSAULT" for s in report.statements for e in s.events)


def test_sources_have_their_actors(report: Report) -> None:
    army = next(source for s in report.statements for source in s.sources if source.name == "The army")
    assert army.actor in {actor.id for actor in report.actors}


def test_a_date_by_hand_dates_the_events(report: Report) -> None:
    times = {e.time.start for s in report.statements for e in s.events if e.time}
    assert "2021-02-28" in times


def test_a_path_gives_the_same_as_its_text(report: Report, reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    other = counterclaim.read(path, published="2021-03-02", reader=reader)
    told = [[(e.type, e.trigger, e.actors) for e in s.events] for s in report.statements]
    assert [[(e.type, e.trigger, e.actors) for e in s.events] for s in other.statements] == told


def test_the_same_text_gives_the_same_report(report: Report, reader: Reader) -> None:
    assert counterclaim.read(TEXT, published="2021-03-02", reader=reader) == report


def test_several_reports_in_one_file_are_refused(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text('{"text": "Troops shelled it."}\n{"text": "Rebels fled from it."}\n', encoding="utf-8")
    with pytest.raises(DocumentError, match="2 reports"):
        counterclaim.read(path, reader=reader)
