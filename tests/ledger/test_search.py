"""Searching what was said: words, sources, stances, days; the same on both databases."""

from __future__ import annotations

import pytest

from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger, Query
from counterclaim.ledger.words import days, folded
from counterclaim.records import DatePrecision, Known, Published, Stance
from tests.ledger.samples import BRIDGE, report

TEXTS = [
    ("2021-03-04", BRIDGE),
    ("2021-03-06", "Général Élodie Marchand said that the K1 air-base is in full control of the state."),
    ("2021-04", "The Kurdish officials denied that control of the base was full."),
    (None, "A spokesman reported mines along the road."),
]


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    with ledger.writer() as writer:
        for number, (published, text) in enumerate(TEXTS):
            writer.add(report(text, url=f"https://gazette.example/{number}", published=published))
    return ledger


def cues(ledger: Ledger, words: str = "", **asked: object) -> list[str]:
    with ledger.view() as view:
        return [hit.statement.sources[0].name for hit in view.search(Query(words, **asked))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("control", ["The Kurdish officials", "Général Élodie Marchand"]),
        ("CONTROLS", ["The Kurdish officials", "Général Élodie Marchand"]),
        ('"full control"', ["Général Élodie Marchand"]),
        ("control full", ["The Kurdish officials", "Général Élodie Marchand"]),
        ("control -state", ["The Kurdish officials"]),
        ('base -"full control"', ["The Kurdish officials"]),
        ("-control -bridge -shelling", ["A spokesman"]),
        ("mines OR shelling", ["Witnesses", "A spokesman"]),
        ("the mines OR shelling", ["A spokesman"]),
        ("shell*", ["Witnesses"]),
        ("shel", []),
        ("k1", ["Général Élodie Marchand"]),
        ("air base", ["Général Élodie Marchand"]),
        ("air-base", ["Général Élodie Marchand"]),
        ("'); DROP TABLE said; --x", []),
        ('control"', ["The Kurdish officials", "Général Élodie Marchand"]),
        ("OR OR control", ["The Kurdish officials", "Général Élodie Marchand"]),
        ("said", []),
    ],
)
def test_words(filled: Ledger, words: str, found: list[str]) -> None:
    assert cues(filled, words) == found


def test_sources_by_their_names_and_by_the_actor_they_resolve_to(filled: Ledger) -> None:
    assert cues(filled, source="elodie") == ["Général Élodie Marchand"]
    assert cues(filled, source="army of the north") == ["The Northern Army"]
    assert cues(filled, source="NAR") == ["The Northern Army"]
    assert cues(filled, source="bridge") == []
    assert cues(filled, "control", source="kurdish officials") == ["The Kurdish officials"]


def test_stances(filled: Ledger) -> None:
    assert cues(filled, stances=(Stance.DENIES,)) == ["The Kurdish officials", "The River Front"]
    assert cues(filled, "bridge", stances=(Stance.DENIES, Stance.DOUBTS)) == ["The River Front"]


def test_days_bound_what_may_have_come_out_between_them(filled: Ledger) -> None:
    assert cues(filled, "control", since="2021-03-05", until="2021-03-31") == ["Général Élodie Marchand"]
    assert cues(filled, "control", since="2021-04-15") == ["The Kurdish officials"]
    assert cues(filled, since="2021-03-05", until="2021-03-05") == []
    assert len(cues(filled, until="2021-03")) == 4
    assert len(cues(filled, since="2021")) == 5
    assert cues(filled, since="2022") == []


def test_edited_documents_are_left_out_unless_asked_for(filled: Ledger) -> None:
    edited = BRIDGE.replace("shelling until noon", "shelling until dusk")
    with filled.writer() as writer:
        writer.add(report(edited, url="https://gazette.example/0"))
    with filled.view() as view:
        hits = view.search(Query("shelling"))
        assert [(hit.document.text, hit.current) for hit in hits] == [(edited, True)]
        hits = view.search(Query("shelling", superseded=True))
        assert [(hit.document.text, hit.current) for hit in hits] == [(BRIDGE, False), (edited, True)]


def test_a_limit_takes_the_latest(filled: Ledger) -> None:
    with filled.view() as view:
        assert len(view.search(Query())) == 6
        (hit,) = view.search(Query("control"), limit=1)
        assert hit.document.published is not None
        assert hit.document.published.value == "2021-04"


@pytest.mark.parametrize("day", ["yesterday", "2021-13", "2021-02-30", "2021-2-3", "0000"])
def test_a_day_that_is_none(filled: Ledger, day: str) -> None:
    with filled.view() as view, pytest.raises(LedgerError, match="is no day"):
        view.search(Query(since=day))


def test_words_that_are_none(filled: Ledger) -> None:
    with filled.view() as view, pytest.raises(LedgerError, match="no word"):
        view.search(Query("--- ???"))


def test_folded() -> None:
    assert folded("Général  Élodie's K1-base, 3.5 km;") == "general elodie s k1 base 3 5 km"
    assert folded("A_b") == "a b"
    assert folded("Straße ﬁre") == "strasse fire"


@pytest.mark.parametrize(
    ("value", "precision", "bounds"),
    [
        ("2020", DatePrecision.YEAR, ("2020-01-01", "2020-12-31")),
        ("2020-02", DatePrecision.MONTH, ("2020-02-01", "2020-02-29")),
        ("2020-02-03T23:30+03:00", DatePrecision.MINUTE, ("2020-02-03", "2020-02-03")),
    ],
)
def test_days(value: str, precision: DatePrecision, bounds: tuple[str, str]) -> None:
    assert days(Published(value, precision, False, Known.GIVEN)) == bounds
    assert days(None) == (None, None)
