"""Derived tables: a pure function of what was added, kept up as it is added, remade exactly when asked.

A Derived takes additions in order and writes its own tables. Where a ledger has additions that it has not
seen (it is new, its version has changed, or a process without it has written), it is brought up to them
before anything is added; to rebuild is to clear and bring up from the beginning. So there is one code path,
and what it makes depends on the additions alone.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from counterclaim.ledger import kept, tables
from counterclaim.ledger.kept import Addition


class Derived(ABC):
    """One function of the additions, with the tables that it writes and nobody else does.

    ``update`` must give the same for the same additions however they are cut into batches, and must rely on
    nothing but them, the tables of what is kept (where theirs are in already) and its own. A change of what
    it makes is a new ``version``: ledgers are then brought up to it from the beginning.

    What depends on all additions together, and is too dear to be made with each batch, is left to ``settle``:
    it must give the same whatever was settled before. ``Ledger.refresh`` calls it, once after many batches.
    """

    name: str
    version: int = 1
    settles: bool = False
    tables: Sequence[Table]

    @abstractmethod
    def update(self, connection: Connection, additions: Sequence[Addition]) -> None:
        """Take account of additions, which come once each and in order."""

    def settle(self, connection: Connection) -> None:
        """Take account of all additions together; only where ``settles``."""
        raise NotImplementedError(f"{self.name} does not settle")

    def clear(self, connection: Connection) -> None:
        """Empty its tables."""
        for table in reversed(self.tables):
            connection.execute(delete(table))

    def rows(self, connection: Connection) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """All that it made, each row with the name of its table, in an order that depends on the rows alone."""
        for table in self.tables:
            for row in connection.execute(select(table).order_by(*table.primary_key)).all():
                yield table.name, tuple(row)


def bring_up(
    connection: Connection, registered: Sequence[Derived], *, head: int, settle: bool = False
) -> list[str]:
    """Bring each up to the last entry, in the transaction at hand; settle those that settle, where asked to.

    Returns:
        The names of those that were behind.
    """
    state = {row.name: row for row in connection.execute(select(tables.derived)).all()}
    behind = []
    for one in registered:
        row = state.get(one.name)
        known = row is not None and row.version == one.version
        upto, settled = (row.upto, row.settled) if row is not None and known else (0, 0)
        if not known:
            one.clear(connection)
        for batch in kept.additions(connection, after=upto, upto=head):
            one.update(connection, batch)
        settling = settle and one.settles and settled != head
        if settling:
            one.settle(connection)
        if not known or upto != head or settling:
            settled = head if settling else settled
            _mark(
                connection, one, {"version": one.version, "upto": head, "settled": settled}, new=row is None
            )
            behind.append(one.name)
    return behind


def advance(
    connection: Connection, registered: Sequence[Derived], additions: Sequence[Addition], *, head: int
) -> None:
    """Take account of what was just added; all were brought up to what stood before."""
    for one in registered:
        one.update(connection, additions)
    names = [one.name for one in registered]
    connection.execute(update(tables.derived).where(tables.derived.c.name.in_(names)).values(upto=head))


def forget(connection: Connection, registered: Sequence[Derived]) -> None:
    """Clear all, so that they are made again from the beginning."""
    for one in reversed(registered):
        one.clear(connection)
    names = [one.name for one in registered]
    connection.execute(delete(tables.derived).where(tables.derived.c.name.in_(names)))


def behind(connection: Connection, registered: Sequence[Derived], *, head: int) -> list[str]:
    """The names of those that do not take account of all that was added."""
    state = {(row.name, row.version): row for row in connection.execute(select(tables.derived)).all()}
    rows = [(one, state.get((one.name, one.version))) for one in registered]
    return [
        one.name
        for one, row in rows
        if head and (row is None or row.upto != head or (one.settles and row.settled != head))
    ]


def _mark(connection: Connection, one: Derived, values: dict[str, int], *, new: bool) -> None:
    if new:
        connection.execute(insert(tables.derived).values(name=one.name, **values))
    else:
        connection.execute(update(tables.derived).where(tables.derived.c.name == one.name).values(values))
