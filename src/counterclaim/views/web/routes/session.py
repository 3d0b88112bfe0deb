"""Signing in and out, and the theme of the page: what a stranger may reach."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from counterclaim.views.web import pages
from counterclaim.views.web.access import COOKIE
from counterclaim.views.web.desk import Form, desk_of, inside, person_of, text
from counterclaim.views.web.failures import Failure

router = APIRouter()
_YEAR = 365 * 24 * 3600


@router.get("/sign-in")
def sign_in_page(request: Request, next: str = "/") -> Response:
    """The form."""
    if person_of(request) is not None:
        return RedirectResponse(inside(next), 303)
    return pages.page(request, "sign_in.html", next=inside(next), failed=None, name="")


@router.post("/sign-in")
def sign_in(request: Request, form: Form) -> Response:
    """Begin a session."""
    desk = desk_of(request)
    name, password, back = text(form, "name", most=64), form.get("password", ""), inside(text(form, "next"))
    users = desk.access.users
    if users is None:
        return RedirectResponse("/", 303)
    keys = (f"name {name}", f"address {request.client.host if request.client else ''}")
    wait = desk.limiter.wait(*keys)
    if wait:
        headers = {"retry-after": str(int(wait) + 1)}
        raise Failure(429, "there were too many wrong tries", "wait a minute", headers=headers)
    desk.limiter.failed(*keys)  # before it is known, so that many tries at once count too
    user = users.by_password(name, password if isinstance(password, str) else "")
    if user is None:
        shown: dict[str, Any] = {"next": back, "failed": "No user has that name and password.", "name": name}
        return pages.page(request, "sign_in.html", status=403, **shown)
    desk.limiter.forgive(*keys)
    response = RedirectResponse(back, 303)
    pages.keep(request, response, desk.access.begin(user.name))
    return response


@router.post("/sign-out")
def sign_out(request: Request, form: Form) -> Response:
    """End the session."""
    desk_of(request).access.end(request.cookies.get(COOKIE, ""))
    response = RedirectResponse("/sign-in" if desk_of(request).access.users else "/", 303)
    response.delete_cookie(COOKIE, path="/")
    return response


@router.post("/theme")
def theme(request: Request, form: Form) -> Response:
    """Keep how the page is to look: light, dark, or as the system says."""
    response = RedirectResponse(inside(text(form, "next")), 303)
    chosen = text(form, "theme", most=10)
    if chosen in pages.THEMES:
        response.set_cookie("theme", chosen, max_age=_YEAR, samesite="lax", path="/")
    else:
        response.delete_cookie("theme", path="/")
    return response
