"""Datelines: takes the first words of a paragraph, gives place, date and source, and where they end.

By form, not by names: "PLACE, 16 Oct 17 (Source) -- [Text]", "PLACE, Oct 16 (Source) -", "PLACE (Source) —",
"PLACE, October 16. /SOURCE/", "PLACE —". What becomes of the date and the source is for ``build.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from counterclaim.documents.agencies import agencies, agency, signs_as_agency, split_names
from counterclaim.documents.dates import MONTHS, Moment, plausible, two_digit_year

# A dateline is over within this many characters; brackets with a title of the broadcast may follow.
HEAD = 160
TAGS = 400

_MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_DATE = re.compile(
    rf"(?:^|[,.\s]\s?)(?:{_WEEKDAY},?\s+)?(?:"
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s?(?P<m1>{_MONTH}),?(?:\s?(?P<y1>\d{{4}}|['’]?\d{{2}}))?"
    rf"|(?P<m2>{_MONTH})\s?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<y2>\d{{4}}|['’]?\d{{2}}))?"
    rf"|(?P<y3>\d{{4}})-(?P<n3>\d\d)-(?P<d3>\d\d)|(?P<none>NO DATE|{_WEEKDAY}))[,.]?$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s?(?:-{2,3}|[—–―])\s?|\s[-_]\s|(?<=\))\s?[-:]\s|(?<=[\d.])-\s|:\s")
_PARTING = "-—–―_:"  # every separator has one of these, and most sentences none
_SOURCE = re.compile(r"\s?[(\[](?P<source>[^()\[\]]{2,70}(?:\[[^\[\]]{1,20}\])?)[)\]]$")
_SLASHED = re.compile(r"(?P<head>[^/]{3,80}?)[.,]?\s?/(?P<source>[^/\s][^/]{1,40})/[.:]?\s?(?:[-—–]{1,2}\s)?")
# "(Reuters) - Iraqi forces", "WASHINGTON (CNN) Officials", "(CNN)Officials"
_UNPARTED = re.compile(
    r"(?:(?P<place>[A-Z][A-Z .,'/-]{2,40}?)\s?)?\((?P<source>[^()]{2,40})\)\s?(?:[-—–:]{1,2}\s?)?"
    r"(?=[\"“‘\[]?[A-Z])"
)
_TAG = re.compile(r"\s{0,2}\[(?P<tag>[^\[\]]{1,240})\]")
_WORKING_TAG = re.compile(
    r"(?:text|excerpts?|summary|continued|passage omitted|editorial report|as (?:received|heard"
    r"|published)|report|"
    r"communique|commentary|editorial|speech|statement|article|interview|news conference|press conference|"
    r"announcer|broadcast|recorded|live|from the|by|unattributed|monitored|\w+ commentary)\b",
    re.IGNORECASE,
)
_PLACE_WORD = (
    r"(?:[^\W\d_a-z][\w.'’ʼ`´-]*|de|del|la|las|los|el|al|of|the|and|in|y|e|da|do|dos|du|des|sur|on|near|a)"
)
_PLACE = re.compile(rf"{_PLACE_WORD}(?:\s{_PLACE_WORD}){{0,4}}")
# A word in small letters that no dateline holds, but for those within a place, a date or parentheses.
_RUNNING = re.compile(
    r"^[^(\[/]*?\s(?!(?:de|del|la|las|los|el|al|of|the|and|in|y|e|da|do|dos|du|des|sur|on|near|a|st|nd|rd"
    r"|th)\b)[a-z]{2,}"
)
_COUNTRY_PAREN = re.compile(r"\s?\((?P<country>[^()]{2,40})\)$")
_CAPS = re.compile(r"[^a-z]{3,}")
# Words in capitals before a colon or a dash that are no place.
_NO_PLACE = frozenset(
    """UPDATE EXCLUSIVE BREAKING WATCH READ ANALYSIS OPINION VIDEO PHOTOS LIVE FACTBOX CORRECTED REFILE WRAPUP
    NOTE CORRECTION RELATED MORE ALSO SPECIAL INTERVIEW EXPLAINER TIMELINE INSIGHT COMMENT EDITORIAL TEXT
    URGENT ALERT FULL ABSTRACT SUMMARY KEY TOP Q A QUESTION ANSWER MODERATOR REPORTER ANCHOR HOST""".split()
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says.

    Offsets are into the paragraph: ``end`` is where the report's first words begin. ``year`` is None
    where the dateline has a day and a month only.
    """

    end: int
    place: str | None
    day: int | None
    month: int | None
    year: int | None
    source: str | None
    source_start: int
    source_end: int
    agencies: tuple[str, ...]  # plain names, or the source as written when it is not a known agency

    @property
    def moment(self) -> Moment | None:
        """The date, when it is whole and plausible."""
        return self.moment_in(self.year) if self.year is not None else None

    def moment_in(self, year: int) -> Moment | None:
        """The date, in a year that is known from elsewhere."""
        if self.day is None or self.month is None:
            return None
        moment = Moment(year, self.month, self.day)
        return moment if plausible(moment) else None


