"""Incidents: of several documents, whatever the order in which they come, and as persons judged."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

import pytest

from counterclaim import serial
from counterclaim.incidents import Profile, blocks, cluster, explain, link, profiles
from counterclaim.records import Bond, Incident, Judgement, Link, Report, Ruling
from tests.incidents.tellings import BASRA, KIRKUK, MOSUL, Told, bombing, operation, report


def linked(found: Sequence[Profile]) -> list[Link]:
    """The links of all pairs that share a key."""
    keys = {one.mention: set(blocks(one)) for one in found}
    pairs = ((a, b) for a, b in combinations(found, 2) if keys[a.mention] & keys[b.mention])
    return [made for a, b in pairs if (made := link(a, b)) is not None]


def incidents(*told: Report, judgements: Sequence[Judgement] = ()) -> tuple[Incident, ...]:
    found = [profile for one in told for profile in profiles(one)]
    return cluster(found, linked(found), judgements)


def holding(found: Sequence[Incident], mention: str) -> Incident:
    return next(one for one in found if any(member.mention == mention for member in one.members))


def judge(ruling: Ruling, *subjects: str, name: str = "j1") -> Judgement:
    return Judgement(name, ruling, subjects, "as seen on the footage", "desk")


def mention(told: Report, number: int) -> str:
    return f"{told.statements[number].id}#0"


@pytest.fixture(name="dossier", scope="module")
def _dossier() -> list[Report]:
    """Two tellings each of two bombings on one day, one of a year before, and the story of an operation."""
    return [
        bombing(MOSUL),
        bombing(MOSUL, killed=14, extra=", officials said"),
        bombing(BASRA, by="raiders"),
        bombing(BASRA, by="raiders", extra=", a police officer said"),
        bombing(MOSUL, day="2016-03-02", killed=3),
        operation(),
    ]


def test_two_reports_of_one_bombing_are_one_incident(dossier: list[Report]) -> None:
    found = incidents(*dossier)
    one = holding(found, mention(dossier[0], 0))
    assert set(one.documents) == {dossier[0].document.id, dossier[1].document.id}
    assert len(one.members) == 6


def test_similar_ones_of_the_day_and_of_the_place_stay_apart(dossier: list[Report]) -> None:
    found = incidents(*dossier)
    ids = [holding(found, mention(one, 0)).id for one in dossier]
    assert len(set(ids)) == 4
    assert ids[0] == ids[1] and ids[2] == ids[3]


def test_how_its_mentions_hang_together(dossier: list[Report]) -> None:
    one = holding(incidents(*dossier), mention(dossier[0], 0))
    bonds = {member.mention: member.bond for member in one.members}
    assert bonds[mention(dossier[0], 0)] is Bond.SAME
    assert bonds[mention(dossier[0], 2)] is Bond.RESPONSE
    whole = holding(incidents(dossier[5]), mention(dossier[5], 0))
    bonds = {member.mention: member.bond for member in whole.members}
    assert (
        bonds[mention(dossier[5], 0)] is bonds[mention(dossier[5], 5)] is Bond.SAME
    )  # the operation, denied too
    assert bonds[mention(dossier[5], 1)] is Bond.PART
    assert bonds[mention(dossier[5], 3)] is Bond.OUTCOME
    assert bonds[mention(dossier[5], 6)] is Bond.RESPONSE


def test_title_place_and_time_are_the_best_told(dossier: list[Report]) -> None:
    one = holding(incidents(*dossier), mention(dossier[0], 0))
    assert one.title == "Bombing at Mosul, Iraq"
    assert one.place is not None and one.place.name == "Mosul"
    assert one.time is not None and one.time.start == "2017-10-16"
    assert holding(incidents(dossier[5]), mention(dossier[5], 0)).title == "Assault at Kirkuk, Iraq"


def test_the_order_does_not_matter(dossier: list[Report]) -> None:
    found = [profile for one in dossier for profile in profiles(one)]
    links = linked(found)
    plain = cluster(found, links)
    shuffle = random.Random(3)
    for _ in range(20):
        shuffle.shuffle(found)
        shuffle.shuffle(links)
        assert cluster(found, linked(found)) == plain
        assert cluster(found, links) == plain


def test_a_further_report_of_something_else_moves_nothing(dossier: list[Report]) -> None:
    before = incidents(*dossier[:5])
    after = incidents(*dossier)
    assert set(before) <= set(after)


def test_merged_by_a_person(dossier: list[Report]) -> None:
    one, other = mention(dossier[0], 0), mention(dossier[2], 0)
    found = incidents(*dossier, judgements=[judge(Ruling.MERGE, one, other)])
    whole = holding(found, one)
    assert whole == holding(found, other)
    assert {m.mention for m in whole.members if m.judged} == {one, other}


def test_split_by_a_person(dossier: list[Report]) -> None:
    one, other = mention(dossier[0], 0), mention(dossier[1], 0)
    lead = next(profile.lead for profile in profiles(dossier[0]))
    assert lead == one
    found = incidents(*dossier, judgements=[judge(Ruling.SPLIT, one, other)])
    assert holding(found, one) != holding(found, other)
    # The rest of each report stays with what leads it.
    assert mention(dossier[0], 1) in {m.mention for m in holding(found, one).members}


def test_split_within_one_report() -> None:
    told = bombing(MOSUL)
    found = incidents(told, judgements=[judge(Ruling.SPLIT, mention(told, 0), mention(told, 2))])
    assert holding(found, mention(told, 0)) != holding(found, mention(told, 2))
    assert sum(len(one.members) for one in found) == 3


def test_the_later_judgement_wins(dossier: list[Report]) -> None:
    one, other = mention(dossier[0], 0), mention(dossier[2], 0)
    merge, split = judge(Ruling.MERGE, one, other), judge(Ruling.SPLIT, one, other, name="j2")
    found = incidents(*dossier, judgements=[merge, split])
    assert holding(found, one) != holding(found, other)
    found = incidents(*dossier, judgements=[split, merge])
    assert holding(found, one) == holding(found, other)


def test_a_judgement_taken_back_says_nothing(dossier: list[Report]) -> None:
    one, other = mention(dossier[0], 0), mention(dossier[2], 0)
    merge = judge(Ruling.MERGE, one, other)
    undo = Judgement("j2", Ruling.UNDO, ("j1",), "mistaken", "desk")
    assert incidents(*dossier, judgements=[merge, undo]) == incidents(*dossier)


def test_judgements_on_mentions_that_are_not_there_are_passed_over(dossier: list[Report]) -> None:
    stray = judge(Ruling.MERGE, mention(dossier[0], 0), "gone#0")
    assert incidents(*dossier, judgements=[stray]) == incidents(*dossier)


def test_every_link_says_why(dossier: list[Report]) -> None:
    found = [profile for one in dossier for profile in profiles(one)]
    for made in linked(found):
        assert made.first < made.second
        assert 0.0 <= made.score <= 1.0
        assert made.features
        assert len(explain(made)) == len(made.features)
        shares = [abs(share) for _, share in made.features]
        assert shares == sorted(shares, reverse=True)


def test_a_link_is_the_same_either_way(dossier: list[Report]) -> None:
    found = [profile for one in dossier for profile in profiles(one)]
    for a, b in combinations(found, 2):
        assert link(a, b) == link(b, a)


def test_few_keys_and_few_links_a_document(dossier: list[Report]) -> None:
    told = report(
        *(
            Told(
                f"Gunmen attacked post number {at} near Kirkuk.", "attacked", actors=["gunmen"], place=KIRKUK
            )
            for at in range(60)
        )
    )
    found = profiles(told)
    assert len({one.lead for one in found}) == 1
    assert max(len(blocks(one)) for one in found) <= 80
    links = linked(found)
    assert len(links) == len(found) - 1
    assert len(cluster(found, links)) == 1


def test_an_incident_comes_back_from_its_text(dossier: list[Report]) -> None:
    for one in incidents(*dossier):
        assert serial.from_json(Incident, serial.to_json(one)) == one
