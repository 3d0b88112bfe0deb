"""Whether the tables of a ledger are there and as this version needs them; makes or migrates them.

Takes a store that has been opened; leaves what stands in the tables to others.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

from counterclaim.errors import LedgerReadOnlyError, NewerLedgerError, NoLedgerError
from counterclaim.ledger.store import Store
from counterclaim.ledger.tables import REVISION

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def prepare(store: Store, *, create: bool) -> None:
    """See that a ledger is there, make it where asked to, bring it up to this version.

    Raises:
        NoLedgerError: there is none, and it is not to be made.
        NewerLedgerError: a newer version made it.
        LedgerReadOnlyError: it is older, and may not be written.
    """
    found = None
    if store.exists():
        with store.reading() as connection:
            found = revision(connection)
    if found == REVISION:
        return
    if found is None and not create:
        raise NoLedgerError(
            store.where, "there is no such ledger", "see to the name, or make one with counterclaim add"
        )
    if found is not None and found not in _known():
        raise NewerLedgerError(
            store.where,
            f"was made by a newer version of counterclaim (schema {found}, this one knows {REVISION})",
            "update counterclaim: pip install --upgrade counterclaim",
        )
    try:
        with store.writing() as connection:
            if revision(connection) != REVISION:  # while this one waited, another may have done it
                _migrate(connection)
    except LedgerReadOnlyError as error:
        if found is None:
            raise
        raise LedgerReadOnlyError(
            store.where,
            f"was made by an older version (schema {found}) and may not be written",
            "open it once where it may be written, or work on a copy",
        ) from error


def revision(connection: Connection) -> str | None:
    """The migration that the tables are at; None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - takes as long as opening a ledger, and is seldom needed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _known() -> set[str]:
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    return {script.revision for script in ScriptDirectory(MIGRATIONS).walk_revisions()}
