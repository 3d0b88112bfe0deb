"""Versions of documents: which one is an edit of which, and what it says otherwise.

Takes documents as they are added. One that stands at the address of an earlier one, and has a fifth of its
runs of three words in common with it or the same title, is a new version of it. Addresses that hold now this
report and now that one (front pages, exports whose rows move) do not tie unlike reports together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import Connection, bindparam, insert, join, select, union, update

from counterclaim import serial
from counterclaim.ledger import kept, tables
from counterclaim.ledger.derived import Derived
from counterclaim.ledger.differences import difference
from counterclaim.ledger.journal import digest
from counterclaim.ledger.kept import Addition
from counterclaim.ledger.words import folded
from counterclaim.records import Document, Report

LIKENESS: Final = 0.2  # share of the shorter text's runs of three words that the other one has
CANDIDATES: Final = 8  # current documents of one address that are looked at, the latest first

_DIGITS: Final = 16
_RUN: Final = 3
_MOST: Final = 100_000  # characters that are compared
_SCHEME: Final = re.compile(r"https?://", re.IGNORECASE)


_version = tables.version.c
_with_document = join(tables.version, tables.document, tables.document.c.number == _version.number)
_ALIKE: Final = union(
    select(tables.document.c.id, _version.address)
    .select_from(_with_document)
    .where(tables.document.c.id == bindparam("id")),
    select(tables.document.c.id, _version.address)
    .select_from(_with_document)
    .where(_version.text_hash == bindparam("text"), _version.tail == bindparam("tail")),
)
_CURRENT: Final = (
    select(_version.number, _version.address, tables.document.c.record)
    .select_from(_with_document)
    .where(_version.next.is_(None))
    .order_by(_version.number.desc())
    .limit(CANDIDATES)
)
_AT_PLACE: Final = _CURRENT.where(_version.place == bindparam("where"))
_AT_TAIL: Final = _CURRENT.where(_version.tail == bindparam("where"))
_PLACED: Final = insert(tables.version)


class Versions(Derived):
    """Keeps the versions of documents and the differences between them."""

    name = "versions"
    tables = (tables.version, tables.difference)

    def update(self, connection: Connection, additions: Sequence[Addition]) -> None:
        """Place documents among those of their address."""
        for addition in additions:
            if isinstance(addition.record, Report):
                self._place(connection, addition.number, addition.record)

    def _place(self, connection: Connection, number: int, report: Report) -> None:
        document = report.document
        before = _previous(connection, document)
        first, ordinal = number, 1
        if before is not None:
            table = tables.version
            old_row = connection.execute(select(table).where(table.c.number == before)).one()
            first, ordinal = old_row.first, old_row.ordinal + 1
            connection.execute(update(table).where(table.c.number == before).values(next=number))
            ((_, old),) = kept.reports(connection, first=before, last=before)
            record = serial.to_json(difference(old, report))
            connection.execute(insert(tables.difference).values(number=number, record=record))
        at = address(document)
        row = {
            "number": number,
            "text_hash": document.sha256_text,
            "address": at,
            "place": _short(at),
            "tail": _short(tail(at)),
            "first": first,
            "ordinal": ordinal,
        }
        connection.execute(_PLACED, row)


def is_held(connection: Connection, document: Document) -> bool:
    """Whether a document is there already: by its id, or with the same text at the same address."""
    at = address(document)
    asked = {"id": document.id, "text": document.sha256_text, "tail": _short(tail(at))}
    found = connection.execute(_ALIKE, asked).all()
    return any(row.id == document.id or same_place(at, row.address) for row in found)


def address(document: Document) -> str:
    """Where a document stands, in one form: its address, else the path it was read from."""
    return _plain(document.url or document.where)


def place_of(named: str) -> str:
    """The hash under which an address that a person gives is found."""
    return _short(_plain(named))


def _plain(named: str) -> str:
    if _SCHEME.match(named):
        parts = urlsplit(_SCHEME.sub("https://", named, count=1))
        plain = parts._replace(netloc=parts.netloc.lower(), path=parts.path.rstrip("/"), fragment="")
        return _storable(plain.geturl())
    steps: list[str] = []
    for step in named.replace("\\", "/").split("/"):
        if step == ".." and steps and steps[-1] not in ("..", ""):
            steps.pop()
        elif step != "." and (step or not steps):
            steps.append(step)
    return _storable("/".join(steps))


def tail(place: str) -> str:
    """What two forms of one address have in common: all of an address, the last step of a path."""
    return place if "://" in place else place.rsplit("/", 1)[-1]


def same_place(one: str, other: str) -> bool:
    """Whether two addresses may be one: a path may be given from nearer or from farther off."""
    if one == other or "://" in one or "://" in other:
        return one == other
    shorter, longer = sorted((one, other), key=len)
    return longer.endswith("/" + shorter.removeprefix("../"))


def likeness(one: str, other: str) -> float:
    """Which share of the shorter text's runs of three words the other one has, 0 to 1."""
    ours, others = _runs(one), _runs(other)
    return len(ours & others) / (min(len(ours), len(others)) or 1)


def _previous(connection: Connection, document: Document) -> int | None:
    """The number of the current document of which this one is a new version, if it is one."""
    at = address(document)
    found = list(connection.execute(_AT_PLACE, {"where": _short(at)}))
    if tail(at) != at:
        found += connection.execute(_AT_TAIL, {"where": _short(tail(at))})
    best: tuple[float, int] | None = None
    for number, other, record in found:
        if not same_place(at, other):
            continue
        old = serial.from_json(Document, record)
        share = likeness(old.text, document.text)
        titled = bool(document.title) and document.title == old.title
        if (share >= LIKENESS or titled) and (best is None or (share, number) > best):
            best = (share, number)
    return None if best is None else best[1]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = folded(text[:_MOST]).split()
    size = min(_RUN, len(words))
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)} if size else set()


def _short(value: str) -> str:
    return digest(value)[:_DIGITS]


def _storable(value: str) -> str:
    """Without what no database takes into a text: NULs and halves of surrogate pairs."""
    return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
