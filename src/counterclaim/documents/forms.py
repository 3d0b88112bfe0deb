"""The form of one paragraph: what of a page's furniture it is, if any.

Takes the shape of a paragraph; gives kind and reason, or None for what may be the report. Words are counted
by class and only together with the paragraph's form: a command to the reader, a label with a colon, no verb
of saying. Pictures are in ``pictures.py``, bylines in ``bylines.py``, and what can only be told from the
neighbours in ``marks.py``.

Each form asks first what is cheap to ask (the first word, a sign, a word of the whole text).
"""

from __future__ import annotations

import re
from functools import cache

from counterclaim.documents import notes
from counterclaim.documents.shapes import EDGES, QUOTES, Form, Shape, word_class
from counterclaim.records import MarkKind

# Furniture is short. Only notices (cookies, rights, corrections) run on, and these carry one of the stems.
SHORT = 260
LONG = 900
_LONG_STEMS = (
    "ookie", "opyright", "©", "ights reserved", "ewsletter", "ubscri", "arlier version", "ditor’s note",
    "ditor's note", "ditor’s Note", "ditor's Note", "orrection:",
)  # fmt: skip

_SMALL = frozenset("on via this by to with and or the us a of in for your at it".split())
_LABEL = re.compile(
    r"^\W{0,3}(?P<label>[A-Za-z][A-Za-z’' &-]{2,40}?)\s?(?:[:|»>]|\s[–—-]\s)\s*(?P<rest>.*)$", re.DOTALL
)
_MEDIA_LABEL = re.compile(
    r"^\W{0,3}(?:video|videos|photos|gallery|in pictures|slideshow|podcast|infographic|live blog)\s?[:|»]",
    re.IGNORECASE,
)
_ARROW = re.compile(r"^[»›→▶►➡>]{1,3}\s*\w")
_PATH = re.compile(r"\w[\w &'’-]{1,30}(?:\s[>»›/|]\s\w[\w &'’-]{1,40}){2,6}")
_SUBJECTS = re.compile(
    r"^\W{0,3}(?:tags?|topics?|keywords?|filed under|posted in|categor(?:y|ies)|hashtags?|in this "
    r"(?:article|story))\s?[:|]\s?\S",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"\W{0,3}(?:twitter|facebook|instagram|telegram|x|threads)\s?:\s?@?[\w./-]{2,60}", re.IGNORECASE
)
_MAIL = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{2,20}")
_ADDRESS = re.compile(r"^\W{0,3}(?:\w{1,12}:?\s)?(?:https?://|www\.)\S+\W{0,3}$")
_RIGHTS = re.compile(
    r"^\W{0,3}(?:©|\(c\)\s?(?:19|20)\d\d|copyright\b\W{0,3}(?:©|\(c\)|(?:19|20)\d\d|by\b))", re.IGNORECASE
)
_TAGS = re.compile(
    r"<[^<>]{0,500}>|\[/?[a-z_]{3,20}(?:\s[^\[\]]{0,300})?\]|&[a-z]{2,8};|\{\{[^{}]{0,300}\}\}"
)
_CODE = re.compile(r"^\s*(?:function\s*\(|var\s\w+\s?=|window\.|document\.|\{\"|<!--|/\*|\$\()")
_COUNTED = re.compile(
    r"\W{0,3}(?:(?:list|slide|image|item|photo)\s\d{1,3}\sof\s\d{1,3}|list\sof\s\d{1,3}\sitems|end\sof\slist)\W{0,3}",
    re.IGNORECASE,
)
_END = re.compile(r"[-–—#*/(\[ ]*(?:ends?|30|more|fin)[-–—#*/)\] .]*", re.IGNORECASE)
_WEB_STEMS = frozenset(("cookie", "browser", "avascript", "privacy", "consent"))
_WEB = frozenset(("cookie", "cookies", "browser", "javascript", "privacy", "consent"))


OFFER = "offers the reader a newsletter, a subscription or the like"
ON_COOKIES = "a notice on cookies, privacy or the browser"


def commands_to_read(shape: Shape) -> bool:
    """Whether a short sentence with a link in it sends the reader there: "See our account of the siege."."""
    words = shape.words
    if not 1 < len(words) <= 12 or words[0] not in ("see", "read", "watch", "listen", "view", "click"):
        return False
    return words[1] in word_class("link_word") and not (shape.speaks or shape.has("past") or shape.quotes)


def is_stray(text: str) -> bool:
    """Whether nothing is left of a paragraph but punctuation, markup or program text."""
    if len(text) <= 40 and (not any(map(str.isalnum, text)) or _END.fullmatch(text)):
        return True
    if text[0] in "<[&{" and not any(map(str.isalnum, _TAGS.sub(" ", text))):
        return True
    return text[0] in "fvwd{</$" and _CODE.match(text) is not None


