"""Looking at what moved: what additions did to incidents and to their standings.

The part of a View (``view.py``) that is about history: the numbers given out, and the moves noted with each
addition, in the order of the journal. Nothing here writes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, CompoundSelect, Row, and_, false, literal, select, union_all

from counterclaim import serial
from counterclaim.errors import LedgerError
from counterclaim.ledger import tables
from counterclaim.ledger.journal import DOCUMENT
from counterclaim.ledger.listing import Move, Moved
from counterclaim.ledger.view_incidents import IncidentView
from counterclaim.records import Facet, Judgement, Standing

_MOMENT: Final = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ]\d{2}(:\d{2}(:\d{2}(\.\d+)?)?)?)?Z?)?)?")
_AT_ONCE: Final = 200  # moves read at a time

_entry, _moved, _named = tables.entry.c, tables.moved.c, tables.named.c


class MoveView(IncidentView):
    """What a ledger holds of what moved."""

    def history(self, named: str | int, *, facet: Facet | None = None) -> list[Move]:
        """What became of an incident and of its standings, in order, with what moved each."""
        number = self.number_of(named)
        noted, new = _moved.incident == number, _named.number == number
        if facet is not None:
            noted, new = and_(noted, _moved.facet == facet.value), false()
        return self._read(self.connection.execute(_moves(noted, new)).all())

    def changes(self, since: str | int = 0) -> Iterator[Move]:
        """What additions changed, in order.

        Args:
            since: the number of a journal entry, after which to begin; or a moment, ISO 8601 in UTC, cut as one
                likes ("2017-10-16", "2017-10-16T09:30").

        Raises:
            LedgerError: it is no moment.
        """
        after = since if isinstance(since, int) else self._entry_before(since)
        rows = self.connection.execute(_moves(_moved.entry > after, _named.founded > after))
        for part in rows.partitions(_AT_ONCE):
            yield from self._read(part)

    def _entry_before(self, moment: str) -> int:
        """The number of the last entry before a moment."""
        asked = moment.strip()
        if asked.isascii() and asked.isdigit() and len(asked) < 16 and not _MOMENT.fullmatch(asked):
            return int(asked)
        if not _MOMENT.fullmatch(asked):
            raise LedgerError(
                "changes", f"{moment[:40]!r} is no moment", "write 2017-10-16 or 2017-10-16T09:30"
            )
        at = asked.rstrip("Z").replace(" ", "T")
        before = select(_entry.number).where(_entry.at < at).order_by(_entry.number.desc()).limit(1)
        return self.connection.execute(before).scalar() or 0

    def _read(self, rows: Any) -> list[Move]:
        """Moves with the titles of their incidents, and what was added with each."""
        entries = self._entries({row.entry for row in rows})
        documents = [row.subject for row in entries.values() if row.kind == DOCUMENT]
        headings = {one.id: one for one in self.headings(documents)}
        judgements = self._judgements([row.subject for row in entries.values() if row.kind != DOCUMENT])
        titles = self._titles({row.incident for row in rows})
        found = []
        for row in rows:
            record, entry = json.loads(row.record), entries[row.entry]
            found.append(
                Move(
                    entry=row.entry,
                    at=entry.at,
                    what=Moved(row.what),
                    incident=row.incident,
                    title=titles.get(row.incident) or record.get("title"),
                    document=headings.get(entry.subject),
                    judgement=judgements.get(entry.subject),
                    into=record.get("into"),
                    facet=Facet(row.facet) if row.facet else None,
                    subject=row.subject,
                    before=Standing(record["before"]) if record.get("before") else None,
                    after=Standing(record["after"]) if record.get("after") else None,
                    values_before=tuple(record.get("values_before", ())),
                    values_after=tuple(record.get("values_after", ())),
                    statements=tuple(record.get("statements", ())),
                )
            )
        return found

    def _entries(self, numbers: set[int]) -> dict[int, Row[Any]]:
        found: dict[int, Row[Any]] = {}
        given = sorted(numbers)
        for start in range(0, len(given), _AT_ONCE):
            part = given[start : start + _AT_ONCE]
            columns = (_entry.number, _entry.kind, _entry.subject, _entry.at)
            rows = self.connection.execute(select(*columns).where(_entry.number.in_(part)))
            found.update({row.number: row for row in rows})
        return found

    def _judgements(self, names: list[str]) -> dict[str, Judgement]:
        table = tables.judgement.c
        found = {}
        for start in range(0, len(names), _AT_ONCE):
            part = names[start : start + _AT_ONCE]
            for text in self.connection.execute(select(table.record).where(table.id.in_(part))).scalars():
                judgement = serial.from_json(Judgement, text)
                found[judgement.id] = judgement
        return found

    def _titles(self, numbers: set[int]) -> dict[int, str]:
        table = tables.incident.c
        found = {}
        given = sorted(numbers)
        for start in range(0, len(given), _AT_ONCE):
            part = given[start : start + _AT_ONCE]
            for row in self.connection.execute(
                select(table.number, table.record).where(table.number.in_(part))
            ):
                found[row.number] = json.loads(row.record)["title"]
        return found


def _moves(noted: ColumnElement[bool], new: ColumnElement[bool]) -> CompoundSelect[Any]:
    """Moves in order: of those noted the ones of which one thing holds, of the numbers given out another."""
    columns = (_moved.entry, _moved.incident, _moved.what, _moved.facet, _moved.subject, _moved.record)
    given_out = (
        _named.founded.label("entry"),
        _named.number.label("incident"),
        literal(Moved.NEW.value).label("what"),
        literal("").label("facet"),
        literal("").label("subject"),
        literal("{}").label("record"),
    )
    both = union_all(select(*columns).where(noted), select(*given_out).where(new))
    return both.order_by("entry", "incident", "what", "facet", "subject")
