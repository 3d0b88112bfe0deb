"""Credits: takes a paragraph, gives the agencies and outlets that it says the text was taken from.

By form: a line that is nothing but a credit ("(AFP)", "By Agence France-Presse", "Source: Xinhua"), a
credit that closes a paragraph ("... on Monday. (AFP)"), thanks ("with agencies"), and first publication
("first appeared in ..."). A source quoted in a sentence ("told Reuters") has none of these forms.
Datelines are read in ``datelines.py``; all are brought together in ``build.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from counterclaim.documents.agencies import (
    SEVERAL,
    agencies,
    agency,
    is_acronym,
    looks_like_agency,
    split_names,
)
from counterclaim.documents.dates import MONTHS

# Longer paragraphs are the report's own; a credit stands in a line, a note or at the very end.
LINE = 130
SIGNATURE = 60
_STOPS = frozenset(".!?:;”\"’'")
NOTE = 400

# Atomic, so that a long run of capitalised words is tried in one way only.
_WORD = r"[A-Z0-9][^\s,;.()\[\]|]*(?:\.(?:com|org|net|info)\b)?"
_NAME = rf"(?>(?:[Tt]he\s)?{_WORD}(?:\s(?:(?:of|for|the|de|la|in|du|des)\s){{0,2}}{_WORD}){{0,6}})"
_FRAME = re.compile(r"^[\s(\[{<—–―*~/|-]*(.*?)[\s)\]}>—–―*~/|.-]*$")
_LABEL = re.compile(
    r"(?:(?:news\s+)?sources?|from|via|by|credits?|agency|courtesy(?:\s+of)?|(?:story|text|report"
    r"|article)\s+(?:by|from))"
    r"\s*[:\-–—]?\s+(?=\S)",
    re.IGNORECASE,
)
_BY_AGENCY = re.compile(
    r"^(?:by|from)?\s*[^,|/;]{3,60}?(?:,|\||;|\s/|\s[-–—]|\bof\b|\bfor\b|\bwith\b|\band(?=\s(?:news\s"
    r"|wire\s)?agencies))\s*(?:the\s)?(?P<agency>[^,|]{2,50})$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?P<stop>[.!?…][\"”’')]*)\s*(?:[(\[](?P<framed>[^()\[\]]{2,60})[)\]]|(?:—|–|--|-|/)\s?"
    r"(?P<dashed>[^.()\[\]]{2,60}?))[\s./-]*$"
)
_SEVERAL = (
    r"(?i:(?:news\s|wire\s|press\s)?agenc(?:ies|y(?:\s(?:inputs|reports))?)|wires|wire\s(?:services|reports))"
)
_ONE = rf"(?>{_SEVERAL}|the\s{_SEVERAL}|{_NAME})"
_LIST = rf"{_ONE}(?:(?:,\s(?i:and\s)?|\s(?i:and)\s|\s?/\s?|\s&\s){_ONE})*"
_PARTIAL = (
    r"\b(?i:with|including|includes)\s+(?i:(?:additional|further|extra)\s+)?"
    r"(?i:(?:inputs?|files?|reporting|reports?|material|information|contributions?|dispatches|copy"
    r"|text)\s+(?:by|from|of)\s+)?"
    rf"(?P<with>{_LIST})"
    rf"|\b(?i:additional\s+(?:reporting|material|information|inputs?)\s+(?:by|from))\s+(?P<added>{_LIST})"
    rf"|^\W*(?P<thanked>{_LIST})\s+(?i:(?:also\s+|have\s+)?contributed(?:\s+reporting)?"
    r"(?:\s+to\s+(?:this|the)\s+(?:report|story|article|piece))?)\b"
    rf"|^\W*(?P<staff>{_NAME})\s(?i:staff\s)?(?i:writers?|reporters?|correspondents?"
    rf"|journalists?)\s[^.]{{2,150}}\scontributed\b"
    rf"|^\W*(?i:compiled|adapted|combined)\s+(?i:by\s[^.]{{2,60}}?\s)?(?i:from)\s+(?P<compiled>{_LIST})"
)
_PIECE = (
    r"(?:article|story|report|piece|post|essay|interview|dispatch|analysis|column|commentary|text|op-ed"
    r"|news|feature|blog|content|translation)"
)
_VERB = (
    r"(?:appeared|published|posted|printed|ran|run|broadcast|aired|released|issued|reported|written|produced|"
    r"provided|carried|distributed|featured|republished|reprinted|reproduced|reposted|syndicated|translated)"
)
_FIRST = (
    rf"^\W*(?:(?:[Tt]his|[Tt]he)\s+(?:above\s+|following\s+|original\s+)?(?:\w+\s+)?{_PIECE}"
    rf"(?:\s[\"“‘].{{2,200}}[\"”’])?\s+"
    rf"|[Aa]n?\s+(?:\w+\s+)?version\s+of\s+(?:this|the)\s+(?:\w+\s+)?{_PIECE}\s+"
    rf"|[Tt]he\s+post\s+.{{2,250}}?\s(?=appeared\s+first))?"
    r"(?:(?:was|is|has\s+been|were|being)\s+)?(?:(?:also|(?P<first>[Ff]irst|[Oo]riginally|[Pp]reviously"
    r"|[Ii]nitially))\s+)?"
    rf"(?P<verb>{_VERB}|(?:[Rr]e(?:published|printed|produced|posted)|[Ss]yndicated|[Tt]aken))\s+"
    rf"(?P<late>first\s+)?(?:here\s+)?"
    r"(?:with\s+(?:the\s+)?(?:kind\s+)?permission\s+)?(?P<link>in|on|by|at|from|of|via|through)\s+"
    rf"(?P<name>{_NAME})"
)
_FIRST_WORDS = frozenset(
    """this the a an first originally previously initially published posted printed republished reprinted
    reproduced reposted syndicated taken read also appeared was""".split()
)
# One of these is in whatever the pattern above or below can match: looked for first, since it is cheap.
_FIRST_STEMS = (
    "first", "First", "riginal", "reviously", "nitially", "ublish", "print", "ssued", "written", "duced",
    "vided", "istributed", "yndicated", "posted", "Taken", "taken",
)  # fmt: skip
_ARTICLE_ON = (
    rf"^\W*[Rr]ead\s+(?:the\s+)?(?:original|full)\s+{_PIECE}\s+(?:(?:here\s+)?(?:on|at|in)\s+)"
    rf"(?P<name>{_NAME})"
)
_RIGHTS = re.compile(
    r"(?:©|\([Cc]\)|[Cc]opyright)\s*(?:©|\([Cc]\))?\s*(?:19|20)\d\d\s*,?\s*(?:by\s+)?"
    r"(?P<name>[^.,;()|]{2,50})"
)
# "dh/rc (AFP, dpa)": initials of the desk, and what it worked from.
_DESK = re.compile(r"[a-z]{1,4}(?:/[a-z]{1,4}){0,4}\s\((?P<names>[^()]{2,60})\)")
_MONITORED = re.compile(
    r"source:\s(?P<name>[^,]{2,40}?)(?:\s(?:news\sagency|web\s?site|tv|radio|television))*,\s.{0,60}\bin\s[A-Z][a-z]+\b.*",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(rf"\(({_WORD}(?:\s{_WORD}){{0,3}})\)")
_SPOKEN = frozenset("END ENDS MORE APPLAUSE LAUGHTER CROSSTALK CHEERS CONTINUED INAUDIBLE SIC".split())
_TIMES = frozenset(MONTHS) | frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
# Words that end a name taken from a sentence: "on The Conversation under a licence", "in Focus on 3 May".
_NAME_END = re.compile(r"\s(?:on|under|with|and is|here|at|in)\s.*$|\s(?:and|for|of|in|the)$")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A long pattern, compiled for the first paragraph that may hold what it finds: few reports have one."""
    return re.compile(pattern)


