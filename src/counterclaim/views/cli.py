"""The command line. Results go to standard output, progress and what was set aside to standard error.

Everything heavy is imported within the command that needs it: ``--help`` must not wait for libraries.
"""

from __future__ import annotations

import gc
import logging
import sys
from enum import StrEnum
from typing import Annotated, NoReturn

import typer

from counterclaim.errors import SettingsError
from counterclaim.views import gazetteer, incidents, judging, ledger, sources, standing
from counterclaim.views.annotate import annotate
from counterclaim.views.brief.command import brief
from counterclaim.views.exports.command import export
from counterclaim.views.read import read
from counterclaim.views.serve import serve, users

ALL_READ, SOME_SET_ASIDE, USAGE, NOTHING_READ = 0, 1, 2, 3

# Almost all that is made while a command starts stays: to look through it for garbage at every 700th object,
# as Python does by default, takes a tenth of a second.
gc.set_threshold(100_000)

app = typer.Typer(
    name="counterclaim",
    help="Reads reports of contested events and keeps the sourced record of who says what happened,"
    " who denies it and who confirms it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How results are printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"


def _show_version(wanted: bool) -> None:
    if wanted:
        from counterclaim import __version__  # noqa: PLC0415

        typer.echo(f"counterclaim {__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave."),
    ] = False,
) -> None:
    """Options that stand before any command."""
    # Libraries log each flaw that they mend; what matters of it reaches the user as something set aside.
    logging.getLogger().addHandler(logging.NullHandler())


@app.command()
def documents(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="Files, folders, ZIP archives, addresses; - for standard input."
        ),
    ],
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Their date of publication, where you know it: 2017-10-16."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="OURS=THEIRS",
            help="Which column of a table holds text, title, outlet, published, url, language, credit or"
            " original: --column text=body. May be given again.",
        ),
    ] = None,
    format: Annotated[Format, typer.Option(help="How to print what was read.")] = Format.table,
) -> None:
    """Read documents and show them: title, outlet, date and how it is known, credit, words, language, origin.

    Reads plain text, Markdown, HTML, PDF, e-mail, RSS and Atom, web archives (WARC), JSON, JSON lines, CSV,
    and folders and ZIP archives of these. Documents with one text (copies, abridgements) share an origin.

    Exit codes: 0 all was read; 1 some of it was set aside, see standard error; 2 wrong usage or settings;
    3 nothing could be read.
    """
    from counterclaim import load, read_documents  # noqa: PLC0415
    from counterclaim.documents.sources import total_bytes  # noqa: PLC0415
    from counterclaim.views.documents import show  # noqa: PLC0415
    from counterclaim.views.progress import Progress  # noqa: PLC0415

    try:
        with Progress(total=lambda: total_bytes(paths)) as progress:
            found = read_documents(
                paths,
                settings=load(),
                published=published,
                columns=_mapping(column or []),
                progress=progress.advance,
            )
            read, set_aside = show(found, format=format.value, progress=progress)
    except SettingsError as error:
        _misused(str(error))
    if set_aside:
        raise typer.Exit(SOME_SET_ASIDE if read else NOTHING_READ)
    if not read:
        typer.echo("nothing to read was found", err=True)
        raise typer.Exit(NOTHING_READ)


app.command()(annotate)
app.add_typer(gazetteer.app, name="gazetteer")
app.command()(read)
app.command()(ledger.add)
app.command()(ledger.search)
app.command()(incidents.incidents)
app.command()(standing.accounts)
app.command()(standing.why)
app.command()(incidents.mentions)
app.command()(incidents.changes)
app.command()(judging.merge)
app.command()(judging.split)
app.command()(judging.judge)
app.command()(judging.undo)
app.command()(judging.judgements)
app.add_typer(sources.app, name="sources")
app.command()(ledger.versions)
app.command()(ledger.verify)
app.command()(ledger.rebuild)
app.command()(export)
app.command()(brief)
app.command("import")(ledger.import_)
app.command()(serve)
app.add_typer(users, name="users")


def _mapping(columns: list[str]) -> dict[str, str]:
    mapping = {}
    for column in columns:
        ours, equals, theirs = column.partition("=")
        if not (ours and equals and theirs):
            raise SettingsError(f"--column {column}: write it as OURS=THEIRS, such as text=body")
        mapping[ours.strip()] = theirs.strip()
    return mapping


def _misused(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(USAGE)


def main() -> None:
    """Entry point of the command ``counterclaim``."""
    try:
        app()
    except BrokenPipeError:
        # The reader of our output has had enough (head, less): no reason for a traceback.
        sys.stderr.close()
        sys.exit(ALL_READ)


if __name__ == "__main__":
    main()
