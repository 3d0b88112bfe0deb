"""Incidents in a ledger: what they are depends on what was added alone; judgements and edits; what moved them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator

import pytest

from counterclaim import serial
from counterclaim.errors import LedgerError
from counterclaim.ledger import IncidentQuery, Ledger, Move, Moved, Order
from counterclaim.records import Facet, Judgement, Reliability, Report, Ruling, Standing
from tests.ledger.rules import derived
from tests.ledger.samples import report


def told(count: int, town: str = "Varnek", *, at: str | None = None, who: str = "Army") -> Report:
    """A report of a bridge that was seized, with a toll."""
    text = (
        f"Bridge at {town} taken\n\n"
        f"The {who} said its soldiers had seized the bridge at {town}, killing {count} fighters. "
        f"Witnesses reported shelling until noon. A clerk of {town} said that {count} lorries had left."
    )
    place = at or f"{town}-{count}-{who}"
    return report(text, url=f"https://{place.lower()}.example/a")


@pytest.fixture
def kept(place: str) -> Iterator[Ledger]:
    """A ledger that keeps incidents by plain rules."""
    with Ledger(place, create=True, wait=20, derived=derived()) as made:
        yield made


def add(ledger: Ledger, *reports: Report, together: int = 100) -> None:
    writer = ledger.writer(seconds=3600)
    for at in range(0, len(reports), together):
        for one in reports[at : at + together]:
            writer.add(one)
        writer.flush()
    ledger.refresh()


def judge(ledger: Ledger, name: str, ruling: Ruling, *subjects: str, **more: str) -> None:
    with ledger.writer() as writer:
        writer.judge(Judgement(name, ruling, subjects, "seen on the spot", "desk", **more))


def grouped(ledger: Ledger) -> dict[str, tuple[list[str], str]]:
    """By the id of each incident, its mentions and how its facets stand: what must not depend on order."""
    with ledger.view() as view:
        found = {}
        cursor = None
        while True:
            page = view.incidents(limit=3, cursor=cursor)
            for one in page.incidents:
                accounts = view.accounts(one.number)
                assert accounts is not None
                found[one.incident.id] = (
                    [member.mention for member in one.incident.members],
                    serial.to_json(accounts.assessments),
                )
            if page.cursor is None:
                return found
            cursor = page.cursor


def moves(ledger: Ledger, since: int = 0) -> list[Move]:
    with ledger.view() as view:
        return list(view.changes(since))


def test_an_incident_with_its_accounts(kept: Ledger) -> None:
    add(kept, told(13), told(14), told(5, "Aldre"))
    with kept.view() as view:
        first, second = view.incidents().incidents
        assert (first.number, first.mentions, len(first.documents), first.disputed) == (1, 2, 2, 1)
        assert second.incident.title == "ASSAULT at Aldre"
        assert {one.url for one in first.documents} == {
            "https://varnek-13-army.example/a",
            "https://varnek-14-army.example/a",
        }
        accounts = view.accounts(1)
        assert accounts is not None
        assert [value.text for value in accounts.assessments[0].values] == ["13 killed", "14 killed"]
        (link,) = view.links_of(1)
        assert dict(link.features)["place"] == 0.5
        one, other = view.mentions_of(1)
        assert {one.event.toll[0].low, other.event.toll[0].low} == {13, 14}
        assert one.statement.sources[0].name == "The Army"
        for named in (1, "1", one.id, other.id, first.incident.id):
            assert view.incident(named) == first
        assert view.incident(99) is view.incident("nothing") is view.accounts("?") is None
        assert view.mentions_of(99) == view.reports_of(99) == view.links_of(99) == []
        assert [len(one.statements) for one in view.reports_of(1)] == [3, 3]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_in_which_reports_come_does_not_matter(place: str, another: str, seed: int) -> None:
    towns = ("Varnek", "Aldre", "Corvo")
    reports = [told(count, towns[count % 3]) for count in range(5, 17)]
    reports += [told(7, "Aldre", who="Front"), told(8, "Corvo", at="copy")]
    shuffled = reports[:]
    random.Random(seed).shuffle(shuffled)
    assert shuffled != reports
    with (
        Ledger(place, create=True, derived=derived()) as one,
        Ledger(another, create=True, derived=derived()) as two,
    ):
        add(one, *reports)
        add(two, *shuffled, together=1 + seed * 2)
        assert len(grouped(one)) == 3
        assert grouped(one) == grouped(two)


@pytest.mark.parametrize("together", [1, 3, 100])
def test_rebuilt_they_are_the_same(kept: Ledger, together: int) -> None:
    add(kept, *(told(count, town) for count in (5, 6) for town in ("Varnek", "Aldre")), together=together)
    add(kept, told(7, at="varnek-5-army"), told(8, at="varnek-5-army"))
    with kept.view() as view:
        names = [member.mention for one in view.incidents().incidents for member in one.incident.members]
    judge(kept, "j1", Ruling.MERGE, names[0], names[-1])
    judge(kept, "j2", Ruling.UNDO, "j1")
    judge(kept, "j3", Ruling.RATE, "The Army", value=serial.to_json(Reliability("The Army", "E")))
    kept.refresh()
    before = list(kept.dump())
    tables = {json.loads(line)[1] for line in before}
    assert {"mention", "block", "link", "incident", "standing", "moved", "rating"} <= tables
    kept.rebuild()
    assert list(kept.dump()) == before


def test_two_become_one_by_hand_and_two_again(kept: Ledger) -> None:
    add(kept, told(5), told(6, "Aldre"))
    with kept.view() as view:
        one, other = (view.incident(number) for number in (1, 2))
    assert one is not None and other is not None
    judge(kept, "j1", Ruling.MERGE, one.incident.id, other.incident.id)
    with kept.view() as view:
        assert len(view.incidents().incidents) == 1
        merged = view.incident(2)  # the number still leads to where it went
        assert merged is not None and merged.number == 1 and merged.mentions == 2
        assert [one.id for one in view.judgements_of(1)] == ["j1"]
    noted = moves(kept, since=2)
    assert [(one.what, one.incident, one.into) for one in noted if one.what is Moved.MERGED] == [
        (Moved.MERGED, 2, 1)
    ]
    assert all(one.judgement is not None and one.judgement.reason == "seen on the spot" for one in noted)
    add(kept, told(9, "Aldre"))  # linked to one of them, so of both
    assert len(grouped(kept)) == 1
    judge(kept, "j2", Ruling.UNDO, "j1")
    assert sorted(len(names) for names, _ in grouped(kept).values()) == [1, 2]
    with kept.view() as view:
        assert view.incident(2) is not None and view.judgements_of(1) == []
    judge(kept, "j3", Ruling.UNDO, "j2")
    assert len(grouped(kept)) == 1


def test_parted_by_hand_they_stay_apart(kept: Ledger) -> None:
    add(kept, told(5), told(6))
    with kept.view() as view:
        one, other = (told.id for told in view.mentions_of(1))
    judge(kept, "j1", Ruling.SPLIT, one, other)
    assert len(grouped(kept)) == 2
    add(kept, told(30))
    assert sorted(len(names) for names, _ in grouped(kept).values()) == [1, 2]
    judge(kept, "j2", Ruling.UNDO, "j1")
    assert len(grouped(kept)) == 1


def test_a_facet_judged_by_hand(kept: Ledger) -> None:
    add(kept, told(5), told(6))
    with kept.view() as view:
        (mention, *_) = view.mentions_of(1)
    judge(kept, "j1", Ruling.JUDGE, mention.id, facet="toll: killed", value="confirmed")
    with kept.view() as view:
        accounts = view.accounts(1)
        assert accounts is not None and accounts.assessments[0].standing is Standing.CONFIRMED
        *_, last = view.history(1, facet=Facet.TOLL)
        assert (last.before, last.after) == (Standing.DISPUTED, Standing.CONFIRMED)
        assert last.judgement is not None and last.judgement.id == "j1"
    judge(kept, "j2", Ruling.UNDO, "j1")
    with kept.view() as view:
        assert [one.standing for one in view.accounts(1).assessments] == [Standing.DISPUTED]  # type: ignore[union-attr]


def test_what_is_known_of_a_source_is_heeded(kept: Ledger) -> None:
    add(kept, told(5), told(6, "Aldre", who="Front"))

    def interests() -> list[str]:
        with kept.view() as view:
            found = (view.accounts(number) for number in (1, 2))
            return [one.assessments[0].values[0].voices[0].interest for one in found if one is not None]

    rated = serial.to_json(Reliability("The Army", "E"))
    judge(kept, "j1", Ruling.RATE, "The Army", value=rated)
    with kept.view() as view:
        assert view.ratings() == {"The Army": Reliability("The Army", "E")}
    assert interests() == ["own", "none"]
    judge(kept, "j2", Ruling.RATE, "The Army", value=serial.to_json(Reliability("The Army", "B")))
    assert interests() == ["none", "none"]
    judge(kept, "j3", Ruling.UNDO, "j2")
    assert interests() == ["own", "none"]
    judge(kept, "j4", Ruling.UNDO, "j1")
    assert interests() == ["none", "none"]


def test_an_edited_document_speaks_as_it_does_now(kept: Ledger) -> None:
    add(kept, told(5), told(5, at="copy"))
    with kept.view() as view:
        old = view.incident(1)
        mention = view.mentions_of(1)[0]
    assert old is not None
    judge(
        kept, "j1", Ruling.JUDGE, *(one.mention for one in old.incident.members), facet="toll", value="agreed"
    )
    add(kept, told(9, at="varnek-5-army"), told(9, at="copy"))
    with kept.view() as view:
        now = view.incident(1)
        assert now is not None and now.number == 1 and now.mentions == 2
        assert not {one.id for one in now.documents} & {one.id for one in old.documents}
        assert view.incident(mention.id) == now  # named by what was said before, it is still found
        accounts = view.accounts(1)
        assert accounts is not None
        assert [value.text for value in accounts.assessments[0].values] == ["9 killed"]
        assert accounts.assessments[0].standing is Standing.AGREED  # the judgement went along
        told_now = [one.values_after for one in view.history(1, facet=Facet.TOLL)]
        assert told_now == [("5 killed", "9 killed"), ("9 killed",)] or told_now[-1] == ("9 killed",)
        assert len(view.incidents().incidents) == 1
    kept.refresh()
    before = list(kept.dump())
    kept.rebuild()
    assert list(kept.dump()) == before


def test_what_nobody_tells_any_more_is_withdrawn(kept: Ledger) -> None:
    add(kept, told(5, at="a"), told(6, "Aldre", at="b"))
    quiet = told(5, at="a").document.text.replace("seized the bridge", "left the bridge")
    add(kept, report(quiet, url="https://a.example/a"))
    with kept.view() as view:
        assert view.incident(1) is None
        assert [one.number for one in view.incidents().incidents] == [2]
        (last,) = [one for one in view.changes() if one.what is Moved.WITHDRAWN]
        assert (last.incident, last.into, last.title) == (1, None, "ASSAULT at Varnek")


def test_a_copy_adds_a_document_and_moves_no_standing(kept: Ledger) -> None:
    add(kept, told(5), told(7, "Aldre"))
    head = 2
    add(kept, told(5, at="copy"), told(8, "Corvo"))
    assert {one.what for one in moves(kept, since=head)} == {Moved.DOCUMENT, Moved.NEW}


def test_what_was_asked_for_is_found(kept: Ledger) -> None:
    add(kept, told(5), told(6), told(7, "Aldre", who="Front"))
    cases = [
        (IncidentQuery(), [1, 2]),  # the one of more documents first
        (IncidentQuery(place="varnek"), [1]),
        (IncidentQuery(place="NOR"), [1, 2]),
        (IncidentQuery(place="nowhere"), []),
        (IncidentQuery(party="front"), [2]),
        (IncidentQuery(type="assault"), [1, 2]),
        (IncidentQuery(type="PROTEST"), []),
        (IncidentQuery(standing=Standing.SINGLE), [2]),
        (IncidentQuery(standing=Standing.DISPUTED, facet=Facet.TOLL), [1]),
        (IncidentQuery(facet=Facet.AIM), []),
        (IncidentQuery(disputed=True), [1]),
        (IncidentQuery(documents=2), [1]),
        (IncidentQuery(text="seized Aldre"), [2]),
        (IncidentQuery(text="lorries"), []),  # said, but of no incident
    ]
    with kept.view() as view:
        for query, expected in cases:
            assert [one.number for one in view.incidents(query).incidents] == expected, query
            assert view.count_incidents(query) == len(expected)
        with pytest.raises(LedgerError, match="is no day"):
            view.incidents(IncidentQuery(since="soon"))
        with pytest.raises(LedgerError, match="no point with a distance"):
            view.incidents(IncidentQuery(near=(91.0, 0.0, 5.0)))
        with pytest.raises(LedgerError, match="the end of no page"):
            view.incidents(cursor="next")


def test_pages_hold_each_once_in_every_order(kept: Ledger) -> None:
    add(kept, *(told(count, at=f"d{count}") for count in (5, 6, 7)))
    add(kept, *(told(9, town, at=f"e{town}") for town in ("Aldre", "Corvo", "Dunn", "Elva")))
    with kept.view() as view:
        for order in Order:
            seen: list[int] = []
            cursor = None
            while True:
                page = view.incidents(order=order, limit=2, cursor=cursor)
                seen += [one.number for one in page.incidents]
                if page.cursor is None:
                    break
                cursor = page.cursor
            assert sorted(seen) == [1, 2, 3, 4, 5], order
            whole = [one.number for one in view.incidents(order=order).incidents]
            assert seen == whole
            assert whole[0] == (1 if order is Order.WEIGHT else 5), order
        assert [one.number for one in view.incidents(order=Order.CHANGED).incidents] == [5, 4, 3, 2, 1]


def test_since_a_moment(kept: Ledger) -> None:
    add(kept, told(5))
    with kept.view() as view:
        (first,) = view.changes()
        assert list(view.changes(first.at)) == [first]
        assert list(view.changes("1999")) == [first]
        assert list(view.changes("2999-01-01T00:00")) == []
        assert list(view.changes(first.entry)) == []
        with pytest.raises(LedgerError, match="is no moment; write"):
            list(view.changes("yesterday"))


def test_damaged_they_are_remade(kept: Ledger, execute: Callable[..., None]) -> None:
    add(kept, told(5), told(6))
    before = list(kept.dump())
    for table in ("incident_term", "standing", "link", "block"):
        execute(f"DELETE FROM {table}")
    assert list(kept.dump()) != before
    kept.rebuild()
    assert list(kept.dump()) == before
