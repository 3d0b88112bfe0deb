"""The MUC-4 scorer, on keys and answers made by hand."""

from __future__ import annotations

import pytest

from benchmarks.muc_keys import Fill, Incident, alternatives, incident, incidents
from benchmarks.muc_scoring import SLOTS, Tally, align, score
from benchmarks.muc_values import date_value, place_value, set_value, string_value
from corpora.sample import Slot, Template


def key(number: str = "1", **slots: tuple[str, ...]) -> Template:
    names = {
        "type": "INCIDENT: TYPE",
        "date": "INCIDENT: DATE",
        "place": "INCIDENT: LOCATION",
        "stage": "INCIDENT: STAGE OF EXECUTION",
        "organisation": "PERP: ORGANIZATION ID",
        "confidence": "PERP: ORGANIZATION CONFIDENCE",
        "target": "PHYS TGT: ID",
        "harm": "PHYS TGT: EFFECT OF INCIDENT",
        "name": "HUM TGT: NAME",
        "description": "HUM TGT: DESCRIPTION",
        "effect": "HUM TGT: EFFECT OF INCIDENT",
    }
    return Template(number, tuple(Slot(names[name], fills) for name, fills in slots.items()))


def answer(**slots: str) -> Incident:
    return Incident({name: (Fill((value,)),) for name, value in slots.items()})


def test_fills_of_a_key() -> None:
    found = incident(
        key(
            "3 (OPTIONAL)",
            type=("BOMBING / ATTACK",),
            date=("(09 MAY 88) / (- 09 MAY 88)",),
            place=("? PERU: LIMA (CITY / MUNICIPALITY) / PERU",),
            organisation=('?"NORTHERN FRONT" / "NF"', "HOME GUARD [HG]"),
            confidence=('POSSIBLE / REPORTED AS FACT: "NORTHERN FRONT" / "NF"',),
            target=('"\\"GRAND\\" HOTEL" / "HOTEL"',),
            name=('"ANA RIOS" / "RIOS"', '? "LUIS SOTO"'),
            description=('("MAYOR" / "THE MAYOR"): "ANA RIOS"', '"GUARDS"', '? "COOK"'),
            effect=('(INJURY / DEATH): "ANA RIOS"', 'NO INJURY: "-"', "-"),
            harm=('-: "HOTEL"', '? SOME DAMAGE: "HOTEL"'),
        )
    )
    assert found.optional
    assert found.fills("type")[0].values == ("BOMBING", "ATTACK")
    assert found.fills("date")[0].values == ("09 MAY 88", "- 09 MAY 88")
    assert found.fills("place") == (Fill(("PERU: LIMA (CITY / MUNICIPALITY)", "PERU"), optional=True),)
    assert found.fills("organisation") == (
        Fill(("NORTHERN FRONT", "NF"), optional=True),
        Fill(("HOME GUARD [HG]",)),
    )
    assert found.fills("confidence")[0].about == ("NORTHERN FRONT", "NF")
    assert found.fills("confidence")[0].values == ("POSSIBLE", "REPORTED AS FACT")
    assert found.fills("target")[0].values == ('"GRAND" HOTEL', "HOTEL")
    assert found.fills("victim") == (
        Fill(("ANA RIOS", "RIOS"), also=("MAYOR", "THE MAYOR")),
        Fill(("LUIS SOTO",), optional=True),
        Fill(("GUARDS",)),
        Fill(("COOK",), optional=True),
    )
    assert set(found.fills("effect")) == {
        Fill(("INJURY", "DEATH"), about=("ANA RIOS",)),
        Fill(("NO INJURY",)),
        Fill(("SOME DAMAGE",), optional=True, about=("HOTEL",)),
    }


def test_a_template_without_incident_is_none() -> None:
    assert incidents([Template("*", ()), key(type=("*",)), key(type=("ARSON",))]) == [
        Incident({"type": (Fill(("ARSON",)),)})
    ]


def test_strokes_in_brackets_part_nothing() -> None:
    assert alternatives("A: B (C / D) / E") == ["A: B (C / D)", "E"]
    assert alternatives("(A: B (C)) / (D)") == ["A: B (C)", "D"]


@pytest.mark.parametrize(
    ("value", "wanted", "given", "worth"),
    [
        (set_value, "BOMBING", "BOMBING", 1.0),
        (set_value, "BOMBING", "ATTACK", 0.5),  # more general than the key
        (set_value, "ATTACK", "BOMBING", 0.0),
        (set_value, "NO INJURY OR DEATH", "NO INJURY", 0.5),
        (date_value, "02 FEB 90", "2 FEB 90", 1.0),
        (date_value, "03 MARCH 90", "03 MAR 90", 1.0),
        (date_value, "02 FEB 90", "03 FEB 90", 0.0),
        (date_value, "02 FEB 90 - 04 FEB 90", "03 FEB 90", 0.5),
        (date_value, "- 04 FEB 90", "01 FEB 90", 0.5),
        (date_value, "- 04 FEB 90", "05 FEB 90", 0.0),
        (date_value, "- 04 FEB 90", "- 05 FEB 90", 0.0),
        (date_value, "- 04 FEB 90", "- 04 FEB 90", 1.0),
        (date_value, "07 DEC", "07 DEC", 1.0),
        (date_value, "07 DEC", "07 DEC 89", 0.0),
        (place_value, "PERU: LIMA (CITY)", "PERU: LIMA (TOWN)", 1.0),
        (place_value, "PERU: LIMA (CITY)", "PERU", 0.5),
        (place_value, "PERU: LIMA (CITY)", "PERU: CUZCO (CITY)", 0.5),
        (place_value, "PERU: LIMA (CITY)", "CHILE: ARICA (CITY)", 0.0),
        (string_value, "THE OLD BRIDGE", "OLD BRIDGE", 1.0),
        (string_value, "OLD BRIDGE", "BRIDGE OF THE CITY", 0.5),
        (string_value, "HECTOR ABEL RUIZ", "HECTOR ABEL", 0.5),
        (string_value, "HECTOR ABEL RUIZ", "HECTOR", 0.0),
        (string_value, "BRIDGE", "BRIDGEHEAD", 0.0),
    ],
)
def test_values(value: object, wanted: str, given: str, worth: float) -> None:
    assert callable(value)
    assert value(wanted, given) == worth


