"""The commands that keep a ledger: ``add``, ``search``, ``versions``, ``verify``, ``rebuild``, ``export``, ``import``.

Each names the ledger first: a file, or ``postgresql://host/database``. What a command found goes to standard
output, the rest to standard error. Exit codes: 0 done, 1 done in part or damage found, 2 wrong usage, 3 nothing
found or read, 4 the ledger cannot be used.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from counterclaim.records import Difference, Stance
from counterclaim.views.opened import (
    IN_PART,
    NOTHING,
    USAGE,
    WAIT,
    Format,
    LedgerName,
    Shown,
    Wait,
    opened,
    printed,
)

if TYPE_CHECKING:
    from counterclaim.ledger import Hit, Version, View


def add(
    ledger: LedgerName,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...", help="Files, folders, ZIP archives, addresses; - for standard input."
        ),
    ],
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Their date of publication, where you know it: 2017-10-16."),
    ] = None,
    wait: Wait = WAIT,
) -> None:
    """Read reports and keep them, with the bytes received; what is there already is not read again.

    A report that was edited at its address becomes a new version of it, and what it says otherwise is shown.
    The ledger is made where there is none. Stopped at any moment, run it again: it goes on.

    Exit codes: 0 all was added or was there; 1 some of it was set aside, see standard error; 2 wrong usage or
    settings; 3 nothing could be read; 4 the ledger cannot be used.
    """
    from counterclaim import pipeline  # noqa: PLC0415
    from counterclaim.errors import DocumentError, SettingsError  # noqa: PLC0415
    from counterclaim.settings import load  # noqa: PLC0415

    counts = {True: 0, False: 0}
    set_aside = 0
    try:
        documents = pipeline.read_documents(sources, settings=load(), published=published, keep_bytes=True)
        with opened(ledger, create=True, wait=wait) as kept:
            with kept.view() as view:
                head = view.head.number if view.head else 0
            for item in pipeline.add(kept, documents):
                if isinstance(item, DocumentError):
                    set_aside += 1
                    typer.echo(f"set aside: {item}", err=True)
                else:
                    counts[item.new] += 1
            with kept.view() as view:
                for difference in view.differences(after=head):
                    report = view.report(difference.document)
                    name = (report.document.url or report.document.where) if report else difference.document
                    typer.echo(f"new version of {name}: {summary(difference)}")
                held = view.counts()
                moved = _moved(view, ledger, head)
    except SettingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(USAGE) from error
    typer.echo(
        f"{counts[True]:,} added, {counts[False]:,} there already;"
        f" {ledger} holds {held.documents:,} documents, {held.statements:,} statements"
    )
    if moved:
        typer.echo(moved)
    if set_aside or not sum(counts.values()):
        raise typer.Exit(IN_PART if sum(counts.values()) else NOTHING)


def search(
    ledger: LedgerName,
    words: Annotated[
        list[str] | None,
        typer.Argument(help='Words that must all be said; "several words" together; word*; -word; A OR B.'),
    ] = None,
    *,
    source: Annotated[str, typer.Option(help="Words of the source's name, or of whom it speaks for.")] = "",
    stance: Annotated[list[Stance] | None, typer.Option(help="May be given again.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="Published then or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Published then or earlier.")] = None,
    superseded: Annotated[bool, typer.Option(help="Look also in versions that were edited since.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Show at most so many, the latest first.")] = 100,
    format: Shown = Format.text,
) -> None:
    """Look for statements: who said what, when, where it stands. Exit codes: 0 some, 3 none, 4 no ledger."""
    from counterclaim.ledger import Query  # noqa: PLC0415

    asked = Query(
        " ".join(words or []),
        source=source,
        stances=tuple(stance or ()),
        since=since,
        until=until,
        superseded=superseded,
    )
    with opened(ledger) as kept, kept.view() as view:
        hits = view.search(asked, limit=limit)
    if format is Format.text:
        for hit in hits:
            _show_hit(hit)
    else:
        printed([hit_json(hit) for hit in hits], format)
    if not hits:
        typer.echo("no statement was found", err=True)
        raise typer.Exit(NOTHING)
    if len(hits) == limit:
        typer.echo(f"there may be more than these {limit}: raise --limit, or ask for less", err=True)


def versions(
    ledger: LedgerName,
    document: Annotated[str, typer.Argument(help="The id of a document, or its address or path.")],
    format: Shown = Format.text,
) -> None:
    """Show the versions of a document, and what each says otherwise than the one before it.

    Exit codes: 0 shown, 3 there is no such document, 4 the ledger cannot be used.
    """
    with opened(ledger) as kept, kept.view() as view:
        found = view.versions(document)
        if format is Format.text:
            for one in found:
                document_name = one.document.title or one.document.where
                typer.echo(f"version {one.ordinal} · {one.document.id} · added {one.at} · {document_name}")
                for line in _changes(view, one.difference):
                    typer.echo(f"  {line}")
        else:
            printed([version_json(one) for one in found], format)
    if not found:
        typer.echo(f"there is no document {document}", err=True)
        raise typer.Exit(NOTHING)


def verify(
    ledger: LedgerName,
    head: Annotated[
        str | None,
        typer.Option(metavar="HASH", help="A last hash noted earlier: it must still be in the journal."),
    ] = None,
) -> None:
    """Prove that the ledger holds what was added, all of it and nothing else, and that every quote stands.

    Exit codes: 0 all is well; 1 something is damaged, each piece is named; 4 the ledger cannot be used.
    """
    damaged = 0
    with opened(ledger) as kept:
        for damage in kept.verify(head=head):
            damaged += 1
            typer.echo(f"{damage.what} {damage.name}: {damage.problem}")
        with kept.view() as view:
            last, held = view.head, view.counts()
    if damaged:
        typer.echo(f"{damaged:,} pieces of damage; import an export, or take a copy", err=True)
        raise typer.Exit(IN_PART)
    typer.echo(f"{held.documents:,} documents, {held.statements:,} statements: as they were added")
    if last is not None:
        typer.echo(f"entry {last.number} of {last.at}: {last.hash}")


def rebuild(ledger: LedgerName, wait: Wait = WAIT) -> None:
    """Remake all that is derived (versions, indexes, text origins, incidents, accounts) from what was added.

    Exit codes: 0 done, 4 the ledger cannot be used.
    """
    with opened(ledger, wait=wait) as kept:
        typer.echo(f"remade: {', '.join(kept.rebuild())}")


def export(
    ledger: LedgerName,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; standard output by default.")
    ] = None,
) -> None:
    """Write the whole ledger as JSON lines: documents, bytes, statements, judgements and the journal.

    ``counterclaim import`` takes them back without loss. Exit codes: 0 done, 4 the ledger cannot be used.
    """
    with opened(ledger) as kept:
        if output is None:
            for line in kept.export():
                sys.stdout.write(line + "\n")
            return
        part = output.with_name(output.name + ".part")  # so that no half of an export bears its name
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(line + "\n" for line in kept.export())
        part.replace(output)


def import_(
    ledger: LedgerName,
    file: Annotated[Path, typer.Argument(help="What counterclaim export wrote; - for standard input.")],
    wait: Wait = WAIT,
) -> None:
    """Take back what ``counterclaim export`` wrote; what is there already changes nothing.

    Exit codes: 0 done; 2 there is no such file; 4 the ledger cannot be used, or the file is damaged.
    """
    if str(file) != "-" and not file.is_file():
        typer.echo(f"{file}: there is no such file; name what counterclaim export wrote", err=True)
        raise typer.Exit(USAGE)
    with opened(ledger, create=True, wait=wait) as kept:
        if str(file) == "-":
            count = kept.take(sys.stdin, name="standard input")
        else:
            # Lines end at \n alone: texts may hold other characters that Python takes for ends of lines.
            with file.open(encoding="utf-8", newline="\n") as lines:
                count = kept.take(lines, name=str(file))
        kept.refresh()
    typer.echo(f"{count:,} entries added")


def _moved(view: View, ledger: str, head: int) -> str:
    """What additions did to incidents, in a line; empty where they did nothing."""
    from counterclaim.ledger import Moved  # noqa: PLC0415

    kinds = Counter(move.what for move in view.changes(head))
    counts = [(kinds[Moved.NEW], "incidents came up"), (kinds[Moved.STANDING], "standings moved")]
    said = ", ".join(f"{count:,} {what}" for count, what in counts if count)
    return f"{said}: counterclaim changes {ledger} --since {head}" if said else ""


def summary(difference: Difference) -> str:
    """A difference in a few words."""
    kinds = {"new": 0, "withdrawn": 0, "changed": 0}
    for change in difference.changes:
        kinds["new" if change.before is None else "withdrawn" if change.after is None else "changed"] += 1
    said = ", ".join(f"{count} {kind}" for kind, count in kinds.items() if count)
    return f"statements: {said}" if said else "no statement differs"


def hit_json(hit: Hit) -> dict[str, Any]:
    """A statement that was found, with its document."""
    from counterclaim.views.read import document_json, statement_json  # noqa: PLC0415

    return {
        "document": {**document_json(hit.document), "current": hit.current},
        "statement": statement_json(hit.statement),
    }


def version_json(version: Version) -> dict[str, Any]:
    """A version of a document."""
    from counterclaim import serial  # noqa: PLC0415
    from counterclaim.views.read import document_json  # noqa: PLC0415

    difference = version.difference
    return {
        "document": document_json(version.document),
        "version": version.ordinal,
        "current": version.current,
        "added": version.at,
        "difference": None if difference is None else json.loads(serial.to_json(difference)),
    }


def _show_hit(hit: Hit) -> None:
    statement, document = hit.statement, hit.document
    who = ", ".join(source.name for source in statement.sources)
    via = "".join(f", via {source.name}" for source in statement.via)
    date = f"{document.published.value} · " if document.published else ""
    old = "" if hit.current else " · edited since"
    said = f"“{statement.content.text}”" if statement.quoted else statement.content.text
    typer.echo(f"{who}{via} · {statement.stance.value}: {said}")
    where = document.outlet or document.where
    typer.echo(f"  {date}{where} · {document.title or document.where} · {statement.id}{old}")


def _changes(view: Any, difference: Difference | None) -> Iterator[str]:
    if difference is None:
        return
    if difference.fields:
        yield f"differs in {', '.join(difference.fields)}"
    for change in difference.changes:
        before = view.statement(change.before) if change.before else None
        after = view.statement(change.after) if change.after else None
        if before is not None:
            yield f"- {', '.join(one.name for one in before.sources)}: {before.content.text}"
        if after is not None:
            fields = f" ({', '.join(change.fields)})" if change.fields else ""
            yield f"+ {', '.join(one.name for one in after.sources)}: {after.content.text}{fields}"
