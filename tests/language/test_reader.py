"""The reader with the weights of the package."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.errors import ModelError
from counterclaim.language import Reader
from counterclaim.records import Annotation, Name, Span

REPORT = """Officials in the port city of Mersa said on Tuesday that two gunmen shot dead a policeman.

The army denied the claim. “Our soldiers never entered the town,” Colonel Amin Darwish told reporters.

Witnesses said at least 13 people were killed when a market was shelled."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def annotation(reader: Reader) -> Annotation:
    return reader.annotate(REPORT)


def of(span: Span | Name) -> str:
    return REPORT[span.start : span.end]


def test_sentences(annotation: Annotation) -> None:
    assert [of(s)[:12] for s in annotation.sentences] == [
        "Officials in",
        "The army den",
        "“Our soldier",
        "Witnesses sa",
    ]


def test_every_sentence_has_one_root(annotation: Annotation) -> None:
    for number in range(len(annotation.sentences)):
        assert sum(t.head < 0 for t in annotation.tokens if t.sentence == number) == 1
    assert all(annotation.tokens[t.head].sentence == t.sentence for t in annotation.tokens if t.head >= 0)


def test_who_says_what(annotation: Annotation) -> None:
    found = {
        (" ".join(map(of, a.sources)), " ".join(map(of, a.cues))): " ".join(map(of, a.contents))
        for a in annotation.attributions
    }
    by_cue = {cue.split()[-1]: (source, content) for (source, cue), content in found.items()}
    assert "Darwish" in by_cue["told"][0] and "never entered the town" in by_cue["told"][1]
    assert by_cue["denied"][0] == "The army" and by_cue["denied"][1] == "the claim"
    assert "shot dead" in by_cue["said"][1] or "13 people" in by_cue["said"][1]


def test_names(annotation: Annotation) -> None:
    found = {of(n): n.type for n in annotation.names}
    assert found["Amin Darwish"] == "Person"
    assert found["Mersa"] == "Location"
    assert found["Tuesday"] == "Temporal"


def test_lemmas_and_tags(annotation: Annotation) -> None:
    found = {REPORT[t.start : t.end]: (t.lemma, t.upos) for t in annotation.tokens}
    assert found["gunmen"] == ("gunman", "NOUN")
    assert found["denied"] == ("deny", "VERB")
    assert found["were"] == ("be", "AUX")


def test_factuality_tells_what_did_not_happen(reader: Reader) -> None:
    text = "The rebels did not attack the town. The rebels attacked the village."
    first, second = text.index("attack the town"), text.index("attacked")
    negated, happened = reader.factuality(text, [(first, first + 6), (second, second + 8)])
    assert negated < 0 < happened


def test_plover_of_given_parties(reader: Reader) -> None:
    text = "Protesters in the capital rallied against the government on Sunday."
    source, target = (0, 10), (text.index("the gov"), text.index(" on Sunday"))
    assert reader.plover(text, [source], [target])[0] == "PROTEST"


def test_a_document_does_not_depend_on_others(reader: Reader) -> None:
    other = "A wholly different report with NUMBERS 1, 2, 3 and shouting!!!\n\n" * 30
    alone = reader.annotate(REPORT)
    reader.annotate(other)
    assert reader.annotate(REPORT) == alone
    assert Reader().annotate(REPORT) == alone


def test_threads_change_nothing(reader: Reader) -> None:
    long = "\n\n".join([REPORT] * 6)
    assert Reader(threads=2).annotate(long) == reader.annotate(long)


@pytest.mark.parametrize("threads", [1, 2])
def test_many_texts_are_read_as_each_alone(reader: Reader, threads: int) -> None:
    texts = [REPORT, "", "One line.", "\n\n".join([REPORT] * 4), " ", REPORT.upper(), "军队否认了这一说法。"]
    expected = [reader.annotate(text) for text in texts]
    assert list(Reader(threads=threads).annotate_all(iter(texts))) == expected


def test_texts_are_asked_for_as_they_are_needed(reader: Reader) -> None:
    asked: list[int] = []

    def texts() -> Iterator[str]:
        for i in range(1_000):
            asked.append(i)
            yield "A line."

    assert next(Reader(threads=2).annotate_all(texts())).tokens
    assert len(asked) < 10
    assert list(reader.annotate_all([])) == []


def test_a_paragraph_longer_than_a_window(reader: Reader) -> None:
    text = " ".join(REPORT.replace("\n\n", " ") for _ in range(8))
    annotation = reader.annotate(text)
    assert [t.end for t in annotation.tokens] == sorted({t.end for t in annotation.tokens})
    assert sum(text[n.start : n.end] == "Amin Darwish" for n in annotation.names) == 8


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        ".",
        "🔥🔥🔥",
        "قال متحدث باسم الجيش إن القوات انسحبت",
        "军队否认了这一说法。",
        "x" * 20_000,
        "no capitals here said the man who denied it",
        REPORT.upper(),
        "a\u0301b \u200d ﬁ\ufffd",
        "1 " * 2_000,
        "a-" * 2_000,
        "who said, " * 500,  # a cue, a pronoun and a clause in every few words
        "\u202eright to left\u202c \x00 \x1b[31m \ue000",
        "e\u0301\u0301\u0301" * 300,
        "نم 军 🔥 ok " * 200,
    ],
)
def test_any_text(reader: Reader, text: str) -> None:
    check(text, reader.annotate(text))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_random_text(text: str) -> None:
    check(text, SHARED.annotate(text))


def check(text: str, annotation: Annotation) -> None:
    """Offsets lie in the text, in order, and cover words."""
    for field in fields(annotation):
        for item in getattr(annotation, field.name):
            if hasattr(item, "start"):
                assert 0 <= item.start < item.end <= len(text)
                assert text[item.start : item.end].strip() == text[item.start : item.end]
    starts = [t.start for t in annotation.tokens]
    assert starts == sorted(starts)
    assert all(-1 <= t.head < len(starts) for t in annotation.tokens)


def test_capitals_alone_still_read(reader: Reader) -> None:
    text = "MILITARY SOURCES REPORTED THAT GUERRILLAS ATTACKED THE BARRACKS IN SAN MIGUEL."
    found = reader.annotate(text).attributions
    assert any("MILITARY SOURCES" in text[s.start : s.end] for a in found for s in a.sources)


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=str(tmp_path)):
        Reader(tmp_path)


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text(json.dumps({}))
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match="install counterclaim again"):
        Reader(tmp_path)


SHARED = Reader()
