"""From an element tree to Blocks: HTML of feeds, mails and table cells, and the body trafilatura gives.

Takes an lxml element; keeps lists, rows, headings and line breaks apart and counts what lies in links.
Which part of a page is its report, is decided before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import ParserError, _Element
from lxml.html import HTMLParser, fromstring

from counterclaim.documents.draft import Block
from counterclaim.records import MarkKind

# libxml2 stops at 255 levels unless told that the tree may be huge; then it stops at 2,047.
DEEPEST = 2_047
PARSER = HTMLParser(
    collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True,
    huge_tree=True,
)  # fmt: skip
_INVALID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # not in XML 1.0, 2.2

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "head", "header", "hr", "html", "item", "li", "list", "main", "menu", "nav", "ol", "p", "pre", "quote",
    "row", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "code", "graphic",
))  # fmt: skip
_CELLS = frozenset(("td", "th", "cell"))
_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "applet", "audio",
    "video", "canvas", "button", "select", "textarea", "title", "meta", "link", "base",
))  # fmt: skip
_LINKS = frozenset(("a", "ref"))
_VERBATIM = frozenset(("pre", "code"))
_KINDS = {
    "figcaption": (MarkKind.CAPTION, "a figure's caption"),
    "caption": (MarkKind.CAPTION, "a table's caption"),
    "aside": (MarkKind.LINK, "set aside by the page"),
    "nav": (MarkKind.LINK, "the page's navigation"),
    "footer": (MarkKind.NOTICE, "the page's footer"),
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SENTENCE_END = re.compile(r"""[.!?…][)\]"'”’»]*$""")
_ONE_SENTENCE = 25  # characters: a shorter line that ends in a stop is verse, or an address


def parse(html: str) -> _Element | None:
    """The tree of a page or fragment, None where there is no markup in it."""
    html = _INVALID.sub("", html)
    if not html or html.isspace():
        return None
    try:
        return fromstring(html.encode("utf-8"), parser=PARSER)
    except ParserError:  # nothing but comments and the like
        return None


def fragment(html: str) -> list[Block]:
    """All blocks of a piece of HTML, scripts and hidden parts left out."""
    tree = parse(f"<div>{html}</div>")
    return [] if tree is None else blocks_of(tree)


def plain(html: str) -> str:
    """The words of a piece of HTML that belongs on one line, such as a title: inert, without markup."""
    return " ".join(" ".join(block.text for block in fragment(html)).split())


@dataclass(slots=True)
class _Walk:
    """The block being gathered, and the blocks before it."""

    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    verbatim: int = 0
    kinds: list[tuple[MarkKind, str]] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        if not text:
            return
        if not self.verbatim and "\n" in text:
            text = text.replace("\n", " ")  # a line break in the source is none in the text; <br> is
        self.parts.append(text)
        if self.links:
            self.linked += len(text.strip())

    def flush(self) -> None:
        """End the block."""
        if not self.parts:
            return
        text = "".join(self.parts)
        self.parts.clear()
        linked, self.linked = self.linked, 0
        if not text or text.isspace():
            return
        kind, reason = self.kinds[-1] if self.kinds else (None, "")
        pieces = [text.replace("\r", "").strip("\n")] if self.verbatim else _split(text)
        share = min(1.0, linked / max(1, len(text.strip())))
        self.blocks.extend(Block(piece, kind, reason, share) for piece in pieces)


def _split(text: str) -> list[str]:
    """Paragraphs parted by line breaks: two in a row, or one after a sentence."""
    if "\n" not in text:
        return [" ".join(text.split())]
    done: list[str] = []
    lines: list[str] = []
    for line in (" ".join(line.split()) for line in text.split("\n")):
        if line:
            lines.append(line)
        if lines and (not line or (len(line) >= _ONE_SENTENCE and _SENTENCE_END.search(line))):
            done.append("\n".join(lines))
            lines = []
    return [*done, "\n".join(lines)] if lines else done


def blocks_of(root: _Element) -> list[Block]:
    """The blocks of a tree in reading order."""
    walk = _Walk()
    _start(walk, root.tag)
    walk.add(root.text)
    path = [(root, iter(root))]
    while path:
        parent, children = path[-1]
        element = next(children, None)
        if element is None:
            path.pop()
            _end(walk, parent.tag)
            if path:
                walk.add(parent.tail)
        elif _is_shown(element):
            _start(walk, element.tag)
            walk.add(element.text)
            if len(element):
                path.append((element, iter(element)))
            else:  # most elements of a report are paragraphs with nothing but text in them
                _end(walk, element.tag)
                walk.add(element.tail)
        else:
            walk.add(element.tail)
    walk.flush()
    return walk.blocks


def _is_shown(element: _Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return False
    style = element.get("style")
    return not (style and _HIDDEN.search(style))


def _start(walk: _Walk, tag: str) -> None:
    if tag in _BLOCKS:
        walk.flush()
        if tag in _KINDS:
            walk.kinds.append(_KINDS[tag])
        walk.verbatim += tag in _VERBATIM
    elif tag in _CELLS and "".join(walk.parts).strip():
        walk.parts.append(" | ")
    elif tag in ("br", "lb"):
        walk.parts.append("\n")
    elif tag in _LINKS:
        walk.links += 1


def _end(walk: _Walk, tag: str) -> None:
    if tag in _BLOCKS:
        walk.flush()
        if tag in _KINDS and walk.kinds:
            walk.kinds.pop()
        walk.verbatim -= tag in _VERBATIM and walk.verbatim > 0
    elif tag in _LINKS and walk.links:
        walk.links -= 1
