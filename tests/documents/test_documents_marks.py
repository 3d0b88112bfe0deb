"""What is not the report is marked, and nothing of the report is: documents in ``data/marks.csv``."""

import time
from collections.abc import Callable

import pytest

from counterclaim.documents.build import build
from counterclaim.documents.draft import Block, Draft
from counterclaim.records import Document, Known, MarkKind
from tests.documents.tables import table


def document_of(*paragraphs: str | Block, title: str | None = None, author: str | None = None) -> Document:
    blocks = tuple(one if isinstance(one, Block) else Block(one) for one in paragraphs)
    return build(Draft("test.txt", "text/plain", b"", blocks, title=title, author=author))


def cases() -> list[tuple[str, list[dict[str, str]]]]:
    rows = table("marks.csv")
    return [
        (name, [row for row in rows if row["document"] == name])
        for name in dict.fromkeys(row["document"] for row in rows)
    ]


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


def test_a_title_that_metadata_give_is_marked_where_the_text_repeats_it() -> None:
    lead = "The army took the town of Dar Amal on Monday, its spokesman said in the capital."
    document = document_of(
        "ARMY TAKES DAR AMAL, AT LAST", lead, title="Army takes Dar Amal at last - Daily Lamp"
    )
    assert outcome(document)[0][1] == MarkKind.TITLE
    assert document.title == "Army takes Dar Amal at last - Daily Lamp"
    assert document.known["title"] is Known.METADATA


def test_a_title_of_the_text_is_known_from_the_text() -> None:
    lead = "The army took the town of Dar Amal on Monday, its spokesman said in the capital."
    document = document_of("Army takes Dar Amal", lead, "The council denied it.")
    assert (document.title, document.known["title"]) == ("Army takes Dar Amal", Known.TEXT)


def test_what_the_format_says_is_marked_with_its_reason() -> None:
    document = document_of(
        Block("Troops took the town of Dar Amal on Monday, the army said."),
        Block("Soldiers on the bridge.", kind=MarkKind.CAPTION, reason="a figcaption"),
        Block("Why the river towns matter", linked=1.0),
        Block("The council, which runs Dar Amal, denied it.", linked=0.3),
    )
    first = document.marks[0]
    assert (document.of(first.span), first.reason) == ("Soldiers on the bridge.", "a figcaption")
    assert [mark.kind for mark in document.marks] == [MarkKind.CAPTION, MarkKind.LINK]


def test_the_name_of_the_author_alone_is_a_byline() -> None:
    lead = "The army took the town of Dar Amal on Monday, its spokesman said in the capital."
    document = document_of(
        "Lina Haddad", lead, "The council denied it.", title="Dar Amal", author="Lina Haddad"
    )
    assert outcome(document)[0][1] == MarkKind.BYLINE


@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_texts_of_one_case_keep_their_sentences(case: Callable[[str], str]) -> None:
    report = [row["paragraph"] for row in table("marks.csv") if not row["mark"] and not row["part"]]
    document = document_of(*map(case, report))
    assert [document.of(mark.span) for mark in document.marks] == []


PATHOLOGICAL = {
    "capitals": "Aa " * 330_000,
    "and": "A and " * 170_000,
    "commas": ", A" * 330_000,
    "brackets": "[" * 500_000 + "]" * 500_000,
    "parentheses": "(A " * 330_000,
    "stops": ". " * 500_000,
    "dashes": "A - " * 250_000,
    "slashes": "/" * 1_000_000,
    "tags": "<a" * 500_000,
    "digits": "1" * 1_000_000,
    "dates": "16 Oct 2017 " * 80_000,
    "photo": "this photo " * 90_000,
    "quotes": "“" * 1_000_000,
    "spaces": " " * 1_000_000,
    "letters": "a" * 1_000_000,
    "at": "a@" * 500_000,
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
@pytest.mark.parametrize("cut", [0, 240])
def test_a_megabyte_of_anything_is_read_in_linear_time(name: str, cut: int) -> None:
    text = PATHOLOGICAL[name]
    pieces = [text] if not cut else [text[at : at + cut] for at in range(0, 60_000, cut)]
    draft = Draft("test.txt", "text/plain", b"", tuple(map(Block, pieces)), language="en")
    started = time.process_time()
    build(draft)
    assert time.process_time() - started < 4


def test_a_headline_that_is_all_there_is_is_read() -> None:
    """Lists of articles hold no more of a report; below others the same headline is furniture."""
    title = "Ministry says troops entered Dar Amal"
    assert not document_of(title, title=title).marks
    sentence = "The ministry said on Monday that its troops had entered the town of Dar Amal without a shot."
    (mark,) = document_of(title, sentence, title=title).marks
    assert mark.kind is MarkKind.TITLE
