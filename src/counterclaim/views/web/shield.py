"""What stands before every route: names of the host, where a request comes from, sizes, headers of safety.

Plain ASGI, so that nothing is read into memory here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counterclaim.views.web.serving import MEGABYTE, Serving

FORM: Final = MEGABYTE  # bytes of any body that is no upload
UPLOADS: Final = ("/add", "/api/v1/jobs")
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",  # the map draws its icons itself
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # no other site learns what is read about here
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-frame-options": "DENY",
}
Refuse = Callable[[Scope, int, str, str], ASGIApp]


class TooLargeError(Exception):
    """A body is larger than it may be."""


class Shield:
    """Turns away what must not come in, and puts the headers of safety on what goes out.

    Args:
        app: what stands behind.
        serving: names and sizes.
        refuse: makes the response that turns a request away: its scope, status, problem and remedy.
    """

    def __init__(self, app: ASGIApp, *, serving: Serving, refuse: Refuse) -> None:
        self._app = app
        self._serving = serving
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sent = _armed(send)
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, sent)
            return
        limit = self._serving.upload if scope["path"] in UPLOADS else FORM
        try:
            await self._app(scope, _counted(receive, limit), sent)
        except TooLargeError:
            await self._too_large(scope, limit)(scope, receive, sent)

    def _refusal(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        host = headers.get("host", "")
        if _name(host) not in self._serving.names:
            remedy = "call it by its address, or name it with --name when the server starts"
            return self._refuse(scope, 421, "this server does not answer to that name", remedy)
        if scope["method"] not in SAFE and not _from_here(headers, host):
            return self._refuse(scope, 403, "the request came from another site", "use the page itself")
        length = headers.get("content-length", "0")
        limit = self._serving.upload if scope["path"] in UPLOADS else FORM
        if length.isascii() and length.isdigit() and int(length) > limit:
            return self._too_large(scope, limit)
        return None

    def _too_large(self, scope: Scope, limit: int) -> ASGIApp:
        problem = f"more than {limit // MEGABYTE:,} MB were sent"
        return self._refuse(scope, 413, problem, "send less at a time, or use counterclaim add")


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _from_here(headers: Headers, host: str) -> bool:
    """Whether a request that changes something can come from our own page, or from no page at all."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == host.lower()


def _counted(receive: Receive, limit: int) -> Receive:
    received = 0

    async def count() -> Message:
        nonlocal received
        message = await receive()
        if message["type"] == "http.request":
            received += len(message.get("body", b""))
            if received > limit:
                raise TooLargeError
        return message

    return count


def _armed(send: Send) -> Send:
    async def send_armed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return send_armed
