"""`TimeValue`s and ISO 8601 stamps from days, minutes and time zones."""

from __future__ import annotations

from datetime import date, datetime, time, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from counterclaim.events.timex.calendar import add_days, days_of, precision
from counterclaim.records import TimeValue


def dated(value: str, days: tuple[date, date], text: str) -> TimeValue:
    """A time of whole days: a day, month or year stands as its own ISO value, anything else as first and
    last day.
    """
    whole = days_of(value) == days and len(value) in {4, 7, 10} and value.replace("-", "").isdigit()
    if whole:
        return TimeValue(value, None, precision(*days), text)
    return TimeValue(days[0].isoformat(), days[1].isoformat(), precision(*days), text)


def stamp(day: date, minutes: int, zone: str | None, *, seconds: int | None = None) -> str:
    """A local date and time in ISO 8601, with the offset of the zone (IANA name or "+03:00") on that day."""
    day = add_days(day, minutes // 1440)
    minutes %= 1440
    at = datetime.combine(day, time(minutes // 60, minutes % 60, seconds or 0))
    shown = at.isoformat(timespec="seconds" if seconds is not None else "minutes")
    offset = zone_offset(zone, at)
    return shown if offset is None else shown + offset


def zone_offset(zone: str | None, at: datetime) -> str | None:
    """Reads "+03:00" for a zone at a local time; None for no zone or one that is not known."""
    if not zone:
        return None
    if zone[0] in "+-":
        return zone
    try:
        delta = ZoneInfo(zone).utcoffset(at)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return timezone(delta).tzname(None)[3:] or "+00:00" if delta is not None else None


def apart(first: TimeValue | None, second: TimeValue | None) -> float:
    """Seconds between the starts of two times of day; wall clocks are compared where a zone is missing."""
    if first is None or second is None:
        return float("inf")
    a, b = datetime.fromisoformat(first.start), datetime.fromisoformat(second.start)
    if a.tzinfo is None or b.tzinfo is None:
        a, b = a.replace(tzinfo=None), b.replace(tzinfo=None)
    return abs((a - b).total_seconds())
