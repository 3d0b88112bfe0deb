"""Headlines and headings within a text: told by how they are written and by what stands around them.

Takes the paragraphs' shapes; gives kind and reason, or None. A headline has no full stop, is short and,
unless it is in sentence case, capitalises its words; around it stand full sentences that it neither
belongs to nor brings in. Items of a list, casualty lists among them, stand in runs and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from counterclaim.documents.shapes import Form, Shape
from counterclaim.records import MarkKind

LONGEST = 130  # characters of the longest headline
WORDS = 20
SENTENCE_CASE_WORDS = 12
LINK_WORDS = 6  # a heading names a subject in fewer words; with more it tells a story, another one
TITLE_CASE = 0.75  # share of the words that matter that are capitalised
# Where so many paragraphs have no full stop, its absence says nothing.
UNSTOPPED = 0.4

_SMALL = frozenset(
    """a an the and or but nor of in on at to for from by with as is are be vs v. via into over after amid
    near than that up out off so yet if it its not per under until about against between""".split()
)
_WORD = re.compile(r"[^\W\d_][\w.'’´&-]*")
_PAST = frozenset("was were had did said told has have".split())
# Headlines leave articles out and name whom they speak of: a longer line that opens so is a sentence.
_SENTENCE_OPENERS = frozenset(
    "the a an this that these those we they he she it there i you but and in on at if when".split()
)
_ITEM = re.compile(r"^(?:[-*•·▪◦‣–—]|\(?\d{1,3}[.):]|\(?[a-zA-Z][.)]\s)")
_LISTING = re.compile(r"(?:,\s*\d{1,3}\b|\b\d+\s*[-–:]\s*\d+|\d%|\b\d{1,2}:\d\d\b|\b[ap]\.m\b|\||\t|\.{3,})")


def title_case(text: str) -> float:
    """Share of the words that matter which begin with a capital, the first word left out."""
    words = [word for word in _WORD.findall(text)[1:] if word.lower() not in _SMALL]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0


def is_headline(shape: Shape) -> bool:
    """Whether a paragraph, taken alone, is written as a headline or heading is."""
    text = shape.text
    if len(text) > LONGEST or not shape.words or len(shape.words) > WORDS:
        return False
    if (
        shape.stop
        or text[-1] in ':;,-–—)”"'
        or not (text[0].isupper() or text[0] in "‘'“\"" or text[0].isdigit())
    ):
        return False
    return not (_ITEM.match(text) or _LISTING.search(text) or "@" in text or "http" in text)


def is_item(text: str) -> bool:
    """Whether a line is an item of a list."""
    return bool(_ITEM.match(text))


def heads(shapes: Sequence[Shape], number: int, skipped: Sequence[bool]) -> bool:
    """Whether a full sentence follows a line."""
    after = _neighbour(shapes, number, skipped, step=1)
    return after is not None and after.stop and len(after.words) >= 6


def stands_alone(shapes: Sequence[Shape], number: int, skipped: Sequence[bool]) -> bool:
    """Whether full sentences stand around a line and neither brings it in nor is brought in by it."""
    before = _neighbour(shapes, number, skipped, step=-1)
    if not heads(shapes, number, skipped):
        return False
    if before is None or (is_item(before.text) and shapes[number].text.isupper()):
        return True  # "SITUATION OVERVIEW" after the last item of a list is not its next one
    return before.stop and not before.text.endswith((":", ",", ";")) and len(before.words) >= 4


def inner_headline(shape: Shape, *, all_caps: bool) -> Form | None:
    """What a line between full sentences is: a link to another story, a heading, or (None) a sentence."""
    text, count = shape.text, len(shape.words)
    capitalised = title_case(text)
    shouted = not all_caps and text.isupper() and count > 1
    if not all_caps and (capitalised >= TITLE_CASE or shouted):
        if count >= LINK_WORDS:
            return MarkKind.LINK, "a headline between full sentences: another story"
        return MarkKind.HEADING, "a heading between full sentences"
    if all_caps and count >= LINK_WORDS:
        return None
    if count > SENTENCE_CASE_WORDS or shape.speaks or not shape.bag.isdisjoint(_PAST):
        return None
    if count <= SENTENCE_CASE_WORDS // 2 and shape.first in ("what", "how", "why", "who", "where", "when"):
        return MarkKind.HEADING, "a heading between full sentences"
    if count > 4 and shape.first in _SENTENCE_OPENERS:
        return None
    # A sentence that lost its full stop has a verb in the past; a heading has none, a headline's is present.
    if shape.has("past") or any(word.endswith("ed") and len(word) > 4 for word in shape.words[1:]):
        return None
    if count >= LINK_WORDS:
        return MarkKind.LINK, "a line without a full stop between full sentences: another story or a heading"
    return MarkKind.HEADING, "a heading between full sentences"


def stops_say_nothing(shapes: Sequence[Shape], skipped: Sequence[bool]) -> bool:
    """Whether full stops are left out all over a text (transcripts, tables, lists)."""
    open_ended = [
        shape.stop or shape.text.endswith(":")
        for shape, skip in zip(shapes, skipped, strict=True)
        if not skip and (shape.stop or not is_item(shape.text))
    ]
    return len(open_ended) < 3 or open_ended.count(False) > UNSTOPPED * len(open_ended)


def _neighbour(shapes: Sequence[Shape], number: int, skipped: Sequence[bool], *, step: int) -> Shape | None:
    at = number + step
    while 0 <= at < len(shapes) and abs(at - number) < 6:
        if not skipped[at]:
            return shapes[at]
        at += step
    return None
