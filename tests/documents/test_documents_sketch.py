"""Sketches: a pure function of the report, exact through a store, and never failing."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.synthetic import Writer, as_document
from counterclaim.documents.compare import compare
from counterclaim.documents.sketch import (
    MOST_SHINGLES,
    PERMUTATIONS,
    Sketch,
    minima,
    report_text,
    sketch_of,
    sketches_of,
)
from counterclaim.records import Mark, MarkKind, Span

TEXT = "“We hold the base,” Colonel Adan said on Monday. He counted 14 tanks near Kirkuk and 3 at the bridge."


def same(one: Sketch, other: Sketch) -> bool:
    return all(np.array_equal(getattr(one, part.name), getattr(other, part.name)) for part in fields(Sketch))


@given(st.text(max_size=300))
def test_any_text_makes_a_sketch_that_survives_a_store(text: str) -> None:
    sketch = sketch_of(as_document(1, text))
    assert same(Sketch.from_bytes(sketch.to_bytes()), sketch)


@given(st.lists(st.text("aB. 1“”\n\u0e01", max_size=60), max_size=8))
def test_documents_sketched_together_are_as_those_sketched_alone(texts: list[str]) -> None:
    documents = [as_document(number, text) for number, text in enumerate(texts)]
    together = list(sketches_of(documents))
    assert len(together) == len(documents)
    assert all(
        same(sketch, sketch_of(document)) for sketch, document in zip(together, documents, strict=True)
    )


def test_minima_are_those_of_datasketch() -> None:
    values = np.random.default_rng(1).integers(0, 1 << 63, 50, dtype=np.uint64)
    text = np.array([0] * 20 + [2] * 30)
    found = minima(values, text, 3)
    for number in (0, 2):
        minhash = MinHash(num_perm=PERMUTATIONS, scheme="affine64", hashfunc=int)
        minhash.update_batch(values[text == number].tolist())
        assert np.array_equal(found[number], minhash.hashvalues)


def test_quoted_words_are_told_from_the_report() -> None:
    sketch = sketch_of(as_document(1, TEXT))
    quoted = int((sketch.places & 1).sum())
    assert quoted == 1  # "We hold the base" is one run of four
    assert sketch.shingles.size - quoted == 13


def test_facts_are_numbers_and_names_with_a_context() -> None:
    one = sketch_of(as_document(1, TEXT))
    other = sketch_of(as_document(1, TEXT.replace("14", "15").replace("Kirkuk", "Daquq")))
    assert np.array_equal(one.contexts, other.contexts)
    assert np.count_nonzero(one.stated != other.stated) == 2


def test_marks_leave_a_gap_between_paragraphs() -> None:
    document = replace(as_document(1, "One two. Three four."), marks=(Mark(Span(4, 14), MarkKind.STRAY, ""),))
    assert report_text(document) == "One \n\n four."


def test_overlapping_marks_are_left_out_once() -> None:
    marks = (Mark(Span(0, 6), MarkKind.STRAY, ""), Mark(Span(2, 4), MarkKind.LINK, ""))
    assert report_text(replace(as_document(1, "abcdefgh"), marks=marks)) == "gh"


def test_a_sample_of_a_long_text_compares_with_the_whole_of_a_part() -> None:
    story = Writer(2).story(sentences=(400, 400))
    whole = sketch_of(as_document(1, story.text))
    part = sketch_of(as_document(2, "\n\n".join(story.paragraphs[: len(story.paragraphs) // 3])))
    assert whole.halvings and whole.shingles.size <= MOST_SHINGLES
    assert compare(whole, part, {}).containment == 1.0


def test_scripts_without_spaces_have_words() -> None:
    assert sketch_of(as_document(1, "基尔库克的空军基地周一被占领。")).words == 14
