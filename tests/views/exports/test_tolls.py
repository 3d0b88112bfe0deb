"""Tolls: which figures count, which is the best one, and how kinds of victims add up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counterclaim.records import Assessment as Assessed
from counterclaim.records import Facet, Harm, Interest, Standing, Value, Voice
from counterclaim.views.exports.dossier import Dossier
from counterclaim.views.exports.tolls import ANYBODY, CIVILIANS, FIGHTERS, Figures, counts, kind_of, totals
from tests.views.exports.samples import dossier


def told(*subjects: tuple[str, list[tuple[str, Voice]]]) -> Dossier:
    """The sample with other tolls: for each subject, values by key with one voice each."""
    found = []
    for subject, values in subjects:
        made = tuple(Value(key, "", (voice,)) for key, voice in values)
        found.append(Assessed(Facet.TOLL, subject, Standing.SINGLE, made, "rule", "", ()))
    one = dossier()
    return replace(one, accounts=replace(one.accounts, assessments=tuple(found)))


def voice(
    origin: str,
    *,
    holds: bool | None = True,
    retracted: bool = False,
    superseded: bool = False,
    knows: bool = False,
) -> Voice:
    """A voice; all of them stand in one statement, which no figure is read from."""
    statement = dossier().statement_ids[1]
    return Voice(
        "NOR", statement, None, holds, origin, "asserts", Interest.NONE, retracted, superseded, knows
    )  # fmt: skip


def test_the_best_figure_is_that_of_most_origins() -> None:
    values = [("000000013-13", voice("a")), ("000000020-20", voice("b")), ("000000020-20", voice("c"))]
    (count,) = counts(told(("people killed", values)))
    assert (count.figures, count.harm, count.who) == (Figures(13, 20, 20), Harm.KILLED, "people")
    assert len(count.says) == 3


def test_those_who_know_it_come_first_and_equals_give_the_lowest() -> None:
    values = [
        ("000000030-30", voice("a", knows=True)),
        ("000000020-20", voice("b")),
        ("000000020-20", voice("c")),
    ]
    assert counts(told(("people killed", values)))[0].figures == Figures(20, 30, 30)
    assert counts(told(("people killed", values[:2][::-1])))[0].figures == Figures(20, 30, 30)
    equals = [("000000030-30", voice("a")), ("000000020-20", voice("b"))]
    assert counts(told(("people killed", equals)))[0].figures == Figures(20, 20, 30)


def test_what_was_denied_taken_back_or_overtaken_does_not_count() -> None:
    gone = [
        voice("b", holds=False),
        voice("c", retracted=True),
        voice("d", superseded=True),
        voice("e", holds=None),
    ]
    values = [("000000013-13", voice("a")), *(("000000099-99", one) for one in gone)]
    assert counts(told(("people killed", values)))[0].figures == Figures(13, 13, 13)
    assert counts(told(("people killed", values[1:]))) == ()


@pytest.mark.parametrize(
    ("key", "figures"),
    [
        ("000000060-", Figures(60, 60, 60)),
        ("000000003-5", Figures(3, 3, 5)),
        ("000000000-0", Figures(0, 0, 0)),
    ],
)
def test_bounds(key: str, figures: Figures) -> None:
    assert counts(told(("people wounded", [(key, voice("a"))])))[0].figures == figures


def test_kinds_add_up_and_never_twice() -> None:
    found = counts(
        told(
            ("civilians killed", [("000000005-5", voice("a"))]),
            ("children killed", [("000000003-3", voice("a"))]),
            ("Norvian soldiers killed", [("000000010-10", voice("a"))]),
            ("River Front fighters killed", [("000000020-20", voice("a"))]),
            ("people killed", [("000000030-30", voice("b"))]),
            ("people wounded", [("000000007-7", voice("b"))]),
        )
    )
    assert [count.kind for count in found[:5]] == [CIVILIANS, CIVILIANS, FIGHTERS, FIGHTERS, ANYBODY]
    assert totals(found) == {Harm.KILLED: Figures(35, 35, 35), Harm.WOUNDED: Figures(7, 7, 7)}
    assert totals(found[4:])[Harm.KILLED] == Figures(30, 30, 30)


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("civilians", CIVILIANS),
        ("elderly women", CIVILIANS),
        ("aid workers", CIVILIANS),
        ("policemen", FIGHTERS),
        ("Peshmerga fighters", FIGHTERS),
        ("Peshmerga", FIGHTERS),
        ("people", ANYBODY),
        ("", ANYBODY),
        ("families", CIVILIANS),
    ],
)
def test_kinds(who: str, kind: str) -> None:
    assert kind_of(who) == kind
