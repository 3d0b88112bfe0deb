"""Which column of a table is which: by our own names, by the shape of a known export, by the user's mapping.

Known: GDELT article lists (DOC API), GDELT's Global Knowledge Graph and Media Cloud story lists. Most of
these hold headlines and addresses without text; then the headline is all there is to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape

from counterclaim.records import Known

COLUMNS = ("text", "title", "outlet", "published", "url", "language", "credit", "original")

# What tells an export: columns that no other table has together; then which of them is which of ours.
_EXPORTS: tuple[tuple[frozenset[str], dict[str, str]], ...] = (
    (  # Media Cloud: "id, indexed_date, language, media_name, media_url, publish_date, title, url"
        frozenset({"publish_date", "media_name"}),
        {"published": "publish_date", "outlet": "media_name", "text": "story_text"},
    ),
    (  # GDELT DOC API, JSON: "url, title, seendate, socialimage, domain, language, sourcecountry"
        frozenset({"seendate", "domain"}),
        {"published": "seendate", "outlet": "domain"},
    ),
    (  # GDELT DOC API, CSV: "URL, MobileURL, Date, Title"
        frozenset({"mobileurl", "date", "title"}),
        {"published": "date"},
    ),
    (  # GDELT Global Knowledge Graph with names, as BigQuery gives it
        frozenset({"documentidentifier", "sourcecommonname"}),
        {"url": "documentidentifier", "outlet": "sourcecommonname", "published": "date", "extras": "extras"},
    ),
)
_GKG_COLUMNS = 27  # of GKG 2.1, which comes without names
_EVENT_COLUMNS = (57, 58, 61)  # of GDELT events 1.0 and 2.0
GKG_NAMES = tuple(
    {1: "date", 3: "sourcecommonname", 4: "documentidentifier", 26: "extras"}.get(i, f"column {i + 1}")
    for i in range(_GKG_COLUMNS)
)
_PAGE_TITLE = re.compile(r"<PAGE_TITLE>(.*?)</PAGE_TITLE>", re.S)
_PAGE_TIME = re.compile(r"<PAGE_PRECISEPUBTIMESTAMP>(\d{14})</PAGE_PRECISEPUBTIMESTAMP>")


@dataclass(frozen=True, slots=True)
class Shape:
    """Our column → the table's, and how each is known; ``headlines`` where no text can be expected."""

    columns: Mapping[str, str]
    known: Mapping[str, Known] = field(default_factory=dict)
    headlines: bool = False


def shape_of(names: Iterable[str], mapping: Mapping[str, str]) -> Shape:
    """The shape of a table with columns of these names (in any case), the user's mapping first."""
    present = {_plain(name): name for name in names}
    columns = {name: present[name] for name in COLUMNS if name in present}
    known = dict.fromkeys(columns, Known.GIVEN)
    headlines = False
    for marks, export in _EXPORTS:
        if marks <= present.keys():
            found = {ours: present[theirs] for ours, theirs in export.items() if theirs in present}
            columns = {**columns, **found}
            known = dict.fromkeys(columns, Known.METADATA)
            headlines = "text" not in columns
            break
    for ours, theirs in mapping.items():
        if _plain(theirs) in present:
            columns[ours], known[ours] = present[_plain(theirs)], Known.GIVEN
    return Shape(columns, known, headlines and "text" not in columns)


def headless(cells: int) -> str | None:
    """``"gkg"`` or ``"events"`` for a table without names that has as many cells a row, else None."""
    if cells == _GKG_COLUMNS:
        return "gkg"
    return "events" if cells in _EVENT_COLUMNS else None


def from_extras(extras: str) -> dict[str, str]:
    """Title and time of publication out of a GKG row's column of extras."""
    found = {}
    if title := _PAGE_TITLE.search(extras):
        found["title"] = unescape(title[1]).strip()
    if time := _PAGE_TIME.search(extras):
        digits = time[1]
        found["published"] = (
            f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{digits[8:10]}:{digits[10:12]}:{digits[12:]}Z"
        )
    return found


def _plain(name: str) -> str:
    return name.strip(" \t\"'\ufeff").lower()
