"""What a page's head says of it: JSON-LD, Open Graph and other meta tags, canonical address, ``<time>``.

Takes the parsed page, gives the words as written: dates keep their hours and zone, which trafilatura
and htmldate cut to the day. Nothing is guessed from the visible text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml.etree import XPath, _Element
from trafilatura.metadata import extract_title

_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "og:pubdate",
    "datepublished", "article.published", "published_time", "article:published", "published",
    "publish-date", "publish_date", "publishdate", "publication_date", "publication-date", "pubdate",
    "dcterms.issued", "dc.date.issued", "dcterms.date", "dcterms.created", "dc.date.created", "dc.date",
    "dc:date", "date", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "citation_publication_date", "citation_date", "prism.publicationdate",
    "bt:pubdate", "article_date_original", "originalpublicationdate", "displaydate", "timestamp",
    "datecreated", "date_published",
)  # fmt: skip
_TITLES = (
    "og:title", "headline", "dc.title", "dcterms.title", "citation_title", "parsely-title", "twitter:title",
)  # fmt: skip
_OUTLETS = (
    "og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher",
    "citation_journal_title",
)  # fmt: skip
_CREDITS = ("source", "dc.source", "dcterms.source", "syndication-source", "original-source", "news_source")
_AUTHORS = (
    "author", "article:author", "byl", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author",
)  # fmt: skip
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Story)$")
_WEB = re.compile(r"https?://", re.I)
_MAX_NODES = 5_000  # of one JSON-LD graph: more is no description of an article

_LD = XPath("//script[contains(@type, 'ld+json')]")
_META = XPath("//meta[@content]")
_TIMES = XPath(
    "//time[@datetime and (@pubdate or @itemprop='datePublished' or contains(@class, 'publish')"
    " or contains(@class, 'entry-date'))] | //*[@itemprop='datePublished' and not(self::meta)]"
)
_ONLY_TIME = XPath(
    "//time[@datetime][ancestor::article or ancestor::main or ancestor::header]"
    "[not(ancestor::aside or ancestor::nav or ancestor::footer)]"
)
# A time that the page itself calls that of posting: "Posted on <time datetime=...>".
_POSTED_TIME = XPath("//time[@datetime]")
_POSTED = re.compile(r"(?:posted|published|written|filed)\b(?:\s+(?:on|at|by|in)\b)?\W*$", re.I)
_CANONICAL = XPath("//link[@rel='canonical']/@href")
_H1 = XPath("//h1")


@dataclass(slots=True)
class PageMeta:
    """The page's own words about itself; None where it has none."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    author: str | None = None
    credits: tuple[str, ...] = ()


def page_meta(tree: _Element, base: str | None = None) -> PageMeta:
    """Read a page's metadata. ``base`` is the address that it came from, for a relative canonical link."""
    tags = _meta_tags(tree)
    article = _article(tree)
    outlet = (
        _first(tags, _OUTLETS) or _name(article.get("publisher")) or _name(article.get("sourceOrganization"))
    )
    published = _text(article.get("datePublished")) or _first(tags, _DATES) or _time(tree)
    title = _text(article.get("headline")) or _first(tags, _TITLES) or _visible_title(tree)
    return PageMeta(
        title=_without_outlet(title, outlet),
        outlet=outlet,
        url=_address(tree, tags, base),
        language=_language(tree, tags, article),
        published=published,
        author=_name(article.get("author")) or _first(tags, _AUTHORS),
        credits=tuple(dict.fromkeys(filter(None, (_words(tags.get(name)) for name in _CREDITS)))),
    )


def _meta_tags(tree: _Element) -> dict[str, str]:
    """Lower-case name → content, the first of each name."""
    tags: dict[str, str] = {}
    for element in _META(tree):
        names = (element.get(a) for a in ("property", "name", "itemprop", "http-equiv"))
        name = next((n for n in names if n), None)
        content = element.get("content")
        if name and content and not content.isspace():
            tags.setdefault(name.strip().lower(), content.strip())
    return tags


def _article(tree: _Element) -> dict[str, Any]:
    """The JSON-LD node that describes the article, or an empty one."""
    for script in _LD(tree):
        text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):  # one malformed description does not spoil a page
            continue
        for node in _nodes(value):
            kinds = node.get("@type")
            if any(
                isinstance(k, str) and _ARTICLE.search(k)
                for k in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return node
    return {}


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    pending = [value]
    for _ in range(_MAX_NODES):
        if not pending:
            return
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(reversed(value))
        elif isinstance(value, dict):
            yield value
            pending.extend(value[key] for key in ("mainEntity", "mainEntityOfPage", "@graph") if key in value)


def _first(tags: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((words for name in names if (words := _words(tags.get(name)))), None)


def _words(text: str | None) -> str | None:
    """One line of words; handles and addresses are no names."""
    words = " ".join((text or "").split())
    return None if not words or words.startswith("@") or _WEB.match(words) else words


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _words(value) if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    """The name or names of JSON-LD persons or organisations."""
    values = value if isinstance(value, list) else [value]
    names = [_text(v.get("name")) if isinstance(v, dict) else _text(v) for v in values[:20]]
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _time(tree: _Element) -> str | None:
    marked = [_words(e.get("datetime") or e.get("content") or e.text) for e in _TIMES(tree)]
    if any(marked):
        return next(filter(None, marked))
    posted = {_words(e.get("datetime")) for e in _POSTED_TIME(tree) if _POSTED.search(_before(e))}
    if len(posted) == 1:
        return posted.pop()
    # One time in the article and no other is its own; of several, no telling which.
    found = {_words(e.get("datetime")) for e in _ONLY_TIME(tree)} - {None}
    return found.pop() if len(found) == 1 else None


def _before(element: _Element) -> str:
    """The words just before an element, within its parent."""
    previous = element.getprevious()
    parent = element.getparent()
    text = previous.tail if previous is not None else parent.text if parent is not None else ""
    return (text or "")[-40:]


def _language(tree: _Element, tags: dict[str, str], article: dict[str, Any]) -> str | None:
    root = tree if tree.tag == "html" else None
    declared = (
        (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))
        if root is not None
        else None
    )
    return (
        _words(declared)
        or _text(article.get("inLanguage"))
        or _first(tags, ("content-language", "og:locale"))
    )


def _address(tree: _Element, tags: dict[str, str], base: str | None) -> str | None:
    for candidate in (*_CANONICAL(tree)[:1], tags.get("og:url"), tags.get("twitter:url")):
        try:
            address = urljoin(base or "", str(candidate or "").strip())
        except ValueError:  # an address that is none, "http://[bad"
            continue
        if _WEB.match(address):
            return address
    return None


def _visible_title(tree: _Element) -> str | None:
    heading = _H1(tree)
    if len(heading) == 1:
        return _words("".join(heading[0].itertext())) or _words(extract_title(tree))
    return _words(extract_title(tree))


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """A title without "| The Outlet" at its end."""
    if not title or not outlet:
        return title
    match = re.fullmatch(rf"(.{{3,}}?)\s+[|–—:·•»-]\s+(?:www\.)?{re.escape(outlet)}\s*", title, re.I | re.S)
    return match[1] if match else title
