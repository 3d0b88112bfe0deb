"""Looking: incidents and the map, accounts and evidence, timeline, reports, search, changes, the brief."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import PATIENCE, picture, until

AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text(encoding="utf-8")
VIEWS = (
    "/", "/incidents/1", "/incidents/1?row={row}", "/incidents/1/timeline", "/incidents/1/mentions",
    "/incidents/1/history", "/incidents/1/brief", "/documents/{document}", "/documents/{edited}/versions",
    "/search?q=kirkuk", "/changes", "/sources", "/sources?edit=Rafidain", "/add", "/incidents/4711",
)  # fmt: skip
Open = Callable[..., Any]


@pytest.fixture(scope="session")
def named(browser: Any, served: str) -> dict[str, str]:
    """What stands in the addresses of views."""
    context = browser.new_context()
    ask = context.request
    accounts = ask.get(f"{served}/api/v1/incidents/1/accounts").json()
    facet = next(one for one in accounts["facets"] if one["standing"] == "disputed")
    row = f"{facet['facet']}: {facet['subject']}" if facet["subject"] else facet["facet"]
    document = ask.get(f"{served}/api/v1/incidents/1").json()["documents"][0]["id"]
    hits = ask.get(f"{served}/api/v1/statements?q=bridge+fighters&superseded=1").json()["items"]
    edited = next(one["document"]["id"] for one in hits if one["document"]["current"])
    context.close()
    return {"row": row, "document": document, "edited": edited}


def drawn(page: Any) -> None:
    """Wait until the map shows what it has to."""
    page.wait_for_selector("#map[data-ready]", timeout=3 * PATIENCE)


def test_the_list_and_the_map_follow_the_filter(open_page: Open, served: str) -> None:
    page = open_page(served)
    drawn(page)
    picture(page, "incidents")
    every = page.locator(".incidents li").count()
    points = int(page.get_attribute("#map", "data-ready") or 0)
    assert every > 5
    assert points > 3
    with page.expect_response("**/api/v1/map?disputed=1"):
        page.check("input[name=disputed]")
    page.wait_for_url("**/?*disputed=1")
    fewer = page.locator(".incidents li").count()
    assert 0 < fewer < every
    until(page, f"Number(document.getElementById('map').dataset.ready) < {points}")
    listed = page.request.get(f"{served}/api/v1/incidents?disputed=1&limit=40").json()["items"]
    word = next(one["place"]["name"] for one in listed if one["place"]).split()[0]
    query = {"disputed": "1", "place": word}
    wanted = page.request.get(f"{served}/api/v1/incidents", params=query).json()["items"]
    page.fill("input[name=place]", word)
    page.wait_for_url("**place=*")
    until(page, f"document.querySelectorAll('.incidents li').length === {len(wanted)}")
    titles = page.locator(".incidents .card-link").all_inner_texts()
    assert titles == [one["title"] for one in wanted]
    address = page.url
    page.reload()
    assert page.url == address
    assert page.locator(".incidents .card-link").all_inner_texts() == titles
    assert page.input_value("input[name=place]") == word
    page.click(".choice >> nth=0")
    page.wait_for_load_state()
    assert "standing=" in page.url
    assert page.locator(".choice[aria-current]").count() == 1


def test_a_cell_opens_its_evidence_by_mouse_and_by_keyboard(open_page: Open, served: str) -> None:
    page = open_page(f"{served}/incidents/1")
    cell = page.locator("tr.disputed td a.cell").first
    cell.click()
    page.wait_for_selector("#panel .proof blockquote .k-content")
    assert "row=" in page.url
    picture(page, "evidence")
    assert cell.get_attribute("aria-current") == "true"
    said = page.inner_text("#panel")
    page.reload()
    assert page.inner_text("#panel") == said  # the address brings it back
    page.click("#panel .close")
    page.wait_for_selector("#panel .hint")
    page.go_back()
    page.wait_for_selector("#panel .proof")
    why = page.locator("td.standing a.cell").nth(1)
    why.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel .why-box code")
    until(page, "document.activeElement.id === 'panel'")
    assert "Rule:" in page.inner_text("#panel")


def test_everything_can_be_reached_by_keyboard(open_page: Open, served: str) -> None:
    page = open_page(f"{served}/incidents/1")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    seen = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.className || document.activeElement.textContent"))
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert ring != "none"
    assert "cell" in seen


def test_marks_of_a_statement_light_up_together(open_page: Open, served: str, named: dict[str, str]) -> None:
    page = open_page(f"{served}/documents/{named['document']}")
    mark = page.locator(".report .k-content[data-s]").first
    number = (mark.get_attribute("data-s") or "").split()[-1]
    mark.hover()
    page.wait_for_selector(f".notes li.hot[data-s='{number}']")
    page.mouse.move(0, 0)
    until(page, "!document.querySelector('.hot')")
    page.locator(".notes li .ref").nth(1).focus()
    assert page.locator(".report .hot").count() >= 1
    picture(page, "document")


def test_versions_are_compared(open_page: Open, served: str, named: dict[str, str]) -> None:
    page = open_page(f"{served}/documents/{named['edited']}/versions")
    assert page.locator(".report del").all_inner_texts() == ["13"]
    assert page.locator(".report ins").all_inner_texts() == ["15"]
    assert "changed" in page.inner_text(".changes")
    picture(page, "versions")


def test_the_timeline_draws_both_lanes(open_page: Open, served: str) -> None:
    page = open_page(f"{served}/incidents/1/timeline")
    assert page.locator(".lane").count() == 2
    assert page.locator(".lane .dot").count() > 10
    assert page.locator(".lane .v-denies .cross").count() >= 1
    listed = page.locator(".as-list tbody tr")
    dates = [
        row for row in page.locator(".as-list tbody td:first-child").all_inner_texts() if row != "undated"
    ]
    assert listed.count() > 10
    assert len(dates) > 10
    page.locator(".lane a").first.click()
    page.wait_for_url("**/incidents/1?row=*")


def test_search_as_one_types(open_page: Open, served: str) -> None:
    page = open_page(f"{served}/search")
    page.fill("input[name=q]", "oil")
    page.wait_for_selector(".hits li")
    page.wait_for_url("**/search?q=oil")
    page.locator(".hits li a").first.click()
    page.wait_for_selector(".notes li.chosen")


def test_changes_lead_to_incidents(open_page: Open, served: str) -> None:
    page = open_page(f"{served}/changes")
    assert page.locator(".entry").count() > 5
    assert page.locator(".move .chip").count() > 5
    page.locator(".entry h3 a").first.click()
    page.wait_for_selector(".accounts, .empty")


def test_the_brief_is_printed_and_taken_along(open_page: Open, served: str) -> None:
    page = open_page(f"{served}/incidents/1/brief")
    with page.expect_download() as taken:
        page.click("text=DOCX")
    assert taken.value.suggested_filename == "incident-1.docx"
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    assert len(printed) > 10_000
    page.emulate_media(media="print")
    assert not page.is_visible(".top")
    assert page.is_visible(".brief .cited")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light")])
def test_axe_finds_nothing(
    open_page: Open, served: str, named: dict[str, str], *, width: int, scheme: str
) -> None:
    page = open_page(served, width=width, color_scheme=scheme, bypass_csp=True)
    found = []
    for view in VIEWS:
        page.goto(served + view.format(**named))
        page.evaluate(AXE)
        result = page.evaluate("axe.run(document, {exclude: []}).then((one) => one.violations)")
        found += [(view, one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in result]
    assert found == [], json.dumps(found, indent=1)


@pytest.mark.parametrize("width", [1440, 720, 390, 320])
def test_no_view_is_wider_than_the_window(
    open_page: Open, served: str, named: dict[str, str], *, width: int
) -> None:
    """720 is 1440 at a zoom of 200%; 320 is what WCAG asks for."""
    page = open_page(served, width=width, height=800)
    for view in VIEWS:
        page.goto(served + view.format(**named))
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, (view, wide)
        picture(page, f"{view.strip('/').replace('/', '-').partition('?')[0] or 'incidents'}-{width}")
