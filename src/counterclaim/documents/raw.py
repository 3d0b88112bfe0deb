"""The bytes of one item as they were found, with what their finder says about them.

``sources`` and the containers make Raws, ``formats`` reads them. Nothing is interpreted here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO

from counterclaim.errors import DocumentError
from counterclaim.records import Known
from counterclaim.settings import Limits

HEAD = 64 * 1024  # bytes looked at to recognise a format


class Budget:
    """Unpacked bytes that the members of one archive, and of archives within it, may still cost."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.left = total


@dataclass(frozen=True, slots=True)
class Raw:
    """One item: a file, a member of an archive, a response, an attachment.

    ``open`` gives a new seekable binary stream; the caller closes it. ``nesting`` counts the containers
    around the item.
    """

    where: str
    name: str  # file or member name, for its extension
    open: Callable[[], BinaryIO]
    media_type: str | None = None  # as declared by HTTP, mail or archive
    charset: str | None = None  # as declared by the same
    url: str | None = None
    url_known: Known = Known.METADATA
    nesting: int = 0
    budget: Budget | None = None  # of the outermost archive around it


def in_memory(
    where: str,
    payload: bytes,
    *,
    name: str = "",
    media_type: str | None = None,
    charset: str | None = None,
    url: str | None = None,
    url_known: Known = Known.METADATA,
    nesting: int = 0,
) -> Raw:
    """A Raw of bytes already at hand."""
    return Raw(where, name, lambda: BytesIO(payload), media_type, charset, url, url_known, nesting)


@dataclass(frozen=True, slots=True)
class Context:
    """What every reader may need besides the item: the limits and the user's column mapping."""

    limits: Limits
    columns: Mapping[str, str] = field(default_factory=dict)  # our column → theirs


@dataclass(frozen=True, slots=True)
class Item:
    """A Raw that has been opened and recognised: what a format reader gets."""

    raw: Raw
    media_type: str
    head: bytes  # the first HEAD bytes
    stream: BinaryIO

    @property
    def where(self) -> str:
        """What to call the item in messages."""
        return self.raw.where

    def payload(self, limits: Limits) -> bytes:
        """All bytes of the item.

        Raises:
            DocumentError: there are more than ``limits.bytes``.
        """
        if len(self.head) < HEAD:
            if len(self.head) > limits.bytes:
                raise too_large(self.where, limits.bytes)
            return self.head
        self.stream.seek(0)
        payload = self.stream.read(limits.bytes + 1)
        if len(payload) > limits.bytes:
            raise too_large(self.where, limits.bytes)
        return payload


def too_large(where: str, limit: int) -> DocumentError:
    """The error for a document over the limit of bytes."""
    return DocumentError(
        where,
        f"is larger than the limit of {limit:,} bytes for one document",
        "split it, or raise limits.bytes in the settings",
    )
