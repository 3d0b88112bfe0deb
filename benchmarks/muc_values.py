"""How one fill of a MUC template compares with another: 1 right, 0.5 partly right, 0 wrong.

Set fills follow the hierarchies of the MUC-4 scoring program: an answer that is more general than the key is
partly right. Dates are ranges and places go from the country down; strings are compared by their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

RIGHT, PARTLY, WRONG = 1.0, 0.5, 0.0

# what is more general than what, as in the slot configuration of the MUC-4 scoring program
BROADER = {
    "ARSON": "ATTACK",
    "BOMBING": "ATTACK",
    "KIDNAPPING": "ATTACK",
    "HIJACKING": "ATTACK",
    "ROBBERY": "ATTACK",
    "FORCED WORK STOPPAGE": "ATTACK",
    "SUSPECTED OR ACCUSED BY AUTHORITIES": "SUSPECTED OR ACCUSED",
    "SOME DAMAGE": "DESTROYED",
    "NO DEATH": "NO INJURY",
    "NO INJURY OR DEATH": "NO DEATH",
}
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_DAY = re.compile(r"(\d{1,2})\s+([A-Z]{3})[A-Z]*(?:\s+(\d{2}))?")
_ARTICLES = {"A", "AN", "THE"}
_HEAD_ENDS = {
    "OF",
    "IN",
    "AT",
    "ON",
    "FROM",
    "FOR",
    "WITH",
    "BY",
    "TO",
    "WHO",
    "WHOSE",
    "WHICH",
    "THAT",
    "NEAR",
}
_WORD = re.compile(r"[A-Z0-9][A-Z0-9.'\-]*|,|\[")

Range = tuple[date | None, date | None]


def best(scores: Iterable[float]) -> float:
    return max(scores, default=WRONG)


def set_value(key: str, answer: str) -> float:
    """A value of a closed list."""
    if key == answer:
        return RIGHT
    above = BROADER.get(key)
    while above is not None:
        if above == answer:
            return PARTLY
        above = BROADER.get(above)
    return WRONG


def date_value(key: str, answer: str) -> float:
    """``02 FEB 90``, a range ``02 FEB 90 - 04 FEB 90``, or ``- 04 FEB 90`` for that day or some time before.

    Partly right are ranges that share a day; of two that both have no beginning, none.
    """
    first, second = date_range(key), date_range(answer)
    if first is None or second is None:
        return RIGHT if key == answer else WRONG
    if first == second:
        return RIGHT
    if first[0] is None and second[0] is None:
        return WRONG
    if first[1] is None or second[1] is None:
        return WRONG
    starts = (first[0] or date.min, second[0] or date.min)
    return PARTLY if max(starts) <= min(first[1], second[1]) else WRONG


def date_range(text: str) -> Range | None:
    """The first and the last day; None as the first where there is none. A key without a year has none at all."""
    days = [_day(match) for match in _DAY.finditer(text.upper())]
    if not days or None in days:
        return None
    if text.lstrip().startswith("-"):
        return None, days[0]
    return days[0], days[-1]


def _day(match: re.Match[str]) -> date | None:
    if match[3] is None or match[2] not in _MONTHS:
        return None
    try:
        return date(1900 + int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError:
        return None


def place_value(key: str, answer: str) -> float:
    """``PERU: ANCASH (DEPARTMENT): HUARAZ (CITY)``: right where every name is the same, whatever its kind.

    Partly right where the country is, or any narrower name.
    """
    first, second = place_names(key), place_names(answer)
    if first == second:
        return RIGHT
    return PARTLY if set(first) & set(second) else WRONG


def place_names(text: str) -> tuple[str, ...]:
    """The names of a place from the country down, without their kinds."""
    plain = re.sub(r"\([^()]*\)", " ", text.upper())
    names = (" ".join(re.sub(r"[^A-Z0-9 ]", " ", name).split()) for name in re.split(r":| - ", plain))
    return tuple(name for name in names if name)


def string_value(key: str, answer: str) -> float:
    """Strings of the message: right where all words but a leading article are the same.

    Partly right where the head is the same, or where the shorter is the beginning of the longer and has at
    least two words, as a name without its last part.
    """
    first, second = words(key), words(answer)
    if not first or not second:
        return WRONG
    if first == second:
        return RIGHT
    if head(first) == head(second):
        return PARTLY
    short, long = sorted((first, second), key=len)
    return PARTLY if len(short) > 1 and long[: len(short)] == short else WRONG


def words(text: str) -> list[str]:
    found = [word.strip(".'-") or word for word in _WORD.findall(text.upper())]
    while found and found[0] in _ARTICLES | {",", "["}:
        found = found[1:]
    return found


def head(phrase: list[str]) -> str:
    """The head word: the last one before a preposition, a relative, a comma or a bracket."""
    end = next((n for n, word in enumerate(phrase) if n and word in _HEAD_ENDS | {",", "["}), len(phrase))
    return phrase[end - 1]
