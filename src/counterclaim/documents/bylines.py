"""Who wrote a report: takes a paragraph, gives kind and reason where it is a byline, a signature or a note
on the author, or None.

Agencies among the names are credits (``credits.py``).
"""

from __future__ import annotations

import re

from counterclaim.documents.dates import dates_removed
from counterclaim.documents.shapes import Form, Shape, word_class
from counterclaim.records import MarkKind

BYLINE = 160  # longest byline, characters
SIGNATURE = 420  # longest list of reporters and editors

_CAPITAL = r"[^\W\d_a-z][\w.'’´-]*"
_BY = re.compile(
    r"^\W{0,3}(?:(?:written|words|text|story|report|analysis|opinion|reported|posted|published"
    r"|submitted)\s(?:on\s)?)?by:?\s+(?=\S)",
    re.IGNORECASE,
)
_JOIN = frozenset(
    "and in of for the with at on from & de al el la bin ibn van von der den del da dos y e".split()
)
_BY_WORDS = frozenset(
    "by by: written words text story report analysis opinion reported posted published submitted".split()
)
_POSTED = frozenset(("posted", "published", "submitted"))
_SIGNED_WORDS = frozenset(
    """additional with further reporting writing written editing edited translated translation compiled
    produced production producing research graphic graphics photograph photographs photography filmed interview
    interviews""".split()
)
_NO_NAME = frozenset(
    """a an that which who was were is are be been has had have his her their our they we to any
    this these when way held""".split()
)
_ROLE = re.compile(
    r"\b(?:staff|senior|chief|foreign|special|our|east|affairs|bureau)?\s?(?:correspondent|reporter"
    r"|writer|editor|bureau chief|staff|"
    r"contributor|columnist|journalist|newsroom|web desk|news desk)s?\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^\W{0,3}(?:additional\s|with\s|further\s)?(?:reporting|writing|written|editing|edited|translat(?:ed"
    r"|ion)|compiled|produced|produc(?:tion|ing)|research|"
    r"graphics?|photographs?|photography|filmed|interviews?)(?:\s(?:and|&)\s(?:writing|editing|reporting"
    r"|filming|photographs|graphics))?"
    r"\s(?:by|in)\s+(?-i:(?=[^\W\d_a-z]))",
    re.IGNORECASE,
)
_SIGNED_TAIL = re.compile(
    r"\s*\((?:additional\s)?(?:reporting|writing|editing|edited|translated|compiled|written)\s"
    r"(?:and\s\w+\s)?by\s[^()]{3,400}\)\s*$",
    re.IGNORECASE,
)
_NAMES = rf"{_CAPITAL}(?:\s(?:{_CAPITAL}|de|al|el|bin|van|von|del)){{0,4}}"
_ONE_FROM = (
    rf"(?:{_NAMES}(?:,\s(?:and\s)?|\sand\s)?){{1,8}}\s?(?:also\s)?(?:reported|contributed|wrote)"
    rf"(?:\s(?:reporting|research))?(?:\s(?:to|for)\s(?:this|the)\s(?:report|story|article|piece))?(?:\s"
    rf"(?:from|in)\s[^.]{{2,80}})?"
)
_FROM = re.compile(rf"^\W{{0,3}}{_ONE_FROM}(?:\.\s{_ONE_FROM}){{0,5}}\.?\W{{0,2}}$")
_LABELLED = re.compile(
    r"^\W{0,3}(?:(?:web|copy|news)?\s?editors?|authors?|writers?|reporters?|correspondents?|translators?"
    r"|translation|compilers?|contributors?|reporting|editing)\s?[:|]\s+(?=\S)",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[A-Za-z]{1,5}(?:/[A-Za-z]{1,5}){1,4}(?:\s\([^()]{2,60}\))?")
_BIO = re.compile(
    rf"^\W{{0,3}}(?:the\s(?:writer|author|reporter)s?|{_NAMES}(?:(?:,\s|\sand\s){_NAMES})?),?\s"
    rf"(?:.{{0,60}}?\s)?"
    r"(?:is|was|are|covers|writes|has|reports|teaches|tweets|works|joined|can\sbe)\b",
)


def byline(shape: Shape, *, author: str | None) -> Form | None:
    """A line that says who wrote, wherever it stands. ``author``: as metadata name the author."""
    text, opening = shape.text, shape.opening
    if len(text) > SIGNATURE:
        return None
    if len(text) <= BYLINE and not shape.quotes:
        by = _BY.match(text) if opening in _BY_WORDS else _LABELLED.match(text) if ":" in text else None
        if by and _names_and_date(text[by.end() :], account=opening in _POSTED):
            return MarkKind.BYLINE, "a byline"
    if opening in _SIGNED_WORDS and not shape.quotes and _SIGNED.match(text):
        return MarkKind.BYLINE, "who reported, wrote and edited"
    if ("ontributed" in text or " reported from " in text) and _FROM.match(text):
        return MarkKind.BYLINE, "who reported, and from where"
    if (
        author
        and len(text) <= 80
        and _folded(author) == _folded(re.sub(r"^by\s", "", text, flags=re.IGNORECASE))
    ):
        return MarkKind.BYLINE, "the author's name"
    return None


def name_and_role(shape: Shape) -> Form | None:
    """ "Jane Doe, Middle East correspondent", "Staff reporter", "Jane Doe in Erbil": above a report only."""
    text = shape.text
    if len(text) > 90 or shape.stop or not 1 < len(shape.words) <= 12 or not text[0].isupper():
        return None
    if _ROLE.search(text) and not (shape.speaks or shape.has("past", "modal")):
        return MarkKind.BYLINE, "a name and a post"
    if re.fullmatch(
        rf"{_CAPITAL}\s{_CAPITAL}(?:\s{_CAPITAL})?\sin\s{_CAPITAL}(?:[\s,]+{_CAPITAL}){{0,2}}", text
    ):
        return MarkKind.BYLINE, "a name and a place"
    return None


def signature_tail(text: str) -> int | None:
    """Where the signature in brackets begins that closes a paragraph; None without one."""
    if not text.endswith((")", ") ")):
        return None
    match = _SIGNED_TAIL.search(text, max(0, len(text) - SIGNATURE))
    return match.start() if match and match.start() > 0 else None


def note_on_author(shape: Shape, *, author: str | None, report: str) -> Form | None:
    """A note on the author at the end: a person with a post whom the report has not spoken of."""
    text = shape.text
    if len(text) > SIGNATURE or '"' in text or "“" in text:
        return None
    match = _BIO.match(text)
    if match is None or not shape.has("writer") or shape.speaks:
        return None
    if re.match(r"\W{0,3}the\s(?:writer|author|reporter)\b", text, re.IGNORECASE):
        return MarkKind.BYLINE, "a note on the author"
    name = re.match(rf"\W{{0,3}}({_NAMES})", text)
    words = name[1].split() if name else []
    if len(words) < 2:
        return None
    if author and _folded(words[-1]) in _folded(author):
        return MarkKind.BYLINE, "a note on the author"
    surname = words[-1].strip(".,")
    describes = re.search(r"\b(?:is|was|are)\s(?:an?|the)\s", text) and shape.count("writer")
    return (MarkKind.BYLINE, "a note on the author") if describes and surname not in report else None


def initials(text: str) -> bool:
    """Whether a line at the end is those of the desk: "MA/PR", "dh/rc (AFP, dpa)"."""
    return len(text) <= 80 and bool(_INITIALS.fullmatch(text))


def _names_and_date(text: str, *, account: bool) -> bool:
    """Names, and perhaps when it was posted and how many comments it drew."""
    if not any(map(str.isdigit, text)):
        return _only_names(text)
    text = re.sub(r"\W*\b\d{1,4}\s(?:comments?|views?|reads?)\b.*$", "", text, flags=re.IGNORECASE)
    rest = dates_removed(text)[0]
    return _only_names(rest) or (account and rest.isalnum())  # "Posted by admin": an account is no name


def _only_names(text: str) -> bool:
    """Whether a text holds names, joining words, posts and places only."""
    text = re.sub(r"\S+@\S+", "", text)
    words = re.findall(r"[^\W\d_][\w.'’´-]*|&|@\w+|\d+", text.rstrip(". "))
    if not words or len(words) > 18 or not words[0][0].isupper():
        return False
    if text.isupper() and (len(words) > 10 or any(word.lower() in _NO_NAME for word in words)):
        return False  # capitals throughout: then the words must do
    roles = {
        "correspondent",
        "reporter",
        "writer",
        "editor",
        "staff",
        "special",
        "to",
        "contributor",
        "agencies",
    } | word_class("writer")
    return all(
        word[0].isupper() or word in _JOIN or word in roles or word[0] == "@" for word in words
    ) and not (text.rstrip().endswith(".") and len(words) > 8)


def _folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
