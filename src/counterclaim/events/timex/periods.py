"""Grammar of longer spans: quarters, halves, seasons, decades, centuries and feasts.

Each rule takes the reader and a position and gives what it read there, or None.
"""

from __future__ import annotations

from counterclaim.events.timex.dates import STEPS, full_year, year_at
from counterclaim.events.timex.forms import Fixed, Found, Holiday, Section, Shift
from counterclaim.events.timex.reader import Reader


def decade(r: Reader, i: int) -> Found | None:
    """Reads "the 1990s", "the '80s", "the nineties", "the 20th century", "this century"."""
    j = r.phrase(i, "the")
    if r.low(j) in {"mid", "late", "early"}:
        return None
    k = j + 1 if r.low(j) in {"'", "‘"} and r.glued(j + 1) else j
    value = r.digits(k, low=10, high=2190)
    end = k + 2 if r.low(k + 1) == "'" and r.low(k + 2) == "s" else k + 1
    if value is not None and value % 10 == 0 and r.low(end) == "s" and r.glued(end):
        year = full_year(r.low(k))
        if len(r.low(k)) == 4 or (len(r.low(k)) == 2 and (j > i or k > j)):
            return Found(end + 1, Fixed(str(year)[:2] if year % 100 == 0 and year < 2000 else str(year)[:3]))
        return None
    if (tens := r.words.decade_words.get(r.low(j))) and (
        j > i or r.low(j - 1) in {"mid", "late", "early", "-"}
    ):
        return Found(j + 1, Fixed(str(1900 + tens)[:3]))
    found = r.ordinal(j)
    if found:
        k = found[0] + 1 if r.hyphen(found[0]) else found[0]
        if r.low(k) == "century" and found[1] <= 22:
            return Found(k + 1, Fixed(f"{found[1] - 1:02d}"))
    return None


def section(r: Reader, i: int) -> Found | None:
    """Quarters, halves, seasons with or without a year: "third-quarter", "Q3 2017", "the first half of
    1990", "last fall".
    """
    j = r.phrase(i, "the")
    year: int | Shift | None = None
    if fiscal := r.phrase(j, "fiscal -", "fiscal") - j:
        j += fiscal
    if (number := r.digits(j, low=1900, high=2199)) and r.low(j + 1) != ",":
        year, j = number, j + 1
    elif r.low(j) in STEPS and r.low(j + 1) == "year" and r.low(j + 2) == "'" and r.low(j + 3) == "s":
        year, j = Shift("Y", STEPS[r.low(j)]), j + 4
    j = r.phrase(j, "fiscal")
    season = r.words.seasons.get(r.low(j))
    if season is not None:
        return _season(r, i, j, season, year)
    code = ""
    letter = r.low(j)
    if (
        letter in {"q", "h"}
        and r.glued(j + 1)
        and (part := r.digits(j + 1, low=1, high=4 if letter == "q" else 2))
    ):
        if letter == "h" and year is None and year_at(r, j + 2) is None:
            return None
        code, end = f"{letter.upper()}{part}", j + 2
    elif (found := r.ordinal(j)) and found[1] <= 4:
        k = found[0] + 1 if r.hyphen(found[0]) else r.phrase(found[0], "fiscal")
        if r.low(k) in {"quarter", "quarters"}:
            code, end = f"Q{found[1]}", k + 1
        elif r.low(k) == "half" and found[1] <= 2:
            code, end = f"H{found[1]}", k + 1
    elif r.low(j) in {"last", "latter"} and r.low(j + 1) == "half":
        code, end = "H2", j + 2
    elif year is not None and r.low(j) == "quarter":
        code, end = "QX", j + 1
    if not code:
        return None
    if year is None:
        if r.low(end) == "of" and code.startswith("H") and not year_at(r, end):
            return None
        if after := year_at(r, r.phrase(end, "of the fiscal", "of fiscal", "fiscal")):
            end, year = after
    return Found(end, Section(code, year))


def _season(r: Reader, i: int, j: int, season: str, year: int | Shift | None) -> Found | None:
    after = year_at(r, j + 1)
    if after and r.low(j + 1) != "in":
        return Found(after[0], Section(season, after[1]))
    if year is not None:
        return Found(j + 1, Section(season, year))
    before = r.low(j - 1)
    if before in STEPS:
        return None  # read by the phrases, with its determiner
    common = r.low(j) in {"fall", "spring"}
    led = before in {"the", "in", "by", "since", "until", "during", "early", "late", "mid", "-"}
    if r.low(j) in {"summer", "winter", "autumn"} or (
        common and led and r.low(j + 1) not in {"of", "in", "from", "to"}
    ):
        if (
            j == i
            and common
            and before in {"the", "in"}
            and r.low(j + 1).isalpha()
            and r.low(j + 1) not in {"and", "when"}
        ):
            return None
        return Found(j + 1, Section(season))
    return None


def holiday(r: Reader, i: int) -> Found | None:
    """A feast by name: "Christmas Eve", "last Easter", "Eid al-Fitr 2017"."""
    j = i
    steps: int | None = None
    if r.low(j) in STEPS and r.capital(j + 1):
        steps, j = STEPS[r.low(j)], j + 1
    if not r.capital(j):
        return None
    best = 0
    for length in range(min(6, r.size - j), 0, -1):
        if (rule := r.words.holidays.get(tuple(r.lows[j : j + length]))) is not None:
            best = length
            break
    if not best or rule is None:
        return None
    after = year_at(r, j + best)
    if after:
        return Found(after[0], Holiday(rule, after[1]))
    return Found(j + best, Holiday(rule, None, steps))


RULES = (decade, section, holiday)
