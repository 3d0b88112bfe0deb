"""Pictures of every view of the page: reads the bundled example, serves it, leaves PNGs in docs/page.

    python -m benchmarks.screenshots [--views NAME,NAME]

Needs an installed Chromium (``COUNTERCLAIM_CHROMIUM`` names one) and what ``.[dev]`` brings.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from counterclaim import pipeline
from counterclaim.settings import load

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs/page"
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
WIDTHS = {1440: 900, 390: 844}
COLOURS = 160  # of a picture: a page has few, and its letters stay clear
VIEWS = {
    "incidents": "/",
    "accounts": "/incidents/{number}",
    "evidence": "/incidents/{number}?row={row}",
    "timeline": "/incidents/{number}/timeline",
    "mentions": "/incidents/{number}/mentions",
    "history": "/incidents/{number}/history",
    "brief": "/incidents/{number}/brief",
    "document": "/documents/{document}",
    "versions": "/documents/{edited}/versions",
    "search": "/search?q=oil",
    "changes": "/changes",
    "sources": "/sources",
    "add": "/add",
}


def read(folder: Path) -> Path:
    """A ledger of the example, with a report that was edited since."""
    place, edited = folder / "kirkuk.db", folder / "bridge.txt"
    told = "The army said on 16 October 2017 that it had seized a bridge at Kirkuk, killing 13 fighters."
    with pipeline.open_ledger(place, create=True) as ledger:
        for text in (told, told.replace("13", "15")):
            edited.write_text(f"Army takes bridge\n\n{text}", encoding="utf-8")
            # By names that are the same on every machine: pages show where a report was read from.
            sources = [os.path.relpath(ROOT / "examples/kirkuk"), edited]
            for _ in pipeline.add(ledger, pipeline.read_documents(sources, settings=load(), keep_bytes=True)):
                pass
    return place


def names(ask: Any, address: str) -> dict[str, str]:
    """What stands in the addresses of views."""
    number = str(ask.get(f"{address}/api/v1/incidents?limit=1").json()["items"][0]["number"])
    facets = ask.get(f"{address}/api/v1/incidents/{number}/accounts").json()["facets"]
    disputed = [one for one in facets if one["standing"] == "disputed"] or facets
    facet = disputed[0]
    hits = ask.get(f"{address}/api/v1/statements?q=bridge+fighters").json()["items"]
    return {
        "number": number,
        "row": f"{facet['facet']}: {facet['subject']}" if facet["subject"] else facet["facet"],
        "document": ask.get(f"{address}/api/v1/incidents/{number}").json()["documents"][0]["id"],
        "edited": hits[0]["document"]["id"],
    }


def keep(page: Any, name: str) -> int:
    """Takes a picture, small enough to be kept; gives its size in bytes."""
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    path = FOLDER / f"{name}.png"
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path.stat().st_size


def pictures(browser: Any, address: str, wanted: list[str]) -> None:
    """Every view at every width, and the accounts in the dark."""
    for width, height in WIDTHS.items():
        for scheme in ("light", "dark"):
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            context.set_default_timeout(180_000)
            page = context.new_page()
            known = names(context.request, address)
            for name in wanted if scheme == "light" else [one for one in wanted if one == "accounts"]:
                page.goto(address + VIEWS[name].format(**known))
                if page.locator("#map").count():
                    page.wait_for_selector("#map[data-ready]", state="attached")
                page.evaluate("document.fonts.ready.then(() => true)")
                dark = "-dark" if scheme == "dark" else ""
                print(f"{name}{dark}-{width}.png: {keep(page, f'{name}{dark}-{width}'):,} bytes", flush=True)
            context.close()


def main() -> None:
    """Read, serve, take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--views", default=",".join(VIEWS), help="which views, parted by commas")
    wanted = parser.parse_args().views.split(",")
    path = os.environ.get("COUNTERCLAIM_CHROMIUM") or shutil.which("chromium")
    if path is None:
        sys.exit("no Chromium is installed: apt-get install chromium, or name one in COUNTERCLAIM_CHROMIUM")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        place = read(Path(folder))
        command = [sys.executable, "-m", "counterclaim.views.cli", "serve", str(place), "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                found = re.search(r"http://\S+", server.stdout.readline() if server.stdout else "")
                if found is None:
                    sys.exit("the server did not start")
                with sync_playwright() as playwright:
                    browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
                    pictures(browser, found[0].rstrip("/"), wanted)
                    browser.close()
            finally:
                server.terminate()


if __name__ == "__main__":
    main()
