"""Grammar of calendar dates: "Friday, Oct. 23", "23 AUG 88", "the third quarter of 1984", "the 1990s".

Each rule takes the reader and a position and gives what it read there, or None.
Clock times and phrases that count from another day are elsewhere.
"""

from __future__ import annotations

import re

from counterclaim.events.timex.forms import Anchor, Date, Found, Shift, Weekday
from counterclaim.events.timex.reader import HYPHENS, Reader

STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "this": 0,
    "current": 0,
    "present": 0,
    "same": 0,
    "that": 0,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "following": 1,
}
OF_STORY = frozenset({"previous", "preceding", "prior", "same", "that", "following"})

# Months and weekdays whose short or full form is another word when it is not a date.
_DOUBTFUL = frozenset(
    {"may", "march", "mar", "jan", "sun", "sat", "wed", "dec", "august", "april", "june", "mon"}
)
_NUMERIC = re.compile(
    r"(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?![\d/-])"
    r"|(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<z>(?:19|20)\d\d|\d\d)(?![\d/-])"
    r"|(?P<ym>(?:19|20)\d\d)-(?P<mm>0[1-9]|1[0-2])(?![\d/-])"
)


def numeric(r: Reader, i: int) -> Found | None:
    """2017-10-15, 15.10.2017, 10/15/2017, 11/02/89, 2017-10. Slashes read month first, dots day first."""
    token = r.tokens[i]
    if not token.low[:1].isdigit() or (token.start and r.text[token.start - 1] in "-/.$£€0123456789"):
        return None
    found = _NUMERIC.match(r.text, token.start)
    if found is None:
        return None
    if found["y"]:
        year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    elif found["ym"]:
        end = _token_at(r, i, found.end())
        return Found(end, Date(int(found["ym"]), int(found["mm"]))) if end else None
    else:
        first, second, year = int(found["a"]), int(found["b"]), full_year(found["z"])
        if found["s"] == "." and len(found["z"]) == 2:
            return None
        month, day = (second, first) if found["s"] == "." or first > 12 else (first, second)
    end = _token_at(r, i, found.end())
    if end is None or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return Found(end, Date(year, month, day))


def _token_at(r: Reader, i: int, offset: int) -> int | None:
    """The position of the first token at or after an offset, if no token straddles it."""
    while i < r.size and r.tokens[i].start < offset:
        if r.tokens[i].end > offset:
            return offset_inside(r, i, offset)
        i += 1
    return i


def offset_inside(r: Reader, i: int, offset: int) -> int | None:
    """A decimal token that ends a dotted date may reach past it only by a full stop."""
    return i + 1 if r.text[offset : r.tokens[i].end].strip(".") == "" else None


def full_year(digits: str) -> int:
    """A year of two digits lies between 1930 and 2029."""
    year = int(digits)
    return year if year > 99 else year + (1900 if year >= 30 else 2000)


def month_name(r: Reader, i: int) -> tuple[int, int] | None:
    """(position after, month) of a month's name or abbreviation with its full stop."""
    month = r.words.months.get(r.low(i))
    if month is None:
        return None
    short = len(r.low(i)) <= 4 and r.low(i) not in {"may", "june", "july"}
    return (r.dot(i + 1) if short else i + 1), month


def year_at(r: Reader, i: int) -> tuple[int, int | Shift] | None:
    """A year that follows a month or quarter: "1998", ", 1998", "'98", "of last year", "last year"."""
    j = r.phrase(i, ", of", "of", ",", "in")
    if (year := r.digits(j, low=1000, high=2199)) and not _counts(r, j):
        return j + 1, year
    if (
        r.low(j) in {"'", "‘"}
        and r.glued(j + 1)
        and len(r.low(j + 1)) == 2
        and r.digits(j + 1, low=0, high=99) is not None
    ):
        return j + 2, full_year(r.low(j + 1))
    if spoken := _spoken_year(r, j, led=True):
        return spoken
    k = r.phrase(j, "the", "")
    if r.low(k) in STEPS and r.low(k + 1) == "year" and j <= i + 1 and r.low(k + 2) != "'":
        anchor = Anchor.STORY if r.low(k) in OF_STORY or k > j else Anchor.PUBLISHED
        return k + 2, Shift("Y", STEPS[r.low(k)], anchor)
    return None


