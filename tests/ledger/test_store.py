"""What can be wrong with a ledger is said in plain words: what, where, what to do. Two may add at once."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from counterclaim.errors import (
    LedgerError,
    LedgerFullError,
    LedgerLockedError,
    LedgerReadOnlyError,
    NewerLedgerError,
    NoLedgerError,
)
from counterclaim.ledger import Ledger, tables
from counterclaim.ledger.schema import MIGRATIONS
from tests.ledger.samples import numbered


def test_the_migrations_make_the_tables_that_the_program_knows(ledger: Ledger) -> None:
    with ledger.view() as view:
        context = MigrationContext.configure(view.connection)
        differences = compare_metadata(context, tables.metadata)
    ours = [one for one in differences if "said_words" not in str(one)]  # each database's own, see words.py
    assert ours == []
    assert ScriptDirectory(MIGRATIONS).get_current_head() == tables.REVISION


def test_none_is_made_unless_asked_for(place: str) -> None:
    with pytest.raises(NoLedgerError, match="there is no such ledger; see to the name"):
        Ledger(place)
    if "://" not in place:
        assert not Path(place).exists()
    Ledger(place, create=True).close()
    Ledger(place).close()


def test_a_newer_one_is_left_alone(place: str, execute: Callable[..., None]) -> None:
    Ledger(place, create=True).close()
    execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerLedgerError, match=r"schema 9999, this one knows 0002.*; update counterclaim"):
        Ledger(place, create=True)


@pytest.mark.parametrize("content", [b"Dear diary", b"SQLite format 3\0" + b"\0" * 200])
def test_a_file_that_is_no_ledger_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "diary.txt"
    path.write_bytes(content)
    with pytest.raises(NoLedgerError, match=r"diary\.txt: is a file, but no ledger"):
        Ledger(path, create=True)
    assert path.read_bytes() == content
    with pytest.raises(NoLedgerError, match="is a folder"):
        Ledger(tmp_path, create=True)


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NoLedgerError):
        Ledger(path, create=True)
    assert path.read_bytes() == before


def test_addresses_that_are_none() -> None:
    with pytest.raises(LedgerError, match="a ledger cannot lie in mysql"):
        Ledger("mysql://me:secret@host/db")
    with pytest.raises(LedgerError, match="is no address"):
        Ledger("://")


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    with pytest.raises(LedgerError, match="see that the server runs") as raised:
        Ledger("postgresql://me:secret@127.0.0.1:1/db")
    assert "secret" not in str(raised.value)


def test_the_address_of_a_file() -> None:
    with pytest.raises(NoLedgerError, match=r"^none\.db: there is no such ledger"):
        Ledger("sqlite:///none.db")


def test_another_that_writes_is_waited_for_and_no_longer_than_asked(place: str) -> None:
    with Ledger(place, create=True) as holder, Ledger(place, wait=0.3) as hasty, Ledger(place) as patient:
        first, second = numbered(2)
        with holder._store.writing():
            begin = time.monotonic()
            with (
                pytest.raises(LedgerLockedError, match=r"more than 0.3 seconds.*; try again"),
                hasty.writer() as w,
            ):
                w.add(first)
            assert time.monotonic() - begin < 20
            thread = threading.Thread(target=_add, args=(patient, second))
            thread.start()
        thread.join(30)
        assert not thread.is_alive()
        with patient.view() as view:
            assert [one.document.id for one in view.reports()] == [second.document.id]


def _add(ledger: Ledger, report: object) -> None:
    with ledger.writer() as writer:
        writer.add(report)  # type: ignore[arg-type]


def test_two_processes_make_and_fill_one_ledger_at_once(place: str) -> None:
    script = (
        "import sys; from counterclaim.ledger import Ledger; from tests.ledger.samples import numbered\n"
        "with Ledger(sys.argv[1], create=True) as ledger, ledger.writer(seconds=0) as writer:\n"
        "    for one in numbered(12, start=int(sys.argv[2])): writer.add(one)"
    )
    root = Path(__file__).parents[2]
    run = [
        subprocess.Popen(
            [sys.executable, "-c", script, place, start], cwd=root, env={**os.environ, "PYTHONPATH": "."}
        )
        for start in ("0", "6")
    ]
    assert [one.wait(120) for one in run] == [0, 0]
    with Ledger(place) as ledger:
        assert list(ledger.verify()) == []
        with ledger.view() as view:
            assert view.counts().documents == 18


def test_a_full_disk(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.db", create=True) as ledger:
        _add(ledger, numbered(1)[0])
        with ledger._store.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")  # no room for another page
        with pytest.raises(LedgerFullError, match=r"the disk is full .*; make room and run the same again"):
            for one in numbered(40, start=1):
                _add(ledger, one)
    with Ledger(tmp_path / "ledger.db") as ledger:
        assert list(ledger.verify()) == []
        for one in numbered(41):
            _add(ledger, one)
        with ledger.view() as view:
            assert view.counts().documents == 41


def test_a_folder_that_may_not_be_written() -> None:
    _in_a_closed_folder(
        """
        with Ledger(path) as ledger:
            assert list(ledger.verify()) == []
            with ledger.view() as view:
                assert view.counts().documents == 2
            try:
                with ledger.writer() as writer:
                    writer.add(numbered(3)[2])
            except LedgerReadOnlyError as error:
                assert "ledger.db: may not be written" in str(error), error
            else:
                raise AssertionError("written")
        try:
            Ledger(path.with_name("new.db"), create=True)
        except LedgerReadOnlyError as error:
            assert "new.db: cannot be opened or made" in str(error), error
        else:
            raise AssertionError("made")
        """,
    )


def test_an_older_ledger_that_may_not_be_written() -> None:
    _in_a_closed_folder(
        """
        from counterclaim.ledger import schema
        schema.REVISION = "0003"
        schema._migrate = lambda connection: connection.exec_driver_sql("CREATE TABLE new (x)")
        try:
            Ledger(path)
        except LedgerReadOnlyError as error:
            assert "was made by an older version (schema 0002) and may not be written" in str(error), error
        else:
            raise AssertionError("opened")
        """,
    )


_HEAD = """
import os
from pathlib import Path
import alembic.command, alembic.config, alembic.script, sqlalchemy.dialects.sqlite
from counterclaim.errors import LedgerReadOnlyError
from counterclaim.ledger import Ledger
from tests.ledger.samples import numbered
path = Path(os.environ["CLOSED"])
if os.geteuid() == 0:
    os.setuid(65534)  # root may write everywhere; all that is to be imported was
