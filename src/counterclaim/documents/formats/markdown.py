"""Markdown, with YAML front matter where there is one: one document a file.

Parsed by markdown-it; front matter is read as plain ``key: value`` lines, nothing of YAML beyond that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from counterclaim.documents.decode import decode
from counterclaim.documents.draft import Block, Draft
from counterclaim.documents.formats.text import too_long
from counterclaim.documents.raw import Context, Item
from counterclaim.errors import DocumentError
from counterclaim.records import Known, MarkKind

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"^([A-Za-z_][\w -]*):[ \t]+(.+?)[ \t]*$", re.M)
_NAMES = {
    "title": "title", "headline": "title", "date": "published", "published": "published",
    "outlet": "outlet", "publication": "outlet", "publisher": "outlet", "site": "outlet",
    "url": "url", "link": "url", "language": "language", "lang": "language", "author": "author",
    "credit": "credit", "source": "credit", "agency": "credit",
}  # fmt: skip
_LINE_PARSE_LIMIT = 20_000  # characters of one line: markdown-it's inline rules grow faster than linearly


def read(item: Item, context: Context) -> Iterator[Draft]:
    """The document of a Markdown text.

    Raises:
        DocumentError: it is over a limit or holds no text.
    """
    payload = item.payload(context.limits)
    text = decode(payload, item.raw.charset).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > context.limits.characters:
        raise too_long(item.where, context.limits.characters)
    fields, text = _front_matter(text)
    found, heading = _blocks(text)
    if not any(c.isalnum() for block in found for c in block.text):
        raise DocumentError(item.where, "holds no text", "leave it out, or get it again from its source")
    known = dict.fromkeys((name for name in fields if name != "credit"), Known.METADATA)
    title = fields.get("title")
    if title is None and heading is not None:
        title, known["title"] = heading, Known.TEXT
    url = item.raw.url or fields.get("url")
    if item.raw.url:
        known["url"] = item.raw.url_known
    yield Draft(
        where=item.where,
        media_type=item.media_type,
        payload=payload,
        blocks=tuple(found),
        title=title,
        outlet=fields.get("outlet"),
        url=url,
        language=fields.get("language"),
        published=fields.get("published"),
        credits=(fields["credit"],) if "credit" in fields else (),
        author=fields.get("author"),
        known=known,
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    match = _FRONT.match(text)
    if not match:
        return {}, text
    fields: dict[str, str] = {}
    for key, written in _FIELD.findall(match[1]):
        name = _NAMES.get(key.strip().lower())
        value = written.strip("\"'")
        if name and value and name not in fields:
            fields[name] = value
    return fields, text[match.end() :]


def _blocks(text: str) -> tuple[list[Block], str | None]:
    """The blocks, and the heading that is the title: the first of the text, before any paragraph."""
    if max(map(len, text.split("\n"))) > _LINE_PARSE_LIMIT:
        return [Block(part.strip()) for part in text.split("\n\n") if part.strip()], None
    found: list[Block] = []
    heading: str | None = None
    before = ""
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "inline":
            block = _inline(token)
            if block.text:
                if before == "heading_open" and not found:
                    heading = block.text
                found.append(block)
        elif token.type in ("fence", "code_block") and token.content.strip():
            found.append(Block(token.content.strip("\n")))
        elif token.type == "html_block":
            # Tags in Markdown are rare and mostly embeds; their words stay, their markup goes.
            words = re.sub(r"<!--.*?-->|<(script|style)\b.*?</\1>|<[^>]*>", " ", token.content, flags=re.S)
            if any(c.isalnum() for c in words):
                found.append(Block(" ".join(words.split())))
        before = token.type
    return found, heading


def _inline(token: Token) -> Block:
    parts: list[str] = []
    linked = depth = 0
    pictures = 0
    for child in token.children or []:
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
            linked += len(child.content) if depth else 0
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" " if child.type == "softbreak" else "\n")
        elif child.type == "image":
            parts.append(child.content)
            pictures += len(child.content)
    text = "".join(parts).strip()
    if pictures and pictures >= len(text):
        return Block(text, MarkKind.CAPTION, "the description of a picture")
    types = [child.type for child in token.children or []]
    if types[:2] in (["image", "softbreak"], ["image", "hardbreak"]):
        return Block(text, MarkKind.CAPTION, "a picture and the lines under it")
    return Block(text, linked=min(1.0, linked / len(text)) if text else 0.0)
