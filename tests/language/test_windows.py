"""Windows: every word kept once and in order, none too long, paragraphs whole where they fit."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.language.windows import LONGEST, MARKS, OVERLAP, Window, cut
from counterclaim.language.words import Gap, Word

paragraphs = st.lists(st.lists(st.integers(1, 12), min_size=1, max_size=400), min_size=0, max_size=6)


def words_of(lengths: list[list[int]]) -> tuple[list[Word], list[int]]:
    words = [
        Word(0, 1, "x", Gap.PARAGRAPH if i == 0 else Gap.SPACE)
        for paragraph in lengths
        for i, _ in enumerate(paragraph)
    ]
    return words, [length for paragraph in lengths for length in paragraph]


@given(paragraphs)
def test_each_word_is_kept_once(lengths: list[list[int]]) -> None:
    words, pieces = words_of(lengths)
    kept = [i for window in cut(words, pieces) for i in range(window.keep_from, window.keep_to)]
    assert kept == list(range(len(words)))


@given(paragraphs)
def test_windows_fit_the_encoder(lengths: list[list[int]]) -> None:
    words, pieces = words_of(lengths)
    for window in cut(words, pieces):
        assert window.begin <= window.keep_from < window.keep_to <= window.end
        assert (
            sum(pieces[window.begin : window.end]) + MARKS <= LONGEST + 24
        )  # a word's own pieces at each edge


def test_short_paragraphs_share_a_window_and_are_not_cut() -> None:
    words, pieces = words_of([[1] * 100, [1] * 100, [1] * 200])
    assert list(cut(words, pieces)) == [Window(0, 200, 0, 200), Window(200, 400, 200, 400)]


def test_a_long_paragraph_is_cut_with_overlap() -> None:
    words, pieces = words_of([[1] * 700])
    windows = list(cut(words, pieces))
    assert len(windows) > 2
    for before, after in pairwise(windows):
        assert before.end - after.begin >= OVERLAP
        assert after.keep_from - after.begin >= OVERLAP // 2
