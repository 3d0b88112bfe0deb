"""Kinds of happenings: the family of an event's type, which of them a happening can turn on, how two hang together.

The tables are ``data/types.csv``, ``data/modes.csv`` and ``data/bonds.csv``.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Final

from counterclaim.incidents.profile import Profile
from counterclaim.records import Bond

_DATA: Final = Path(__file__).with_name("data")


def kind(profile: Profile) -> str:
    """The type of a mention; of one that PLOVER has no type for, what it tells: control, harm or other."""
    if profile.type in _types():
        return str(profile.type)
    return "CONTROL" if profile.control else "HARM" if profile.tolls else "OTHER"


def family(profile: Profile) -> str:
    """The family of a mention's type."""
    return _types()[kind(profile)]["family"]


def family_of(type_: str | None) -> str:
    return _types()[type_ if type_ in _types() else "OTHER"]["family"]


def anchors(profile: Profile) -> bool:
    """Whether a happening can turn on a mention: a deed does, words about one do not."""
    return _types()[kind(profile)]["anchor"] == "1"


def bond(main: Profile, other: Profile) -> Bond:
    """How a mention of another kind hangs together with the main one."""
    found = _bonds().get((family(main), family(other)))
    return Bond(found) if found else Bond.RESPONSE


def noun(type_: str | None, mode: str | None) -> str:
    """What a happening is called."""
    named = _modes().get((type_ or "", mode or ""))
    return named or _types()[type_ if type_ in _types() else "OTHER"]["noun"]


@cache
def _types() -> dict[str, dict[str, str]]:
    return {row["type"]: row for row in _rows("types")}


@cache
def _modes() -> dict[tuple[str, str], str]:
    return {(row["type"], row["mode"]): row["noun"] for row in _rows("modes")}


@cache
def _bonds() -> dict[tuple[str, str], str]:
    return {(row["main"], row["family"]): row["bond"] for row in _rows("bonds")}


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
