"""The timeline: when it is said to have happened, and when each thing was said; as a drawing and as a list.

Takes accounts, mentions and statements; gives places in a drawing, in its own units. Two lanes have two scales:
hours matter in the one, days in the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from counterclaim.ledger import Heading, Told
from counterclaim.records import Accounts, Assessment, Facet, Standing, Statement
from counterclaim.views.web.present import labels, table

LEFT: Final = 250.0  # where time begins, after the names of rows
WIDTH: Final = 1240.0
RIGHT: Final = 1216.0
ROW: Final = 30.0
MOST: Final = 16  # rows of a lane
_SIDES: Final = 5  # parties told apart by shape and colour
_STEPS: Final = (1, 2, 3, 6, 12, 24, 48, 24 * 7, 24 * 14, 24 * 30, 24 * 91, 24 * 365, 24 * 3650)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across a lane with its words."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """When something is said to have happened: a stretch, or a moment where both ends meet."""

    x: float
    width: float
    y: float
    text: str
    when: str
    title: str
    side: int
    cut: bool  # it lies outside what is drawn


@dataclass(frozen=True, slots=True)
class Dot:
    """One thing said, at the time at which it was published."""

    x: float
    y: float
    sign: str
    side: int
    text: str
    title: str
    row: str


@dataclass(frozen=True, slots=True)
class Strip:
    """What was said of one facet."""

    y: float
    label: str
    subject: str
    standing: Standing
    row: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """The same as a line of a list."""

    at: str
    who: str
    party: str
    sign: str
    facet: str
    text: str
    document: Heading
    statement: str
    row: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Both lanes."""

    width: float
    left: float
    right: float
    happened: tuple[Bar, ...]
    happened_ticks: tuple[Tick, ...]
    happened_height: float
    strips: tuple[Strip, ...]
    said_ticks: tuple[Tick, ...]
    said_height: float
    sides: tuple[tuple[int, str], ...]
    entries: tuple[Entry, ...]
    more: int  # rows left out


@dataclass(frozen=True, slots=True)
class _Scale:
    """From hours to places."""

    first: float
    last: float

    def at(self, hours: float) -> float:
        share = (hours - self.first) / (self.last - self.first)
        return round(LEFT + min(1.0, max(0.0, share)) * (RIGHT - LEFT), 1)

    def holds(self, hours: float) -> bool:
        return self.first <= hours <= self.last


def drawn(
    accounts: Accounts,
    mentions: Sequence[Told],
    *,
    statements: Mapping[str, Statement],
    headings: Mapping[str, Heading],
) -> Drawing:
    """The drawing of an incident."""
    sides = _sides(accounts)
    names = {party.id: party.name for party in accounts.parties}
    voiced = {
        voice.mention: voice.party for one in accounts.assessments for v in one.values for voice in v.voices
    }
    happened, ticks = _happened(mentions, voiced=voiced, sides=sides)
    rows = sorted(accounts.assessments, key=_weight)[:MOST]
    times = [hours for one in headings.values() if (hours := bounds(one.published)) is not None]
    scale = _scale(times)
    strips = [
        _strip(one, at, scale=scale, sides=sides, names=names, headings=headings, statements=statements)
        for at, one in enumerate(rows)
    ]
    return Drawing(
        width=WIDTH,
        left=LEFT,
        right=RIGHT,
        happened=tuple(happened),
        happened_ticks=tuple(ticks),
        happened_height=ROW * max(1, len(happened)) + 34,
        strips=tuple(strips),
        said_ticks=tuple(_ticks(scale)) if scale else (),
        said_height=ROW * max(1, len(strips)) + 34,
        sides=tuple((side, names[party]) for party, side in sides.items() if side) + _others(accounts),
        entries=tuple(_entries(accounts, names=names, headings=headings, statements=statements)),
        more=len(accounts.assessments) - len(rows),
    )


