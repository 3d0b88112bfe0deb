"""Grammar of expressions that point: "yesterday", "last week", "the previous day", "that year", "now".

Each rule takes the reader and a position and gives what it read there, or None.
"""

from __future__ import annotations

from counterclaim.events.timex import clocks, dates, periods
from counterclaim.events.timex.dates import OF_STORY, STEPS
from counterclaim.events.timex.forms import (
    Anchor,
    Away,
    Date,
    Form,
    Found,
    Length,
    Nth,
    Reference,
    Section,
    Shift,
    Weekday,
    Window,
)
from counterclaim.events.timex.reader import Reader

_CALENDAR = frozenset({"D", "W", "2W", "WE", "M", "Q", "Y", "10Y", "C"})
_YEAR_AGO = (
    "year - ago",
    "year - earlier",
    "comparable year - ago",
    "corresponding year - ago",
    "corresponding year - earlier",
    "like year - ago",
    "same year - ago",
)


def deictic(r: Reader, i: int) -> Found | None:
    """Reads "today", "last week", "the previous day", "that year", "this past weekend", "the day before"."""
    if r.low(i) in clocks.DAYS:
        return Found(i + 1, Shift("D", clocks.DAYS[r.low(i)]))
    j = r.phrase(i, "the day before yesterday", "day before yesterday")
    if j > i:
        return Found(j, Shift("D", -2))
    j = r.phrase(i, "the day after tomorrow", "day after tomorrow")
    if j > i:
        return Found(j, Shift("D", 2))
    led = r.phrase(i, "the")
    step = r.low(led)
    if step not in STEPS:
        return _story_unit(r, i, led)
    if r.low(i - 1) in {"my", "your", "his", "her", "our"} and step in {"last", "next"}:
        return None  # "his last day in office"
    story = step in OF_STORY or (led > i and step == "next")
    steps, j = STEPS[step], led + 1
    if step == "this" and r.low(j) in {"past", "last", "coming", "next", "same", "very"}:
        steps, j = STEPS.get(r.low(j), 0), j + 1
    elif step == "that" and r.low(j) in STEPS and r.low(j) != "same":
        return None
    j = r.phrase(j, "fiscal", "calendar", "full", "same")
    unit = r.words.units.get(r.low(j))
    anchor = Anchor.STORY if story else Anchor.PUBLISHED
    if unit is None or r.low(j).endswith("s"):
        return _named_unit(r, j, steps, anchor)
    if unit not in _CALENDAR or (step == "present" and led == i):
        return None
    if r.low(j + 1) == "'" and r.low(j + 2) == "s":
        owned = periods.section(r, j + 3) or _quarter_of(r, j + 3)
        if owned and isinstance(owned.form, Section) and unit == "Y":
            return Found(owned.end, Section(owned.form.code, Shift("Y", steps, anchor)))
    if r.hyphen(j + 1) and r.low(j + 2) not in {"end", "long"} and r.low(j + 2).isalpha() and r.glued(j + 2):
        return None
    if unit == "Q":
        return Found(j + 1, Section("QX", None, steps, story=story))
    k = r.phrase(j + 1, "on")
    weekday = r.words.weekdays.get(r.low(k)) if r.capital(k) else None
    if unit == "W" and weekday and r.low(k + 1) not in {"and", ","}:  # "next week on Friday"
        return Found(k + 1, Weekday(weekday, week=Shift("W", steps, anchor)))
    if step == "past" or (step == "last" and led > i and r.low(led - 1) == "the"):
        return Found(j + 1, Window(((1.0, unit),), -1))
    return Found(j + 1, Shift(unit, steps, anchor))


def _named_unit(r: Reader, j: int, steps: int, anchor: Anchor) -> Found | None:
    """Reads "last May", "next summer", "this September": the month or season after last, next or this."""
    named = dates.month_name(r, j)
    if named is not None and r.capital(j) and anchor is Anchor.PUBLISHED:
        day = r.digits(named[0], low=1, high=31)
        if day and r.low(named[0] + 1) != ":":
            return Found(named[0] + 1, Date(None, named[1], day, near=steps))
        return Found(named[0], Date(None, named[1], near=steps))
    season = r.words.seasons.get(r.low(j))
    if season is not None:
        return Found(j + 1, Section(season, None, steps))
    return None


