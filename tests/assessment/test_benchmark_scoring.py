"""The scorer of standings: rows are found by facet and subject, and right only as the gold says."""

from __future__ import annotations

from benchmarks.assessment import figures_of, outcome_counts
from benchmarks.assessment_dossiers import exchange
from benchmarks.assessment_scoring import changed, false_disputes, score, standings
from counterclaim.records import Accounts, Assessment, Facet, Interest, Standing, Value, Voice

PARTIES = ()


def assessment(facet: Facet, subject: str, standing: Standing, leaning: str | None = None) -> Assessment:
    voice = Voice("R", "s1", None, True, "o", "asserts", Interest.NONE)
    return Assessment(
        facet, subject, standing, (Value("k", "Red army", (voice,)),), "r", "", ("s1",), leaning
    )


def accounts(*found: Assessment) -> Accounts:
    return Accounts("i", PARTIES, found, 1)


def test_rows_are_found_by_subject_and_judged_by_standing() -> None:
    found = accounts(
        assessment(Facet.CONTROL, "Hill Nine", Standing.SINGLE),
        assessment(Facet.CONTROL, "the bridge", Standing.DISPUTED, "third party against R"),
    )
    rows = [
        {
            "facet": "control",
            "subject": "bridge",
            "standing": "disputed",
            "leaning": "R",
            "values": {"Red": ["R"]},
        },
        {"facet": "control", "subject": "Hill Nine", "standing": "agreed"},
        {"facet": "toll", "subject": "civilians", "standing": "single"},
    ]
    outcomes = score(found, rows)
    assert [one.right for one in outcomes] == [True, False, False]
    assert outcomes[0].leaning_right
    assert outcomes[0].values_right
    assert outcome_counts(outcomes)["right"] == 1
    assert figures_of(outcome_counts(outcomes))["standings"] == 1 / 3


def test_disputes_that_no_gold_has_are_counted() -> None:
    found = accounts(assessment(Facet.TIME, "", Standing.DISPUTED))
    assert len(false_disputes(found, [{"facet": "control", "standing": "disputed"}])) == 1
    assert not false_disputes(found, [{"facet": "time", "standing": "disputed"}])


def test_changes_are_counted_both_ways() -> None:
    before = standings(accounts(assessment(Facet.TIME, "", Standing.DISPUTED)))
    after = standings(accounts(assessment(Facet.TIME, "", Standing.SINGLE)))
    assert changed(before, before) == 0
    assert changed(before, after) == changed(before, {}) == 1


def test_names_change_places_at_once() -> None:
    pairs = [["Red", "Blue"], ["Redland", "Blueland"]]
    assert exchange("Redland said Red shot Blue.", pairs) == "Blueland said Blue shot Red."
    assert exchange(exchange("Red, Blue", pairs), pairs) == "Red, Blue"
