"""TIMEX3 values of quarters, halves, seasons and feasts: which one a name means, given the context."""

from __future__ import annotations

from datetime import date

from counterclaim.events.timex.calendar import days_of, feast
from counterclaim.events.timex.context import UNKNOWN, Context, moved, year_of
from counterclaim.events.timex.forms import Holiday, Section


def section_value(form: Section, c: Context) -> str:
    year = year_of(form.year, c)
    if form.code == "QX":
        return _quarter(form, year, c)
    if year is not None:
        return f"{year}-{form.code}"
    if form.story and form.back and c.now:
        return back_years(_begun(form.code, c.now, c.ahead), form.back)
    if c.now is None:
        return f"XXXX-{form.code}"
    if form.steps is not None:
        return _stepped(form, c.now)
    return _begun(form.code, c.now, c.ahead)


def _quarter(form: Section, year: str | None, c: Context) -> str:
    known = c.quarter
    if year is not None:
        number = known[5:] if known else moved(c.now, "Q", -1, c)[5:] if c.now else "QX"
        return f"{year}-{number}"
    if form.steps is not None and not form.story:
        if c.now is None:
            return "XXXX-QX"
        return moved(c.now, "Q", form.steps, c)
    if not known and c.now is not None:
        known = moved(c.now, "Q", 0 if form.steps else -1, c)
    known = back_years(known, form.back) if known else "XXXX-QX"
    covered = days_of(known)
    return moved(covered[0], "Q", form.steps, c) if form.steps and covered else known


def back_years(value: str, years: int) -> str:
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


def holiday_value(form: Holiday, c: Context) -> str:
    year = year_of(form.year, c)
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
