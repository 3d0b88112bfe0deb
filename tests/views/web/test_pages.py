"""Every view: that it is there, says what the ledger holds, can be shared, and lets nothing run."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from counterclaim.views.web import assets
from counterclaim.views.web.shield import POLICY
from tests.views.web.conftest import main

VIEWS = (
    "/", "/?disputed=1", "/?q=kirkuk&since=2017&until=2017-10&order=time", "/?near=35.5,44.3,50",
    "/incidents/{main}", "/incidents/{main}/timeline", "/incidents/{main}/mentions",
    "/incidents/{main}/history", "/incidents/{main}/brief",
    "/search", "/search?q=peshmerga", "/search?source=peshmerga&stance=denies", "/changes", "/changes?since=3",
    "/changes?what=standing", "/sources", "/sources?q=peshmerga", "/sources?edit=Rafidain", "/add",
)  # fmt: skip


class Page(HTMLParser):
    """What of a page could run, and where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.asked: list[str] = []
        self.links: list[str] = []
        self._in_script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.found += [f"{tag} {name}" for name, _ in attrs if name.startswith("on") or name == "style"]
        if tag in ("style", "iframe", "object", "embed", "base") or (tag == "script" and "src" not in values):
            self.found.append(tag)
        for name in ("href", "src", "action", "hx-get", "hx-post"):
            value = values.get(name) or ""
            if value.lower().lstrip().startswith(("javascript:", "data:", "vbscript:")):
                self.found.append(f"{tag} {name}={value[:40]}")
            if value and tag in ("script", "link", "img", "source") and name in ("href", "src"):
                self.asked.append(value)
            elif value and tag == "a" and name == "href":
                self.links.append(value)


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_there_and_lets_nothing_run(client: TestClient, view: str) -> None:
    answer = client.get(view.format(main=main(client)))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    page = Page(answer.text)
    assert page.found == []
    assert page.asked
    assert all(one.startswith("/static/") for one in page.asked)
    assert "<h1" in answer.text


def test_every_link_of_an_incident_leads_somewhere(client: TestClient) -> None:
    seen: set[str] = set()
    for view in (
        f"/incidents/{main(client)}",
        f"/incidents/{main(client)}/timeline",
        f"/incidents/{main(client)}/brief",
        "/changes",
    ):
        seen |= {link.partition("#")[0] for link in Page(client.get(view).text).links}
    seen = {link for link in seen if link.startswith("/")}
    assert len(seen) > 40
    wrong = {link: code for link in sorted(seen)[:120] if (code := client.get(link).status_code) != 200}
    assert wrong == {}


def test_what_is_not_there_is_said_so(client: TestClient) -> None:
    for view in (
        "/incidents/987654",
        "/incidents/no-such",
        "/documents/no-such",
        "/jobs/no-such",
        "/nowhere",
    ):
        answer = client.get(view)
        assert answer.status_code == 404, view
        assert "there is no" in answer.text.lower()


@pytest.mark.parametrize(
    "view",
    ["/?since=17-10", "/?near=here", "/?standing=so", "/?cursor=x", "/search?q=-", "/changes?since=noon"],
)
def test_what_is_asked_wrongly_is_said_so(client: TestClient, view: str) -> None:
    answer = client.get(view)
    assert answer.status_code == 422
    assert "Traceback" not in answer.text


def test_a_filter_leaves_less_and_its_counts_go_with_it(client: TestClient) -> None:
    every, disputed = client.get("/api/v1/incidents/counts").json(), None
    disputed = client.get("/api/v1/incidents/counts?disputed=1").json()
    assert 0 < disputed["total"] < every["total"]
    assert disputed["total"] == disputed["disputed"] == every["disputed"]
    assert f"{disputed['total']} incidents" in client.get("/?disputed=1").text
    kind = next(iter(every["types"]))
    assert client.get(f"/api/v1/incidents/counts?type={kind}").json()["total"] == every["types"][kind]
    standing = next(iter(every["standings"]))
    found = client.get(f"/api/v1/incidents/counts?standing={standing}").json()
    assert found["total"] == every["standings"][standing]


