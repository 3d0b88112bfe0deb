"""Standings of incidents told by hand-made reports: across documents, by origins, whatever the order."""

from __future__ import annotations

import random

import pytest

from counterclaim.records import Facet, Interest, Judgement, Reliability, Ruling, Standing
from tests.assessment.telling import Paper, accounts_of, event, row

ATTACK = "the Red army attacked the Blue army"


def attack(**given: object) -> object:
    return event(ATTACK, trigger="attacked", actors=["RED:ARMY"], recipients=["BLUE:ARMY"], **given)


def test_opponents_that_say_the_same_agree() -> None:
    papers = [
        Paper("a").says("RED:MINISTRY", ATTACK, attack()),
        Paper("b").says("BLUE:MINISTRY", ATTACK, attack()),
    ]
    found = row(accounts_of(papers), Facet.OCCURRENCE)
    assert (found.standing, found.rule) == (Standing.AGREED, "agreed_by_opponents")
    assert set(found.statements) == {"a-0", "b-0"}


def test_a_denial_in_one_paper_disputes_what_another_reports() -> None:
    papers = [
        Paper("a").says("BLUE:MINISTRY", ATTACK, attack()),
        Paper("b").says("RED:MINISTRY", ATTACK, attack(), stance="denies"),
    ]
    accounts = accounts_of(papers)
    part = row(accounts, Facet.RESPONSIBILITY)
    assert part.standing is Standing.DISPUTED
    assert {v.interest for value in part.values for v in value.voices} == {Interest.OWN}
    assert row(accounts, Facet.OCCURRENCE).standing is Standing.SINGLE, "its own part alone is denied"
    assert "a third party that knows who did it" in part.settle


def test_two_holders_of_one_place_dispute_it_and_the_third_party_leans() -> None:
    held = "the Red army holds Hill Nine"
    other = "the Blue army holds Hill Nine"
    papers = [
        Paper("a", day="2021-03-04").says("RED:MINISTRY", held, event(held, held=("RED:ARMY", "Hill Nine"))),
        Paper("b", day="2021-03-04").says(
            "BLUE:MINISTRY", other, event(other, held=("BLUE:ARMY", "Hill Nine"))
        ),
        Paper("c", day="2021-03-04").says(
            "MONITOR", other, event(other, held=("BLUE:ARMY", "Hill Nine")), stance="confirms"
        ),
    ]
    found = row(accounts_of(papers), Facet.CONTROL)
    assert found.standing is Standing.DISPUTED
    assert found.leaning == "third party against RED"
    assert "a second third party that knows of it at first hand" in found.settle


def test_holders_on_days_far_apart_do_not_dispute_a_place() -> None:
    held = "the Red army holds Hill Nine"
    other = "the Blue army holds Hill Nine"
    papers = [
        Paper("a", day="2021-03-04").says("RED:MINISTRY", held, event(held, held=("RED:ARMY", "Hill Nine"))),
        Paper("b", day="2021-03-14").says(
            "BLUE:MINISTRY", other, event(other, held=("BLUE:ARMY", "Hill Nine"))
        ),
    ]
    accounts = accounts_of(papers)
    assert {one.standing for one in accounts.assessments if one.facet is Facet.CONTROL} == {Standing.SINGLE}


def killed(number: int) -> object:
    return event(f"{number} civilians were killed", trigger="killed", killed=(number, "civilians"))


@pytest.mark.parametrize(
    ("first", "second", "days", "standing"),
    [
        ("MONITOR", "DOCTOR", ("2021-03-04", "2021-03-06"), Standing.SINGLE),  # it rose
        ("MONITOR", "DOCTOR", ("2021-03-04", "2021-03-04"), Standing.DISPUTED),  # no one came later
        ("RED:MINISTRY", "MONITOR", ("2021-03-04", "2021-03-06"), Standing.DISPUTED),  # a party's own count
        ("RED:MINISTRY", "RED:MINISTRY", ("2021-03-04", "2021-03-06"), Standing.SINGLE),
    ],
)
def test_a_count_that_rises_gives_way_and_others_are_disputed(
    first: str, second: str, days: tuple[str, str], standing: Standing
) -> None:
    papers = [
        Paper("a", day=days[0]).says(first, "3 civilians were killed", killed(3)),
        Paper("b", day=days[1]).says(second, "7 civilians were killed", killed(7)),
        Paper("c", day=days[0]).says("RED:MINISTRY", ATTACK, attack()),
    ]
    assert row(accounts_of(papers), Facet.TOLL).standing is standing