def _counts(r: Reader, i: int) -> bool:
    """Whether the number at i counts something: "2000 people", "1990 %", "1,989"."""
    return r.low(i + 1) in r.words.counted or (r.low(i + 1) == "%" and r.glued(i + 1))


def _day_number(r: Reader, i: int) -> tuple[int, int] | None:
    spoken = r.low(i) in r.words.ordinals or r.words.cardinals.get(r.low(i), 0) >= 20
    found = r.ordinal(i) if spoken or r.low(i + 1) in {"st", "nd", "rd", "th"} else None
    if found is not None:
        return found if found[1] <= 31 else None
    day = r.digits(i, low=1, high=31)
    if day is None or (
        r.low(i + 1) in {":", "%"} and r.glued(i + 1) and (r.low(i + 1) == "%" or r.glued(i + 2))
    ):
        return None
    return i + 1, day


def month_first(r: Reader, i: int) -> Found | None:
    """Reads "Oct. 23", "October 23rd, 1998", "Oct 1998", "October", "October last year"; the day may be
    the first of two.
    """
    named = month_name(r, i)
    if named is None:
        return None
    j, month = named
    near = None
    k = r.phrase(j, "the")
    day = _day_number(r, k)
    if day is not None and not (
        r.low(day[0]) in HYPHENS and r.glued(day[0]) and r.low(day[0] + 1) in r.words.units
    ):
        if (found := year_at(r, day[0])) and isinstance(found[1], int):
            return Found(found[0], Date(found[1], month, day[1]))
        if r.low(day[0]) == "," and r.digits(day[0] + 1, low=1000, high=2199):
            return Found(day[0] + 2, Date(int(r.low(day[0] + 1)), month, day[1]))
        if found is not None:
            return Found(found[0], Date(found[1], month, day[1]))
        return Found(day[0], Date(None, month, day[1], near=near))
    if found := year_at(r, j):
        return Found(found[0], Date(found[1], month))
    if r.low(i) in _DOUBTFUL and not _is_month(r, i):
        return None
    return Found(j, Date(None, month))


def _is_month(r: Reader, i: int) -> bool:
    """Whether a word like "May" or "March" alone is the month: by its capital and its neighbours."""
    token, before, after = r.low(i), r.low(i - 1), r.low(i + 1)
    if not r.capital(i):
        return False
    upper = r.shown(i).isupper() and len(token) > 1 and r.shown(i + 1).isupper() and r.shown(i - 1).isupper()
    if before in r.words.before_month:
        return True
    if token in {"april", "june", "august"}:  # also names of people
        named = (
            r.capital(i + 1) and r.low(i + 1) not in r.words.months and not upper and r.low(i + 1).isalpha()
        )
        return not named or before in {"in", "since", "until", "by"}
    if token not in {"may", "march"} or upper:
        return False
    if after in r.words.after_modal or before in {"she", "he", "they", "we", "you", "it", "i", "who"}:
        return False
    return before in {"and", "or", "to", "-", "–", ","} and r.low(i - 2) in r.words.months