def test_pages_of_the_list_hold_each_incident_once(client: TestClient) -> None:
    every = client.get("/api/v1/incidents?limit=200").json()["items"]
    seen, cursor = [], None
    for _ in range(len(every)):
        query = {"limit": 4} | ({"cursor": cursor} if cursor else {})
        page = client.get("/api/v1/incidents", params=query).json()
        seen += [one["number"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == [one["number"] for one in every]
    assert len(seen) > 8


def test_a_cell_of_the_accounts_opens_the_sentences_it_rests_on(client: TestClient) -> None:
    accounts = client.get(f"/api/v1/incidents/{main(client)}/accounts").json()
    facet = next(one for one in accounts["facets"] if one["standing"] == "disputed")
    row = f"{facet['facet']}: {facet['subject']}" if facet["subject"] else facet["facet"]
    party = facet["values"][0]["voices"][0]["party"]
    third = next(one["third"] for one in accounts["parties"] if one["id"] == party)
    address = f"/incidents/{main(client)}?row={quote(row)}&party={quote('third' if third else party)}"
    whole = client.get(address).text
    part = client.get(address, headers={"hx-request": "true", "hx-target": "panel"}).text
    assert "<html" not in part
    assert len(part) < len(whole)
    assert _spaced(part) in _spaced(whole)  # the address alone gives the same
    statement = client.get(f"/api/v1/statements/{facet['values'][0]['voices'][0]['statement']}").json()
    words = statement["content"]["text"].split()[:3]
    assert all(word in _text(part) for word in words)
    assert facet["reason"] in _text(part)
    assert facet["rule"] in part
    for kind in ("k-source", "k-cue", "k-content"):
        assert kind in part


def test_the_table_has_a_column_for_each_side_and_one_for_third_parties(client: TestClient) -> None:
    accounts = client.get(f"/api/v1/incidents/{main(client)}/accounts").json()
    text = client.get(f"/incidents/{main(client)}").text
    heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', text)
    sides = [one["name"] for one in accounts["parties"] if not one["third"]]
    assert [_text(one) for one in heads] == ["Facet", *sides, "Third parties", "Standing"]
    assert text.count('role="row"') == len(accounts["facets"]) + 1
    for standing in {one["standing"] for one in accounts["facets"]}:
        assert f'href="#i-{standing}"' in text  # a sign beside the colour
        assert f"<span>{standing}</span>" in text  # and the word


def test_a_report_shows_its_whole_text_with_its_statements(client: TestClient) -> None:
    document = client.get(f"/api/v1/incidents/{main(client)}").json()["documents"][0]["id"]
    report = client.get(f"/api/v1/documents/{document}").json()
    page = client.get(f"/documents/{document}").text
    shown = re.sub(
        r'<a class="ref.*?</a>', "", page.partition('<div class="report"')[2].partition("<aside")[0]
    )
    assert "".join(_text(shown.partition(">")[2]).split()) == "".join(report["text"].split())
    assert page.count('class="ref') >= 2 * len(report["statements"])
    assert "k-outside" in page
    one = report["statements"][1]["id"]
    assert 'class="chosen"' in client.get(f"/documents/{document}?statement={one}").text


def test_bytes_received_are_handed_over_and_never_shown(client: TestClient) -> None:
    document = client.get(f"/api/v1/incidents/{main(client)}").json()["documents"][0]["id"]
    answer = client.get(f"/documents/{document}/received")
    assert answer.content
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"


def test_a_brief_is_a_page_and_files(client: TestClient) -> None:
    assert client.get(f"/incidents/{main(client)}/brief.docx").content[:2] == b"PK"
    assert client.get(f"/incidents/{main(client)}/brief.md").text.startswith("#")
    for kind in ("docx", "md", "html"):
        assert (
            client.get(f"/incidents/{main(client)}/brief.{kind}")
            .headers["content-disposition"]
            .startswith("attachment")
        )
    assert client.get(f"/incidents/{main(client)}/brief.exe").status_code in (404, 422)


def test_files_are_kept_for_good_and_packed(client: TestClient) -> None:
    answer = client.get(assets.address("page.css"))
    assert answer.headers["cache-control"] == assets.FOREVER
    assert answer.headers["content-encoding"] == "gzip"
    assert client.get("/static/old/page.css").headers["cache-control"] == "no-cache"
    for wrong in ("../app.py", "%2e%2e/app.py", "nothing.css", ""):
        assert client.get(f"/static/x/{wrong}").status_code == 404


def test_a_first_view_is_light(client: TestClient) -> None:
    names = ["page.css", "page.js", "htmx.js", "map.js", "icon.svg", "font/inter-latin-wght-normal.woff2"]
    names += [f"map/{one}" for one in ("maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css")]
    names += ["map/world.json", "map/towns.json", "font/inter-latin-ext-wght-normal.woff2"]
    sent = 0
    for name in names:
        found = assets.asset(name)
        assert found is not None, name
        sent += len(found.packed or found.plain)
    assert sent + len(client.get("/").content) < 1_500_000


def _text(markup: str) -> str:
    import html

    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split()) if markup else ""


def _spaced(value: Any) -> str:
    return " ".join(str(value).split())
