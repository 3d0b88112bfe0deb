"""Dossiers of a ledger: takes a view of it, gives what it holds of incidents, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from counterclaim.views.exports.dossier import Dossier

if TYPE_CHECKING:
    from counterclaim.ledger import IncidentQuery, Listed, View
    from counterclaim.records import Report

_PAGE: Final = 200
_KEPT: Final = 1_000  # reports kept at hand


def dossiers(view: View, query: IncidentQuery | None = None) -> Iterator[Dossier]:
    """The dossiers of incidents that a query finds, those of most documents first.

    Raises:
        LedgerError: the query asks for a day or a place that is none.
    """
    cursor, reports = None, _Reports(view)
    while True:
        page = view.incidents(query, limit=_PAGE, cursor=cursor)
        yield from (found for one in page.incidents if (found := _dossier(view, one, reports)))
        cursor = page.cursor
        if cursor is None:
            return


def dossiers_of(view: View, named: Iterable[str]) -> Iterator[Dossier | str]:
    """The dossiers of incidents by number or id; a name that is none of any incident is given back."""
    reports = _Reports(view)
    for name in named:
        listed = view.incident(name)
        yield (_dossier(view, listed, reports) if listed else None) or name


def as_of(view: View) -> datetime:
    """The moment that a view stands for: that of the last thing added, in UTC; now in an empty ledger."""
    head = view.head
    return datetime.fromisoformat(head.at).astimezone(UTC) if head else datetime.now(UTC)


class _Reports:
    """The reports of a view by id, those that were asked for last kept: incidents share them."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._held: dict[str, Report | None] = {}

    def of(self, listed: Listed) -> tuple[Report, ...]:
        """The reports of an incident, in the order of publication."""
        found = []
        for document in listed.incident.documents:
            report = self._held.pop(document, None) or self._view.report(document)
            self._held[document] = report
            found.append(report)
        while len(self._held) > _KEPT:
            del self._held[next(iter(self._held))]
        return tuple(one for one in found if one is not None)


def _dossier(view: View, listed: Listed, reports: _Reports) -> Dossier | None:
    accounts = view.accounts(listed.number)
    if accounts is None:
        return None
    return Dossier(listed.incident, accounts, reports.of(listed), listed.number)
