"""Search in all that was said."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from counterclaim.records import Stance
from counterclaim.views.web import pages
from counterclaim.views.web.cursors import at, following
from counterclaim.views.web.desk import desk_of
from counterclaim.views.web.filters import StatementFilter
from counterclaim.views.web.present import labels

router = APIRouter()
ON_PAGE = 50


@router.get("/search")
def search(
    request: Request, asked: Annotated[StatementFilter, Query()], cursor: str | None = None
) -> Response:
    """Statements that say something, the latest published first."""
    start = at(cursor)
    values = asked.values()
    hits = []
    if values:
        with desk_of(request).view() as view:
            hits = view.search(asked.query(), limit=start + ON_PAGE + 1)[start:]
    return pages.page(
        request,
        "search.html",
        asked=asked,
        values=values,
        hits=hits[:ON_PAGE],
        next=following(start, ON_PAGE, more=len(hits) > ON_PAGE),
        stances=list(Stance),
        labels=labels,
    )
