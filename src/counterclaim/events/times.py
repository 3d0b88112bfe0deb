"""Time expressions of a document and what they mean against its date of publication.

Takes text, the date of publication and, for clock times, the time zone of the place; gives `TimeMention`s
in order: TIMEX3 type and value, and the time itself where it is known. Which event happened then is
decided by the callers. No date is invented: without a date of publication "Friday" stays ``XXXX-WXX-5``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from counterclaim.events.timex.grammar import read
from counterclaim.events.timex.reader import Reader
from counterclaim.events.timex.resolve import Resolver
from counterclaim.records import Mark, Published, Span, TimeValue

ZoneOf = str | None | Callable[[Span], str | None]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """One time expression.

    ``type`` is DATE, TIME, DURATION or SET; ``value`` and ``mod`` are TIMEX3's ("1998-08-07T10:35",
    "P3D", "PAST_REF"; "START", "APPROX"), with X for what is not known. ``time`` is the time it names,
    None for durations, sets, references, and where the date of publication would be needed and is not
    known. Both halves of a range ("between 3 and 5 May") have the whole range as their ``time``.
    """

    span: Span
    text: str
    type: str
    value: str
    mod: str | None
    time: TimeValue | None


def find_times(
    text: str, *, published: Published | None, marks: Sequence[Mark] = (), zone: ZoneOf = None
) -> list[TimeMention]:
    """The time expressions of a text, in order and not overlapping; none inside a mark.

    ``zone`` is the IANA name of the time zone of the place ("Asia/Baghdad"), or a function that gives
    it for the span of a mention; it dates clock times that name no zone of their own. Never raises on
    text; an unknown zone leaves the time without an offset. Time grows with the length of the text.
    """
    reader = Reader(text)
    marked = sorted((mark.span.start, mark.span.end) for mark in marks)
    readings = read(reader)
    if marked:
        starts = [start for start, _ in marked]
        readings = [
            reading for reading in readings if not _inside(reader.tokens[reading.first].start, marked, starts)
        ]
    zone_of = zone if callable(zone) else lambda _span: zone
    resolver = Resolver(reader, published, zone_of)
    mentions = []
    for reading, resolved in zip(readings, resolver.resolve(readings), strict=True):
        span = resolver.span(reading)
        shown = text[span.start : span.end]
        mentions.append(TimeMention(span, shown, resolved.type, resolved.value, reading.mod, resolved.time))
    return mentions


def _inside(offset: int, marked: list[tuple[int, int]], starts: list[int]) -> bool:
    k = bisect_right(starts, offset) - 1
    return k >= 0 and offset < marked[k][1]
