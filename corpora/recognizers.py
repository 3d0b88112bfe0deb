"""Recognizers-Text specifications: English phrases with a reference date and the days they resolve to.

Takes a JSON file or a folder of them; gives `Phrase`s whose resolution names days (a date, or a range
of dates whose end is exclusive). Inputs with more than one result or with clock times are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from corpora.sample import CorpusError
from counterclaim.events.timex.calendar import days_of
from counterclaim.records import TimeValue


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in its sentence; ``days`` are the (first, last) days that it may resolve to."""

    text: str
    reference: str | None
    start: int
    end: int
    days: frozenset[tuple[date, date]]


def read(path: Path) -> Iterator[Phrase]:
    """Every phrase of a file, or of the files of a folder."""
    for file in [path] if path.is_file() else sorted(path.glob("*.json")):
        try:
            entries = json.loads(file.read_text(encoding="utf-8-sig"))
        except ValueError as error:
            raise CorpusError(f"{file}: not JSON ({error})") from error
        for entry in entries:
            results = entry.get("Results", [])
            if len(results) == 1 and (days := _days(results[0])):
                start = results[0].get("Start", 0)
                end = results[0].get("End", start + results[0].get("Length", len(results[0]["Text"])) - 1)
                reference = entry.get("Context", {}).get("ReferenceDateTime")
                yield Phrase(entry["Input"], reference, start, end + 1, days)


def _days(result: dict[str, Any]) -> frozenset[tuple[date, date]]:
    found = set()
    value = result.get("Value") or {}
    for side in ("FutureResolution", "PastResolution"):
        resolution = value.get(side) or {}
        found.add((resolution.get("date") or resolution.get("startDate"), resolution.get("endDate")))
    for option in (result.get("Resolution") or {}).get("values", []):
        if option.get("type") in {"date", "daterange"} and "Mod" not in option:
            found.add((option.get("value") or option.get("start"), option.get("end")))
    days = set()
    for first, after in found:
        try:
            start = date.fromisoformat(first or "")
            days.add((start, date.fromisoformat(after) - timedelta(1) if after else start))
        except ValueError:
            continue
    return frozenset(days)


def agrees(phrase: Phrase, time: TimeValue | None) -> bool:
    """Whether a time covers the days of one of the phrase's resolutions, or those and one day more.

    The set leaves out the last day of "from 3 to 5 May".
    """
    read = _days_read(time)
    return read is not None and any(read[0] == a and read[1] in {b, b + timedelta(1)} for a, b in phrase.days)


def compatible(phrase: Phrase, time: TimeValue | None) -> bool:
    """Whether the days of a time hold those of one of the phrase's resolutions, or lie within them."""
    read = _days_read(time)
    return read is not None and any(
        (read[0] <= a and b <= read[1]) or (a <= read[0] and read[1] <= b) for a, b in phrase.days
    )


def _days_read(time: TimeValue | None) -> tuple[date, date] | None:
    if time is None:
        return None
    first, last = days_of(time.start[:10]), days_of((time.end or time.start)[:10])
    return (first[0], last[1]) if first and last else None
