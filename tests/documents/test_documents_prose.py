"""Paragraphs of plain text, and the title that its form shows."""

import textwrap

import pytest

from counterclaim.documents.draft import Block
from counterclaim.documents.prose import blocks, title_of

PARAGRAPHS = [
    "The ministry said on Monday that its troops had entered the town of Dar Amal without a shot being fired "
    "and that the council's guards had withdrawn across the river, leaving both of the bridges intact.",
    "A spokesman for the council denied this. He said its well-armed guards still held the western bank, the "
    "mill and the road to the capital; no statement had been issued, he added, and none was being prepared.",
    "It was not possible to verify either account, as telephone lines to the valley are cut since Friday.",
]


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


@pytest.mark.parametrize("width", [64, 72, 78])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_hard_wrapped_paragraphs_are_joined(width: int, newline: str) -> None:
    wrapped = "\n\n".join(textwrap.fill(p, width, break_on_hyphens=False) for p in PARAGRAPHS)
    assert texts(wrapped.replace("\n", newline)) == PARAGRAPHS


def test_a_word_wrapped_at_its_hyphen_keeps_it() -> None:
    wrapped = "\n\n".join(textwrap.fill(p, 68) for p in PARAGRAPHS)
    assert texts(wrapped) == PARAGRAPHS


def test_indented_paragraphs_without_blank_lines() -> None:
    wrapped = "\n".join(
        textwrap.fill(p, 72, initial_indent="    ", break_on_hyphens=False) for p in PARAGRAPHS
    )
    assert texts(wrapped) == PARAGRAPHS


def test_one_line_paragraphs() -> None:
    assert texts("\n".join(PARAGRAPHS)) == PARAGRAPHS
    assert texts("\n\n\n".join(PARAGRAPHS)) == PARAGRAPHS


def test_verse_keeps_its_lines() -> None:
    verse = (
        "No bugle on the hill tonight,\nno lantern at the ford;\n"
        "the mill-wheel stands, the road is white,\nthe river keeps its word"
    )
    assert texts(verse) == [verse]


def test_tables_keep_their_lines() -> None:
    table = "Town          Killed   Wounded\nDar Amal           4        11\nKafr Nil           0         2"
    wrapped = "\n\n".join([textwrap.fill(PARAGRAPHS[0], 70, break_on_hyphens=False), table])
    assert texts(wrapped) == [PARAGRAPHS[0], table]


def test_list_items_stay_apart() -> None:
    text = textwrap.fill(PARAGRAPHS[0], 70, break_on_hyphens=False)
    items = (
        "- the mill was hit in the night by a shell that did not go off and was\n  cleared\n"
        "- the bridge stands"
    )
    assert texts(f"{text}\n\n{items}")[1:] == [
        "- the mill was hit in the night by a shell that did not go off and was cleared",
        "- the bridge stands",
    ]


def test_one_long_line_takes_no_time() -> None:
    (block,) = blocks("word " * 1_000_000)
    assert len(block.text) == 4_999_999


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Troops enter Dar Amal, ministry says", *PARAGRAPHS], 0),
        (["COUNCIL DENIES LOSS OF BRIDGES", *PARAGRAPHS], 0),
        (["Who holds the bridges of Dar Amal?", *PARAGRAPHS], 0),
        ([", ,", "Troops enter Dar Amal, ministry says", *PARAGRAPHS], 1),
        (["A tank stands on the road outside Dar Amal.", *PARAGRAPHS], None),
        (["By Dana Azad in Dar Amal", *PARAGRAPHS], None),
        (["DAR AMAL, Oct 16 (Example Wire) - Troops entered", *PARAGRAPHS], None),
        (["Dar Amal", *PARAGRAPHS], None),
        (PARAGRAPHS, None),
        (["Troops enter Dar Amal, ministry says"], None),
        (["https://courier.example/a b c d", *PARAGRAPHS], None),
        (["16 10 2017", *PARAGRAPHS], None),
    ],
)
def test_title(lines: list[str], expected: int | None) -> None:
    assert title_of([Block(line) for line in lines]) == expected


def test_underlined_title() -> None:
    found = blocks(f"Troops enter Dar Amal, ministry says\n====================\n\n{PARAGRAPHS[0]}")
    assert found[0].text == "Troops enter Dar Amal, ministry says"
    assert title_of(found) == 0
