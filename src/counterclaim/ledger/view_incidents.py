"""Looking at incidents: which there are, what each party says of one, what is in it and why, what moved.

The part of a View (``view.py``) that is about incidents. An incident is named by its number ("1"), by its id
or by the id of any event mention in it. Nothing here writes.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from counterclaim.ledger.listing import IncidentQuery, Listed, Move, Order, Page, Told
from counterclaim.records import Accounts, Facet, Judgement, Link, Reliability, Report


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
        raise NotImplementedError

    def incident(self, named: str | int) -> Listed | None:
        """One incident, by its number, its id, or the id of a mention in it; None where there is none."""
        raise NotImplementedError

    def accounts(self, named: str | int) -> Accounts | None:
        """What each party says of an incident, and what that leaves standing; None where there is none."""
        raise NotImplementedError

    def mentions_of(self, named: str | int) -> list[Told]:
        """The event mentions of an incident, with their statements and documents, in the order of publication."""
        raise NotImplementedError

    def reports_of(self, named: str | int) -> list[Report]:
        """The documents that tell of an incident with all that was read from them, in the order of publication."""
        raise NotImplementedError

    def links_of(self, named: str | int) -> list[Link]:
        """Why the mentions of an incident are taken to be of one: the links among them, the surest first."""
        raise NotImplementedError

    def history(self, named: str | int, *, facet: Facet | None = None) -> list[Move]:
        """What became of an incident and of its standings, in order, with what moved each."""
        raise NotImplementedError

    def changes(self, since: str | int = 0) -> Iterator[Move]:
        """What additions changed, in order.

        Args:
            since: the number of a journal entry, after which to begin; or a moment, ISO 8601 in UTC, cut as one
                likes ("2017-10-16", "2017-10-16T09:30").

        Raises:
            LedgerError: it is no moment.
        """
        raise NotImplementedError

    def ratings(self) -> dict[str, Reliability]:
        """What the user knows of sources, by the actor's id or the source's name as it was given."""
        raise NotImplementedError

    def judgements_of(self, named: str | int) -> list[Judgement]:
        """What persons judged of an incident, in order; those taken back are left out."""
        raise NotImplementedError
