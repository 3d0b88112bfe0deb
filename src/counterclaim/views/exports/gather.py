"""Dossiers of a ledger: takes a view of it, gives what it holds of incidents, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from counterclaim.views.exports.dossier import Dossier

if TYPE_CHECKING:
    from counterclaim.ledger import IncidentQuery, Listed, View

_PAGE: Final = 200


def dossiers(view: View, query: IncidentQuery | None = None) -> Iterator[Dossier]:
    """The dossiers of incidents that a query finds, those of most documents first.

    Raises:
        LedgerError: the query asks for a day or a place that is none.
    """
    cursor = None
    while True:
        page = view.incidents(query, limit=_PAGE, cursor=cursor)
        yield from (found for one in page.incidents if (found := _dossier(view, one)))
        cursor = page.cursor
        if cursor is None:
            return


def dossiers_of(view: View, named: Iterable[str]) -> Iterator[Dossier | str]:
    """The dossiers of incidents by number or id; a name that is none of any incident is given back."""
    for name in named:
        listed = view.incident(name)
        yield (_dossier(view, listed) if listed else None) or name


def as_of(view: View) -> datetime:
    """The moment that a view stands for: that of the last thing added, in UTC; now in an empty ledger."""
    head = view.head
    return datetime.fromisoformat(head.at).astimezone(UTC) if head else datetime.now(UTC)


def _dossier(view: View, listed: Listed) -> Dossier | None:
    accounts = view.accounts(listed.number)
    if accounts is None:
        return None
    return Dossier(listed.incident, accounts, tuple(view.reports_of(listed.number)), listed.number)
