"""The database under a ledger: opens it, gives transactions, says in plain words what went wrong.

Takes a path (SQLite) or an address (PostgreSQL); gives SQLAlchemy connections. The two differ here and in
``words.py``, nowhere else. One process writes at a time; others wait for it, and reading goes on meanwhile.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from counterclaim.errors import (
    LedgerDamagedError,
    LedgerError,
    LedgerFullError,
    LedgerLockedError,
    LedgerReadOnlyError,
    NoLedgerError,
)
from counterclaim.ledger.tables import APPLICATION

WAIT: Final = 60.0  # seconds for which another process that writes is waited for

_HEAD: Final = b"SQLite format 3\0"
_APPLICATION_AT: Final = 68  # of a SQLite file: four bytes that say whose it is
_CACHE: Final = 64 * 1024  # KiB of pages kept in memory
_WRITES: Final = "counterclaim_writes"  # execution option of connections that will write


class Store:
    """One database. ``where`` is how messages call it: without a password.

    Args:
        place: a path, or an address such as ``postgresql://host/database``.
        wait: seconds for which another process that writes is waited for.

    Raises:
        LedgerError: the address is of no database that a ledger can lie in.
    """

    def __init__(self, place: str | os.PathLike[str], *, wait: float = WAIT) -> None:
        named = os.fspath(place)
        self._wait = wait
        if "://" not in named or named.startswith("sqlite://"):
            path = make_url(named).database or "" if "://" in named else named
            self.where = path
            self.path: Path | None = Path(path)
            self.engine = _sqlite(self.path, wait)
        else:
            url = _address(named)
            self.where = url.render_as_string(hide_password=True)
            self.path = None
            self.engine = _postgresql(url)

    @property
    def is_sqlite(self) -> bool:
        """Whether the ledger is a file."""
        return self.path is not None

    def exists(self) -> bool:
        """Whether a file is there that is marked as a ledger; of a server, only the tables tell.

        Raises:
            NoLedgerError: what is there is something else.
        """
        if self.path is None:
            return True
        try:
            with self.path.open("rb") as file:
                head = file.read(_APPLICATION_AT + 4)
        except FileNotFoundError:
            return False
        except IsADirectoryError as error:
            raise NoLedgerError(
                self.where, "is a folder", "name the ledger's file, such as kirkuk.db"
            ) from error
        except OSError as error:
            raise LedgerReadOnlyError(
                self.where, f"cannot be opened ({error.strerror})", "see to its permissions"
            ) from error
        mark = int.from_bytes(head[_APPLICATION_AT:])
        if head and (not head.startswith(_HEAD) or mark != APPLICATION):
            raise NoLedgerError(
                self.where, "is a file, but no ledger", "name another file; this one is left as it is"
            )
        return bool(head)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: all of it is kept, or nothing. Waits for others who write.

        Raises:
            LedgerError: one of the tree, by what went wrong.
        """
        with (
            self.translated(),
            self.engine.connect().execution_options(**{_WRITES: True}) as connection,
            connection.begin(),
        ):
            if not self.is_sqlite:
                connection.execute(text(f"SET LOCAL lock_timeout = {max(1, int(self._wait * 1000))}"))
                # One writer a schema: the journal is a chain, and each entry names the one before.
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(hashtext('counterclaim'), hashtext(current_schema()))")
                )
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads: what it sees stays as it was when it began.

        Raises:
            LedgerError: one of the tree, by what went wrong.
        """
        with self.translated(), self.engine.connect() as connection, connection.begin():
            if not self.is_sqlite:
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            yield connection

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turns what the database's driver raises into errors of the tree."""
        try:
            yield
        except DBAPIError as error:
            raise self._translation(error) from error

    def close(self) -> None:
        """Let go of the database."""
        with self.translated():
            self.engine.dispose()

    def _translation(self, error: DBAPIError) -> LedgerError:
        driver = error.orig
        code = getattr(driver, "sqlite_errorname", None) or getattr(driver, "sqlstate", None) or ""
        kind, problem, remedy = _reason(code)
        said = " ".join(str(driver).split())
        if kind is LedgerLockedError:
            problem = problem.format(seconds=f"{self._wait:g}")
        return kind(self.where, f"{problem} ({said})", remedy)


