"""The words that stand in and around place names: takes a text and spans, says what the words tell.

Heads ("airbase", "province") and modifiers ("northern", "outskirts of") are tables under ``data/places``
that a person can edit. What they mean for the choice of a place is for ``places``.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

_TABLES: Final = Path(__file__).parent / "data" / "places"


@dataclass(frozen=True, slots=True)
class Head:
    """A word that says what sort of place a name is.

    ``inner`` is True where the rest of the name tends to be a place near by ("Mosul airport"),
    False where it tends to be only a name ("Washington Street").
    """

    word: str
    kind: str
    inner: bool


def _heads() -> dict[str, Head]:
    with (_TABLES / "heads.csv").open(encoding="utf-8", newline="") as file:
        return {
            line["word"]: Head(line["word"], line["kind"], inner=line["inner"] == "yes")
            for line in csv.DictReader(file)
        }


HEADS: Final = _heads()
# Words for units of administration: the bare name is a name of the unit too.
UNIT_WORDS: Final = frozenset(word for word, head in HEADS.items() if head.kind in ("admin1", "admin2")) | {
    "city",
    "republic",
}
FINE: Final = frozenset(
    {"city", "seat", "capital", "airport", "airbase", "facility", "area", "admin2", "island"}
)

_COMPASS: Final = {
    "north": 0.0, "north-northeast": 22.5, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip
_DIRECTION: Final = r"(?:north|south)[- ]?(?:east|west)|north|south|east|west"
_PART: Final = (
    rf"(?:(?:{_DIRECTION})(?:ern(?:most)?)?|central|downtown|inner|outer|upper|lower|greater|metropolitan|rural"
    r"|mainland|coastal|mid|old|occupied|government-held|rebel-held|besieged|neighbou?ring|nearby)"
)
_MODIFIED: Final = re.compile(
    rf"^(?:the\s+)?(?:(?P<part>{_PART}(?:\s+and\s+{_PART})?(?:\s+parts?\s+of)?)\s+(?:the\s+)?)?"
    r"(?:(?P<unit>[a-z]+(?:\s[a-z]+)?)\s+of\s+(?:the\s+)?)?(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_AMOUNT: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "a dozen": 12, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a hundred": 100, "100": 100,
}  # fmt: skip
_UNIT_KM: Final = {"k": 1.0, "m": 1.609344}  # kilometres, miles
_OFFSET: Final = re.compile(
    rf"(?<![\w-])(?P<amount>\d+(?:[.,]\d+)?|{'|'.join(_AMOUNT)})[-\s]*(?P<unit>k(?:m|ms|ilomet(?:er|re)s?)|mi(?:le)?s?)\b"
    rf"\.?\s*(?:\([^()]{{1,30}}\)\s*)?(?:(?:to\s+the|due)\s+)?(?P<bearing>{_DIRECTION})\s+(?:of|from)\s+"
    r"(?:the\s+(?:\w+\s+){0,3}?(?:of\s+)?)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
# Of what lies between two places, and not of what is held or agreed between them.
_BETWEEN: Final = re.compile(
    r"\b(?:road|highway|route|way|track|railway|line|stretch|area|point|place|village|town|crossing|bridge|post|base"
    r"|checkpoint|desert|valley|pass|corridor|border|front|halfway|midway|somewhere|lies|lying|located|situated"
    r"|positions?|plains?|villages)\s+(?:[a-z]+\s+){0,2}(?P<between>between)\s+(?:the\s+)?"
    r"(?:(?:city|town|village|cities|towns|villages)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
_NEAR: Final = re.compile(
    rf"\b(?:near(?:by)?|close\s+to|outside(?:\s+of)?|around|not\s+far\s+from|towards?|in\s+the\s+vicinity\s+of"
    rf"|(?:the\s+)?(?:outskirts|suburbs|edges?|environs|countryside|(?:{_DIRECTION})(?:ern\s+(?:outskirts|edges?))?)"
    r"\s+of)\s+(?:the\s+)?(?:(?:city|town|village|capital)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name says when its type words and modifiers are taken off."""

    rest: str
    head: Head | None
    part: bool  # "northern Iraq": a part of the place that ``rest`` names


@dataclass(frozen=True, slots=True)
class Offset:
    """ "30 km south of" before a name: where it begins, kilometres, degrees clockwise from north."""

    start: int
    km: float
    bearing: float


@lru_cache(maxsize=16384)
def head_of(name: str) -> tuple[str, Head] | None:
    """A name that ends or begins with a head, and the name without it."""
    words = name.split()
    for length in (3, 2, 1):
        if len(words) > length:
            head = HEADS.get(" ".join(words[-length:]).lower())
            if head:
                return " ".join(words[:-length]), head
    if len(words) > 1 and (head := HEADS.get(words[0].lower())):
        rest = words[2:] if words[1].lower() == "of" and len(words) > 2 else words[1:]
        return " ".join(rest), head
    return None


@lru_cache(maxsize=16384)
def read_name(name: str) -> Reading:
    """ "the northern Kirkuk province" → Kirkuk, a part of it, head "province"."""
    match = _MODIFIED.match(name)
    rest, part, head = name, False, None
    if match:
        unit = HEADS.get((match["unit"] or "").lower())
        if match["unit"] is None or unit:
            rest, part, head = match["rest"], match["part"] is not None, unit
    if head is None and (headed := head_of(rest)):
        rest, head = headed
    return Reading(rest, head, part)


def head_beside(text: str, start: int, end: int) -> Head | None:
    """The head that stands after a name ("Kirkuk province") or before it ("the province of Kirkuk")."""
    after = text[end : end + 30].split("\n", maxsplit=1)[0]
    words = re.match(r"\s+([A-Za-z]+)(?:\s+([A-Za-z]+))?", after)
    if words:
        for word in (f"{words[1]} {words[2] or ''}".strip(), words[1]):
            if head := HEADS.get(word.lower()):
                return head
    before = re.search(r"\b([A-Za-z]+)\s+of\s+(?:the\s+)?$", text[max(0, start - 40) : start])
    return HEADS.get(before[1].lower()) if before else None


def offset_before(text: str, start: int) -> Offset | None:
    """A distance and direction that ends where a name starts."""
    low = max(0, start - 90)
    match = _OFFSET.search(text, low, start)
    if not match:
        return None
    amount = match["amount"].lower()
    plain = re.sub(r",(?=\d{3}\b)", "", amount).replace(",", ".")
    number = _AMOUNT.get(amount) or float(plain)
    bearing = _COMPASS[re.sub(r"[- ]", "", match["bearing"].lower())]
    return Offset(match.start(), number * _UNIT_KM[match["unit"][0].lower()], bearing)


def is_near(text: str, start: int) -> bool:
    """Is a name preceded by words that say "not in it, but by it"?"""
    return _NEAR.search(text, max(0, start - 60), start) is not None


def between_before(text: str, start: int) -> int | None:
    """Where "the road between" begins that ends where a name starts; None where the words speak of no place."""
    match = _BETWEEN.search(text, max(0, start - 60), start)
    return match.start("between") if match else None