def test_a_count_of_none_denies_every_count() -> None:
    papers = [
        Paper("a").says("BLUE:MINISTRY", "4 civilians were killed", killed(4)),
        Paper("b").says(
            "RED:MINISTRY",
            "nobody was killed",
            event("nobody was killed", trigger="killed", killed=(0, None), type=None),
        ),
        Paper("c").says("outlet", ATTACK, attack()),
    ]
    assert row(accounts_of(papers), Facet.TOLL, "civilians").standing is Standing.DISPUTED


def test_copies_and_quotations_of_one_source_are_one_origin() -> None:
    one = Paper("a", day="2021-03-04").says("outlet", ATTACK, attack())
    papers = [one, *(Paper(id, day="2021-03-05").says("outlet", ATTACK, attack()) for id in "bcd")]
    alone = row(accounts_of([one]), Facet.OCCURRENCE)
    copied = row(accounts_of(papers, copies={"b": "a", "c": "a", "d": "a"}), Facet.OCCURRENCE)
    apart = row(accounts_of(papers), Facet.OCCURRENCE)
    assert alone.standing is copied.standing is Standing.SINGLE
    assert apart.standing is Standing.CORROBORATED
    quoted = [Paper(id).says("MONITOR", ATTACK, attack()) for id in "abc"]
    assert row(accounts_of(quoted), Facet.OCCURRENCE).standing is Standing.SINGLE


def test_outlets_of_one_family_are_one_origin() -> None:
    papers = [Paper(id, outlet=f"{id} post").says("outlet", ATTACK, attack()) for id in "ab"]
    family = [Reliability("a post", family="posts"), Reliability("b post", family="posts")]
    assert row(accounts_of(papers, ratings=family), Facet.OCCURRENCE).standing is Standing.SINGLE


def test_several_origins_of_one_party_are_one_sided() -> None:
    papers = [
        Paper("a").says("BLUE:MINISTRY", ATTACK, attack()),
        Paper("b").says("BLUE:ARMY", ATTACK, attack()),
    ]
    assert row(accounts_of(papers), Facet.OCCURRENCE).standing is Standing.ONE_SIDED


def test_a_third_party_that_knows_confirms() -> None:
    papers = [Paper("a").says("MONITOR", ATTACK, attack(), stance="confirms")]
    assert row(accounts_of(papers), Facet.OCCURRENCE).standing is Standing.CONFIRMED
    saw = [Paper("a").says("MONITOR", ATTACK, attack(), cue="saw")]
    assert row(accounts_of(saw), Facet.OCCURRENCE).standing is Standing.CONFIRMED


def test_an_admission_overrides_the_denial_before_it() -> None:
    papers = [
        Paper("a", day="2021-03-04").says("BLUE:MINISTRY", ATTACK, attack()),
        Paper("b", day="2021-03-04").says("RED:ARMY", ATTACK, attack(), stance="denies"),
        Paper("c", day="2021-03-09").says("RED:MINISTRY", ATTACK, attack(), stance="admits"),
    ]
    found = row(accounts_of(papers), Facet.RESPONSIBILITY)
    assert found.standing is Standing.AGREED
    denial = next(v for value in found.values for v in value.voices if v.holds is False)
    assert denial.superseded


def test_what_an_outlet_withdraws_is_retracted_and_what_others_said_in_it_is_not() -> None:
    said = "the Red army holds Hill Nine"
    told = event(said, held=("RED:ARMY", "Hill Nine"))
    papers = [
        Paper("a", day="2021-03-04", outlet="Post").says("outlet", said, told),
        Paper("b", day="2021-03-05", outlet="Post")
        .says("outlet", said, told, cue="reported")
        .says("outlet", "That was wrong, and we withdraw it"),
        Paper("c", day="2021-03-04").says("outlet", ATTACK, attack()),
    ]
    assert row(accounts_of(papers), Facet.CONTROL).standing is Standing.RETRACTED
    quoted = Paper("d", day="2021-03-04", outlet="Post").says("RED:MINISTRY", said, told)
    assert row(accounts_of([*papers, quoted]), Facet.CONTROL).standing is Standing.SINGLE


