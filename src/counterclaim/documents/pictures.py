"""Captions and picture credits: takes a paragraph, gives kind and reason, or None.

A caption is told by its form: it credits a photographer, speaks of "this photo", ends in a full date after
an action in the present, or, at the top of a report, is one sentence in the present whose verb is of
those that a picture can show.
"""

from __future__ import annotations

import re

from counterclaim.documents.agencies import agencies
from counterclaim.documents.dates import MONTHS
from counterclaim.documents.shapes import Form, Shape, word_class
from counterclaim.records import MarkKind

CAPTION = 450  # longest caption, characters

_PREFIX = re.compile(
    r"^\W{0,3}(?:file(?:\s(?:photo|picture|image|pic))?\s?[:.–—-]|(?:file|stock|archive|undated|handout"
    r"|agency)\s(?:photo|picture|image)\b"
    r"|(?:image|media|photo|picture)\s+caption\b|caption\s?:|pictured\s?[:,(]|pictured\b.{2,80}\b(?:is"
    r"|are)\b|photo\s?:\s(?=.{40,200}$)|in\s+pictures?\s?:)",
    re.IGNORECASE,
)
_THIS_PHOTO = re.compile(
    r"\b(?:in\s+)?(?:this|an?|the)\s+(?:[\w.,'’-]+\s){0,7}?(?:photo|photograph|picture|image|frame\s?grab"
    r"|screen\s?grab|video\s(?:still|grab)|handout)\b",
    re.IGNORECASE,
)
_BANKS = r"AFP|AP|EPA|EPA-EFE|Reuters|REUTERS|Getty|Getty Images|Xinhua|AP Photo|Anadolu|DPA|dpa"
_CREDIT_TAIL = re.compile(
    r"(?:[(\[](?i:(?:ap|file)\s)?(?i:photos?|picture|image|credit|courtesy|source|via|©)(?:\s?[:/]|\s"
    r"(?i:by|of|courtesy|credit|provided|from|via)\b|\s?[A-Z])[^()\[\]]{0,90}[)\]]"
    r"|(?P<pair>[(\[][^()\[\]/]{2,50}/\s?[^()\[\]]{2,60}[)\]])"
    rf"|(?P<name>[(\[](?:{_BANKS}|File|FILE|Handout)[)\]])"
    r"|\b(?i:photo|photograph|picture|image|pic|credit)s?\s?(?i:by|credit|courtesy(?:\sof)?|:"
    r"|©)\s?:?\s?[A-Z@][^.]{1,70}"
    rf"|\bREUTERS\s?/\s?[A-Z][^.]{{2,50}}|\b[A-Z][^.()/|]{{3,40}}/\s?(?:{_BANKS})\b[^.]{{0,30}}"
    rf"|\bAP\sPhoto\b[^.]{{0,60}}"
    r"|©\s?[A-Z][^.]{1,60}|\|\s?(?i:photo|image|pic)\w*\s?[:|]?[^.|]{2,60})[\s.)\]]*$",
)
_PICTURE_LABEL = re.compile(
    r"^\W{0,3}(?:photo(?:graph)?s?|images?|pictures?|pics?|video|graphics?|illustration|foto)"
    r"(?:\s?(?:credits?|by|courtesy(?:\sof)?|source|copyright|©)\s?:?|\s?[:/©|])\s*\S",
    re.IGNORECASE,
)
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DATED = re.compile(
    rf"(?:{_MONTH}\s\d{{1,2}},?\s\d{{4}}|\d{{1,2}}\s{_MONTH},?\s\d{{4}})[\s.)\]]*$", re.IGNORECASE
)
_SEEN = re.compile(
    r"\b(?:is|are)\s(?:\w+ly\s)?(?:seen|pictured|shown|photographed)\b|,?\s(?:seen|pictured)\s(?:here"
    r"|above|below|in)\b"
)
_SIDES = re.compile(
    r"[(,]\s?(?:left|right|centre|center|l|r|c|second left|second right|from left|top|bottom)\s?[),]",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"^\W{0,3}(?:from\s(?:top\s|bottom\s)?(?:left|right)|clockwise|left\sto\sright|l[-\s]to[-\s]r|"
    r"(?:above|below|top|bottom|left|right)(?:\s(?:left|right))?\s?:)",
    re.IGNORECASE,
)
_OPENINGS = frozenset(
    "file stock archive undated handout agency image media photo picture caption pictured in".split()
)
_SIDE_WORDS = frozenset("from clockwise left right l top bottom above below".split())
_BANK_WORDS = frozenset("images photo via and commons file the press associated".split())
_PICTURE_BANKS = frozenset("images photo getty epa via commons shutterstock alamy istock".split())
_NOUN_STEMS = ("hoto", "icture", "mage", "grab", "andout", "still")
_FOUR_DIGITS = re.compile(r"\d{4}")
_TAKEN = re.compile(
    r"\W*(?:\w+\s){0,3}?(?:taken|released|provided|shot|made|posted|obtained|captured|from)\b"
)
_SHOWING = re.compile(r"\b(?:shows?|is|are)\b")
# The stop comes first, what may not stand before it after: so the search leaps from stop to stop.
_NEXT_SENTENCE = re.compile(r"[.!?](?<![A-Z].)(?<!\b[A-Z][a-z].)(?<!\b[A-Z][a-z]{2}.)[\"”’)]*\s+[A-Z\"“]")
_NARRATES = frozenset("he she they it his her their its there but and however meanwhile".split())


