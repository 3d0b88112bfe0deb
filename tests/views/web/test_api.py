"""The HTTP API: its shapes, its ETags, and what its own description leads a program to send."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from starlette.testclient import TestClient

from counterclaim.views.web.app import create_app
from counterclaim.views.web.serving import Serving
from counterclaim.views.web.users import Role
from tests.views.web.conftest import main

READS = (
    "/ledger", "/incidents", "/incidents/counts", "/map", "/incidents/{main}", "/incidents/{main}/accounts",
    "/incidents/{main}/mentions", "/incidents/{main}/links", "/incidents/{main}/history", "/statements?q=kirkuk",
    "/changes", "/sources", "/judgements",
)  # fmt: skip


@pytest.mark.parametrize("path", READS)
def test_an_answer_has_an_etag_that_holds_until_the_ledger_changes(client: TestClient, path: str) -> None:
    address = f"/api/v1{path.format(main=main(client))}"
    first = client.get(address)
    assert first.status_code == 200, first.text
    tag = first.headers["etag"]
    again = client.get(address, headers={"if-none-match": f'"other", W/{tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    rate = {"ruling": "rate", "subjects": ["x"], "reason": "y", "value": '{"source":"x"}'}
    assert client.post("/api/v1/judgements", json=rate).status_code == 201
    after = client.get(address, headers={"if-none-match": tag})
    assert after.status_code == 200
    assert after.headers["etag"] != tag


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/incidents/4711", 404),
        ("/statements/none", 404),
        ("/documents/none", 404),
        ("/nowhere", 404),
        ("/incidents?limit=0", 422),
        ("/incidents?limit=201", 422),
        ("/incidents?since=x", 422),
        ("/incidents?cursor=x", 422),
        ("/incidents?standing=x", 422),
        ("/statements?cursor=after-x", 422),
        ("/statements?cursor=after-999999999", 422),
        ("/changes?since=noon", 422),
    ],
)
def test_every_error_has_one_shape(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == status
    error = answer.json()["error"]
    assert set(error) == {"status", "code", "problem", "remedy"}
    assert error["status"] == status
    assert error["problem"]
    assert client.put("/api/v1/incidents").json()["error"]["status"] == 405


@pytest.mark.parametrize(
    "path",
    [
        "/incidents/{main}/mentions",
        "/incidents/{main}/history",
        "/statements?q=kirkuk",
        "/changes",
    ],
)
def test_a_list_comes_whole_by_its_cursors(client: TestClient, path: str) -> None:
    def pages(size: int) -> list[Any]:
        seen, cursor = [], None
        for _ in range(2000):
            query = {"limit": size} | ({"cursor": cursor} if cursor else {})
            base, _, asked = path.format(main=main(client)).partition("?")
            page = client.get(
                f"/api/v1{base}?{asked}", params={**dict(p.split("=") for p in [asked] if p), **query}
            )
            seen += page.json()["items"]
            cursor = page.json()["next"]
            if cursor is None:
                return seen
        raise AssertionError("the list does not end")

    every = pages(200)
    assert every
    assert pages(max(1, len(every) // 5)) == every


def test_the_page_and_the_api_list_the_same(client: TestClient) -> None:
    page = client.get("/?order=time").text
    numbers = [int(one.partition('"')[0]) for one in page.split('data-number="')[1:]]
    listed = client.get("/api/v1/incidents?order=time&limit=40").json()["items"]
    assert numbers == [one["number"] for one in listed]


def test_the_map_is_geojson(client: TestClient) -> None:
    found = client.get("/api/v1/map").json()
    assert found["type"] == "FeatureCollection"
    assert found["features"]
    for one in found["features"]:
        lon, lat = one["geometry"]["coordinates"]
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90
        assert one["properties"]["title"]


@pytest.mark.parametrize("stranger", [False, True])
def test_what_its_description_allows_never_fails(
    ledger: Path, users_once: tuple[Path, dict[Role, str]], tmp_path: Path, *, stranger: bool
) -> None:
    """As schemathesis calls it: no 5xx, errors of one shape; nothing read or written by a stranger."""
    path, tokens = users_once
    users = Path(shutil.copy(path, tmp_path / "users.json"))
    app = create_app(Serving(str(ledger), users=users))
    headers = {"authorization": f"Bearer {tokens[Role.READER]}"}
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        before = client.get("/api/v1/ledger", headers=headers).json()
        described = client.get("/api/v1/openapi.json", headers=headers).json()
        schema = schemathesis.openapi.from_dict(described)
        called = 0
        for found in schema.get_all_operations():
            operation = found.ok()

            @settings(
                max_examples=12,
                deadline=None,
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
            )
            @_given(operation)
            def call(case: Any) -> None:
                nonlocal called
                sent = case.as_transport_kwargs(base_url="http://127.0.0.1:8765")
                sent["headers"] = {**dict(sent.get("headers") or {}), **({} if stranger else headers)}
                if stranger:
                    sent["headers"] = {
                        k: v for k, v in sent["headers"].items() if k.lower() != "authorization"
                    }
                sent.pop("cookies", None)
                sent.pop("timeout", None)
                answer = client.request(**sent)
                called += 1
                assert answer.status_code < 500, (sent, answer.text)
                if stranger:
                    assert answer.status_code in (400, 401, 403, 404, 405, 413, 421, 422), (sent, answer.text)
                    assert "items" not in answer.text
                if answer.status_code >= 400:
                    assert answer.json()["error"]["status"] == answer.status_code

            call()
        assert called > 100
        assert client.get("/api/v1/ledger", headers=headers).json() == before


def _given(operation: Any) -> Any:
    from hypothesis import given

    return given(case=operation.as_strategy())
