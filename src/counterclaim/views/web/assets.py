"""Scripts, styles, fonts and the base map: sent from memory, packed once, under names that change with them."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

STATIC: Final = Path(__file__).parent / "static"
FOREVER: Final = "public, max-age=31536000, immutable"
_TYPES: Final = {
    ".mjs": "text/javascript; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_PACKED: Final = frozenset({".woff2", ".png"})  # by themselves


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent; ``packed`` is None where packing gains nothing."""

    plain: bytes
    packed: bytes | None
    media_type: str


@cache
def edition() -> str:
    """A name of all files together: addresses hold it, so that none is taken from an older version."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(STATIC).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def asset(name: str) -> Asset | None:
    """A file by its name below ``static``; None where there is none."""
    path = STATIC / name
    if name not in _names():
        return None
    plain = path.read_bytes()
    packed = None if path.suffix in _PACKED else gzip.compress(plain, 9, mtime=0)
    media = _TYPES.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(plain, packed, media)


def address(name: str) -> str:
    """Where a file is found."""
    return f"/static/{edition()}/{name}"


def send(request: Request) -> Response:
    """The response to a request for ``/static/EDITION/NAME``."""
    found = asset(request.path_params["name"])
    if found is None:
        return Response("there is no such file\n", 404, media_type="text/plain")
    current = request.path_params["edition"] == edition()
    headers = {"cache-control": FOREVER if current else "no-cache", "vary": "accept-encoding"}
    if found.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(found.packed, headers=headers, media_type=found.media_type)
    return Response(found.plain, headers=headers, media_type=found.media_type)


@cache
def _names() -> frozenset[str]:
    return frozenset(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file())