def find_dateline(paragraph: str, *, all_caps: bool = False) -> Dateline | None:
    """The dateline with which a paragraph opens, or None.

    ``all_caps`` says that the whole text is in capitals, so that capitals alone do not make a place.
    """
    head = paragraph[:HEAD]
    slashed = _SLASHED.match(head) if "/" in head else None
    if slashed and len(head) > slashed.end():
        found = _read(slashed["head"], slashed["source"], slashed.start("source"))
        if found and found.source and (found.day or agency(found.source, in_dateline=True)):
            return _with_tags(found, slashed.end(), paragraph)
    unparted = _UNPARTED.match(head) if "(" in head else None
    if unparted and agency(unparted["source"]):
        place, source, at = unparted["place"], unparted["source"], unparted.start("source")
        found = _read(place, source, at) if place else _record(None, None, source=source, at=at)
        if found:
            return _with_tags(found, unparted.end(), paragraph)
    if not any(map(head.__contains__, _PARTING)):
        return None
    for number, separator in enumerate(_SEPARATOR.finditer(head)):
        if number == 4:
            break
        if separator.start() < 2 or separator.end() >= len(paragraph):
            continue
        before = head[: separator.start()].rstrip()
        if _RUNNING.search(before):
            return None  # a sentence, and longer heads hold it too
        found = _whole_head(before)
        if found and _sure(found, separator[0], paragraph[separator.end() :], all_caps=all_caps):
            return _with_tags(found, separator.end(), paragraph)
    return None


def _whole_head(head: str) -> Dateline | None:
    """Read what stands before a separator."""
    source = _SOURCE.search(head)
    if source:
        before = head[: source.start()]
        if not _has_date(before) and _is_country(source["source"]):
            return _read(head, None, 0)
        return _read(before, source["source"], source.start("source"))
    # "AFP, Baghdad" and "Baghdad, AFP" carry the agency among the places.
    for part in re.finditer(r"[^,/|]+", head):
        name = part[0].strip()
        if agency(name) and len(name) < len(head):
            start = part.start() + len(part[0]) - len(part[0].lstrip())
            rest = (head[: part.start()].rstrip(" ,/|") + " " + head[part.end() :].lstrip(" ,/|")).strip()
            return _read(rest, name, start)
    if agency(head) and head[:1].isupper():
        return _record(None, None, source=head, at=0)
    return _read(head, None, 0)


def _read(head: str, source: str | None, at: int) -> Dateline | None:
    """Place and date of a head without its source; None where the place has not the form of one."""
    if source is not None and not _is_source(source):
        return None
    head = head.strip(" ,.") if source else head.strip(" ,")
    date = _DATE.search(head)
    place = (head[: date.start()] if date else head).strip(" ,")
    if not place and not (source and date):
        return None
    if place and not _is_place(place):
        return None
    return _record(place or None, date, source=source, at=at)


