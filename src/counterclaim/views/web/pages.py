"""Pages out of templates: what every page needs beside what it shows.

Every value is escaped: the text of a report never becomes markup.
"""

from __future__ import annotations

import json
import secrets
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from counterclaim.views.web import assets
from counterclaim.views.web.access import COOKIE, LASTS, is_cookie, new_cookie
from counterclaim.views.web.present import labels
from counterclaim.views.web.shelf import Key

TEMPLATES: Final = Path(__file__).parent / "templates"
THEMES: Final = ("light", "dark")
PROOF: Final = f"proof-{secrets.token_hex(16)}"  # stands in pages that are kept, where the proof goes


@cache
def environment() -> Environment:
    """The templates, with the words and signs that they share."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(
        day=labels.day,
        moment=labels.moment,
        said_time=labels.said_time,
        plural=labels.plural,
        file=labels.where_name,
        event=labels.event_type,
        role=labels.role,
        query=query,
    )
    made.globals.update(
        asset=assets.address,
        standing_help=labels.STANDINGS,
        facet_name=labels.FACETS,
        stance_name=labels.STANCES,
        icon=icon,
        quote=lambda value: quote(str(value), safe=""),
    )
    return made


def icon(name: str, label: str = "") -> Markup:
    """A sign out of the sprite; with a label it speaks for itself, without one it is decoration."""
    spoken = Markup(' role="img" aria-label="{}"').format(label) if label else Markup(' aria-hidden="true"')
    return Markup('<svg class="icon"{}><use href="#i-{}"></use></svg>').format(spoken, name)


def query(values: dict[str, Any], **changed: Any) -> str:
    """The query of an address, with some values changed; what is empty is left out."""
    kept = {key: value for key, value in {**values, **changed}.items() if value not in (None, "", False, ())}
    return urlencode({key: "1" if value is True else value for key, value in kept.items()}, doseq=True)


def key(request: Request, state: str) -> Key:
    """All that a page depends on, beside the proof in its forms; ``state`` names what the ledger holds."""
    person = getattr(request.state, "person", None)
    who = (person.name, person.role.value) if person else (None, None)
    return (state, request.url.path, request.url.query, _part(request), _theme(request), *who)


def kept(request: Request, key: Key) -> HTMLResponse | None:
    """A page that was made before, for this one who asks."""
    body = request.app.state.desk.shelf.get(key)
    return None if body is None else _sent(request, body)


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    key: Key | None = None,
    **shown: Any,
) -> HTMLResponse:
    """A page, or the part of one that htmx asked for: templates name the parts that can be had alone.

    With a ``key`` it is kept, to be sent again to whoever asks for the same.
    """
    desk = request.app.state.desk
    made = environment().get_template(template)
    body = made.render(
        request=request,
        path=request.url.path,
        person=getattr(request.state, "person", None),
        signed_in=desk.access.users is not None,
        proof=PROOF,
        theme=_theme(request),
        ledger=_short(desk.ledger.where),
        part=_part(request),
        **shown,
    )
    if key is not None:
        desk.shelf.put(key, body)
    return _sent(request, body, status=status, headers=headers)


def _sent(
    request: Request, body: str, *, status: int = 200, headers: dict[str, str] | None = None
) -> HTMLResponse:
    """A page with the proof of the one who asks in its forms."""
    cookie = request.cookies.get(COOKIE)
    fresh = not is_cookie(cookie)
    cookie = new_cookie() if fresh else str(cookie)
    body = body.replace(PROOF, request.app.state.desk.access.proof(cookie))
    response = HTMLResponse(body, status, headers={"vary": "hx-request, hx-target", **(headers or {})})
    if fresh:
        keep(request, response, cookie)
    return response


def _theme(request: Request) -> str | None:
    theme = request.cookies.get("theme")
    return theme if theme in THEMES else None


def _part(request: Request) -> str | None:
    return request.headers.get("hx-target") if request.headers.get("hx-request") == "true" else None


def keep(request: Request, response: HTMLResponse | Any, cookie: str) -> None:
    """Have the browser keep a cookie that scripts cannot read and other sites cannot send."""
    secure = request.app.state.desk.serving.secure
    response.set_cookie(
        COOKIE, cookie, max_age=int(LASTS), httponly=True, samesite="strict", secure=secure, path="/"
    )


def problem(
    request: Request, status: int, said: str, remedy: str, *, headers: dict[str, str] | None = None
) -> HTMLResponse:
    """A page that says what went wrong."""
    return page(request, "problem.html", status=status, headers=headers, problem=said, remedy=remedy)


def data(value: Any) -> Markup:
    """A value as JSON for an attribute that a script reads."""
    return Markup.escape(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _short(where: str) -> str:
    return where.rsplit("/", 1)[-1]
