"""The ledger: opens one, and hands out a Writer to add to it and Views to look into it.

with Ledger("kirkuk.db", create=True) as ledger:
    with ledger.writer() as writer:
        writer.add(report)
    with ledger.view() as view:
        hits = view.search(Query("full control", source="peshmerga"))
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from counterclaim import serial
from counterclaim.ledger import derived, exchange, journal, schema, verify, writer
from counterclaim.ledger.derived import Derived
from counterclaim.ledger.store import WAIT, Store
from counterclaim.ledger.verify import Damage
from counterclaim.ledger.versions import Versions
from counterclaim.ledger.view import View
from counterclaim.ledger.words import Words
from counterclaim.ledger.writer import Writer


class Ledger:
    """One ledger: a file (SQLite), or a schema of a PostgreSQL database. Use it as a context.

    Args:
        place: a path, or ``postgresql://user@host/database``; another schema than the user's own is named by
            ``?options=-csearch_path=NAME``.
        create: make it where there is none.
        wait: seconds for which another process that writes is waited for.
        derived: tables derived by other rooms, to be kept up beside the ledger's own.

    Raises:
        NoLedgerError: there is none, or what is there is something else.
        NewerLedgerError: a newer version made it.
        LedgerError: it cannot be reached, opened or made; see the tree in ``errors.py``.
    """

    def __init__(
        self,
        place: str | os.PathLike[str],
        *,
        create: bool = False,
        wait: float = WAIT,
        derived: Sequence[Derived] = (),
    ) -> None:
        self._registered: tuple[Derived, ...] = (Versions(), Words(), *derived)
        self._store = Store(place, wait=wait)
        try:
            schema.prepare(self._store, create=create)
        except BaseException:
            self._store.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    @property
    def where(self) -> str:
        """How to call it: its path, or its address without a password."""
        return self._store.where

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def writer(self, *, seconds: float = writer.SECONDS) -> Writer:
        """What adds to it. ``seconds`` lie between two commits while additions come fast."""
        return Writer(self._store, self._registered, seconds=seconds)

    @contextmanager
    def view(self) -> Iterator[View]:
        """What it holds at this moment, whatever is added meanwhile.

        Raises:
            LedgerError: the database did not answer.
        """
        with self._store.reading() as connection:
            yield View(connection, self._registered)

    def refresh(self) -> list[str]:
        """Bring derived tables up that are behind: new ones, those that other processes do not know, and those
        that settle, such as text origins: call it when a number of reports has been added.

        Returns:
            The names of those that were.
        """
        with self._store.writing() as connection:
            return self._bring_up(connection)

    def rebuild(self) -> list[str]:
        """Remake all derived tables from what was added, in one transaction. Gives their names."""
        with self._store.writing() as connection:
            derived.forget(connection, self._registered)
            self._bring_up(connection)
        return [one.name for one in self._registered]

    def dump(self) -> Iterator[str]:
        """All that is derived, as JSON lines, to be compared: ``rebuild`` must leave it as it is."""
        with self._store.reading() as connection:
            for one in self._registered:
                for table, row in one.rows(connection):
                    yield serial.compact([one.name, table, *row])

    def verify(self, *, head: str | None = None) -> Iterator[Damage]:
        """Everything in it that is not as it was added; nothing where all is well.

        Args:
            head: the hash of an entry noted at an earlier time, which must still stand in the journal.
        """
        with self._store.reading() as connection:
            yield from verify.damages(connection, head=head)

    def export(self) -> Iterator[str]:
        """All that was added, as JSON lines without their ends; ``take`` takes them back without loss."""
        with self._store.reading() as connection:
            yield from exchange.lines(connection)

    def take(self, lines: Iterable[str], *, name: str = "import") -> int:
        """Take back what ``export`` gave; what is there already changes nothing.

        Args:
            lines: in order.
            name: what to call them in messages.

        Returns:
            How many entries were added.

        Raises:
            LedgerDamagedError: a line is not as it was written. What came before it is kept.
            NewerLedgerError: a newer version wrote them.
        """
        return exchange.Taking(self._store, self._registered, name=name).take(lines)

    def _bring_up(self, connection: Connection) -> list[str]:
        last = journal.last(connection)
        return derived.bring_up(connection, self._registered, head=last.number if last else 0, settle=True)
