"""Derived tables are a pure function of what was added: however it came, rebuilt they are the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, insert, select, update

from counterclaim.ledger import Addition, Derived, Ledger, Query
from counterclaim.records import Judgement, Report, Ruling
from tests.ledger.samples import BRIDGE, numbered, report

COUNTED = Table(
    "counted", MetaData(), Column("stance", Text, primary_key=True), Column("count", Integer, nullable=False)
)


class Counted(Derived):
    """How many statements there are of each stance, as another room might keep it."""

    name = "counted"
    tables = (COUNTED,)

    def update(self, connection: Connection, additions: Sequence[Addition]) -> None:
        for addition in additions:
            if isinstance(addition.record, Report):
                for statement in addition.record.statements:
                    self._count(connection, statement.stance.value)

    def _count(self, connection: Connection, stance: str) -> None:
        table = COUNTED
        old = connection.execute(select(table.c.count).where(table.c.stance == stance)).scalar()
        if old is None:
            connection.execute(insert(table).values(stance=stance, count=1))
        else:
            connection.execute(update(table).where(table.c.stance == stance).values(count=old + 1))


class Recounted(Counted):
    """A later version, which counts each statement twice."""

    version = 2

    def _count(self, connection: Connection, stance: str) -> None:
        super()._count(connection, stance)
        super()._count(connection, stance)


def fill(ledger: Ledger, *, together: int) -> None:
    given = [*numbered(7), report(), report(BRIDGE.replace("13", "14")), report(BRIDGE.replace("13", "15"))]
    writer = ledger.writer(seconds=3600)
    for at in range(0, len(given), together):
        for one in given[at : at + together]:
            writer.add(one)
        writer.flush()
    writer.judge(Judgement("j1", Ruling.MERGE, ("a", "b"), "one river", "desk"))


def test_rebuilt_they_are_the_same(ledger: Ledger) -> None:
    fill(ledger, together=3)
    before = list(ledger.dump())
    assert len(before) > 50
    assert ledger.rebuild() == ["versions", "words"]
    assert list(ledger.dump()) == before
    assert list(ledger.verify()) == []


@pytest.mark.parametrize("together", [1, 100])
def test_batches_do_not_matter(
    ledger: Ledger, tmp_path_factory: pytest.TempPathFactory, together: int
) -> None:
    fill(ledger, together=together)
    before = list(ledger.dump())
    ledger.rebuild()
    assert list(ledger.dump()) == before


def test_what_was_damaged_is_remade(ledger: Ledger, execute: object) -> None:
    assert callable(execute)
    fill(ledger, together=10)
    before = list(ledger.dump())
    execute("DELETE FROM difference")
    execute("UPDATE version SET next = NULL")
    execute("DELETE FROM said")
    assert list(ledger.dump()) != before
    ledger.rebuild()
    assert list(ledger.dump()) == before
    with ledger.view() as view:
        assert len(view.search(Query("shelling"))) == 1


def counted(ledger: Ledger) -> dict[str, int]:
    with ledger.view() as view:
        return {row.stance: row.count for row in view.connection.execute(select(COUNTED))}  # type: ignore[misc]


def test_tables_of_other_rooms_are_brought_up_and_kept_up(place: str, execute: object) -> None:
    assert callable(execute)
    with Ledger(place, create=True) as plain:
        fill(plain, together=4)
    execute("CREATE TABLE counted (stance text PRIMARY KEY, count integer NOT NULL)")
    with Ledger(place, derived=[Counted()]) as ledger:
        with ledger.view() as view:
            assert view.behind() == ["counted"]
        assert ledger.refresh() == ["counted"]
        assert ledger.refresh() == []
        assert counted(ledger) == {"asserts": 13, "denies": 10}
        with ledger.writer() as writer:
            writer.add(numbered(8)[7])
        assert counted(ledger) == {"asserts": 14, "denies": 11}
    with Ledger(place) as plain, plain.writer() as writer:  # a process that does not know the table
        writer.add(numbered(9)[8])
    with Ledger(place, derived=[Counted()]) as ledger:
        with ledger.writer() as writer:
            writer.add(numbered(10)[9])
        assert counted(ledger) == {"asserts": 16, "denies": 13}
        before = list(ledger.dump())
        ledger.rebuild()
        assert list(ledger.dump()) == before
    with Ledger(place, derived=[Recounted()]) as ledger:
        with ledger.view() as view:
            assert view.behind() == ["counted"]
        ledger.refresh()
        assert counted(ledger) == {"asserts": 32, "denies": 26}
