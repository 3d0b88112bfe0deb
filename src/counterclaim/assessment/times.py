"""Times as stretches: takes ISO 8601 cut to what is known, gives wall-clock bounds that can be compared.

An event is told in the time of its place, so offsets are dropped; where both a local offset and UTC are told of one
incident, UTC is carried over to the local one first (``shift``).
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from counterclaim.records import TimeValue

_ISO: Final = re.compile(
    r"^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?)?)?)?(Z|[+-]\d\d:?\d\d)?$"
)
CLOCK: Final = timedelta(minutes=45)  # "around nine" and "at a quarter past nine" are told of one thing
HOURS: Final = timedelta(hours=12)  # a stretch shorter than this tells an hour rather than a day


class Stretch(NamedTuple):
    """From when to when, on the clocks of the place."""

    start: datetime
    end: datetime

    @property
    def clock(self) -> bool:
        """Whether it tells an hour."""
        return self.end - self.start <= HOURS

    def meets(self, other: Stretch, slack: timedelta = timedelta()) -> bool:
        """Whether both can hold of one moment."""
        return self.start <= other.end + slack and other.start <= self.end + slack

    def narrowed(self, other: Stretch) -> Stretch:
        """What both have in common, the later of two moments where they only nearly meet."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Stretch(start, end) if start <= end else Stretch(end, start)


def bounds(iso: str, zone: timedelta = timedelta()) -> Stretch | None:
    """The stretch that a date or time covers, None for what is neither. UTC is carried over to ``zone``."""
    match = _ISO.match(iso)
    if match is None:
        return None
    year, month, day, hour, minute, _, offset = match.groups()
    try:
        start = datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0))
    except ValueError:
        return None
    if hour is not None:
        if offset and is_utc(offset):
            start += zone
        return Stretch(start, start)
    if day is not None:
        return Stretch(start, start + timedelta(days=1) - timedelta(minutes=1))
    last = datetime(int(year), int(month or 12), calendar.monthrange(int(year), int(month or 12))[1])
    return Stretch(start, last + timedelta(days=1) - timedelta(minutes=1))


def is_utc(offset: str) -> bool:
    """Whether an offset is none."""
    return offset == "Z" or not offset.strip("+-0:")


def zone_of(times: Iterable[TimeValue]) -> timedelta:
    """The offset of the place, as most of some times tell it; none where none does."""
    seen: Counter[timedelta] = Counter()
    for time in times:
        match = _ISO.match(time.start)
        offset = match.group(7) if match else None
        if offset and not is_utc(offset):
            hours, minutes = int(offset[1:3]), int(offset[-2:])
            seen[timedelta(hours=hours, minutes=minutes) * (-1 if offset[0] == "-" else 1)] += 1
    return min(seen, key=lambda zone: (-seen[zone], zone)) if seen else timedelta()


def stretch(time: TimeValue, zone: timedelta = timedelta()) -> Stretch | None:
    """The stretch of a time as told."""
    start = bounds(time.start, zone)
    end = bounds(time.end, zone) if time.end else None
    if start is None:
        return None
    return Stretch(start.start, max(start.end, end.end if end else start.end))


def told(time: TimeValue) -> str:
    """A time for people: "15 Oct 2017 23:30 +03:00"."""
    start = _told(time.start)
    return f"{start} to {_told(time.end)}" if time.end and _told(time.end) != start else start


def _told(iso: str) -> str:
    match = _ISO.match(iso)
    if match is None:
        return iso
    year, month, day, hour, minute, _, offset = match.groups()
    parts = [str(int(day)) if day else "", calendar.month_abbr[int(month)] if month else "", year]
    parts.append(f"{hour}:{minute}" if hour else "")
    parts.append("UTC" if hour and offset and is_utc(offset) else (offset or "") if hour else "")
    return " ".join(part for part in parts if part)
