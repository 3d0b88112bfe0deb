"""What statements speak of is alike for words of one meaning."""

from __future__ import annotations

import pytest

from counterclaim.statements.terms import shared, terms_of

from .conftest import Grow


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("captured:capture/VERB", "held:hold/VERB"),
        ("violation/NOUN", "violated:violate/VERB"),
        ("drone/NOUN", "uav/NOUN"),
    ],
)
def test_words_of_one_meaning_share_a_term(grow: Grow, first: str, second: str) -> None:
    tree = grow(f"{first}/root/-1 {second}/dep/0")
    assert set(terms_of(tree, 0)) & set(terms_of(tree, 1))


def test_names_keep_their_letters(grow: Grow) -> None:
    tree = grow("Marawi/PROPN/root/-1 Marawian/PROPN/dep/0")
    assert not set(terms_of(tree, 0)) & set(terms_of(tree, 1))


def test_what_two_bags_share_is_measured_by_the_lighter() -> None:
    assert shared({"a": 1.0, "b": 1.0}, {"a": 1.0}) == 1.0
    assert shared({"a": 1.0, "b": 1.0}, {"a": 1.0, "c": 1.0}) == 0.5
    assert shared({}, {"a": 1.0}) == 0.0
