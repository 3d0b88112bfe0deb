"""Arithmetic on TIMEX3 values: which days a value covers, moving by units, feasts of a year.

Dates go in and out as `datetime.date`; nothing here knows a text.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter  # type: ignore[import-untyped]

SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_JULIAN_DAY_OF_ORDINAL_0 = 1721425


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day some months away, or the last of that month; kept within years 1 to 9999."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_days(day: date, days: float) -> date:
    """A day some days away, kept within the calendar."""
    ordinal = min(max(day.toordinal() + int(days), 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def week_value(day: date) -> str:
    """The ISO week of a day: "2017-W42"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def days_of(value: str) -> tuple[date, date] | None:
    """First and last day of a TIMEX3 date value; None for what names no days ("P3D", "XXXX-10")."""
    if "X" in value or value.startswith(("P", "F", "T")):
        return None
    try:
        return _days_of(value)
    except ValueError:
        return None


def _days_of(value: str) -> tuple[date, date] | None:
    head = value.split("T", 1)[0]
    if found := _WEEK.fullmatch(head):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return (monday + timedelta(5) if found[3] else monday), monday + timedelta(6)
    if len(head) == 10:
        day = date.fromisoformat(head)
        return day, day
    if found := _MONTH.fullmatch(head):
        year, month = int(found[1]), int(found[2])
        return date(year, month, 1), month_end(year, month)
    if head.isdigit():
        scale = 10 ** (4 - len(head))
        first = int(head) * scale
        return date(max(first, 1), 1, 1), date(first + scale - 1, 12, 31)
    year_text, _, code = head.partition("-")
    return _section_days(int(year_text), code) if year_text.isdigit() and len(year_text) == 4 else None


def _section_days(year: int, code: str) -> tuple[date, date] | None:
    if code[:1] == "Q" and code[1:].isdigit():
        quarter = int(code[1:])
        return date(year, 3 * quarter - 2, 1), month_end(year, 3 * quarter)
    if code in {"H1", "H2"}:
        first = 1 if code == "H1" else 7
        return date(year, first, 1), month_end(year, first + 5)
    if code in SEASON_MONTHS:
        first, last = SEASON_MONTHS[code]
        return date(year, first, 1), month_end(year + 1 if last < first else year, last)
    return None


def third(first: date, last: date, mod: str | None) -> tuple[date, date]:
    """The first, middle or last third of a span: "late September" is its 21st to 30th.

    A month is cut after its 10th and 20th; years and longer spans by whole months; spans of less than
    a week stay whole.
    """
    length = (last - first).days + 1
    if mod not in {"START", "MID", "END"} or length < 7:
        return first, last
    if first.day == 1 and 28 <= length <= 31:
        cuts = (first.replace(day=11), first.replace(day=21))
    elif first.day == 1 and length > 60:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        cuts = (add_months(first, months // 3), add_months(first, months - months // 3))
    else:
        cuts = (first + timedelta(length // 3), last + timedelta(1 - length // 3))
    if mod == "START":
        return first, cuts[0] - timedelta(1)
    return (cuts[1], last) if mod == "END" else (cuts[0], cuts[1] - timedelta(1))


def precision(first: date, last: date) -> int:
    """UCDP's date_prec: 1 a day, 2 two to six days, 3 a week, 4 up to a month, 5 longer."""
    length = (last - first).days + 1
    if length <= 1:
        return 1
    return 2 if length < 7 else 3 if length == 7 else 4 if length <= 31 else 5


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th ISO weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (n - 1))


def hijri(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar; sightings of the moon may put it a day off."""
    julian = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + day + 1948054
    return date.fromordinal(julian - _JULIAN_DAY_OF_ORDINAL_0)


def feast(rule: str, year: int) -> str | None:
    """The TIMEX3 value of a feast of ``holidays.csv`` in a year; None where the rule has none."""
    try:
        return _feast(rule, year)
    except ValueError:
        return None


def _feast(rule: str, year: int) -> str | None:
    if rule.startswith(("easter", "orthodox")):
        method = EASTER_ORTHODOX if rule.startswith("orthodox") else EASTER_WESTERN
        day: date = easter(year, method)
        return add_days(day, int(re.sub(r"[a-z]", "", rule))).isoformat()
    if rule.startswith("hijri"):
        return _islamic(rule, year)
    parts = rule.partition("+")
    numbers = parts[0].split("-")
    if len(numbers) == 2 and numbers[1] != "election":
        return f"{year:04d}-{rule}"
    month = int(numbers[0])
    if numbers[1] == "election":  # the Tuesday after the first Monday
        day = nth_weekday(year, month, 1, 1) + timedelta(1)
    elif numbers[1] == "last":
        day = nth_weekday(year, month, int(numbers[2]), 5)
        day = day if day.month == month else day - timedelta(7)
    else:
        day = nth_weekday(year, month, int(numbers[2]), int(numbers[1]))
    return add_days(day, int(parts[2] or 0)).isoformat()


def _islamic(rule: str, year: int) -> str | None:
    """An Islamic day, or month as the ISO interval of its days, that begins in a Gregorian year."""
    numbers = [int(n) for n in rule.split("-")[1:]]
    for islamic in range((year - 622) * 33 // 32 - 1, (year - 622) * 33 // 32 + 3):
        first = hijri(islamic, numbers[0], numbers[1] if len(numbers) > 1 else 1)
        if first.year == year:
            if len(numbers) > 1:
                return first.isoformat()
            month = numbers[0] + 1
            nxt = hijri(islamic + (month > 12), (month - 1) % 12 + 1, 1)
            return f"{first.isoformat()}/{(nxt - timedelta(1)).isoformat()}"
    return None