@dataclass(frozen=True, slots=True)
class Found:
    """A credit as found in a paragraph, offsets into it; ``whole``: the paragraph is nothing else."""

    agency: str
    partial: bool
    start: int
    end: int
    whole: bool
    bare: bool = False  # a name alone: in the midst of a report it credits a picture


def find_credits(paragraph: str, *, at_end: bool = False) -> list[Found]:
    """The credits of one paragraph, in order.

    ``at_end`` says that it is among the last of the document, where a credit may close a paragraph.
    """
    found: list[Found] = []
    if len(paragraph) <= SIGNATURE or (len(paragraph) <= LINE and paragraph[-1:] not in _STOPS):
        found = _line(paragraph)
    if not found and len(paragraph) <= NOTE:
        found = _note(paragraph)
    if not found and at_end:
        found = _sign_off(paragraph) or _closing(paragraph)
    return found


def named_credit(text: str) -> list[str]:
    """The names in a credit that metadata give: known agencies by their plain name, others as written."""
    text = " ".join(text.split())
    known = agencies(text)
    if known:
        return known
    parts = split_names(text)
    if any(agency(part) for part in parts):
        return [agency(part) or part for part in parts]
    head = re.split(r"\s[-–—|:]\s", text)[0]
    return [agency(head) or text] if text else []