def test_silence_is_recorded_and_never_consent() -> None:
    papers = [
        Paper("a").says("BLUE:MINISTRY", ATTACK, attack()),
        Paper("b").says("RED:MINISTRY", "the attack", attack(), stance="silent"),
    ]
    found = row(accounts_of(papers), Facet.RESPONSIBILITY)
    assert found.standing is Standing.SINGLE
    assert [v.holds for value in found.values for v in value.voices if v.party == "RED"] == [None]


def test_what_is_only_doubted_is_open() -> None:
    held = "the Red army holds Hill Nine"
    papers = [
        Paper("a").says("MONITOR", held, event(held, held=("RED:ARMY", "Hill Nine")), stance="doubts"),
        Paper("b").says("outlet", ATTACK, attack()),
    ]
    assert row(accounts_of(papers), Facet.CONTROL).standing is Standing.OPEN


def test_two_culprits_and_two_hours_dispute() -> None:
    other = "the Blue army attacked the Red army"
    counter = event(other, trigger="attacked", actors=["BLUE:ARMY"], recipients=["RED:ARMY"])
    papers = [
        Paper("a").says("BLUE:MINISTRY", ATTACK, attack(at="2021-03-04T05:40")),
        Paper("b").says("RED:MINISTRY", other, counter),
        Paper("c").says("RED:ARMY", ATTACK, attack(at="2021-03-04T09:10")),
    ]
    accounts = accounts_of(papers[:2])
    assert row(accounts, Facet.RESPONSIBILITY).standing is Standing.DISPUTED
    assert row(accounts_of(papers), Facet.TIME).standing is Standing.DISPUTED


def test_one_source_that_gives_two_hours_tells_of_two_steps() -> None:
    paper = (
        Paper("a")
        .says("BLUE:MINISTRY", ATTACK, attack(at="2021-03-04T05:40"))
        .says("BLUE:MINISTRY", ATTACK + " again", attack(at="2021-03-04T09:10"))
    )
    times = [one for one in accounts_of([paper]).assessments if one.facet is Facet.TIME]
    assert [one.standing for one in times] == [Standing.SINGLE, Standing.SINGLE]


def test_neither_order_nor_reports_of_other_events_matter() -> None:
    papers = [
        Paper("a", day="2021-03-04").says("BLUE:MINISTRY", ATTACK, attack()),
        Paper("b", day="2021-03-04").says("RED:MINISTRY", ATTACK, attack(), stance="denies"),
        Paper("c", day="2021-03-05").says("MONITOR", "5 civilians were killed", killed(5)),
        Paper("d", day="2021-03-05").says("RED:ARMY", "3 civilians were killed", killed(3)),
    ]
    found = accounts_of(papers)
    for seed in range(20):
        shuffled = list(papers)
        random.Random(seed).shuffle(shuffled)
        assert accounts_of(shuffled).assessments == found.assessments
    beside = Paper("z").says("RED:MINISTRY", "the harvest was good")
    assert accounts_of([*papers, beside]).assessments == found.assessments


def test_a_judgement_wins_until_it_is_undone() -> None:
    papers = [Paper("a").says("BLUE:MINISTRY", ATTACK, attack())]
    judgement = Judgement("j", Ruling.JUDGE, ("a-0#0",), "seen on film", "me", "occurrence", "confirmed")
    found = row(accounts_of(papers, judgements=[judgement]), Facet.OCCURRENCE)
    assert (found.standing, found.judged, found.rule) == (Standing.CONFIRMED, "j", "judged")
    undo = Judgement("k", Ruling.UNDO, ("j",), "it was another film", "me")
    undone = row(accounts_of(papers, judgements=[judgement, undo]), Facet.OCCURRENCE)
    assert (undone.standing, undone.judged) == (Standing.SINGLE, None)


def test_a_state_with_no_part_in_it_is_a_third_party() -> None:
    papers = [
        Paper("a").says("NEUTRAL", ATTACK, attack()),
        Paper("b").says("BLUE:MINISTRY", ATTACK, attack()),
    ]
    parties = {party.id: party.third for party in accounts_of(papers).parties}
    assert parties == {"BLU": False, "NEU": True}
