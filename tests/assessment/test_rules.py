"""Each rule on a case of its own, and which of them goes first."""

from __future__ import annotations

import pytest

from counterclaim.assessment import rules
from counterclaim.assessment.rules import Case, judge, leaning
from counterclaim.records import Facet, Interest, Party, Standing, Value, Voice

PARTIES = {
    "R": Party("R", "Red", False),
    "B": Party("B", "Blue", False),
    "T": Party("T", "Monitor", True),
    "U": Party("U", "Agency", True),
}


def voice(party: str, holds: bool | None = True, **given: object) -> Voice:
    values = {"interest": Interest.NONE, "stance": "asserts", "origin": party, **given}
    return Voice(party, f"s-{party}-{holds}-{values['origin']}", None, holds, **values)  # type: ignore[arg-type]


def case(*values: tuple[Voice, ...], rivals: set[tuple[str, str]] | None = None) -> Case:
    made = tuple(Value(f"v{n}", f"value {n}", voices) for n, voices in enumerate(values))
    return Case(Facet.CONTROL, made, frozenset(rivals or ()), PARTIES, frozenset({frozenset("RB")}))


@pytest.mark.parametrize(
    ("values", "standing", "rule"),
    [
        ((voice("R"), voice("B")), Standing.AGREED, "agreed_by_opponents"),
        ((voice("R", stance="admits", interest=Interest.AGAINST),), Standing.AGREED, "admitted"),
        ((voice("R", interest=Interest.AGAINST),), Standing.SINGLE, "one_origin"),
        ((voice("T", knows=True),), Standing.CONFIRMED, "confirmed_by_third"),
        ((voice("R", knows=True),), Standing.SINGLE, "one_origin"),
        ((voice("T", knows=True), voice("R", False)), Standing.DISPUTED, "contradicted"),
        ((voice("T"), voice("U")), Standing.CORROBORATED, "several_origins"),
        ((voice("T"), voice("R")), Standing.CORROBORATED, "several_origins"),
        ((voice("R"), voice("R", origin="r2")), Standing.ONE_SIDED, "one_party"),
        ((voice("R"), voice("?")), Standing.ONE_SIDED, "one_party"),
        ((voice("R"), voice("R")), Standing.SINGLE, "one_origin"),
        ((voice("R", retracted=True),), Standing.RETRACTED, "taken_back"),
        ((voice("R", retracted=True), voice("B", False)), Standing.RETRACTED, "taken_back"),
        ((voice("R", retracted=True), voice("T")), Standing.SINGLE, "one_origin"),
        ((voice("R", None), voice("T", None)), Standing.OPEN, "nobody_says"),
        ((voice("R"), voice("B", None)), Standing.SINGLE, "one_origin"),
        ((voice("R", False),), Standing.SINGLE, "one_origin"),
        ((voice("R", superseded=True), voice("B", False)), Standing.SINGLE, "one_origin"),
    ],
)
def test_standing(values: tuple[Voice, ...], standing: Standing, rule: str) -> None:
    found = judge(case(values))
    assert (found.standing, found.rule) == (standing, rule)


def test_values_that_exclude_each_other_are_disputed_and_rest_on_both() -> None:
    found = judge(case((voice("R"),), (voice("B"),), rivals={("v0", "v1")}))
    assert found.standing is Standing.DISPUTED
    assert set(found.statements) == {"s-R-True-R", "s-B-True-B"}


@pytest.mark.parametrize(
    ("first", "second", "want"),
    [
        ((voice("R"), voice("T")), (voice("B"),), "third party against B"),
        ((voice("R"), voice("T"), voice("U")), (voice("B"),), "third parties against B"),
        ((voice("R"), voice("T")), (voice("B"), voice("U")), "third parties divided"),
        ((voice("R"),), (voice("B"),), None),
        ((voice("R"), voice("T", None)), (voice("B"),), None),
    ],
)
def test_leaning(first: tuple[Voice, ...], second: tuple[Voice, ...], want: str | None) -> None:
    assert leaning(case(first, second, rivals={("v0", "v1")})) == want


def test_a_third_party_that_denies_leans_against_whoever_asserts() -> None:
    assert leaning(case((voice("R"), voice("T", False)))) == "third party against R"


def test_every_rule_says_its_reason() -> None:
    for rule in rules.RULES:
        assert rule.__doc__, rule.__name__


def test_exchanging_the_parties_exchanges_the_finding() -> None:
    one = judge(case((voice("R"), voice("T")), (voice("B"),), rivals={("v0", "v1")}))
    other = judge(case((voice("B"), voice("T")), (voice("R"),), rivals={("v0", "v1")}))
    assert one.standing is other.standing
    assert (one.leaning, other.leaning) == ("third party against B", "third party against R")
