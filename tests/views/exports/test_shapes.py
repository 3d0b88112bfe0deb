"""Tables in the shapes of ACLED and UCDP: their columns in their order, and nothing that passes for theirs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from counterclaim.records import Actor, EventMention, Participant, Report, TimeValue, Value
from counterclaim.views.exports import acled, ucdp
from counterclaim.views.exports.dossier import Dossier
from counterclaim.views.exports.form import Form
from counterclaim.views.exports.formats import form_of
from counterclaim.views.exports.periods import days, instant
from counterclaim.views.exports.tables import alpha2, country, rows
from tests.views.exports.samples import MADE, dossier, meeting

ACLED = """event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,
inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,
latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp""".replace(
    "\n", ""
).split(",")
UCDP = """id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,
dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,
number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,
where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,
event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,
gwnob""".replace("\n", "").split(",")


def table(form: Form, *dossiers: Dossier) -> tuple[list[str], list[dict[str, str]], list[str]]:
    """Columns, rows, and what was said of incidents left out."""
    file = io.BytesIO()
    said = list(form.write(dossiers, file, made=MADE))
    reader = csv.DictReader(io.StringIO(file.getvalue().decode(), newline=""))
    return list(reader.fieldnames or ()), list(reader), said


def acted(one: Dossier, **changes: object) -> Dossier:
    """A dossier with all its event mentions changed."""

    def event(old: EventMention) -> EventMention:
        return replace(old, **changes)  # type: ignore[arg-type]

    def report(old: Report) -> Report:
        return replace(
            old, statements=tuple(replace(s, events=tuple(map(event, s.events))) for s in old.statements)
        )

    return replace(one, reports=tuple(map(report, one.reports)))


def test_acled_shape() -> None:
    columns, (row,), said = table(form_of("acled"), dossier(), meeting())
    assert columns[: len(ACLED)] == ACLED
    assert all(name.startswith("counterclaim_") for name in columns[len(ACLED) :])
    assert said == ["1 incident is left out: their types have no place in ACLED's scheme"]
    assert (row["event_date"], row["year"], row["time_precision"]) == ("2021-03-03", "2021", "1")
    assert (row["disorder_type"], row["event_type"], row["sub_event_type"]) == (
        "Political violence", "Battles", "Armed clash",
    )  # fmt: skip
    assert (row["actor1"], row["inter1"], row["actor2"], row["inter2"], row["interaction"]) == (
        "Norvia", "State forces", "River Front", "Rebel group", "State forces-Rebel group",
    )  # fmt: skip
    assert (row["iso"], row["region"], row["country"], row["geo_precision"]) == (
        "578",
        "Europe",
        "Norway",
        "2",
    )
    assert row["fatalities"] == "13"
    assert row["civilian_targeting"] == ""


def test_nothing_passes_for_their_data() -> None:
    (row,) = table(form_of("acled"), dossier())[1]
    assert row["event_id_cnty"].startswith("counterclaim-")
    assert row["notes"].startswith("Not ACLED data")
    (row,) = table(form_of("ucdp"), dossier())[1]
    assert row["code_status"].startswith("Not UCDP data")
    assert row["relid"].startswith("counterclaim-")
    assert not any(row[name] for name in UCDP if name.endswith(("_dset_id", "_new_id")))


@pytest.mark.parametrize(
    ("mode", "sub_event"),
    [
        ("aerial", "Air/drone strike"),
        ("suicide-attack", "Suicide bomb"),
        ("sexual", "Sexual violence"),
        ("beat", "Armed clash"),
    ],
)
def test_modes_have_sub_events(mode: str, sub_event: str) -> None:
    row = acled.row(acted(dossier(), mode=mode), made=MADE)
    assert row is not None
    assert row[6] == sub_event


def test_unarmed_victims_make_violence_against_civilians() -> None:
    unarmed = (Participant("the villagers", None, 0, 4),)
    row = acled.row(acted(dossier(), recipients=unarmed), made=MADE)
    assert row is not None
    assert row[4:7] == ["Political violence", "Violence against civilians", "Attack"]
    assert (row[10], row[12], row[14]) == ("the villagers", "Civilians", "Civilian targeting")
    shaped = ucdp.row(acted(dossier(), recipients=unarmed))
    assert shaped is not None
    assert (shaped[5], shaped[17]) == (ucdp.ONE_SIDED, "Civilians")


def test_forces_of_another_state_are_external() -> None:
    foreign = dossier()
    actors = (Actor("NOR-MIL", "Army", "MIL", "SWE", "SWE", "table"), foreign.actors["RVF"])
    foreign = replace(foreign, reports=(replace(foreign.reports[0], actors=actors), *foreign.reports[1:]))
    row = acled.row(foreign, made=MADE)
    assert row is not None
    assert (row[9], row[13]) == ("External/Other forces", "Rebel group-External/Other forces")


def test_every_type_in_the_table_is_acleds() -> None:
    scheme = {
        "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
        "Protests": {"Excessive force against protesters", "Protest with intervention", "Peaceful protest"},
        "Riots": {"Violent demonstration", "Mob violence"},
        "Explosions/Remote violence": {
            "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
            "Remote explosive/landmine/IED", "Grenade",
        },
        "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
        "Strategic developments": {
            "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
            "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
            "Other",
        },
    }  # fmt: skip
    for row in rows("acled_types.csv"):
        assert row["sub_event"] in scheme[row["event"]]


def test_ucdp_shape() -> None:
    columns, (row,), said = table(form_of("ucdp"), dossier(), meeting())
    assert columns[: len(UCDP)] == UCDP
    assert said == ["1 incident is left out: nobody says that anyone was killed"]
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == ("1", "Norvia", "River Front")
    assert (row["low"], row["best"], row["high"]) == ("13", "20", "20")
    assert (row["number_of_sources"], row["counterclaim_origins"]) == ("3", "5")
    assert (row["country_id"], row["gwnoa"], row["gwnob"], row["region"]) == ("385", "385", "", "Europe")
    assert (row["where_prec"], row["geom_wkt"]) == ("2", "POINT (9.25 61.5)")
    assert (row["date_start"], row["date_end"], row["date_prec"]) == (
        "2021-03-03 00:00:00.000", "2021-03-03 00:00:00.000", "1",
    )  # fmt: skip
    dead = [int(row[f"deaths_{of}"]) for of in ("a", "b", "civilians", "unknown")]
    assert sum(dead) == int(row["best"])


def test_the_dead_of_a_side_are_its_own() -> None:
    one = dossier()
    toll = one.accounts.assessments[2]
    said = toll.values[0].voices
    told = (("River Front fighters killed", "000000009-9"), ("children killed", "000000002-"))
    assessments = tuple(replace(toll, subject=of, values=(Value(key, "", said),)) for of, key in told)
    one = replace(one, accounts=replace(one.accounts, assessments=assessments))
    row = dict(zip(ucdp.COLUMNS, ucdp.row(one) or (), strict=True))
    assert [row[f"deaths_{of}"] for of in ("a", "b", "civilians", "unknown")] == [0, 9, 2, 0]
    assert (row["low"], row["best"], row["high"]) == (11, 11, 11)


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(-90, -180, 1), (-89.75, -179.25, 2), (-89.4, -180, 721), (89.9, 179.9, 259200), (61.5, 9.25, 218539)],
)
def test_priogrid(lat: float, lon: float, cell: int) -> None:
    assert ucdp.priogrid(lat, lon) == cell


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ("2021", None, (date(2021, 1, 1), date(2021, 12, 31))),
        ("2020-02", None, (date(2020, 2, 1), date(2020, 2, 29))),
        ("2021-03-03T02:30+03:00", None, (date(2021, 3, 3), date(2021, 3, 3))),
        ("2021-03-03", "2021-04", (date(2021, 3, 3), date(2021, 4, 30))),
        ("2021-03-03", "2021-03-01", (date(2021, 3, 3), date(2021, 3, 3))),
        ("2021-13", None, None),
        ("some day", None, None),
    ],
)
def test_days(start: str, end: str | None, wanted: tuple[date, date] | None) -> None:
    assert days(TimeValue(start, end, 1, "")) == wanted


def test_clock_times_get_their_seconds() -> None:
    assert instant("2021-03-03T02:30+03:00") == "2021-03-03T02:30:00+03:00"
    assert instant("2021-03-03T02:30:05Z") == "2021-03-03T02:30:05Z"
    assert instant("2021-03") == "2021-03"


def test_countries() -> None:
    iraq = country("IRQ")
    assert iraq is not None
    assert (iraq.name, iraq.iso, iraq.gwno, iraq.ucdp, iraq.acled) == (
        "Iraq",
        "368",
        "645",
        "Middle East",
        "Middle East",
    )
    table = rows("countries.csv")
    assert len({row["code"] for row in table}) == len(table)
    numbers = [row["gwno"] for row in table if row["gwno"]]
    assert len(set(numbers)) == len(numbers)
    assert {row["ucdp"] for row in table} == {"Africa", "Americas", "Asia", "Europe", "Middle East"}
    assert all(alpha2(row["code"]) for row in table)
    assert (country("ZZZ"), alpha2(None)) == (None, None)
