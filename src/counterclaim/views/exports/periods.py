"""Periods: takes a time as the records have it, gives its first and last day, and forms that other formats want."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

from counterclaim.records import TimeValue

_CUT: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?$")
_CLOCK: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(.*)$")


def days(time: TimeValue | None) -> tuple[date, date] | None:
    """The first and the last day on which something may have happened; None where that is not known."""
    if time is None:
        return None
    first, last = _bounds(time.start), _bounds(time.end or time.start)
    return (first[0], max(first[0], last[1])) if first and last else None


def first_day(value: str) -> str | None:
    """The first day of a moment cut to what is known ("2017-10"), as "2017-10-01"; None where it is no day."""
    found = _bounds(value)
    return found[0].isoformat() if found else None


def instant(value: str) -> str:
    """An ISO 8601 time cut to what is known, with the seconds that XML and JSON schemas ask of a clock time."""
    clock = _CLOCK.match(value)
    return f"{clock[1]}{clock[2] or ':00'}{clock[3]}" if clock else value


def _bounds(value: str) -> tuple[date, date] | None:
    found = _CUT.match(value)
    if not found:
        return None
    year, month, day = int(found[1]), found[2], found[3]
    try:
        if day:
            one = date(year, int(month), int(day))
            return one, one
        if month:
            return date(year, int(month), 1), date(year, int(month), calendar.monthrange(year, int(month))[1])
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:  # no day of any calendar
        return None
