"""``counterclaim export``: takes a ledger, writes its incidents in a format, or the whole of it to be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.errors import ExportError
from counterclaim.views import ledger as ledgers
from counterclaim.views.exports.formats import FORMATS, LEDGER, form_of
from counterclaim.views.opened import USAGE, LedgerName, no_incident, nothing, opened

if TYPE_CHECKING:
    from counterclaim.ledger import IncidentQuery, View
    from counterclaim.views.exports.dossier import Dossier
    from counterclaim.views.exports.form import Form

_NAMES = ", ".join([LEDGER, *(form.name for form in FORMATS)])
BEHIND = "the ledger is behind what was added to it: run counterclaim rebuild, or add again"


def export(
    ledger: LedgerName,
    format: Annotated[str, typer.Option("--format", metavar="NAME", help=f"One of {_NAMES}.")] = LEDGER,
    out: Annotated[
        Path | None,
        typer.Option("--out", "--output", "-o", metavar="FILE", help="Standard output by default."),
    ] = None,
    *,
    incident: Annotated[
        list[str] | None, typer.Option(metavar="INCIDENT", help="Only this one. May be given again.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="That happened then or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="That happened then or earlier.")] = None,
    place: Annotated[str, typer.Option(help="Words of the name of a place, or a country's code.")] = "",
    type: Annotated[str | None, typer.Option(help="A PLOVER type.")] = None,
    party: Annotated[str, typer.Option(help="The id of a party, or words of its name.")] = "",
    disputed: Annotated[bool, typer.Option(help="Only those with something disputed.")] = False,
) -> None:
    """Write incidents in a format that other tools read: tables, maps, graphs, references.

    Each row or object leads back to the statements and documents that it rests on.
    Without --format the whole ledger is written as JSON lines, which ``counterclaim import`` takes back without loss.

    Exit codes: 0 done; 2 wrong usage, or a library is missing; 3 there is no such incident; 4 the ledger cannot
    be used.
    """
    chosen = (incident, since, until, place, type, party, disputed)
    try:
        if format == LEDGER:
            if any(chosen):
                raise ExportError("the ledger is written whole: choose incidents with another --format")
            ledgers.export(ledger, out)
            return
        form = form_of(format)
        from counterclaim.ledger import IncidentQuery  # noqa: PLC0415 - the database's libraries come with it

        query = IncidentQuery(
            since=since, until=until, type=type, place=place, party=party, disputed=disputed
        )
        _write(ledger, form, out=out, names=incident or [], query=query)
    except ExportError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(USAGE) from error


def _write(ledger: str, form: Form, *, out: Path | None, names: list[str], query: IncidentQuery) -> None:
    """Write the incidents that are named, else those that a query finds; tell what the format leaves out."""
    from counterclaim.views.exports.files import written  # noqa: PLC0415
    from counterclaim.views.exports.gather import as_of, dossiers  # noqa: PLC0415

    write = form.write
    with opened(ledger) as held, held.view() as view:
        if view.behind():
            typer.echo(BEHIND, err=True)
        found = _begun(named(view, names) if names else dossiers(view, query))
        with written(out, binary=form.binary) as file:
            for line in write(found, file, made=as_of(view)):
                typer.echo(line, err=True)


def named(view: View, names: Iterable[str]) -> Iterator[Dossier]:
    """The dossiers of incidents by their names; one that is none ends the command with a message."""
    from counterclaim.views.exports.gather import dossiers_of  # noqa: PLC0415

    for one in dossiers_of(view, names):
        if isinstance(one, str):
            no_incident(one)
        yield one


def _begun(found: Iterator[Dossier]) -> Iterator[Dossier]:
    """Dossiers, of which there is one at least; else the command ends before it writes anything."""
    first = next(found, None)
    if first is None:
        nothing("no incident was found")
    return chain([first], found)
