"""HTML pages: the report by trafilatura, the metadata by the page's own head. One document a page.

The page is parsed once; trafilatura, the metadata and the marks all read that tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from lxml.etree import XPath, _Element, iterwalk
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from counterclaim.documents.decode import decode
from counterclaim.documents.draft import Block, Draft
from counterclaim.documents.formats.html_meta import page_meta
from counterclaim.documents.formats.text import too_long
from counterclaim.documents.markup import DEEPEST, blocks_of, parse
from counterclaim.documents.raw import Context, Item
from counterclaim.errors import DocumentError
from counterclaim.records import Known, MarkKind

# What editors call such parts. Names of classes, not words of a text: the text itself is not looked at.
_CLASSES = (
    (("caption", "photo-credit", "photocredit", "image-credit"), MarkKind.CAPTION),
    (("byline", "by-line", "author"), MarkKind.BYLINE),
    (("share", "sharing", "social"), MarkKind.SHARE),
    (("newsletter", "subscri", "signup", "sign-up", "promo", "advert", "donat"), MarkKind.PROMOTION),
    (("related", "readmore", "read-more", "also-read", "recommend", "see-also", "more-on"), MarkKind.LINK),
    (("cookie", "consent", "copyright", "disclaimer", "gdpr"), MarkKind.NOTICE),
)
_CLASSED = XPath("//*[@class] | //figcaption | //aside | //*[@rel='author']")
_LONGEST_PART = 600  # characters: a longer "share-wrapper" wraps the report itself
_PARAGRAPHS = ("p", "li", "h2", "h3", "h4", "div", "span")
_PIECES = 64


def read(item: Item, context: Context) -> Iterator[Draft]:
    """The document of a page.

    Raises:
        DocumentError: it is over a limit, or no report is found on it.
    """
    payload = item.payload(context.limits)
    html = decode(payload, item.raw.charset, markup=True)
    tree = parse(html)
    if tree is None:
        raise _no_report(item.where)
    limit = min(context.limits.depth, DEEPEST - 1)
    if _may_be_deeper(html, limit) and _depth(tree) > limit:
        raise DocumentError(
            item.where,
            f"has elements nested more than {limit:,} deep",
            "save its text from a browser, or raise limits.depth in the settings",
        )
    meta = page_meta(tree, item.raw.url)
    parts = _parts(tree)
    found = _report(tree)
    if not any(c.isalnum() for block in found for c in block.text):
        raise _no_report(item.where)
    if sum(len(block.text) for block in found) > context.limits.characters:
        raise too_long(item.where, context.limits.characters)
    names = ("title", "outlet", "language", "published", "author", "credits")
    known = {name: Known.METADATA for name in names if getattr(meta, name)}
    if item.raw.url or meta.url:
        known["url"] = item.raw.url_known if item.raw.url else Known.METADATA
    yield Draft(
        where=item.where,
        media_type=item.media_type,
        payload=payload,
        blocks=tuple(_marked(block, parts) for block in found),
        title=meta.title,
        outlet=meta.outlet,
        url=item.raw.url or meta.url,
        language=meta.language,
        published=meta.published,
        credits=meta.credits,
        author=meta.author,
        known=known,
    )


def _no_report(where: str) -> DocumentError:
    return DocumentError(
        where,
        "is a page on which no report is found",
        "save the report's text from a browser, or leave it out",
    )


@cache
def _options() -> Extractor:
    return Extractor(output_format="xml", links=True, comments=False)


def _report(tree: _Element) -> list[Block]:
    extracted = bare_extraction(tree, options=_options())
    body = getattr(extracted, "body", None)
    return [] if body is None else blocks_of(body)


def _may_be_deeper(html: str, limit: int) -> bool:
    """A bound on the nesting that costs next to nothing: tags opened less tags closed, piece by piece.

    Void and unclosed tags count as nesting, so that the bound is never too low.
    """
    if html.count("<") <= limit:
        return False
    size = len(html) // _PIECES + 1
    balance = deepest = 0
    for begin in range(0, len(html), size):
        closed = html.count("</", begin, begin + size)
        opened = html.count("<", begin, begin + size) - closed
        deepest = max(deepest, balance + opened)
        balance += opened - closed
    return deepest > limit


def _depth(tree: _Element) -> int:
    depth = deepest = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _parts(tree: _Element) -> dict[str, tuple[MarkKind, str]]:
    """Words of the page's captions, bylines, boxes and the like → what its structure calls them."""
    parts: dict[str, tuple[MarkKind, str]] = {}
    for element in _CLASSED(tree):
        named = _structure(element)
        if named is None:
            continue
        whole = " ".join("".join(element.itertext()).split())
        if not whole or len(whole) > _LONGEST_PART:
            continue
        parts.setdefault(whole, named)
        for paragraph in element.iter(*_PARAGRAPHS):
            words = " ".join("".join(paragraph.itertext()).split())
            if words:
                parts.setdefault(words, named)
    return parts


def _structure(element: _Element) -> tuple[MarkKind, str] | None:
    if element.tag == "figcaption":
        return MarkKind.CAPTION, "a figure's caption"
    if element.tag == "aside":
        return MarkKind.LINK, "set aside by the page"
    if element.get("rel") == "author":
        return MarkKind.BYLINE, "the page's author"
    if element.tag in ("html", "body", "main", "article"):
        return None
    classes = element.get("class", "")
    kind = _kind_of(classes)
    return None if kind is None else (kind, f"the page's class {' '.join(classes.split())[:60]}")


@lru_cache(4096)  # a page has hundreds of elements and some dozens of classes, a site the same ones
def _kind_of(classes: str) -> MarkKind | None:
    lowered = classes.lower()
    return next((kind for names, kind in _CLASSES if any(name in lowered for name in names)), None)


def _marked(block: Block, parts: dict[str, tuple[MarkKind, str]]) -> Block:
    named = parts.get(" ".join(block.text.split()))
    if named is None or block.kind is not None:
        return block
    return replace(block, kind=named[0], reason=named[1])
