"""A server as its users start it, and a real browser. Without an installed Chromium these tests are skipped.

``COUNTERCLAIM_CHROMIUM`` names one; with ``COUNTERCLAIM_REQUIRE_CHROMIUM=1`` they fail where there is none.
Where ``CI`` is set, pictures of the views are left in ``ci-output/page``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from counterclaim import pipeline
from counterclaim.settings import load

ROOT = Path(__file__).parents[2]
PATIENCE = 60_000  # milliseconds: the machine may do much else
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


def chromium() -> str | None:
    """The browser to drive."""
    named = os.environ.get("COUNTERCLAIM_CHROMIUM")
    return named or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all tests."""
    path = chromium()
    if path is None:
        reason = "no Chromium is installed: apt-get install chromium, or name one in COUNTERCLAIM_CHROMIUM"
        if os.environ.get("COUNTERCLAIM_REQUIRE_CHROMIUM") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS, timeout=PATIENCE)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def read_once(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger that the example makes, with a report that was edited since."""
    folder = tmp_path_factory.mktemp("e2e")
    path, edited = folder / "kirkuk.db", folder / "edited.txt"
    told = "The army said on 16 October 2017 that it had seized a bridge at Kirkuk, killing 13 fighters."
    text = f"Army takes bridge\n\n{told}"
    with pipeline.open_ledger(path, create=True) as ledger:
        for said in (text, text.replace("13", "15")):
            edited.write_text(said)
            sources = [ROOT / "examples/kirkuk", edited]
            list(pipeline.add(ledger, pipeline.read_documents(sources, settings=load(), keep_bytes=True)))
    return path


Server = Callable[..., str]


@pytest.fixture(scope="session")
def start() -> Iterator[Server]:
    """Starts ``counterclaim serve`` on a free port; gives its address."""
    running: list[subprocess.Popen[str]] = []

    def begin(ledger: Path, *options: str) -> str:
        command = [
            sys.executable,
            "-m",
            "counterclaim.views.cli",
            "serve",
            str(ledger),
            "--port",
            "0",
            *options,
        ]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ledger.parent)
        running.append(process)
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, line
        return found[0].rstrip("/")

    yield begin
    for process in running:
        process.terminate()
        process.wait(timeout=60)
        if process.stdout is not None:
            process.stdout.close()


@pytest.fixture(scope="session")
def served(read_once: Path, start: Server) -> str:
    """A server that tests look at and do not change."""
    return start(read_once)


@pytest.fixture
def fresh(read_once: Path, tmp_path: Path, start: Server) -> str:
    """A server with a ledger of its own, to be changed."""
    return start(Path(shutil.copy(read_once, tmp_path / "kirkuk.db")))


class Watch:
    """What a page asked for, and what it complained of."""

    def __init__(self, page: Any) -> None:
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _said(self, message: Any) -> None:
        # Not ours: the software renderer says that it is slow, the browser that an answer was a 404.
        known = ("GPU", "GL Driver", "the server responded with a status of 4")
        if message.type == "error" and not any(one in message.text for one in known):
            self.complaints.append(message.text)


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens pages; nothing that they ask for may lie elsewhere, and nothing may go wrong in them."""
    contexts: list[Any] = []
    watches: list[tuple[Watch, str]] = []

    def make(address: str, *, width: int = 1440, height: int = 900, **more: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, **more)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        host = re.match(r"http://[^/]+", address)
        assert host
        watches.append((Watch(page), host[0]))
        page.goto(address)
        return page

    yield make
    for context in contexts:
        context.close()
    for watch, host in watches:
        assert watch.asked
        assert [one for one in watch.asked if not one.startswith((host, "blob:", "data:"))] == []
        assert watch.complaints == []


def until(page: Any, holds: str) -> None:
    """Wait for something to hold in a page. Playwright's own way needs eval, which our pages forbid."""
    for _ in range(PATIENCE // 100):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{holds} did not come to hold")


def picture(page: Any, name: str) -> None:
    """Keeps a picture of a page as output of CI."""
    if os.environ.get("CI"):
        folder = ROOT / "ci-output/page"
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png")
