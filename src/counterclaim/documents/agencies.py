"""News agencies by name: takes a name as a credit writes it, gives the agency's plain name or None.

The names are in ``data/agencies.csv``, which a person can read and edit. Where a credit stands in a text
is found in ``datelines.py`` and ``credits.py``.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

# Agencies that a text thanks without naming them.
SEVERAL = "agencies"
_SEVERAL = re.compile(
    r"(?:(?:the|our|combined|various|other|international|foreign|local)\s+)*"
    r"(?:(?:news|press|wire)\s+)?(?:agencies|agency|wires|wire services|news services|agency reports|"
    r"wire reports|news reports|agency inputs|wire service reports)",
    re.IGNORECASE,
)
_SEVERAL_ENDS = frozenset(("ies", "ncy", "res", "ces", "rts", "uts"))
# Words that only names of agencies, services and stations hold.
_AGENCY_WORD = re.compile(
    r"\b(?:news agency|press agency|news service|press service|wire service|newswire|newspapers|agence"
    r"|agencia|"
    r"agenzia|agentur|domestic service|international service|world service|radio|television|tv|network|"
    r"broadcasting|telegraph(?:ic)? agency|press association|associated press)\b",
    re.IGNORECASE,
)
_PAPER_WORD = re.compile(
    r"\b(?:news|press|times|post|daily|herald|tribune|gazette|online|media|agency|service)\b|\.(?:com|net"
    r"|org|info)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,7}(?:[-/][A-Z]{2,6})?")
_PARTS = re.compile(r"\s*(?:[,;/&|+]|\band\b)\s*")
_STARRED = "*"
# Names this long mean one agency whatever their case; shorter ones are told from words by their capitals.
_CASELESS = 5


@cache
def _table() -> tuple[dict[str, str], dict[str, str]]:
    """Every name an agency goes by, as written and in lower case; starred ones keep their star."""
    text = (files(__package__) / "data" / "agencies.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for row in rows:
        for alias in (row["name"], *filter(None, row["aliases"].split(";"))):
            exact.setdefault(alias, row["name"])
            if len(alias) >= _CASELESS and not alias.endswith(_STARRED):
                folded.setdefault(alias.casefold(), row["name"])
    return exact, folded


def agency(name: str, *, in_dateline: bool = False) -> str | None:
    """The plain name of a known agency; None for any other name.

    ``in_dateline`` lets those names count too that are common words elsewhere.
    """
    exact, folded = _table()
    name = name.strip().strip(".,;:()[]/ ").removeprefix("The ").removeprefix("the ")
    found = exact.get(name) or folded.get(name.casefold())
    if found is None and in_dateline:
        found = exact.get(name + _STARRED)
    if found is None and name[-3:].lower() in _SEVERAL_ENDS and _SEVERAL.fullmatch(name):
        return SEVERAL
    return found


def looks_like_agency(name: str) -> bool:
    """Whether an unknown name has the form of an agency, service or station."""
    return bool(_AGENCY_WORD.search(name))


def signs_as_agency(name: str) -> bool:
    """Whether an unknown name has the form of a source: an acronym, a station, a paper, a site."""
    return is_acronym(name) or looks_like_agency(name) or bool(_PAPER_WORD.search(name))


def is_acronym(name: str) -> bool:
    """Whether a name is written in capitals, as agencies sign."""
    return bool(_ACRONYM.fullmatch(name))


def split_names(text: str) -> list[str]:
    """The names of a list: "Reuters, AP and AFP"; a name that itself holds a slash stays whole."""
    if agency(text, in_dateline=True):
        return [text]
    return [part for part in _PARTS.split(text) if part]


def agencies(text: str, *, in_dateline: bool = False) -> list[str] | None:
    """The plain names when every part of a list is a known agency (or "staff"); else None."""
    parts = split_names(text)
    if not parts:
        return None
    names: list[str] = []
    for part in parts:
        bare = re.sub(r"^(?:with|staff|by|from|via)\s+", "", part, flags=re.IGNORECASE)
        if bare.casefold() in ("staff", "our correspondent", "newsroom"):
            continue
        name = agency(bare, in_dateline=in_dateline)
        if name is None:
            return None
        names.append(name)
    return names or None
