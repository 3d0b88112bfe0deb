"""Words: offsets always exact, clitics and abbreviations by the conventions of UD."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.language.words import Gap, Shape, shape_of, split_words


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("They don't know.", "They do n't know ."),
        ("They didn’t; we can't, she cannot.", "They did n’t ; we ca n't , she can not ."),
        ("Iraq's army and the ministers' cars", "Iraq 's army and the ministers ' cars"),
        ("the government´s forces", "the government ´s forces"),
        ("U.S.-led troops left at 6 a.m. on Friday", "U.S. - led troops left at 6 a.m. on Friday"),
        ("Lt. Col. J. Smith of the 9th", "Lt. Col. J. Smith of the 9th"),
        ("at 23:30, some 1,200.5 km (10%)", "at 23:30 , some 1,200.5 km ( 10 % )"),
        ("$5m or €3.2bn", "$ 5m or € 3.2bn"),
        ("see https://example.org/a?b=c.", "see https://example.org/a?b=c ."),
        ("mail press@example.org now", "mail press@example.org now"),
        ("wait... what -- no!!!", "wait ... what -- no !!!"),
        ("“Never,” he said", "“ Never , ” he said"),
        ("K1 and T-55 and No. 5", "K1 and T - 55 and No. 5"),
    ],
)
def test_forms(text: str, forms: str) -> None:
    assert " ".join(word.form for word in split_words(text)) == forms


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("a b", [Gap.PARAGRAPH, Gap.SPACE]),
        ("a,b", [Gap.PARAGRAPH, Gap.NONE, Gap.NONE]),
        ("a\nb", [Gap.PARAGRAPH, Gap.LINE]),
        ("a \n\n b", [Gap.PARAGRAPH, Gap.PARAGRAPH]),
        ("  a  b", [Gap.PARAGRAPH, Gap.SPACE]),
    ],
)
def test_gaps(text: str, gaps: list[Gap]) -> None:
    assert [word.gap for word in split_words(text)] == gaps


@pytest.mark.parametrize(
    ("form", "shape"),
    [
        ("army", Shape.LOWER),
        ("Army", Shape.TITLE),
        ("NATO", Shape.UPPER),
        ("A", Shape.INITIAL),
        ("1,200", Shape.DIGITS),
        ("K1", Shape.ALPHANUMERIC),
        ("McCain", Shape.MIXED),
        ("U.S.", Shape.UPPER),
        ("n't", Shape.LOWER),
        (",", Shape.OTHER),
    ],
)
def test_shapes(form: str, shape: Shape) -> None:
    assert shape_of(form) is shape


@pytest.mark.parametrize(
    "unit",
    [
        "a-",
        "a+b.",
        "x@",
        "x@y-",
        "www.!",
        "1,",
        "A. ",
        "n't",
        "can",
        "’s",
        ".",
        "No. ",
        "a@b.c",
        "\U0001f525-",
    ],
)
def test_time_grows_with_the_text_alone(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begin = time.process_time()
        split_words(text)
        return time.process_time() - begin

    seconds(1_000)
    assert seconds(200_000) < 40 * max(0.005, min(seconds(20_000) for _ in range(3)))


@given(st.text(max_size=300))
def test_words_cover_all_but_white_space(text: str) -> None:
    words = split_words(text)
    kept = "".join(word.form for word in words)
    assert kept == "".join(text[word.start : word.end] for word in words)
    last = 0
    for word in words:
        assert last <= word.start < word.end
        assert text[last : word.start].strip() == ""
        last = word.end
    assert text[last:].strip() == ""
