"""Words: takes text, gives its words with offsets, by the conventions of Universal Dependencies for English.

Clitics ("don't" is do + n't, "Iraq's" is Iraq + 's), hyphens inside words, currency signs and per cent
signs stand apart; addresses, numbers, initials and abbreviations stay whole. One regular expression,
linear in the text. Word pieces are made in ``pieces``.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple

_APOSTROPHE = "['’´`ʼ]"
_ABBREVIATIONS = (
    "Mr Mrs Ms Dr Prof Rev Hon Fr Sr Jr St Mt Ft Gen Lt Col Maj Capt Cmdr Cpl Sgt Pvt Adm Brig Gov Sen Rep "
    "Pres Supt Insp Ave Blvd Rd Inc Corp Ltd Co Bros Dept Univ Assn vs approx Vol Fig cf "
    "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri Sat Sun"
).split()

_WORD = re.compile(
    rf"""
    (?![cC][aA][nN][nN][oO][tT]\b)[^\W\d_]+(?=[ \n,])               # most words, found without a further look
  | (?:https?://|www\.)[^\s<>"“”]+[^\s<>"“”.,;:!?)'’\]]        # an address
  | [\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+                          # a mail address
  | [@\#]\w+                                                    # a handle or a tag
  | \d+(?:[.,:/]\d+)*[^\W_]*                                     # 1,000.5  23:30  9th  3.2bn
  | (?:[^\W\d_]\.){{2,}}(?:[^\W\d_]\b)?                            # U.S.  a.m.  U.S.A
  | [A-Z]\.(?=\s+[A-Z])                                         # an initial
  | (?:{"|".join(_ABBREVIATIONS)})\.(?=\s|,|$)                   # Lt.  Oct.
  | Nos?\.(?=\s*\d)                                             # No. 5
  | [Cc][Aa][Nn](?=[Nn][Oo][Tt]\b)                              # can + not
  | \w+?(?=[Nn]{_APOSTROPHE}[Tt]\b)                              # do + n't
  | [Nn]{_APOSTROPHE}[Tt]\b
  | {_APOSTROPHE}(?:[sS]|[rR][eE]|[vV][eE]|[lL][lL]|[dD]|[mM])\b # 's  're
  | \w+
  | ([.\-!?*_=~\#'`])\1+                                         # ...  --  !!!
  | \S
    """,
    re.VERBOSE,
)


class Shape(IntEnum):
    """The look of a word, which the uncased vocabulary does not keep."""

    LOWER = 0
    TITLE = 1
    UPPER = 2
    INITIAL = 3
    DIGITS = 4
    ALPHANUMERIC = 5
    MIXED = 6
    OTHER = 7


class Gap(IntEnum):
    """What stands between a word and the one before it."""

    NONE = 0
    SPACE = 1
    LINE = 2
    PARAGRAPH = 3


class Word(NamedTuple):
    """A word: ``text[start:end]``, and the gap before it."""

    start: int
    end: int
    form: str
    gap: Gap


def split_words(text: str) -> list[Word]:
    """Split text into words, in order; characters in no word are white space."""
    words: list[Word] = []
    last, make, none, space = 0, Word._make, Gap.NONE, Gap.SPACE
    for match in _WORD.finditer(text):
        start, end = match.span()
        if start == last:
            gap = none
        elif start == last + 1 and text[last] == " ":
            gap = space
        else:
            gap = gap_of(text, last, start)
        words.append(make((start, end, text[start:end], gap)))
        last = end
    if words:
        words[0] = words[0]._replace(gap=Gap.PARAGRAPH)
    return words


def gap_of(text: str, last: int, start: int) -> Gap:
    """The gap between a word that ends at ``last`` and one that starts at ``start``."""
    if start == last:
        return Gap.NONE
    if start == last + 1:
        return Gap.SPACE if text[last] != "\n" else Gap.LINE
    newlines = text.count("\n", last, start)
    return Gap.SPACE if newlines == 0 else Gap.LINE if newlines == 1 else Gap.PARAGRAPH


def shape_of(form: str) -> Shape:
    """The shape of a word."""
    if form.isalpha():
        if form.islower():
            return Shape.LOWER
        if form.isupper():
            return Shape.UPPER if len(form) > 1 else Shape.INITIAL
        return Shape.TITLE if form[0].isupper() and form[1:].islower() else Shape.MIXED
    if any(map(str.isdigit, form)):
        return Shape.ALPHANUMERIC if any(map(str.isalpha, form)) else Shape.DIGITS
    letters = "".join(filter(str.isalpha, form))
    return shape_of(letters) if letters else Shape.OTHER
