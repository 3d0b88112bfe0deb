"""From the text of blocks, as received, to the canonical text into which all offsets point.

Takes strings; gives NFC text with paragraphs parted by one empty line, and where each paragraph lies.
There is no other newline: a hard-wrapped line becomes a space, a line that stands for itself (a list
item, an address, a verse) becomes a paragraph of its own, so whoever reads on needs one rule only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

PARAGRAPH_BREAK = "\n\n"

# Characters that nobody sees and that would part words or turn lines around: C0 and C1 controls but for
# white space, soft hyphen, zero-width space, joiner and BOM, bidirectional controls, annotation anchors.
_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
)
# The joiners belong to the spelling of Persian, Indic scripts and emoji: kept between such characters.
_JOINER = "(?<![\u0600-\U0010ffff])[\u200c\u200d]+|[\u200c\u200d]+(?![\u0600-\U0010ffff])"
_SUSPECT = re.compile(f"[{_UNSEEN}\u200c\u200d]")  # one class, which is searched four times faster
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028]")
_MARKER = re.compile(r"(?:[-*•·▪◦‣–—>]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")

# Lines shorter than this are not wrapped, they are short; longer than that are paragraphs on one line.
WRAP_WIDTHS = (40, 130)
# Share of line breaks that must be explained by the width before a text counts as hard-wrapped: a
# greedy wrap explains all but those at paragraph ends; a list explains few.
WRAP_SHARE = 0.7
# Share of the width from which on an open-ended line is no heading but a line of running text.
CUT_SHORT = 0.6


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Where a paragraph lies in the canonical text, and which block it came from."""

    start: int
    end: int
    block: int


@cache
def _removed() -> re.Pattern[str]:
    """What is taken out of a text; compiled for the first that needs it, as few do."""
    return re.compile(f"[{_UNSEEN}]+|{_JOINER}")


def clean(text: str) -> str:
    """The same text in NFC, with ``\\n`` newlines and without unseen characters.

    Lone surrogates, which JSON can smuggle in and which no encoding can write, become U+FFFD.
    """
    if text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return text  # nothing unseen, no line breaks: nearly every block of a page
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", text) if _SURROGATE.search(text) else text
        text = text.replace("\u2029", PARAGRAPH_BREAK)
    if _SUSPECT.search(text):
        text = _removed().sub("", text)
    if _LINE_BREAK.search(text):
        text = _LINE_BREAK.sub("\n", text)
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text


def line(text: str) -> str:
    """One line of canonical text: a title, a name."""
    return " ".join(clean(text).split())


def lay_out(blocks: Iterable[str], *, typeset: bool = False) -> tuple[str, list[Paragraph]]:
    """The canonical text of blocks, and where each paragraph lies.

    ``typeset`` says that words were broken at line ends with hyphens (PDF); these are joined again.
    """
    cleaned = [clean(block) for block in blocks]
    width = _wrap_width(cleaned)
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    at = 0
    for number, block in enumerate(cleaned):
        for part in _paragraphs(block, width=width, typeset=typeset):
            parts.append(part)
            paragraphs.append(Paragraph(at, at + len(part), number))
            at += len(part) + len(PARAGRAPH_BREAK)
    return PARAGRAPH_BREAK.join(parts), paragraphs


def canonical(text: str) -> str:
    """The canonical form of a whole text; canonical text comes back unchanged."""
    return lay_out([text])[0]


def _paragraphs(block: str, *, width: int | None, typeset: bool) -> list[str]:
    if "\n" not in block:
        if not block.isprintable() or "  " in block or block[:1] == " " or block[-1:] == " ":
            block = " ".join(block.split())
        return [block] if block else []
    found: list[str] = []
    held: list[str] = []
    previous = ""
    for row in block.split("\n"):
        if not row or row.isspace():
            _flush(held, found, typeset=typeset, text=block)
            continue
        if held and not _continues(previous, row, width):
            _flush(held, found, typeset=typeset, text=block)
        held.append(" ".join(row.split()))
        previous = row.rstrip()
    _flush(held, found, typeset=typeset, text=block)
    return found


def _flush(held: list[str], found: list[str], *, typeset: bool, text: str) -> None:
    if held:
        found.append(_join(held, typeset=typeset, text=text))
        held.clear()


def _join(rows: Sequence[str], *, typeset: bool, text: str) -> str:
    if len(rows) == 1:
        return rows[0]
    parts = [rows[0]]
    for row in rows[1:]:
        before = parts[-1]
        if before.endswith("-") and before[-2:-1].isalpha() and row[0].islower():
            # "multi-" + "pronged" keeps its hyphen; only typesetting breaks "govern-" + "ment".
            if typeset and before[-2:-1].islower() and not _hyphenated_elsewhere(before, row, text):
                parts[-1] = before[:-1]
            parts.append(row)
        else:
            parts += [" ", row]
    return "".join(parts)


def _hyphenated_elsewhere(before: str, row: str, text: str) -> bool:
    return f"{before.rsplit(None, 1)[-1]}{row.split(None, 1)[0]}" in text


def _continues(previous: str, row: str, width: int | None) -> bool:
    """Whether a line goes on with the paragraph of the one before it."""
    bare = row.lstrip()
    if _MARKER.match(bare) or (
        row[:2].isspace() and len(row) - len(bare) >= 2 and not previous[:1].isspace()
    ):
        return False
    if width is not None:
        # A line that was cut short after the wrap goes on too, where its sentence does.
        goes_on = len(previous) >= CUT_SHORT * width and not _SENTENCE_END.search(previous[-8:])
        return goes_on or not _fits(previous, bare, width)
    # Without a width to go by, a lower-case start after an open sentence can only be a continuation.
    return bare[0].islower() and not _SENTENCE_END.search(previous[-8:])


def _fits(previous: str, bare: str, width: int) -> bool:
    """Whether the next word would have fitted on the line before: then the break was meant."""
    return len(previous) + 1 + len(bare.split(None, 1)[0]) <= width


def _wrap_width(blocks: Iterable[str]) -> int | None:
    """The column at which the lines of a document were wrapped; None when they were not.

    The width is the 90th percentile of the lines that another line follows, since one long address
    must not hide the wrap; it holds when it explains nearly all of the breaks.
    """
    pairs: list[tuple[str, str]] = []
    for block in blocks:
        if "\n" in block:
            rows = [row.rstrip() for row in block.split("\n")]
            pairs += [
                (before, after.lstrip())
                for before, after in pairwise(rows)
                if before and after and not after.isspace() and not before.isspace()
            ]
    if not pairs:
        return None
    lengths = sorted(len(before) for before, _ in pairs)
    width = lengths[min(len(lengths) - 1, len(lengths) * 9 // 10)]
    if not WRAP_WIDTHS[0] <= width <= WRAP_WIDTHS[1]:
        return None
    if len(pairs) < 3:
        open_ended = all(not _SENTENCE_END.search(before[-8:]) for before, _ in pairs)
        return width if open_ended and any(after[:1].islower() for _, after in pairs) else None
    explained = sum(not _fits(before, after, width) for before, after in pairs)
    return width if explained >= WRAP_SHARE * len(pairs) else None
