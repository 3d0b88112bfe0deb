"""Detokenising: what a newspaper would print, and spans that point at the tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.detokenise import detokenise, join_sentences


@pytest.mark.parametrize(
    ("tokens", "printed"),
    [
        ("We wo n't go , he said .", "We won't go, he said."),
        ('" We will stay , " he said . " All of us . "', '"We will stay," he said. "All of us."'),
        ("state - of - the - art weapons", "state-of-the-art weapons"),
        ("Deir ez - Zor and F - 16 jets", "Deir ez-Zor and F-16 jets"),
        ("MOSUL - The army left", "MOSUL - The army left"),
        ("It is late - the army left", "It is late - the army left"),
        ("Yemen ’ s army ( or what is left ) fled", "Yemen’s army (or what is left) fled"),
        ("It cost US $ 5 million , 3 % more", "It cost US$5 million, 3% more"),
        ("“ They ’ ve gone , ” she said", "“They’ve gone,” she said"),
        ("the miners ' union struck", "the miners' union struck"),
        ("He said 'yes' and/or no", "He said 'yes' and/or no"),
        ("I can not and wo n't", "I cannot and won't"),
    ],
)
def test_prints_like_a_newspaper(tokens: str, printed: str) -> None:
    assert detokenise(tokens.split())[0] == printed


def test_quotation_runs_on_into_the_next_sentence() -> None:
    text, _ = join_sentences([['"', "We", "fled", "."], ["They", "shot", ",", '"', "she", "said", "."]])
    assert text == '"We fled. They shot," she said.'


@given(st.lists(st.text(st.sampled_from("ab.,-'\"()$’“%"), min_size=1, max_size=3), max_size=12))
def test_spans_point_at_their_tokens(tokens: list[str]) -> None:
    text, spans = detokenise(tokens)
    assert [text[start:end] for start, end in spans] == tokens
    assert text.replace(" ", "") == "".join(tokens)
