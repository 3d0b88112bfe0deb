"""From a form to its TIMEX3 value, given one day of publication and the story so far.

A part that neither the form nor the context gives is written with X.
Clock times without a day, and what a whole document makes of them, are the resolver's.
"""

from __future__ import annotations

from datetime import date

from counterclaim.events.timex.calendar import add_days, add_months, days_of, week_value
from counterclaim.events.timex.context import UNKNOWN, Context, base_day, shift_value, year_of
from counterclaim.events.timex.forms import (
    Anchor,
    Away,
    Clock,
    Date,
    DayPart,
    Every,
    Fixed,
    Form,
    Holiday,
    Length,
    Nth,
    Reference,
    Section,
    Shift,
    Weekday,
    Window,
)
from counterclaim.events.timex.lengths import moved_by, period
from counterclaim.events.timex.sections import back_years, holiday_value, section_value


def value_of(form: Form, c: Context) -> str:
    """The TIMEX3 value of a form."""
    match form:
        case Shift():
            return shift_value(form, c)
        case Date():
            return _date(form, c)
        case Weekday():
            return _weekday(form, c)
        case Section():
            return section_value(form, c)
        case Nth():
            return _nth(form, c)
        case Away():
            return _away(form, c)
        case DayPart():
            return part_value(form, c)
        case Length(amount) | Window(amount):
            return period(amount)
        case Holiday():
            return holiday_value(form, c)
        case Clock():
            return _clock_text(form)
        case Fixed(value) | Every(value) | Reference(value):
            return value


def _date(form: Date, c: Context) -> str:
    year = year_of(form.year, c)
    if form.month is None:
        if form.day is None:
            return year or "XXXX"
        return _day_of_month(form, year, c)
    tail = f"{form.month:02d}" + (f"-{form.day:02d}" if form.day else "")
    if year is None:
        year = _nearest_year(form, c)
    return f"{year}-{tail}"


def _day_of_month(form: Date, year: str | None, c: Context) -> str:
    if isinstance(form.year, Shift):  # "the 3rd of last month"
        return f"{year}-{form.day:02d}"
    if c.now is None:
        return f"XXXX-XX-{form.day:02d}"
    month = c.now if (form.day or 0) <= c.now.day or c.ahead > 0 else add_months(c.now.replace(day=1), -1)
    return f"{month.isoformat()[:7]}-{form.day:02d}"


def _nearest_year(form: Date, c: Context) -> str:
    """The year of a month or day that is said without one: by "last" and "next", tense, and nearness."""
    now, month = c.now, form.month or 1
    if now is None:
        return "XXXX"
    here = (now.month, now.day) if form.day else (now.month, 0)
    there = (month, form.day or 0)
    if there == here and form.near in {None, 0}:
        return f"{now.year:04d}"
    past = now.year if there < here else now.year - 1
    if form.near == -1 and form.day is None and (now.month - month) % 12 == 1:
        past -= 1  # of the month just gone one says "last month"
    if form.near == 0:
        return f"{now.year:04d}"
    if form.near is not None:
        return f"{past + (form.near > 0):04d}"
    if form.weekday and form.day:
        for year in (past, past + 1):
            day = days_of(f"{year:04d}-{month:02d}-{form.day:02d}")
            if day and day[0].isoweekday() == form.weekday:
                return f"{year:04d}"
    gone = (now.month - month) % 12 + (0 if not form.day else (now.day - form.day) / 31)
    gone = gone + 12 if gone <= 0 else gone
    to_come = 12 - gone
    weight = {1: 0.1, 0: 2.5, -1: 12.0}[c.ahead]
    return f"{past + (to_come * weight < gone):04d}"


