"""Opens gazetteer files and looks names up: takes names, gives candidate places as numpy columns.

A gazetteer is one or more layers: the one in the package, and the user's own. A layer is one file,
mapped into memory, so that opening reads a header and nothing else. ``gazetteer_files`` writes layers;
which candidate a name means in a text is for ``places``.
"""

from __future__ import annotations

import json
import mmap
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_data_path

from counterclaim.errors import CounterclaimError
from counterclaim.events.spelling import loose_key, strict_key

MAGIC: Final = b"CCGAZ001"
BUNDLED: Final = Path(__file__).parent / "data" / "places" / "gazetteer.bin"
SUFFIX: Final = ".gazetteer"

# The kinds of place, in the order of the numbers kept in the files: append, never reorder.
KINDS: Final = (
    "country", "admin1", "admin2", "capital", "seat", "city", "airport", "airbase", "continent", "region",
    "ocean", "sea", "lake", "river", "mountain", "island", "area", "facility", "road",
)  # fmt: skip
KIND: Final = {name: number for number, name in enumerate(KINDS)}

# How a name stands to its place, kept with each entry of the index.
# BARE: a unit without its type word ("Kirkuk" for Kirkuk Governorate); ADJECTIVE: "Iraqi", "Iraqis".
PRIMARY, ALTERNATE, BARE, ADJECTIVE = range(4)
_PLACE_BITS: Final = 22
_SCALE: Final = 1e5  # coordinates are kept in hundred-thousandths of a degree
SIZE_SCALE: Final = 10.0  # ``size`` is ln(1 + population) times this

# name → (numpy type, one value for each place or for each entry of the index)
COLUMNS: Final = {
    "lat": "<i4", "lon": "<i4", "number": "<u4", "name_end": "<u4", "country": "<u2",
    "admin1": "<u2", "admin2": "<u2", "zone": "<u2", "kind": "|u1", "size": "|u1",
    "hash": "<u4", "reference": "<u4", "names": "|u1",
}  # fmt: skip

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Entry:
    """One place. ``country`` is ISO 3166 alpha-2, ``zone`` an IANA time zone, "" where unknown."""

    id: str
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    kind: str
    population: int
    zone: str


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates for several names: one row each, ``query`` says for which name.

    ``layer`` and ``row`` name the place for :meth:`Gazetteer.entry`; ``loose`` is True where only the
    loose keys agree; ``naming`` is PRIMARY, ALTERNATE, BARE or ADJECTIVE. ``country`` packs alpha-2 into
    a number (see :func:`pack`), ``admin1`` and ``admin2`` are hashes that are 0 where unknown, so that they
    can be compared over layers. ``size`` is ln(1 + population).
    """

    query: Ints
    layer: Ints
    row: Ints
    naming: Ints
    loose: NDArray[np.bool_]
    lat: Floats
    lon: Floats
    size: Floats
    kind: Ints
    country: Ints
    admin1: Ints
    admin2: Ints

    def __len__(self) -> int:
        return len(self.query)

    def take(self, index: NDArray[Any]) -> Found:
        """The rows of an index or mask, in its order."""
        return Found(*(getattr(self, name)[index] for name in self.__slots__))


def pack(alpha2: str) -> int:
    """An ISO alpha-2 code as a number, 0 for none."""
    return ord(alpha2[0]) * 256 + ord(alpha2[1]) if len(alpha2) == 2 else 0


def unpack(country: int) -> str:
    """The inverse of :func:`pack`."""
    return chr(country // 256) + chr(country % 256) if country else ""


@lru_cache(maxsize=65536)
def keys(name: str) -> tuple[int, int]:
    """The hash of a name's loose key, and 8 bits that tell strict keys of one loose key apart."""
    strict = strict_key(name)
    return zlib.crc32(loose_key(strict).encode()), zlib.crc32(strict.encode()) & 0xFF


def unit_hash(code: str) -> int:
    """The number by which an administrative unit ("US.TX", "US.TX.Lamar County") is compared."""
    return zlib.crc32(code.encode()) or 1


