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
from datetime import date, datetime

from counterclaim.events.timex.calendar import add_days, days_of, precision, third
from counterclaim.events.timex.context import Context, Issue, base_day
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
    Weekday,
    Window,
)
from counterclaim.events.timex.grammar import Reading, story_day, with_year
from counterclaim.events.timex.lengths import moved_by
from counterclaim.events.timex.reader import Reader
from counterclaim.events.timex.running import hour_moved, part_day, window
from counterclaim.events.timex.stamps import apart, dated, stamp
from counterclaim.events.timex.tense import direction
from counterclaim.events.timex.values import cut_to, value_of
from counterclaim.records import Published, Span, TimeValue

EVENING = 20
"""The hour from which a report dated to the day is taken not to tell of that same day."""

_ROLL_HOURS = 12
_STORY_DAYS = 8
_SENTENCE = 30


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
        self.day_token = self.at = 0  # where it was named; where the walk stands
        self.chain: list[Hour] = []
        self.context = Context(self.issue.first if self.issue else None)
        self.results: list[Resolved] = []
        self.readings: Sequence[Reading] = ()

    def resolve(self, readings: Sequence[Reading]) -> list[Resolved]:
        """One result for each reading."""
        self.readings = readings = self._ordered(readings)
        for k, reading in enumerate(readings):
            self.at = reading.first
            owned = self.r.low(reading.end) == "'" and self.r.low(reading.end + 1) == "s"
            first = readings[k - 1].first if reading.through and k else reading.first
            self.context.ahead = 0 if owned else direction(self.r, first, reading.end)
            self.results.append(self._one(k, reading))
        self._close_chain()
        self._restate()
        self._join_ranges()
        return self.results

    def _ordered(self, readings: Sequence[Reading]) -> list[Reading]:
        """The first half of a range is dated from its second: "from May to September", "Friday to Monday"."""
        ordered = list(readings)
        for k in range(1, len(ordered)):
            first, second = ordered[k - 1].form, ordered[k].form
            if not ordered[k].through:
                continue
            self.context.ahead = direction(self.r, ordered[k].first, ordered[k].end)
            covered = days_of(self._certain(second))
            if covered is None:
                continue
            last = covered[1]
            if isinstance(second, Date) and second.year is None:
                first = with_year(first, replace(second, year=last.year))
            elif isinstance(first, Weekday) and isinstance(second, Weekday) and first.steps is None:
                day = add_days(last, -((last.isoweekday() - first.day) % 7))
                first = Date(day.year, day.month, day.day, first.day)
            ordered[k - 1] = replace(ordered[k - 1], form=first)
        return ordered

    def span(self, reading: Reading) -> Span:
        """Where a reading stands in the text."""
        return Span(self.r.tokens[reading.first].start, self.r.tokens[reading.end - 1].end)

    def _one(self, k: int, reading: Reading) -> Resolved:
        form = reading.form
        if isinstance(form, Clock):
            return self._clock(k, reading, form)
        if isinstance(form, Length) and self._to_come(reading, form):
            form = Away(form.amount, 1, Anchor.PUBLISHED)
        if isinstance(form, DayPart) and form.day is None:  # "by dawn", where hours went before
            day = part_day(self._last_hour(), self.r.words.day_part_hours.get(form.code))
            form = replace(form, day=Date(day.year, day.month, day.day) if day else None)
        value = self._certain(form)
        kind = kind_of(form, value)
        if kind == "DATE" and not value.endswith("REF"):
            self._remember(form, value)
        elif isinstance(form, DayPart) and form.day is not None and days_of(value):
            self._remember(form.day, value[:10])
        return Resolved(kind, value, self._time(form, value, reading))

    def _to_come(self, reading: Reading, form: Length) -> bool:
        """Whether "in three weeks" is a day to come: where the sentence looks ahead."""
        number, unit = form.amount[-1]
        counted = number is not None and unit in {"D", "W", "M", "Y", "2W", "10Y"} and reading.mod is None
        return counted and self.context.ahead > 0 and self.r.low(reading.first - 1) == "in"

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
        if story_day(form) and covered[0] == covered[1]:
            if value != self.day:
                self._close_chain()
            self.day, self.day_token = value, self.at

    def _time(self, form: Form, value: str, reading: Reading) -> TimeValue | None:
        text = self.r.text[self.span(reading).start : self.span(reading).end]
        if isinstance(form, Window):
            sure = self.issue and self.issue.first == self.issue.last
            return window(form, self.issue.first, text=text) if self.issue and sure else None
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

    def _last_hour(self) -> str:
        """The moment of the last hour of the story, "" where it has none with a day."""
        time = self.results[self.chain[-1].index].time if self.chain else None
        return time.start if time is not None else ""

    def _loose(self, form: Away, text: str) -> TimeValue | None:
        """Reads "Three days later", "two hours later": from the story's last day, or its last hour."""
        if isinstance(form.base, Anchor) and form.amount[-1][1] in {"H", "TM"}:
            return hour_moved(self._last_hour(), form.amount, form.sign, text=text)
        if isinstance(form.base, Anchor):
            base = base_day(Anchor.STORY, self.context) if self.context.focus else None
        else:
            covered = days_of(value_of(form.base, self.context))
            base = covered[0] if covered and covered[0] == covered[1] else None
        moved = moved_by(base, form.amount, form.sign) if base else None
        unit = form.amount[-1][1]
        if moved is None or unit not in {"D", "W", "2W", "M", "Y"}:
            return None
        value = cut_to(moved, unit) if unit in {"M", "Y"} else moved.isoformat()
        return dated(value, days_of(value) or (moved, moved), text)

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
            if self._restates(k):
                return self._stamped(reading, form, text, covered[0])
            if form.day is not None:
                self._remember(form.day, day)
            else:
                self._close_chain()
                self.day, self.day_token = day, self.at
            self.chain = [Hour(k, minutes, 0, 0)]
            return self._stamped(reading, form, text, covered[0])
        if day is not None:
            return Resolved("TIME", f"{day}{text}", None)
        if self._restates(k):
            return Resolved("TIME", text, None)
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
        here = range(self.day_token, self.at)
        if self.issue is None or (
            len(here) <= _SENTENCE and not any(self.r.low(i) in {".", "\n"} for i in here)
        ):
            return self.day
        return self.day if abs((self.issue.last - covered[0]).days) <= _STORY_DAYS else None

    def _day_after(self, k: int) -> str | None:
        """A day named right after the clock time, or after another clock time that restates it."""
        for later in range(k + 1, min(k + 3, len(self.readings))):
            gap = range(self.readings[later - 1].end, self.readings[later].first)
            if self.readings[later].through:
                gap = range(0)  # "between 3 and 5 a.m. on Sunday"
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

    def _restates(self, k: int) -> bool:
        """Whether a clock time in brackets says the one before it again: "22:30 (0230 GMT)"."""
        if k == 0 or not isinstance(self.readings[k - 1].form, Clock):
            return False
        gap = range(self.readings[k - 1].end, self.readings[k].first)
        return 1 <= len(gap) <= 2 and self.r.low(gap[0]) in {"(", "["}

    def _restate(self) -> None:
        """Both clock times of "22:30 (0230 GMT on 12 January)" are one moment: the day is that of the one
        it stands with, the other's is the nearest.
        """
        for k in range(1, len(self.readings)):
            first, second = self.readings[k - 1].form, self.readings[k].form
            if not (isinstance(first, Clock) and isinstance(second, Clock) and self._restates(k)):
                continue
            dated_inside = second.day is not None or self._day_inside(k)
            known, other = (k, k - 1) if dated_inside else (k - 1, k)
            when = self.results[known].time
            form = self.readings[other].form
            if when is None or not isinstance(form, Clock):
                continue
            text = value_of(replace(form, day=None), self.context)
            day = date.fromisoformat(when.start[:10])
            options = [self._stamped(self.readings[other], form, text, add_days(day, d)) for d in (0, -1, 1)]
            self.results[other] = min(options, key=lambda option: apart(option.time, when))

    def _day_inside(self, k: int) -> bool:
        """Whether a day follows a bracketed clock time before the bracket closes."""
        if k + 1 >= len(self.readings) or self._day_after(k) is None:
            return False
        gap = range(self.readings[k].end, self.readings[k + 1].first)
        return not any(self.r.low(i) in {")", "]"} for i in gap)

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
