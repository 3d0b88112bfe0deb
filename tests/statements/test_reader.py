"""From a text to statements: who says what, with which stance, by way of whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.synthetic import as_document
from counterclaim.language import Reader
from counterclaim.records import Mark, MarkKind, Span, Stance, Statement
from counterclaim.statements import statements

from .conftest import Read


def said(found: tuple[Statement, ...], words: str) -> Statement:
    """The statement whose content has some words, the shortest such."""
    fitting = [one for one in found if words in one.content.text]
    assert fitting, [one.content.text for one in found]
    return min(fitting, key=lambda one: len(one.content.text))


def names(one: Statement) -> list[str]:
    return [source.name for source in one.sources]


@pytest.mark.parametrize(
    ("text", "words", "sources", "stance"),
    [
        ("The army said the bridge had fallen.", "bridge", ["The army"], "asserts"),
        ("Rebels denied that they had shelled the market.", "shelled", ["Rebels"], "denies"),
        ("The ministry confirmed that two pilots were dead.", "pilots", ["The ministry"], "confirms"),
        ("The general admitted that his men had fired first.", "fired", ["The general"], "admits"),
        ("Kyiv accused Moscow of bombing the dam.", "bombing", ["Kyiv"], "accuses"),
        ("The mayor declined to comment on the arrests.", "arrests", ["The mayor"], "silent"),
        ("The UN called on both sides to stop firing.", "stop firing", ["The UN"], "urges"),
        ("The premier vowed to rebuild the port.", "rebuild", ["The premier"], "intends"),
        ("The militia threatened to burn the embassy.", "burn", ["The militia"], "threatens"),
        ("The report could not be independently verified.", "report", ["outlet"], "doubts"),
        ("Troops crossed the river at dawn on Friday.", "crossed", ["outlet"], "asserts"),
        ("According to the harbour master, two ships left.", "ships", ["the harbour master"], "asserts"),
        ('"We saw nothing," said the guard.', "We saw nothing", ["the guard"], "asserts"),
    ],
)
def test_each_stance_has_its_source(
    read: Read, text: str, words: str, sources: list[str], stance: str
) -> None:
    one = said(read(text), words)
    assert (names(one), one.stance) == (sources, stance)


def test_contents_and_cues_are_views_on_the_text(read: Read) -> None:
    text = "The road, officials said on Monday, had been mined. They denied any role."
    for one in read(text):
        for span in one.content.spans:
            assert text[span.start : span.end] in one.content.text
        assert one.cue is None or text[one.cue.start : one.cue.end] == one.cue.text


def test_a_quotation_goes_on_over_paragraphs(read: Read) -> None:
    found = read(
        "“We held the post for nine days,” said Major Ivan Petrenko.\n\n“Nobody came to help us at all.”"
    )
    one = said(found, "Nobody came")
    assert one.cue is None
    assert one.quoted
    assert "Petrenko" in names(one)[0]


def test_several_sources_of_one_statement_are_several(read: Read) -> None:
    one = said(read("Turkish and Syrian officials said the border was closed."), "border")
    assert names(one) == ["Turkish officials", "Syrian officials"]


def test_scare_quotes_and_titles_are_no_statements(read: Read) -> None:
    found = read('The so-called "caliphate" lost the town in March. The film "Last Harbour" opened in Cairo.')
    assert {name for one in found for name in names(one)} == {"outlet"}


def test_what_is_marked_gives_nothing(reader: Reader) -> None:
    text = "Soldiers wait near the port.\n\nThe army said the port was safe."
    document = as_document(0, text)
    marked = replace(document, marks=(Mark(Span(0, 28), MarkKind.CAPTION, "test"),))
    assert any("wait" in one.content.text for one in statements(document, reader.annotate(text)))
    assert not any("wait" in one.content.text for one in statements(marked, reader.annotate(text)))


def test_a_nested_statement_keeps_both_levels(read: Read) -> None:
    found = read("The governor said that the rebels had denied burning the school.")
    inner, outer = said(found, "burning the school"), said(found, "rebels had denied")
    assert (names(inner), inner.stance) == (["the rebels"], Stance.DENIES)
    assert inner.parent == outer.id


def test_two_cues_of_one_subject_are_two_statements(read: Read) -> None:
    found = read("The spokesman confirmed the arrests but would not say how many men were held.")
    assert said(found, "the arrests").stance == Stance.CONFIRMS
    assert said(found, "how many").stance == Stance.SILENT
    assert "how many" not in said(found, "the arrests").content.text


@settings(max_examples=25, deadline=None)
@example(text="“::;:")  # a quotation of nothing but marks
@given(text=st.text(alphabet="abcé \"“”‘’'.,:;()-\n", max_size=120))
def test_no_text_breaks_it(reader: Reader, text: str) -> None:
    for one in statements(as_document(0, text), reader.annotate(text)):
        assert 0 <= one.content.start < one.content.end <= len(text)


def test_an_empty_text_says_nothing(read: Read) -> None:
    assert read("") == ()


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        (
            "Police said that two men had been arrested at the port and accused the guards of negligence.",
            "negligence",
            "Police",
        ),
        (
            "The fleet acknowledged that one of its boats had rammed the ferry, saying the crew was asleep.",
            "asleep",
            "The fleet",
        ),
        ("The doctors said the wound was deep and demanded an inquiry.", "an inquiry", "The doctors"),
    ],
)
def test_a_second_cue_has_the_subject_of_the_first(read: Read, text: str, words: str, source: str) -> None:
    found = [one for one in read(text) if words in one.content.text]
    assert names(found[-1]) == [source]


def test_a_comment_is_no_part_of_what_is_said(read: Read) -> None:
    found = read("Rebels said the army had shelled the mill at Orsk, an allegation the general called a lie.")
    assert said(found, "shelled the mill").stance == Stance.ASSERTS


def test_a_relative_clause_quotes_nobody(read: Read) -> None:
    found = read('"The bridge fell before noon," Ada Rell, who sells maps there, told the Valley Post.')
    assert [one.cue.text for one in found if one.cue] == ["told"]
