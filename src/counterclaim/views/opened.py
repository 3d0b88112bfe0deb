"""What the commands on a ledger have in common: how it is named and opened, and how results are printed.

Exit codes: 0 done, 1 done in part or damage found, 2 wrong usage, 3 nothing found or read, 4 the ledger cannot be
used.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from counterclaim.ledger import Ledger

IN_PART, USAGE, NOTHING, UNUSABLE = 1, 2, 3, 4
WAIT = 60.0

LedgerName = Annotated[
    str, typer.Argument(metavar="LEDGER", help="The ledger: a file, or postgresql://host/database.")
]
IncidentName = Annotated[
    str,
    typer.Argument(metavar="INCIDENT", help="Its number, its id, or the id of a mention in it."),
]
Wait = Annotated[float, typer.Option(min=0, help="Seconds to wait while another process writes.")]


class Format(StrEnum):
    """How results are printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"


Shown = Annotated[Format, typer.Option(help="text for a person; json; jsonl, one object a line.")]


@contextmanager
def opened(name: str, *, create: bool = False, wait: float = WAIT) -> Iterator[Ledger]:
    """A ledger; what goes wrong with it ends the command with a message."""
    from counterclaim.errors import LedgerError, NotInLedgerError  # noqa: PLC0415
    from counterclaim.pipeline import open_ledger  # noqa: PLC0415 - the database's libraries come with it

    try:
        with open_ledger(name, create=create, wait=wait) as ledger:
            yield ledger
    except NotInLedgerError as error:
        nothing(str(error))
    except LedgerError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(UNUSABLE) from error


def nothing(message: str) -> NoReturn:
    """End the command: what was asked for is not there."""
    typer.echo(message, err=True)
    raise typer.Exit(NOTHING)


def no_incident(named: str) -> NoReturn:
    """End the command: there is no such incident."""
    nothing(f"there is no incident {named}; counterclaim incidents lists those there are")


def printed(found: Iterable[dict[str, Any]], format: Format) -> None:
    """Print objects as JSON, or one a line."""
    if format is Format.json:
        typer.echo(json.dumps(list(found), ensure_ascii=False, indent=1))
    else:
        for one in found:
            typer.echo(json.dumps(one, ensure_ascii=False))
