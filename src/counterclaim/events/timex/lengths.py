"""Amounts of time as TIMEX3 durations, and days moved by them."""

from __future__ import annotations

from datetime import date

from counterclaim.events.timex.calendar import add_days, add_months
from counterclaim.events.timex.forms import Amount

_CLOCK_UNITS = {"H": "H", "TM": "M", "S": "S"}
_WHOLE = {"2W": (2, "W"), "10Y": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y")}
_DAYS_IN = {"D": 1, "NI": 1, "MO": 1, "AF": 1, "EV": 1, "W": 7, "2W": 14, "WE": 7}
_MONTHS_IN = {"M": 1, "Q": 3, "Y": 12, "10Y": 120, "C": 1200, "L": 12000}


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
