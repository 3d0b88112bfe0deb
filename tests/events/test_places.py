"""Place names of whole texts: which place, how exactly, and why."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.places import kilometres
from counterclaim.events.gazetteer import BUNDLED, Gazetteer, Layer, open_gazetteer
from counterclaim.events.gazetteer_files import add
from counterclaim.events.places import familiar_places, resolve, travel
from counterclaim.events.toponyms import find_toponyms
from counterclaim.records import Place

TABLE = Path(__file__).parent / "data" / "places.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
FLOOR = 0.95


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer([Layer(BUNDLED)])


def spans(text: str, *names: str) -> list[tuple[int, int, str]]:
    """The first mention of each name after the one before."""
    made, at = [], 0
    for name in names:
        start = text.index(name, at)
        at = start + len(name)
        made.append((start, at, name))
    return made


def read(text: str, *names: str, gazetteer: Gazetteer, dateline: str | None = None) -> list[Place]:
    return resolve(spans(text, *names), text=text, gazetteer=gazetteer, dateline=dateline)


def away(place: Place, lat: float, lon: float) -> float:
    assert place.lat is not None
    assert place.lon is not None
    return float(kilometres(place.lat, place.lon, lat, lon))


def test_the_table_of_hard_names(gazetteer: Gazetteer) -> None:
    wrong = []
    for row in ROWS:
        text = row["text"]
        ((start, end, name),) = spans(text, row["toponym"])
        others = [t for t in find_toponyms(text, gazetteer=gazetteer) if t[1] <= start or t[0] >= end]
        toponyms = sorted([*others, (start, end, name)])
        place = resolve(toponyms, text=text, gazetteer=gazetteer)[toponyms.index((start, end, name))]
        right = place.lat is not None and place.country == row["country"]
        if not right or away(place, float(row["lat"]), float(row["lon"])) > float(row["within_km"]):
            wrong.append((name, text))
    assert len(ROWS) >= 100
    assert len(wrong) <= (1 - FLOOR) * len(ROWS), wrong


def test_every_name_gets_a_place_in_its_order(gazetteer: Gazetteer) -> None:
    text = "Nobody in Xqzwvy had heard of Qwvyzx before Baghdad spoke."
    places = read(text, "Xqzwvy", "Qwvyzx", "Baghdad", gazetteer=gazetteer)
    assert [place.name for place in places] == ["Xqzwvy", "Qwvyzx", "Baghdad"]
    assert [text[place.start : place.end] for place in places] == [place.name for place in places]
    assert all(place.gazetteer_id is None and "not in the gazetteer" in place.how for place in places[:2])
    assert all((place.precision or 0) >= 2 and place.country == "IRQ" for place in places[:2])


def test_a_name_with_nothing_to_place_it_by_is_kept(gazetteer: Gazetteer) -> None:
    (place,) = read("It was quiet in Xqzwvy.", "Xqzwvy", gazetteer=gazetteer)
    assert (place.lat, place.lon, place.precision, place.gazetteer_id) == (None, None, None, None)
    assert resolve([], text="Nothing.", gazetteer=gazetteer) == []


def test_facilities_are_placed_by_what_the_sentence_says(gazetteer: Gazetteer) -> None:
    text = (
        "Troops from Baghdad attacked at two points, Zaynab Tal Bridge and the Daquq-Kirkuk intersection, "
        "both in the south of Kirkuk."
    )
    places = read(
        text, "Baghdad", "Zaynab Tal Bridge", "Daquq-Kirkuk intersection", "Kirkuk.", gazetteer=gazetteer
    )[:3]
    for place in places[1:]:
        assert away(place, 35.47, 44.39) < 40
        assert place.precision is not None
        assert place.precision >= 2
        assert "Kirkuk" in place.how
    assert places[1].kind == "facility"


def test_an_air_base_is_found_by_its_own_name(gazetteer: Gazetteer) -> None:
    (place,) = read("They took the K1 airbase at dawn.", "K1 airbase", gazetteer=gazetteer)
    assert place.country == "IRQ"
    assert away(place, 35.5, 44.3) < 20
    assert place.precision == 1


def test_a_distance_is_a_place_of_its_own(gazetteer: Gazetteer) -> None:
    text = "A convoy was hit 30 km south of Kirkuk, in Iraq."
    kirkuk, iraq, offset = read(text, "Kirkuk", "Iraq", gazetteer=gazetteer)
    assert offset.name == "30 km south of Kirkuk"
    assert text[offset.start : offset.end] == offset.name
    assert away(offset, kirkuk.lat or 0, kirkuk.lon or 0) == pytest.approx(30, abs=0.5)
    assert (offset.lat or 0) < (kirkuk.lat or 0)
    assert (offset.precision, iraq.precision) == (2, 6)


def test_an_unknown_village_lies_where_the_distance_says(gazetteer: Gazetteer) -> None:
    text = "Gunmen came to Xqzwvy, about 50 kilometres west of Mosul, on Monday. Baghdad sent help."
    village, mosul, _, offset = read(text, "Xqzwvy", "Mosul", "Baghdad", gazetteer=gazetteer)
    assert (village.lat, village.lon) == (offset.lat, offset.lon)
    assert away(village, mosul.lat or 0, mosul.lon or 0) == pytest.approx(50, abs=0.5)


def test_travel_keeps_distance_and_wraps() -> None:
    lat, lon = travel(10.0, 179.9, km=100, bearing=90)
    assert -180 <= lon < -179
    assert float(kilometres(10.0, 179.9, lat, lon)) == pytest.approx(100, abs=0.5)
    assert travel(0.0, 0.0, km=111.19, bearing=0) == pytest.approx((1.0, 0.0), abs=0.001)


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("Shots were heard in Mosul.", "Mosul", 1),
        ("Shots were heard on the outskirts of Mosul.", "Mosul", 2),
        ("Shots were heard near Mosul.", "Mosul", 2),
        ("Shots were heard in Rapides Parish.", "Rapides Parish", 3),
        ("Shots were heard in Diyala province.", "Diyala province", 4),
        ("Shots were heard in the Donbas.", "Donbas", 5),
        ("Shots were heard in northern Iraq.", "northern Iraq", 5),
        ("Shots were heard in Iraq.", "Iraq", 6),
        ("Shots were heard on the Black Sea.", "Black Sea", 7),
    ],
)
def test_precision_follows_where_prec(gazetteer: Gazetteer, text: str, name: str, precision: int) -> None:
    (place,) = read(text, name, gazetteer=gazetteer)
    assert (place.precision, place.lat is None) == (precision, False)


def test_one_sense_for_a_name_in_a_document(gazetteer: Gazetteer) -> None:
    text = "A storm hit Paris, Texas. Schools in Paris were shut. The mayor of Paris thanked Dallas."
    first, texas, second, third, _ = read(
        text, "Paris", "Texas", "Paris", "Paris", "Dallas", gazetteer=gazetteer
    )
    assert first.gazetteer_id == second.gazetteer_id == third.gazetteer_id
    assert (first.country, first.admin1) == ("USA", "Texas")
    assert texas.kind == "admin1"


def test_two_senses_where_the_text_tells_them_apart(gazetteer: Gazetteer) -> None:
    text = "The twin towns Paris, Texas, and Paris, France, exchanged letters."
    texan, _, french, _ = read(text, "Paris", "Texas", "Paris", "France", gazetteer=gazetteer)
    assert (texan.country, french.country) == ("USA", "FRA")


def test_what_stands_beside_counts_even_unasked(gazetteer: Gazetteer) -> None:
    (place,) = read("Troops left Cordoba, Argentina, by night.", "Cordoba", gazetteer=gazetteer)
    assert place.country == "ARG"


def test_the_dateline_and_the_hint_count(gazetteer: Gazetteer) -> None:
    text = "Soldiers closed the roads to Tripoli, witnesses said."
    (there,) = read(text, "Tripoli", gazetteer=gazetteer, dateline="BEIRUT, Lebanon")
    assert there.country == "LBN"
    (hinted,) = resolve(spans(text, "Tripoli"), text=text, gazetteer=gazetteer, country_hint="LY")
    assert hinted.country == "LBY"


def test_a_local_paper_means_its_own_town(gazetteer: Gazetteer) -> None:
    earlier = [
        read(
            "Deputies from Longview and Tyler met in Marshall.",
            "Longview",
            "Tyler",
            "Marshall",
            gazetteer=gazetteer,
        ),
        read(
            "The fair in Mount Pleasant, Texas, drew crowds.", "Mount Pleasant", "Texas", gazetteer=gazetteer
        ),
    ]
    text = "Athens will get a new bridge."
    alone = resolve(spans(text, "Athens"), text=text, gazetteer=gazetteer)[0]
    local = resolve(
        spans(text, "Athens"),
        text=text,
        gazetteer=gazetteer,
        familiar=familiar_places(earlier, gazetteer=gazetteer),
    )[0]
    assert alone.country == "GRC"
    assert (local.country, local.admin1) == ("USA", "Texas")


def test_a_place_tells_its_time_zone(gazetteer: Gazetteer) -> None:
    kirkuk, tehran = read("From Kirkuk to Tehran.", "Kirkuk", "Tehran", gazetteer=gazetteer)
    assert (kirkuk.zone, tehran.zone) == ("Asia/Baghdad", "Asia/Tehran")


def test_abbreviations_of_states(gazetteer: Gazetteer) -> None:
    rome, ga = read("A man from Rome, Ga., was held.", "Rome", "Ga.", gazetteer=gazetteer)
    assert (rome.admin1, ga.kind, ga.admin1) == ("Georgia", "admin1", "Georgia")


def test_the_users_own_places_are_used(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("name,lat,lon,country,type\nZaynab Tal Bridge,35.3,44.35,IRQ,bridge\n")
    add(file, gazetteer=open_gazetteer(tmp_path), folder=tmp_path)
    text = "They crossed Zaynab Tal Bridge into Kirkuk."
    place = read(text, "Zaynab Tal Bridge", "Kirkuk", gazetteer=open_gazetteer(tmp_path))[0]
    assert (place.lat, place.lon, place.precision) == (35.3, 44.35, 1)
    assert place.gazetteer_id == "user:facility:Zaynab Tal Bridge"


def test_places_do_not_depend_on_order(gazetteer: Gazetteer) -> None:
    text = "From Mosul to Tal Afar and on to Sinjar in Iraq."
    forward = spans(text, "Mosul", "Tal Afar", "Sinjar", "Iraq")
    there = resolve(forward, text=text, gazetteer=gazetteer)
    back = resolve(forward[::-1], text=text, gazetteer=gazetteer)
    assert [p.gazetteer_id for p in there] == [p.gazetteer_id for p in back][::-1]


def test_between_two_places_is_half_way(gazetteer: Gazetteer) -> None:
    text = "A patrol was hit on the road between Hawija and Kirkuk, in Iraq."
    hawija, kirkuk, _, middle = read(text, "Hawija", "Kirkuk", "Iraq", gazetteer=gazetteer)
    assert text[middle.start : middle.end] == middle.name == "between Hawija and Kirkuk"
    assert away(middle, hawija.lat or 0, hawija.lon or 0) == pytest.approx(
        away(middle, kirkuk.lat or 0, kirkuk.lon or 0), abs=1
    )
    assert middle.gazetteer_id is None and middle.precision in (2, 5)


@pytest.mark.parametrize(
    "text", ["Talks between Mosul and Kirkuk went on.", "The border between Iraq and Syria was shut."]
)
def test_between_of_deals_and_countries_is_no_point(gazetteer: Gazetteer, text: str) -> None:
    names = ("Mosul", "Kirkuk") if "Mosul" in text else ("Iraq", "Syria")
    assert len(read(text, *names, gazetteer=gazetteer)) == 2


def test_an_unknown_village_lies_between_what_the_text_says(gazetteer: Gazetteer) -> None:
    text = "Shells fell on Xqzwvy, a village between Hawija and Kirkuk in Iraq."
    village, *_, middle = read(text, "Xqzwvy", "Hawija", "Kirkuk", "Iraq", gazetteer=gazetteer)
    assert (village.lat, village.lon) == (middle.lat, middle.lon)
