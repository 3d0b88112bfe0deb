"""``counterclaim brief``: takes a ledger and an incident, writes the cited document on it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from counterclaim.errors import ExportError
from counterclaim.views.exports.command import BEHIND, named
from counterclaim.views.opened import USAGE, IncidentName, LedgerName, opened

if TYPE_CHECKING:
    from counterclaim.views.brief.parts import Brief


class Format(StrEnum):
    """How a brief is written."""

    md = "md"
    html = "html"
    docx = "docx"


_SUFFIXES: Final = {".htm": Format.html, ".markdown": Format.md, **{f".{one.value}": one for one in Format}}


def brief(
    ledger: LedgerName,
    incident: IncidentName,
    format: Annotated[
        Format | None, typer.Option(help="By default that of the file's name, else md.", show_default=False)
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "--output", "-o", metavar="FILE", help="Standard output by default."),
    ] = None,
) -> None:
    """Write a brief on an incident: what, where, when, who says what, what is disputed and what would settle it.

    Each line bears the numbers of the sources that it rests on, listed at the end with the words they said.

    Exit codes: 0 done; 2 wrong usage; 3 there is no such incident; 4 the ledger cannot be used.
    """
    from counterclaim.views.brief.content import compose  # noqa: PLC0415
    from counterclaim.views.exports.files import written  # noqa: PLC0415
    from counterclaim.views.exports.gather import as_of  # noqa: PLC0415

    chosen = format or (_SUFFIXES.get(out.suffix.lower()) if out else None) or Format.md
    try:
        with opened(ledger) as held, held.view() as view:
            if view.behind():
                typer.echo(BEHIND, err=True)
            made = as_of(view)
            (dossier,) = named(view, [incident])
            composed = compose(dossier, made=made)
        with written(out, binary=chosen is Format.docx) as file:
            file.write(rendered(composed, chosen, made=made))
    except ExportError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(USAGE) from error


def rendered(brief: Brief, format: Format, *, made: datetime) -> bytes:
    """A brief in a format."""
    if format is Format.docx:
        from counterclaim.views.brief import word  # noqa: PLC0415

        return word.render(brief, made=made)
    if format is Format.html:
        from counterclaim.views.brief import page  # noqa: PLC0415

        return page.render(brief).encode()
    from counterclaim.views.brief import markdown  # noqa: PLC0415

    return markdown.render(brief).encode()
