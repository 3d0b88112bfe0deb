"""Statements that cannot both hold contradict each other, both ways; others do not."""

from __future__ import annotations

import pytest

from counterclaim.statements.conflicts import exclude
from counterclaim.statements.facts import Deed, Facts, Holding, Hour, Toll

from .conftest import Read

ARMY, REBELS, PORT = frozenset({"army"}), frozenset({"rebel"}), frozenset({"port"})
ALL: frozenset[str] = frozenset()
TAKE = frozenset({"+hold"})


def opposed(read: Read, text: str) -> bool:
    found = read(text)
    pairs = {(one.id, other) for one in found for other in one.contradicts}
    assert pairs == {(b, a) for a, b in pairs}
    return bool(pairs)


@pytest.mark.parametrize(
    "text",
    [
        "The army said it had seized control of the port. Rebels said they were in control of the port.",
        "The army said its troops had captured Marawi. Rebels said Marawi was in their hands.",
        "Officials said nine people were killed. Residents said forty people were killed.",
        "Rebels said the army had bombed the school. Teachers said the army had not bombed the school.",
        "Kyiv said Russia had destroyed the dam. Moscow said Ukraine had destroyed the dam.",
    ],
)
def test_what_cannot_both_hold(read: Read, text: str) -> None:
    assert opposed(read, text)


@pytest.mark.parametrize(
    "text",
    [
        "The army said it had seized the port. Rebels said they had seized the airfield.",
        "Officials said nine soldiers were killed. Residents said forty villagers were killed.",
        "Officials said at least nine people were killed. Residents said forty people were killed.",
        "The army said it would seize the port. Rebels said they were in control of the port.",
        "The army said troops fought for control of the port. Rebels said they were in control of the port.",
        "The army said it had seized the port. The army said it had not seized the port.",
    ],
)
def test_what_can_both_hold(read: Read, text: str) -> None:
    assert not opposed(read, text)


@pytest.mark.parametrize(
    ("first", "second", "excluded"),
    [
        (Facts([Holding(ARMY, PORT, True)]), Facts([Holding(REBELS, PORT, True)]), True),
        (Facts([Holding(ARMY, PORT, True)]), Facts([Holding(ARMY, PORT, True)]), False),
        (Facts([Holding(ARMY, PORT, True)]), Facts([Holding(ARMY, PORT, False)]), True),
        (
            Facts(tolls=[Toll("killing", frozenset(), 5, None)]),
            Facts(tolls=[Toll("killing", frozenset(), 9, 9)]),
            False,
        ),
        (
            Facts(tolls=[Toll("killing", frozenset(), 5, 5)]),
            Facts(tolls=[Toll("killing", frozenset(), 9, None)]),
            True,
        ),
        (Facts(tolls=[Toll("killing", ARMY, 5, 5)]), Facts(tolls=[Toll("killing", REBELS, 9, 9)]), False),
        (Facts(hours=[Hour("attack", ARMY, 150)]), Facts(hours=[Hour("attack", ARMY, 300)]), True),
        (Facts(hours=[Hour("attack", ARMY, 150)]), Facts(hours=[Hour("attack", ARMY, 180)]), False),
        (
            Facts(deeds=[Deed(TAKE, ARMY, PORT, True, True)]),
            Facts(deeds=[Deed(TAKE, ARMY, PORT, False, True)]),
            True,
        ),
    ],
)
def test_facts_exclude_each_other(first: Facts, second: Facts, excluded: bool) -> None:
    assert exclude(first, second) is excluded
    assert exclude(second, first) is excluded
