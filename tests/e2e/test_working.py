"""Working: add, judge, take back, split, merge, rate, sign in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from counterclaim.views.web.users import Role, Users
from tests.e2e.conftest import PATIENCE, picture, until

TEXT = (
    "Rebels seize Varnek bridge\n\nVARNEK, March 4 (Gazette) - The Northern Army said on Thursday that its soldiers"
    " had seized the bridge at Varnek, killing 13 fighters. The River Front denied that the bridge was lost."
)
Open = Callable[..., Any]


def test_files_are_dropped_and_text_is_pasted(open_page: Open, fresh: str) -> None:
    page = open_page(f"{fresh}/add")
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.items.add(new File([text], "dropped.txt", {type: "text/plain"}));
            document.getElementById("drop").dispatchEvent(
                new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }""",
        TEXT,
    )
    assert page.inner_text("#chosen-files") == "dropped.txt"
    page.fill("textarea[name=text]", TEXT.replace("Varnek", "Tolm"))
    page.fill("input[name=outlet]", "Tolm Gazette")
    page.fill("input[name=published]", "2021-03-04")
    picture(page, "add")
    page.click("text=Add and read")
    page.wait_for_url("**/jobs/*")
    page.wait_for_selector(".j-done", timeout=4 * PATIENCE)
    assert "2 reports added" in page.inner_text("#job")
    page.click("text=See what changed")
    page.wait_for_selector(".entry")
    assert "Rebels seize Varnek bridge" in page.inner_text("main")


def test_a_refused_upload_is_told_of(open_page: Open, fresh: str) -> None:
    page = open_page(f"{fresh}/add")
    page.fill("textarea[name=addresses]", "file:///etc/passwd")
    page.evaluate("document.querySelector('#add button.main').click()")
    until(page, "document.getElementById('sending').textContent.includes('no address')")


def test_a_facet_is_judged_and_the_judgement_taken_back(open_page: Open, fresh: str) -> None:
    page = open_page(f"{fresh}/incidents/1")
    page.locator("tr.disputed td.standing a.cell").first.click()
    page.wait_for_selector("#panel .why-box.s-disputed")
    page.click("#panel details.judge summary")
    page.select_option("#panel select[name=value]", "confirmed")
    page.locator("#panel textarea[name=reason]").first.fill("I have seen the film")
    page.click("#panel button:text('Judge')")
    page.wait_for_selector("#panel .why-box.s-confirmed")
    assert "I have seen the film" in page.inner_text("#panel")
    picture(page, "judged")
    page.click("#panel details.judge summary")
    page.locator("#panel textarea[name=reason]").nth(1).fill("It was another film")
    page.click("#panel button:text('Take back')")
    page.wait_for_selector("#panel .why-box.s-disputed")


def test_what_is_in_an_incident_is_split_and_merged(open_page: Open, fresh: str) -> None:
    page = open_page(f"{fresh}/incidents/1/mentions")
    rows = page.locator("table.mentions tbody tr")
    before = rows.count()
    gone = rows.nth(before - 1).locator("input[type=checkbox]").get_attribute("value")
    rows.nth(before - 1).locator("input[type=checkbox]").check()
    page.fill("textarea[form=split]", "It is of another day")
    page.click("text=Split off what is chosen")
    page.wait_for_selector(".rulings")
    assert page.locator("table.mentions tbody tr").count() < before
    assert page.locator(f"input[value='{gone}']").count() == 0
    picture(page, "split")
    page.locator(".ruling summary").last.click()
    page.locator(".ruling textarea").last.fill("It is of that day after all")
    page.locator(".ruling button").last.click()
    page.wait_for_load_state()
    assert page.locator("table.mentions tbody tr").count() == before
    page.fill("input[name=other]", "4711")
    page.locator("textarea[name=reason]").last.fill("the same")
    page.click("button:text('Merge')")
    page.wait_for_selector("text=is not there")


def test_a_source_is_rated(open_page: Open, fresh: str) -> None:
    page = open_page(f"{fresh}/sources?q=rafidain")
    page.locator("a:text('edit')").first.click()
    page.select_option("select[name=letter]", "D")
    page.fill("input[name=interests]", "IRQ")
    page.fill("textarea[name=reason]", "It answers to a ministry")
    page.click("button:text('Keep')")
    page.wait_for_selector("#given .ruling")
    assert "It answers to a ministry" in page.inner_text("#given")
    assert "not usually reliable" in page.inner_text("main")


def test_a_team_signs_in(open_page: Open, read_once: Path, tmp_path: Path, start: Callable[..., str]) -> None:
    users = Users(tmp_path / "users.json")
    users.add("vera", Role.READER, password="long enough")
    ledger = Path(shutil.copy(read_once, tmp_path / "kirkuk.db"))
    address = start(ledger, "--users", str(users.path))
    page = open_page(f"{address}/incidents/1/timeline")
    page.wait_for_url("**/sign-in?next=*")
    picture(page, "sign-in")
    page.fill("input[name=name]", "vera")
    page.fill("input[name=password]", "long enough")
    page.click("button:text('Sign in')")
    page.wait_for_url("**/incidents/1/timeline")
    page.goto(f"{address}/incidents/1/mentions")
    assert page.locator("input[type=checkbox]").count() == 0  # who only looks is offered nothing else
    page.click("text=Sign out")
    page.wait_for_url("**/sign-in")


def test_the_theme_changes(open_page: Open, fresh: str) -> None:
    page = open_page(fresh)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("form.theme button")
    page.click("form.theme button")
    page.wait_for_selector("html[data-theme=dark]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != ground