def _record(place: str | None, date: re.Match[str] | None, *, source: str | None, at: int) -> Dateline:
    day = month = year = None
    if date and not date["none"]:
        day = int(date["d1"] or date["d2"] or date["d3"])
        name = (date["m1"] or date["m2"] or "").rstrip(".").lower()
        month = MONTHS[name] if name else int(date["n3"])
        digits = (date["y1"] or date["y2"] or date["y3"] or "").lstrip("'’")
        year = (int(digits) if len(digits) == 4 else two_digit_year(int(digits))) if digits else None
    named = (agencies(source, in_dateline=True) or _unknown(source)) if source else ()
    end = at + len(source or "")
    return Dateline(0, place, day, month, year, source, at, end, tuple(named))


def _unknown(source: str) -> list[str]:
    """The names of a source that is not wholly known: its parts when one of them is, else the whole."""
    parts = split_names(source)
    if any(agency(part, in_dateline=True) for part in parts):
        return [agency(part, in_dateline=True) or part for part in parts]
    return [source]


def _sure(found: Dateline, separator: str, rest: str, *, all_caps: bool) -> bool:
    """Whether the parts found are enough for a dateline, given what parts them from the text."""
    start = rest.lstrip(" \"'“‘[(").removeprefix("...")[:1]
    if not start or start.islower():
        return False
    place = found.place or ""
    if not place and separator.strip() == ":":
        return False  # "AP: ..." is a headline's way to name its source
    if found.day or (found.agencies and (found.agencies[0] != found.source or agency(found.source or ""))):
        return separator.strip() != ":" or bool(found.source)
    if found.source:
        # An unknown name in parentheses needs one thing more; "Ann Lee (R-Ohio) - " is no dateline.
        return bool(_CAPS.fullmatch(re.split(r"[,/(]", place)[0].strip())) or signs_as_agency(found.source)
    words = place.replace(",", " ").replace("/", " ").split()
    if not words or words[0].strip(".:") in _NO_PLACE or len(rest) < 40:
        return False
    if separator.strip() and separator.strip() != ":" and separator in rest[:HEAD]:
        return False  # an aside between two dashes
    capitals = bool(_CAPS.fullmatch(re.split(r"[,/(]", place)[0].strip()))
    if separator.strip() == ":":
        return capitals and not all_caps and len(words) <= 2
    if all_caps:
        return separator.strip() == "--" and len(words) <= 4
    # Mixed case: a name and a dash, such as "Kirkuk, Iraq – Kurdish forces"; a lone word may be a speaker.
    return capitals or ("," in place and len(words) <= 4) or (len(words) <= 2 and separator.strip() in "—–--")


def _with_tags(found: Dateline, end: int, paragraph: str) -> Dateline:
    """Take in the working notes in brackets that follow: "[Text]", "[Report by Ana Ruiz] [Excerpts]"."""
    at, limit = end, end + TAGS
    while at < limit and (tag := _TAG.match(paragraph, at)):
        at = tag.end()
        if _WORKING_TAG.match(tag["tag"]):
            end = at
    while end < len(paragraph) and paragraph[end].isspace():
        end += 1
    return Dateline(
        end, found.place, found.day, found.month, found.year, found.source, found.source_start,
        found.source_end, found.agencies,
    )  # fmt: skip


def _has_date(head: str) -> bool:
    return bool(_DATE.search(head.strip(" ,")))


def _is_place(place: str) -> bool:
    country = _COUNTRY_PAREN.search(place)
    if country:
        place = place[: country.start()]
    parts = re.split(r"\s?[,/;]\s?|\s-\s", place)
    return (
        len(place) <= 70 and len(parts) <= 5 and all(_PLACE.fullmatch(part.strip()) for part in parts if part)
    )


def _is_source(source: str) -> bool:
    first = source.strip()[:1]
    return (
        (first.isupper() or agency(source) is not None) and len(source.split()) <= 9 and not source.isdigit()
    )


def _is_country(name: str) -> bool:
    return name.strip().casefold() in _countries()


@cache
def _countries() -> frozenset[str]:
    from babel import Locale  # noqa: PLC0415

    names = {name.casefold() for name in Locale("en").territories.values()}
    return frozenset(
        names | {"usa", "ussr", "uk", "u.s.", "u.k.", "uae", "soviet union", "burma", "west germany"}
    )
