"""Quotes: takes a statement and its document, gives the sentences that it stands in, word for word.

The ends of sentences are found by their signs alone, since the ledger keeps no trees: where that goes wrong a quote
is a little long, never short of the statement's own words, and never anything but the document's text. What is
marked as no part of the report (a headline, a dateline) is no part of a quote.
"""

from __future__ import annotations

import re
from typing import Final

from counterclaim.records import Document, Span, Statement
from counterclaim.views.exports.text import one_line

# An end: a stop, what closes with it, a space, and then what may open a sentence. A short capitalised word before
# a full stop is taken for an abbreviation or an initial ("Lt. Gen.", "J. Smith", "U.S. forces").
_END: Final = re.compile(
    r"""(?x) (?: (?<!\b[A-Z]) (?<!\b[A-Z][a-z]) (?<!\b[A-Z][a-z][a-z]) \.[.!?…]* | [!?…]+ )
    ["'”’»)\]]* \s+ (?= ["'“‘«(\[]? [^\Wa-z_] )
    | \n\s*\n"""
)
GAP: Final = " […] "


def quote(statement: Statement, document: Document) -> str:
    """The sentences with the content, the cue and the sources of a statement; ``[…]`` where others are left out."""
    parts = [*statement.content.spans] or [Span(statement.content.start, statement.content.end)]
    if statement.cue is not None:
        parts.append(Span(statement.cue.start, statement.cue.end))
    parts += [Span(one.start, one.end) for one in statement.sources if one.end > one.start]
    text = document.text
    found = sorted(
        (_sentence_start(document, part.start), _sentence_end(document, part.end))
        for part in parts
        if 0 <= part.start <= part.end <= len(text)
    )
    return GAP.join(one_line(text[start:end]) for start, end in _joined(found, text))


def _sentence_start(document: Document, at: int) -> int:
    text = document.text
    begin = max(
        text.rfind("\n\n", 0, at) + 1, *(mark.span.end for mark in document.marks if mark.span.end <= at), 0
    )
    starts = [end.end() for end in _END.finditer(text, begin, at + 1) if end.end() <= at]
    return max([begin, *starts])


def _sentence_end(document: Document, at: int) -> int:
    text = document.text
    last = min([mark.span.start for mark in document.marks if mark.span.start >= at], default=len(text))
    # The content may end with its stop or just before it.
    end = _END.search(text, max(at - 2, 0))
    while end is not None and end.end() <= at:
        end = _END.search(text, end.end())
    return min(end.end(), last) if end else last


def _joined(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Spans in order, those that meet made one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
