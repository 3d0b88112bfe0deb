"""The gold of messages that tell of one incident, made from answer keys written for this test."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.incidents_gold import days_of, gold_pairs, pairs, relevant
from corpora.sample import Sample, Slot, Template


def message(name: str, *templates: dict[str, str]) -> Sample:
    """A message with its templates."""
    named = {
        "type": "INCIDENT: TYPE",
        "date": "INCIDENT: DATE",
        "place": "INCIDENT: LOCATION",
        "victim": "HUM TGT: NAME",
        "target": "PHYS TGT: ID",
    }
    made = tuple(
        Template(str(at), tuple(Slot(named[key], (value,)) for key, value in one.items()))
        for at, one in enumerate(templates, 1)
    )
    return Sample(id=name, document=name, text="", templates=made)


BASE = {
    "type": "BOMBING",
    "date": "04 FEB 90",
    "place": "PERU: LIMA (CITY)",
    "target": '"MARIONETTE WAREHOUSE"',
}


def same(**changes: str) -> bool:
    """Whether a message with some slots changed is of one incident with the plain one."""
    return gold_pairs([message("A", BASE), message("B", BASE | changes)]) == {("A", "B")}


def test_the_same_slots_are_one_incident() -> None:
    assert same()


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("type", "KIDNAPPING"),
        ("date", "06 FEB 90"),
        ("place", "PERU: CUSCO (CITY)"),
        ("place", "CHILE: LIMA (CITY)"),
        ("target", '"LIGHTHOUSE"'),
    ],
)
def test_another_slot_is_another_incident(slot: str, value: str) -> None:
    assert not same(**{slot: value})


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("type", "ATTACK / BOMBING"),
        ("date", "03 FEB 90 - 05 FEB 90"),
        ("date", "- 06 FEB 90"),
        ("place", "PERU: LIMA (DEPARTMENT): LIMA (CITY): RIMAC (DISTRICT)"),
        ("place", "PERU"),
        ("target", '"WAREHOUSE OF THE MARIONETTES"'),
    ],
)
def test_what_agrees_may_be_told_otherwise(slot: str, value: str) -> None:
    assert same(**{slot: value})


def test_with_a_date_that_only_ends_a_rare_word_must_be_shared() -> None:
    open_ = BASE | {"date": "- 06 FEB 90"}
    assert gold_pairs([message("A", BASE), message("B", open_)]) == {("A", "B")}
    plain = {"target": '"HOUSE"'}
    assert gold_pairs([message("A", BASE | plain), message("B", open_ | plain)]) == set()


def test_messages_of_which_the_keys_tell_nothing_are_out_of_scope() -> None:
    undated = {key: value for key, value in BASE.items() if key != "date"}
    assert relevant([message("A", BASE), message("B"), message("C", undated)]) == {"A"}


def test_a_message_is_no_pair_with_itself() -> None:
    assert gold_pairs([message("A", BASE, BASE)]) == set()


def test_what_holds_of_two_pairs_holds_of_the_third() -> None:
    first = BASE | {"date": "01 FEB 90"}
    last = BASE | {"date": "05 FEB 90"}
    between = BASE | {"date": "01 FEB 90 - 05 FEB 90"}
    found = gold_pairs([message("A", first), message("B", between), message("C", last)])
    assert found == {("A", "B"), ("A", "C"), ("B", "C")}


def test_days() -> None:
    assert days_of(["04 FEB 90"]) == (date(1990, 2, 4), date(1990, 2, 4))
    assert days_of(["- 04 FEB 90"]) == (date(1989, 12, 24), date(1990, 2, 4))
    assert days_of(["31 JAN 90 - 04 FEB 90"]) == (date(1990, 1, 31), date(1990, 2, 4))
    assert days_of(["FEB 90"]) == (date(1990, 2, 1), date(1990, 2, 28))
    assert days_of(["*"]) is None
    assert days_of(["31 FEB 90"]) is None


def test_pairs_of_groups() -> None:
    assert pairs([["b", "a", "c", "a"], ["d"]]) == {("a", "b"), ("a", "c"), ("b", "c")}
