"""The accounts as a table, as JSON and why, from records made by hand."""

from __future__ import annotations

import json
from io import StringIO

from rich.console import Console, RenderableType

from counterclaim.records import Accounts, Facet, Report, Standing
from counterclaim.views import accounts as view
from tests.assessment.telling import Paper, accounts_of, event, incident, row

HELD = "the Red army holds Hill Nine"
OTHER = "the Blue army holds Hill Nine"


def papers() -> list[Paper]:
    ours = event(HELD, held=("RED:ARMY", "Hill Nine"))
    theirs = event(OTHER, held=("BLUE:ARMY", "Hill Nine"))
    return [
        Paper("a", day="2021-03-04", outlet="Morning Post").says("RED:MINISTRY", HELD, ours),
        Paper("b", day="2021-03-05").says("BLUE:MINISTRY", OTHER, theirs).says("MONITOR", OTHER, theirs),
    ]


def made() -> tuple[Accounts, list[Report]]:
    told = papers()
    return accounts_of(told), [paper.report() for paper in told]


def printed(shown: RenderableType) -> str:
    console = Console(width=260, file=StringIO())
    console.print(shown)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_json_has_the_fixed_shape() -> None:
    found, _ = made()
    plain = json.loads(json.dumps(view.as_json(found)))
    assert plain == [
        {
            "facet": "control of Hill Nine",
            "standing": "disputed",
            "values": [
                {
                    "value": "the Red army",
                    "parties": ["RED"],
                    "origins": ["said:RED:MINISTRY"],
                    "statements": ["a-0"],
                },
                {
                    "value": "the Blue army",
                    "parties": ["BLU", "MONITOR"],
                    "origins": ["said:BLUE:MINISTRY", "said:MONITOR"],
                    "statements": ["b-0", "b-1"],
                },
            ],
            "rule": "contradicted",
            "leaning": "third party against RED",
        }
    ]


def test_table_sets_parties_side_by_side_and_marks_disputes() -> None:
    found, reports = made()
    text = printed(view.table(found, incident(reports), reports))
    line = next(line for line in text.splitlines() if "control of Hill Nine" in line)
    assert line.startswith("!")
    assert "the Red ministry [1]" in text
    assert "the Monitor [3]" in text
    assert "disputed, third party against" in text
    assert "2 reports, 3 origins" in text
    assert "would settle it: control of Hill Nine" in text


def test_why_gives_rule_sentence_and_origin() -> None:
    found, reports = made()
    text = printed(view.why(row(found, Facet.CONTROL), found, reports))
    assert "rule contradicted" in text
    assert f"“{HELD}.”" in text
    assert "origin said:RED:MINISTRY" in text
    assert "in its interest" in text
    plain = view.why_json(row(found, Facet.CONTROL), reports)
    assert [voice["sentence"] for voice in plain["values"][0]["voices"]] == [f"{HELD}."]


def test_silence_and_what_was_taken_back_show_as_such() -> None:
    attack = "the Red army attacked the Blue army"
    told = event(attack, trigger="attacked", actors=["RED:ARMY"], recipients=["BLUE:ARMY"])
    silent = [
        Paper("a").says("BLUE:MINISTRY", attack, told),
        Paper("b").says("RED:MINISTRY", "the attack", told, stance="silent"),
    ]
    found = accounts_of(silent)
    statements = view.cited([paper.report() for paper in silent])
    part = row(found, Facet.RESPONSIBILITY)
    assert part.standing is Standing.SINGLE
    assert view.cell(part, {"RED"}, statements).plain == "silent  the Red ministry [2]"
    assert view.cell(part, {"NOBODY"}, statements).plain == view.NOTHING
