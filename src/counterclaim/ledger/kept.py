"""What is kept, as records: reads documents, statements and judgements back from their tables.

Takes a connection; gives records. The bytes received stay in their table until asked for.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from counterclaim import serial
from counterclaim.ledger import journal, tables
from counterclaim.ledger.tables import STATEMENTS
from counterclaim.records import Actor, Document, Judgement, Report, Statement

BATCH: Final = 128  # entries read at a time

_PACKED: Final = "zlib"
_PLAIN: Final = "none"


@dataclass(frozen=True, slots=True)
class Addition:
    """What one entry of the journal added. ``at`` is the entry's; a document comes without its bytes."""

    number: int
    at: str
    record: Report | Judgement


def additions(connection: Connection, *, after: int = 0, upto: int | None = None) -> Iterator[list[Addition]]:
    """All that was added, in order, by the batch: entries after one number, up to another."""
    entry = tables.entry.c
    while True:
        query = select(entry.number, entry.at).where(entry.number > after).order_by(entry.number).limit(BATCH)
        if upto is not None:
            query = query.where(entry.number <= upto)
        times = {row.number: row.at for row in connection.execute(query)}
        if not times:
            return
        first, last = min(times), max(times)
        found: dict[int, Report | Judgement] = dict(reports(connection, first=first, last=last))
        found.update(judgements(connection, first=first, last=last))
        yield [Addition(number, times[number], found[number]) for number in sorted(found) if number in times]
        after = last


def reports(connection: Connection, *, first: int, last: int) -> Iterator[tuple[int, Report]]:
    """Documents of a range of numbers, each with what was read from it."""
    said: dict[int, list[Statement]] = {}
    for row in statement_rows(connection, first=first, last=last):
        said.setdefault(row.number // STATEMENTS, []).append(serial.from_json(Statement, row.record))
    for row in document_rows(connection, first=first, last=last):
        yield row.number, report_of(row.record, row.actors, said.get(row.number, []))


def report_of(record: str, actors: str, statements: Sequence[Statement]) -> Report:
    """A report of its texts."""
    return Report(
        serial.from_json(Document, record),
        tuple(statements),
        tuple(serial.record(Actor, actor) for actor in json.loads(actors)),
    )


def report_texts(report: Report) -> tuple[str, str, list[str]]:
    """The texts as which a report is kept: document without its bytes, actors, statements."""
    document = serial.to_json(replace(report.document, received=None))
    return document, serial.to_json(report.actors), [serial.to_json(one) for one in report.statements]


def document_rows(connection: Connection, *, first: int, last: int) -> Sequence[Row[Any]]:
    """Rows of documents of a range of numbers, in order."""
    table = tables.document
    query = select(table).where(table.c.number.between(first, last)).order_by(table.c.number)
    return connection.execute(query).all()


def statement_rows(connection: Connection, *, first: int, last: int) -> Sequence[Row[Any]]:
    """Rows of the statements of documents of a range of numbers, in order."""
    table = tables.statement
    numbers = table.c.number.between(first * STATEMENTS, (last + 1) * STATEMENTS - 1)
    return connection.execute(select(table).where(numbers).order_by(table.c.number)).all()


def judgements(
    connection: Connection, *, first: int = 0, last: int | None = None
) -> Iterator[tuple[int, Judgement]]:
    """Judgements of a range of numbers, in order."""
    table = tables.judgement
    query = select(table.c.number, table.c.record).where(table.c.number >= first).order_by(table.c.number)
    if last is not None:
        query = query.where(table.c.number <= last)
    for number, text in connection.execute(query).all():
        yield number, serial.from_json(Judgement, text)


def number_of(connection: Connection, document: str) -> int | None:
    """The number of a document, by its id."""
    table = tables.document.c
    return connection.execute(select(table.number).where(table.id == document)).scalar()


def entries(connection: Connection, *, after: int = 0) -> Iterator[journal.Entry]:
    """The journal, in order."""
    table = tables.entry
    while rows := connection.execute(
        select(table).where(table.c.number > after).order_by(table.c.number).limit(BATCH)
    ).all():
        for row in rows:
            yield journal.Entry(*row)
        after = rows[-1].number


def pack(received: bytes) -> tuple[str, bytes]:
    """Bytes as they are kept: how they are packed, and packed; as they are where packing gains nothing."""
    packed = zlib.compress(received)
    return (_PACKED, packed) if len(packed) < len(received) else (_PLAIN, received)


def unpack(packing: str, data: bytes) -> bytes:
    """The bytes as they were received.

    Raises:
        ValueError: they are not what was packed.
    """
    if packing == _PLAIN:
        return data
    if packing != _PACKED:
        raise ValueError(f"packed by {packing[:20]!r}, which is no way known")
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise ValueError(f"cannot be unpacked ({error})") from error


def received(connection: Connection, digest: str) -> bytes | None:
    """The bytes received, by their SHA-256; None where they were not kept.

    Raises:
        ValueError: they are damaged.
    """
    table = tables.received.c
    row = connection.execute(select(table.packing, table.data).where(table.hash == digest)).first()
    return None if row is None else unpack(row.packing, row.data)
