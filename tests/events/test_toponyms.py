"""Place names found in raw text without the reader."""

from __future__ import annotations

from itertools import pairwise

import pytest

from counterclaim.events.gazetteer import BUNDLED, Gazetteer, Layer
from counterclaim.events.toponyms import collect, find_toponyms


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer([Layer(BUNDLED)])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Iraqi forces moved from Baghdad towards Kirkuk on Monday.", ["Baghdad", "Kirkuk"]),
        ("Shelling went on in Deir ez-Zor and near Raqqa, in Syria.", ["Deir ez-Zor", "Raqqa", "Syria"]),
        ("President Jackson said in Washington that he would fly to Kyiv.", ["Washington", "Kyiv"]),
        ("A quake was felt in Rio de Janeiro, Brazil.", ["Rio de Janeiro", "Brazil"]),
        ("It rained.", []),
        ("", []),
    ],
)
def test_places_are_found(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    found = find_toponyms(text, gazetteer=gazetteer)
    assert [name for _, _, name in found] == names
    assert all(text[start:end] == name for start, end, name in found)


def test_people_months_and_adjectives_are_none(gazetteer: Gazetteer) -> None:
    text = "In March, Mr. Houston told the Iraqi minister that General Lincoln had left."
    assert find_toponyms(text, gazetteer=gazetteer) == []


def test_a_name_with_a_head_is_considered_unknown_as_it_is(gazetteer: Gazetteer) -> None:
    text = "Soldiers were seen at Zaynab Tal Bridge in Kirkuk."
    assert "Zaynab Tal Bridge" in collect(text, gazetteer=gazetteer).names


def test_a_text_in_capitals_is_read_too(gazetteer: Gazetteer) -> None:
    text = "GUERRILLAS ATTACKED A BARRACKS IN SAN SALVADOR YESTERDAY, POLICE SAID IN GUATEMALA."
    assert {"SAN SALVADOR", "GUATEMALA"} <= {name for _, _, name in find_toponyms(text, gazetteer=gazetteer)}


def test_spans_do_not_overlap(gazetteer: Gazetteer) -> None:
    text = "The New York City council and New York State police met in West Virginia University Park, Ohio."
    found = find_toponyms(text, gazetteer=gazetteer)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
