"""Canonical text: what offsets point into."""

import textwrap
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.documents.canonical import canonical, clean, lay_out, line

RUNNING = (
    "The ministry said on Monday that its troops had entered the town of Dar Amal without a shot being fired "
    "and that the council's guards had withdrawn across the river, leaving both of the bridges intact behind."
)


@pytest.mark.parametrize(
    ("received", "text"),
    [
        ("a\r\nb\rc", "a b c"),
        ("One.\u2029Two.", "One.\n\nTwo."),
        ("One.\x0cTwo.", "One.\n\nTwo."),
        ("cafe\u0301", "café"),
        ("a\x00b\x07", "ab"),
        ("so\u00adft ze\u200bro \ufeffmark", "soft zero mark"),
        ("\u202eabc\u202c \u2066d\u2069", "abc d"),
        ("wide\u00a0 \u2003\t space", "wide space"),
        ("  edges \n\n\n\n two ", "edges\n\ntwo"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("la\u200cst", "last"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("", ""),
        (" \n\t\r\n", ""),
    ],
)
def test_characters(received: str, text: str) -> None:
    assert canonical(received) == text


def test_what_is_removed_may_join_what_composes() -> None:
    assert clean("e\u200b\u0301") == "é"


@pytest.mark.parametrize("width", [60, 72, 100])
def test_hard_wrapped_lines_are_joined(width: int) -> None:
    wrapped = textwrap.fill(RUNNING, width, break_on_hyphens=False)
    assert canonical(f"{wrapped}\n\n{wrapped}") == f"{RUNNING}\n\n{RUNNING}"


def test_a_paragraph_that_ends_early_ends_there() -> None:
    wrapped = textwrap.fill(RUNNING, 72)
    text = canonical(f"{wrapped}\nIt gave no figures.\n{wrapped}\n{wrapped}")
    assert "It gave no figures.\n\nThe ministry" in text


@pytest.mark.parametrize(
    "lines",
    [
        ["Killed in the raid:", "Yusuf Karam, 41", "Mariam Karam, 9"],
        ["- The north counts six.", "- The south counts none."],
        ["1. Casualties", "2. Motive", "3. What next"],
        [RUNNING, "It gave no figures.", RUNNING],
        ["Headline of the story", "By Lina Haddad", RUNNING],
    ],
)
def test_lines_that_stand_for_themselves_are_paragraphs(lines: list[str]) -> None:
    assert canonical("\n".join(lines)).split("\n\n") == lines


def test_words_broken_by_typesetting_are_joined_and_hyphens_are_kept() -> None:
    rows = [
        "The govern-",
        "ment said that its multi-",
        "pronged attack had ended and that a multi-pronged one would follow.",
    ]
    joined, _ = lay_out(["\n".join(rows)], typeset=True)
    assert joined == (
        "The government said that its multi-pronged attack had ended "
        "and that a multi-pronged one would follow."
    )
    assert lay_out(["\n".join(rows)])[0].startswith("The govern-ment said")


def test_paragraphs_know_their_place_and_block() -> None:
    text, paragraphs = lay_out(["one", "", "two\n\nthree"])
    assert [text[p.start : p.end] for p in paragraphs] == ["one", "two", "three"]
    assert [p.block for p in paragraphs] == [0, 2, 2]


@given(st.text())
def test_any_text_becomes_canonical_and_stays_so(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")
    assert not {"\r", "\x00", "\u2028", "\u202e"} & set(once)
    for paragraph in once.split("\n\n") if once else []:
        assert paragraph == paragraph.strip()
        assert paragraph
        assert "\n" not in paragraph


@given(st.text())
def test_a_line_is_one_line(text: str) -> None:
    assert "\n" not in line(text)
