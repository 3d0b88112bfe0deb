"""Quotes: whole sentences, word for word, whatever abbreviations stand in them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.records import Content, Cue, Source, Span, Stance, Statement
from counterclaim.views.exports.quotes import quote
from counterclaim.views.exports.text import one_line, printable
from tests.views.exports.samples import document


def quoted(text: str, *parts: str) -> str:
    """The quote of a statement whose content is the parts."""
    report = document(text, outlet=None, title=None, url=None, published=None)
    spans = tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts)
    content = Content(" ".join(parts), spans[0].start, spans[-1].end, spans)
    return quote(
        Statement("x-1", (Source("outlet", 0, 0),), (), None, Stance.ASSERTS, content, False, 0), report
    )


@pytest.mark.parametrize(
    ("text", "part", "wanted"),
    [
        ("First. The men left. Two.", "men", "The men left."),
        (
            "First. Lt. Gen. Vey said the U.S. Army left. Two.",
            "Army",
            "Lt. Gen. Vey said the U.S. Army left.",
        ),
        ("He said: “We left. We won.” They did not.", "We won.", "We won.”"),
        ("A heading\n\nThe men left at 3.5 km.\n\nTwo.", "left", "The men left at 3.5 km."),
        ("Did they leave? No! They stayed", "stayed", "They stayed"),
        ("The men left.", "The men left.", "The men left."),
    ],
)
def test_sentences(text: str, part: str, wanted: str) -> None:
    assert quoted(text, part) == wanted


def test_parts_far_apart_are_told_apart() -> None:
    assert quoted("We left. Others came. They won.", "left", "won") == "We left. […] They won."
    assert quoted("We left. They won. Others came.", "left", "won") == "We left. They won."


def test_the_cue_and_the_source_are_in_it() -> None:
    text = "Officials spoke today. It rained. They said that the men left."
    report = document(text, outlet=None, title=None, url=None, published=None)
    at = text.index("the men left")
    one = Statement(
        "x-1", (Source("Officials", 0, 9),), (), Cue("said", 39, 43), Stance.ASSERTS,
        Content("the men left", at, at + 12, (Span(at, at + 12),)), False, 0,
    )  # fmt: skip
    assert quote(one, report) == "Officials spoke today. […] They said that the men left."
    assert quote(replace(one, sources=()), report) == "They said that the men left."


@given(st.text(alphabet="aB.?! \n“”\"'(…1", min_size=1, max_size=60), st.data())
def test_a_quote_is_words_of_the_text_and_holds_the_content(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    report = document(text, outlet=None, title=None, url=None, published=None)
    content = Content(text[start:end], start, end, (Span(start, end),))
    found = quote(Statement("x-1", (), (), None, Stance.ASSERTS, content, False, 0), report)
    assert one_line(text[start:end]) in found
    assert found in one_line(text)


def test_text_that_no_file_holds_is_made_visible() -> None:
    assert printable("a\x00b\x0bc\ud800d\u202ee\uffff") == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffd"
    assert one_line(" a\n\n b\u00a0c ") == "a b c"
