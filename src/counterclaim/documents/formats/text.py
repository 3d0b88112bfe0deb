"""Plain text: one document a file."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.documents.decode import decode
from counterclaim.documents.draft import Draft
from counterclaim.documents.prose import blocks, title_of
from counterclaim.documents.raw import Context, Item
from counterclaim.errors import DocumentError
from counterclaim.records import Known


def read(item: Item, context: Context) -> Iterator[Draft]:
    """The document of a plain text.

    Raises:
        DocumentError: it is over a limit or holds no letters or digits.
    """
    payload = item.payload(context.limits)
    text = decode(payload, item.raw.charset)
    if len(text) > context.limits.characters:
        raise too_long(item.where, context.limits.characters)
    found = blocks(text)
    if not any(c.isalnum() for block in found for c in block.text):
        raise DocumentError(item.where, "holds no text", "leave it out, or get it again from its source")
    index = title_of(found)
    known = {"url": item.raw.url_known} if item.raw.url else {}
    if index is not None:
        known["title"] = Known.TEXT
    yield Draft(
        where=item.where,
        media_type=item.media_type,
        payload=payload,
        blocks=tuple(found),
        title=found[index].text if index is not None else None,
        url=item.raw.url,
        known=known,
    )


def too_long(where: str, limit: int) -> DocumentError:
    """The error for a text over the limit of characters."""
    return DocumentError(
        where,
        f"is longer than the limit of {limit:,} characters",
        "split it, or raise limits.characters in the settings",
    )
