"""The shape of a paragraph: its first word and whether it speaks, whatever signs it opens with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.documents.shapes import Shape


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Troops entered the town.", "troops"),
        ("— Troops entered the town.", "troops"),
        ("• “Troops entered,” he said.", "troops"),
        ("- * Troops", "troops"),
        ("—", ""),
        (" • ", ""),
        ("- - -", ""),
        ("", ""),
        ("It’s over.", "it's"),
    ],
)
def test_the_first_word_stands_behind_dashes_and_bullets(text: str, first: str) -> None:
    assert Shape(text).first == first
    assert Shape(text).opening == first


@given(st.text(alphabet=st.sampled_from("aB.,—–-•*“” \t\n’'(|"), max_size=40))
def test_the_first_word_is_the_first_of_its_words(text: str) -> None:
    shape = Shape(text)
    assert shape.first == (shape.words[0] if shape.words else "")


def test_a_name_is_no_verb_of_saying_but_an_opening_verb_behind_a_bullet_is() -> None:
    assert Shape("• Said the governor: the bridge is closed").speaks
    assert not Shape("— Port Said was calm").speaks
    assert Shape("— the governor said so").speaks
