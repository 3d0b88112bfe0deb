"""From a text to its time expressions in order: the rules are tried where one can start, the longest is kept.

Gives `Reading`s: token span, form and modifier, and how one reading goes on to the next (ranges).
What day they mean is for the resolver.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from counterclaim.events.timex import amounts, clocks, dates, periods, phrases, sets
from counterclaim.events.timex.forms import (
    Anchor,
    Clock,
    Date,
    DayPart,
    Every,
    Fixed,
    Form,
    Found,
    Length,
    Reference,
    Section,
    Shift,
    Weekday,
    Window,
)
from counterclaim.events.timex.reader import HYPHENS, Reader
from counterclaim.events.timex.words import Words

_RULES = (*dates.RULES, *periods.RULES, *clocks.RULES, *phrases.RULES, *amounts.RULES, *sets.RULES)
_REACH = 9  # tokens within which an expression that begins must come to a word of time
_JOINS = frozenset({"to", "through", "till", "until", "thru", *HYPHENS})


@dataclass(frozen=True, slots=True)
class Reading:
    """One expression: tokens ``first`` to ``end`` (exclusive). ``through`` marks the second half of a
    range.
    """

    first: int
    end: int
    form: Form
    mod: str | None
    through: bool = False


@cache
def starters(words: Words) -> frozenset[str]:
    """Every word that can begin an expression; digits begin one too."""
    tables = (
        words.months,
        words.weekdays,
        words.units,
        words.seasons,
        words.day_parts,
        words.clock_words,
        words.cardinals,
        words.ordinals,
        words.decade_words,
        words.vague,
        words.set_adverbs,
        words.parts,
    )
    heads = {phrase[0] for phrase in (*words.references, *words.modifiers, *words.holidays)}
    return frozenset({*words.leads, *heads, *(key for table in tables for key in table)})


@cache
def core_words(words: Words) -> frozenset[str]:
    """Words of which every expression has one, unless it has a figure: units, months, parts of the day ..."""
    tables = (words.months, words.weekdays, words.units, words.seasons, words.day_parts, words.clock_words)
    single = {key for table in (*tables, words.decade_words, words.set_adverbs) for key in table}
    # Of a phrase its last long word: "time" tells "at this time", where "this" would tell any noun phrase.
    longest = {max(reversed(phrase), key=len) for phrase in (*words.references, *words.holidays)}
    return frozenset({*single, *longest, *words.cores})


def read(r: Reader) -> list[Reading]:
    """The expressions of a text, in order and not overlapping. Linear: each rule looks a few tokens ahead."""
    heads, cores = starters(r.words), core_words(r.words)
    core = _next_core(r, cores)
    readings: list[Reading] = []
    i = 0
    while i < r.size:
        low = r.lows[i]
        if (low not in heads and not low[:1].isdigit()) or core[i] - i > _REACH:
            i += 1
            continue
        found = _days(r, i) or _hours(r, i) or _best(r, i)
        if not found:
            i += 1
            continue
        readings.extend(found)
        i = max(found[-1].end, i + 1)
    return _ranges(r, readings)


def _next_core(r: Reader, cores: frozenset[str]) -> list[int]:
    """For each token the position of the next one that an expression cannot do without."""
    following = r.size + _REACH + 1
    positions = [0] * r.size
    for i in range(r.size - 1, -1, -1):
        low = r.lows[i]
        if low in cores or low[:1].isdigit():
            following = i
        positions[i] = following
    return positions


def _best(r: Reader, i: int) -> list[Reading]:
    best = partial(r, i)
    for rule in _RULES:
        found = rule(r, i)
        if found is not None and found.end > i and (best is None or found.end > best.end):
            best = found
    if best is None:
        return []
    more = _more_days(r, best)
    form = best.form
    if more and isinstance(form, Date) and isinstance(more[0].form, Date):
        form = replace(form, year=more[0].form.year)  # "Oct. 15-16, 2017"
    return [Reading(i, best.end, form, best.mod), *more]


def _days(r: Reader, i: int) -> list[Reading]:
    """Reads "15-16 October", "3 and 5 May", "between 3 and 5 May": the first day takes the month of the
    second.
    """
    day = r.digits(i, low=1, high=31)
    if day is None or r.glued(i):
        return []
    j = i + 1 if r.low(i + 1) not in {"st", "nd", "rd", "th"} else i + 2
    joined = r.low(j) in HYPHENS or r.low(j) in {"and", "to", "or"}
    second = dates.day_first(r, j + 1) if joined else None
    if second is None or not isinstance(second.form, Date) or second.form.month is None:
        return []
    first = Date(second.form.year, second.form.month, day)
    spans = r.low(j) in HYPHENS or r.low(j) == "to" or r.low(i - 1) == "between"
    return [Reading(i, j, first, None), Reading(j + 1, second.end, second.form, None, through=spans)]


def _hours(r: Reader, i: int) -> list[Reading]:
    """Reads "between 3 and 5 a.m.", "from 11 to 2 p.m.": the first hour takes its half from the second."""
    hour = r.digits(i, low=1, high=12)
    if hour is None or r.glued(i) or r.low(i - 1) not in {"between", "from"}:
        return []
    if r.low(i + 1) not in {"and", "to", *HYPHENS}:
        return []
    second = clocks.clock(r, i + 2)
    form = second.form if second else None
    if second is None or not isinstance(form, Clock) or form.half not in {"am", "pm"}:
        return []
    other = "am" if form.half == "pm" else "pm"
    half = form.half if hour % 12 < form.hour % 12 else other
    first = replace(form, hour=hour, minute=None, second=None, half=half)
    return [Reading(i, i + 1, first, None), Reading(i + 2, second.end, form, None, through=True)]


def _more_days(r: Reader, first: Found) -> list[Reading]:
    """Reads "Oct. 15-16", "May 3 and 5", "May 3 to 5, 1998": the days after the first keep its month."""
    form, j = first.form, first.end
    if not isinstance(form, Date) or form.day is None or form.month is None or form.weekday:
        return []
    if r.low(first.end - 1).isalpha() and r.low(first.end - 1) not in {"st", "nd", "rd", "th"}:
        return []
    if r.low(j) not in HYPHENS and r.low(j) not in {"and", "to", "through", "or"}:
        return []
    day = r.digits(j + 1, low=1, high=31)
    if day is None or day <= form.day or r.low(j + 2) in r.words.months or r.low(j + 2) in {":", "%"}:
        return []
    if (
        r.low(j) in {"and", "or"}
        and r.low(j + 2).isalpha()
        and r.low(j + 2) not in {"in", "at", "when", "that"}
    ):
        return []
    year, end = form.year, j + 2
    if found := dates.year_at(r, end):
        end, year = found
    spans = r.low(j) in HYPHENS or r.low(j) in {"to", "through"}
    return [Reading(j + 1, end, Date(year, form.month, day), None, through=spans)]


def partial(r: Reader, i: int) -> Found | None:
    """Reads "late September", "the end of 1990", "mid-1990s", "earlier this month", "year-end", "later
    on Friday".
    """
    if found := _year_end(r, i):
        return found
    j = r.phrase(i, "the very", "the")
    word = r.low(j)
    mod = r.words.parts.get(word)
    if mod is None:
        return _earlier(r, j, led=j > i)
    k = r.phrase(j + 1, "part of", "days of", "weeks of", "months of", "or")
    of = r.phrase(k, "of", "in") if word not in {"early", "late", "mid"} else k
    if word in {"end", "close", "start", "beginning", "outset", "middle"} and of == j + 1:
        return None
    k = of + 1 if r.low(of) in HYPHENS else of
    if word == "mid" and k == j + 1 and not r.glued(k) and r.low(k) not in r.words.day_parts:
        return None
    inner = _dated(r, k)
    return Found(inner.end, inner.form, mod) if inner else None


def _dated(r: Reader, i: int) -> Found | None:
    """The longest date, season, decade or part of a day at i."""
    best: Found | None = None
    for rule in (*dates.RULES, *periods.RULES, phrases.deictic, clocks.day_part, amounts.counted):
        found = rule(r, i) if i < r.size else None
        if found is None or (best is not None and found.end <= best.end):
            continue
        if isinstance(found.form, Window) or not isinstance(found.form, Length | Every | Reference | Clock):
            best = found
    return best


def _earlier(r: Reader, i: int, *, led: bool) -> Found | None:
    if r.low(i) not in {"earlier", "later", "sometime"} or led:
        return None
    mod = {"earlier": "START", "later": "END", "sometime": None}[r.low(i)]
    unit = r.words.units.get(r.low(i + 3), "")
    if r.phrase(i + 1, "in the") > i + 1 and unit in {"D", "W", "M", "Y"}:
        return Found(i + 4, Shift(unit, 0), mod if unit != "D" else None)
    k = r.phrase(i + 1, "on", "in", "")
    inner = _dated(r, k)
    if inner is None or (isinstance(inner.form, Section | Fixed) and k > i + 1):
        return None
    long = isinstance(inner.form, Shift) and inner.form.unit in {"W", "M", "Y", "C", "10Y"}
    long = long or (isinstance(inner.form, Date) and inner.form.day is None)
    return Found(inner.end, inner.form, mod if long else inner.mod)


def _year_end(r: Reader, i: int) -> Found | None:
    """Reads "year-end", "year's end", "the year end 1990", "month-end"."""
    j = r.phrase(i, "the fiscal", "the", "fiscal")
    k = r.phrase(j, "year - end", "year end", "year ' s end", "yearend", "year ' s close")
    if k > j:
        named = r.digits(k, low=1900, high=2199)
        return Found(k + 1, Date(named), "END") if named else Found(k, Shift("Y", 0), "END")
    k = r.phrase(i, "the rest of the", "rest of the", "the remainder of the")
    unit = r.words.units.get(r.low(k), "")
    if k > i and unit in {"W", "M", "Y"}:
        return Found(k + 1, Shift(unit, 0))
    k = r.phrase(j, "month - end", "month ' s end")
    if k > j:
        return Found(k, Shift("M", 0), "END")
    k = r.phrase(i, "the end of the year", "end of the year", "the end of the fiscal year")
    if k > i:
        return Found(k, Shift("Y", 0), "END")
    k = r.phrase(i, "post -", "pre -")
    year = r.digits(k, low=1900, high=2199)
    if k > i and year:
        return Found(k + 1, Date(year), "AFTER" if r.low(i) == "post" else "BEFORE")
    return None


def _ranges(r: Reader, readings: list[Reading]) -> list[Reading]:
    """Marks the second half of "from Monday to Wednesday", "between May and July", "1990-1995"."""
    result: list[Reading] = []
    for reading in readings:
        last = result[-1] if result else None
        beside = last is not None and not reading.through and last.end + 1 == reading.first
        joined = beside and last is not None and _joins(r, last, reading)
        result.append(replace(reading, through=True) if joined else reading)
        if joined and last is not None:
            result[-2] = replace(last, form=with_year(last.form, reading.form))
    return result


def with_year(form: Form, second: Form) -> Form:
    """The first half of "28 September to 4 October 2017" has the year of the second."""
    if not isinstance(form, Date) or not isinstance(second, Date) or form.year is not None:
        return form
    if (
        form.month is None
        or form.near is not None
        or second.month is None
        or not isinstance(second.year, int)
    ):
        return form
    return replace(form, year=second.year - ((form.month, form.day or 0) > (second.month, second.day or 31)))


def _joins(r: Reader, last: Reading, reading: Reading) -> bool:
    word = r.low(last.end)
    dated = Date | Weekday | Clock | DayPart | Section | Shift
    if not isinstance(last.form, dated) or not isinstance(reading.form, dated):
        return False
    if word == "and":
        return r.low(last.first - 1) == "between"
    if word in HYPHENS:
        return type(last.form) is type(reading.form)
    return word in _JOINS


def story_day(form: Form) -> bool:
    """Whether a form is a day that later clock times of a story belong to."""
    if isinstance(form, Shift):
        return form.unit == "D"
    return isinstance(form, Weekday) or (isinstance(form, Date) and form.day is not None)


__all__ = ["Anchor", "Reading", "partial", "read", "starters", "story_day"]