def picture_credit(shape: Shape) -> Form | None:
    """A line that credits a picture and does nothing else."""
    text = shape.text
    if len(text) > 110 or (shape.stop and len(text) > 60) or not shape.words or len(shape.words) > 14:
        return None
    bank, bare = word_class("bank"), text.rstrip(".").strip("()[]© ")
    only_bank = shape.bag & bank and shape.bag <= bank | _BANK_WORDS
    if only_bank and ("/" in text or shape.bag & _PICTURE_BANKS):
        return MarkKind.CREDIT, "credits a picture"
    if len(shape.words) <= 10 and _PICTURE_LABEL.match(text) and not shape.speaks:
        return MarkKind.CREDIT, "credits a picture"
    if "/" in bare and not (shape.speaks or shape.has("modal", "past")):
        names = [part.strip() for part in bare.split("/")]
        known = [name for name in names if agencies(name) or name.lower() in bank or "Getty" in name]
        if known and all(name[:1].isupper() and len(name.split()) <= 4 for name in names):
            return MarkKind.CREDIT, "credits a picture"
    if (
        text[0] == "©"
        and text[1:].lstrip()[:1].isupper()
        and len(shape.words) <= 6
        and not _FOUR_DIGITS.search(text)
    ):
        return MarkKind.CREDIT, "credits a picture"
    return None


def caption(shape: Shape) -> Form | None:
    """A caption that says so itself, wherever it stands."""
    text = shape.text
    if len(text) > CAPTION:
        return None
    reason = None
    if shape.opening in _OPENINGS and _PREFIX.match(text) and not (shape.quotes and shape.speaks):
        reason = "opens as a caption"
    elif shape.opening in _SIDE_WORDS and _POINTS.match(text) and not shape.speaks:
        reason = "says who is where in a picture"
    elif _may_be_credited(text) and _is_credited(shape):
        reason = "ends in a picture's credit"
    elif any(noun in text for noun in _NOUN_STEMS) and _speaks_of_photo(shape):
        reason = "speaks of the picture it stands under"
    elif _has_year(text[-12:]) and _is_dated_action(shape):
        reason = "an action in the present with its full date"
    return (MarkKind.CAPTION, reason) if reason else None


def _may_be_credited(text: str) -> bool:
    """A cheap look before the search for a credit at the end."""
    tail = text[-90:]
    return (
        text.rstrip(".")[-1:] in ")]"
        or "/" in tail
        or "©" in tail
        or "hoto" in tail
        or "redit" in tail
        or "| " in tail
    )


def _is_credited(shape: Shape) -> bool:
    text = shape.text
    match = _CREDIT_TAIL.search(text, max(0, len(text) - 120))
    if match is None or match.start() <= 15 or not _shows(shape, text[: match.start()]):
        return False
    inner = match[0].strip(" ()[].")
    if shape.has("past") and not _one_sentence(text[: match.start()].rstrip()):
        return False
    if match["pair"]:  # "[Ako Rasheed/Reuters]", not "[IBD/TIPP]"
        names = [name.strip() for name in inner.split("/")]
        return any(agencies(name) or name.lower() in word_class("bank") or "Getty" in name for name in names)
    if match["name"]:  # "(Reuters)" closes reports too: then the verb must be one that a picture can show
        return _shown_action(Shape(text[: match.start()]), weak=True) or bool(_SEEN.search(text))
    return True


def _has_year(tail: str) -> bool:
    return any(tail[at : at + 4].isdigit() for at in range(len(tail) - 3))


