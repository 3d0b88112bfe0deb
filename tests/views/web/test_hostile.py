"""Reports that mean harm: what they say is shown and never run, and none of it stops the page."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from counterclaim import pipeline
from counterclaim.settings import load
from counterclaim.views.web.present.report import PART
from tests.views.web.conftest import proof
from tests.views.web.test_pages import Page

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
FORMULA = "{{ 7 * 7 }}{% include 'base.html' %}${7*7}"
RIGHT_TO_LEFT = "\u0627\u0644\u0633\u0644\u064a\u0645\u0627\u0646\u064a\u0629"
TEXT = (
    f"The {SCRIPT} Army said on Thursday that its soldiers had seized the bridge at Kirkuk, killing 13 {IMAGE}"
    f" fighters. A spokesman for {RIGHT_TO_LEFT} {FORMULA} denied that the bridge was lost."
    " 'javascript:alert(3)' was the reply."
)


@pytest.fixture(scope="module")
def hostile_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    report = {
        "title": f"{SCRIPT}{IMAGE} bridge",
        "text": f"{TEXT}\n\n{TEXT.replace('13', '15')}",
        "outlet": f"Daily {IMAGE}",
        "url": "javascript:alert(4)//https://x.example",
        "published": "2017-10-16",
    }
    (folder / "in").mkdir()
    (folder / "in" / "a.json").write_text(json.dumps(report))
    again = {**report, "url": f"https://x.example/?q={SCRIPT}", "outlet": RIGHT_TO_LEFT}
    (folder / "in" / "b.json").write_text(json.dumps(again))
    (folder / "in" / "<img src=x onerror=alert(5)>.txt").write_text(f"{IMAGE}\n\n{TEXT}")
    (folder / "in" / "word.txt").write_text("Kirkuk said: " + "a" * 4_999_000)
    with pipeline.open_ledger(folder / "hostile.db", create=True) as ledger:
        documents = pipeline.read_documents(folder / "in", settings=load(), keep_bytes=True)
        added = [one for one in pipeline.add(ledger, documents) if isinstance(one, pipeline.Added)]
    assert len(added) >= 3
    (folder / "long").write_text(next(one.document.id for one in added if len(one.document.text) > 1_000_000))
    return folder / "hostile.db"


@pytest.fixture
def hostile(hostile_once: Path, tmp_path: Path, serve: Callable[..., TestClient]) -> TestClient:
    return serve(Path(shutil.copy(hostile_once, tmp_path / "hostile.db")))


def views(client: TestClient) -> list[str]:
    found = ["/", "/search?q=bridge", "/search?q=kirkuk", "/changes?since=0", "/sources", "/add"]
    incidents = client.get("/api/v1/incidents").json()["items"]
    documents = {one["id"] for incident in incidents for one in incident["documents"]}
    hits = client.get("/api/v1/statements?q=kirkuk").json()["items"]
    documents |= {one["document"]["id"] for one in hits}
    assert incidents
    assert len(documents) >= 3
    for one in incidents[:4]:
        number = one["number"]
        found += [
            f"/incidents/{number}{view}" for view in ("", "/timeline", "/mentions", "/history", "/brief")
        ]
        for facet in client.get(f"/api/v1/incidents/{number}/accounts").json()["facets"][:4]:
            row = f"{facet['facet']}: {facet['subject']}" if facet["subject"] else facet["facet"]
            found.append(
                str(
                    client.build_request("GET", f"/incidents/{number}", params={"row": row}).url.raw_path,
                    "ascii",
                )
            )
    for one in sorted(documents):
        found += [f"/documents/{one}", f"/documents/{one}/versions"]
    return found


def test_hostile_reports_are_inert_in_every_view(hostile: TestClient) -> None:
    shown = False
    for view in views(hostile):
        answer = hostile.get(view)
        assert answer.status_code == 200, view
        assert Page(answer.text).found == [], view
        assert "<script>alert" not in answer.text, view
        assert "<img" not in answer.text, view
        shown = shown or "&lt;script&gt;alert(1)" in answer.text
        assert len(answer.content) < 1_500_000, view
    assert shown  # it is shown as what it is


def test_what_comes_in_an_address_is_inert(hostile: TestClient) -> None:
    for view in ("/", "/search", "/sources", "/changes"):
        for name in ("q", "place", "party", "since", "edit", "source", "what", "cursor", "row", "next"):
            answer = hostile.get(view, params={name: f"{SCRIPT}{IMAGE}"})
            assert answer.status_code in (200, 422), (view, name)
            assert Page(answer.text).found == []
            assert "<script>alert" not in answer.text
    for address in (f"/incidents/{SCRIPT}", f"/documents/{IMAGE}", f"/jobs/{SCRIPT}", f"/{SCRIPT}"):
        answer = hostile.get(address)
        assert answer.status_code == 404
        assert "<script>alert" not in answer.text


def test_a_judgement_that_means_harm_is_inert(hostile: TestClient) -> None:
    form = {
        "proof": proof(hostile),
        "source": f"Daily {IMAGE}",
        "letter": "E",
        "family": SCRIPT,
        "reason": SCRIPT,
    }
    answer = hostile.post("/sources", data={**form, "interests": f"{IMAGE},{SCRIPT}"})
    assert answer.status_code == 200
    assert Page(answer.text).found == []
    assert "&lt;script&gt;alert(1)" in answer.text


def test_names_from_right_to_left_take_their_own_direction(hostile: TestClient) -> None:
    document = next(
        one["document"]["id"]
        for one in hostile.get("/api/v1/statements?q=bridge").json()["items"]
        if one["document"]["outlet"] == RIGHT_TO_LEFT
    )
    page = hostile.get(f"/documents/{document}").text
    assert f"<bdi>{RIGHT_TO_LEFT}</bdi>" in page
    assert 'class="report" dir="auto"' in page


def test_a_long_report_comes_in_parts(hostile: TestClient, hostile_once: Path) -> None:
    document = (hostile_once.parent / "long").read_text()
    page = hostile.get(f"/documents/{document}").text
    assert f"?start={PART}" in page
    assert len(page) < 1_000_000
    later = hostile.get(f"/documents/{document}?start={PART}").text
    assert "?start=0" in later
    assert "a" * (PART // 2) in later
    for wrong in ("-5", "99999999999", "x"):
        assert hostile.get(f"/documents/{document}?start={wrong}").status_code in (200, 422)
    assert hostile.get(f"/documents/{document}/versions").status_code == 200