def _line(paragraph: str) -> list[Found]:
    desk = _DESK.fullmatch(paragraph)
    if desk:
        start, several = desk.start("names"), "," in desk["names"]
        worked_from = agencies(desk["names"], in_dateline=True) or []
        return [Found(name, several, start, desk.end("names"), True) for name in worked_from]
    monitored = _MONITORED.fullmatch(paragraph)
    name = agency(monitored["name"]) if monitored else None
    if monitored and name:  # "Source: SANA website, Damascus, in English 1440 gmt 5 May 12"
        return [Found(name, False, monitored.start("name"), monitored.end("name"), True)]
    frame = _FRAME.match(paragraph)
    inner, at = (frame[1], frame.start(1)) if frame else (paragraph, 0)
    if not inner or paragraph.endswith((":", "?")):
        return []  # "From Bloomberg:" brings in a quotation
    label = _LABEL.match(inner)
    body = inner[label.end() :] if label else inner
    framed = bool(label) or at > 0
    names = agencies(body, in_dateline=framed)
    if names is None and label and _is_new_source(label[0], body):
        names = [body]
    if names is not None and (framed or body[:1].isupper()):
        partial = bool(re.match(r"(?:with|staff)\b|.*\band (?:news |wire )?agencies", body, re.IGNORECASE))
        start = at + len(inner) - len(body)
        return [Found(name, partial, start, start + len(body), True, bare=not label) for name in names]
    signed = None if "]" in inner else _BY_AGENCY.match(inner)
    if signed and not inner.endswith((".", "?", "!")):
        names = agencies(signed["agency"])
        photographer = re.search(r"\s?/\s?[^/]*$", inner) and inner[:3].lower() != "by "
        if names and _is_byline(inner) and not photographer:
            start, end = at + signed.start("agency"), at + signed.end("agency")
            partial = SEVERAL in names
            return [Found(name, partial, start, end, True) for name in names]
    return []


def _is_new_source(label: str, body: str) -> bool:
    """Whether what follows "Source:" or "By" names a source that is in no list."""
    if "," in body or "|" in body:
        return False
    names_it = "ource" in label.lower() and re.fullmatch(_NAME, body) is not None
    return looks_like_agency(body) or (names_it and len(body.split()) <= 5)


def _is_byline(text: str) -> bool:
    """Whether a line holds names and joining words only, as a byline does."""
    words = re.findall(r"[^\W\d_][\w.'’-]*", text)
    small = {"by", "and", "in", "of", "for", "the", "with", "from", "at", "dpa", "agencies", "news"}
    return bool(words) and all(word[0].isupper() or word in small for word in words) and len(words) <= 14


def _note(paragraph: str) -> list[Found]:
    first = None
    opening = paragraph[:24].lstrip(" ([*—–-•").split(None, 1)
    if opening and opening[0].lower() in _FIRST_WORDS and any(stem in paragraph for stem in _FIRST_STEMS):
        first = _compiled(_FIRST).match(paragraph) or _compiled(_ARTICLE_ON).match(paragraph)
    if first and _says_first(first):
        name = _name(first["name"])
        if name:
            start = first.start("name")
            return [Found(agency(name) or name, False, start, start + len(name), len(paragraph) <= 2 * LINE)]
    thanks = _compiled(_PARTIAL).search(paragraph) if _may_thank(paragraph) else None
    if thanks and _is_thanks(paragraph, thanks):
        group = next(key for key, value in thanks.groupdict().items() if value)
        names = _thanked(thanks[group])
        return [
            Found(name, True, thanks.start(group), thanks.end(group), len(paragraph) <= 2 * LINE)
            for name in names
        ]
    rights = _RIGHTS.search(paragraph) if "©" in paragraph or "opyright" in paragraph else None
    if rights:
        name = agency(re.sub(r"\s+All rights.*$", "", rights["name"].strip(), flags=re.IGNORECASE)) or ""
        if name:
            return [Found(name, False, rights.start("name"), rights.end("name"), False)]
    return []


