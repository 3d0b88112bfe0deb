"""The tables in ``data``: countries as data sets number and group them, kinds of actors, types of events."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """A country. ``iso`` is its ISO number, ``gwno`` Gleditsch and Ward's; "" where it has none."""

    code: str
    name: str
    iso: str
    gwno: str
    ucdp: str
    acled: str


def country(code: str | None) -> Country | None:
    """The country of a code; None where there is none in the table."""
    return _countries().get(code or "")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the tables in ``data``."""
    text = (files("counterclaim.views.exports") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(row for row in text.splitlines() if not row.startswith("#")))


@cache
def _countries() -> dict[str, Country]:
    return {row["code"]: Country(**row) for row in rows("countries.csv")}


@cache
def alpha2(code: str | None) -> str | None:
    """The ISO 3166 alpha-2 code of an alpha-3 one; None where there is none."""
    from babel.core import get_global  # noqa: PLC0415 - only some formats ask

    if code == "XKX":
        return "XK"
    found = get_global("territory_aliases").get(code or "")
    return str(found[0]) if found and len(found) == 1 else None
