"""Incidents: list and map side by side, filters, counts that go with them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from counterclaim.ledger import Order
from counterclaim.records import Facet, Standing
from counterclaim.views.web import pages, queries
from counterclaim.views.web.desk import desk_of
from counterclaim.views.web.filters import IncidentFilter
from counterclaim.views.web.present import labels

router = APIRouter()
ON_PAGE = 40


@router.get("/")
def incidents(
    request: Request, asked: Annotated[IncidentFilter, Query()], cursor: str | None = None
) -> Response:
    """The list, or the part of it that a filter changes."""
    query, order = asked.query(), asked.order or Order.WEIGHT
    with desk_of(request).view() as view:
        key = pages.key(request, queries.state(view))
        if (again := pages.kept(request, key)) is not None:
            return again
        found = view.incidents(query, order=order, limit=ON_PAGE, cursor=cursor or None)
        counted = queries.tally(view, query)
        held = view.counts()
    return pages.page(
        request,
        "incidents.html",
        key=key,
        found=found,
        counted=counted,
        held=held,
        asked=asked,
        values=asked.values(),
        cursor=cursor,
        orders=Order,
        standings=list(Standing),
        facets=list(Facet),
        types=labels.TYPES,
        labels=labels,
    )