def _is_dated_action(shape: Shape) -> bool:
    text = shape.text
    if "@" in text or "http" in text or not _DATED.search(text, max(0, len(text) - 40)):
        return False
    return _shown_action(shape, weak=True) and _one_sentence(text)


def top_caption(shape: Shape, following: Shape) -> Form | None:
    """A caption known only by its place: one short sentence in the present at the top of a report.

    ``following`` is the paragraph after it; a story that goes on in the present, or speaks on of the same
    people with pronouns, is a scene and not a caption.
    """
    text = shape.text
    if '"' in text or "“" in text or "”" in text or not _one_sentence(text) or len(shape.words) > 40:
        return None
    if following.first in _NARRATES or _shown_action(following, weak=True):
        return None
    verbless = not (shape.speaks or shape.has("modal", "past")) and _begins_ing(shape)
    if _shown_action(shape, weak=False) or _SEEN.search(text) or _SIDES.search(text) or verbless:
        return MarkKind.CAPTION, "one sentence in the present about what a picture shows, above the report"
    return None


def _speaks_of_photo(shape: Shape) -> bool:
    """Such as "... is seen in this photo", "In this Oct. 16 file photo, ...", "An image from video shows"."""
    text = shape.text
    if text[0] in '"“' or not shape.has("photo") or len(shape.words) > 70:
        return False
    match = _THIS_PHOTO.search(text)
    if match is None:
        return False
    phrase = match[0].lower()
    after = text[match.end() : match.end() + 180]
    taken = _TAKEN.match(after)
    if match.start() > 8 and "this" in phrase.split() and len(text) - match.end() <= 45:
        # "... leaves port in this undated photo": nothing follows but when it was taken or who gave it.
        return not shape.speaks and _one_sentence(text)
    if match.start() > 8:
        return "this" in phrase.split() and bool(_SEEN.search(text)) and not shape.speaks
    if phrase.startswith("in ") and "this" in phrase.split():
        return True
    shows = bool(_SHOWING.search(after)) and (taken is not None or "this" in phrase.split())
    return shows and not phrase.startswith("the") and not shape.speaks


def _shows(shape: Shape, body: str) -> bool:
    """Whether what stands before a credit can be a caption: one or two sentences without speech."""
    sentences = len(re.findall(r"[.!?]\s+[A-Z]", body)) + 1
    return sentences <= 2 and not any(mark in body for mark in '"“') and not shape.speaks


def _one_sentence(text: str) -> bool:
    return not _NEXT_SENTENCE.search(text.rstrip()[:-1])


def _begins_ing(shape: Shape) -> bool:
    """ "Smoke rising over the town", "Soldiers standing at a checkpoint": no finite verb at all."""
    for number, word in enumerate(shape.words[1:7], 1):
        if (
            word.endswith("ing")
            and number + 1 < len(shape.words)
            and shape.words[number + 1] in word_class("scene")
        ):
            stem = word[:-3]
            shown = word_class("picture") | word_class("billow")
            return stem in shown or stem + "e" in shown or (stem[-2:-1] == stem[-1:] and stem[:-1] in shown)
    return False


def _shown_action(shape: Shape, *, weak: bool) -> bool:
    """Whether the main verb, in the present, is one that a picture can show."""
    if shape.speaks or shape.has("past"):
        return False
    strong = word_class("picture")
    words = shape.words
    for number in range(1, min(len(words) - 1, 18)):
        word = words[number]
        if word in word_class("modal"):
            return bool(_SEEN.search(shape.text))
        shown = (
            word in strong
            or (word in word_class("billow") and words[number - 1] in word_class("billow_subject"))
            or (word in word_class("path_picture") and words[number + 1] in word_class("path"))
            or (weak and word in word_class("weak_picture"))
        )
        if shown and words[number + 1] in word_class("scene") and _agrees(words[number - 1], word):
            return True
    return False


def _agrees(subject: str, verb: str) -> bool:
    """Whether the word before can be the subject of this form of the verb: "forces sit", "a man sits"."""
    plural = subject in word_class("plural") or (
        subject.endswith("s") and not subject.endswith(("ss", "us", "is"))
    )
    if subject in (
        "the",
        "a",
        "an",
        "to",
        "of",
        "his",
        "her",
        "their",
        "its",
        "and",
        "or",
        "no",
        "in",
        "on",
        "at",
    ):
        return False
    third = verb.endswith("s") and not verb.endswith("ss") and verb != "pass"
    return third != plural or subject.endswith("ly") or not subject.isalpha()