def test_slots_of_aligned_templates() -> None:
    wanted = incident(
        key(
            type=("BOMBING",),
            stage=("ACCOMPLISHED",),
            date=("02 FEB 90",),
            target=('"OLD BRIDGE"', '"MILL"', '? "BARN"'),
            name=('"ANA RIOS"',),
            description=('"MAYOR": "ANA RIOS"',),
            effect=('DEATH: "ANA RIOS"',),
        )
    )
    given = Incident(
        {
            "type": (Fill(("ATTACK",)),),
            "stage": (Fill(("ATTEMPTED",)),),
            "date": (Fill(("02 FEB 90",)),),
            "target": (Fill(("BRIDGE",)), Fill(("TOWER",))),
            "victim": (Fill(("MAYOR",)), Fill(("COOK",))),
            "effect": (Fill(("DEATH",), about=("COOK",)),),
        }
    )
    tallies = score([wanted], [given]).rows["all"]
    assert tallies["type"] == Tally(partial=1)
    assert tallies["stage"] == Tally(incorrect=1)
    assert tallies["date"] == Tally(correct=1)
    assert tallies["target"] == Tally(partial=1, incorrect=1)  # the barn is optional
    assert tallies["victim"] == Tally(partial=1, spurious=1)  # by description where the key has the name
    assert tallies["effect"] == Tally(partial=1)  # of somebody else
    assert tallies["place"] == Tally()


def test_templates_are_aligned_by_the_most_credit() -> None:
    first = incident(key(type=("ATTACK",), date=("02 FEB 90",), target=('"MILL"',)))
    second = incident(key("2", type=("ATTACK",), date=("02 FEB 90",), target=('"BARN"',)))
    one = answer(type="ATTACK", date="02 FEB 90", target="BARN")
    two = answer(type="ATTACK", date="02 FEB 90")
    assert align([first, second], [one, two]) == [(0, 1), (1, 0)]


def test_neither_type_alone_nor_content_alone_aligns() -> None:
    wanted = [incident(key(type=("ATTACK",), stage=("ACCOMPLISHED",), target=('"MILL"',)))]
    assert align(wanted, [answer(type="ATTACK", stage="ACCOMPLISHED", target="TOWER")]) == []
    assert align(wanted, [answer(type="ARSON", target="MILL")]) == []


def test_rows_differ_by_what_they_take_of_lone_templates() -> None:
    keys = [
        incident(key(type=("ATTACK",), target=('"MILL"',))),
        incident(key("2", type=("KIDNAPPING",), name=('"ANA RIOS"',))),
        incident(key("3 (OPTIONAL)", type=("ARSON",), target=('"BARN"',))),
    ]
    found = score(keys, [answer(type="ATTACK", target="MILL"), answer(type="BOMBING", target="TOWER")])
    sums = {row: sum(tallies.values(), Tally()) for row, tallies in found.rows.items()}
    assert sums == {
        "all": Tally(correct=2, missing=2, spurious=2),
        "missing": Tally(correct=2, missing=2),
        "spurious": Tally(correct=2, spurious=2),
        "only": Tally(correct=2),
    }
    assert found.templates == Tally(correct=1, missing=1, spurious=1)
    assert sums["all"].f1 == pytest.approx(0.5)


def test_confidence_of_rightly_named_organisations() -> None:
    wanted = incident(
        key(
            type=("ATTACK",),
            date=("02 FEB 90",),
            organisation=('"NORTHERN FRONT" / "NF"', '"HOME GUARD"'),
            confidence=('CLAIMED OR ADMITTED / POSSIBLE: "NORTHERN FRONT" / "NF"', 'POSSIBLE: "HOME GUARD"'),
        )
    )
    given = Incident(
        {
            "type": (Fill(("ATTACK",)),),
            "date": (Fill(("02 FEB 90",)),),
            "organisation": (Fill(("NF",)), Fill(("ARMY",))),
            "confidence": (
                Fill(("POSSIBLE",), about=("ARMY",)),
                Fill(("CLAIMED OR ADMITTED",), about=("NF",)),
            ),
        }
    )
    (pair,) = score([wanted], [given]).confidences
    assert pair == (("CLAIMED OR ADMITTED", "POSSIBLE"), "CLAIMED OR ADMITTED")


def test_a_key_answers_itself() -> None:
    full = incident(
        key(type=("ATTACK",), date=("- 02 FEB 90",), place=("PERU",), target=('"MILL" / "OLD MILL"',))
    )
    own = Incident(
        {name: tuple(Fill(f.values[:1], about=f.about) for f in fills) for name, fills in full.slots.items()}
    )
    tallies = score([full], [own]).rows["all"]
    assert sum(tallies.values(), Tally()) == Tally(correct=4)
    assert set(tallies) == set(SLOTS)
