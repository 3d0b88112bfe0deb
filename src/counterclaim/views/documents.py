"""Documents on the command line: as a table, as JSON, as JSON lines; and what was set aside.

Takes what ``read_documents`` yields. Origins are known when all has been read, so that rows wait in a
temporary file, not in memory.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import IO, Any

from counterclaim.documents import OriginIndex
from counterclaim.errors import DocumentError
from counterclaim.records import Document, Published, TextOrigin
from counterclaim.views.progress import Progress

_SPOOL = 16 * 1024 * 1024  # bytes of rows kept in memory before they go to disk
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


def show(found: Iterable[Document | DocumentError], *, format: str, progress: Progress) -> tuple[int, int]:
    """Print documents to standard output and what was set aside to standard error.

    Returns:
        How many were read, how many set aside.
    """
    read = set_aside = 0
    index = OriginIndex()
    with (
        tempfile.SpooledTemporaryFile(_SPOOL, "w+", encoding="utf-8") as rows,
        tempfile.SpooledTemporaryFile(_SPOOL, "w+", encoding="utf-8") as problems,
    ):
        for document in found:
            if isinstance(document, DocumentError):
                set_aside += 1
                problems.write(f"  {inert(str(document))}\n")
            else:
                read += 1
                index.collect(document)
                row = brief(document) if format == "table" else as_json(document)
                rows.write(json.dumps(row, ensure_ascii=format == "table") + "\n")
            progress.step(read=read, set_aside=set_aside)
        progress.close()
        if read or format != "table":
            _print(_finished(rows, index), format)
        if set_aside:
            sys.stdout.flush()
            problems.seek(0)
            sys.stderr.write(f"{set_aside:,} set aside:\n")
            sys.stderr.writelines(problems)
    return read, set_aside


def as_json(document: Document) -> dict[str, Any]:
    """A document as JSON has it: offsets are of code points in ``text``. The origin is added by ``show``."""
    record = asdict(document)
    del record["received"]
    record["words"] = words(document)
    return record


def brief(document: Document) -> dict[str, Any]:
    """What the table shows of a document."""
    return {
        "id": document.id,
        "title": document.title,
        "where": document.where,
        "outlet": document.outlet,
        "published": _dated(document.published),
        "credit": ", ".join(
            credit.agency + (" (in part)" if credit.partial else "") for credit in document.credits
        ),
        "words": words(document),
        "language": document.language,
    }


def words(document: Document) -> int:
    """Words of the report, marked parts left out."""
    return _words(document.text) - sum(_words(document.of(mark.span)) for mark in document.marks)


def _words(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


def _dated(published: Published | None) -> str:
    if published is None:
        return ""
    return f"{published.value.replace('T', ' ')} ({published.known.value})"


def inert(text: str) -> str:
    """Text that cannot steer a terminal."""
    return _CONTROL.sub(lambda match: repr(match[0])[1:-1], text)


def _finished(rows: IO[str], index: OriginIndex) -> Iterator[dict[str, Any]]:
    index.settle()
    rows.seek(0)
    for line in rows:
        row = json.loads(line)
        row["origin"] = _origin(index.origin(row["id"]))
        yield row


def _origin(origin: TextOrigin) -> dict[str, Any]:
    return {key: value for key, value in asdict(origin).items() if key != "document"}


def _print(rows: Iterator[dict[str, Any]], format: str) -> None:
    if format == "table":
        _print_table(rows)
    elif format == "jsonl":
        for row in rows:
            sys.stdout.write(_dumped(row) + "\n")
    else:
        sys.stdout.write("[")
        for number, row in enumerate(rows):
            sys.stdout.write((",\n " if number else "\n ") + _dumped(row))
        sys.stdout.write("\n]\n")


def _dumped(row: dict[str, Any]) -> str:
    # Lone surrogates would stop the encoder of standard output; they are possible in paths only.
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")


def _print_table(rows: Iterator[dict[str, Any]]) -> None:
    from rich import box  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("title", "outlet", "published", "credit"):
        table.add_column(name, overflow="fold", ratio=3 if name == "title" else None)
    table.add_column("words", justify="right")
    table.add_column("lang", no_wrap=True)
    table.add_column("origin", no_wrap=True)
    numbers: dict[str, int] = {}
    for row in rows:
        own = row["origin"]["origin"]
        number = numbers.setdefault(own, len(numbers) + 1)
        cells = (
            row["title"] or row["where"],
            row["outlet"] or "",
            row["published"],
            row["credit"],
            f"{row['words']:,}",
            row["language"] or "",
            f"{number}" if own == row["id"] else f"{number} (copy {row['origin']['containment']:.0%})",
        )
        table.add_row(*(Text(inert(cell)) for cell in cells))
    # A pipe has no width: give the table what its columns need, so that nothing is cut.
    console = Console() if sys.stdout.isatty() else Console(width=200, no_color=True)
    console.print(table)
