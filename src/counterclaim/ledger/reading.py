"""Reports and text origins at hand: what was read once is not read again with each addition.

Takes ids of documents; gives reports and origins. What is kept of a document never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, select

from counterclaim.ledger import kept, tables
from counterclaim.ledger.lent import Lent
from counterclaim.records import Report, TextOrigin

_OPEN: Final = 1024  # reports kept at hand
_GROUPS: Final = 1024  # sets of documents of which the origins are kept at hand
_AT_ONCE: Final = 400

_document, _sketch = tables.document.c, tables.sketch.c


class Reading:
    """Reports and text origins of a ledger."""

    def __init__(self, lent: Lent) -> None:
        self._lent = lent
        self._reports: dict[tuple[int, str], Report] = {}
        self._origins = lru_cache(_GROUPS)(self._grouped)

    def put(self, number: int, report: Report) -> None:
        """Keep a report at hand that was just added."""
        while len(self._reports) >= _OPEN:
            self._reports.pop(next(iter(self._reports)))
        self._reports[number, report.document.id] = report

    def reports(self, connection: Connection, documents: Sequence[str]) -> list[Report]:
        """The reports of documents, in their order."""
        numbers = self._numbers(connection, documents)
        found = []
        for document in documents:
            number = numbers[document]
            if (number, document) not in self._reports:
                ((_, report),) = kept.reports(connection, first=number, last=number)
                self.put(number, report)
            found.append(self._reports[number, document])
        return found

    def origins(self, connection: Connection, documents: Sequence[str]) -> Mapping[str, TextOrigin]:
        """The text origin of each of some documents, among them alone.

        A copy of a text from outside counts for itself here: what matters is who adds to whom in one incident.
        """
        if len(documents) == 1:
            return {documents[0]: TextOrigin(documents[0], documents[0], None, 1.0, 1.0, 0, None)}
        numbers = sorted(self._numbers(connection, documents).values())
        sketches: list[bytes] = []
        for start in range(0, len(numbers), _AT_ONCE):
            part = select(_sketch.data).where(_sketch.number.in_(numbers[start : start + _AT_ONCE]))
            sketches.extend(connection.execute(part.order_by(_sketch.number)).scalars())
        return self._origins(frozenset(sketches))

    def _grouped(self, sketches: frozenset[bytes]) -> Mapping[str, TextOrigin]:
        return {one.document: one for one in self._lent.origins(sorted(sketches))}

    def _numbers(self, connection: Connection, documents: Iterable[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        names = sorted(documents)
        for start in range(0, len(names), _AT_ONCE):
            part = names[start : start + _AT_ONCE]
            asked = select(_document.id, _document.number).where(_document.id.in_(part))
            found.update((row.id, row.number) for row in connection.execute(asked))
        return found