def furniture(shape: Shape, stems: frozenset[str]) -> Form | None:
    """The kind of furniture that a paragraph is, with the reason; None for what may be the report.

    ``stems``: those of the whole text, see ``shapes.py``.
    """
    text = shape.text
    if len(text) > SHORT and (len(text) > LONG or not any(stem in text for stem in _LONG_STEMS)):
        return None
    found = notes.note(shape) or notes.about_file(shape)
    if found is None:
        found = _link(shape) or _share(shape) or _advertisement(shape)
    if found is None:
        found = _notice(shape, stems) or _promotion(shape)
    if found and found[0] != MarkKind.NOTICE and shape.quotes and shape.speaks:
        return None  # somebody is quoted: whatever the words, it is the report
    return found


def _link(shape: Shape) -> Form | None:
    text, opening = shape.text, shape.opening
    if len(text) > SHORT:
        return None
    head = text[:48]
    if "http" in head or "www." in head:
        if _ADDRESS.match(text):
            return MarkKind.LINK, "nothing but an address"
        if opening in ("visit", "see", "go") and not shape.stop:
            return MarkKind.LINK, "tells the reader where to read on"
    elif text[0] in "»›→▶►➡>" and not shape.stop and _ARROW.match(text):
        return MarkKind.LINK, "an arrow to another page"
    if len(text) <= 24 and _COUNTED.fullmatch(text):
        return MarkKind.LINK, "counts the page's links or pictures"
    if len(text) <= 160 and not shape.stop and (_PATH.fullmatch(text) or _SUBJECTS.match(text)):
        return MarkKind.LINK, "the page's own path or subjects"
    if (
        len(text) <= 48
        and not shape.stop
        and opening in word_class("control")
        and shape.bag <= word_class("control")
    ):
        return MarkKind.LINK, "the page's own controls"
    labelled = any(sign in head for sign in ":|»>") or " – " in head or " - " in head or " — " in head
    if labelled and _MEDIA_LABEL.match(text) and not shape.speaks:
        return MarkKind.LINK, "a label and what it points to"
    if (labelled or (len(text) <= 44 and not shape.stop)) and label_of_links(text) is not None:
        return MarkKind.LINK, "a label and what it points to"
    points = "lick here" in text or opening in _pointers()
    return _pointer(shape) if points and not shape.speaks else None


@cache
def _pointers() -> frozenset[str]:
    return word_class("link_verb") | {"for", "tap"}


def _pointer(shape: Shape) -> Form | None:
    """A command that tells where to read on."""
    words, bag = shape.words, shape.bag
    if len(words) > 30 or len(words) < 2:
        return None
    if "click here" in " ".join(words) or words[:2] == ("tap", "here"):
        return MarkKind.LINK, "tells the reader where to click"
    if words[:2] == ("for", "more") and bag & {"visit", "click", "see", "go", "follow", "check", "read"}:
        return MarkKind.LINK, "tells the reader where to read on"
    if (
        words[0] in ("visit", "see", "read", "watch", "check", "go")
        and " for more " in shape.text
        and len(words) <= 20
    ):
        return MarkKind.LINK, "tells the reader where to read on"
    if words[0] in word_class("link_verb") and words[1] in word_class("link_word"):
        sure = bool(set(words[1:]) & word_class("link_sure"))
        if sure and (not shape.stop or len(words) <= 14) and not shape.has("past"):
            return MarkKind.LINK, "tells the reader where to read on"
    return None


_ALONE = frozenset("related recommended trending tags topics keywords".split())


def label_of_links(text: str) -> str | None:
    """What a label such as "Also read:" points to ("" when it heads a list); None without such a label."""
    match = _LABEL.match(text)
    if match is not None:
        label, rest = match["label"], match["rest"].strip()
    else:
        label, rest = text.strip(EDGES + " "), ""
        if len(label) > 40 or text.rstrip()[-1:] in ".!?":
            return None
    words = [word.strip(EDGES) for word in label.lower().replace("’", "'").split()]
    if not words or len(words) > 6 or not set(words) <= word_class("list_label") | word_class("label_rest"):
        return None
    if match is None and len(words) < 2 and words[0] not in _ALONE:
        return None
    sure = set(words) & word_class("list_label") - {"more", "latest", "popular", "miss"}
    heads = {"stories", "news", "articles", "posts", "videos", "story", "topic", "coverage"}
    if not sure and (rest or len(words) < 2 or not set(words) & heads):
        return None  # "The latest: ..." and "More: ..." open reports too
    return None if rest[:1] in QUOTES and rest[-1:] in QUOTES | {"."} else rest


