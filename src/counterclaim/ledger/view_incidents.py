"""Looking at incidents: which there are, what each party says of one, what is in it and why.

The part of a View (``view.py``) that is about incidents; what moved them is in ``view_moves.py``. An incident is
named by its number ("1"), by its id or by the id of any event mention in it. Nothing here writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, select

from counterclaim import serial
from counterclaim.ledger import finding, judged, kept, tables
from counterclaim.ledger.listing import Heading, IncidentQuery, Listed, Order, Page, Told
from counterclaim.ledger.mentions import Row as MentionRow
from counterclaim.ledger.mentions import links_among
from counterclaim.ledger.standings import accounts_of, parties_of
from counterclaim.ledger.tables import MENTIONS
from counterclaim.records import (
    Accounts,
    Incident,
    Judgement,
    Link,
    Reliability,
    Report,
    Statement,
)

_AT_ONCE: Final = 400

_incident, _mention, _named = tables.incident.c, tables.mention.c, tables.named.c
_heading = tables.heading.c


class IncidentView:
    """What a ledger holds of incidents."""

    connection: Connection

    def incidents(
        self,
        query: IncidentQuery | None = None,
        *,
        order: Order = Order.WEIGHT,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page:
        """Incidents that a query finds, a page at a time.

        Args:
            query: what must hold of them; all incidents by default.
            order: in which order; pages go on in the order of the first.
            limit: the most on one page.
            cursor: as the page before gave it.

        Raises:
            LedgerError: the query asks for a day or a place that is none, or the cursor is of no page.
        """
        wanted = finding.found(self.connection.dialect.name, query or IncidentQuery(), order=order)
        if cursor is not None:
            wanted = finding.after(wanted, cursor, order=order)
        numbers = list(self.connection.execute(wanted.limit(limit + 1)).scalars())
        listed = {one.number: one for one in self._listed(numbers[:limit])}
        page = tuple(listed[number] for number in numbers[:limit])
        more = len(numbers) > limit
        return Page(page, self._cursor(page[-1].number, order) if more and page else None)

    def count_incidents(self, query: IncidentQuery | None = None) -> int:
        """How many incidents a query finds.

        Raises:
            LedgerError: as ``incidents``.
        """
        wanted = finding.found(self.connection.dialect.name, query or IncidentQuery(), order=Order.WEIGHT)
        return int(self.connection.execute(finding.counted(wanted)).scalar_one())

    def incident(self, named: str | int) -> Listed | None:
        """One incident, by its number, its id, or the id of a mention in it; None where there is none."""
        number = self.number_of(named)
        return None if number is None else next(iter(self._listed([number])), None)

    def number_of(self, named: str | int) -> int | None:
        """The number of an incident, however it is named; that of the one that it has become a part of."""
        name = str(named).strip()
        if name.isascii() and name.isdigit():
            holder = select(_named.mention).where(_named.number == int(name[:18]))
            name = self.connection.execute(holder).scalar() or ""
        name = judged.now(self.connection, name)
        return self.connection.execute(select(_mention.incident).where(_mention.id == name)).scalar()

    def accounts(self, named: str | int) -> Accounts | None:
        """What each party says of an incident, and what that leaves standing; None where there is none."""
        number = self.number_of(named)
        asked = select(_incident.accounts).where(_incident.number == number)
        data = self.connection.execute(asked).scalar()
        return None if data is None else accounts_of(data)

    def mentions_of(self, named: str | int) -> list[Told]:
        """The event mentions of an incident, with their statements and documents, in the order of publication."""
        number = self.number_of(named)
        record = self.connection.execute(select(_incident.record).where(_incident.number == number)).scalar()
        if record is None:
            return []
        incident = serial.from_json(Incident, record)
        members = {member.mention: member for member in incident.members}
        asked = select(_mention.id, _mention.number).where(_mention.incident == number)
        places = {row.id: row.number for row in self.connection.execute(asked)}
        statements = self._statements({at // MENTIONS for at in places.values()})
        headings = {one.id: one for one in self._headings(incident.documents)}
        order = {document: at for at, document in enumerate(incident.documents)}
        told = []
        for name, at in places.items():
            statement, event = statements[at // MENTIONS], at % MENTIONS
            document = headings[document_of(name)]
            member = members[name]
            told.append(
                (
                    (order[document.id], at),
                    Told(name, statement.events[event], statement, document, member.bond, member.judged),
                )
            )
        return [one for _, one in sorted(told, key=lambda pair: pair[0])]

    def reports_of(self, named: str | int) -> list[Report]:
        """The documents that tell of an incident with all that was read from them, in the order of publication."""
        one = self.incident(named)
        found = []
        for document in one.incident.documents if one else ():
            number = kept.number_of(self.connection, document)
            if number is not None:
                found += [report for _, report in kept.reports(self.connection, first=number, last=number)]
        return found

    def links_of(self, named: str | int) -> list[Link]:
        """Why the mentions of an incident are taken to be of one: the links among them, the surest first."""
        number = self.number_of(named)
        asked = select(_mention.number, _mention.id).where(_mention.incident == number)
        rows = {row.number: MentionRow(row.number, row.id, "") for row in self.connection.execute(asked)}
        return links_among(self.connection, rows)

    def ratings(self) -> dict[str, Reliability]:
        """What the user knows of sources, by the actor's id or the source's name as it was given."""
        return judged.ratings(self.connection)

    def judgements_of(self, named: str | int) -> list[Judgement]:
        """What persons judged of an incident, in order; those taken back are left out."""
        number = self.number_of(named)
        asked = select(_mention.id).where(_mention.incident == number)
        return judged.about(self.connection, self.connection.execute(asked).scalars())

    def headings(self, documents: Iterable[str]) -> list[Heading]:
        """What persons call some documents by; those that are not there are left out."""
        return self._headings(list(documents))

    def _listed(self, numbers: Sequence[int]) -> list[Listed]:
        columns = (_incident.number, _incident.record, _incident.accounts, _incident.mentions)
        founded = _named.founded
        found = []
        for part in _parts(numbers):
            asked = (
                select(*columns, _incident.disputed, _incident.changed, founded)
                .join(tables.named, _named.number == _incident.number)
                .where(_incident.number.in_(part))
            )
            rows = self.connection.execute(asked).all()
            incidents = {row.number: serial.from_json(Incident, row.record) for row in rows}
            names = {document for one in incidents.values() for document in one.documents}
            headings = {one.id: one for one in self._headings(sorted(names))}
            found += [self._row(row, incidents[row.number], headings) for row in rows]
        return found

    def _row(self, row: Any, incident: Incident, headings: dict[str, Heading]) -> Listed:
        return Listed(
            number=row.number,
            incident=incident,
            parties=parties_of(row.accounts),
            documents=tuple(headings[document] for document in incident.documents),
            mentions=row.mentions,
            disputed=row.disputed,
            founded=row.founded,
            changed=row.changed,
        )

    def _cursor(self, number: int, order: Order) -> str:
        row = self.connection.execute(select(*finding.keys(order)).where(_incident.number == number)).one()
        return json.dumps(list(row), separators=(",", ":"))

    def _headings(self, documents: Sequence[str]) -> list[Heading]:
        found = {}
        for part in _parts(sorted(documents)):
            table = tables.document.c
            asked = (
                select(tables.heading)
                .join(tables.document, table.number == _heading.number)
                .where(table.id.in_(part))
            )
            for row in self.connection.execute(asked):
                found[row.id] = Heading(row.id, row.title, row.outlet, row.url, row.published, row.place)
        return [found[document] for document in documents if document in found]

    def _statements(self, numbers: set[int]) -> dict[int, Statement]:
        found = {}
        for part in _parts(sorted(numbers)):
            table = tables.statement.c
            asked = select(table.number, table.record).where(table.number.in_(part))
            for number, record in self.connection.execute(asked):
                found[number] = serial.from_json(Statement, record)
        return found


def document_of(mention: str) -> str:
    """The id of the document that a mention, or a statement, stands in."""
    return mention.partition("#")[0].rpartition("-")[0]


def _parts(numbers: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]