def day_first(r: Reader, i: int) -> Found | None:
    """Reads "23 October 1998", "the 23rd of October", "23 AUG 88", "5-May-2017"."""
    j = r.phrase(i, "the")
    day = _day_number(r, j)
    if (
        day is not None
        and j > i
        and day[0] == j + 1
        and r.low(day[0]) != "of"
        and r.low(j) not in r.words.ordinals
    ):
        return None  # "the 19 March vote": the article is that of the vote
    if (
        day is None
        or r.low(i - 1) in {"$", "£", "€"}
        or (i > 0 and r.glued(i) and r.low(i - 1) in {"$", ":", ".", ",", "/", "#"})
    ):
        return None
    k = r.phrase(day[0], "of", "day of")
    k = k + 1 if r.hyphen(k) else k
    named = month_name(r, k)
    if named is None or (r.low(k) in {"may", "march", "mar"} and not r.capital(k)):
        return None
    end, month = named
    if r.low(k) == "may" and r.low(end) in r.words.after_modal:
        return None
    m = end + 1 if r.hyphen(end) else end
    if found := year_at(r, m):
        return Found(found[0], Date(found[1], month, day[1]))
    two = r.digits(m, low=0, high=99)
    if (
        two is not None
        and len(r.low(m)) == 2
        and (r.shown(k).isupper() or m > end)
        and r.low(m + 1) != ":"
        and not r.low(m + 1).isalpha()
    ):
        return Found(m + 1, Date(full_year(r.low(m)), month, day[1]))
    return Found(end, Date(None, month, day[1]))


def bare_day(r: Reader, i: int) -> Found | None:
    """Reads "on the 23rd", "the 15th of this month", "the 3rd of last month"."""
    j = r.phrase(i, "the")
    if j == i or r.low(j + 1) not in {"st", "nd", "rd", "th"}:
        return None
    day = _day_number(r, j)
    if day is None:
        return None
    k = r.phrase(day[0], "of")
    if k > day[0] and r.low(k) in STEPS and r.low(k + 1) == "month":
        anchor = Anchor.STORY if r.low(k) in OF_STORY else Anchor.PUBLISHED
        return Found(k + 2, Date(Shift("M", STEPS[r.low(k)], anchor), None, day[1]))
    closed = r.low(day[0]) in {".", ",", ";", ")", "", "\n", "and", "but", "when", "at"}
    if r.low(i - 1) in {"on", "by", "until", "since", "before", "after"} and closed:
        return Found(day[0], Date(None, None, day[1]))
    return None


def weekday_first(r: Reader, i: int) -> Found | None:
    """Reads "Friday", "last Friday", "Friday, Oct. 23", "Thursday of last week", "Friday the 13th"."""
    j, steps, anchor = i, None, Anchor.PUBLISHED
    j = r.phrase(j, "the")
    if r.low(j) in STEPS:
        steps = STEPS[r.low(j)]
        if r.low(j) in OF_STORY or (j > i and r.low(j) == "next"):
            anchor = Anchor.STORY
        j += 1
        if steps == 0 and r.low(j) in {"past", "coming", "last", "next", "same"}:
            steps, j = STEPS[r.low(j)], j + 1
    elif j > i:
        return None
    number = r.words.weekdays.get(r.low(j))
    if number is None or not r.capital(j) or r.low(j).endswith("days") or _in_name(r, j):
        return None
    short = len(r.low(j)) <= 5
    end = r.dot(j + 1) if short else j + 1
    if short and r.low(j) in _DOUBTFUL and steps is None and not _dated(r, end):
        return None
    if steps is None:
        k = r.phrase(end, ", the", "the", ", on", ",")
        for rule in (month_first, day_first, numeric):
            dated = rule(r, k) if k < r.size else None
            if dated and isinstance(dated.form, Date) and dated.form.day:
                return Found(dated.end, Date(dated.form.year, dated.form.month, dated.form.day, number))
        suffixed = r.low(end + 1) in {"st", "nd", "rd", "th"}
        day = r.ordinal(r.phrase(end, "the")) if suffixed or r.low(end) == "the" else None
        if day and day[1] <= 31:
            return Found(day[0], Date(None, None, day[1], number))
    k = r.phrase(end, "of", "")
    if r.low(k) in STEPS and r.low(k + 1) == "week":
        story = Anchor.STORY if r.low(k) in OF_STORY else Anchor.PUBLISHED
        return Found(k + 2, Weekday(number, week=Shift("W", STEPS[r.low(k)], story)))
    if r.phrase(end, "week", "a week ago", "a week from now") > end and r.low(end) == "a":
        return Found(end + 3, Weekday(number, -2))
    return Found(end, Weekday(number, steps, anchor))


