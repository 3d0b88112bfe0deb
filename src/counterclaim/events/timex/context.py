"""What an expression is counted from: the day of publication and the story so far; moving by calendar units.

A unit that the context does not give is written with X.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counterclaim.events.timex.calendar import add_days, add_months, days_of, week_value
from counterclaim.events.timex.forms import Anchor, Shift
from counterclaim.records import DatePrecision, Published

UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
}


@dataclass(slots=True)
class Context:
    """What a value may be counted from.

    ``now`` is the day of publication; ``focus`` the last date value that the story named, "" before
    any; ``quarter`` the last quarter named; ``ahead`` is +1 where the sentence looks ahead, -1 where
    it looks back, 0 where it does not tell.
    """

    now: date | None
    focus: str = ""
    quarter: str = ""
    ahead: int = 0


def base_day(anchor: Anchor, c: Context) -> date | None:
    """The day to count from: that of publication, or the story's last one."""
    if anchor is Anchor.PUBLISHED:
        return c.now
    found = days_of(c.focus)
    if found is None:
        return c.now if not c.focus else None
    return found[0] if found[0] == found[1] else None


def shift_value(form: Shift, c: Context) -> str:
    unit = form.unit
    if unit == "N":  # the night before the day of the story
        day = base_day(Anchor.STORY, c) or c.now
        return add_days(day, -1).isoformat() if day else UNKNOWN["D"]
    base = c.now
    if form.anchor is Anchor.STORY and c.focus:
        covered = days_of(c.focus)
        if covered is None:
            return UNKNOWN.get(unit, "XXXX")
        base = covered[0]
        if not _fine_enough(covered, unit):
            return UNKNOWN.get(unit, "XXXX")
    if base is None:
        return UNKNOWN.get(unit, "XXXX")
    return moved(base, unit, form.steps, c)


def _fine_enough(covered: tuple[date, date], unit: str) -> bool:
    length = (covered[1] - covered[0]).days + 1
    return length <= {"D": 1, "W": 7, "WE": 7, "2W": 14, "M": 31, "Q": 92, "Y": 366, "10Y": 3653}.get(
        unit, 10**6
    )


def moved(base: date, unit: str, steps: int, c: Context) -> str:
    if unit == "D":
        return add_days(base, steps).isoformat()
    if unit in {"W", "2W"}:
        return week_value(add_days(base, 7 * steps * (2 if unit == "2W" else 1)))
    if unit == "WE":
        if steps == -1 and (base.isoweekday() >= 6 or c.ahead > 0):
            steps = 0
        return week_value(add_days(base, 7 * steps)) + "-WE"
    if unit == "M":
        return add_months(base, steps).isoformat()[:7]
    if unit == "Q":
        moved = add_months(base, 3 * steps)
        return f"{moved.year:04d}-Q{(moved.month + 2) // 3}"
    if unit == "10Y":
        return f"{base.year // 10 + steps:03d}"
    if unit == "C":
        return f"{base.year // 100 + steps:02d}"
    return f"{min(max(base.year + steps, 1), 9999):04d}"


def year_of(year: int | Shift | None, c: Context) -> str | None:
    """The year as four digits, "XXXX" where it is said relatively and not known, None where not said."""
    if year is None:
        return None
    return f"{year:04d}" if isinstance(year, int) else shift_value(year, c)


@dataclass(frozen=True, slots=True)
class Issue:
    """The date of publication as far as it is known: first and last day it can be, and the moment if it
    is said.
    """

    first: date
    last: date
    moment: datetime | None

    @classmethod
    def of(cls, published: Published | None) -> Issue | None:
        """Reads a `Published`; None where nothing is known or the value is no date."""
        if published is None:
            return None
        covered = days_of(published.value[:10])
        if covered is None:
            return None
        moment = None
        if published.precision in {DatePrecision.MINUTE, DatePrecision.SECOND}:
            try:
                moment = datetime.fromisoformat(published.value)
            except ValueError:
                moment = None
        return cls(covered[0], covered[1], moment)
