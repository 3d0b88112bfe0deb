"""What is not the report is marked, and nothing of the report is: documents in ``data/marks.csv``."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterclaim.documents.build import build
from counterclaim.documents.draft import Block, Draft
from counterclaim.records import Document

DATA = Path(__file__).parent / "data"


def table(name: str) -> list[dict[str, str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def document_of(*paragraphs: str | Block, title: str | None = None, author: str | None = None) -> Document:
    blocks = tuple(one if isinstance(one, Block) else Block(one) for one in paragraphs)
    return build(Draft("test.txt", "text/plain", b"", blocks, title=title, author=author))


def cases() -> Iterator[tuple[str, list[dict[str, str]]]]:
    rows = table("marks.csv")
    for name in dict.fromkeys(row["document"] for row in rows):
        yield name, [row for row in rows if row["document"] == name]


def outcome(document: Document) -> list[tuple[str, str, str]]:
    """For each paragraph: its text, the kind of its mark, and the part marked, as the table has them."""
    found = []
    at = 0
    for text in document.text.split("\n\n"):
        whole, part = "", ""
        for mark in document.marks:
            if (mark.span.start, mark.span.end) == (at, at + len(text)):
                whole = mark.kind.value
            elif at <= mark.span.start < at + len(text):
                part = f"{mark.kind.value}: {document.of(mark.span)}"
        found.append((text, whole, part))
        at += len(text) + 2
    return found


@pytest.mark.parametrize(("name", "rows"), cases())
def test_the_documents_of_the_table(name: str, rows: list[dict[str, str]]) -> None:
    document = document_of(*(row["paragraph"] for row in rows))
    assert outcome(document) == [(row["paragraph"], row["mark"], row["part"]) for row in rows]
    assert all(mark.reason for mark in document.marks)