def _may_thank(paragraph: str) -> bool:
    """A cheap look before the search: nearly every paragraph of a report ends here."""
    if "ontributed" in paragraph or "dditional" in paragraph:
        return True
    opening = paragraph[:8].lstrip(" ([—–-*").lower()
    return opening.startswith(("with", "incl", "comp", "adap", "comb")) or (
        len(paragraph) <= LINE and " with " in paragraph
    )


def _says_first(match: re.Match[str]) -> bool:
    """Whether the words are about where this text came out, not about something that it tells of."""
    group = match.groupdict()
    if "verb" not in group:
        return True
    about_this = bool(re.match(r"\W*(?:(?:this|the|an?)\b)", match[0], re.IGNORECASE))
    verb = (group["verb"] or "").lower()
    if about_this:
        return bool(group["first"] or group["late"]) or verb in {
            "provided", "produced", "written", "distributed", "syndicated", "republished", "reprinted",
            "reproduced", "issued", "reposted", "taken",
        }  # fmt: skip
    return bool(group["first"]) or verb in {
        "republished",
        "reprinted",
        "reproduced",
        "reposted",
        "syndicated",
    }


def _is_thanks(paragraph: str, match: re.Match[str]) -> bool:
    """Thanks stand in a note of their own: short, or in brackets, or opening the paragraph."""
    before = paragraph[: match.start()].strip(" ([—–-*")
    after = paragraph[match.end() :].strip(" )].*—–-")
    if match["staff"]:
        return True
    if match["thanked"]:
        return len(after) <= 60
    if match["with"] and after and not after.startswith("in "):
        return False  # "With Reuters reporting ten dead, ..."
    if not before:
        return len(after) <= 120
    if after:
        return False
    if re.match(r"\W*(?:reporting|writing|editing|compiled|edited|written|source)", before, re.IGNORECASE):
        return True
    words = before.replace(",", " ").split()
    return len(before) <= 60 and all(
        word[0].isupper() or word in ("in", "and", "by", "staff") for word in words
    )


def _thanked(text: str) -> list[str]:
    names: list[str] = []
    for part in split_names(text):
        name = agency(part)
        if name is None and (looks_like_agency(part) or is_acronym(part) or len(part.split()) == 1):
            name = part.removeprefix("the ").removeprefix("The ")
        if name and (name[0].isupper() or name == SEVERAL):
            names.append(name)  # two words that no agency goes by are a person: a byline, not a credit
    return names


def _name(text: str) -> str | None:
    """The name of an outlet cut from the words that follow it; None for what cannot be one."""
    text = _NAME_END.sub("", text).strip(" .\"'“”‘’")
    text = re.sub(r"[’']s$", "", text)
    if (
        not text
        or text.split()[0].lower() in _TIMES
        or text[0].isdigit()
        or text.lower() in ("the", "english", "arabic", "this")
    ):
        return None
    return text


def _sign_off(paragraph: str) -> list[Found]:
    """A last paragraph that is a name in parentheses and nothing else: "(Meridian)"."""
    match = _SIGN_OFF.fullmatch(paragraph)
    if (
        match is None
        or match[1].upper() in _SPOKEN
        or match[1].split()[0].lower() in ("photo", "file", "video")
    ):
        return []
    return [Found(name, False, 0, len(paragraph), True) for name in named_credit(match[1])]


def _closing(paragraph: str) -> list[Found]:
    """A credit after the last full stop: "... on Monday. (AFP)", "... on Monday. — Reuters"."""
    tail_at = max(0, len(paragraph) - 90)
    match = _CLOSING.search(paragraph, tail_at)
    if not match:
        return []
    group = "framed" if match["framed"] else "dashed"
    text = re.sub(r"^(?:source|via|by|from|with)\s*:?\s+", "", match[group], flags=re.IGNORECASE)
    partial = bool(re.match(r"with\b", match[group], re.IGNORECASE)) or "gencies" in text
    names = agencies(text, in_dateline=True)
    if names is None and group == "framed" and looks_like_agency(text):
        names = [text]
    return [Found(name, partial, match.end("stop"), len(paragraph), False) for name in names or ()]
