"""``counterclaim gazetteer``: adds places of the user's own to the gazetteer, and looks names up in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="The gazetteer: the places that names are resolved to.", no_args_is_help=True)

_FOLDER = typer.Option("--folder", help="Where your own layers lie, instead of where the settings say.")


def _own_layers(folder: Path | None) -> Path | None:
    """The folder given, else the one of the settings."""
    from counterclaim import settings  # noqa: PLC0415 - pydantic comes with it

    return folder or settings.load().gazetteer.folder


@app.command()
def add(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="CSV with the columns name, lat, lon, country, type; or a country of"
            " download.geonames.org, as .txt or .zip."
        ),
    ],
    *,
    folder: Annotated[Path | None, _FOLDER] = None,
) -> None:
    """Add places of your own. A file added again takes the place of the one of its name before.

    Exit codes: 0 all added, 1 a file could not be read.
    """
    from counterclaim.errors import CounterclaimError  # noqa: PLC0415 - numpy comes with it
    from counterclaim.events.gazetteer import open_gazetteer  # noqa: PLC0415
    from counterclaim.events.gazetteer_files import add as add_file  # noqa: PLC0415

    failed = False
    folder = _own_layers(folder)
    for file in files:
        try:
            path, count = add_file(file, gazetteer=open_gazetteer(folder), folder=folder)
        except CounterclaimError as error:
            typer.echo(error, err=True)
            failed = True
        else:
            typer.echo(f"{count} places of {file} added: {path}")
    raise typer.Exit(1 if failed else 0)


@app.command()
def find(
    name: Annotated[str, typer.Argument(help="A place name, in any romanisation.")],
    *,
    most: Annotated[int, typer.Option(min=1, help="Show at most so many, the largest first.")] = 20,
    folder: Annotated[Path | None, _FOLDER] = None,
) -> None:
    """Show the places that a name may mean. Exit codes: 0 some, 3 none."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from counterclaim.events.gazetteer import open_gazetteer  # noqa: PLC0415

    gazetteer = open_gazetteer(_own_layers(folder))
    found = gazetteer.find([name])
    order = sorted(range(len(found)), key=lambda row: (bool(found.loose[row]), -found.size[row]))
    table = Table("place", "type", "country", "unit", "lat", "lon", "people", "id", box=None)
    for row in order[:most]:
        entry = gazetteer.entry(int(found.layer[row]), int(found.row[row]))
        table.add_row(
            entry.name,
            entry.kind,
            gazetteer.iso3(entry.country) or "",
            entry.admin1,
            f"{entry.lat:.3f}",
            f"{entry.lon:.3f}",
            str(entry.population or ""),
            entry.id,
        )
    if not order:
        typer.echo(f"no place is called {name}", err=True)
        raise typer.Exit(3)
    Console().print(table)
