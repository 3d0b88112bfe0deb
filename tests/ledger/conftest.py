"""Every test that asks for a ledger runs on both databases, each time on one of its own."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from counterclaim.ledger import Ledger

SERVER = os.environ.get("COUNTERCLAIM_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")
REQUIRED = os.environ.get("COUNTERCLAIM_REQUIRE_POSTGRES") == "1"


@cache
def _unreachable() -> str | None:
    """Why the server cannot be used; None where it can."""
    try:
        import psycopg

        with psycopg.connect(SERVER, connect_timeout=3, autocommit=True):
            return None
    except Exception as error:
        return f"no PostgreSQL at {SERVER}: {error}"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new ledger may lie; it is gone after the test."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.db")
        return
    yield from schema()


@pytest.fixture(params=["sqlite", "postgresql"])
def another(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A second place, on either database."""
    if request.param == "sqlite":
        yield str(tmp_path / "another.db")
        return
    yield from schema()


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    """A new, empty ledger."""
    with Ledger(place, create=True, wait=20) as made:
        yield made


@pytest.fixture
def execute(place: str) -> Callable[..., None]:
    """Changes a ledger behind its back, as somebody with a database client could."""

    def run(statement: str, *values: object) -> None:
        if "://" in place:
            import psycopg

            with psycopg.connect(place) as connection:
                connection.execute(statement.replace("?", "%s"), values)
            return
        import sqlite3

        connection = sqlite3.connect(place)
        with connection:
            connection.execute(statement, values)
        connection.close()

    return run


def schema() -> Iterator[str]:
    """A schema of its own on the server, dropped in the end; skips without a server unless one is required."""
    reason = _unreachable()
    if reason is not None:
        if REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    import psycopg

    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
        try:
            yield f"{SERVER}?options=-csearch_path%3D{name}"
        finally:
            connection.execute(f"DROP SCHEMA {name} CASCADE")