def _quarter_of(r: Reader, i: int) -> Found | None:
    return Found(i + 1, Section("QX")) if r.low(i) == "quarter" else None


def _story_unit(r: Reader, i: int, led: int) -> Found | None:
    """Reads "the day before", "the quarter", "the week", "the year-ago period", "the latest quarter"."""
    for words in _YEAR_AGO:
        led = r.phrase(led, "a") if led == i else led
        j = r.phrase(led, words)
        if j > led:
            j = r.phrase(j, "first", "second", "third", "fourth")
            end = r.phrase(j, "quarter", "period", "half", "third quarter")
            return Found(end, _year_ago(r, j, end))
    j = r.phrase(led, "corresponding", "comparable", "like", "same", "equivalent")
    if j > led and r.low(j) in {"quarter", "period"}:
        end = r.phrase(
            j + 1,
            "last year",
            "a year ago",
            "a year earlier",
            "of last year",
            "in the previous year",
            "the previous year",
            "the year before",
            "of the previous year",
        )
        if end > j + 1:
            return Found(end, Section("QX", story=True, back=1))
        return None
    j = r.phrase(led, "latest", "most recent")
    if j > led and r.low(j) in {"quarter", "period"}:
        return Found(j + 1, Section("QX", None, -1))
    k = r.phrase(j, "fiscal")
    if j > led and r.low(k) in {"year", "week", "month"}:
        return Found(k + 1, Shift(r.words.units[r.low(k)], -1))
    if led == i or r.low(i) == "a":
        return None
    led = r.phrase(led, "fiscal", "calendar")
    unit = r.words.units.get(r.low(led))
    if unit not in _CALENDAR or r.low(led).endswith("s"):
        return None
    after = r.low(led + 1)
    twice = {("before", "last"): -2, ("after", "next"): 2}.get((after, r.low(led + 2)))
    if twice and unit in {"W", "WE", "M", "Y"} and not _names_span(r, led + 3):
        return Found(led + 3, Shift(unit, twice))
    if after == "before" and r.words.units.get(r.low(led + 2)) is None:
        ahead = clocks.day_at(r, led + 2)
        if ahead is not None and unit == "D":
            return Found(ahead.end, Away(((1.0, "D"),), -1, ahead.form))
        return Found(led + 2, Shift(unit, -1, Anchor.STORY)) if unit != "Q" else None
    if after == "after":
        ahead = clocks.day_at(r, led + 2)
        if ahead is not None and unit == "D":
            return Found(ahead.end, Away(((1.0, "D"),), 1, ahead.form))
        return Found(led + 2, Shift(unit, 1, Anchor.STORY)) if unit in {"D", "W", "M", "Y"} else None
    return _plain_unit(r, led, unit)


def _names_span(r: Reader, i: int) -> bool:
    """Whether a word of time follows: "the day before last Friday" against "the week before last"."""
    return any(
        r.low(i) in table for table in (r.words.units, r.words.weekdays, r.words.months, r.words.seasons)
    )


