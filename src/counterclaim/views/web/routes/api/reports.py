"""Statements, documents, versions, changes, sources, and the state of the ledger."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from counterclaim.ledger import View
from counterclaim.views.ledger import hit_json, version_json
from counterclaim.views.read import as_json, statement_json
from counterclaim.views.web import queries, shapes
from counterclaim.views.web.cursors import at, following, listed
from counterclaim.views.web.failures import missing
from counterclaim.views.web.filters import StatementFilter
from counterclaim.views.web.routes.api.contract import Cursor, Known, Limit, Listing, answer

router = APIRouter(tags=["reports"])
Id = Annotated[str, Path(max_length=200)]


@router.get("/ledger", summary="How much the ledger holds")
def ledger(request: Request, known: Known = None) -> Response:
    """Counts, and the last entry of the journal."""

    def made(view: View) -> Any:
        head, held = view.head, view.counts()
        return {
            "documents": held.documents,
            "superseded": held.superseded,
            "statements": held.statements,
            "judgements": held.judgements,
            "incidents": view.count_incidents(),
            "head": {"entry": head.number, "at": head.at, "hash": head.hash} if head else None,
        }

    return answer(request, made)


@router.get("/statements", response_model=Listing, summary="Statements that a search finds")
def statements(
    request: Request,
    asked: Annotated[StatementFilter, Query()],
    limit: Limit = 50,
    cursor: Cursor = None,
    known: Known = None,
) -> Response:
    """The latest published first."""
    start = at(cursor)

    def made(view: View) -> Any:
        found = view.search(asked.query(), limit=start + limit + 1)[start:]
        return listed(found, start, size=limit, shape=hit_json)

    return answer(request, made)


@router.get("/statements/{statement}", summary="One statement")
def statement(request: Request, statement: Id, known: Known = None) -> Response:
    """With the events told in it."""

    def made(view: View) -> Any:
        found = view.statement(statement)
        if found is None:
            raise missing(f"statement {statement}")
        return statement_json(found)

    return answer(request, made)


@router.get("/documents/{document}", summary="A report with all that was read from it")
def document(request: Request, document: Id, known: Known = None) -> Response:
    """The shape of `counterclaim read --format json`, with the text that its offsets point into."""

    def made(view: View) -> Any:
        found = view.report(document)
        if found is None:
            raise missing(f"document {document}")
        marks = [shapes.plain(mark) for mark in found.document.marks]
        return {**as_json(found), "text": found.document.text, "marks": marks}

    return answer(request, made)


@router.get("/documents/{document}/versions", response_model=Listing, summary="Versions of a report")
def versions(request: Request, document: Id, known: Known = None) -> Response:
    """The first one first; each with what it says otherwise than the one before."""

    def made(view: View) -> Any:
        found = view.versions(document)
        if not found:
            raise missing(f"document {document}")
        return {"items": [version_json(one) for one in found], "next": None}

    return answer(request, made)


@router.get("/changes", response_model=Listing, summary="What additions changed, in order")
def changes(
    request: Request,
    since: Annotated[str, Query(max_length=40, description="a moment in UTC, or an entry's number")] = "0",
    limit: Limit = 50,
    cursor: Cursor = None,
    known: Known = None,
) -> Response:
    """After a moment or an entry of the journal."""
    start = at(cursor)

    def made(view: View) -> Any:
        found = list(islice(view.changes(since or 0), start, start + limit + 1))
        return listed(found, start, size=limit, shape=shapes.move)

    return answer(request, made)


@router.get("/sources", response_model=Listing, summary="Sources, with what is known of them")
def sources(
    request: Request,
    q: Annotated[str, Query(max_length=200)] = "",
    limit: Limit = 50,
    cursor: Cursor = None,
    known: Known = None,
) -> Response:
    """By the number of documents in which they speak."""
    start = at(cursor)

    def made(view: View) -> Any:
        rated = view.ratings()
        found = queries.speakers(view, words=q, limit=limit + 1, offset=start)
        items = [
            {
                "name": one.name,
                "documents": one.documents,
                "known": shapes.plain(rated[one.name]) if one.name in rated else None,
            }
            for one in found[:limit]
        ]
        return {"items": items, "next": following(start, limit, more=len(found) > limit)}

    return answer(request, made)
