"""What all routes share: the ledger, who asks, the reading process; and the checks that stand before a route."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends
from starlette.datastructures import FormData
from starlette.requests import Request

from counterclaim.ledger import Ledger, View
from counterclaim.views.web.access import COOKIE, Access, Limiter, Person
from counterclaim.views.web.failures import Failure
from counterclaim.views.web.reading import Reading
from counterclaim.views.web.serving import Serving
from counterclaim.views.web.shelf import Shelf
from counterclaim.views.web.users import Role


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of a running server."""

    serving: Serving
    ledger: Ledger
    access: Access
    limiter: Limiter
    reading: Reading
    shelf: Shelf

    @contextmanager
    def view(self) -> Iterator[View]:
        """What the ledger holds now."""
        with self.ledger.view() as view:
            yield view


def desk_of(request: Request) -> Desk:
    """The parts of the server that a request came to."""
    return cast("Desk", request.app.state.desk)


def person_of(request: Request) -> Person | None:
    """Who asks; None for a stranger."""
    access = desk_of(request).access
    return access.person(request.cookies.get(COOKIE), request.headers.get("authorization"))


def _needs(request: Request, role: Role) -> Person:
    person = person_of(request)
    if person is None:
        raise Failure(401, "you are not signed in", "sign in, or send a token: Authorization: Bearer TOKEN")
    if not person.role.may(role):
        raise Failure(403, f"a {person.role.value} may not do that", f"ask for the role of {role.value}")
    request.state.person = person
    return person


async def reader(request: Request) -> Person:
    """Lets through who may look."""
    return _needs(request, Role.READER)


async def analyst(request: Request) -> Person:
    """Lets through who may add and judge."""
    return _needs(request, Role.ANALYST)


async def admin(request: Request) -> Person:
    """Lets through who may say who signs in."""
    return _needs(request, Role.ADMIN)


async def proven_form(request: Request) -> AsyncIterator[FormData]:
    """The form that was sent, proven to come from our own page."""
    desk = desk_of(request)
    cookie, header = request.cookies.get(COOKIE), request.headers.get("x-proof")
    if header is not None and not desk.access.proves(cookie, header):
        raise _unproven()  # before an upload is taken in
    form = await request.form(max_files=desk.serving.files, max_fields=200, max_part_size=8 * 1024 * 1024)
    proof = header or form.get("proof")
    if not desk.access.proves(cookie, proof if isinstance(proof, str) else None):
        await form.close()
        raise _unproven()
    try:
        yield form
    finally:
        await form.close()  # what was sent lies in files


def text(form: FormData, name: str, *, most: int = 4000) -> str:
    """A field of a form, trimmed; "" where it is missing.

    Raises:
        Failure: it is longer than that.
    """
    value = form.get(name, "")
    said = value.strip() if isinstance(value, str) else ""
    if len(said) > most:
        raise Failure(422, f"{name} is longer than {most:,} characters", "shorten it")
    return said


def inside(address: str) -> str:
    """An address of this site; anything else leads home. ``//host`` and ``/\\host`` are other sites."""
    within = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if within and not any(ord(char) < 33 for char in address) else "/"


def _unproven() -> Failure:
    return Failure(
        403, "the form is out of date or came from elsewhere", "load the page again and send it anew"
    )


Reader = Annotated[Person, Depends(reader)]
Analyst = Annotated[Person, Depends(analyst)]
Admin = Annotated[Person, Depends(admin)]
Form = Annotated[FormData, Depends(proven_form)]
