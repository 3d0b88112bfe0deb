"""Full blocks and large parts: what is compared and clustered is bounded, and still depends on the set alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterclaim.ledger import Ledger, parts, tables
from counterclaim.ledger.blocks import WINDOW, Blocks, rank_of
from counterclaim.records import Report
from tests.ledger.rules import derived
from tests.ledger.test_incidents import add, grouped, told

CROWD = 2 * WINDOW + 9  # more than are compared with each other under one key


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST", 7)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "one.db", create=True, derived=derived()) as made:
        yield made


def crowd() -> list[Report]:
    """Reports of one town and day: their counts lie near each other in groups, and far between groups."""
    rng = random.Random(5)
    counts = [10 * rng.randrange(7) + rng.randrange(4) for _ in range(CROWD)]
    return [told(count + 1, at=f"d{number}", who=f"Army{number}") for number, count in enumerate(counts)]


@pytest.mark.usefixtures("small_parts")
def test_a_crowd_in_any_order(ledger: Ledger, tmp_path: Path) -> None:
    given = crowd()
    edits = [
        told(99, at="d3", who="Army3"),
        told(31, at="d20", who="Army20"),
        told(2, at="d41", who="Army41"),
    ]
    shuffled = given[:]
    random.Random(1).shuffle(shuffled)
    add(ledger, *given, *edits, together=20)
    with Ledger(tmp_path / "two.db", create=True, derived=derived()) as other:
        add(other, *shuffled, *edits[::-1], together=9)
        assert len(grouped(ledger)) > 1  # parts were cut at higher levels
        assert grouped(other) == grouped(ledger)
        assert _links(other) == _links(ledger)
    before = list(ledger.dump())
    ledger.rebuild()
    assert list(ledger.dump()) == before


def test_few_bear_a_key_all_are_compared(ledger: Ledger) -> None:
    with ledger._store.writing() as connection:
        blocks = Blocks(connection)
        seen = set()
        for number in range(1, WINDOW + 2):
            near, parted = blocks.put(number, f"m{number}", ["key"])
            seen |= near
            assert not parted
        assert len(seen) == WINDOW * (WINDOW + 1) // 2


def test_many_bear_a_key_each_has_its_neighbours(ledger: Ledger) -> None:
    names = {number: f"m{number}" for number in range(1, CROWD + 1)}
    with ledger._store.writing() as connection:
        blocks = Blocks(connection)
        pairs: set[tuple[int, int]] = set()
        for number, name in names.items():
            near, parted = blocks.put(number, name, ["key"])
            pairs = (pairs | near) - parted
        ranked = sorted(names, key=lambda number: rank_of(names[number]))
        assert pairs == _near(ranked)
        for number in (5, 30, 44):
            pairs = {pair for pair in pairs if number not in pair} | blocks.take(names[number], ["key"])
            ranked.remove(number)
            assert pairs == _near(ranked)
        one, far = ranked[0], ranked[WINDOW + 1]
        assert not blocks.compared((names[one], ["key"]), (names[far], ["key", "other"]))
        assert blocks.compared((names[one], ["key"]), (names[ranked[WINDOW]], ["key"]))
        assert not blocks.compared((names[one], ["key"]), (names[ranked[1]], ["other"]))


def _near(ranked: list[int]) -> set[tuple[int, int]]:
    return {
        (min(one, other), max(one, other))
        for at, one in enumerate(ranked)
        for other in ranked[at + 1 : at + 1 + WINDOW]
    }


def _links(ledger: Ledger) -> set[tuple[str, str]]:
    """All links by the ids of their mentions."""
    with ledger.view() as view:
        names = {row.number: row.id for row in view.connection.execute(tables.mention.select())}
        rows = view.connection.execute(tables.link.select())
        return {(min(pair), max(pair)) for pair in ((names[row.first], names[row.second]) for row in rows)}
