"""What stands in and around a place name."""

from __future__ import annotations

import pytest

from counterclaim.events.place_words import head_beside, is_near, offset_before, read_name


@pytest.mark.parametrize(
    ("name", "rest", "kind", "part"),
    [
        ("northern Iraq", "Iraq", None, True),
        ("the northern Kirkuk province", "Kirkuk", "admin1", True),
        ("K1 airbase", "K1", "airbase", False),
        ("province of Kirkuk", "Kirkuk", "admin1", False),
        ("Lake Chad", "Chad", "lake", False),
        ("eastern and southern Aleppo", "Aleppo", None, True),
        ("al-Nuri mosque", "al-Nuri", "facility", False),
        ("Baiji oil refinery", "Baiji oil", "facility", False),
        ("Kirkuk", "Kirkuk", None, False),
    ],
)
def test_names_come_apart(name: str, rest: str, kind: str | None, part: bool) -> None:
    reading = read_name(name)
    assert (reading.rest, reading.head.kind if reading.head else None, reading.part) == (rest, kind, part)


@pytest.mark.parametrize(
    ("text", "km", "bearing"),
    [
        ("fighting 30 km south of Kirkuk", 30, 180),
        ("some 15 kilometres (nine miles) north-east of the city of Kirkuk", 15, 45),
        ("two miles west of Kirkuk", 3.219, 270),
        ("about 1.5km to the northwest of Kirkuk", 1.5, 315),
        ("1,200 kilometers due east of Kirkuk", 1200, 90),
        ("a 40-mile stretch south from Kirkuk", None, None),
        ("thirty-two km south of Kirkuk", None, None),
        ("30 people south of Kirkuk", None, None),
    ],
)
def test_distances_are_read(text: str, km: float | None, bearing: float | None) -> None:
    offset = offset_before(text, text.index("Kirkuk"))
    if km is None:
        assert offset is None
    else:
        assert offset is not None
        assert offset.km == pytest.approx(km, rel=1e-3)
        assert offset.bearing == bearing


def test_near_is_not_in() -> None:
    for text in (
        "near Kirkuk",
        "on the outskirts of Kirkuk",
        "outside the city of Kirkuk",
        "north of Kirkuk",
    ):
        assert is_near(text, text.index("Kirkuk"))
    for text in ("in Kirkuk", "Kirkuk", "the people of Kirkuk"):
        assert not is_near(text, text.index("Kirkuk"))


def test_heads_beside_a_name() -> None:
    for text, kind in (
        ("in Kirkuk province", "admin1"),
        ("the province of Kirkuk", "admin1"),
        ("Kirkuk oil field", "facility"),
    ):
        start = text.index("Kirkuk")
        head = head_beside(text, start, start + 6)
        assert head is not None
        assert head.kind == kind
    assert head_beside("Kirkuk fell", 0, 6) is None
