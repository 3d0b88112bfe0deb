"""A ledger of the bundled example, read once; each test that writes has a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from counterclaim import pipeline
from counterclaim.settings import load
from counterclaim.views.web.app import create_app
from counterclaim.views.web.serving import Serving
from counterclaim.views.web.users import Role, Users

EXAMPLE = Path(__file__).parents[3] / "examples/kirkuk"
BASE = "http://127.0.0.1:8765"
PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger that the example makes."""
    path = tmp_path_factory.mktemp("read") / "kirkuk.db"
    with pipeline.open_ledger(path, create=True) as ledger:
        documents = pipeline.read_documents(EXAMPLE, settings=load(), keep_bytes=True)
        assert [one for one in pipeline.add(ledger, documents) if isinstance(one, pipeline.Added)]
    return path


@pytest.fixture
def ledger(read_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(read_once, tmp_path / "kirkuk.db"))


@pytest.fixture
def serve() -> Iterator[Callable[..., TestClient]]:
    """Makes clients of a server of its own; each ends with the test."""
    opened: list[TestClient] = []

    def make(place: Path, *, users: Path | None = None, **more: Any) -> TestClient:
        client = TestClient(create_app(Serving(str(place), users=users, **more)), base_url=BASE)
        opened.append(client.__enter__())
        return client

    yield make
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def client(ledger: Path, serve: Callable[..., TestClient]) -> TestClient:
    """A browser on this machine, where nobody signs in."""
    return serve(ledger)


@pytest.fixture(scope="session")
def users_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[Role, str]]:
    """A file of one user of each role, with a token each: hashing passwords takes long."""
    path = tmp_path_factory.mktemp("users") / "users.json"
    known = Users(path)
    tokens = {}
    for role in Role:
        known.add(role.value, role, password=PASSWORD)
        tokens[role] = known.give_token(role.value)
    return path, tokens


@pytest.fixture
def team(
    ledger: Path,
    users_once: tuple[Path, dict[Role, str]],
    tmp_path: Path,
    serve: Callable[..., TestClient],
) -> tuple[TestClient, dict[Role, str]]:
    """A server whose users sign in, and a token of each role."""
    path, tokens = users_once
    return serve(ledger, users=Path(shutil.copy(path, tmp_path / "users.json"))), tokens


def main(client: TestClient) -> int:
    """The number of the weightiest incident of which something is disputed."""
    more = {"authorization": client.headers["authorization"]} if "authorization" in client.headers else {}
    found = client.get("/api/v1/incidents?disputed=1&limit=1", headers=more).json()["items"]
    return int(found[0]["number"])


def proof(client: TestClient, path: str = "/add") -> str:
    """What a form on a page has to bring along."""
    page = client.get(path)
    assert page.status_code == 200, page.text
    return page.text.partition('data-proof="')[2].partition('"')[0]
