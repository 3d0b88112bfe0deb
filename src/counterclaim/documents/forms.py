"""The form of one paragraph: what of a page's furniture it is, if any.

Takes the text of a paragraph; gives kind and reason, or None for what may be the report. Words are
counted by class (``data/page_words.csv``) and only together with the paragraph's form: a command to the
reader, a label with a colon, no verb of saying. Pictures are in ``pictures.py``, bylines in ``bylines.py``,
and what can only be told from the neighbours in ``marks.py``.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from counterclaim.records import MarkKind

# Furniture is short. Only notices (cookies, rights, corrections) run on, and these carry one of the stems.
SHORT = 260
LONG = 900
_LONG_STEMS = ("ookie", "opyright", "©", "ights reserved", "ewsletter", "ubscri", "arlier version", "ditor’s note",
               "ditor's note", "ditor’s Note", "ditor's Note", "orrection:")  # fmt: skip

Form = tuple[MarkKind, str]

_CLOSERS = "\"”’')]»"
_EDGES = ".,;:!?\"“”‘’'()[]{}|»«>…—–-•*"
_SMALL = frozenset("on via this by to with and or the us a of in for your at it".split())
_NOTE_LABEL = re.compile(
    r"^\W{0,3}(?:editor[’']?s[’']?\s+note|correction(?:s|\s+appended)?|clarification|note\s+to\s+(?:readers|editors)|disclaimer)"
    r"\s*(?:[:.–—(-]|$)",
    re.IGNORECASE,
)
_SLUG = re.compile(
    r"^\((?:corrects?|updates?|adds?|recasts?|rewrites?|refiles?|removes?|clarifies|changes|repeats?)\b[^()]*\)$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\W{0,3}(?P<label>[A-Za-z][A-Za-z’' &-]{2,40}?)\s?(?P<mark>[:|»>]|\s[–—-]\s)\s*(?P<rest>.*)$", re.DOTALL
)
_MEDIA_LABEL = re.compile(
    r"^\W{0,3}(?:video|videos|photos|gallery|in pictures|slideshow|podcast|infographic|live blog)\s?[:|»]",
    re.IGNORECASE,
)
_ARROW = re.compile(r"^[»›→▶►➡>]{1,3}\s*\w")
_ADDRESS = re.compile(r"^\W{0,3}(?:\w{1,12}:?\s)?(?:https?://|www\.)\S+\W{0,3}$")
_RIGHTS = re.compile(
    r"^\W{0,3}(?:©|\(c\)\s?(?:19|20)\d\d|copyright\b\W{0,3}(?:©|\(c\)|(?:19|20)\d\d|by\b))", re.IGNORECASE
)
_TAGS = re.compile(
    r"<[^<>]{0,500}>|\[/?[a-z_]{3,20}(?:\s[^\[\]]{0,300})?\]|&[a-z]{2,8};|\{\{[^{}]{0,300}\}\}"
)
_CODE = re.compile(r"^\s*(?:function\s*\(|var\s\w+\s?=|window\.|document\.|\{\"|<!--|/\*|\$\()")
_QUOTES = '"“”«»'


@dataclass(frozen=True)
class Shape:
    """A paragraph with what its form is told by."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words in lower case, without the punctuation around them."""
        return tuple(
            filter(None, (word.strip(_EDGES) for word in self.text.lower().replace("’", "'").split()))
        )

    @cached_property
    def bag(self) -> frozenset[str]:
        """The set of its words."""
        return frozenset(self.words)

    @cached_property
    def stop(self) -> bool:
        """Whether it ends as a sentence does."""
        return ends_sentence(self.text)

    @property
    def first(self) -> str:
        """Its first word."""
        return self.words[0] if self.words else ""

    def has(self, *classes: str) -> bool:
        """Whether one of its words is of one of the classes."""
        return any(not self.bag.isdisjoint(word_class(name)) for name in classes)

    def count(self, name: str) -> int:
        """How many different words of a class it has."""
        return len(self.bag & word_class(name))


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of a class in ``data/page_words.csv``."""
    return _classes()[name]


@cache
def _classes() -> dict[str, frozenset[str]]:
    text = (files(__package__) / "data" / "page_words.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["class"]: frozenset(row["words"].split()) for row in rows}


def ends_sentence(text: str) -> bool:
    """Whether a text ends in a full stop, a question or exclamation mark, closing quotes aside."""
    return text.rstrip(_CLOSERS + " ")[-1:] in (".", "!", "?", "…")


def is_stray(text: str) -> bool:
    """Whether nothing is left of a paragraph but punctuation, markup or program text."""
    if len(text) <= 40 and not any(character.isalnum() for character in text):
        return True
    if text[0] in "<[&{" and not any(character.isalnum() for character in _TAGS.sub(" ", text)):
        return True
    return text[0] in "fvwd{</$" and _CODE.match(text) is not None


def furniture(shape: Shape) -> Form | None:
    """The kind of furniture that a paragraph is, with the reason; None for what may be the report."""
    text = shape.text
    if len(text) > SHORT and (len(text) > LONG or not any(stem in text for stem in _LONG_STEMS)):
        return None
    note = _note(shape)
    if note or not shape.words or len(shape.words) > 150:
        return note
    if shape.has("speech") and any(mark in text for mark in _QUOTES):
        return None  # somebody is quoted: whatever the words, it is the report
    for form in (_advertisement, _link, _share, _notice, _promotion):
        found = form(shape)
        if found:
            return found
    return None


def _note(shape: Shape) -> Form | None:
    """Words of the editors about the text itself."""
    text, words = shape.text, shape.words
    if _NOTE_LABEL.match(text):
        return MarkKind.NOTICE, "an editor's note or correction"
    if text.startswith("(") and _SLUG.match(text):
        return MarkKind.NOTICE, "what a wire changed in this version"
    if shape.first in ("this", "the", "an", "a") and _is_about_piece(words):
        return MarkKind.NOTICE, "says how this text was changed or came to be"
    if (
        words[:3] == ("this", "is", "a")
        and shape.bag & {"developing", "breaking"}
        and shape.bag & {"story", "news"}
    ):
        return MarkKind.NOTICE, "says that the story is developing"
    if 2 < len(words) <= 8 and shape.first == "more" and words[-1] in ("follow", "come", "shortly", "soon"):
        return MarkKind.NOTICE, "says that more will follow"
    if (
        set(words[:5]) & {"views", "opinions"}
        and "expressed" in words[:6]
        and shape.bag & {"own", "reflect", "those"}
    ):
        return MarkKind.NOTICE, "says whose views these are"
    return None


def _is_about_piece(words: tuple[str, ...]) -> bool:
    """ "This article was updated ...", "An earlier version of this story said ..."."""
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


def _advertisement(shape: Shape) -> Form | None:
    if len(shape.words) > 9 or not shape.bag <= word_class("advert"):
        return None
    named = shape.bag & {
        "advertisement",
        "advertisements",
        "advertising",
        "advert",
        "ad",
        "ads",
        "sponsored",
        "promoted",
    }
    goes_on = shape.bag & {"continue", "continues", "skip"} and shape.bag & {
        "below",
        "article",
        "story",
        "content",
    }
    return (MarkKind.PROMOTION, "an advertisement's label") if named or goes_on else None


def _link(shape: Shape) -> Form | None:
    text, words = shape.text, shape.words
    if len(text) > SHORT or not words:
        return None
    if _ADDRESS.match(text):
        return MarkKind.LINK, "nothing but an address"
    if _ARROW.match(text) and not shape.stop:
        return MarkKind.LINK, "an arrow to another page"
    if _MEDIA_LABEL.match(text) and not shape.has("speech"):
        return MarkKind.LINK, "a label and what it points to"
    if label_of_links(text) is not None:
        return MarkKind.LINK, "a label and what it points to"
    if len(words) > 30 or shape.has("speech"):
        return None
    if "click here" in " ".join(words) or words[:2] == ("tap", "here"):
        return MarkKind.LINK, "tells the reader where to click"
    if words[:2] == ("for", "more") and shape.bag & {
        "visit",
        "click",
        "see",
        "go",
        "follow",
        "check",
        "read",
    }:
        return MarkKind.LINK, "tells the reader where to read on"
    if (
        shape.first in word_class("link_verb")
        and len(words) > 1
        and words[1] in word_class("link_word") | {"the"}
    ):
        sure = bool(set(words[1:]) & word_class("link_sure"))
        if sure and (not shape.stop or len(words) <= 14) and not shape.has("past"):
            return MarkKind.LINK, "tells the reader where to read on"
    return None


def label_of_links(text: str) -> str | None:
    """What a label such as "Also read:" points to ("" when it heads a list); None where there is no such label."""
    match = _LABEL.match(text)
    bare = text.strip(_EDGES + " ")
    if match is None and len(bare) <= 40 and not ends_sentence(text):
        label, rest = bare, ""
        if (
            "\n" in bare
            or len(bare.split()) < 2
            and bare.lower() not in ("related", "recommended", "trending")
        ):
            return None
    elif match is not None:
        label, rest = match["label"], match["rest"].strip()
    else:
        return None
    words = [word.strip(_EDGES) for word in label.lower().replace("’", "'").split()]
    if not words or len(words) > 6 or not set(words) <= word_class("list_label") | word_class("label_rest"):
        return None
    if not set(words) & word_class("list_label") or (
        len(words) == 1 and words[0] in ("more", "latest", "popular", "miss")
    ):
        return None
    return None if rest[:1] in ('"', "“") and ends_sentence(rest) else rest


def _share(shape: Shape) -> Form | None:
    words = shape.words
    if len(words) > 26 or shape.has("speech", "past"):
        return None
    if len(words) == 1:
        return (
            (MarkKind.SHARE, "a share button")
            if shape.first in word_class("single") and not shape.stop
            else None
        )
    if len(words) <= 12 and shape.bag <= word_class("network") | _SMALL and shape.count("network") >= 2:
        return MarkKind.SHARE, "names of networks and nothing else"
    if shape.first in word_class("share_first") and words[1] in word_class("share_next") and len(words) <= 14:
        if shape.has("network", "piece") or words[1] in ("this", "us"):
            return MarkKind.SHARE, "asks the reader to share or follow"
    points = (
        "@" in shape.text
        or "http" in shape.text
        or shape.bag & {"twitter", "facebook", "instagram", "telegram"}
    )
    if "follow" in words[:4] and points and shape.first in ("follow", "on", "please", "you", "connect"):
        return MarkKind.SHARE, "asks the reader to share or follow"
    if (
        len(words) <= 6
        and shape.bag & {"comment", "comments"}
        and (
            shape.first in ("leave", "post", "add", "view", "show", "comments", "comment")
            or shape.first.isdigit()
        )
    ):
        return MarkKind.SHARE, "a place for comments"
    return None


def _notice(shape: Shape) -> Form | None:
    bag, words = shape.bag, shape.words
    if _RIGHTS.match(shape.text) or ({"rights", "reserved"} <= bag and len(words) <= 60):
        return MarkKind.NOTICE, "a notice of rights"
    if shape.count("rights") >= 2 and {"may", "not"} <= bag and not shape.has("speech"):
        return MarkKind.NOTICE, "a notice of rights"
    if shape.has("speech"):
        return None
    about = (
        bool(bag & {"cookie", "cookies"})
        + bool(bag & {"browser", "javascript"})
        + bool(bag & {"privacy", "consent"})
    )
    if about:
        speaks = (
            shape.has("we")
            + shape.has("you")
            + min(2, shape.count("page") - 1)
            + (shape.first in word_class("command"))
        )
        small = (
            len(words) <= 6
            and not shape.stop
            and bool(bag & {"policy", "settings", "accept", "terms", "manage"})
        )
        if small or about + speaks >= 3:
            return MarkKind.NOTICE, "a notice on cookies, privacy or the browser"
    return None


def _promotion(shape: Shape) -> Form | None:
    """A command to the reader, or words to "you" from "us", about newsletters, subscriptions and the like."""
    words = shape.words
    if len(words) > 60 or shape.has("speech") or shape.text[0] in _QUOTES:
        return None
    wares = shape.count("promotion")
    if not wares:
        return None
    command = shape.first in word_class("command") or (
        shape.first in ("please", "to", "want", "already", "not") and len(words) > 2
    )
    you, we = shape.has("you"), shape.has("we")
    past = shape.has("past")
    sure = command + you + we + min(3, wares)
    brief = (
        len(words) <= 12
        and command
        and (you or we or wares >= 2 or shape.bag & {"now", "today", "here", "free"})
    )
    tiny = len(words) <= 4 and command and not shape.stop
    if not past and ((command and sure >= 4) or (you and we and sure >= 4) or brief or tiny):
        return MarkKind.PROMOTION, "offers the reader a newsletter, a subscription or the like"
    return None
