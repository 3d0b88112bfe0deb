"""The event coder on a table of sentences and on a report written for it."""

from __future__ import annotations

from contextlib import suppress

import pytest

from counterclaim.errors import DocumentError
from counterclaim.language import Reader
from counterclaim.pipeline import read
from counterclaim.records import EventMention, Factuality, Report, Stance
from tests.events.event_table import TABLE, outcomes, rows

# Of the rows wholly right. Of the second table 0.53 were at first sight, before any rule was made for it.
FLOORS = {"events.csv": 0.88, "events_held_out.csv": 0.77}
PLOVER = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
    "MOBILIZE COERCE ASSAULT".split()
)
REPORT = """\
BAGHDAD, Oct 17 (Meridian) - Iraqi troops attacked Peshmerga fighters near Tuz Khurmatu, the ministry of
defence said.

The Kurdistan Region Security Council said that at 23:45 local time Iraqi forces and Shiite
militiamen had launched an operation against the town of Altun Kupri.

"At about 02:15 they shelled our positions, killing seven fighters," the council added. "We have
not withdrawn from the town."

Iraq's army denied that its artillery had shelled the town.

A spokesman for the coalition called on both sides to avoid clashes.

The police chief of Dibis, Omar Aziz, said that Iraqi forces had seized control of the bridge.
"""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def report(reader: Reader) -> Report:
    return read(REPORT, published="2017-10-17", reader=reader)


def _events(report: Report, word: str) -> list[EventMention]:
    return [e for s in report.statements for e in s.events if word in e.trigger.text]


def _one(report: Report, word: str) -> EventMention:
    found = _events(report, word)
    assert found, f"no event {word!r}"
    return found[0]


def test_the_table_has_every_type_and_every_factuality() -> None:
    listed = rows()
    assert len(listed) >= 150
    assert {row["type"] for row in listed} == PLOVER | {""}
    assert {row["factuality"] for row in listed} == {kind.value for kind in Factuality}


@pytest.mark.parametrize("name", FLOORS)
def test_events_of_the_tables(reader: Reader, name: str) -> None:
    found = list(outcomes(reader, TABLE.parent / name))
    wrong = [one for one in found if one.wrong]
    shown = "\n".join(
        f"{o.row['form']}: {o.row['sentence']} [{o.row['trigger']}] {'; '.join(o.wrong)}" for o in wrong
    )
    right = 1 - len(wrong) / len(found)
    assert right >= FLOORS[name], f"{right:.3f} of the rows are right; wrong:\n{shown}"


def test_an_event_is_told_by_the_innermost_statement(report: Report) -> None:
    shelled = [s for s in report.statements for e in s.events if "shelled" in e.trigger.text]
    denied = [s for s in shelled if s.stance is Stance.DENIES]
    assert denied and denied[0].events[0].factuality is Factuality.HAPPENED


def test_hours_roll_over_midnight_in_the_zone_of_the_place(report: Report) -> None:
    launched, shelled = _one(report, "operation"), _one(report, "shelled")
    assert launched.time is not None and launched.time.start == "2017-10-16T23:45+03:00"
    assert shelled.time is not None and shelled.time.start == "2017-10-17T02:15+03:00"


def test_a_plural_pronoun_stands_for_both_of_a_pair(report: Report) -> None:
    assert {one.actor for one in _one(report, "shelled").actors} == {
        one.actor for one in _one(report, "operation").actors
    }
    assert len(_one(report, "shelled").actors) == 2


def test_the_consequence_belongs_to_the_deed(report: Report) -> None:
    shelled = _one(report, "shelled")
    assert [(t.harm.value, t.low, t.high) for t in shelled.toll] == [("killed", 7, 7)]
    assert not _events(report, "killing")


def test_what_somebody_says_not_to_have_done_is_negated(report: Report) -> None:
    assert _one(report, "withdrawn").factuality is Factuality.NEGATED


def test_a_cue_is_an_event_of_its_statement(report: Report) -> None:
    asked = _one(report, "called on")
    assert asked.type == "REQUEST"
    assert any("spokesman" in one.name for one in asked.actors)


def test_taking_control_names_the_holder(report: Report) -> None:
    seized = _one(report, "seized control")
    assert seized.type == "ASSAULT" and "military" in seized.contexts
    assert seized.control is not None and seized.control.holds
    assert seized.control.holder == "Iraqi forces"


def test_places_of_events_are_in_the_gazetteer_or_say_why_not(report: Report) -> None:
    attacked = _one(report, "attacked")
    assert attacked.place is not None and attacked.place.country == "IRQ" and attacked.place.how


def test_actors_are_listed_once_and_named_by_their_ids(report: Report) -> None:
    ids = [actor.id for actor in report.actors]
    assert len(ids) == len(set(ids))
    used = {
        p.actor for s in report.statements for e in s.events for p in (*e.actors, *e.recipients) if p.actor
    }
    used |= {source.actor for s in report.statements for source in (*s.sources, *s.via) if source.actor}
    assert used <= set(ids)


def test_without_a_date_of_publication_no_date_is_made_up(reader: Reader) -> None:
    undated = read(REPORT.split("(Meridian) - ")[1], reader=reader)
    times = [e.time for s in undated.statements for e in s.events if e.time is not None]
    assert not [time for time in times if time.start[:4].isdigit()]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "\u202e\u0000",
        "attack " * 300,
        "by by by the the of of",
        "“”“”",
        "Bombed. Bombed by. By. No attack.",
        "🚀" * 50,
    ],
)
def test_bad_text_gives_events_or_a_document_error(reader: Reader, text: str) -> None:
    with suppress(DocumentError):  # that there is no text in it is for the documents room to say
        read(f"{text}\n", reader=reader)
    with suppress(DocumentError):
        read(f"{text} Troops attacked the town. {text}\n", reader=reader)
