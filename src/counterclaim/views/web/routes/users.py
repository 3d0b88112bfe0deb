"""Who may sign in: for an admin to see and change."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from counterclaim.errors import SettingsError
from counterclaim.views.web import pages
from counterclaim.views.web.desk import Admin, Form, desk_of, text
from counterclaim.views.web.failures import Failure
from counterclaim.views.web.users import Role, Users

router = APIRouter(prefix="/users")


@router.get("")
def users(request: Request, person: Admin) -> Response:
    """All of them, with what each may do."""
    found = _users(request).all()
    return pages.page(request, "users.html", users=found, roles=list(Role), token=None, token_of="")


@router.post("")
def add(request: Request, person: Admin, form: Form) -> Response:
    """A new user, or another role or password of one."""
    role, password = text(form, "role", most=20), form.get("password")
    if role not in list(Role):
        raise Failure(422, f"{role!r} is no role", f"choose one of {', '.join(Role)}")
    known = _users(request)
    given = password if isinstance(password, str) and password else None
    try:
        known.add(text(form, "name", most=64), Role(role), password=given)
    except SettingsError as error:
        raise Failure(422, str(error), "mend it and send the form again") from error
    return RedirectResponse("/users", 303)


@router.post("/{name}/remove")
def remove(request: Request, name: str, person: Admin, form: Form) -> Response:
    """Take a user out."""
    try:
        _users(request).remove(name)
    except SettingsError as error:
        raise Failure(422, str(error), "") from error
    return RedirectResponse("/users", 303)


@router.post("/{name}/token")
def token(request: Request, name: str, person: Admin, form: Form) -> Response:
    """A new token of a user, shown this once."""
    known = _users(request)
    try:
        made = known.give_token(name)
    except SettingsError as error:
        raise Failure(404, str(error), "") from error
    return pages.page(request, "users.html", users=known.all(), roles=list(Role), token=made, token_of=name)


def _users(request: Request) -> Users:
    found = desk_of(request).access.users
    if found is None:
        raise Failure(
            404, "nobody signs in here: this page is for this machine alone", "start it with --users FILE"
        )
    return found
