"""``counterclaim serve LEDGER``: the page and the HTTP API; ``counterclaim users``: who may sign in."""

from __future__ import annotations

import getpass
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

USAGE, UNUSABLE = 2, 4

users = typer.Typer(help="Who may sign in to a server that others can reach.", no_args_is_help=True)
UsersFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="The file of users; made where there is none.")
]
Name = Annotated[str, typer.Argument(help="Up to 64 letters, digits, . _ - @")]


class Role(StrEnum):
    """What a user may do."""

    reader = "reader"
    analyst = "analyst"
    admin = "admin"


def serve(
    ledger: Annotated[
        str, typer.Argument(metavar="LEDGER", help="The ledger: a file, or postgresql://host/database.")
    ],
    *,
    host: Annotated[
        str, typer.Option(help="The address to listen on; any but this machine needs --users.")
    ] = ("127.0.0.1"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free.")] = 8765,
    users: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Those who may sign in: see counterclaim users.")
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="A name by which browsers call it; may be given again."),
    ] = None,
    https: Annotated[bool, typer.Option(help="It is reached by https, through a proxy.")] = False,
    upload: Annotated[int, typer.Option(metavar="MB", min=1, help="The largest upload.")] = 256,
) -> None:
    """Open a ledger in the browser: incidents and the map, accounts with their evidence, timelines, reports,
    changes, sources; add reports and judge. Programs find the same under /api/v1.

    It listens on this machine alone, where nobody need sign in. Exit codes: 0 ended, 2 wrong usage, 4 the ledger
    cannot be used, or the address cannot be listened on.
    """
    from counterclaim.errors import LedgerError, SettingsError  # noqa: PLC0415 - all of it is only for serving
    from counterclaim.views.web.running import run  # noqa: PLC0415
    from counterclaim.views.web.serving import MEGABYTE, Serving  # noqa: PLC0415

    try:
        serving = Serving(
            ledger,
            host=host,
            port=port,
            users=users,
            hosts=tuple(name or ()),
            secure=https,
            upload=upload * MEGABYTE,
        )
        run(serving, ready=lambda address: typer.echo(f"{ledger} is at {address} (stop it with Ctrl+C)"))
    except SettingsError as error:
        _failed(str(error), USAGE)
    except (LedgerError, OSError) as error:
        _failed(str(error), UNUSABLE)


@users.command("add")
def add_user(
    file: UsersFile,
    name: Name,
    role: Annotated[Role, typer.Option(help="reader looks; analyst adds and judges; admin does all.")] = (
        Role.reader
    ),
    token: Annotated[
        bool, typer.Option("--token", help="A token for a program instead of a password.")
    ] = False,
) -> None:
    """Add a user, or give one another role and password. The password is asked for, or read from standard input."""
    from counterclaim.errors import SettingsError  # noqa: PLC0415
    from counterclaim.views.web import users as known  # noqa: PLC0415

    try:
        kept = known.Users(file)
        kept.add(name, known.Role(role.value), password=None if token else _password())
        if token:
            typer.echo(kept.give_token(name))
    except SettingsError as error:
        _failed(str(error), USAGE)
    typer.echo(f"{name} may sign in as {role.value}", err=True)


@users.command("list")
def list_users(file: UsersFile) -> None:
    """Show who may sign in."""
    from counterclaim.errors import SettingsError  # noqa: PLC0415
    from counterclaim.views.web.users import Users  # noqa: PLC0415

    try:
        for user in Users(file).all():
            ways = ["password"] * bool(user.password) + [f"{len(user.tokens)} tokens"] * bool(user.tokens)
            typer.echo(f"{user.name}\t{user.role.value}\t{', '.join(ways)}")
    except SettingsError as error:
        _failed(str(error), USAGE)


@users.command("remove")
def remove_user(file: UsersFile, name: Name) -> None:
    """Take a user out; sessions and tokens end with it."""
    from counterclaim.errors import SettingsError  # noqa: PLC0415
    from counterclaim.views.web.users import Users  # noqa: PLC0415

    try:
        Users(file).remove(name)
    except SettingsError as error:
        _failed(str(error), USAGE)


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        _failed("the two are not the same; begin again", USAGE)
    return first


def _failed(message: str, code: int) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(code)