class Layer:
    """One gazetteer file, mapped."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            if self._map[: len(MAGIC)] != MAGIC:
                raise ValueError("it does not begin as a gazetteer does")
            at = len(MAGIC) + 4
            length = int.from_bytes(self._map[len(MAGIC) : at], "little")
            header: dict[str, Any] = json.loads(self._map[at : at + length])
            columns = {
                name: np.frombuffer(self._map, COLUMNS[name], count, offset)
                for name, (count, offset) in header["columns"].items()
            }
        except (OSError, ValueError, KeyError) as error:
            raise CounterclaimError(
                f"{path}: not a gazetteer of this version ({error}); "
                "take it away or build it anew with 'counterclaim gazetteer add'"
            ) from error
        self.path = path
        self.lat, self.lon, self.number, self.name_end = (
            columns[name] for name in ("lat", "lon", "number", "name_end")
        )
        self.country, self.kind, self.size = (columns[name] for name in ("country", "kind", "size"))
        self.admin1, self.admin2, self.zone = (columns[name] for name in ("admin1", "admin2", "zone"))
        self.hash, self.reference, self.names = (columns[name] for name in ("hash", "reference", "names"))
        self.source: str = header["source"]
        self.zones: list[str] = header["zones"]
        self.adjectives: dict[str, list[str]] = header.get("adjectives", {})
        self.abbreviations: dict[str, list[str]] = header.get("abbreviations", {})
        self.iso3: dict[str, str] = header.get("iso3", {})
        # hash of a first-level unit → its country and name
        self.units: dict[str, list[str]] = header["units"]
        self.unit_hashes = np.array(header["unit_hashes"], np.int64)  # [0] is "unknown"

    def name(self, row: int) -> str:
        start = int(self.name_end[row - 1]) if row else 0
        return self.names[start : int(self.name_end[row])].tobytes().decode()


class Gazetteer:
    """Several layers as one. Later layers (the user's) come first where they hold the same place."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers = tuple(layers)
        self._adjectives: dict[str, tuple[int, ...]] = {}
        self.abbreviations: dict[str, list[str]] = {}
        self._iso3: dict[str, str] = {}
        self._units: dict[int, tuple[str, str]] = {}
        for layer in self.layers:
            for adjective, codes in layer.adjectives.items():
                self._adjectives[adjective.lower()] = tuple(pack(code) for code in codes)
            self.abbreviations.update(layer.abbreviations)
            self._iso3.update(layer.iso3)
            self._units.update({int(key): (unit[0], unit[1]) for key, unit in layer.units.items()})
        self._unit_keys = {unit: key for key, unit in self._units.items()}
        self._alpha2 = {three: two for two, three in self._iso3.items()}

    def __len__(self) -> int:
        return sum(len(layer.lat) for layer in self.layers)

    def countries_of(self, adjective: str) -> tuple[int, ...]:
        """The countries that an adjective or demonym ("Iraqi", "Congolese") may mean, packed."""
        return self._adjectives.get(adjective.lower(), ())

    @property
    def adjectives(self) -> dict[str, tuple[int, ...]]:
        """Every adjective and demonym, in lower case, with its packed countries."""
        return self._adjectives

    def iso3(self, alpha2: str) -> str | None:
        return self._iso3.get(alpha2)

    def country_key(self, iso3: str) -> int:
        """The packed number of an ISO alpha-3 code, 0 for none."""
        return pack(self._alpha2.get(iso3, ""))

    def unit_key(self, iso3: str, name: str) -> int:
        """The hash of a first-level unit by its country and name, 0 where unknown."""
        return self._unit_keys.get((self._alpha2.get(iso3, ""), name), 0)

    def country_codes(self) -> dict[str, str]:
        """Every ISO alpha-2 and alpha-3 code → alpha-2."""
        return {code: two for two, three in self._iso3.items() for code in (two, three)}

    def holds(self, name: str) -> bool:
        """Does any place bear this name, spelt strictly so?"""
        return len(self.find([name], loose=False)) > 0

    def find(self, names: Sequence[str], *, loose: bool = True) -> Found:
        """Every place that one of the names may mean; with ``loose``, other romanisations too."""
        wanted = [keys(name) for name in names]
        hashes = np.array([h for h, _ in wanted], np.uint32)
        checks = np.array([c for _, c in wanted], np.int64)
        parts = [
            part
            for number, layer in enumerate(self.layers)
            if (part := _find_in(layer, number, hashes, checks, loose)) is not None
        ]
        if not parts:
            return _NOTHING
        return parts[0] if len(parts) == 1 else self._merge(parts)

    @staticmethod
    def _merge(parts: list[Found]) -> Found:
        merged = Found(*(np.concatenate([getattr(p, name) for p in parts]) for name in Found.__slots__))
        return merged.take(np.argsort(merged.query, kind="stable"))

    def entry(self, layer: int, row: int) -> Entry:
        """The whole place of a candidate."""
        one = self.layers[layer]
        country, kind = unpack(int(one.country[row])), KINDS[one.kind[row]]
        number, name = int(one.number[row]), one.name(row)
        unit = self._units.get(int(one.unit_hashes[one.admin1[row]]))
        return Entry(
            id=f"geonames:{number}" if number else f"{one.source}:{kind}:{name}",
            name=name,
            lat=float(one.lat[row]) / _SCALE,
            lon=float(one.lon[row]) / _SCALE,
            country=country,
            admin1=unit[1] if unit else "",
            kind=kind,
            population=round(float(np.expm1(one.size[row] / SIZE_SCALE))),
            zone=one.zones[one.zone[row]],
        )


def _empty() -> Found:
    i, f, b = np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.bool_)
    return Found(i, i, i, i, b, f, f, f, i, i, i, i)


