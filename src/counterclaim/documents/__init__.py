"""Files, addresses, feeds and web archives to Documents: clean, dated, their origins known.

    sources ─► formats ─► build ─► origins
       Raw       Draft    Document   TextOrigin

``pipeline.read_documents`` composes the stages; the names below are what others may use of this room,
beside ``documents.build.build``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from counterclaim.documents.draft import Block, Draft
    from counterclaim.documents.formats import drafts
    from counterclaim.documents.origins import OriginIndex
    from counterclaim.documents.raw import Context, Raw, in_memory
    from counterclaim.documents.sources import walk

__all__ = ["Block", "Context", "Draft", "OriginIndex", "Raw", "drafts", "in_memory", "walk"]

_HOMES = {
    "Block": "draft",
    "Context": "raw",
    "Draft": "draft",
    "OriginIndex": "origins",
    "Raw": "raw",
    "drafts": "formats",
    "in_memory": "raw",
    "walk": "sources",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
