"""What is denied, confirmed and repeated."""

from __future__ import annotations

import pytest

from counterclaim.records import Stance

from .conftest import Read


def links(read: Read, text: str, stance: Stance) -> list[str]:
    """The contents that the one statement of a stance points at."""
    found = read(text)
    contents = {one.id: one.content.text for one in found}
    (one,) = [one for one in found if one.stance == stance]
    return [contents[id] for id in one.denies + one.confirms]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The army said it had taken the port. Rebels rejected the claim.", "taken the port"),
        (
            "Kyiv accused Minsk of shelling the village. Minsk dismissed the accusation.",
            "shelling the village",
        ),
        (
            "Rebels said troops had crossed the river. The army denied that its troops had crossed the river.",
            "crossed the river",
        ),
        ("The minister said the mine was closed. Workers said that was a lie.", "mine was closed"),
        (
            "Police said the men were armed. The mayor said shots were fired. "
            "A lawyer disputed the account of the police.",
            "the men were armed",
        ),
        ("The council blamed the militia for the fire. The militia denied any involvement.", "the militia"),
    ],
)
def test_a_denial_points_at_what_it_denies(read: Read, text: str, denied: str) -> None:
    found = links(read, text, Stance.DENIES)
    assert len(found) == 1
    assert denied in found[0]


def test_a_denial_may_come_first(read: Read) -> None:
    text = (
        "Police denied that officers had beaten prisoners at the camp. "
        "Two lawyers say officers had beaten prisoners at the camp for weeks."
    )
    assert "for weeks" in links(read, text, Stance.DENIES)[0]


def test_nobody_denies_himself_nor_what_nobody_said(read: Read) -> None:
    found = read("The army said it had taken the port. It denied that civilians had been hurt.")
    assert all(one.denies == () for one in found)


def test_a_confirmation_points_at_what_it_confirms(read: Read) -> None:
    text = "Rebels said a helicopter had crashed near the lake. The army confirmed that a helicopter had crashed."
    assert "near the lake" in links(read, text, Stance.CONFIRMS)[0]


def test_a_repetition_points_at_the_own_words(read: Read) -> None:
    found = read("The envoy said both sides must talk. He reiterated these points on Sunday.")
    first, last = found[0], found[-1]
    assert last.repeats == (first.id,)
