"""``counterclaim read``: takes reports, shows who says what in each and what it tells, for a person or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from counterclaim.records import (
    Document,
    EventMention,
    Factuality,
    Participant,
    Place,
    Report,
    Source,
    Stance,
    Statement,
    TimeValue,
    Toll,
)

if TYPE_CHECKING:
    from counterclaim.errors import DocumentError

ALL_READ, SOME_SET_ASIDE, USAGE, NOTHING_READ = 0, 1, 2, 3
STYLES = {
    Stance.DENIES: "red",
    Stance.DOUBTS: "yellow",
    Stance.SILENT: "dim",
    Stance.CONFIRMS: "green",
    Stance.ADMITS: "green",
    Stance.ACCUSES: "magenta",
    Stance.THREATENS: "magenta",
}
FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "SANCTION"})
LINKS = ("denies", "confirms", "repeats", "contradicts")


class Format(StrEnum):
    """How reports are printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"


def read(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...", help="Files, folders, ZIP archives, addresses; - for standard input."
        ),
    ],
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Their date of publication, where you know it: 2017-10-16."),
    ] = None,
    format: Annotated[
        Format, typer.Option(help="text for a person; json; jsonl, one report a line.")
    ] = Format.text,
    threads: Annotated[int, typer.Option(min=1, help="Windows of text encoded side by side.")] = 2,
) -> None:
    """Show who says what in each report: source, by way of whom, stance, what is said, and the events in it.

    Exit codes: 0 all was read; 1 some of it was set aside, see standard error; 2 wrong usage or settings;
    3 nothing could be read.
    """
    from counterclaim.errors import DocumentError, ModelError, SettingsError  # noqa: PLC0415

    count = set_aside = 0
    try:
        objects = []
        for item in _reports(files, published=published, threads=threads):
            if isinstance(item, DocumentError):
                set_aside += 1
                typer.echo(f"set aside: {item}", err=True)
                continue
            count += 1
            if format is Format.text:
                _print(item)
            elif format is Format.jsonl:
                typer.echo(json.dumps(as_json(item), ensure_ascii=False))
            else:
                objects.append(as_json(item))
    except (SettingsError, ModelError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(USAGE if isinstance(error, SettingsError) else NOTHING_READ) from error
    if format is Format.json and objects:
        typer.echo(json.dumps(objects[0] if len(objects) == 1 else objects, ensure_ascii=False, indent=1))
    if set_aside or not count:
        raise typer.Exit(SOME_SET_ASIDE if count else NOTHING_READ)


def _reports(files: list[str], *, published: str | None, threads: int) -> Iterator[Report | DocumentError]:
    """The reports; the model loads while the other libraries are imported, as most of it needs no Python."""
    from counterclaim.language import Reader  # noqa: PLC0415 - loads the model's libraries

    with ThreadPoolExecutor(1) as beside:
        reader = beside.submit(Reader, threads=threads)
        from counterclaim.pipeline import read_documents, read_reports  # noqa: PLC0415
        from counterclaim.settings import load  # noqa: PLC0415

        documents = read_documents(files, settings=load(), published=published)
        yield from read_reports(documents, reader=reader.result())


def as_json(report: Report) -> dict[str, Any]:
    """A report in the shape that DESIGN.md fixes."""
    return {
        "document": document_json(report.document),
        "statements": [statement_json(statement) for statement in report.statements],
        "actors": [
            {
                "id": actor.id,
                "name": actor.name,
                "kind": actor.kind,
                "country": actor.country,
                "affiliation": actor.affiliation,
                "how": actor.how,
            }
            for actor in report.actors
        ],
    }


def document_json(document: Document) -> dict[str, Any]:
    """What identifies a document; its credit is the first agency that it names."""
    return {
        "id": document.id,
        "title": document.title,
        "outlet": document.outlet,
        "published": document.published.value if document.published else None,
        "url": document.url,
        "credit": document.credits[0].agency if document.credits else None,
    }


def statement_json(statement: Statement) -> dict[str, Any]:
    """One statement; ``events`` are those told in it."""
    cue, content = statement.cue, statement.content
    return {
        "id": statement.id,
        "sources": [source_json(source) for source in statement.sources],
        "via": [source_json(source) for source in statement.via],
        "cue": {"text": cue.text, "start": cue.start, "end": cue.end} if cue else None,
        "stance": statement.stance.value,
        "content": {"text": content.text, "start": content.start, "end": content.end},
        "quoted": statement.quoted,
        "parent": statement.parent,
        **{link: list(getattr(statement, link)) for link in LINKS},
        "events": [event_json(event) for event in statement.events],
    }


def event_json(event: EventMention) -> dict[str, Any]:
    """One event told in a statement."""
    trigger, control = event.trigger, event.control
    return {
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "factuality": event.factuality.value,
        "score": event.score,
        "trigger": {"text": trigger.text, "start": trigger.start, "end": trigger.end},
        "actors": [participant_json(one) for one in event.actors],
        "recipients": [participant_json(one) for one in event.recipients],
        "place": place_json(event.place) if event.place else None,
        "time": time_json(event.time) if event.time else None,
        "toll": [toll_json(toll) for toll in event.toll],
        "means": list(event.means),
        "control": {
            "holder": control.holder,
            "actor": control.actor,
            "place": control.place,
            "holds": control.holds,
        }
        if control
        else None,
        "aim": event.aim,
        "manner": event.manner,
    }


def participant_json(one: Participant) -> dict[str, Any]:
    """One actor or recipient."""
    return {"name": one.name, "actor": one.actor, "start": one.start, "end": one.end}


def place_json(place: Place) -> dict[str, Any]:
    """One place, with why it was taken."""
    return {
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "precision": place.precision,
        "kind": place.kind,
        "gazetteer": place.gazetteer_id,
        "how": place.how,
        "offset": {"start": place.start, "end": place.end},
    }


def time_json(time: TimeValue) -> dict[str, Any]:
    """One time."""
    return {"start": time.start, "end": time.end, "precision": time.precision, "text": time.text}


def toll_json(toll: Toll) -> dict[str, Any]:
    """One count of victims."""
    return {
        "harm": toll.harm.value,
        "who": toll.who,
        "low": toll.low,
        "high": toll.high,
        "start": toll.start,
        "end": toll.end,
    }


def source_json(source: Source) -> dict[str, Any]:
    """One source or intermediary."""
    return {
        "name": source.name,
        "actor": source.actor,
        "start": source.start,
        "end": source.end,
        "unnamed": source.unnamed,
    }


def _print(report: Report) -> None:
    from rich.console import Console  # noqa: PLC0415 - costs a tenth of a second
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console()
    document = report.document
    date = f" · {document.published.value}" if document.published else ""
    console.rule(Text(f"{document.title or document.where}{date}"))
    table = Table(box=None, show_header=True, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for heading, ratio in (("", None), ("source", 3), ("stance", None), ("what is said", 8)):
        table.add_column(heading, ratio=ratio, vertical="top")
    numbers = {statement.id: i for i, statement in enumerate(report.statements, 1)}
    for i, statement in enumerate(report.statements, 1):
        said = Text(f"“{statement.content.text}”" if statement.quoted else statement.content.text)
        for link in LINKS:
            found = [f"[{numbers[other]}]" for other in getattr(statement, link)]
            if found:
                said.append(f"\n{link} {' '.join(found)}", style="bold")
        if statement.parent is not None:
            said.append(f"\nwithin [{numbers[statement.parent]}]", style="dim")
        for event in statement.events:
            said.append("\n▸ ", style="dim")
            said.append(event_kind(event), style=f"bold {'red' if event.type in FORCE else 'cyan'}")
            said.append(f" {event_line(event)}", style="dim")
        stance = Text(statement.stance.value, style=STYLES.get(statement.stance, ""))
        table.add_row(f"[{i}]".replace("[", r"\["), Text(_voice(statement)), stance, said)
    console.print(table if report.statements else "no statements")


def event_kind(event: EventMention) -> str:
    """Type and mode of an event, the trigger where PLOVER has no type, and its factuality unless it happened."""
    kind = event.type or event.trigger.text
    if event.mode:
        kind += f"/{event.mode}"
    return kind if event.factuality is Factuality.HAPPENED else f"{kind} ({event.factuality.value})"


def event_line(event: EventMention) -> str:
    """Who does what to whom, where, when, at what cost: the parts that are known, parted by dots."""
    who = " + ".join(one.name for one in event.actors)
    whom = " + ".join(one.name for one in event.recipients)
    parts = [" → ".join(filter(None, (who or ("?" if whom else ""), whom)))]
    if event.place is not None:
        country = f", {event.place.country}" if event.place.country else ""
        parts.append(f"@ {event.place.name}{country}")
    if event.time is not None:
        parts.append(" to ".join(filter(None, (event.time.start, event.time.end))))
    parts += [toll_line(toll) for toll in event.toll]
    if event.control is not None and event.control.place is not None:
        held = "holds" if event.control.holds else "does not hold"
        parts.append(f"{event.control.holder or 'somebody'} {held} {event.control.place}")
    if event.means:
        parts.append("with " + ", ".join(event.means))
    if event.aim:
        parts.append(f"aim: {event.aim}")
    return " · ".join(filter(None, parts))


def toll_line(toll: Toll) -> str:
    """A toll in few words: "13 civilians killed", "at least 5 wounded"."""
    if toll.low is not None and toll.low == toll.high:
        count = str(toll.low) if toll.low else "no"
    elif toll.low is not None and toll.high is not None:
        count = f"{toll.low} to {toll.high}"
    elif toll.low is not None:
        count = f"at least {toll.low}"
    else:
        count = f"up to {toll.high}" if toll.high is not None else "some"
    return " ".join(filter(None, (count, toll.who, toll.harm.value)))


def _voice(statement: Statement) -> str:
    who = ", ".join(source.name for source in statement.sources)
    return who + "".join(f"\nvia {source.name}" for source in statement.via)