"""


def _in_a_closed_folder(body: str) -> None:
    """Run code where ``path`` is a ledger of two documents in a folder that may only be read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Ledger(folder / "ledger.db", create=True) as ledger:
            for one in numbered(2):
                _add(ledger, one)
        (folder / "ledger.db").chmod(0o444)
        folder.chmod(0o555)
        try:
            result = subprocess.run(
                [sys.executable, "-c", _HEAD + textwrap.dedent(body)],
                cwd=Path(__file__).parents[2],
                env={**os.environ, "PYTHONPATH": ".", "CLOSED": str(folder / "ledger.db")},
                capture_output=True,
                text=True,
                check=False,
            )
            assert result.returncode == 0, result.stderr
        finally:
            folder.chmod(0o755)


def test_killed_at_random_moments_nothing_is_lost_or_half_there(place: str) -> None:
    store = place.split("?", maxsplit=1)[0] if "://" in place else "sqlite"
    root = Path(__file__).parents[2]
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks.ledger_kills", "--kills", "4", "--store", store, "--json"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert '"lost": 0, "halved": 0, "damaged": 0, "unfinished": 0' in result.stdout


def test_what_may_not_be_read(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    path = tmp_path / "ledger.db"
    Ledger(path, create=True).close()
    path.chmod(0)
    with pytest.raises(LedgerReadOnlyError, match="cannot be opened"):
        Ledger(path)
