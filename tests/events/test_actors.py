"""Mentions resolve to actors with sector, country and side, by tables, words, date and document."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.actors import cases, resolved, right
from counterclaim.errors import SettingsError
from counterclaim.events.actor_table import KINDS, ActorTable, open_table
from counterclaim.events.actor_words import key_of, skeleton_of, tokens_of
from counterclaim.events.actors import ActorContext, resolve_actor, side_of

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def table() -> ActorTable:
    return open_table()


def told(mention: str, on: str = "", *countries: str) -> tuple[str | None, str, str | None]:
    """Country, kind and side of a mention."""
    day = date.fromisoformat(on) if on else None
    actor = resolve_actor(mention, context=ActorContext(countries), on=day)
    return actor.country, actor.kind, side_of(actor, day)


# -- the table of mentions


@pytest.mark.parametrize(
    ("name", "least"), [("actors.csv", 400), ("actors_more.csv", 200), ("actors_wider.csv", 150)]
)
def test_mentions_are_resolved(name: str, least: int) -> None:
    found = [(case, resolved(case)) for case in cases(DATA / name)]
    assert len(found) >= least
    wrong = [case.mention for case, actor in found if not all(right(case, actor))]
    assert len(wrong) <= 0.05 * len(found), wrong


# -- the tables themselves


def test_tables_hold_a_thousand_actors_and_agree(table: ActorTable) -> None:
    rows = [row for rows in table.rows.values() for row in rows]
    assert len(table.rows) > 2_000
    assert {row.kind for row in rows} <= KINDS
    assert {row.affiliation for row in rows if row.affiliation} <= set(table.rows)
    assert {row.country for row in rows if row.country} <= set(table.country_names)


def test_no_actor_shares_its_id_with_a_country_or_another_actor(table: ActorTable) -> None:
    for id, rows in table.rows.items():
        assert len({row.name for row in rows}) == 1, id
        assert id not in table.country_names or rows[0].name == table.country_names[id]


def test_dates_of_one_actor_do_not_overlap(table: ActorTable) -> None:
    for id, rows in table.rows.items():
        for row in rows:
            assert not row.end or row.start < row.end, id
        for first, second in pairwise(rows):
            assert first.end and first.end <= second.start, id


def test_a_name_has_one_key_however_it_is_cut(table: ActorTable) -> None:
    for rows in table.rows.values():
        name = rows[0].name
        assert key_of(name) == " ".join(token.key for token in tokens_of(name))


# -- sides and dates


@pytest.mark.parametrize(
    ("mention", "on", "side"),
    [
        ("PMF", "2015-06-01", "PMF"),
        ("PMF", "2017-10-16", "IRQ"),
        ("Badr Organization", "2020-01-01", "IRQ"),
        ("the Peshmerga", "2017-10-16", "KRG"),
        ("Rudaw", "2017-10-16", "KRG"),
        ("Wagner", "2022-06-01", "RUS"),
        ("the Taliban", "2020-01-01", "TALIBAN"),
        ("the Taliban", "2022-01-01", "AFG"),
        ("Haqqani network", "2022-01-01", "AFG"),
        ("HTS", "2023-01-01", "HTS"),
        ("HTS", "2025-01-01", "SYR"),
        ("RSF commander", "2023-06-01", "RSF"),
        ("Janjaweed", "2024-01-01", "RSF"),
        ("FMLN", "1989-11-12", "FMLN"),
        ("FMLN", "2010-01-01", "SLV"),
        ("Qassam Brigades", "2024-01-01", "HAMAS"),
        ("al-Shabaab", "2020-01-01", "AL-SHABAAB"),
        ("an al-Shabaab spokesman", "2020-01-01", "AL-SHABAAB"),
        ("UNICEF", "2020-01-01", "UN"),
        ("Reuters", "2017-10-16", None),
        ("Human Rights Watch", "2017-10-16", None),
        ("witnesses", "2017-10-16", None),
    ],
)
def test_side(mention: str, on: str, side: str | None) -> None:
    assert told(mention, on)[2] == side


@pytest.mark.parametrize(
    ("mention", "on", "expected"),
    [
        ("Kurdish officials", "2017-10-16", ("IRQ", "GOV", "KRG")),
        ("police in Erbil", "2020-01-01", ("IRQ", "COP", "KRG")),
        ("Donetsk People's Republic officials", "2016-01-01", ("UKR", "GOV", "DNR")),
        ("Donetsk regional governor Vadym Orest", "2022-05-01", ("UKR", "GOV", "UKR")),
        ("the Somaliland interior minister", "2020-01-01", ("SOM", "GOV", "SOMALILAND")),
        ("Turkish Cypriot police", "2020-01-01", ("CYP", "COP", "TRNC")),
        ("Houthi police", "2020-01-01", ("YEM", "COP", "HOUTHIS")),
        ("Taipei", "2023-01-01", ("TWN", "GOV", "TWN")),
        ("Gaza's interior ministry", "2023-12-01", ("PSE", "GOV", "HAMAS")),
        ("Gaza's interior ministry", "2005-12-01", ("PSE", "GOV", "PSE")),
    ],
)
def test_authorities_stand_apart_from_the_state_they_lie_in(
    mention: str, on: str, expected: tuple[str, str, str]
) -> None:
    assert told(mention, on) == expected


def test_a_people_lies_where_the_report_is_set() -> None:
    assert told("Kurdish officials", "2019-10-12", "SYR") == ("SYR", "GOV", "AANES")
    assert told("Kurdish militants", "2019-10-12", "TUR") == ("TUR", "REB", "PKK")
    assert told("Syrian Kurdish officials", "2019-10-12", "TUR")[2] == "AANES"


def test_office_ends() -> None:
    assert told("Haider al-Abadi", "2017-10-16") == ("IRQ", "GOV", "IRQ")
    assert told("Haider al-Abadi", "2021-10-16") == ("IRQ", "ELI", None)
    assert told("the former governor of Sindh", "2021-10-16") == ("PAK", "ELI", None)


# -- words alone


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("the Zambian wildlife police", ("ZMB", "COP", "ZMB")),
        ("Captain Joao Mbeki of the Angolan navy", ("AGO", "MIL", "AGO")),
        ("a spokeswoman for Uruguay's interior ministry", ("URY", "GOV", "URY")),
        ("Ministry of Rural Works", (None, "GOV", None)),
        ("the Orchid River Cartel", (None, "CRM", "ORCHID-RIVER-CARTEL")),
        ("the Zanjar Liberation Front", (None, "REB", "ZANJAR-LIBERATION-FRONT")),
        ("Radio Lusaka", ("ZMB", "JRN", None)),
        ("Zambia's state broadcaster", ("ZMB", "JRN", "ZMB")),
        ("a nurse at Saint Orwin hospital", (None, "MED", None)),
        ("masked men", (None, "UAF", None)),
        ("Jordan Whitfield", (None, "UNK", None)),
        ("Jordan", ("JOR", "GOV", "JOR")),
        ("the Nigerian House of Representatives", ("NGA", "LEG", "NGA")),
        ("the Lebanese Red Cross", ("LBN", "NGO", None)),
        ("Iran-backed militias", (None, "PRM", None)),
        ("Hamas-run police", ("PSE", "COP", "HAMAS")),
        ("people familiar with the talks", (None, "UNK", None)),
    ],
)
def test_unknown_names_by_their_words(mention: str, expected: tuple[str | None, str, str | None]) -> None:
    country, kind, side = told(mention)
    actor = resolve_actor(mention)
    assert (country, kind) == expected[:2]
    assert (actor.affiliation if kind != "REB" else side) == expected[2]


def test_a_surname_beside_another_name_is_somebody_else() -> None:
    assert resolve_actor("Putin").id == "PUTIN"
    assert resolve_actor("Marina Putin").id != "PUTIN"
    assert resolve_actor("police spokesman Dean Orwell").kind == "COP"


def test_small_letters_and_spellings() -> None:
    assert resolve_actor("is").kind == "UNK"
    assert resolve_actor("IS").id == "ISIS"
    assert resolve_actor("give it to us").country is None
    assert resolve_actor("Hizbullaah").id == "HEZBOLLAH"
    assert skeleton_of(key_of("Hezbollah")) == skeleton_of(key_of("Hizbullah"))


def test_one_acronym_of_several_actors_goes_by_country() -> None:
    assert told("PDF", "1989-12-20", "PAN")[0] == "PAN"
    assert told("PDF", "2022-12-20", "MMR")[0] == "MMR"


# -- the document


def test_country_from_the_document_is_only_a_hint() -> None:
    hinted = resolve_actor("officials", context=ActorContext(("IRQ",)))
    assert (hinted.country, hinted.affiliation, hinted.hint) == ("IRQ", "IRQ", True)
    assert not resolve_actor("Iraqi officials", context=ActorContext(("SYR",))).hint
    assert resolve_actor("witnesses", context=ActorContext(("IRQ",))).country is None
    assert resolve_actor("Western officials", context=ActorContext(("IRQ",))).country is None


def test_names_are_taken_up_again() -> None:
    on = date(2021, 3, 4)
    context = ActorContext.of(
        [
            "Colonel Tomas Verrin of the Chadian army",
            "the Lake Basin Stability Council (LBSC)",
            "the Zanjar Liberation Front",
            "Zambia's Ministry of Mines",
        ],
        on=on,
    )
    again = {
        m: resolve_actor(m, context=context, on=on) for m in ("Verrin", "LBSC", "the group", "the ministry")
    }
    assert (again["Verrin"].kind, again["Verrin"].country) == ("MIL", "TCD")
    assert again["LBSC"].name.startswith("the Lake Basin Stability Council")
    assert again["the group"].id == "ZANJAR-LIBERATION-FRONT"
    assert again["the ministry"].country == "ZMB"
    assert context.countries[0] in ("TCD", "ZMB")


def test_different_sides_have_different_ids() -> None:
    on = date(2017, 10, 16)
    assert resolve_actor("Kurdish officials", on=on).id != resolve_actor("Iraqi officials", on=on).id
    assert resolve_actor("the Iranian government").id == resolve_actor("Iran").id == "IRN"


# -- the user's own table


def test_users_table_goes_first(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "# ours\nid,name,aliases,kind,country,affiliation,from,to\n"
        "SKY-WATCH,Sky Watch Kirkuk,Reuters|SWK,NGO,IRQ,,,\n,Blue Hands,,PRM,IRQ,=,2020-01-01,\n",
        encoding="utf-8",
    )
    mine = open_table(path)
    assert resolve_actor("SWK", table=mine).id == "SKY-WATCH"
    assert resolve_actor("Reuters", table=mine).id == "SKY-WATCH"
    assert side_of(resolve_actor("Blue Hands fighters", table=mine), table=mine) == "BLUE-HANDS"
    assert resolve_actor("Reuters").id == "REUTERS"


@pytest.mark.parametrize(
    "text",
    [
        "name,kind\nA,GOV\n",
        "id,name,aliases,kind,country,affiliation,from,to\n,A,,ARMY,,,,\n",
        "id,name,aliases,kind,country,affiliation,from,to\n,A,,GOV\n",
        "id,name,aliases,kind,country,affiliation,from,to\n,,,GOV,,,,\n",
        "",
    ],
)
def test_wrong_users_table_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"mine\.csv"):
        open_table(path)


def test_missing_users_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="none"):
        open_table(tmp_path / "none.csv")


# -- anything at all

_WORDS = st.sampled_from(
    "the of Iraqi army Hamas 's -backed ( ) , and pro- spokesman US us former Al- “ ” officials KRSC in "
    "Mosul".split()
)


@given(st.text(max_size=60) | st.lists(_WORDS, max_size=14).map(" ".join))
def test_any_string_is_read(mention: str) -> None:
    actor = resolve_actor(mention, context=ActorContext(("IRQ",)), on=date(2017, 10, 16))
    assert actor.kind in KINDS
    side_of(actor, date(2017, 10, 16))
