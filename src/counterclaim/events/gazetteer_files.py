"""Makes gazetteer layers: takes rows, CSV files or GeoNames dumps, writes files that ``gazetteer`` opens.

A CSV has the columns name, lat, lon and, if one likes, country (ISO alpha-2 or alpha-3), type,
population, alternates (parted by ";") and zone. A dump is what download.geonames.org gives for a
country: 19 columns parted by tabs, as it comes or inside its ZIP.
"""

from __future__ import annotations

import csv
import io
import json
import math
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from counterclaim.errors import DocumentError
from counterclaim.events.gazetteer import (
    ADJECTIVE,
    ALTERNATE,
    BARE,
    COLUMNS,
    KIND,
    MAGIC,
    PRIMARY,
    SIZE_SCALE,
    SUFFIX,
    Gazetteer,
    keys,
    pack,
    unit_hash,
    user_folder,
)
from counterclaim.events.place_words import HEADS, UNIT_WORDS, Head

_FEATURES = {  # GeoNames feature codes, then classes
    "ADM1": "admin1", "ADM2": "admin2", "ADM3": "admin2", "PPLC": "capital", "PPLA": "seat", "PPLX": "area",
    "AIRB": "airbase", "AIRP": "airport", "AIRF": "airport", "AIRH": "airport", "OCN": "ocean", "SEA": "sea",
    "GULF": "sea", "STRT": "sea", "BAY": "sea", "LK": "lake", "LKS": "lake", "RSV": "lake", "ISL": "island",
    "ISLS": "island", "CONT": "continent", "A": "admin2", "P": "city", "H": "river", "T": "mountain",
    "L": "area", "S": "facility", "R": "road", "V": "area", "U": "sea",
}  # fmt: skip
_OTHER = Head("", "facility", inner=False)  # a type that is in no table
_MOST_PLACES = 1 << 22


@dataclass(slots=True)
class Row:
    """One place to be written. ``admin1`` is a code ("US.TX"), ``admin2`` one below it, "" where unknown."""

    name: str
    lat: float
    lon: float
    kind: str
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    zone: str = ""
    number: int = 0  # of GeoNames, 0 for none
    alternates: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)


def bare_name(name: str) -> str | None:
    """The name of an administrative unit without its type word, None where it has none."""
    words = name.split()
    kept = [w for w in words if w.lower() not in UNIT_WORDS and w.lower() != "of"]
    return " ".join(kept) if kept and len(kept) < len(words) else None


def _index(rows: list[Row]) -> tuple[list[int], list[int]]:
    entries: dict[tuple[int, int, int], int] = {}
    for number, row in enumerate(rows):
        named = [(row.name, PRIMARY), *((name, ALTERNATE) for name in row.alternates)]
        if row.kind in ("admin1", "admin2"):
            named += [(bare, BARE) for name, _ in list(named) if (bare := bare_name(name))]
        named += [(adjective, ADJECTIVE) for adjective in row.adjectives]
        for name, naming in named:
            loose, check = keys(name)
            key = (loose, number, check)
            entries[key] = min(entries.get(key, naming), naming)
    ordered = sorted((loose, check, number, naming) for (loose, number, check), naming in entries.items())
    references = [naming << 30 | check << 22 | number for _, check, number, naming in ordered]
    return [loose for loose, *_ in ordered], references


