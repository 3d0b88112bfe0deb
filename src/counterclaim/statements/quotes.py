"""Quotations: takes a text, gives the stretches in quotation marks, and which go on from one before.

By newspaper convention a quotation that goes on opens again with each paragraph and is closed only at its end.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
_OPENING = re.compile("[\"'“„«‘]")
_PAIRS = {"“": "”", "„": "“”", "«": "»", "‘": "’"}


class Quote(NamedTuple):
    """A quotation without its marks, ``text[start:end]``.

    ``outer_start`` and ``outer_end`` include the marks; ``closed`` is False where the paragraph ends first;
    ``whole`` where nothing but punctuation stands beside it in its paragraph.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool
    whole: bool


def quotes(text: str) -> list[Quote]:
    """The quotations of a text, in order; those within others are left out."""
    found: list[Quote] = []
    for paragraph in _PARAGRAPH.finditer(text):
        found.extend(_of_paragraph(text, paragraph.start(), paragraph.end()))
    return found


def _of_paragraph(text: str, begin: int, stop: int) -> list[Quote]:
    pieces: list[tuple[int, int, bool]] = []
    position = begin
    while mark := _OPENING.search(text, position, stop):
        position = mark.start()
        closers = _closers(text, position, begin)
        if closers is None:
            position += 1
            continue
        end = _closing(text, position, stop, closers)
        if end is None and closers in ("’", "'"):  # an apostrophe after all
            position += 1
            continue
        pieces.append((position, stop if end is None else end, end is not None))
        position = stop if end is None else end + 1
    spoken = sum(end - start for start, end, _ in pieces)
    beside = sum(map(str.isalnum, text[begin:stop])) - sum(
        sum(map(str.isalnum, text[start:end])) for start, end, _ in pieces
    )
    whole = bool(spoken) and beside == 0
    return [
        Quote(start + 1, end, start, end + 1 if closed else end, closed, whole)
        for start, end, closed in pieces
        if text[start + 1 : end].strip()
    ]


def _closers(text: str, position: int, begin: int) -> str | None:
    """What would close a quotation that opens here; None where none opens."""
    mark = text[position]
    if mark == '"':
        return '"'
    if mark in ("‘", "'"):
        before = text[position - 1] if position > begin else " "
        after = text[position + 1 : position + 2]
        opens = not before.isalnum() and after.isalnum()
        return ("’" if mark == "‘" else "'") if opens and (mark == "‘" or before in " (\n") else None
    return _PAIRS.get(mark)


def _closing(text: str, opened: int, stop: int, closers: str) -> int | None:
    depth = 0
    for i in range(opened + 1, stop):
        mark = text[i]
        if mark in closers:
            if closers in ("’", "'") and (
                text[i + 1 : i + 2].isalnum() or _is_plural_genitive(text, i, stop, closers)
            ):
                continue
            if depth == 0:
                return i
            depth -= 1
        elif mark == text[opened] and mark not in "\"'‘":
            depth += 1
    return None


def _is_plural_genitive(text: str, position: int, stop: int, closers: str) -> bool:
    """``the troops’ advance ... ’``: an apostrophe before a space, with a closing mark still to come."""
    if not (position and text[position - 1] == "s" and text[position + 1 : position + 2] == " "):
        return False
    rest = text[position + 1 : stop]
    mark = rest.find(closers)
    return mark >= 0 and not rest[mark + 1 : mark + 2].isalnum() and "‘" not in rest[:mark]


def quote_at(found: list[Quote], position: int) -> Quote | None:
    """The quotation around a character, None where there is none."""
    for quote in found:
        if quote.outer_start <= position < quote.outer_end:
            return quote
    return None
