"""Documents: what reading costs, and how well documents of one text are found.

``python -m benchmarks.documents [--html N] [--text N] [--duplicates N] [--growth MAX] [--warc GB] [--json]``;
without a choice, all but growth and WARC are run, which take minutes. All documents are made up.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from trafilatura import bare_extraction, extract

from benchmarks.adapter import System
from benchmarks.command import Options, Result
from benchmarks.synthetic import Writer
from benchmarks.synthetic_duplicates import Collection, Labelled, pair_scores
from benchmarks.synthetic_pages import Pages, write_warc
from counterclaim.documents.origins import OriginIndex
from counterclaim.documents.sketch import sketches_of
from counterclaim.pipeline import read_documents
from counterclaim.records import Document
from counterclaim.settings import Settings

DEFINITION = """\
Seconds are of the processor, on one core, models and libraries loaded. html_share_of_stage: seconds of
trafilatura.bare_extraction with metadata over those of our whole stage (file to Document), on the same pages
in the same run, taking turns; 0.87 is a cost of 15%. html_share_text_only: the same for trafilatura.extract.
text_per_second: text files to Documents; text_with_origins_per_second: sketched, recorded and settled too.
duplicates_f1: over pairs of documents of one text, after settling; duplicates_early_f1: by the answers while
documents came. growth_ratio: seconds for all documents over those for half of them, sketching included.
warc_mb: peak resident memory of `counterclaim documents` on a WARC. Items are documents."""

_SEED = 11
Figures = dict[str, float]


def html_cost(count: int, *, rounds: int = 3) -> Figures:
    """Our stage beside trafilatura alone, taking turns; the quickest round of each counts."""
    pages = Pages(_SEED)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number:05}.html" for number in range(count)]
        for path in paths:
            path.write_bytes(pages.page())
        works: dict[str, Callable[[], list[object]]] = {
            "stage": lambda: list(read_documents(paths, settings=Settings())),
            "metadata": lambda: [bare_extraction(path.read_bytes(), with_metadata=True) for path in paths],
            "text": lambda: [extract(path.read_bytes()) for path in paths],
        }
        read = sum(isinstance(found, Document) for found in works["stage"]())  # also warms up
        spent: dict[str, list[float]] = {name: [] for name in works}
        for _ in range(rounds):
            for name, work in works.items():
                begin = time.process_time()
                work()
                spent[name].append(time.process_time() - begin)
    stage, metadata, text = (min(seconds) for seconds in spent.values())
    return {
        "html_share_of_stage": metadata / stage,
        "html_share_text_only": text / stage,
        "html_per_second": count / stage,
        "html_read": read / count,
    }


def text_speed(count: int) -> Figures:
    """Text files a second on one core."""
    writer = Writer(_SEED)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            Path(folder, f"{number:06}.txt").write_text(writer.story().text, encoding="utf-8")
        list(read_documents(Path(folder, "000000.txt"), settings=Settings()))
        begin = time.process_time()
        found = list(read_documents(folder, settings=Settings()))
        read = time.process_time()
        index = OriginIndex(sketches_of(one for one in found if isinstance(one, Document)))
        index.settle()
        end = time.process_time()
    return {"text_per_second": count / (read - begin), "text_with_origins_per_second": count / (end - begin)}


def duplicates(count: int, *, seed: int = _SEED) -> Figures:
    """F1 over pairs on a made-up collection."""
    labelled = Collection(seed).documents(count)
    index = OriginIndex()
    for one in labelled:
        index.add(one.document)
    expected = [one.text for one in labelled]
    early = [index.origin(one.document.id).origin for one in labelled]
    final = [origin.origin for origin in index.origins()]
    scores = pair_scores(expected, final)
    return {
        **{f"duplicates_{name}": score for name, score in scores.items()},
        "duplicates_early_f1": pair_scores(expected, early)["f1"],
    }


def growth(most: int) -> Figures:
    """Seconds for ``most`` documents over those for half of them."""
    half, whole = (_index_seconds(count) for count in (most // 2, most))
    return {"growth_ratio": whole / half, "growth_documents": most, "growth_per_second": most / whole}


def _index_seconds(count: int) -> float:
    index, spent = OriginIndex(), 0.0
    for chunk in _chunks(count):
        begin = time.process_time()
        for one in chunk:
            index.add(one.document)
        spent += time.process_time() - begin
    begin = time.process_time()
    index.settle()
    return spent + time.process_time() - begin


def _chunks(count: int, size: int = 2000) -> Iterator[list[Labelled]]:
    collection = Collection(_SEED)
    for start in range(0, count, size):
        yield collection.documents(min(size, count - start))


def warc_memory(gigabytes: float) -> Figures:
    """Peak memory of the command on a WARC of pages that all differ."""
    with tempfile.NamedTemporaryFile(suffix=".warc") as archive:
        records = write_warc(archive.file, int(gigabytes * 1e9), seed=_SEED)
        archive.flush()
        command = [
            sys.executable,
            "-m",
            "counterclaim.views.cli",
            "documents",
            "--format",
            "jsonl",
            archive.name,
        ]
        begin = time.perf_counter()
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        spent = time.perf_counter() - begin
    if done.returncode not in (0, 1):
        sys.exit(f"counterclaim documents failed: {done.stderr.decode()[-2000:]}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"warc_mb": peak, "warc_records": records, "warc_records_per_second": records / spent}


def measure(_system: System | None, options: Options) -> Result:
    """What the gate asks for: no more than a minute of it."""
    count = options.limit or 2000
    return Result("documents", count, duplicates(count), DEFINITION)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--html", type=int, metavar="N", help="pages")
    parser.add_argument("--text", type=int, metavar="N", help="text files")
    parser.add_argument("--duplicates", type=int, metavar="N", help="documents of the made-up collection")
    parser.add_argument(
        "--growth", type=int, metavar="MAX", help="documents; timed at half of it and at all of it"
    )
    parser.add_argument("--warc", type=float, metavar="GB", help="size of the archive, 10**9 bytes")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args()
    parts = {
        "html": html_cost,
        "text": text_speed,
        "duplicates": duplicates,
        "growth": growth,
        "warc": warc_memory,
    }
    asked = {name: getattr(args, name) for name in parts if getattr(args, name)}
    figures: Figures = {}
    for name, size in (asked or {"html": 500, "text": 3000, "duplicates": 2000}).items():
        figures |= parts[name](size)
    items = int(sum(size for name, size in asked.items() if name != "warc")) if asked else 5500
    result = Result("documents", items, figures, DEFINITION)
    print(result.as_json() if args.json else result.as_table())


if __name__ == "__main__":
    main()