def _share(shape: Shape) -> Form | None:
    if len(shape.text) > 200 or not (shape.opening in _sharers() or shape.opening.isdigit()):
        return None
    words, bag = shape.words, shape.bag
    if len(words) > 26 or (shape.speaks or shape.has("past")):
        return None
    if len(words) == 1:
        return (
            (MarkKind.SHARE, "a share button")
            if words[0] in word_class("single") and not shape.stop
            else None
        )
    if (
        not shape.stop
        and len(words) <= 12
        and bag <= word_class("network") | _SMALL
        and shape.count("network") > 1
    ):
        return MarkKind.SHARE, "names of networks and nothing else"
    asks = words[0] in word_class("share_first") and words[1] in word_class("share_next") and len(words) <= 14
    if asks and (shape.has("network", "piece") or words[1] in ("this", "us")):
        return MarkKind.SHARE, "asks the reader to share or follow"
    points = (
        "@" in shape.text or "http" in shape.text or bag & {"twitter", "facebook", "instagram", "telegram"}
    )
    if points and "follow" in words[:4] and words[0] in ("follow", "on", "please", "you", "connect"):
        return MarkKind.SHARE, "asks the reader to share or follow"
    invites = (
        words[0] in ("leave", "post", "add", "view", "show", "comments", "comment") or words[0].isdigit()
    )
    invites = invites or words[0] in ("your", "you")
    if invites and len(words) <= 6 and bag & {"comment", "comments", "replying"}:
        return MarkKind.SHARE, "a place for comments"
    return None


@cache
def _sharers() -> frozenset[str]:
    others = {"on", "please", "you", "connect", "leave", "post", "add", "view", "show", "comments", "comment"}
    return word_class("share_first") | word_class("single") | word_class("network") | others


def _advertisement(shape: Shape) -> Form | None:
    if (
        len(shape.text) > 80
        or shape.opening not in word_class("advert")
        or not shape.bag <= word_class("advert")
    ):
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


def _notice(shape: Shape, stems: frozenset[str]) -> Form | None:
    text = shape.text
    if text[0] in "©(Cc" and _RIGHTS.match(text):
        return MarkKind.NOTICE, "a notice of rights"
    if "reserved" in stems and {"rights", "reserved"} <= shape.bag and len(shape.words) <= 60:
        return MarkKind.NOTICE, "a notice of rights"
    if " may not " in text and shape.count("rights") >= 2:
        return None if shape.speaks else (MarkKind.NOTICE, "a notice of rights")
    if stems.isdisjoint(_WEB_STEMS) or shape.bag.isdisjoint(_WEB) or shape.speaks or len(shape.words) > 150:
        return None
    bag = shape.bag
    about = (
        bool(bag & {"cookie", "cookies"})
        + len(bag & {"browser", "javascript"})
        + bool(bag & {"privacy", "consent"})
    )
    commands = shape.first in word_class("command")
    speaks = shape.has("we") + shape.has("you") + min(2, shape.count("page") - 1) + commands
    small = (
        len(shape.words) <= 6
        and not shape.stop
        and bool(bag & {"policy", "settings", "accept", "terms", "manage"})
    )
    if small or about + speaks >= 3:
        return MarkKind.NOTICE, ON_COOKIES
    return None


def _asks_to_write(shape: Shape) -> bool:
    calls = shape.opening in (
        "contact",
        "email",
        "e-mail",
        "write",
        "send",
        "reach",
        "tips",
        "tip",
        "phone",
        "tel",
    )
    asks = shape.opening in ("have", "got", "do", "if", "to", "for") and (
        shape.has("you") or "?" in shape.text
    )
    return (calls or asks) and len(shape.words) <= 40 and not shape.speaks and bool(_MAIL.search(shape.text))


def _promotion(shape: Shape) -> Form | None:
    """A command to the reader, or words to "you" from "us", about newsletters, subscriptions and the like."""
    text = shape.text
    if text[0] in QUOTES:
        return None
    command = shape.opening in _callers()
    you = "you" in text or "You" in text
    words = shape.words
    if "ubscri" in text and shape.has("we") and shape.has("page") and shape.count("promotion") > 1:
        return None if shape.speaks else (MarkKind.PROMOTION, OFFER)
    if not command and not you:
        return None
    if command and len(words) <= 14 and not (shape.speaks or shape.has("past")):
        signs_up = words[:2] == ("sign", "up") and not shape.stop and len(words) <= 7
        keeps = words[0] in ("save", "add", "bookmark") and bool(shape.bag & {"your", "later"})
        if signs_up or (keeps and shape.bag & {"articles", "story", "stories", "article", "page", "this"}):
            return MarkKind.PROMOTION, OFFER
    wares = shape.count("promotion")
    if not wares or len(words) > 60 or (shape.speaks or shape.has("past")):
        return None
    command = command and (words[0] in word_class("command") or len(words) > 2)
    you, we = shape.has("you"), shape.has("we")
    sure = command + you + we + min(3, wares)
    brief = (
        len(words) <= 12
        and command
        and (you or we or wares >= 2 or shape.bag & {"now", "today", "here", "free"})
    )
    brief = brief or (len(words) <= 12 and command and "this" in words and shape.has("piece"))
    tiny = len(words) <= 4 and command and text[-1] != "."
    addressed = words[0] == "you" and wares >= 3
    if (command and sure >= 4) or (you and we and sure >= 4) or brief or tiny or addressed:
        return MarkKind.PROMOTION, OFFER
    return None


@cache
def _callers() -> frozenset[str]:
    return word_class("command") | {"please", "to", "want", "already", "not"}
