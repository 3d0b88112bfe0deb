"""Words about the text itself: notes of editors, what wires and press offices tell those who print it.

Takes the shape of a paragraph; gives kind and reason, or None for what may be the report.
"""

from __future__ import annotations

import re

from counterclaim.documents.shapes import Form, Shape, word_class
from counterclaim.records import MarkKind

SHORT = 260  # longest word of a press office, characters

_NOTE_LABEL = re.compile(
    r"^\W{0,3}(?:editor[’']?s[’']?\s+note|correction(?:s|\s+appended)?|clarification|"
    r"note\s+to\s+(?:readers|editors)|disclaimer)\s*(?:[:.–—(-]|$)",
    re.IGNORECASE,
)
_SLUG = re.compile(
    r"^\((?:corrects?|updates?|adds?|recasts?|rewrites?|refiles?|removes?|clarifies|changes"
    r"|repeats?)\b[^()]*\)$",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"(?:\d{1,2}\s?min(?:ute)?s?\s(?:read|watch|listen)|(?:(?:updated|published|posted)\s)?(?:\d{1,2}"
    r"|an?)\s(?:min(?:ute)?|hour|day)s?\sago)\.?",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"\W{0,3}(?:for\s(?:immediate\s)?(?:release|publication|use)|(?:not\s)?(?:under\s)?embargo(?:ed)?|press"
    r"\s(?:release|statement|note|communiqu[eé]))\b.{0,50}",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:(?:press|news|story|article|report|release|statement|document|media)\s){0,2}(?:release|statement"
    r"|communiqu[eé]|document|ref(?:erence)?|no|nr|number|id|code)\b[.:]?\s?(?:no|nr|number)?[.:]?\s*#?"
    r"(?=[\w/.-]*\d)[\w/.-]{3,30}",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\W{0,3}(?:for\s(?:more|further|additional|media|press|any)\b.{0,70}\b(?:contact|call|write|e-?mail)\b"
    r"|(?:media|press|public)\s(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|queries)\b|(?:please\s)?contact"
    r"\s(?:us|our|the\s(?:press|media|author|editor|newsroom))\b|(?:tel|phone|telephone|fax|mobile|cell)\s?"
    r"[.:]\s?\(?[+\d])",
    re.IGNORECASE,
)
_ONLY_MAIL = re.compile(
    r"\W*(?:[\w .'-]{1,60}[,;:]\s?)?[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}[\s;,:+\d()./-]*"
)
_WIRE_HEAD = re.compile(r"\^.{1,300}|.{1,60}=")
_SLUG_TOKEN = re.compile(r"(?=.*\d)[\w./-]+|[A-Z]{2,}(?:-[A-Z]+)+|\w{1,3}|\w*[A-Z]\w*[A-Z]\w*")
_PIECE_STEMS = ("article", "story", "post", "headline", "version", "piece")
_ASKERS = frozenset("for media press public please contact tel phone telephone fax mobile cell".split())

# What monitors of broadcasts write about a text in brackets of its own.
WORKING_NOTE = re.compile(
    r"(?:passage\somitted|(?:unattributed|agency)\sreport|report\sby|text\sof\sreport|monitor'?s?\snote"
    r"|(?:begin|end|start)s?\s(?:recording|excerpt|quote)|video\sshows|no\s(?:video|further))\b",
    re.IGNORECASE,
)
_ELSEWHERE = frozenset("site sites website websites external internet comments links".split())
WHOM_TO_ASK = "whom to ask"
CORRECTION: Form = (MarkKind.NOTICE, "an editor's note or correction")


def note(shape: Shape) -> Form | None:
    """Words of the editors about the text itself."""
    text, opening = shape.text, shape.opening
    if opening.startswith(("editor", "correction", "clarification", "note", "disclaimer")):
        if _NOTE_LABEL.match(text):
            return CORRECTION
    elif text[0] == "(" and _SLUG.match(text):
        return MarkKind.NOTICE, "what a wire changed in this version"
    elif opening in ("this", "the", "an", "a"):
        head = text[:80]
        if (opening == "this" or any(stem in head for stem in _PIECE_STEMS)) and _is_about_piece(shape.words):
            return MarkKind.NOTICE, "says how this text was changed or came to be"
        if opening == "this" and _is_developing(shape):
            return MarkKind.NOTICE, "says that the story is developing"
    elif (
        len(text) <= 30
        and (text[0].isdigit() or opening in ("updated", "published", "posted", "an", "a"))
        and _AGE.fullmatch(text)
    ):
        return MarkKind.NOTICE, "how long the text is, or how old"
    elif opening == "our" and len(text) <= 120 and "standards" in shape.bag:
        return MarkKind.NOTICE, "the standards of the outlet"
    elif opening == "more" and len(text) < 60 and shape.words[-1] in ("follow", "come", "shortly", "soon"):
        return MarkKind.NOTICE, "says that more will follow"
    if "xpressed" in text[:60] and {"views", "opinions"} & set(shape.words[:5]):
        return (
            (MarkKind.NOTICE, "says whose views these are")
            if shape.bag & {"own", "reflect", "those"}
            else None
        )
    return None


def about_file(shape: Shape) -> Form | None:
    """Lines of whoever sent the text out: that it may be printed, its number, whom to ask."""
    text, opening = shape.text, shape.opening
    if len(text) > SHORT or shape.speaks:
        return None
    releases = opening in ("for", "embargo", "embargoed", "not", "under", "press") and not shape.stop
    if releases and len(text) <= 80 and _RELEASE.fullmatch(text) and (text.isupper() or opening != "press"):
        return MarkKind.NOTICE, "says when it may be printed"
    if len(text) <= 60 and any(map(str.isdigit, text)) and _NUMBER.fullmatch(text):
        return MarkKind.NOTICE, "the number under which it is filed"
    if not shape.quotes and opening in _ASKERS and _ASKS.match(text):
        return MarkKind.NOTICE, WHOM_TO_ASK
    if "@" in text and (text[0] == "(" or " " not in text) and _ONLY_MAIL.fullmatch(text):
        return MarkKind.NOTICE, WHOM_TO_ASK
    bracketed = text[0] == "[" and text[-1] == "]"
    if (bracketed or (opening == "text" and not shape.stop)) and WORKING_NOTE.match(text, int(bracketed)):
        return MarkKind.NOTICE, "a working note of whoever took the text down"
    if text[0] == "^" and _WIRE_HEAD.fullmatch(text):
        return MarkKind.NOTICE, "what a wire tells its customers"
    if "esponsible for" in text and "content" in shape.bag and shape.bag & _ELSEWHERE:
        return MarkKind.NOTICE, "says what the outlet does not answer for"
    return None


def is_slug(shape: Shape) -> bool:
    """Whether a line holds a wire's or an archive's codes only: "AP-NY-04-11-06 1422EDT"."""
    if shape.stop or len(shape.text) > 80 or not any(map(str.isdigit, shape.text)):
        return False
    tokens = shape.text.split()
    return (
        1 < len(tokens) <= 8
        and all(_SLUG_TOKEN.fullmatch(token) for token in tokens)
        and any(sum(map(str.isdigit, token)) >= 4 for token in tokens)
    )


def _is_developing(shape: Shape) -> bool:
    return (
        shape.words[:3] == ("this", "is", "a")
        and bool(shape.bag & {"developing", "breaking"})
        and bool(shape.bag & {"story", "news"})
    )


def _is_about_piece(words: tuple[str, ...]) -> bool:
    """Such as "This article was updated ...", "An earlier version of this story said ..."."""
    if {"version", "headline"} & set(words[1:4]) and {"this", "the"} & set(words[2:7]):
        return bool(word_class("piece") & set(words[3:9]))
    # "The report", "the video" are mostly somebody else's; "this report" is this one.
    nouns = word_class("piece") if words[0] == "this" else frozenset(("story", "article", "headline", "post"))
    at = next((number for number, word in enumerate(words[1:4], 1) if word in nouns), 0)
    if not at or words[0] in ("a", "an"):
        return False
    after = words[at + 1 : at + 6]
    helped = bool(after) and after[0] in ("was", "has", "is", "will", "originally", "first")
    mended = word_class("mended") if words[0] == "this" else word_class("mended") - {"published", "changed"}
    return helped and bool(mended & set(after)) and len(words) <= 90


def in_brackets(shape: Shape) -> bool:
    """Whether a paragraph at the end stands in brackets as a whole and is about the text that it closes."""
    text = shape.text
    if not (text[0] in "([" and text[-1] in ")]") or shape.speaks or shape.quotes:
        return False
    return shape.has("piece") and bool(shape.bag & {"this", "feed", "staff", "author", "writer"})
