"""What all answers of the API have in common: shapes of errors and lists, ETags, and the document that says so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Header, Path, Query
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from counterclaim.ledger import View
from counterclaim.views.web import queries
from counterclaim.views.web.desk import desk_of

router = APIRouter()
MOST: Final = 200  # of one list at a time


class Problem(BaseModel):
    """What went wrong, and what to do about it."""

    status: int
    code: str
    problem: str
    remedy: str


class ErrorBody(BaseModel):
    """The one shape of errors."""

    error: Problem


class Listing(BaseModel):
    """A page of a list. ``next`` is the cursor of the page after it, null where this is the last."""

    items: list[dict[str, Any]]
    next: str | None


def _said(description: str) -> dict[str, Any]:
    return {"model": ErrorBody, "description": description}


RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "nothing has changed since the ETag given"},
    400: _said("the request is none that can be read"),
    401: _said("a token or a session is needed"),
    403: _said("the role does not allow it, or the request came from another site"),
    404: _said("there is no such thing"),
    409: _said("the ledger will not have it"),
    413: _said("too much was sent"),
    421: _said("the server does not answer to that name"),
    422: _said("a value is out of range"),
    503: _said("the ledger cannot be used now"),
}

Limit = Annotated[int, Query(ge=1, le=MOST)]
Cursor = Annotated[str | None, Query(max_length=200, description="`next` of the page before")]
Named = Annotated[
    str, Path(max_length=200, description="the number of an incident, its id or the id of a mention in it")
]
Known = Annotated[str | None, Header(alias="If-None-Match", description="the ETag of an answer at hand")]


def answer(request: Request, made: Callable[[View], Any]) -> Response:
    """What a view gives, as JSON with an ETag; nothing is asked of the ledger where the caller has it already."""
    with desk_of(request).view() as view:
        said = f"{queries.state(view)}|{request.url.path}|{request.url.query}"
        tag = f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'
        headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "authorization, cookie"}
        known = request.headers.get("if-none-match", "")
        if tag in (one.strip().removeprefix("W/") for one in known.split(",")):
            return Response(status_code=304, headers=headers)
        body = json.dumps(made(view), ensure_ascii=False, separators=(",", ":"))
    return Response(body.encode("utf-8", "replace"), media_type="application/json", headers=headers)


@router.get("/openapi.json", summary="This document")
def openapi(request: Request) -> dict[str, Any]:
    """What the API takes and gives."""
    app = request.app
    return get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
