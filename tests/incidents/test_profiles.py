"""Profiles: what is kept of a mention, and how the mentions of a document hang together."""

from __future__ import annotations

from counterclaim import serial
from counterclaim.incidents import Profile, profiles
from counterclaim.records import Factuality
from tests.incidents.tellings import BASRA, KIRKUK, MOSUL, Told, bombing, operation, report


def led(found: tuple[Profile, ...]) -> list[set[int]]:
    """The numbers of the mentions by happening."""
    groups: dict[str, set[int]] = {}
    for at, one in enumerate(found):
        groups.setdefault(one.lead, set()).add(at)
    return sorted(groups.values(), key=min)


def test_one_for_each_mention_in_order() -> None:
    told = operation()
    found = profiles(told)
    assert [one.mention for one in found] == [f"{one.id}#0" for one in told.statements]
    assert {one.document for one in found} == {told.document.id}


def test_a_profile_comes_back_from_its_text() -> None:
    for one in profiles(operation()):
        assert serial.from_json(Profile, serial.to_json(one)) == one


def test_the_story_of_one_operation_is_one_happening() -> None:
    groups = led(profiles(operation()))
    assert {0, 1, 2, 3, 4, 5} <= groups[0]


def test_only_the_lead_knows_the_whole() -> None:
    found = profiles(operation())
    for one in found:
        assert (one.whole is not None) == (one.lead == one.mention)
    lead = next(one for one in found if one.mention == found[0].lead)
    assert lead.whole is not None
    assert lead.whole.mentions == sum(one.lead == lead.mention for one in found)
    assert lead.type == "ASSAULT"


def test_two_attacks_on_one_day_in_two_towns_stay_apart() -> None:
    found = profiles(
        report(
            Told(
                "Gunmen attacked a checkpoint in Kirkuk.",
                "attacked",
                actors=["gunmen"],
                place=KIRKUK,
                day="2017-10-16",
            ),
            Told("Two soldiers were killed in Kirkuk.", "killed", place=KIRKUK, killed=2),
            Told(
                "Gunmen attacked a checkpoint in Basra.",
                "attacked",
                actors=["gunmen"],
                place=BASRA,
                day="2017-10-16",
            ),
            Told("Four soldiers were killed in Basra.", "killed", place=BASRA, killed=4),
        )
    )
    assert led(found) == [{0, 1}, {2, 3}]


def test_what_happened_before_stays_apart() -> None:
    found = profiles(
        report(
            Told(
                "Gunmen attacked a convoy in Mosul on Monday.",
                "attacked",
                actors=["gunmen"],
                place=MOSUL,
                day="2017-10-16",
            ),
            Told("The attack killed two drivers.", "attack", place=MOSUL, day="2017-10-16", killed=2),
            Told(
                "In May gunmen had attacked a bus in Mosul.",
                "attacked",
                actors=["gunmen"],
                place=MOSUL,
                day="2017-05-02",
            ),
        )
    )
    assert led(found) == [{0, 1}, {2}]


def test_a_bombing_its_toll_and_the_arrest_hang_together() -> None:
    assert led(profiles(bombing(MOSUL))) == [{0, 1, 2}]


def test_a_report_without_events_has_none() -> None:
    assert profiles(report()) == ()


def test_what_did_not_happen_leads_nothing_that_did() -> None:
    found = profiles(
        report(
            Told(
                "Troops may attack Mosul.",
                "attack",
                actors=["troops"],
                place=MOSUL,
                factuality=Factuality.PLANNED,
            ),
            Told("Troops attacked Mosul.", "attacked", actors=["troops"], place=MOSUL),
        )
    )
    assert {one.lead for one in found} == {found[1].mention}


def test_what_is_said_of_another_time_stays_apart() -> None:
    found = profiles(
        report(
            Told("Federal troops attacked Kirkuk on Monday.", "attacked", actors=["federals"], place=KIRKUK,
                 day="2017-10-16"),
            Told("The premier condemned the attack on Monday.", "condemned", "ACCUSE", actors=["premier"],
                 recipients=["federals"], day="2017-10-16"),
            Told("In May the premier had promised the federals a vote.", "promised", "AGREE", actors=["premier"],
                 recipients=["federals"], day="2017-05-02"),
        )
    )  # fmt: skip
    assert led(found) == [{0, 1}, {2}]
