"""Custody: proves that a ledger holds what was added to it, all of it and nothing else.

Takes a connection; gives each piece of damage, by name. It goes over the journal's chain, the texts and the
bytes that each entry has hashes of, what stands without an entry, and every quote against its document.
Whoever can write the file can also forge a whole journal, or cut off its end: against that, keep the last
hash elsewhere (``verify`` prints it) and give it the next time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, text

from counterclaim import serial
from counterclaim.ledger import journal, kept, tables
from counterclaim.ledger.journal import DOCUMENT, GENESIS, JUDGEMENT, Entry, digest
from counterclaim.ledger.quotes import misquoted
from counterclaim.ledger.tables import STATEMENTS
from counterclaim.records import Document, Judgement, Statement


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it was. ``what`` is its kind (file, entry, document, statement, bytes,
    judgement), ``name`` its id or number, ``problem`` what is wrong with it.
    """

    what: str
    name: str
    problem: str


def damages(connection: Connection, *, head: str | None = None) -> Iterator[Damage]:
    """Everything that is damaged; nothing where all is well.

    Args:
        head: the hash of an entry, noted at an earlier time, that must still stand in the journal.
    """
    if connection.dialect.name == "sqlite":
        for (said,) in connection.execute(text("PRAGMA quick_check")).all():
            if said != "ok":
                yield Damage("file", "database", said)
    before: Entry | None = None
    met = head is None
    batch: list[Entry] = []
    for entry in kept.entries(connection):
        yield from _unchained(entry, before)
        met = met or entry.hash == head
        if len(batch) == kept.BATCH:
            yield from _unlike(connection, batch)
            batch = []
        batch.append(entry)
        before = entry
    yield from _unlike(connection, batch)
    if not met:
        yield Damage(
            "entry", str(head), "no entry has the hash that was noted: the journal was cut or rewritten"
        )
    yield from _strays(connection, before.number if before else 0)
    yield from _unpacked(connection)


def _unchained(entry: Entry, before: Entry | None) -> Iterator[Damage]:
    name = str(entry.number)
    if not journal.is_sealed(entry):
        yield Damage("entry", name, "is not as it was written: its hash is of something else")
    expected = before.number + 1 if before else 1
    if entry.number != expected:
        yield Damage(
            "entry", name, f"follows {expected - 1}: {entry.number - expected} between them are missing"
        )
    elif entry.previous != (before.hash if before else GENESIS):
        yield Damage("entry", name, "does not follow the one before it: the chain is broken here")


