"""What changed since a time, by entry of the journal."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime, timedelta
from itertools import groupby, islice

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from counterclaim.ledger import Moved
from counterclaim.views.web import pages
from counterclaim.views.web.desk import desk_of
from counterclaim.views.web.present import labels

router = APIRouter()
ON_PAGE = 400  # moves
LATELY = 25  # entries of the journal, where no moment is given
_AGO = (("the last hour", 1), ("the last day", 24), ("the last week", 24 * 7))


@router.get("/changes")
def changes(request: Request, since: str = "", what: str = "") -> Response:
    """Moves after a moment or an entry, the first ones first; ``what`` keeps one kind of them."""
    wanted = Moved(what) if what in list(Moved) else None
    with desk_of(request).view() as view:
        head = view.head
        lately = 0 if since.strip() or head is None else max(0, head.number - LATELY)
        moves = (
            move
            for move in view.changes(since.strip() or lately)
            if (wanted is None or move.what is wanted) and not _said_by_standings(move.what, wanted)
        )
        # Where no moment is given the newest count; else a page begins at the moment.
        given = bool(since.strip())
        found = list(islice(moves, ON_PAGE + 1)) if given else list(deque(moves, maxlen=ON_PAGE))
    shown = found[:ON_PAGE]
    if len(found) > ON_PAGE:  # a page ends with an entry, so that the next begins with one
        whole = [move for move in shown if move.entry != found[ON_PAGE].entry]
        shown = whole or shown
    entries = [(entry, list(group)) for entry, group in groupby(shown, key=lambda move: move.entry)]
    now = datetime.now(UTC)
    moments = [(name, (now - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")) for name, hours in _AGO]
    return pages.page(
        request,
        "changes.html",
        entries=entries,
        since=since,
        what=wanted.value if wanted else "",
        kinds=list(Moved),
        moments=moments,
        head=head,
        lately=lately,
        next=shown[-1].entry if len(found) > len(shown) and shown else None,
        labels=labels,
    )


def _said_by_standings(what: Moved, wanted: Moved | None) -> bool:
    """Whether a move goes without saying where all kinds are shown."""
    return wanted is None and what is Moved.WITHDRAWN
