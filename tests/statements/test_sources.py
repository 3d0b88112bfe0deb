"""Sources are whole phrases; pronouns, titles and documents stand for somebody."""

from __future__ import annotations

import pytest

from .conftest import Read


def source_of(read: Read, text: str, words: str) -> tuple[str, str]:
    """The name of the source of a content and the phrase at hand."""
    one = next(one for one in read(text) if words in one.content.text and one.cue is not None)
    source = one.sources[0]
    return source.name, text[source.start : source.end]


@pytest.mark.parametrize(
    ("text", "words", "name", "phrase"),
    [
        (
            "Mayor Olena Kravets said the plant was safe. She urged people to stay at home.",
            "stay at home",
            "Mayor Olena Kravets",
            "She",
        ),
        (
            "The army said it had won. Residents said shells were still falling. They asked for help.",
            "help",
            "Residents",
            "They",
        ),
        (
            "The ministry of health issued a statement on Sunday. The statement said that nine people had died.",
            "nine people",
            "The ministry of health",
            "The statement",
        ),
        (
            "A press release by the Delta Front said the pipeline had been cut.\n\n"
            "The statement adds that no workers were hurt.",
            "no workers",
            "the Delta Front",
            "The statement",
        ),
        (
            "In a letter, General Okello blamed the police. The general denied any role of his own.",
            "any role",
            "General Okello",
            "The general",
        ),
    ],
)
def test_stand_ins_are_resolved(read: Read, text: str, words: str, name: str, phrase: str) -> None:
    assert source_of(read, text, words) == (name, phrase)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Witnesses said the shooting lasted an hour.", "shooting", "Witnesses"),
        ("A security source said the cell had fled.", "cell", "A security source"),
    ],
)
def test_unnamed_sources_stay_as_they_are(read: Read, text: str, words: str, name: str) -> None:
    (one,) = [one for one in read(text) if words in one.content.text and one.cue is not None]
    assert [(s.name, s.unnamed) for s in one.sources] == [(name, True)]


def test_a_named_source_is_named(read: Read) -> None:
    (one,) = [one for one in read("Ana Popescu said the road was open.") if one.cue is not None]
    assert not one.sources[0].unnamed


@pytest.mark.parametrize(
    "text",
    [
        "The tanker was lost at noon, said Harbour Lines, its owner.",
        "Its owner, Harbour Lines, said the tanker was lost at noon.",
    ],
)
def test_inverted_and_named_subjects_are_whole(read: Read, text: str) -> None:
    one = next(one for one in read(text) if "lost" in one.content.text and one.cue is not None)
    assert "Harbour Lines" in one.sources[0].name
    assert "tanker" not in one.sources[0].name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Members of the Delta Guard detained at least 40 men in Orsk on Tuesday, residents told the Post.",
            "40 men",
            "residents",
        ),
        ("Ada Rell, whose brother is held there, appealed to the guard to free him.", "free him", "Ada Rell"),
        (
            "According to the Post, citing a source in the ministry, the Delta Guard still holds Orsk.",
            "holds Orsk",
            "a source in the ministry",
        ),
    ],
)
def test_sources_end_where_their_phrase_does(read: Read, text: str, words: str, name: str) -> None:
    one = next(one for one in read(text) if words in one.content.text and one.cue is not None)
    assert [source.name for source in one.sources] == [name]


def test_a_threat_is_told_with_its_condition(read: Read) -> None:
    (one,) = read("The Delta Guard threatened to strike Orsk if the shelling goes on.")
    assert one.content.text.endswith("if the shelling goes on")
