"""``counterclaim read``: the JSON that tools rely on, and what a person sees."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from counterclaim.records import (
    Control,
    EventMention,
    Factuality,
    Harm,
    Participant,
    Place,
    TimeValue,
    Toll,
    Trigger,
)
from counterclaim.views.cli import app
from counterclaim.views.read import event_json, event_kind, event_line, toll_line

TEXT = """Rebels captured the town of Bria on Friday and killed at least nine soldiers, the army said.

The rebels denied that they had attacked the hospital.
"""
EVENT = EventMention(
    type="ASSAULT",
    mode="aerial",
    contexts=("military",),
    factuality=Factuality.HAPPENED,
    score=2.0,
    trigger=Trigger("air strike", 10, 20),
    actors=(Participant("Ruritanian jets", "RUR:MIL:JETS", 0, 9),),
    recipients=(Participant("a convoy", None, 24, 32),),
    place=Place(
        "Zenda", 50.0, 14.0, "CZE", 2, None, "city", "1", None, "the only place of this name", 36, 41
    ),
    time=TimeValue("1894-05-04", None, 1, "Friday"),
    toll=(Toll(Harm.KILLED, "drivers", 13, None, 50, 60),),
    means=("jets",),
    control=Control("Ruritania", "RUR", "Zenda"),
    aim="cut the road",
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("read") / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(app, ["read", str(path), "--published", "2019-05-06", "--format", "json"])
    assert result.exit_code == 0, result.output
    read: dict[str, Any] = json.loads(result.stdout)
    return read


def test_json_has_the_keys_of_the_design(printed: dict[str, Any]) -> None:
    assert {"document", "statements"} <= printed.keys()
    for statement in printed["statements"]:
        assert {
            "id",
            "sources",
            "via",
            "cue",
            "stance",
            "content",
            "quoted",
            "denies",
            "contradicts",
            "events",
        } <= (statement.keys())
        for event in statement["events"]:
            assert {
                "type",
                "mode",
                "contexts",
                "factuality",
                "trigger",
                "actors",
                "recipients",
                "place",
            } <= event.keys()
            assert {"time", "toll", "means", "control", "aim"} <= event.keys()


def test_offsets_in_json_point_into_the_text(printed: dict[str, Any]) -> None:
    triggers = [event["trigger"] for s in printed["statements"] for event in s["events"]]
    assert triggers
    assert all(TEXT[t["start"] : t["end"]] == t["text"] for t in triggers)


def test_ids_in_json_are_those_of_the_actors(printed: dict[str, Any]) -> None:
    ids = {actor["id"] for actor in printed["actors"]}
    named = {s["actor"] for one in printed["statements"] for s in one["sources"] if s["actor"]}
    named |= {
        p["actor"] for one in printed["statements"] for e in one["events"] for p in e["actors"] if p["actor"]
    }
    assert named and named <= ids


def test_an_event_keeps_all_that_is_known_of_it() -> None:
    shown = event_json(EVENT)
    assert (
        shown["place"].items()
        >= {"name": "Zenda", "lat": 50.0, "lon": 14.0, "country": "CZE", "precision": 2}.items()
    )
    assert shown["time"] == {"start": "1894-05-04", "end": None, "precision": 1, "text": "Friday"}
    assert shown["toll"][0].items() >= {"harm": "killed", "who": "drivers", "low": 13, "high": None}.items()
    assert shown["control"].items() >= {"holder": "Ruritania", "place": "Zenda"}.items()
    assert shown["means"] == ["jets"] and shown["aim"] == "cut the road"


def test_a_person_sees_an_event_on_one_line() -> None:
    assert event_kind(EVENT) == "ASSAULT/aerial"
    assert event_line(EVENT) == (
        "Ruritanian jets → a convoy · @ Zenda, CZE · 1894-05-04 · at least 13 drivers killed"
        " · Ruritania holds Zenda · with jets · aim: cut the road"
    )


@pytest.mark.parametrize(
    ("low", "high", "line"),
    [
        (0, 0, "no people killed"),
        (3, 3, "3 people killed"),
        (3, 5, "3 to 5 people killed"),
        (None, 4, "up to 4 people killed"),
        (None, None, "some people killed"),
    ],
)
def test_tolls_in_words(low: int | None, high: int | None, line: str) -> None:
    assert toll_line(Toll(Harm.KILLED, "people", low, high, 0, 1)) == line


@pytest.mark.parametrize("width", ["80", "140"])
def test_text_fits_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", width)
    result = CliRunner().invoke(app, ["read", str(path)])
    assert result.exit_code == 0
    assert "ASSAULT" in result.stdout
    assert all(len(line) <= int(width) for line in result.stdout.splitlines())


def test_missing_weights_are_said_and_not_thrown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from counterclaim import language

    monkeypatch.setattr(language, "Reader", partial(language.Reader, tmp_path / "none"))
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(app, ["read", str(tmp_path / "report.txt")])
    assert result.exit_code == 3
    assert "install counterclaim again" in result.stderr
    assert not result.stdout
