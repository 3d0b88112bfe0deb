"""RSS and Atom feeds: one document an entry, by feedparser.

Titles and texts may hold markup, scripts included: all of it becomes plain text. Linked pages are not
fetched; an entry is what the feed itself says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, cast

import feedparser

from counterclaim.documents import recognise as kinds
from counterclaim.documents.decode import decode
from counterclaim.documents.draft import Block, Draft
from counterclaim.documents.formats.text import too_long
from counterclaim.documents.markup import fragment, plain
from counterclaim.documents.raw import Context, Item
from counterclaim.errors import DocumentError
from counterclaim.records import Known

_ENTITY = re.compile(r"""<!ENTITY\s+%?\s*[\w.:-]+\s+(?:SYSTEM|PUBLIC|"([^"]*)"|'([^']*)')""", re.I)
_LONGEST_ENTITY = 64  # characters: entities of honest feeds stand for a letter or a name
_ENTRY = re.compile(r"<(item|entry)\b(?:[^>]*[^/])?>.*?</\1\s*>", re.S | re.I)
_REFERENCE = re.compile(r"&#(?:(\d{1,300});?|x([0-9a-fA-F]{1,300});?)", re.I)
_TAG = re.compile(r"<(/?)[A-Za-z_][^<>]*?(/?)>")
_MARKUP = re.compile(r"<[A-Za-z/!]|&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]+);")


def read(item: Item, context: Context) -> Iterator[Draft | DocumentError]:
    """The entries of a feed.

    Raises:
        DocumentError: it is over a limit, declares entities that unfold, or has no entries.
    """
    payload = item.payload(context.limits)
    text = decode(payload, item.raw.charset, markup=True)
    _check(item.where, text, context.limits.depth)
    # Decoded here, so that feedparser meets UTF-8 whatever the feed declares.
    body = _REFERENCE.sub(_possible, re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)).encode("utf-8", "replace")
    found = feedparser.parse(
        BytesIO(body),
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-location": item.raw.url or "",
        },
        resolve_relative_uris=False,
        sanitize_html=False,  # no markup survives what is done here
    )
    if not found.entries:
        raise DocumentError(
            item.where, "is a feed without entries", "see in a browser whether its address is right"
        )
    own = [match[0].encode("utf-8", "replace") for match in _ENTRY.finditer(text)]
    if len(own) != len(found.entries):
        own = []
    for number, entry in enumerate(found.entries, 1):
        where = f"{item.where}#{number}"
        try:
            yield _draft(
                item, where, entry, feed=found.feed, payload=own[number - 1] if own else None, context=context
            )
        except DocumentError as error:
            yield error


def _possible(reference: re.Match[str]) -> str:
    """A character reference, or U+FFFD where it refers to no character (XML 1.0, 2.2)."""
    code = int(reference[1]) if reference[1] else int(reference[2], 16)
    surrogate = 0xD800 <= code <= 0xDFFF
    return "\ufffd" if surrogate or code > 0x10FFFF or code == 0 else reference[0]


def _check(where: str, text: str, depth: int) -> None:
    """Refuse what feedparser would have to unfold or descend into."""
    for entity in _ENTITY.finditer(text):
        value = entity[1] or entity[2]
        if value is None or len(value) > _LONGEST_ENTITY or re.search(r"[&%]\w+;", value):
            raise DocumentError(
                where,
                "declares entities that unfold into others, files or long texts",
                "remove its <!DOCTYPE>",
            )
    if text.count("<") <= depth:
        return
    level = 0
    for tag in _TAG.finditer(text):
        level += 0 if tag[2] else (-1 if tag[1] else 1)
        if level > depth:
            problem = f"has elements nested more than {depth:,} deep"
            raise DocumentError(where, problem, "raise limits.depth in the settings if you trust it")


def _draft(
    item: Item,
    where: str,
    entry: Mapping[str, Any],
    *,
    feed: Mapping[str, Any],
    payload: bytes | None,
    context: Context,
) -> Draft:
    # dict.get: feedparser's own get() falls back from "published" to "updated" with a warning.
    def field(name: str, of: Mapping[str, Any] = entry) -> Any:
        return dict.get(cast("dict[str, Any]", of), name)

    content = field("content") or []
    bodies = [str(part.get("value") or "") for part in content] or [str(field("summary") or "")]
    body = max(bodies, key=len)
    if len(body) > context.limits.characters:
        raise too_long(where, context.limits.characters)
    title = _line(field("title"))
    found = _blocks(body)
    if not any(c.isalnum() for block in found for c in block.text):
        if not title:
            raise DocumentError(where, "is an entry without text", "fetch the page that it links to instead")
        found = [Block(title)]  # a feed of headlines
    source = field("source") or {}
    language = (content[0].get("language") if content else None) or field("language", feed)
    drafted: dict[str, Any] = {
        "title": title,
        "outlet": _line(field("title", feed)) or _line(field("publisher", feed)),
        "url": _address(field("link")),
        "language": _line(language),
        "published": _line(field("published") or field("created") or field("updated")),
        "credits": tuple(filter(None, [_line(source.get("title") or source.get("value"))])),
        "author": _line(field("author")),
    }
    return Draft(
        where=where,
        media_type=kinds.FEED,
        payload=payload if payload is not None else body.encode("utf-8", "replace"),
        blocks=tuple(found),
        known={name: Known.METADATA for name, value in drafted.items() if value},
        **drafted,
    )


def _blocks(body: str) -> list[Block]:
    if _MARKUP.search(body):
        return fragment(body)
    return [Block(part.strip()) for part in re.split(r"\n\s*\n", body) if part.strip()]


def _line(value: Any) -> str | None:
    """One line of inert words."""
    if not isinstance(value, str):
        return None
    words = plain(value) if _MARKUP.search(value) else value
    return " ".join(words.split()) or None


def _address(value: Any) -> str | None:
    return value.strip() if isinstance(value, str) and re.match(r"\s*https?://", value, re.I) else None
