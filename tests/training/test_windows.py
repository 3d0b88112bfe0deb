"""Training windows: spans become word ranges, cut to the window."""

from __future__ import annotations

import numpy as np
import pytest

from counterclaim.language.words import split_words
from training.windows import Aligner, clip, cuts, tag

TEXT = "Officials denied that troops entered."


def test_spans_become_word_ranges() -> None:
    align = Aligner(split_words(TEXT))
    assert align.range(0, 9) == (0, 1)
    assert align.range(10, 25) == (1, 4)
    assert align.range(12, 14) == (1, 2)  # part of a word is the word
    assert align.range(9, 10) is None


@pytest.mark.parametrize(
    ("span", "clipped"), [((0, 3), None), ((2, 6), (0, 2)), ((5, 20), (1, 4)), (None, None), ((4, 8), (0, 4))]
)
def test_clip(span: tuple[int, int] | None, clipped: tuple[int, int] | None) -> None:
    assert clip(span, 4, 8) == clipped


def test_the_longer_span_wins() -> None:
    labels = ["O", "B-a", "I-a", "B-b", "I-b"]
    assert tag(4, [((0, 3), "a"), ((1, 2), "b")], labels).tolist() == [1, 2, 2, 0]
    assert tag(3, [((1, 3), "b")], labels).tolist() == [0, 3, 4]


def test_cuts_prefer_paragraphs_then_sentences() -> None:
    words = split_words("a b c d.\n\ne f g h i j")
    found = list(cuts(words, [1] * len(words), 10, set()))
    assert found[0] == (0, 5)
    assert found[-1][1] == len(words)
    assert np.all(np.diff([a for a, _ in found]) > 0)
    flat = split_words("a b c d e f g h i j k l")
    assert next(cuts(flat, [1] * 12, 10, {6})) == (0, 6)
