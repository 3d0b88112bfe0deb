"""Incidents, their accounts and what moved them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from counterclaim.ledger import Listed, Order, View
from counterclaim.records import Accounts, Facet
from counterclaim.views.web import queries, shapes
from counterclaim.views.web.cursors import at, listed
from counterclaim.views.web.failures import missing
from counterclaim.views.web.filters import IncidentFilter
from counterclaim.views.web.routes.api.contract import Cursor, Known, Limit, Listing, Named, answer

router = APIRouter(tags=["incidents"])
Asked = Annotated[IncidentFilter, Query()]


@router.get("/incidents", response_model=Listing, summary="Incidents that a filter finds")
def incidents(
    request: Request, asked: Asked, limit: Limit = 50, cursor: Cursor = None, known: Known = None
) -> Response:
    """The same list as the page's."""

    def made(view: View) -> Any:
        page = view.incidents(asked.query(), order=asked.order or Order.WEIGHT, limit=limit, cursor=cursor)
        return {"items": [shapes.incident(one) for one in page.incidents], "next": page.cursor}

    return answer(request, made)


@router.get("/incidents/counts", summary="How many incidents a filter finds, by type and by standing")
def counts(request: Request, asked: Asked, known: Known = None) -> Response:
    """The counts beside the list."""

    def made(view: View) -> Any:
        found = queries.tally(view, asked.query())
        return {
            "total": found.total,
            "disputed": found.disputed,
            "types": dict(found.types),
            "standings": dict(found.standings),
        }

    return answer(request, made)


@router.get("/map", summary="Where the incidents of a filter lie, as GeoJSON")
def on_map(request: Request, asked: Asked, known: Known = None) -> Response:
    """Up to 2,000, the weightiest ones."""

    def made(view: View) -> Any:
        found = queries.spots(view, asked.query())
        return {"type": "FeatureCollection", "features": [shapes.feature(one) for one in found]}

    return answer(request, made)


@router.get("/incidents/{named}", summary="One incident")
def incident(request: Request, named: Named, known: Known = None) -> Response:
    """As in the list."""
    return answer(request, lambda view: shapes.incident(_listed(view, named)))


@router.get("/incidents/{named}/accounts", summary="What each party says of it, and what stands")
def accounts(request: Request, named: Named, known: Known = None) -> Response:
    """Facet by facet, with the rule, the reason and the statements it rests on."""

    def made(view: View) -> Any:
        one = _listed(view, named)
        told = view.accounts(one.number) or Accounts(one.incident.id, (), (), 0)
        return shapes.accounts(told, one.number)

    return answer(request, made)


@router.get("/incidents/{named}/mentions", response_model=Listing, summary="The event mentions in it")
def mentions(
    request: Request, named: Named, limit: Limit = 50, cursor: Cursor = None, known: Known = None
) -> Response:
    """Each with its statement and document, in the order of publication."""
    start = at(cursor)

    def made(view: View) -> Any:
        told = view.mentions_of(_listed(view, named).number)[start:]
        return listed(told, start, size=limit, shape=shapes.told)

    return answer(request, made)


@router.get("/incidents/{named}/links", response_model=Listing, summary="Why its mentions are of one")
def links(
    request: Request, named: Named, limit: Limit = 50, cursor: Cursor = None, known: Known = None
) -> Response:
    """Links with score and features, the surest first."""
    start = at(cursor)

    def made(view: View) -> Any:
        found = view.links_of(_listed(view, named).number)[start:]
        return listed(found, start, size=limit, shape=shapes.plain)

    return answer(request, made)


@router.get("/incidents/{named}/history", response_model=Listing, summary="What moved it")
def history(
    request: Request,
    named: Named,
    *,
    facet: Facet | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    known: Known = None,
) -> Response:
    """What became of it and of its standings, in order."""
    start = at(cursor)

    def made(view: View) -> Any:
        found = view.history(_listed(view, named).number, facet=facet)[start:]
        return listed(found, start, size=limit, shape=shapes.move)

    return answer(request, made)


def _listed(view: View, named: str) -> Listed:
    found = view.incident(named)
    if found is None:
        raise missing(f"incident {named}")
    return found
