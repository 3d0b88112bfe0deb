"""The rows of the seed report's gold: how each of the eight facets of its incident stands, and who says what.

The gold has its own words for facets and standings; each is mapped here to ours. "One side only" is both one origin
and several origins of one party.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from benchmarks.adapter import System
from benchmarks.assessment_dossiers import accounts, given, linked
from benchmarks.assessment_scoring import words
from counterclaim.pipeline import read_documents, read_reports
from counterclaim.records import Accounts, Assessment, Report
from counterclaim.settings import load

# The gold's name for a facet → ours, and words that tell the row from others of that facet.
ROWS: Final[Mapping[str, tuple[str, str]]] = {
    "occurrence": ("occurrence", "operation launched"),
    "aim": ("aim", "oil fields"),
    "outcome: control of K1": ("control", "K1"),
    "resistance": ("manner", "resistance"),
    "time: start": ("time", "23 30"),
    "time and place: attack": ("time", "02 30"),
    "losses": ("losses", "Humvees"),
    "participants: IRGC": ("responsibility", "IRGC"),
}
ONE_SIDE: Final = ("one-sided", "single")


def kirkuk_rows(folder: Path, examples: Path, system: System, *, tell: bool = False) -> dict[str, float]:
    """How many of the rows are right, on the seed report alone and with more reports of it."""
    gold = json.loads((folder / "kirkuk.gold.json").read_text("utf-8"))
    document = gold["document"]
    seed = _read(folder / document["file"], system, document.get("published"))
    more = seed + _read(examples, system, None)
    rows = gold["accounts"][0]["rows"]
    return {
        "kirkuk": _right(accounts(given(seed, "ASSAULT"), seed), rows, tell=tell),
        "kirkuk_linked": _right(accounts(linked(seed, seed), seed), rows, tell=tell),
        "kirkuk_all": _right(accounts(linked(more, more), more), rows, tell=tell),
    }


def _read(path: Path, system: System, published: str | None) -> list[Report]:
    found = read_documents(path, settings=load(), published=published)
    return [item for item in read_reports(found, reader=system.reader) if isinstance(item, Report)]


def _right(found: Accounts, rows: list[Mapping[str, Any]], *, tell: bool) -> float:
    right = 0
    for row in rows:
        one = _match(found, row["facet"])
        good = one is not None and _stands(one, row["status"]) and _values(one, row)
        right += good
        if tell and not good:
            got = f"{one.standing.value}, {one.leaning}" if one else "not found"
            print(f"kirkuk, {len(rows)} rows: {row['facet']}: {got} for {row['status']}")
    return float(right)


def _match(found: Accounts, name: str) -> Assessment | None:
    facet, hint = ROWS[name]
    wanted = words(hint)
    best, most = None, 0.0
    for one in found.assessments:
        if one.facet.value == facet:
            told = words(one.subject).union(*(words(value.text) for value in one.values))
            share = len(wanted & told) / len(wanted)
            if share > most:
                best, most = one, share
    return best


def _stands(one: Assessment, status: str) -> bool:
    if status == "one side only":
        return one.standing.value in ONE_SIDE
    standing, _, leaning = status.partition(", ")
    return one.standing.value == standing and (one.leaning or "").endswith(leaning)


def _values(one: Assessment, row: Mapping[str, Any]) -> bool:
    """Whether the parties that the gold names say what it says that they do."""
    parties = {v.party for value in one.values for v in value.voices if v.holds}
    heard = {v.party for value in one.values for v in value.voices}
    if not set(row.get("silent", ())) <= heard:
        return False
    if "asserted_by" in row:
        return set(row["asserted_by"]) <= parties
    denied = {party for party, text in row["values"].items() if text == "denied"}
    named = {party.upper() for party in row["values"]} - denied
    against = {v.party for value in one.values for v in value.voices if v.holds is False}
    known = {party.upper().removeprefix("NAME:") for party in parties}
    return named <= known and denied <= against
