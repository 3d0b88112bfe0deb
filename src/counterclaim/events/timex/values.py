"""From a form to its TIMEX3 value, given one day of publication and the story so far.

`Context` holds both; a part that neither the form nor the context gives is written with X.
Clock times without a day, and what a whole document makes of them, are the resolver's.
"""

# ruff: noqa: PLR0911 - one return for each case reads best here

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counterclaim.events.timex.calendar import add_days, add_months, days_of, feast, week_value
from counterclaim.events.timex.forms import (
    Amount,
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
    Reference,
    Section,
    Shift,
    Weekday,
    Window,
)

UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
}
_CLOCK_UNITS = {"H": "H", "TM": "M", "S": "S"}
_WHOLE = {"2W": (2, "W"), "10Y": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y")}
_DAYS_IN = {"D": 1, "NI": 1, "MO": 1, "AF": 1, "EV": 1, "W": 7, "2W": 14, "WE": 7}
_MONTHS_IN = {"M": 1, "Q": 3, "Y": 12, "10Y": 120, "C": 1200, "L": 12000}


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


def value_of(form: Form, c: Context) -> str:
    """The TIMEX3 value of a form."""
    match form:
        case Shift():
            return _shift(form, c)
        case Date():
            return _date(form, c)
        case Weekday():
            return _weekday(form, c)
        case Section():
            return _section(form, c)
        case Away():
            return _away(form, c)
        case DayPart():
            return part_value(form, c)
        case Length(amount) | Window(amount):
            return period(amount)
        case Holiday():
            return _holiday(form, c)
        case Clock():
            return _clock_text(form)
        case Fixed(value) | Every(value) | Reference(value):
            return value


def base_day(anchor: Anchor, c: Context) -> date | None:
    """The day to count from: that of publication, or the story's last one."""
    if anchor is Anchor.PUBLISHED:
        return c.now
    found = days_of(c.focus)
    if found is None:
        return c.now if not c.focus else None
    return found[0] if found[0] == found[1] else None


def _shift(form: Shift, c: Context) -> str:
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
    return _moved(base, unit, form.steps, c)


def _fine_enough(covered: tuple[date, date], unit: str) -> bool:
    length = (covered[1] - covered[0]).days + 1
    return length <= {"D": 1, "W": 7, "WE": 7, "2W": 14, "M": 31, "Q": 92, "Y": 366, "10Y": 3653}.get(
        unit, 10**6
    )


def _moved(base: date, unit: str, steps: int, c: Context) -> str:
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


def _year(year: int | Shift | None, c: Context) -> str | None:
    """The year as four digits, "XXXX" where it is said relatively and not known, None where not said."""
    if year is None:
        return None
    return f"{year:04d}" if isinstance(year, int) else _shift(year, c)


def _date(form: Date, c: Context) -> str:
    year = _year(form.year, c)
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
    weight = {1: 0.25, 0: 2.5, -1: 12.0}[c.ahead]
    return f"{past + (to_come * weight < gone):04d}"


def _weekday(form: Weekday, c: Context) -> str:
    if form.week is not None:
        covered = days_of(_shift(form.week, c))
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


def _section(form: Section, c: Context) -> str:
    year = _year(form.year, c)
    if form.code == "QX":
        return _quarter(form, year, c)
    if year is not None:
        return f"{year}-{form.code}"
    if form.story and form.back and c.now:
        return _back_years(_begun(form.code, c.now, c.ahead), form.back)
    if c.now is None:
        return f"XXXX-{form.code}"
    if form.steps is not None:
        return _stepped(form, c.now)
    return _begun(form.code, c.now, c.ahead)


def _quarter(form: Section, year: str | None, c: Context) -> str:
    known = c.quarter
    if year is not None:
        number = known[5:] if known else _moved(c.now, "Q", -1, c)[5:] if c.now else "QX"
        return f"{year}-{number}"
    if form.steps is not None and not form.story:
        if c.now is None:
            return "XXXX-QX"
        return _moved(c.now, "Q", form.steps, c)
    if not known and c.now is not None:
        known = _moved(c.now, "Q", -1, c)
    known = _back_years(known, form.back) if known else "XXXX-QX"
    covered = days_of(known)
    return _moved(covered[0], "Q", form.steps, c) if form.steps and covered else known


def _back_years(value: str, years: int) -> str:
    return f"{int(value[:4]) - years:04d}{value[4:]}" if value[:4].isdigit() else value


def _begun(code: str, now: date, ahead: int) -> str:
    """The last quarter, half or season of a name that had begun; the next one where the sentence looks
    ahead.
    """
    for year in (now.year, now.year - 1):
        covered = days_of(f"{year:04d}-{code}")
        if covered and covered[0] <= now:
            if ahead > 0 and covered[1] < now and not code.startswith("Q"):
                return f"{year + 1:04d}-{code}"
            return f"{year:04d}-{code}"
    return f"{now.year:04d}-{code}"


def _stepped(form: Section, now: date) -> str:
    steps = form.steps or 0
    years = [now.year + k for k in (-2, -1, 0, 1, 2)]
    spans = [(year, days_of(f"{year:04d}-{form.code}")) for year in years]
    if steps < 0:
        ended = [year for year, covered in spans if covered and covered[1] < now]
        return f"{ended[-1]:04d}-{form.code}"
    if steps > 0:
        coming = [year for year, covered in spans if covered and covered[0] > now]
        return f"{coming[0]:04d}-{form.code}"
    return f"{now.year:04d}-{form.code}"


def moved_by(day: date, amount: Amount, sign: int) -> date | None:
    """A day moved by an amount; hours and less leave it; None where the number is not said."""
    for number, unit in amount:
        if number is None:
            return None
        if unit in _DAYS_IN:
            day = add_days(day, sign * round(number * _DAYS_IN[unit]))
        elif unit in _MONTHS_IN:
            day = add_months(day, sign * round(min(number, 10**6) * _MONTHS_IN[unit]))
    return day


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
        return _back_years(c.quarter, int(number) * -form.sign)
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


def _holiday(form: Holiday, c: Context) -> str:
    year = _year(form.year, c)
    if year is not None:
        return (feast(form.rule, int(year)) if year.isdigit() else None) or UNKNOWN["D"]
    if c.now is None:
        fixed = form.rule if len(form.rule) == 5 and form.rule[2] == "-" and form.rule[:2].isdigit() else ""
        return f"XXXX-{fixed}" if fixed else UNKNOWN["D"]
    options = [v for y in (-1, 0, 1) if (v := feast(form.rule, c.now.year + y))]
    past = [v for v in options if v[:10] <= c.now.isoformat()]
    coming = [v for v in options if v[:10] > c.now.isoformat()]
    near = coming and days_to(coming[0], c.now) < 45 and form.steps != -1
    if coming and (c.ahead > 0 or form.steps == 1 or (near and c.ahead >= 0)):
        return coming[0]
    return (past or options or [UNKNOWN["D"]])[-1]


def days_to(value: str, now: date) -> int:
    """Days from now to the first day of an ISO value."""
    return (date.fromisoformat(value[:10]) - now).days


def period(amount: Amount) -> str:
    """A duration: "P3D", "PT1M30S", "P2Y6M", "PXW"; halves go into the next smaller unit where it is even."""
    calendar, clock = "", ""
    for number, unit in amount:
        size, letter = _WHOLE.get(unit, (1, unit))
        count = None if number is None else number * size
        if unit in _CLOCK_UNITS:
            clock += _clock_period(count, _CLOCK_UNITS[unit])
        elif letter == "Y" and count is not None and count != int(count) and (count * 12) == int(count * 12):
            years, months = divmod(int(count * 12), 12)
            calendar += (f"{years}Y" if years else "") + f"{months}M"
        else:
            calendar += _number(count) + ("CE" if unit == "C" and count is None else letter)
    return "P" + calendar + ("T" + clock if clock else "")


def _clock_period(count: float | None, letter: str) -> str:
    smaller = {"H": "M", "M": "S"}.get(letter)
    if count is None or count == int(count) or smaller is None or (count * 60) != int(count * 60):
        return _number(count) + letter
    whole, rest = divmod(int(count * 60), 60)
    return (f"{whole}{letter}" if whole else "") + f"{rest}{smaller}"


def _number(count: float | None) -> str:
    if count is None:
        return "X"
    return str(int(count)) if count == int(count) else f"{count:g}"