def write_layer(path: Path, rows: list[Row], *, source: str, tables: dict[str, Any] | None = None) -> None:
    """Write one layer. ``tables`` go into the header (units, adjectives, abbreviations, iso3).

    Raises:
        DocumentError: more places than a layer holds.
    """
    if len(rows) >= _MOST_PLACES:
        raise DocumentError(str(path), f"{len(rows)} places are too many for one layer", "split the file")
    zones = {"": 0}
    units: dict[str, int] = {"": 0}
    names = [row.name.encode() for row in rows]
    hashes, references = _index(rows)
    columns: dict[str, list[int] | bytes] = {
        "lat": [round(row.lat * 1e5) for row in rows],
        "lon": [round(row.lon * 1e5) for row in rows],
        "number": [row.number for row in rows],
        "name_end": np.cumsum([len(name) for name in names], dtype=np.int64).tolist(),
        "country": [pack(row.country) for row in rows],
        "admin1": [units.setdefault(row.admin1, len(units)) for row in rows],
        "admin2": [units.setdefault(row.admin2, len(units)) for row in rows],
        "zone": [zones.setdefault(row.zone, len(zones)) for row in rows],
        "kind": [KIND[row.kind] for row in rows],
        "size": [min(255, round(math.log1p(max(row.population, 0)) * SIZE_SCALE)) for row in rows],
        "hash": hashes,
        "reference": references,
        "names": b"".join(names),
    }
    blocks = {
        name: value if isinstance(value, bytes) else np.array(value, np.int64).astype(COLUMNS[name]).tobytes()
        for name, value in columns.items()
    }
    header = {
        "source": source,
        "zones": list(zones),
        "units": {},
        "unit_hashes": [0, *(unit_hash(unit) for unit in list(units)[1:])],
        **(tables or {}),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    # Others may have the file mapped: they keep the old one until they open anew.
    beside = path.with_suffix(".part")
    beside.write_bytes(_assemble(header, blocks))
    beside.replace(path)


def _assemble(header: dict[str, Any], blocks: dict[str, bytes]) -> bytes:
    counts = {name: len(block) // np.dtype(COLUMNS[name]).itemsize for name, block in blocks.items()}
    # Offsets stand in the header and depend on its length: reserve room for the longest they can be.
    room = len(json.dumps(header | {"columns": {name: [2**32, 2**32] for name in blocks}}).encode()) + 64
    offset = -(-(len(MAGIC) + 4 + room) // 8) * 8
    body, places = bytearray(), {}
    for name, block in blocks.items():
        places[name] = [counts[name], offset + len(body)]
        body += block + b"\0" * (-len(block) % 8)
    text = json.dumps(header | {"columns": places}, ensure_ascii=True).encode()
    text = text.ljust(offset - len(MAGIC) - 4)
    return MAGIC + len(text).to_bytes(4, "little") + text + bytes(body)


def _number(where: str, name: str, value: str, most: float) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not abs(number) <= most:
        raise DocumentError(where, f"{name} is {value!r}", f"give degrees between -{most:g} and {most:g}")
    return number


def _csv_rows(where: str, text: str, alpha2: dict[str, str]) -> Iterator[Row]:
    reader = csv.DictReader(io.StringIO(text))
    if missing := {"name", "lat", "lon"} - set(reader.fieldnames or ()):
        raise DocumentError(
            where, f"no column {', '.join(sorted(missing))}", "head the file with name,lat,lon,country,type"
        )
    for line, record in enumerate(reader, 2):
        at = f"{where}, line {line}"
        name = (record["name"] or "").strip()
        if not name:
            raise DocumentError(at, "the name is empty", "name the place or take the line out")
        country = (record.get("country") or "").strip().upper()
        if country and country not in alpha2:
            raise DocumentError(
                at, f"{country!r} is no country code", "give ISO 3166 alpha-2 or alpha-3, or leave it empty"
            )
        kind = (record.get("type") or "city").strip().lower()
        kind = kind if kind in KIND else HEADS.get(kind, _OTHER).kind
        yield Row(
            name=name,
            lat=_number(at, "lat", record["lat"] or "", 90),
            lon=_number(at, "lon", record["lon"] or "", 180),
            kind=kind,
            country=alpha2.get(country, ""),
            population=int(_number(at, "population", record.get("population") or "0", 2e10)),
            zone=(record.get("zone") or "").strip(),
            alternates=[a.strip() for a in (record.get("alternates") or "").split(";") if a.strip()],
        )


def _dump_rows(where: str, text: str) -> Iterator[Row]:
    for line, raw in enumerate(text.splitlines(), 1):
        cells = raw.split("\t")
        if len(cells) != 19:
            raise DocumentError(
                f"{where}, line {line}", f"{len(cells)} columns", "a GeoNames dump has 19, parted by tabs"
            )
        (number, name, ascii_name, others, lat, lon, feature, code, country, _, admin1, admin2) = cells[:12]
        if code.startswith("PCL") or code.endswith("H"):
            continue  # countries are in the bundled layer; historical places would shadow today's
        unit = f"{country}.{admin1}" if admin1 else ""
        kind = _FEATURES.get(code) or ("seat" if code.startswith("PPLA") else _FEATURES.get(feature, "area"))
        yield Row(
            name=name,
            lat=_number(f"{where}, line {line}", "latitude", lat, 90),
            lon=_number(f"{where}, line {line}", "longitude", lon, 180),
            kind=kind,
            country=country,
            admin1=unit,
            admin2=f"{unit}.{admin2}" if admin2 and unit else "",
            population=int(cells[14] or 0),
            zone=cells[17],
            number=int(number),
            alternates=[n for n in {ascii_name, *others.split(",")} if worth_keeping(n)],
        )


def worth_keeping(name: str) -> bool:
    """Is an alternate name of GeoNames one that English text may bear?

    Dropped: other scripts, letters-only transcriptions ("krkwk"), airport codes, one or two letters.
    """
    if len(name) < 3 or (len(name) == 3 and name.isupper()):
        return False
    if any(ord(c) > 0x24F and not 0x1E00 <= ord(c) < 0x1F00 and c not in "’‘ʿʾʻʼ" for c in name):
        return False
    first = name.lstrip("'’‘ʿʾʻʼ`")[:1]
    return first.isupper() or name[:3] in (
        "al-",
        "el-",
        "ar-",
        "as-",
        "at-",
        "ad-",
        "an-",
        "az-",
        "es-",
        "ez-",
    )


def _read(path: Path) -> str:
    if path.suffix.lower() != ".zip":
        return path.read_bytes().decode("utf-8-sig")
    with zipfile.ZipFile(path) as archive:
        members = [m for m in archive.namelist() if m.endswith(".txt") and "readme" not in m.lower()]
        if len(members) != 1:
            raise DocumentError(str(path), f"{len(members)} tables inside", "give the ZIP of one country")
        return archive.read(members[0]).decode("utf-8-sig")


def read_rows(path: Path, *, gazetteer: Gazetteer) -> list[Row]:
    """The places of a CSV or a GeoNames dump.

    Raises:
        DocumentError: the file cannot be read; says which line and why.
    """
    try:
        text = _read(path)
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise DocumentError(
            str(path), f"cannot be read ({error})", "give a UTF-8 CSV or a GeoNames dump"
        ) from error
    if "\t" in text.partition("\n")[0]:
        return list(_dump_rows(str(path), text))
    codes = gazetteer.country_codes()
    return list(_csv_rows(str(path), text, codes))


def add(path: Path, *, gazetteer: Gazetteer, folder: Path | None = None) -> tuple[Path, int]:
    """Make a layer of the user's file in the user's folder: its path and how many places it holds.

    A file added again under the same name takes the place of the earlier one.
    """
    rows = read_rows(path, gazetteer=gazetteer)
    if not rows:
        raise DocumentError(str(path), "no places", "give one line for each place")
    target = user_folder(folder) / f"{path.stem}-{zlib.crc32(path.name.encode()):08x}{SUFFIX}"
    write_layer(target, rows, source="user")
    return target, len(rows)


def unique(rows: Iterable[Row]) -> list[Row]:
    """Rows without exact repetitions of name, kind and place, the first kept."""
    seen: dict[tuple[str, str, int, int], Row] = {}
    for row in rows:
        seen.setdefault((row.name, row.kind, round(row.lat * 1000), round(row.lon * 1000)), row)
    return list(seen.values())