def _unlike(connection: Connection, entries: Sequence[Entry]) -> Iterator[Damage]:
    """What differs from the hashes in entries, which are in order and at most a batch."""
    if not entries:
        return
    first, last = entries[0].number, entries[-1].number
    documents = {row.number: row for row in kept.document_rows(connection, first=first, last=last)}
    statements: dict[int, list[Row[Any]]] = {}
    for row in kept.statement_rows(connection, first=first, last=last):
        statements.setdefault(row.number // STATEMENTS, []).append(row)
    table = tables.judgement
    rows = connection.execute(select(table).where(table.c.number.between(first, last))).all()
    judgements = {row.number: row for row in rows}
    for entry in entries:
        try:
            manifest = entry.manifest
            if entry.kind == DOCUMENT:
                held = documents.get(entry.number)
                yield from _document(entry, manifest, held, statements.get(entry.number, []))
            elif entry.kind == JUDGEMENT:
                yield from _judgement(entry, manifest, judgements.get(entry.number))
            else:
                yield Damage("entry", str(entry.number), f"is of a kind unknown: {entry.kind[:40]!r}")
        except (ValueError, KeyError, TypeError):
            yield Damage("entry", str(entry.number), "its content is not what an entry has")


def _document(
    entry: Entry, manifest: dict[str, Any], held: Row[Any] | None, statements: Sequence[Row[Any]]
) -> Iterator[Damage]:
    if held is None:
        yield Damage("document", entry.subject, "is missing")
        text = None
    else:
        if held.id != entry.subject or digest(held.record) != manifest["record"]:
            yield Damage("document", entry.subject, "is not as it was added")
        if digest(held.actors) != manifest["actors"]:
            yield Damage("document", entry.subject, "its actors are not as they were added")
        text = _text_of(held.record)
        if text is None:
            yield Damage("document", entry.subject, "its record cannot be read")
    there = {row.number - entry.number * STATEMENTS: row for row in statements}
    for place, expected in enumerate(manifest["statements"]):
        row = there.pop(place, None)
        if row is None:
            yield Damage("statement", f"{entry.subject}, number {place + 1}", "is missing")
        elif digest(row.record) != expected:
            yield Damage("statement", row.id, "is not as it was added")
        if row is not None:
            yield from _quotes(row, text)
    for row in there.values():
        yield Damage("statement", row.id, "was never added: no entry knows of it")


def _text_of(record: str) -> str | None:
    try:
        return serial.from_json(Document, record).text
    except ValueError:
        return None


def _quotes(row: Row[Any], text: str | None) -> Iterator[Damage]:
    try:
        statement = serial.from_json(Statement, row.record)
    except ValueError:
        yield Damage("statement", row.id, "its record cannot be read")
        return
    if statement.id != row.id:
        yield Damage("statement", row.id, f"stands under another id than its own, {statement.id}")
    if text is not None:
        for problem in misquoted(text, statement):
            yield Damage("statement", row.id, problem)


def _judgement(entry: Entry, manifest: dict[str, Any], held: Row[Any] | None) -> Iterator[Damage]:
    if held is None:
        yield Damage("judgement", entry.subject, "is missing")
    elif held.id != entry.subject or digest(held.record) != manifest["record"]:
        yield Damage("judgement", entry.subject, "is not as it was added")
    else:
        try:
            serial.from_json(Judgement, held.record)
        except ValueError:
            yield Damage("judgement", entry.subject, "its record cannot be read")


def _strays(connection: Connection, last: int) -> Iterator[Damage]:
    """What stands in the tables though no entry added it."""
    entry = tables.entry.c
    for table, kind in ((tables.document, DOCUMENT), (tables.judgement, JUDGEMENT)):
        known = select(entry.number).where(entry.number == table.c.number, entry.kind == kind).exists()
        for (name,) in connection.execute(select(table.c.id).where(~known)).all():
            yield Damage(table.name, name, "was never added: no entry knows of it")
    table = tables.statement
    beyond = table.c.number >= (last + 1) * STATEMENTS
    theirs = entry.number == table.c.number // STATEMENTS
    known = select(entry.number).where(theirs, entry.kind == DOCUMENT).exists()
    for (name,) in connection.execute(select(table.c.id).where(beyond | ~known)).all():
        yield Damage("statement", name, "was never added: no entry knows of it")


def _unpacked(connection: Connection) -> Iterator[Damage]:
    """Bytes that are not those of their hash, that are missing, or that no document came in."""
    wanted: dict[str, str] = {}
    for entry in kept.entries(connection):
        if entry.kind == DOCUMENT:
            try:
                received = entry.manifest.get("received")
            except ValueError:  # named above
                continue
            if isinstance(received, str):
                wanted.setdefault(received, entry.subject)
    table = tables.received
    for (number,) in connection.execute(select(table.c.number).order_by(table.c.number)).all():
        row = connection.execute(select(table).where(table.c.number == number)).one()
        document = wanted.pop(row.hash, None)
        if document is None:
            yield Damage("bytes", row.hash, "were never added: no entry knows of them")
            continue
        try:
            whole = digest(kept.unpack(row.packing, row.data)) == row.hash
        except ValueError:
            whole = False
        if not whole:
            yield Damage("bytes", row.hash, f"are not as they were received, with document {document}")
    for received, document in wanted.items():
        yield Damage("bytes", received, f"of document {document} are missing")
