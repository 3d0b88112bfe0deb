"""From the readings of one text to its mentions: values, days and hours, by publication and story.

Rules for a clock time without a day of its own:
1. a day named next to it, or the last one the running story named, is its day; an hour that comes less
   than twelve hours after the story's last one, past midnight, is on the next day;
2. where the story named none, the hours that follow one another are kept together and the last of them
   goes to the latest day at which it can have happened before publication. A date of publication without
   an hour is taken to have been out before the evening: hours from 20:00 on then lie on the day before;
3. an hour that the sentence looks ahead to goes to the first day at which it can still come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from counterclaim.events.timex.calendar import add_days, add_months, days_of, precision, third
from counterclaim.events.timex.forms import (
    Anchor,
    Away,
    Clock,
    Date,
    DayPart,
    Every,
    Form,
    Holiday,
    Length,
    Reference,
    Section,
    Shift,
    Window,
)
from counterclaim.events.timex.grammar import Reading, story_day
from counterclaim.events.timex.reader import Reader
from counterclaim.events.timex.tense import direction
from counterclaim.events.timex.values import Context, base_day, moved_by, value_of
from counterclaim.records import DatePrecision, Published, Span, TimeValue

EVENING = 20
"""The hour from which a report dated to the day is taken not to tell of that same day."""

_ROLL_HOURS = 12
_STORY_DAYS = 8


@dataclass(frozen=True, slots=True)
class Issue:
    """The date of publication as far as it is known: first and last day it can be, and the moment if it
    is said.
    """

    first: date
    last: date
    moment: datetime | None

    @classmethod
    def of(cls, published: Published | None) -> Issue | None:
        """Reads a `Published`; None where nothing is known or the value is no date."""
        if published is None:
            return None
        covered = days_of(published.value[:10])
        if covered is None:
            return None
        moment = None
        if published.precision in {DatePrecision.MINUTE, DatePrecision.SECOND}:
            try:
                moment = datetime.fromisoformat(published.value)
            except ValueError:
                moment = None
        return cls(covered[0], covered[1], moment)


@dataclass(slots=True)
class Hour:
    """A clock time on its way to a day: ``index`` of its mention, minutes of the day, days since the
    chain began.
    """

    index: int
    minutes: int
    offset: int
    ahead: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a reading means: TIMEX3 type and value, and its time if it has one."""

    type: str
    value: str
    time: TimeValue | None