def _plain_unit(r: Reader, j: int, unit: str) -> Found | None:
    """Reads "the quarter", "the week of March 6", "the weekend", where it is no noun's part."""
    if r.hyphen(j + 1) or r.low(j + 1) == "when":
        return None
    if unit == "W" and r.low(j + 1) in {"of", "starting", "beginning", "ending"}:
        k = r.phrase(j + 2, "on")
        dated = clocks.day_at(r, k) or dates.bare_day(r, k)
        return Found(dated.end, Away((), 0, dated.form)) if dated else None
    if r.low(j + 1) == "of":
        return None
    if unit == "Q":
        ago = r.phrase(j + 1, "a year ago", "a year earlier", "last year")
        if ago > j + 1:
            return Found(ago, Section("QX", story=True, back=1))
        if r.low(j + 1) in {"ended", "ending"} and (month := dates.month_name(r, j + 2)):
            return Found(j + 1, Section(f"Q{max((month[1] + 1) // 3, 1)}"))
        return Found(j + 1, Section("QX", story=True))
    if unit == "WE":
        return Found(j + 1, Shift("WE", -1))
    if unit in {"W", "M"}:
        return Found(j + 1, Shift(unit, 0, Anchor.STORY))
    if unit == "Y":
        return Found(j + 1, Length(((1.0, "Y"),)))
    return None


def _year_ago(r: Reader, j: int, end: int) -> Section:
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(r.low(j - 1))
    return Section(f"Q{number}" if number else "QX", story=True, back=1)


def reference(r: Reader, i: int) -> Found | None:
    """Reads "now", "recently", "the future", "at the time": whole phrases of the word list, longest first."""
    if r.low(i) == "previously" and r.capital(i) and not r.low(i - 1).isalpha():
        return Found(i + 1, Reference("PAST_REF"))
    if (
        r.low(i) == "one"
        and r.low(i + 1) == "day"
        and r.low(i - 1) in {"will", "would", "may", "could", "might"}
    ):
        return Found(i + 2, Reference("FUTURE_REF"))
    if r.low(i) == "soon" and r.low(i - 1) in {"will", "would", "may", "could", "might", "should"}:
        return Found(i + 1, Reference("FUTURE_REF"))
    for length in range(min(5, r.size - i), 0, -1):
        value = r.words.references.get(tuple(r.lows[i : i + length]))
        if value is None:
            continue
        if r.low(i + length - 1) == "time" and r.low(i + length) == "of":
            return None
        if r.low(i + length - 1) == "present" and r.low(i + length).isalpha():
            return None  # "the present government"
        if length == 1 and (r.hyphen(i) or r.hyphen(i + 1) or (r.capital(i) and r.capital(i + 1))):
            return None
        return Found(i + length, Reference(value))
    return None


def nth_of(r: Reader, i: int) -> Found | None:
    """Reads "the first Friday of July", "the last week of 2016", "the second day of last month"."""
    j = r.phrase(i, "the")
    last = r.phrase(j, "last", "final")
    ordinal = (last, -1) if last > j else r.ordinal(j)
    if ordinal is None or ordinal[1] > 31:
        return None
    k, n = ordinal
    weekday = r.words.weekdays.get(r.low(k)) if r.capital(k) else None
    unit = "D" if weekday else r.words.units.get(r.low(k), "")
    if unit not in {"D", "W", "M"} or r.low(k + 1) not in {"of", "in"} or r.low(k).endswith("s"):
        return None
    for rule in (dates.month_first, dates.year_alone, deictic):
        span = rule(r, k + 2)
        if span is not None and _holds(span.form):
            return Found(span.end, Nth(n, unit, weekday, span.form))
    return None


def _holds(form: Form) -> bool:
    """Whether a form is a month or a year, which have days to be counted."""
    if isinstance(form, Date):
        return form.day is None
    return isinstance(form, Shift) and form.unit in {"M", "Y"}


def nth_day(r: Reader, i: int) -> Found | None:
    """Reads "the second day", "day three": a day of a story that is counted from nowhere said: it is
    kept, undated.
    """
    j = r.phrase(i, "the", "a", "its", "their", "his")
    found = r.ordinal(j)
    if found and r.low(found[0]) in {"day", "week", "month", "year", "night"} and r.low(found[0] + 1) != "-":
        if r.low(i - 1) in {"for", "every"} or r.hyphen(found[0]):
            return None
        unit = r.words.units[r.low(found[0])]
        return Found(found[0] + 1, Shift("D" if unit in {"D", "NI"} else unit, 0, Anchor.STORY))
    return None


RULES = (deictic, reference, nth_of, nth_day)