def _in_name(r: Reader, i: int) -> bool:
    """Whether a weekday is part of a name: "the Sunday Times", "Bloody Sunday"."""
    after = r.low(i + 1) in r.words.after_weekday and r.capital(i + 1) and not r.shown(i + 1).isupper()
    return after or (r.low(i - 1) in r.words.before_weekday and r.capital(i - 1))


def _dated(r: Reader, i: int) -> bool:
    """Whether a date follows a weekday's short form ("Sun. 5 May", "Sat, Oct 3") or it ends a phrase."""
    k = r.phrase(i, ",")
    return r.low(k) in r.words.months or (
        r.digits(k, low=1, high=31) is not None and r.low(k + 1) in r.words.months
    )


def year_alone(r: Reader, i: int) -> Found | None:
    """Reads "1998", "fiscal 1989", "the year 2000", "'98", "nineteen ninety-six"."""
    j = r.phrase(i, "the fiscal year", "fiscal year", "financial year", "the year", "fiscal", "year", "fy")
    spoken = _spoken_year(r, j)
    if spoken is not None:
        return Found(spoken[0], Date(spoken[1]))
    year = r.digits(j, low=1000, high=2199)
    if year is None or len(r.low(j)) != 4:
        if r.low(j) in {"'", "‘"} and r.glued(j + 1) and not r.glued(j) and len(r.low(j + 1)) == 2:
            two = r.digits(j + 1, low=0, high=99)
            return (
                Found(j + 2, Date(full_year(r.low(j + 1))))
                if two is not None and r.low(j + 2) != "s"
                else None
            )
        return None
    if j > i:
        return Found(_second_year(r, j + 1, year), Date(year))
    if (
        r.glued(i)
        and r.low(i - 1) not in {"(", "[", '"', "'", "-", "–", "/", "`", "“", "‘"}
        and r.low(i - 1) != ""
    ):
        return None
    if (
        r.glued(i)
        and r.low(i - 1) in {"-", "/"}
        and not r.low(i - 2).isalpha()
        and not r.digits(i - 2, low=1000, high=2199)
    ):
        return None
    if r.glued(i + 1) and r.low(i + 1) in {"/", ":", "%", "°"} and not r.digits(i + 2, low=0, high=2199):
        return None
    if r.glued(i + 1) and r.low(i + 1).isalpha():
        return None
    if _counts(r, i) or r.low(i - 1) in r.words.before_count:
        return None
    if 1900 <= year <= 2099 or r.low(i - 1) in {
        "in",
        "since",
        "of",
        "until",
        "from",
        "circa",
        "by",
        "before",
        "after",
    }:
        return Found(_second_year(r, i + 1, year), Date(year))
    return None


def _second_year(r: Reader, i: int, year: int) -> int:
    """Takes in the second half of a fiscal or school year: "1989-90", "2016/17"."""
    if r.low(i) in {"-", "/", "–"} and r.glued(i) and r.glued(i + 1) and len(r.low(i + 1)) == 2:
        second = r.digits(i + 1, low=0, high=99)
        if second is not None and second == (year + 1) % 100:
            return i + 2
    return i


def _spoken_year(r: Reader, i: int, *, led: bool = False) -> tuple[int, int] | None:
    """Reads "nineteen ninety-six", "two thousand", "two thousand and four", "twenty seventeen"."""
    led = led or r.low(i - 1) in {"year", "in", "since", "of", "by", "until"}
    if led and r.low(i) == "two" and r.low(i + 1) == "thousand":
        j = r.phrase(i + 2, "and")
        rest = r.number(j)
        return (rest[0], 2000 + int(rest[1])) if rest and 0 < rest[1] < 100 else (i + 2, 2000)
    century = {"nineteen": 1900, "eighteen": 1800, "twenty": 2000}.get(r.low(i))
    if century is None:
        return None
    rest = r.number(i + 1)
    if r.low(i + 1) in {"hundred", "-"} or rest is None or not 10 <= rest[1] < 100:
        return None
    return rest[0], century + int(rest[1])


RULES = (numeric, month_first, day_first, bare_day, weekday_first, year_alone)
