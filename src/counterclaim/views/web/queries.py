"""What the page asks of a ledger beside what a View answers: counts by filter, places for the map, sources.

Takes a View; gives plain values. Nothing here writes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Select, func, select

from counterclaim import serial
from counterclaim.ledger import IncidentQuery, Order, View, finding, tables
from counterclaim.records import Document, Incident, Report, Statement

AT_ONCE: Final = 400
ON_MAP: Final = 2000  # incidents drawn at once, the weightiest ones


@dataclass(frozen=True, slots=True)
class Tally:
    """How many incidents a filter leaves, and how many of them are of each type and have each standing."""

    total: int
    disputed: int
    types: tuple[tuple[str, int], ...]
    standings: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """An incident on the map."""

    number: int
    title: str
    lat: float
    lon: float
    precision: int | None
    country: str | None
    disputed: int
    documents: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source: how many documents it speaks in."""

    name: str
    documents: int


def state(view: View) -> str:
    """A name of what the ledger holds, derived tables included: it changes whenever an answer may."""
    rows = view.connection.execute(select(tables.derived).order_by(tables.derived.c.name)).all()
    head = view.head
    said = f"{head.hash if head else ''}|{'|'.join(map(str, rows))}"
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def statements(view: View, ids: Iterable[str]) -> dict[str, Statement]:
    """Statements by their ids; those that are not there are left out."""
    wanted, found = sorted(set(ids)), {}
    table = tables.statement.c
    for start in range(0, len(wanted), AT_ONCE):
        asked = select(table.id, table.record).where(table.id.in_(wanted[start : start + AT_ONCE]))
        for row in view.connection.execute(asked):
            found[row.id] = serial.from_json(Statement, row.record)
    return found


def document(view: View, named: str) -> Document | None:
    """A document without what was read from it."""
    table = tables.document.c
    text = view.connection.execute(select(table.record).where(table.id == named)).scalar()
    return None if text is None else serial.from_json(Document, text)


def incidents_of(view: View, report: Report, *, limit: int = 50) -> list[tuple[int, str]]:
    """Number and title of the incidents that a document tells of, the weightiest first."""
    mention, incident = tables.mention.c, tables.incident.c
    names = [f"{one.id}#{at}" for one in report.statements for at in range(len(one.events))]
    numbers: set[int] = set()
    for start in range(0, len(names), AT_ONCE):
        asked = select(mention.incident).where(mention.id.in_(names[start : start + AT_ONCE]))
        numbers.update(view.connection.execute(asked.distinct()).scalars())
    asked = (
        select(incident.number, incident.record)
        .where(incident.number.in_(sorted(numbers)[:AT_ONCE]))
        .order_by(incident.documents.desc(), incident.mentions.desc(), incident.number)
        .limit(limit)
    )
    return [
        (row.number, serial.from_json(Incident, row.record).title) for row in view.connection.execute(asked)
    ]


def tally(view: View, query: IncidentQuery) -> Tally:
    """The counts of a filter. Those of a choice are as if nothing had been chosen there."""
    incident, standing = tables.incident.c, tables.standing.c
    total = view.count_incidents(query)
    disputed = view.count_incidents(replace(query, disputed=True))
    any_type = _numbers(view, replace(query, type=None))
    types = (
        select(incident.type, func.count())
        .where(incident.number.in_(any_type), incident.type.is_not(None))
        .group_by(incident.type)
        .order_by(func.count().desc(), incident.type)
    )
    any_standing = _numbers(view, replace(query, standing=None))
    standings = (
        select(standing.standing, func.count(standing.incident.distinct()))
        .where(standing.incident.in_(any_standing))
        .group_by(standing.standing)
    )
    execute = view.connection.execute
    return Tally(
        total,
        disputed,
        tuple((row[0], row[1]) for row in execute(types)),
        tuple((row[0], row[1]) for row in execute(standings)),
    )


def spots(view: View, query: IncidentQuery, *, limit: int = ON_MAP) -> list[Spot]:
    """Where the incidents of a filter lie, the weightiest ones; those without a point are left out."""
    incident = tables.incident.c
    wanted = finding.found(view.connection.dialect.name, query, order=Order.WEIGHT)
    wanted = wanted.where(incident.lat.is_not(None)).limit(limit)
    numbers = list(view.connection.execute(wanted).scalars())
    found: dict[int, Spot] = {}
    for start in range(0, len(numbers), AT_ONCE):
        asked = select(incident.number, incident.record, incident.disputed, incident.documents)
        for row in view.connection.execute(
            asked.where(incident.number.in_(numbers[start : start + AT_ONCE]))
        ):
            one = serial.from_json(Incident, row.record)
            place = one.place
            if place is None or place.lat is None or place.lon is None:
                continue
            at = (place.lat, place.lon, place.precision, place.country)
            found[row.number] = Spot(row.number, one.title, *at, row.disputed, row.documents)
    return [found[number] for number in numbers if number in found]


def speakers(view: View, *, words: str = "", limit: int = 200, offset: int = 0) -> list[Speaker]:
    """Whom documents quote or who prints them, by how many they speak in, the busiest first."""
    speaker = tables.speaker.c
    count = func.count(speaker.document)
    asked = select(speaker.name, count).group_by(speaker.name).order_by(count.desc(), speaker.name)
    asked = asked.where(speaker.name != "outlet")  # every outlet's own voice
    for word in words.lower().split():
        asked = asked.where(speaker.name.contains(word, autoescape=True))
    rows = view.connection.execute(asked.limit(limit).offset(offset))
    return [Speaker(row[0], row[1]) for row in rows]


def outlets(view: View, *, words: str = "", limit: int = 200) -> list[Speaker]:
    """Who prints documents, by how many, the busiest first."""
    heading = tables.heading.c
    count = func.count()
    asked = select(heading.outlet, count).where(heading.outlet.is_not(None)).group_by(heading.outlet)
    for word in words.split():
        asked = asked.where(func.lower(heading.outlet).contains(word.lower(), autoescape=True))
    rows = view.connection.execute(asked.order_by(count.desc(), heading.outlet).limit(limit))
    return [Speaker(row[0], row[1]) for row in rows]


def _numbers(view: View, query: IncidentQuery) -> Select[Any]:
    return finding.found(view.connection.dialect.name, query, order=Order.WEIGHT).order_by(None)
