"""Place names found in raw text without the reader."""

from __future__ import annotations

from itertools import pairwise

import pytest

from counterclaim.events.gazetteer import BUNDLED, Gazetteer, Layer
from counterclaim.events.toponyms import collect, find_toponyms
from counterclaim.records import Annotation, Name, Token


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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "LA PAZ, 3 JUN 89 -- [TEXT] TROOPS WERE SEEN IN THE NORTHERN PART OF COCHABAMBA.",
            ["LA PAZ", "COCHABAMBA"],
        ),
        ("A BOMB WENT OFF IN SAN\nSALVADOR, POLICE SAID IN EL SALVADOR.", ["SAN\nSALVADOR", "EL SALVADOR"]),
        ("THE MINISTER SAID THAT PEACE AND JUSTICE COME FIRST.", []),
    ],
)
def test_capitals_throughout_tell_nothing(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert [name for _, _, name in find_toponyms(text, gazetteer=gazetteer)] == names


def test_directions_and_types_of_place_alone_are_none(gazetteer: Gazetteer) -> None:
    text = "Central and Northern were shut. Airport and Bridge were named in Western."
    assert find_toponyms(text, gazetteer=gazetteer) == []


def marked(text: str, **types: tuple[str, str, str]) -> Annotation:
    """What a reader would say: for each word its type among names, entities and actors."""
    layers: list[tuple[Name, ...]] = []
    for layer in range(3):
        spans = [
            (text.index(word), text.index(word) + len(word), kinds[layer]) for word, kinds in types.items()
        ]
        layers.append(tuple(Name(*span) for span in spans))
    tokens = tuple(
        Token(text.index(word), text.index(word) + len(word), "PROPN", word, -1, "obl", 0) for word in types
    )
    return Annotation(tokens=tokens, names=layers[0], entities=layers[1], actors=layers[2])


PLACE = ("Location", "Location", "GPE")
PERSON = ("Person", "Person", "PER")


def test_the_reader_tells_people_from_places(gazetteer: Gazetteer) -> None:
    text = "Lincoln came to Houston by night."
    for lincoln, houston, expected in ((PERSON, PLACE, ["Houston"]), (PLACE, PERSON, ["Lincoln"])):
        annotation = marked(text, Lincoln=lincoln, Houston=houston)
        found = find_toponyms(text, gazetteer=gazetteer, annotation=annotation)
        assert [name for _, _, name in found] == expected


def test_the_reader_names_places_that_no_gazetteer_has(gazetteer: Gazetteer) -> None:
    text = "Shells fell on Xqzwvy."
    found = find_toponyms(text, gazetteer=gazetteer, annotation=marked(text, Xqzwvy=PLACE))
    assert [name for _, _, name in found] == ["Xqzwvy"]
    assert find_toponyms(text, gazetteer=gazetteer) == []
