"""What goes wrong, said once: as a page for a person, as one shape of JSON for a program.

{"error": {"status": 404, "code": "not_found", "problem": "there is no incident 7", "remedy": "…"}}
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import Scope

from counterclaim.errors import (
    CounterclaimError,
    LedgerError,
    LedgerLockedError,
    NotInLedgerError,
    SettingsError,
)
from counterclaim.views.web import pages

API: Final = "/api/"
_CODES: Final = {
    400: "bad_request",
    401: "sign_in",
    403: "refused",
    404: "not_found",
    405: "no_such_method",
    409: "conflict",
    413: "too_large",
    415: "wrong_kind",
    421: "wrong_host",
    422: "invalid",
    429: "too_often",
    500: "failure",
    503: "busy",
}


class Failure(Exception):  # noqa: N818 - it is an answer, not a fault of the program
    """A request that is answered with a problem. ``headers`` go along."""

    def __init__(
        self, status: int, problem: str, remedy: str = "", *, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(problem)
        self.status, self.problem, self.remedy = status, problem, remedy
        self.headers = headers or {}


def missing(what: str) -> Failure:
    """The failure for something that is not there."""
    return Failure(404, f"there is no {what[:200]}", "see how it is spelt, or look for it in the list")


def error_json(status: int, problem: str, remedy: str) -> dict[str, Any]:
    """The one shape of errors."""
    error = {"status": status, "code": _CODES.get(status, "failure"), "problem": problem, "remedy": remedy}
    return {"error": error}


def response(request: Request, failure: Failure) -> Response:
    """A failure as whoever asked wants it."""
    if request.url.path.startswith(API):
        body = error_json(failure.status, failure.problem, failure.remedy)
        return JSONResponse(body, failure.status, headers=failure.headers)
    if failure.status == 401:
        return _to_sign_in(request)
    return pages.problem(request, failure.status, failure.problem, failure.remedy, headers=failure.headers)


def refuse(scope: Scope, status: int, problem: str, remedy: str) -> Response:
    """A response that needs nothing of the application: see ``shield``."""
    if scope["path"].startswith(API):
        return JSONResponse(error_json(status, problem, remedy), status)
    return Response(f"{problem}; {remedy}\n", status, media_type="text/plain")


def install(app: FastAPI) -> None:
    """Have an application answer every failure in these shapes."""

    @app.exception_handler(Failure)
    def failed(request: Request, error: Failure) -> Response:
        return response(request, error)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        problem = {404: "there is nothing at this address", 405: "this address does not take that method"}
        said = problem.get(error.status_code, str(error.detail))
        headers = dict(error.headers or {})
        return response(request, Failure(error.status_code, said, headers=headers))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        said = "; ".join(
            f"{'.'.join(str(part) for part in one['loc'][1:]) or 'body'}: {one['msg']}"
            for one in error.errors()
        )
        return response(request, Failure(422, said[:1000], "see /api/v1/openapi.json for what it takes"))

    @app.exception_handler(CounterclaimError)
    def ours(request: Request, error: CounterclaimError) -> Response:
        return response(request, _of(error))

    @app.exception_handler(Exception)
    def unforeseen(request: Request, error: Exception) -> Response:
        logging.getLogger("counterclaim").error("%s failed", request.url.path, exc_info=error)
        return response(request, Failure(500, "something went wrong here", "the server's log says what"))


def _of(error: CounterclaimError) -> Failure:
    if isinstance(error, LedgerLockedError):
        return Failure(503, error.problem, error.remedy, headers={"retry-after": "5"})
    if isinstance(error, NotInLedgerError):
        return Failure(404, f"{error.where} {error.problem}", error.remedy)
    if isinstance(error, LedgerError):
        # What was asked for is at fault where it says so; anything else is the ledger's.
        asked = error.where in ("search", "incidents", "changes", "sources", "judgement")
        return Failure(422 if asked or type(error) is LedgerError else 503, error.problem, error.remedy)
    return Failure(422 if isinstance(error, SettingsError) else 500, str(error))


def _to_sign_in(request: Request) -> Response:
    from urllib.parse import quote  # noqa: PLC0415

    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    where = f"/sign-in?next={quote(back if request.method == 'GET' else '/', safe='')}"
    if request.headers.get("hx-request") == "true":
        return Response(status_code=HTTPStatus.UNAUTHORIZED, headers={"hx-redirect": where})
    return RedirectResponse(where, 303)
