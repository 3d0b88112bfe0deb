"""Standings on the scales in use, and what moved them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counterclaim.assessment import compare, history
from counterclaim.assessment.scales import acled_fatalities, admiralty, airwars, credibility, ucdp
from counterclaim.records import Accounts, Facet, Reliability, Standing
from tests.assessment.telling import Paper, accounts_of, event, incident, row

ATTACK = "the Red army attacked the Blue army"


def attack() -> object:
    return event(ATTACK, trigger="attacked", actors=["RED:ARMY"], recipients=["BLUE:ARMY"])


def killed(number: int, who: str = "civilians") -> object:
    return event(f"{number} {who} were killed", trigger="killed", killed=(number, who))


def counts(*told: tuple[str, int]) -> Accounts:
    papers = [Paper("z").says("outlet", ATTACK, attack())]
    papers += [
        Paper(f"p{n}", day="2021-03-04").says(who, f"{number} civilians were killed", killed(number))
        for n, (who, number) in enumerate(told)
    ]
    return accounts_of(papers)


def test_admiralty_letter_comes_from_the_table_alone() -> None:
    found = row(counts(("DOCTOR", 7)), Facet.TOLL)
    value = found.values[0]
    names = {"p0-0": ["a doctor"]}
    assert admiralty(found, value) == "F3"
    assert admiralty(found, value, ratings=[Reliability("a doctor", "B")], names=names) == "B3"
    sure = replace(found, standing=Standing.AGREED)
    assert admiralty(sure, value, names=names) == "F1", "a sure value makes no reliable source"


def test_what_cannot_be_judged_is_six() -> None:
    found = row(counts(("DOCTOR", 7)), Facet.TOLL)
    assert credibility(replace(found, standing=Standing.OPEN), found.values[0]) == 6


def test_the_value_that_third_parties_speak_against_is_doubtful() -> None:
    found = row(counts(("RED:MINISTRY", 3), ("MONITOR", 9)), Facet.TOLL)
    by_text = {value.text: credibility(found, value) for value in found.values}
    assert (found.standing, by_text) == (Standing.DISPUTED, {"3": 4, "9": 3})


@pytest.mark.parametrize(
    ("standing", "grade"),
    [
        (Standing.CONFIRMED, "fair"),
        (Standing.CORROBORATED, "fair"),
        (Standing.SINGLE, "weak"),
        (Standing.DISPUTED, "contested"),
        (Standing.RETRACTED, "discounted"),
        (Standing.OPEN, None),
    ],
)
def test_airwars(standing: Standing, grade: str | None) -> None:
    found = row(counts(("DOCTOR", 7)), Facet.TOLL)
    assert airwars(replace(found, standing=standing)) == grade


def test_airwars_is_confirmed_where_the_doer_accepts_it() -> None:
    papers = [Paper("a").says("RED:MINISTRY", ATTACK, attack(), stance="admits")]
    assert airwars(row(accounts_of(papers), Facet.RESPONSIBILITY)) == "confirmed"


def test_ucdp_and_acled_count_low() -> None:
    accounts = counts(("RED:MINISTRY", 3), ("MONITOR", 9), ("DOCTOR", 9))
    (estimate,) = ucdp(accounts)
    assert (estimate.low, estimate.best, estimate.high) == (3, 9, 9)
    assert acled_fatalities(accounts) == 3
    assert acled_fatalities(counts()) is None


def test_history_names_the_report_and_the_statements_that_moved_a_standing() -> None:
    papers = [
        Paper("a", day="2021-03-04").says("BLUE:MINISTRY", ATTACK, attack()),
        Paper("b", day="2021-03-05").says("RED:MINISTRY", ATTACK, attack(), stance="denies"),
    ]
    reports = {paper.id: paper.report() for paper in papers}
    shifts = history(incident(reports.values()), reports, origins={})
    moved = [one for one in shifts if one.facet is Facet.RESPONSIBILITY]
    assert [(one.before, one.after, one.document) for one in moved] == [
        (None, Standing.SINGLE, "a"),
        (Standing.SINGLE, Standing.DISPUTED, "b"),
    ]
    assert moved[1].statements == ("b-0",)


def test_states_compared_with_themselves_differ_in_nothing() -> None:
    accounts = counts(("RED:MINISTRY", 3), ("MONITOR", 9))
    assert compare(accounts, accounts) == ()
    gone = compare(accounts, None)
    assert {one.after for one in gone} == {None}
    assert len(gone) == len(accounts.assessments)