def _weekday(form: Weekday, c: Context) -> str:
    if form.week is not None:
        covered = days_of(shift_value(form.week, c))
        return add_days(covered[0], form.day - 1).isoformat() if covered else f"XXXX-WXX-{form.day}"
    base = base_day(form.anchor, c)
    if base is None:
        return f"XXXX-WXX-{form.day}"
    back = (base.isoweekday() - form.day) % 7
    story = form.anchor is Anchor.STORY
    if form.steps == -2:
        return add_days(base, -back - 7 if back else -7).isoformat()
    if form.steps == -1:
        return add_days(base, -(back or 7)).isoformat()
    if form.steps == 1:
        return add_days(base, 7 - back).isoformat()
    if form.steps == 0 and not story:
        return add_days(base, (7 - back) % 7 if c.ahead >= 0 else -back).isoformat()
    if c.ahead > 0 and not story:
        return add_days(base, (7 - back) % 7 or 0).isoformat()
    return add_days(base, -back).isoformat()


def _away(form: Away, c: Context) -> str:
    if form.loose:
        return period(form.amount)
    if isinstance(form.base, Anchor):
        return _from_anchor(form, form.base, c)
    covered = days_of(value_of(form.base, c))
    if covered is None:
        return UNKNOWN["W" if not form.amount else "D"]
    if not form.amount:
        return week_value(covered[0])
    day = moved_by(covered[0], form.amount, form.sign)
    return day.isoformat() if day else UNKNOWN["D"]


def _from_anchor(form: Away, anchor: Anchor, c: Context) -> str:
    number, unit = form.amount[-1]
    if c.quarter and unit == "Y" and number and number == int(number):
        return back_years(c.quarter, int(number) * -form.sign)
    day = c.now
    cut = unit
    if anchor is Anchor.STORY and c.focus:
        covered = days_of(c.focus)
        if covered is None:
            return UNKNOWN.get(unit, "XXXX")
        day = covered[0]
        if unit == "D" and covered[0] != covered[1]:
            return UNKNOWN["D"]
    if day is None:
        return UNKNOWN.get(_coarse(unit), "XXXX")
    moved = moved_by(day, form.amount, form.sign)
    if moved is None:
        return UNKNOWN.get(_coarse(unit), "XXXX")
    return cut_to(moved, _coarse(cut))


def _coarse(unit: str) -> str:
    return {"2W": "W", "WE": "W", "10Y": "Y", "C": "Y", "L": "Y", "Q": "M"}.get(
        unit, unit if unit in UNKNOWN else "D"
    )


def cut_to(day: date, unit: str) -> str:
    """A day cut to the unit that a phrase counts in."""
    if unit == "W":
        return week_value(day)
    return day.isoformat()[: {"Y": 4, "M": 7}.get(unit, 10)]


def part_value(form: DayPart, c: Context) -> str:
    """Reads "2017-10-15TNI"; the early hours are TIMEX3's morning."""
    code = "MO" if form.code in {"EM", "DA"} else form.code
    if form.day is not None:
        day = value_of(form.day, c)
    else:
        base = base_day(Anchor.STORY, c)
        day = base.isoformat() if base else UNKNOWN["D"]
    return f"{day}T{code}"


def _clock_text(form: Clock) -> str:
    hour = form.hour
    if form.half == "pm" and hour < 12:
        hour += 12
    if form.half == "am" and hour == 12:
        hour = 0
    text = f"T{hour:02d}"
    if form.minute is not None:
        text += f":{form.minute:02d}"
    if form.second is not None:
        text += f":{form.second:02d}"
    return text


def _nth(form: Nth, c: Context) -> str:
    """The n-th of its kind in a span. Weeks are ISO weeks; the first has most of its days in the span."""
    covered = days_of(value_of(form.span, c))
    if covered is None:
        return f"XXXX-WXX-{form.weekday}" if form.weekday else UNKNOWN[form.unit]
    first, last = covered
    if form.unit == "M":
        return (add_months(first, form.n - 1) if form.n > 0 else last).isoformat()[:7]
    if form.unit == "W":
        return week_value(add_days(first, 7 * form.n - 4) if form.n > 0 else add_days(last, -3))
    if form.weekday is None:
        return (add_days(first, form.n - 1) if form.n > 0 else last).isoformat()
    if form.n < 0:
        return add_days(last, -((last.isoweekday() - form.weekday) % 7)).isoformat()
    return add_days(first, (form.weekday - first.isoweekday()) % 7 + 7 * (form.n - 1)).isoformat()