_REASONS: Final[dict[tuple[str, ...], tuple[type[LedgerError], str, str]]] = {
    ("SQLITE_BUSY", "SQLITE_LOCKED", "55P03"): (
        LedgerLockedError,
        "another process was writing for more than {seconds} seconds",
        "try again when it is done, or wait longer (--wait)",
    ),
    ("SQLITE_FULL", "53100"): (
        LedgerFullError,
        "the disk is full",
        "make room and run the same again: what was added before is kept, the rest was not begun",
    ),
    ("SQLITE_READONLY", "25006", "42501"): (
        LedgerReadOnlyError,
        "may not be written",
        "see to the permissions of the ledger and of its folder",
    ),
    ("SQLITE_CANTOPEN",): (
        LedgerReadOnlyError,
        "cannot be opened or made",
        "see that its folder is there and may be written",
    ),
    ("SQLITE_NOTADB",): (NoLedgerError, "is no ledger", "name another file; this one is left as it is"),
    ("SQLITE_CORRUPT", "SQLITE_IOERR", "XX001", "XX002"): (
        LedgerDamagedError,
        "the database itself is damaged",
        "take it back from a copy, and run counterclaim verify on that",
    ),
    ("3D000",): (NoLedgerError, "there is no such database", "make it: createdb NAME"),
    ("3F000",): (NoLedgerError, "there is no such schema", "make it: CREATE SCHEMA name"),
    ("28",): (LedgerError, "the server does not let you in", "see to the user and password in the address"),
}
_UNREACHED: Final = (
    LedgerError,
    "the database did not do it",
    "see that the server runs and can be reached, then run the same again",
)


def _reason(code: str) -> tuple[type[LedgerError], str, str]:
    for beginnings, reason in _REASONS.items():
        if code.startswith(beginnings):
            return reason
    return _UNREACHED


def _address(named: str) -> URL:
    try:
        url = make_url(named)
    except ArgumentError as error:
        raise LedgerError(named, "is no address of a database", "write postgresql://host/database") from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise LedgerError(
            url.render_as_string(hide_password=True),
            f"a ledger cannot lie in {url.get_backend_name()}",
            "name a file, or write postgresql://host/database",
        )
    return url.set(drivername="postgresql+psycopg")


def _postgresql(url: URL) -> Engine:
    try:
        return create_engine(url, pool_pre_ping=True, isolation_level="READ COMMITTED")
    except (ImportError, NoSuchModuleError) as error:
        raise LedgerError(
            url.render_as_string(hide_password=True),
            "the driver for PostgreSQL is not installed",
            "pip install 'counterclaim[postgres]'",
        ) from error


def _sqlite(path: Path, wait: float) -> Engine:
    def connect() -> sqlite3.Connection:
        mode = _mode(path)
        connection = sqlite3.connect(
            f"file:{quote(os.fspath(path))}?{mode}",
            uri=True,
            timeout=wait,
            isolation_level=None,  # transactions are begun below, not by the driver's guess
            check_same_thread=False,
        )
        for setting in ("foreign_keys = ON", "synchronous = FULL", f"cache_size = -{_CACHE}"):
            connection.execute(f"PRAGMA {setting}")
        if mode == "mode=rwc":
            _keep_a_log(connection, path, wait)
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _mode(path: Path) -> str:
    """How to open a file: as it is where it, or the folder that its log would lie in, may not be written."""
    folder = path.absolute().parent
    if os.access(folder, os.W_OK) and (os.access(path, os.W_OK) or not path.exists()):
        return "mode=rwc"
    log = path.with_name(path.name + "-wal")
    return "mode=ro" if log.exists() else "mode=ro&immutable=1"


def _keep_a_log(connection: sqlite3.Connection, path: Path, wait: float) -> None:
    """Have a file write ahead (WAL): readers need not wait, and a kill loses nothing. A new one is marked ours.

    Only one connection can bring this about; others that come at the same time are told so at once.
    """
    until = time.monotonic() + wait
    while True:
        try:
            if not path.stat().st_size:
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)