class Resolver:
    """Walks the readings of one text in order."""

    def __init__(self, r: Reader, published: Published | None, zone_of: Callable[[Span], str | None]) -> None:
        self.r = r
        self.issue = Issue.of(published)
        self.zone_of = zone_of
        self.day = ""  # the story's day, "" before any
        self.chain: list[Hour] = []
        self.context = Context(self.issue.first if self.issue else None)
        self.results: list[Resolved] = []
        self.readings: Sequence[Reading] = ()

    def resolve(self, readings: Sequence[Reading]) -> list[Resolved]:
        """One result for each reading."""
        self.readings = readings
        for k, reading in enumerate(readings):
            owned = self.r.low(reading.end) == "'" and self.r.low(reading.end + 1) == "s"
            self.context.ahead = 0 if owned else direction(self.r, reading.first, reading.end)
            self.results.append(self._one(k, reading))
        self._close_chain()
        self._join_ranges()
        return self.results

    def span(self, reading: Reading) -> Span:
        """Where a reading stands in the text."""
        return Span(self.r.tokens[reading.first].start, self.r.tokens[reading.end - 1].end)

    def _one(self, k: int, reading: Reading) -> Resolved:
        form = reading.form
        if isinstance(form, Clock):
            return self._clock(k, reading, form)
        value = self._certain(form)
        kind = kind_of(form, value)
        if kind == "DATE" and not value.endswith("REF"):
            self._remember(form, value)
        elif isinstance(form, DayPart) and form.day is not None and days_of(value):
            self._remember(form.day, value[:10])
        return Resolved(kind, value, self._time(form, value, reading))

    def _certain(self, form: Form) -> str:
        """The value, if every day that can be that of publication gives the same; else what no day
        changes.
        """
        value = value_of(form, self.context)
        if self.issue is None or self.issue.first == self.issue.last:
            return value
        other = value_of(form, replace(self.context, now=self.issue.last))
        return value if value == other else value_of(form, replace(self.context, now=None))

    def _remember(self, form: Form, value: str) -> None:
        covered = days_of(value)
        compared = isinstance(form, Away) and form.amount and form.amount[-1][1] == "Y"
        if covered is None or compared or (isinstance(form, Section) and form.back):
            return  # "a year earlier" compares: the story stays where it was
        self.context.focus = value
        if "-Q" in value:
            self.context.quarter = value
        elif len(value) == 4:
            self.context.quarter = ""
        if story_day(form) and covered[0] == covered[1] and value != self.day:
            self._close_chain()
            self.day = value

    def _time(self, form: Form, value: str, reading: Reading) -> TimeValue | None:
        text = self.r.text[self.span(reading).start : self.span(reading).end]
        if isinstance(form, Window):
            return self._window(form, text)
        if isinstance(form, Away) and form.loose:
            return self._loose(form, text)
        if isinstance(form, Length | Every | Reference):
            return None
        if isinstance(form, DayPart):
            return self._part_time(form, value, reading, text)
        if isinstance(form, Holiday) and "/" in value:
            first, last = (date.fromisoformat(v) for v in value.split("/"))
            return TimeValue(first.isoformat(), last.isoformat(), precision(first, last), text)
        covered = days_of(value)
        return dated(value, third(*covered, reading.mod), text) if covered else None

    def _window(self, form: Window, text: str) -> TimeValue | None:
        if self.issue is None or self.issue.first != self.issue.last:
            return None
        other = moved_by(self.issue.first, form.amount, form.sign)
        if other is None or form.amount[-1][1] in {"H", "TM", "S"}:
            return None
        first, last = sorted((other, self.issue.first))
        return TimeValue(first.isoformat(), last.isoformat(), precision(first, last), text)

    def _loose(self, form: Away, text: str) -> TimeValue | None:
        """Reads "Three days later": days from the story's last day, where it is one day."""
        if isinstance(form.base, Anchor):
            base = base_day(Anchor.STORY, self.context) if self.context.focus else None
        else:
            covered = days_of(value_of(form.base, self.context))
            base = covered[0] if covered and covered[0] == covered[1] else None
        moved = moved_by(base, form.amount, form.sign) if base else None
        if moved is None or form.amount[-1][1] not in {"D", "W", "2W"}:
            return None
        return TimeValue(moved.isoformat(), None, 1, text)

    def _part_time(self, form: DayPart, value: str, reading: Reading, text: str) -> TimeValue | None:
        covered = days_of(value)
        if covered is None or covered[0] != covered[1]:
            return None
        hours = self.r.words.day_part_hours.get(form.code)
        if hours is None:
            return TimeValue(value[:10], None, 1, text)
        zone = self.zone_of(self.span(reading))
        first = stamp(covered[0], hours[0] * 60, zone)
        last = stamp(covered[0], hours[1] * 60, zone)
        return TimeValue(first, last, 1 if hours[1] <= 24 else 2, text)

    def _clock(self, k: int, reading: Reading, form: Clock) -> Resolved:
        text = value_of(replace(form, day=None), self.context)
        day = self._certain(form.day) if form.day is not None else self._day_after(k)
        minutes = int(text[1:3]) * 60 + (int(text[4:6]) if len(text) > 3 else 0)
        if day is not None and (covered := days_of(day)) and covered[0] == covered[1]:
            if form.day is not None:
                self._remember(form.day, day)
            else:
                self._close_chain()
                self.day = day
            self.chain = [Hour(k, minutes, 0, 0)]
            return self._stamped(reading, form, text, covered[0])
        if day is not None:
            return Resolved("TIME", f"{day}{text}", None)
        return self._chained(k, reading, form, text, minutes)

    def _chained(self, k: int, reading: Reading, form: Clock, text: str, minutes: int) -> Resolved:
        offset = 0
        if self.chain:
            last = self.chain[-1]
            forward = (minutes - last.minutes) % 1440
            rolls = minutes < last.minutes and forward <= _ROLL_HOURS * 60 and not self._held_back(reading)
            offset = last.offset + rolls
        self.chain.append(Hour(k, minutes, offset, self.context.ahead))
        if self._story_day_near() is not None:
            start = days_of(self.day)
            if start is not None:
                return self._stamped(reading, form, text, add_days(start[0], offset))
        return Resolved("TIME", text, None)

    def _held_back(self, reading: Reading) -> bool:
        return any(
            self.r.low(i) in {"earlier", "previously"} for i in range(reading.first - 4, reading.first)
        )

    def _story_day_near(self) -> str | None:
        """The story's day, where it is close enough to publication to be the one told of."""
        if not self.day:
            return None
        covered = days_of(self.day)
        if covered is None:
            return None
        if self.issue is None:
            return self.day
        return self.day if abs((self.issue.last - covered[0]).days) <= _STORY_DAYS else None

    def _day_after(self, k: int) -> str | None:
        """A day named right after the clock time, or after another clock time that restates it."""
        for later in range(k + 1, min(k + 3, len(self.readings))):
            gap = range(self.readings[later - 1].end, self.readings[later].first)
            if len(gap) > 3 or any(self.r.low(i) not in self.r.words.between_clock_and_day for i in gap):
                return None
            form = self.readings[later].form
            if isinstance(form, Clock):
                if form.day is not None:
                    return self._certain(form.day)
                continue
            if story_day(form) or (isinstance(form, DayPart) and form.day is not None):
                return self._certain(form)[:10]
            return None
        return None

    def _close_chain(self) -> None:
        """Gives the hours of a story that named no day their days (rules 2 and 3), then starts afresh."""
        undated = [h for h in self.chain if self.results[h.index].time is None] if self.chain else []
        self.chain = []
        if not undated or self.issue is None or self.issue.first != self.issue.last:
            return
        last = undated[-1]
        reading = self.readings[last.index]
        form = reading.form
        if not isinstance(form, Clock):
            return
        day = self._latest_day(reading, form, last)
        for hour in undated:
            reading = self.readings[hour.index]
            if isinstance(reading.form, Clock):
                text = value_of(replace(reading.form, day=None), self.context)
                own = add_days(day, hour.offset - last.offset)
                self.results[hour.index] = self._stamped(reading, reading.form, text, own)

    def _latest_day(self, reading: Reading, form: Clock, hour: Hour) -> date:
        assert self.issue is not None
        out, moment = self.issue.first, self.issue.moment
        if moment is None:
            late = hour.minutes >= EVENING * 60 and hour.ahead <= 0
            return add_days(out, -1 if late else 0)
        zone = form.zone if form.zone not in {None, "local"} else None
        name = self.r.words.zones.get((zone or "").lower(), zone) or self.zone_of(self.span(reading))
        day = add_days(out, 1)
        for _ in range(3):
            came = self._reached(day, hour.minutes, name, moment)
            if hour.ahead > 0 and not came and self._reached(add_days(day, -1), hour.minutes, name, moment):
                return day
            if hour.ahead <= 0 and came:
                return day
            day = add_days(day, -1)
        return out

    def _reached(self, day: date, minutes: int, zone: str | None, moment: datetime) -> bool:
        at = datetime.fromisoformat(stamp(day, minutes, zone))
        if at.tzinfo is None or moment.tzinfo is None:
            return at.replace(tzinfo=None) <= moment.replace(tzinfo=None)
        return at <= moment

    def _stamped(self, reading: Reading, form: Clock, text: str, day: date) -> Resolved:
        span = self.span(reading)
        zone: str | None = self.zone_of(span)
        if form.zone not in {None, "local"}:
            zone = self.r.words.zones.get(str(form.zone).lower(), form.zone) or None
        minutes = int(text[1:3]) * 60 + (int(text[4:6]) if len(text) > 3 else 0)
        start = stamp(day, minutes, zone, seconds=int(text[7:9]) if len(text) > 6 else None)
        value = f"{day.isoformat()}{text}"
        return Resolved("TIME", value, TimeValue(start, None, 1, self.r.text[span.start : span.end]))

    def _join_ranges(self) -> None:
        """Both halves of "between 3 and 5 May" get the whole range as their time; their values stay."""
        for k in range(1, len(self.readings)):
            first, second = self.results[k - 1].time, self.results[k].time
            if not self.readings[k].through or first is None or second is None:
                continue
            end = second.end or second.start
            whole = self.r.text[self.span(self.readings[k - 1]).start : self.span(self.readings[k]).end]
            if end <= first.start:
                continue
            a, b = days_of(first.start[:10]), days_of(end[:10])
            size = precision(a[0], b[1]) if a and b else 5
            joined = TimeValue(first.start, end, size, whole)
            self.results[k - 1] = replace(self.results[k - 1], time=joined)
            self.results[k] = replace(self.results[k], time=joined)


def kind_of(form: Form, value: str) -> str:
    """The TIMEX3 type of a form."""
    if isinstance(form, Every):
        return "SET"
    if isinstance(form, Length | Window) or (isinstance(form, Away) and form.loose):
        return "DURATION"
    return "TIME" if isinstance(form, DayPart | Clock) else "DATE"


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


__all__ = ["UTC", "Date", "Resolved", "Resolver", "Section", "Shift", "add_months", "timedelta"]
