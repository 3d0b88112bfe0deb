"""Dossiers: a folder of golds (``*.gold.json``) with their reports, scored for what `read` takes from each.

A gold names its report in ``document.file``, beside the gold or from the working folder, and may give
``document.published``. A report that is a collection is scored as one.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.adapter import System
from benchmarks.command import Options, Result, run
from benchmarks.dossier_scoring import attributed_precision, matched, rows
from corpora.sample import CorpusError
from counterclaim.errors import DocumentError
from counterclaim.pipeline import read_documents, read_reports
from counterclaim.settings import load
from counterclaim.views.read import as_json

DEFINITION = """\
whole_share: gold statements with sources, stance and intermediaries right, of all that are not optional; a gold
statement is found by the read statement whose content shares most words with it (F1 at least 0.5), each serving
once. found, sources, stance, via, cue: shares of the same, via and cue of those that have one. denies and
contradicts: links of the gold that are read too; their precision: links read that the gold has.
precision_attributed: read statements with a source other than the outlet that find a gold one. Items are gold
statements that are not optional."""

Dossier = tuple[dict[str, Any], list[dict[str, Any]]]
Read = Callable[[Path, str | None], list[dict[str, Any]]]


def golds(folder: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    """The golds of a folder with the paths of their reports.

    Raises:
        CorpusError: there is no gold, or one names a report that is not there.
    """
    paths = [folder] if folder.is_file() else sorted(folder.rglob("*.gold.json"))
    if not paths:
        raise CorpusError(f"{folder}: holds no *.gold.json; give a folder of golds with their reports")
    for path in paths:
        gold = json.loads(path.read_text("utf-8"))
        name = gold["document"]["file"]
        report = next((place for place in (path.parent / name, Path(name)) if place.is_file()), None)
        if report is None:
            raise CorpusError(f"{path}: its report {name} is neither beside it nor in the working folder")
        yield gold, report


def figures_of(dossiers: list[Dossier]) -> tuple[int, dict[str, float]]:
    """How many gold statements, and the figures over all of them."""
    count: Counter[str] = Counter()
    for gold, read in dossiers:
        for row in rows(gold, read):
            count["gold"] += 1
            count.update(name for name, value in row.items() if value is True)
            count.update(f"{name}_asked" for name in ("via", "cue") if name in row)
        used, spoken = attributed_precision(gold, read)
        count["used"] += used
        count["spoken"] += spoken
        for link in ("denies", "contradicts"):
            right, asked, given = _links(gold, read, link)
            count[link] += right
            count[f"{link}_asked"] += asked
            count[f"{link}_given"] += given
    total = count["gold"]
    figures = {"whole_share": count["whole"] / total if total else 0.0}
    figures |= {name: count[name] / total if total else 0.0 for name in ("found", "sources", "stance")}
    for name in ("via", "cue", "denies", "contradicts"):
        if count[f"{name}_asked"]:
            figures[name] = count[name] / count[f"{name}_asked"]
    for name in ("denies", "contradicts"):
        if count[f"{name}_given"]:
            figures[f"{name}_precision"] = count[name] / count[f"{name}_given"]
    figures["precision_attributed"] = count["used"] / count["spoken"] if count["spoken"] else 0.0
    return total, figures


def _links(gold: dict[str, Any], read: list[dict[str, Any]], link: str) -> tuple[int, int, int]:
    """Links of the gold that are read too, links of the gold, and links read."""
    found = matched(gold["statements"], read)
    ids = {g["id"]: read[found[i]] for i, g in enumerate(gold["statements"]) if i in found}
    asked = [(g["id"], other) for g in gold["statements"] for other in g.get(link, ())]
    right = sum(a in ids and b in ids and ids[b]["id"] in ids[a].get(link, ()) for a, b in asked)
    return right, len(asked), sum(len(one.get(link, ())) for one in read)


def reader_of(system: System) -> Read:
    """How a report is read: as `counterclaim read --format json` would."""

    def read(path: Path, published: str | None) -> list[dict[str, Any]]:
        documents = read_documents(path, settings=load(), published=published)
        found = []
        for item in read_reports(documents, reader=system.reader):
            if isinstance(item, DocumentError):
                print(f"set aside: {item}", file=sys.stderr)
            else:
                found.extend(as_json(item)["statements"])
        return found

    return read


def measure(system: System, options: Options) -> Result:
    """Score a folder."""
    read = reader_of(system)
    chosen = list(golds(options.data))[: options.limit]
    dossiers = [(gold, read(report, gold["document"].get("published"))) for gold, report in chosen]
    total, figures = figures_of(dossiers)
    return Result("dossiers", total, figures, DEFINITION)


if __name__ == "__main__":
    run(measure, f"{__doc__}\n\n{DEFINITION}")
