"""Names that are one name under different spellings have one key; different names keep theirs."""

from __future__ import annotations

import pytest

from counterclaim.events.spelling import loose_key, other_article, strict_key


@pytest.mark.parametrize(
    "names",
    [
        ("St. Louis", "Saint Louis", "saint louis"),
        ("Ma'rib", "Ma’rib", "MARIB"),
        ("Deir ez-Zor", "Deir al Zor", "Deir el-Zor"),
        ("Ar-Raqqah", "al-Raqqah"),
        ("the Gaza Strip", "Gaza Strip"),
        ("São Paulo", "Sao Paulo"),
        ("U.S.", "US"),
    ],
)
def test_strict_key_forgets_case_marks_and_articles_spelling(names: tuple[str, ...]) -> None:
    assert len({strict_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Deir ez-Zor", "Deir al-Zour", "Dayr az Zawr"),
        ("Raqqa", "Ar Raqqah", "Al-Rakka"),
        ("Kobani", "Kobane", "Kobanî"),
        ("Kiev", "Kyiv"),
        ("Hasakah", "al-Hasakeh", "Hassaka"),
        ("Hodeidah", "Al Hudaydah", "Hodeida"),
        ("Zaporizhzhia", "Zaporizhzhya", "Zaporizhia"),
        ("Hawija", "Al Ḩawījah", "Hawijah"),
        ("Khan Younis", "Khan Yunis"),
    ],
)
def test_loose_key_joins_romanisations(names: tuple[str, ...]) -> None:
    assert len({loose_key(strict_key(name)) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Niger", "Nigeria"),
        ("Mali", "Malawi"),
        ("Iran", "Iraq"),
        ("Homs", "Hama"),
        ("Basra", "Busra al-Sham"),
    ],
)
def test_loose_key_keeps_different_names_apart(one: str, other: str) -> None:
    assert loose_key(strict_key(one)) != loose_key(strict_key(other))


def test_a_word_that_only_looks_like_an_article_stays() -> None:
    assert strict_key("El") == "el"
    assert strict_key("An Giang") == "an giang"
    assert strict_key("An Najaf") == "al najaf"


def test_other_article_goes_both_ways() -> None:
    assert other_article("El Geneina") == "geneina"
    assert other_article("Raqqah") == "al raqqah"
