"""Names are changed consistently, and what is compared does not depend on them."""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks import renaming
from benchmarks.renaming import Part, Seen, cast_for, compared, found_in, place, templates, written
from counterclaim.records import Annotation, Name

SHIPPED = Path(renaming.__file__).parent / "data" / "renaming_reports.toml"
PARTS = [
    Part("General "),
    Part("", "P1"),
    Part(" left "),
    Part("", "L1"),
    Part(". "),
    Part("", "S1"),
    Part(" fled."),
]


def test_a_surname_follows_its_full_name() -> None:
    cast = cast_for(PARTS, random.Random(1))
    assert cast["S1"] == cast["P1"].split()[-1]
    assert written(PARTS, {"P1": "A B", "L1": "Goma", "S1": "B"})[0] == "General A B left Goma. B fled."


def test_positions_do_not_depend_on_names() -> None:
    for cast in (
        {"P1": "A B", "L1": "Goma", "S1": "B"},
        {"P1": "Cee Dee Long", "L1": "El Fasher", "S1": "Long"},
    ):
        text, starts = written(PARTS, cast)
        assert place(PARTS, starts, text.index("left")) == (2, 1)
        assert place(PARTS, starts, text.index(cast["L1"])) == (3, 0)


def test_names_that_the_reader_finds_become_slots_once_each() -> None:
    text = "Ana Popescu left Goma. Popescu said Goma fell."
    names = (
        Name(0, 11, "Person"),
        Name(17, 21, "Location"),
        Name(23, 30, "Person"),
        Name(36, 40, "Location"),
    )
    parts = found_in(text, Annotation(names=names))
    assert "".join(part.text for part in parts) == text
    slots = [part.slot for part in parts if part.slot]
    assert slots[1] == slots[3]
    assert slots[0][0] + slots[2][0] == "PS"
    assert slots[0][1:] == slots[2][1:]


def test_only_what_stays_whole_counts() -> None:
    one = Seen((0, 0), frozenset(), "denies", ("ASSAULT",))
    other = one._replace(stance="asserts")
    assert compared([one], [one])["unchanged"] == 1
    assert compared([one], [other]) == {
        "statements": 1,
        "unchanged": 0,
        "unchanged_source": 1,
        "unchanged_stance": 0,
        "unchanged_events": 1,
    }
    assert compared([one], [])["unchanged"] == 0


def test_fifty_reports_are_written() -> None:
    assert len(list(templates(SHIPPED))) * renaming.CASTS >= 50
