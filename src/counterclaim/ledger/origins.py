"""The text origin of each document: which ones print, abridge or lightly rewrite one text.

Takes documents, and from the room of documents the two functions that tell whose text is whose; keeps what
they need of each document, and settles the origins when asked: which ones belong together depends on all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select

from counterclaim import serial
from counterclaim.ledger import tables
from counterclaim.ledger.derived import Derived
from counterclaim.ledger.journal import DOCUMENT
from counterclaim.ledger.kept import Addition
from counterclaim.records import Document, Report, TextOrigin

_PART = 500  # rows deleted at a time


class Origins(Derived):
    """Keeps a sketch of each document, and settles whose text each one is.

    Args:
        sketches: gives the sketch of each of some documents, in order: a pure function of each.
        grouped: gives the text origin of each document of which it has the sketch: a pure function of the
            set of sketches.
    """

    name = "origins"
    settles = True
    tables = (tables.sketch, tables.text_origin)

    def __init__(
        self,
        sketches: Callable[[Sequence[Document]], Iterable[bytes]],
        *,
        grouped: Callable[[Iterable[bytes]], Iterable[TextOrigin]],
    ) -> None:
        self._sketches = sketches
        self._grouped = grouped

    def update(self, connection: Connection, additions: Sequence[Addition]) -> None:
        """Keep what is needed of each document."""
        documents = [(one.number, one.record.document) for one in additions if isinstance(one.record, Report)]
        made = self._sketches([document for _, document in documents])
        rows = [{"number": number, "data": data} for (number, _), data in zip(documents, made, strict=True)]
        if rows:
            connection.execute(insert(tables.sketch), rows)

    def settle(self, connection: Connection) -> None:
        """Group all documents; rows that stay as they were are not touched."""
        entry = tables.entry.c
        documents = select(entry.subject, entry.number).where(entry.kind == DOCUMENT)
        numbers = {row.subject: row.number for row in connection.execute(documents)}
        sketch, table = tables.sketch.c, tables.text_origin
        found = self._grouped(connection.execute(select(sketch.data).order_by(sketch.number)).scalars())
        new = {numbers[one.document]: (one.origin, serial.to_json(one)) for one in found}
        old = {row.number: (row.origin, row.record) for row in connection.execute(select(table))}
        changed = [number for number, row in new.items() if old.get(number) != row]
        stale = [number for number in changed if number in old]
        for start in range(0, len(stale), _PART):
            connection.execute(delete(table).where(table.c.number.in_(stale[start : start + _PART])))
        if changed:
            rows = [
                dict(zip(("number", "origin", "record"), (one, *new[one]), strict=True)) for one in changed
            ]
            connection.execute(insert(table), rows)
