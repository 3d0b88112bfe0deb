"""From plain text to paragraphs: blank lines, hard-wrapped lines, indents; and the title its form shows.

Takes decoded text (of a text file, a mail or a PDF page) and gives Blocks; leaves marking to ``build``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from counterclaim.documents.draft import Block

_NEWLINES = re.compile(r"\r\n?|\u2028|\x85|\x0b")
_PARAGRAPH = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_PAGE = re.compile(r"\f|\u2029")
_SENTENCE_END = re.compile(r"""[.!?…:;][)\]"'”’»]*$""")
_ITEM = re.compile(r"[^\S\n]*(?:[-*•–—·o]|\(?\d{1,3}[.)]|\(?[a-z][.)])[^\S\n]+\S")
_TABLE_LINE = re.compile(r"\t|\S {3,}\S|\s\|\s|^\||^[+=_\-─━]{4,}")
_NARROWEST, _WIDEST = 40, 100  # columns at which mailers, wires and typists wrap; 132-column prints do not
_TITLE_CHARACTERS, _TITLE_WORDS = 200, 30
_UNDERLINE = re.compile(r"\n\s*(=|-|~|\*){3,}\s*$")
_NOT_TITLE = re.compile(
    r"""(?ix) ^by\s+\S | ^\W*$ | ://|www\.|@\S+\.\w
    | ^[\w\s-]{1,30}:\s | ^\(?(?:photo|image|file|picture)\b | \([A-Za-z. ]{2,30}\)\s*[-–—]
    | ^[©-] | ^\W*(?:\d+\W*)+$"""
)


def blocks(text: str) -> list[Block]:
    """The paragraphs of a plain text, in order, none of them empty."""
    text = _NEWLINES.sub("\n", text)
    if "\f" in text or "\u2029" in text:
        text = _PAGE.sub("\n\n", text)
    chunks = [chunk for chunk in _PARAGRAPH.split(text.strip("\n")) if chunk and not chunk.isspace()]
    width = wrap_width(chunks) if "\n" in text else 0
    return [Block(paragraph) for chunk in chunks for paragraph in paragraphs(chunk, width)]


def wrap_width(chunks: Sequence[str]) -> int:
    """The column at which a text was wrapped by hand or by a program, or 0 where it was not.

    A line was wrapped when the next line's first word would not have fitted on it. Verse, tables and
    one-line paragraphs end their lines for other reasons and fail that test.
    """
    pairs = [
        (len(line.rstrip()), len(following.split(None, 1)[0]))
        for chunk in chunks
        if "\n" in chunk
        for line, following in _neighbours(chunk)
        if not _TABLE_LINE.search(line) and not _TABLE_LINE.search(following)
    ]
    if not pairs:
        return 0
    lengths = sorted(length for length, _ in pairs)
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.95))]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    forced = sum(length + 1 + word > width for length, word in pairs)
    # Paragraphs begun without a blank line end a few lines early; verse ends most of them so.
    return width if forced >= 0.7 * len(pairs) else 0


def _neighbours(chunk: str) -> list[tuple[str, str]]:
    lines = [line for line in chunk.split("\n") if not line.isspace() and line]
    return list(pairwise(lines))


def paragraphs(chunk: str, width: int) -> list[str]:
    """The paragraphs of a stretch without blank lines, given the column at which the text wraps (or 0)."""
    if "\n" not in chunk:
        return [chunk.strip()]
    lines = [line.rstrip() for line in chunk.split("\n") if line and not line.isspace()]
    if width:
        return _unwrapped(lines, width)
    if _UNDERLINE.search(chunk) and len(lines) == 2:  # a heading drawn with a rule under it
        return [lines[0].strip()]
    if any(_TABLE_LINE.search(line) for line in lines):
        return ["\n".join(lines)]
    if all(_ITEM.match(line) for line in lines):
        return [line.strip() for line in lines]
    ended = sum(bool(_SENTENCE_END.search(line)) for line in lines)
    longest = max(map(len, lines))
    # Lines too long for any typist's column, or that each end as a sentence does, are paragraphs.
    if longest > _WIDEST or (ended >= 0.7 * len(lines) and longest > _NARROWEST):
        return [line.strip() for line in lines]
    return ["\n".join(line.strip() for line in lines)]


def _unwrapped(lines: list[str], width: int) -> list[str]:
    """Join the lines of a hard-wrapped stretch, parting it where a paragraph or item plainly begins."""
    if sum(bool(_TABLE_LINE.search(line)) for line in lines) * 2 > len(lines):
        return ["\n".join(lines)]
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    first = len(lines[0]) - len(lines[0].lstrip())
    hanging = len(lines) > 1 and first == margin  # else its first line is indented, as every paragraph's
    done: list[str] = []
    held = lines[0].strip()
    for before, line in pairwise(lines):
        indent = len(line) - len(line.lstrip())
        word = line.split(None, 1)[0]
        early = len(before) + 1 + len(word) <= width
        begins = (
            (early and bool(_SENTENCE_END.search(before)))
            or bool(_ITEM.match(line) and (early or _SENTENCE_END.search(before)))
            or (indent > margin + 1 and not hanging)
            or (early and len(before) < width * 0.6)
        )
        if begins:
            done.append(held)
            held = line.strip()
        elif held.endswith("\u00ad"):
            held = held[:-1] + line.strip()
        elif held.endswith("-") and not held.endswith(" -"):
            held += line.strip()  # a typist breaks after a hyphen that is there anyway
        else:
            held += " " + line.strip()
    return [*done, held]


def title_of(found: Sequence[Block]) -> int | None:
    """The index of the block that is plainly the title, or None.

    Plainly: the first block with words; one line of three words or more that ends as no sentence does;
    and a longer paragraph that does end as one comes soon after.
    """
    index = next((i for i, block in enumerate(found) if any(c.isalpha() for c in block.text)), None)
    if index is None or index > 2:
        return None
    line = found[index].text.strip()
    if "\n" in line or len(line) > _TITLE_CHARACTERS or not 3 <= len(line.split()) <= _TITLE_WORDS:
        return None
    if line.endswith((".", ",", ";", ":", "…")) or _NOT_TITLE.search(line) or line[0].islower():
        return None
    body = [block.text for block in found[index + 1 : index + 8]]
    follows = any(len(text) > len(line) and _SENTENCE_END.search(text) for text in body)
    return index if follows else None
