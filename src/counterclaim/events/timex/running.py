"""Times that hang on the hours a story has named, or on publication: "two hours later", "by dawn", "the past 48 hours".

Takes the last hour named, an amount or a part of the day; gives the time, or None where it cannot be told.
"""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta

from counterclaim.events.timex.calendar import add_days, precision
from counterclaim.events.timex.forms import Amount, Window
from counterclaim.events.timex.lengths import moved_by
from counterclaim.records import TimeValue

_SECONDS = {"H": 3600, "TM": 60, "S": 1}
_HALF_DAY = 12 * 60


def hour_moved(start: str, amount: Amount, sign: int, *, text: str) -> TimeValue | None:
    """The moment some hours or minutes from one that is known ("2017-10-15T23:30+03:00")."""
    if "T" not in start or any(number is None or unit not in _SECONDS for number, unit in amount):
        return None
    seconds = sum((number or 0) * _SECONDS[unit] for number, unit in amount)
    try:
        moved = datetime.fromisoformat(start) + timedelta(seconds=sign * seconds)
    except OverflowError:
        return None
    return TimeValue(moved.isoformat(timespec="minutes"), None, 1, text)


def part_day(start: str, hours: tuple[int, int] | None) -> date | None:
    """The day of a part of the day that follows an hour: "by dawn" after 23:30 is on the next one.

    It goes on to the next day where it comes less than twelve hours later, past midnight.
    """
    if "T" not in start or hours is None:
        return None
    last = datetime.fromisoformat(start)
    minutes, begin = last.hour * 60 + last.minute, hours[0] * 60
    over = hours[1] * 60 <= minutes and (begin - minutes) % 1440 <= _HALF_DAY
    return add_days(last.date(), int(over))


def window(form: Window, out: date, *, text: str) -> TimeValue | None:
    """The days just before or after publication: "the past three months"; hours are rounded up to days."""
    number, unit = form.amount[-1]
    if unit in _SECONDS:
        days = math.ceil((number or 0) * _SECONDS[unit] / 86_400)
        other: date | None = add_days(out, form.sign * days) if unit == "H" and days else None
    else:
        other = moved_by(out, form.amount, form.sign)
    if other is None:
        return None
    first, last = sorted((other, out))
    return TimeValue(first.isoformat(), last.isoformat(), precision(first, last), text)
