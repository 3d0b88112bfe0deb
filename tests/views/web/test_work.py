"""What a person does on the page: add, judge, merge, split, rate, take back. Each is a record."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from counterclaim.views.web.reading import Job, Reading, State
from tests.views.web.conftest import main, proof

TEXT = (
    "Rebels seize Varnek bridge\n\nVARNEK, March 4 (Gazette) - The Northern Army said on Thursday that its soldiers"
    " had seized the bridge at Varnek, killing 13 fighters. The River Front denied that the bridge was lost."
)
LONGEST = 240.0  # seconds to wait for a reading process on a machine that does much else


def wait_for(job: Callable[[], Any], over: Callable[[Any], bool]) -> Any:
    until = time.monotonic() + LONGEST
    while not over(found := job()):
        assert time.monotonic() < until, found
        time.sleep(0.1)
    return found


def test_what_is_sent_is_read_while_the_page_answers(client: TestClient) -> None:
    shown = proof(client)
    before = client.get("/api/v1/ledger").json()["documents"]
    files = [
        ("files", ("../../etc/varnek <b>.txt", TEXT.encode())),
        ("files", ("empty.txt", b"")),
        ("files", ("again.txt", TEXT.replace("13", "15").encode())),
    ]
    sent = {
        "proof": shown,
        "published": "2021-03-04",
        "text": TEXT.replace("Varnek", "Tolm"),
        "title": "Tolm",
    }
    answer = client.post("/add", data=sent, files=files, follow_redirects=False)
    assert answer.status_code == 303
    job = answer.headers["location"]
    answered = 0

    def state() -> dict[str, Any]:
        nonlocal answered
        assert client.get(f"/incidents/{main(client)}").status_code == 200
        answered += 1
        return dict(client.get(f"/api/v1{job}").json())

    done = wait_for(state, lambda one: one["state"] in ("done", "failed", "stopped"))
    assert done["state"] == "done", done
    assert answered > 2
    assert (done["added"], done["set_aside"]) == (3, 1), done
    assert client.get("/api/v1/ledger").json()["documents"] == before + 3
    page = client.get(job).text
    assert "Done" in page
    assert "every 1s" not in page
    where = [client.get(f"/documents/{one['id']}").status_code for one in done["documents"]]
    assert where == [200, 200, 200]
    assert "/tmp" not in client.get(f"/api/v1/documents/{done['documents'][0]['id']}").text
    # the same again is there already
    again = client.post("/add", data=sent, files=files[:1], follow_redirects=False).headers["location"]
    over = wait_for(lambda: client.get(f"/api/v1{again}").json(), lambda one: one["state"] == "done")
    assert (over["added"], over["held"]) == (0, 2)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"text": "  "},
        {"addresses": "file:///etc/passwd"},
        {"addresses": "ftp://x/y"},
        {"text": "x", "published": "1/2"},
    ],
)
def test_what_cannot_be_read_is_refused(client: TestClient, sent: dict[str, str]) -> None:
    answer = client.post("/add", data={"proof": proof(client), **sent})
    assert answer.status_code == 422
    assert client.get("/api/v1/jobs").json()["items"] == []


def test_a_job_can_be_ended(ledger: Path, tmp_path: Path) -> None:
    reading = Reading(str(ledger), tmp_path / "sent")
    jobs: list[Job] = []
    for number in range(2):
        folder = reading.new_folder()
        (folder / "a.txt").write_text(TEXT)
        jobs.append(
            reading.submit(["a.txt"], names=["a.txt"], folder=folder, published=None, by=f"vera {number}")
        )
    reading.stop(jobs[1])
    reading.stop(jobs[0])
    wait_for(lambda: jobs, lambda every: all(one.state.over for one in every))
    assert jobs[1].state is State.STOPPED
    assert [one.id for one in reading.all()] == [jobs[1].id, jobs[0].id]
    wait_for(lambda: jobs, lambda every: not any(one.folder.exists() for one in every))
    reading.close()
    assert not (tmp_path / "sent").exists()


def test_a_reading_process_that_dies_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "none.db").write_text("this is no ledger")
    reading = Reading(str(tmp_path / "none.db"), tmp_path / "sent")
    folder = reading.new_folder()
    (folder / "a.txt").write_text(TEXT)
    job = reading.submit(["a.txt"], names=["a.txt"], folder=folder, published=None, by="vera")
    wait_for(lambda: job, lambda one: one.state.over)
    assert job.state is State.FAILED
    assert "no ledger" in str(job.problem)
    reading.close()


def test_judging_a_facet_and_taking_it_back(client: TestClient) -> None:
    facet = next(
        one
        for one in client.get(f"/api/v1/incidents/{main(client)}/accounts").json()["facets"]
        if one["standing"] == "disputed"
    )
    row = f"{facet['facet']}: {facet['subject']}" if facet["subject"] else facet["facet"]

    def standing() -> dict[str, Any]:
        found = client.get(f"/api/v1/incidents/{main(client)}/accounts").json()["facets"]
        same = (facet["facet"], facet["subject"])
        return dict(next(one for one in found if (one["facet"], one["subject"]) == same))

    shown = proof(client)
    for wrong in ({"value": "so", "row": row}, {"value": "confirmed", "row": "no such"}):
        answer = client.post(
            f"/incidents/{main(client)}/judge", data={"proof": shown, "reason": "x", **wrong}
        )
        assert answer.status_code in (404, 422)
    bare = {"proof": shown, "row": row, "value": "confirmed", "reason": "  "}
    assert client.post(f"/incidents/{main(client)}/judge", data=bare).status_code == 422
    page = client.post(f"/incidents/{main(client)}/judge", data={**bare, "reason": "I saw <the> film"})
    assert page.status_code == 200
    assert "I saw &lt;the&gt; film" in page.text
    judged = standing()
    assert judged["standing"] == "confirmed"
    assert judged["judged"]
    listed = client.get(f"/incidents/{main(client)}/mentions").text
    assert "I saw &lt;the&gt; film" in listed
    back = {"proof": shown, "reason": "it was another film", "back": f"/incidents/{main(client)}"}
    assert client.post(f"/judgements/{judged['judged']}/undo", data=back).status_code == 200
    assert standing()["standing"] == "disputed"
    assert client.post(f"/judgements/{judged['judged']}/undo", data=back).status_code == 409
    assert client.post("/judgements/none/undo", data=back).status_code == 404
    assert len(client.get("/api/v1/judgements?taken_back=true").json()["items"]) == 2


def test_splitting_and_merging(client: TestClient) -> None:
    shown = proof(client)
    told = client.get(f"/api/v1/incidents/{main(client)}/mentions?limit=200").json()["items"]
    first = told[0]["document"]["id"]
    gone = [one["id"] for one in told if one["document"]["id"] == first]
    every = {"proof": shown, "mention": [one["id"] for one in told], "reason": "all"}
    assert client.post(f"/incidents/{main(client)}/split", data=every).status_code == 409
    assert client.post(
        f"/incidents/{main(client)}/split", data={"proof": shown, "reason": "none"}
    ).status_code in (
        409,
        422,
    )
    client.post(
        f"/incidents/{main(client)}/split", data={"proof": shown, "mention": gone, "reason": "another day"}
    )
    apart = {client.get(f"/api/v1/incidents/{name.replace('#', '%23')}").json()["number"] for name in gone}
    rest = next(one["id"] for one in told if one["id"] not in gone).replace("#", "%23")
    other = client.get(f"/api/v1/incidents/{rest}").json()["number"]
    assert len(apart) == 1
    assert other not in apart
    merge = {"proof": shown, "other": str(apart.pop()), "reason": "the same day"}
    assert client.post(f"/incidents/{other}/merge", data=merge).status_code == 200
    again = {client.get(f"/api/v1/incidents/{name.replace('#', '%23')}").json()["number"] for name in gone}
    assert again == {client.get(f"/api/v1/incidents/{rest}").json()["number"]}
    assert client.post(f"/incidents/{other}/merge", data=merge).status_code == 409  # one with itself
    assert client.post(f"/incidents/{other}/merge", data={**merge, "other": "4711"}).status_code == 404
    assert "the same day" in client.get("/changes").text


def test_a_source_is_rated_and_the_rating_taken_back(client: TestClient) -> None:
    shown = proof(client)
    name = "Rafidain State Television"
    form = {"proof": shown, "source": name, "letter": "D", "interests": "IRQ, KRG", "family": "State"}
    assert client.post("/sources", data={**form, "letter": "Z", "reason": "x"}).status_code == 422
    page = client.post("/sources", data={**form, "reason": "it answers to the ministry"})
    assert "it answers to the ministry" in page.text
    assert "IRQ, KRG" in page.text
    assert "not usually reliable" in page.text
    assert 'value="State"' in client.get("/sources", params={"edit": name}).text
    (given,) = client.get("/api/v1/judgements").json()["items"]
    client.post(
        f"/judgements/{given['id']}/undo", data={"proof": shown, "reason": "hearsay", "back": "/sources"}
    )
    assert client.get("/api/v1/judgements").json()["items"] == []
    assert "IRQ, KRG" not in client.get("/sources").text
