"""Accounts of an incident, side by side: takes the records, shows them as a table, as JSON, and why each stands.

Facets run down, parties across, third parties last; a disputed row is marked. Numbers in brackets are those of
statements, counted through the reports in the order of publication; ``why`` shows their sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from counterclaim.records import (
    Accounts,
    Assessment,
    Facet,
    Incident,
    Interest,
    Party,
    Report,
    Standing,
    Statement,
    Value,
    Voice,
)

NOTHING: Final = "–"
WIDEST: Final = 60  # characters of a value in a cell
MOST_NAMED: Final = 3  # speakers named in a cell; the rest are counted
STYLES: Final = {
    Standing.AGREED: "green",
    Standing.CONFIRMED: "green",
    Standing.CORROBORATED: "green",
    Standing.DISPUTED: "bold red",
    Standing.RETRACTED: "strike dim",
    Standing.OPEN: "dim",
}
_ENDS: Final = (". ", ".\n", ".” ", '." ', "? ", "! ", "\n")


@dataclass(frozen=True, slots=True)
class Cited:
    """A statement with its number and its report."""

    number: int
    report: Report
    statement: Statement


def cited(reports: Iterable[Report]) -> dict[str, Cited]:
    """All statements by id, numbered through the reports in the order of publication."""
    found: dict[str, Cited] = {}
    for report in sorted(reports, key=_published):
        for statement in report.statements:
            found[statement.id] = Cited(len(found) + 1, report, statement)
    return found


def as_json(accounts: Accounts) -> list[dict[str, Any]]:
    """The accounts as plain values: one object for each facet."""
    return [
        {
            "facet": heading(one),
            "standing": one.standing.value,
            "values": [_value_json(value) for value in one.values],
            "rule": one.rule,
            "leaning": one.leaning,
        }
        for one in accounts.assessments
    ]


def heading(one: Assessment) -> str:
    """A facet with what it is of: "control of K1 airbase", "toll: civilians killed"."""
    if not one.subject:
        return one.facet.value
    joint = " of " if one.facet is Facet.CONTROL else ": "
    return f"{one.facet.value}{joint}{one.subject}"


def table(accounts: Accounts, incident: Incident, reports: Sequence[Report]) -> RenderableType:
    """The accounts for a person: a line on the incident, the table, and what would settle its disputes."""
    statements = cited(reports)
    sides, thirds = _columns(accounts)
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    grid.add_column("", width=1, style="bold red")
    grid.add_column("facet", min_width=10, overflow="fold")
    for party in sides:
        grid.add_column(party.name, overflow="fold")
    grid.add_column("third parties" if thirds else "others", overflow="fold")
    grid.add_column("standing", overflow="fold")
    names = {party.id: party.name for party in accounts.parties}
    for one in accounts.assessments:
        ids = {party.id for party in sides}
        cells = [cell(one, {party.id}, statements) for party in sides]
        rest = cell(one, {voice.party for _, voice in _voices(one)} - ids, statements)
        mark = "!" if one.standing is Standing.DISPUTED else ""
        style = STYLES.get(one.standing, "")
        grid.add_row(mark, heading(one), *cells, rest, Text(standing(one, names), style=style))
    return Group(
        Text(title(accounts, incident, len(reports)), style="bold"), Text(), grid, *_settle(accounts)
    )


def title(accounts: Accounts, incident: Incident, reports: int) -> str:
    """The incident in a line: what, when, where, from how many reports and origins."""
    place = incident.place
    where = ", ".join(part for part in (place.name, place.country) if part) if place is not None else ""
    when = incident.time.text if incident.time is not None else ""
    count = f"{_count(reports, 'report')}, {_count(accounts.origins, 'origin')}"
    return " · ".join(part for part in (incident.title, when, where, count) if part)


def standing(one: Assessment, names: Mapping[str, str]) -> str:
    """A standing with which way third parties lean, parties by name."""
    if one.judged:
        return f"{one.standing.value}, as judged"
    if not one.leaning:
        return one.standing.value
    head, _, party = one.leaning.rpartition(" ")
    return f"{one.standing.value}, {head} {names.get(party, party)}"


def cell(one: Assessment, parties: set[str], statements: Mapping[str, Cited]) -> Text:
    """What some parties say of a facet, with who says it and the numbers of the statements."""
    lines = []
    for value in one.values:
        voices = [voice for voice in value.voices if voice.party in parties]
        for holds in (True, False, None):
            said = [voice for voice in voices if voice.holds is holds]
            if said:
                lines.append(_line(value, said, statements))
    return Text("\n").join(lines) if lines else Text(NOTHING, style="dim")


def _line(value: Value, voices: Sequence[Voice], statements: Mapping[str, Cited]) -> Text:
    """One value in one cell: "minimal  Iraqi state TV [4]"."""
    holds = voices[0].holds
    what = _cut(value.text) if holds else ("denied" if holds is False else voices[0].stance)
    if holds is False and len(value.text) <= WIDEST // 2 and value.text:
        what = f"denied: {value.text}"
    dead = not any(voice.live for voice in voices)
    numbers = sorted({statements[v.statement].number for v in voices if v.statement in statements})
    who = list(dict.fromkeys(speaker(v, statements.get(v.statement)) for v in voices))
    named = ", ".join(who[:MOST_NAMED]) + (
        f" and {len(who) - MOST_NAMED} more" if len(who) > MOST_NAMED else ""
    )
    shown = ", ".join(map(str, numbers[:6])) + (", …" if len(numbers) > 6 else "")
    line = Text(what or "said", style="strike" if dead else "")
    line.append(f"  {named}" if named else "", style="dim")
    line.append(f" [{shown}]", style="cyan")
    if any(voice.retracted for voice in voices):
        line.append(" (taken back)", style="dim")
    elif dead:
        line.append(" (then)", style="dim")
    return line


def speaker(voice: Voice, item: Cited | None) -> str:
    """Who speaks, with by way of whom it came: "Kinani via Reuters"."""
    outlet = (item.report.document.outlet if item is not None else None) or "outlet"
    via = item.statement.via if item is not None else ()
    names = "".join(f" via {_cut(one.name, 30)}" for one in via if one.name != "outlet")
    return (outlet if voice.source in ("outlet", "") else _cut(voice.source, 40)) + names


def why(one: Assessment, accounts: Accounts, reports: Sequence[Report]) -> RenderableType:
    """Why a facet stands as it does: the rule, and each voice with its sentence and its origin."""
    names = {party.id: party.name for party in accounts.parties}
    head = Text(f"{heading(one)}: {standing(one, names)}", style=STYLES.get(one.standing, "bold"))
    lines: list[RenderableType] = [head, Text(f"  rule {one.rule}: {one.reason}")]
    for want in one.settle:
        lines.append(Text(f"  would settle it: {want}"))
    statements = cited(reports)
    for value in one.values:
        lines.append(Text(f"\n  {value.text or 'asked'}", style="bold"))
        for voice in value.voices:
            lines.extend(_voice_lines(voice, names, statements.get(voice.statement)))
    return Group(*lines)


def why_json(one: Assessment, reports: Sequence[Report]) -> dict[str, Any]:
    """The same as plain values."""
    statements = cited(reports)
    return {
        "facet": heading(one),
        "standing": one.standing.value,
        "rule": one.rule,
        "reason": one.reason,
        "leaning": one.leaning,
        "settle": list(one.settle),
        "judged": one.judged,
        "values": [
            {"value": value.text, "voices": [_voice_json(voice, statements) for voice in value.voices]}
            for value in one.values
        ],
    }


def sentence(item: Cited) -> str:
    """The sentence or sentences in which a statement stands."""
    statement, text = item.statement, item.report.document.text
    starts = [one.start for one in statement.sources if one.name != "outlet"]
    ends = [one.end for one in statement.sources]
    if statement.cue is not None:
        starts.append(statement.cue.start)
        ends.append(statement.cue.end)
    start, end = min([statement.content.start, *starts]), max([statement.content.end, *ends])
    first = max((at + len(mark) for mark in _ENDS if (at := text.rfind(mark, 0, start)) >= 0), default=0)
    last = min((at + 1 for mark in _ENDS if (at := text.find(mark, max(end - 1, 0))) >= 0), default=len(text))
    return " ".join(text[first:last].split())


def _voice_lines(voice: Voice, names: Mapping[str, str], item: Cited | None) -> Iterator[Text]:
    told = "asserts" if voice.holds else "denies" if voice.holds is False else voice.stance
    flags = [
        "in its interest" if voice.interest is Interest.OWN else "",
        "against its interest" if voice.interest is Interest.AGAINST else "",
        "from its own knowledge" if voice.knows else "",
        "taken back" if voice.retracted else "",
        "superseded" if voice.superseded else "",
    ]
    who = speaker(voice, item)
    number = f"[{item.number}] " if item is not None else ""
    party = names.get(voice.party, voice.party)
    notes = "; ".join([f"for {party}", *(flag for flag in flags if flag), f"origin {voice.origin}"])
    yield Text(f"    {number}{who} {told} ({notes})")
    if item is not None:
        document = item.report.document
        source = ", ".join(
            part for part in (document.outlet, document.published and document.published.value) if part
        )
        yield Text(f"        “{sentence(item)}”" + (f"  {source}" if source else ""), style="dim")


def _voice_json(voice: Voice, statements: Mapping[str, Cited]) -> dict[str, Any]:
    item = statements.get(voice.statement)
    return {
        "party": voice.party,
        "speaker": speaker(voice, item),
        "statement": voice.statement,
        "document": item.report.document.id if item is not None else None,
        "sentence": sentence(item) if item is not None else None,
        "holds": voice.holds,
        "stance": voice.stance,
        "origin": voice.origin,
        "interest": voice.interest.value,
        "knows": voice.knows,
        "retracted": voice.retracted,
        "superseded": voice.superseded,
    }


def _value_json(value: Value) -> dict[str, Any]:
    asserting = [voice for voice in value.voices if voice.holds]
    return {
        "value": value.text,
        "parties": sorted({voice.party for voice in asserting}),
        "origins": sorted({voice.origin for voice in asserting}),
        "statements": list(dict.fromkeys(voice.statement for voice in value.voices)),
    }


def _columns(accounts: Accounts) -> tuple[list[Party], bool]:
    """The parties that have a column: sides that assert or deny something; and whether there is a third party."""
    saying = {v.party for one in accounts.assessments for _, v in _voices(one) if v.holds is not None}
    sides = [
        party for party in accounts.parties if not party.third and party.id != "?" and party.id in saying
    ]
    return sides, any(party.third for party in accounts.parties)


def _voices(one: Assessment) -> Iterator[tuple[Value, Voice]]:
    for value in one.values:
        for voice in value.voices:
            yield value, voice


def _settle(accounts: Accounts) -> list[Text]:
    wanted = [one for one in accounts.assessments if one.settle]
    return [
        Text(),
        *(Text(f"  would settle it: {heading(one)} - {', or '.join(one.settle)}") for one in wanted),
    ]


def _published(report: Report) -> tuple[str, str]:
    published = report.document.published
    return (published.value if published else "~", report.document.id)


def _cut(text: str, width: int = WIDEST) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