def bounds(value: str | None) -> tuple[float, float] | None:
    """The hours between which an ISO 8601 value lies, cut as it may be; None for what is no date."""
    if not value:
        return None
    date, _, clock = value.partition("T")
    parts = date.split("-")
    try:
        year, month, of_month = (*map(int, parts), 1, 1)[:3]
        first = datetime(year, month, of_month, tzinfo=UTC)
        if clock:
            moment = datetime.fromisoformat(value.replace("Z", "+00:00"))
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
            return (hours := moment.timestamp() / 3600), hours
        if len(parts) == 3:
            last = first + timedelta(days=1)
        elif len(parts) == 2:
            last = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
        else:
            last = datetime(year + 1, 1, 1, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return first.timestamp() / 3600, last.timestamp() / 3600


def _happened(
    mentions: Sequence[Told], *, voiced: Mapping[str | None, str], sides: Mapping[str, int]
) -> tuple[list[Bar], list[Tick]]:
    """Rows of times told, those told most often kept, in their order."""
    groups: dict[tuple[float, float], list[Told]] = {}
    for told in mentions:
        span = _span(told)
        if span is not None:
            groups.setdefault(span, []).append(told)
    kept = sorted(groups, key=lambda span: (-len(groups[span]), span[1] - span[0], span))[:MOST]
    scale = _scale(kept)
    if scale is None:
        return [], []
    bars = []
    for at, span in enumerate(sorted(kept)):
        group = groups[span]
        words = list(dict.fromkeys(told.event.trigger.text for told in group))
        parties = {sides.get(voiced.get(told.id, ""), 0) for told in group}
        first, last = scale.at(span[0]), scale.at(span[1])
        bars.append(
            Bar(
                x=first,
                width=round(max(0.0, last - first), 1),
                y=at * ROW + ROW / 2,
                text=f"{', '.join(words[:3])}{' …' if len(words) > 3 else ''}",
                when=labels.said_time(group[0].event.time),
                title=labels.plural(len(group), "telling"),
                side=parties.pop() if len(parties) == 1 else 0,
                cut=not (scale.holds(span[0]) and scale.holds(span[1])),
            )
        )
    return bars, _ticks(scale)


def _span(told: Told) -> tuple[float, float] | None:
    time = told.event.time
    first = bounds(time.start) if time else None
    last = bounds(time.end) if time and time.end else first
    return None if first is None or last is None else (first[0], max(first[1], last[1]))


def _strip(
    assessment: Assessment,
    at: int,
    *,
    scale: _Scale | None,
    sides: Mapping[str, int],
    names: Mapping[str, str],
    headings: Mapping[str, Heading],
    statements: Mapping[str, Statement],
) -> Strip:
    y, row = at * ROW + ROW / 2, _row(assessment)
    taken: list[float] = []
    dots = []
    for value in assessment.values:
        for voice in value.voices:
            heading = headings.get(_document(voice.statement))
            when = bounds(heading.published) if heading else None
            if scale is None or when is None or heading is None:
                continue
            x = _free(scale.at((when[0] + when[1]) / 2), taken)
            how = table.sign(voice)
            who = table.source_line(statements.get(voice.statement))
            said = (
                f"{labels.day(heading.published)}: {who} ({names.get(voice.party, '')}) {how}: {value.text}"
            )
            text = (
                value.text.split(" ")[0]
                if assessment.facet is Facet.TOLL and value.text[:1].isdigit()
                else ""
            )
            dots.append(Dot(x, y, how, sides.get(voice.party, 0), text, said, row))
    label = labels.FACETS.get(assessment.facet, assessment.facet.value)
    return Strip(y, label, assessment.subject, assessment.standing, row, tuple(dots))


def _entries(
    accounts: Accounts,
    *,
    names: Mapping[str, str],
    headings: Mapping[str, Heading],
    statements: Mapping[str, Statement],
) -> list[Entry]:
    found: dict[tuple[str, str, str], Entry] = {}
    for assessment in accounts.assessments:
        for value in assessment.values:
            for voice in value.voices:
                heading = headings.get(_document(voice.statement))
                if heading is None:
                    continue
                key = (voice.statement, assessment.facet.value, value.text)
                found[key] = Entry(
                    at=heading.published or "",
                    who=table.source_line(statements.get(voice.statement)),
                    party=names.get(voice.party, voice.party),
                    sign=table.sign(voice),
                    facet=labels.FACETS.get(assessment.facet, assessment.facet.value),
                    text=value.text,
                    document=heading,
                    statement=voice.statement,
                    row=_row(assessment),
                )
    return sorted(found.values(), key=lambda one: (not one.at, one.at, one.document.id, one.facet))


def _sides(accounts: Accounts) -> dict[str, int]:
    """Parties by number; third parties, and those past the fifth, are 0."""
    found: dict[str, int] = {}
    for party in accounts.parties:
        found[party.id] = len([one for one in found.values() if one]) + 1 if not party.third else 0
        found[party.id] = found[party.id] if found[party.id] <= _SIDES else 0
    return found


def _others(accounts: Accounts) -> tuple[tuple[int, str], ...]:
    return ((0, "third parties"),) if any(party.third for party in accounts.parties) else ()


def _weight(assessment: Assessment) -> tuple[bool, bool, int]:
    voices = sum(len(value.voices) for value in assessment.values)
    return assessment.standing is not Standing.DISPUTED, assessment.facet is not Facet.TOLL, -voices


def _scale(spans: Iterable[tuple[float, float]]) -> _Scale | None:
    """A scale that holds what most spans lie in: one stray year must not squeeze the rest into a line."""
    given = sorted(spans)
    if not given:
        return None
    middle = sorted((first + last) / 2 for first, last in given)
    low, high = middle[len(middle) // 4], middle[(3 * len(middle)) // 4]
    room = max(72.0, 4 * (high - low))
    near = [span for span in given if span[0] >= low - room and span[1] <= high + room] or given
    first, last = min(one[0] for one in near), max(one[1] for one in near)
    margin = max(6.0, (last - first) * 0.04)
    return _Scale(first - margin, last + margin)


def _ticks(scale: _Scale) -> list[Tick]:
    length = scale.last - scale.first
    step = next((one for one in _STEPS if length / one <= 9), _STEPS[-1])
    at = -(-scale.first // step) * step
    found = []
    while at <= scale.last:
        moment = datetime.fromtimestamp(at * 3600, UTC)
        text = f"{moment.hour:02d}:00" if step < 24 and moment.hour else labels.day(moment.date().isoformat())
        found.append(Tick(scale.at(at), text if step < 24 * 365 else str(moment.year)))
        at += step
    return found


def _free(x: float, taken: list[float]) -> float:
    """The nearest place to the right that is not taken."""
    while any(abs(x - other) < 13 for other in taken):
        x += 13
    taken.append(x)
    return x


def _row(assessment: Assessment) -> str:
    subject = assessment.subject
    return f"{assessment.facet.value}: {subject}" if subject else assessment.facet.value


def _document(statement: str) -> str:
    return statement.rpartition("-")[0]