_NOTHING: Final = _empty()


def _find_in(
    layer: Layer, number: int, hashes: NDArray[np.uint32], checks: Ints, loose: bool
) -> Found | None:
    left = np.searchsorted(layer.hash, hashes, "left")
    counts = np.searchsorted(layer.hash, hashes, "right") - left
    total = int(counts.sum())
    if not total:
        return None
    query = np.repeat(np.arange(len(hashes)), counts)
    at = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(left, counts)
    reference = layer.reference[at].astype(np.int64)
    is_loose = ((reference >> _PLACE_BITS) & 0xFF) != checks[query]
    naming, row = reference >> (_PLACE_BITS + 8), reference & ((1 << _PLACE_BITS) - 1)
    # One row for each place and query, by its best entry: strict before loose, primary before others.
    order = np.lexsort((naming, is_loose, row, query))
    query, row, is_loose, naming = query[order], row[order], is_loose[order], naming[order]
    first = np.ones(total, np.bool_)
    first[1:] = (query[1:] != query[:-1]) | (row[1:] != row[:-1])
    keep = first if loose else first & ~is_loose
    query, row, is_loose, naming = query[keep], row[keep], is_loose[keep], naming[keep]
    return Found(
        query=query,
        layer=np.full(len(row), number),
        row=row,
        naming=naming,
        loose=is_loose,
        lat=layer.lat[row] / _SCALE,
        lon=layer.lon[row] / _SCALE,
        size=layer.size[row] / SIZE_SCALE,
        kind=layer.kind[row].astype(np.int64),
        country=layer.country[row].astype(np.int64),
        admin1=layer.unit_hashes[layer.admin1[row]],
        admin2=layer.unit_hashes[layer.admin2[row]],
    )


def user_folder(folder: Path | None = None) -> Path:
    """Where the user's own layers lie: ``folder``, or the data folder of the user's system."""
    return folder or user_data_path("counterclaim", appauthor=False) / "gazetteer"


@lru_cache(maxsize=1)
def shared_gazetteer() -> Gazetteer:
    """The bundled layer with those in the user's data folder, opened once in a process."""
    return open_gazetteer()


def open_gazetteer(folder: Path | None = None) -> Gazetteer:
    """The bundled layer and the user's.

    Raises:
        CounterclaimError: a layer is not a gazetteer, or of another version.
    """
    own = user_folder(folder)
    paths = [BUNDLED, *(sorted(own.glob(f"*{SUFFIX}")) if own.is_dir() else ())]
    return Gazetteer([Layer(path) for path in paths])
