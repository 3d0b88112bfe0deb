"""The tables of words hold together."""

from __future__ import annotations

from collections import Counter

from counterclaim.records import Stance
from counterclaim.statements.lexicon import lexicon, past_forms, rows
from counterclaim.statements.terms import concepts

FRAMES = set("clause object infinitive person quote reply none source hearsay figure carried patient".split())


def test_cues_are_told_once_each_with_a_known_frame() -> None:
    cues = [(row["cue"], row["pos"]) for row in rows("cues.csv")]
    assert [cue for cue, count in Counter(cues).items() if count > 1] == []
    assert {row["frame"] for row in rows("cues.csv")} <= FRAMES
    assert {row["stance"] for row in rows("cues.csv")} == {str(stance) for stance in Stance}


def test_words_stand_once_in_a_class() -> None:
    entries = [(row["class"], row["word"]) for row in rows("words.csv")]
    assert [entry for entry, count in Counter(entries).items() if count > 1] == []


def test_the_longest_cue_comes_first() -> None:
    found = lexicon().entries("verb", "claim")
    assert [len(entry.words) for entry in found] == sorted(
        (len(entry.words) for entry in found), reverse=True
    )


def test_regular_pasts() -> None:
    assert past_forms("deny") == ["denied"]
    assert past_forms("declare") == ["declared"]
    assert "admitted" in past_forms("admit")


def test_a_word_of_two_meanings_has_two_concepts() -> None:
    assert len(concepts()["capture"]) == 2
