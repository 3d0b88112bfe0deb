"""Tokens of a text and the word list of time expressions.

Takes text; gives `Token`s with exact offsets, and the tables of ``data/times``, read once.
What the words add up to is for the grammar.
"""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

_DATA = files("counterclaim.events") / "data" / "times"

# A number keeps its thousands ("1,200") and decimals; "a.m.", "U.S." and "o'clock" are one token each,
# so that their full stops end no sentence. Every alternative starts differently: no backtracking.
_TOKEN = re.compile(
    r"\d{1,3}(?:,\d{3})+(?![\d])|\d+(?:\.\d+)?|[ap]\.\s?m\b\.?|(?:[A-Za-z]\.){2,}|o['’]clock|[^\W\d_]+|\S",
    re.IGNORECASE,
)


class Token(NamedTuple):
    """A word, number or sign: ``text[start:end]``. ``glued``: nothing stands between it and the one before.

    Between two paragraphs stands a token of no length whose ``low`` is a line break: no expression
    reads across it.
    """

    start: int
    end: int
    text: str
    low: str
    glued: bool


def tokenize(text: str) -> list[Token]:
    """The tokens of a text, in order; linear in its length."""
    tokens: list[Token] = []
    last = -1
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        if start - last > 1 and last >= 0 and text.count("\n", last, start) > 1:
            tokens.append(Token(last, last, "", "\n", False))
        piece = found.group()
        low = piece.lower().replace("’", "'")
        tokens.append(Token(start, end, piece, low, start == last))
        last = end
    return tokens


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The tables of ``words.toml``, ``zones.csv`` and ``holidays.csv``; keys in lower case."""

    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, str]
    seasons: dict[str, str]
    day_parts: dict[str, str]
    day_part_hours: dict[str, tuple[int, int]]
    clock_words: dict[str, int]
    city_zones: dict[str, str]  # "Moscow time" → its IANA zone
    cardinals: dict[str, int]
    multipliers: dict[str, int]
    ordinals: dict[str, int]
    decade_words: dict[str, int]
    vague: dict[str, str]
    set_adverbs: dict[str, str]
    modifiers: dict[tuple[str, ...], str]
    parts: dict[str, str]
    references: dict[tuple[str, ...], str]
    counted: frozenset[str]
    before_count: frozenset[str]
    before_month: frozenset[str]
    after_modal: frozenset[str]
    not_plural: frozenset[str]
    lengtheners: frozenset[str]
    before_clock: frozenset[str]
    between_clock_and_day: frozenset[str]
    leads: frozenset[str]
    cores: frozenset[str]
    streets: frozenset[str]
    after_weekday: frozenset[str]
    before_weekday: frozenset[str]
    abbreviations: frozenset[str]
    ahead: frozenset[str]
    back: frozenset[str]
    telling: frozenset[str]
    awaited: frozenset[str]
    zones: dict[str, str]  # abbreviation → offset, IANA name, or "" where it is ambiguous
    holidays: dict[tuple[str, ...], str]  # name as tokens → rule


def _phrases(table: dict[str, str]) -> dict[tuple[str, ...], str]:
    return {tuple(t.low for t in tokenize(phrase)): value for phrase, value in table.items()}


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((_DATA / name).read_text(encoding="utf-8").splitlines()))


@cache
def words() -> Words:
    """The word list, read once from the package's data."""
    table: dict[str, Any] = tomllib.loads((_DATA / "words.toml").read_text(encoding="utf-8"))
    for entries in (table.pop("lists"), table.pop("tense")):
        table |= {name: frozenset(members) for name, members in entries.items()}
    table["day_part_hours"] = {code: (first, last) for code, (first, last) in table["day_part_hours"].items()}
    table["modifiers"] = _phrases(table["modifiers"])
    table["references"] = _phrases(table["references"])
    return Words(
        **table,
        zones={row["abbreviation"].lower(): row["offset"] for row in _rows("zones.csv")},
        holidays=_phrases({row["name"]: row["rule"] for row in _rows("holidays.csv")}),
    )
