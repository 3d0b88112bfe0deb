"""The whole of a ledger as JSON lines, and back without loss: for copies, for others, for another database.

    {"ledger": "counterclaim", "format": 1}
    {"received": SHA-256, "data": base64}                     before the first document that came in them
    {"entry": {…}, "document": {…}, "actors": […], "statements": […]}    or    {"entry": {…}, "judgement": {…}}

Takes a connection or lines; gives lines or additions. Taken back into an empty ledger, or into one that holds
a beginning of it, the journal is the same, entry for entry. Taken into another ledger, what is not there yet
is added to its journal, and each entry keeps when it came to the first one and under which hash.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, select

from counterclaim import serial
from counterclaim.errors import LedgerDamagedError, NewerLedgerError
from counterclaim.ledger import journal, kept, tables, writer
from counterclaim.ledger.derived import Derived
from counterclaim.ledger.journal import DOCUMENT, Entry, digest
from counterclaim.ledger.store import Store
from counterclaim.ledger.tables import STATEMENTS
from counterclaim.ledger.versions import is_held
from counterclaim.ledger.writer import Batch, Prepared
from counterclaim.records import Judgement, Statement

FORMAT: Final = 1
ENTRIES: Final = 256  # taken back in one transaction, at most
BYTES: Final = 32 * 1024 * 1024  # of lines taken back in one transaction, about at most

_ENTRY: Final = ("number", "kind", "subject", "at", "maker", "content", "previous", "hash")


def lines(connection: Connection) -> Iterator[str]:
    """A ledger as JSON lines, without their ends, in the order of its journal."""
    yield serial.compact({"ledger": "counterclaim", "format": FORMAT})
    batch: list[Entry] = []
    for entry in kept.entries(connection):
        batch.append(entry)
        if len(batch) == kept.BATCH:
            yield from _batch_lines(connection, batch)
            batch = []
    yield from _batch_lines(connection, batch)


def _batch_lines(connection: Connection, entries: Sequence[Entry]) -> Iterator[str]:
    if not entries:
        return
    first, last = entries[0].number, entries[-1].number
    documents = {row.number: row for row in kept.document_rows(connection, first=first, last=last)}
    statements: dict[int, list[str]] = {}
    for row in kept.statement_rows(connection, first=first, last=last):
        statements.setdefault(row.number // STATEMENTS, []).append(row.record)
    table = tables.judgement.c
    judged = select(table.number, table.record).where(table.number.between(first, last))
    judgements = {row.number: row.record for row in connection.execute(judged)}
    received = tables.received.c
    numbers = select(received.number).where(received.number.between(first, last))
    with_bytes = set(connection.execute(numbers).scalars())
    for entry in entries:
        if entry.number in with_bytes:
            yield _bytes_line(connection, entry.number)
        # The texts go in as they are kept: that is what the journal has hashes of.
        parts = {name: serial.compact(getattr(entry, name)) for name in _ENTRY} | {"content": entry.content}
        line = '{"entry":{' + ",".join(f'"{name}":{part}' for name, part in parts.items()) + "}"
        document = documents.get(entry.number)
        if document is not None:
            said = ",".join(statements.get(entry.number, []))
            line += f',"document":{document.record},"actors":{document.actors},"statements":[{said}]'
        if entry.number in judgements:
            line += f',"judgement":{judgements[entry.number]}'
        yield line + "}"


def _bytes_line(connection: Connection, number: int) -> str:
    table = tables.received
    row = connection.execute(select(table).where(table.c.number == number)).one()
    data = base64.b64encode(kept.unpack(row.packing, row.data)).decode("ascii")
    return serial.compact({"received": row.hash, "data": data})


class Taking:
    """Takes lines back into a ledger, some at a time, each time wholly or not at all.

    Args:
        store: the database, its tables in place.
        registered: the derived tables to bring along.
        name: what to call the lines in messages.
    """

    def __init__(self, store: Store, registered: Sequence[Derived], *, name: str) -> None:
        self._store = store
        self._registered = registered
        self._name = name
        self._bytes: dict[str, bytes] = {}
        self._before: Entry | None = None
        self._same = True  # so far, the ledger's journal is the one of the lines

    def take(self, given: Iterable[str]) -> int:
        """Take all lines. Gives how many entries were added.

        Raises:
            LedgerDamagedError: a line is not as it was written. What came before it is kept.
            NewerLedgerError: a newer version wrote them.
            LedgerError: the database did not do it.
        """
        waiting: list[tuple[int, dict[str, Any]]] = []
        size = added = 0
        number = 0
        for number, line in enumerate(given, 1):
            value = self._parsed(number, line)
            if number == 1:
                self._begun(value)
                continue
            waiting.append((number, value))
            size += len(line)
            if len(waiting) >= ENTRIES or size >= BYTES:
                added += self._commit(waiting)
                waiting, size = [], 0
        if number == 0:
            raise self._damaged(1, "there is nothing")
        return added + self._commit(waiting)

    def _parsed(self, number: int, line: str) -> dict[str, Any]:
        try:
            value = json.loads(line)
        except ValueError as error:
            raise self._damaged(number, f"no JSON ({error})") from error
        if not isinstance(value, dict):
            raise self._damaged(number, "no JSON object")
        return value

    def _begun(self, value: dict[str, Any]) -> None:
        if value.get("ledger") != "counterclaim" or not isinstance(value.get("format"), int):
            raise self._damaged(1, "not the beginning of an exported ledger")
        if value["format"] > FORMAT:
            raise NewerLedgerError(
                self._name, "was written by a newer version of counterclaim", "update counterclaim"
            )

    def _commit(self, waiting: Sequence[tuple[int, dict[str, Any]]]) -> int:
        if not waiting:
            return 0
        with self._store.writing() as connection:
            batch = writer.begin(connection, self._registered)
            for number, value in waiting:
                try:
                    self._take_one(connection, batch, value)
                except (ValueError, KeyError, TypeError) as error:
                    raise self._damaged(number, str(error) or "not as it was written") from error
            writer.finish(connection, batch, self._registered)
            return len(batch.additions)

    def _take_one(self, connection: Connection, batch: Batch, value: dict[str, Any]) -> None:
        if "received" in value:
            received = base64.b64decode(value["data"], validate=True)
            if digest(received) != value["received"]:
                raise ValueError("the bytes are not those of their hash")
            self._bytes[value["received"]] = received
            return
        entry = self._entry(value["entry"])
        before, self._before = self._before, entry
        if entry.previous != (before.hash if before else journal.GENESIS) or entry.number != (
            before.number + 1 if before else 1
        ):
            raise ValueError("the entry does not follow the one before it")
        if self._same and batch.last is not None and entry.number <= batch.last.number:
            self._same = self._is_there(connection, batch, entry)
            if self._same:
                self._bytes.clear()
                return
        self._same = self._same and (batch.last.hash if batch.last else journal.GENESIS) == entry.previous
        at, maker = (entry.at, entry.maker) if self._same else (journal.now(), writer.MAKER)
        manifest = entry.manifest
        came = manifest.get("came") if self._same else {"at": entry.at, "entry": entry.hash}
        if entry.kind == DOCUMENT:
            new = self._report(connection, value, manifest)
            if self._same or not self._held(connection, batch, new):
                writer.put_report(connection, batch, new, at=at, maker=maker, came=came)
        else:
            judgement = self._judgement(value, manifest)
            if self._same or not self._judged(connection, batch, judgement):
                writer.put_judgement(batch, judgement, at=at, maker=maker, came=came)

    def _entry(self, value: dict[str, Any]) -> Entry:
        content = json.dumps(value["content"], ensure_ascii=True, separators=(",", ":"), sort_keys=True)
        entry = Entry(**{**value, "content": content})
        if not journal.is_sealed(entry):
            raise ValueError("the entry is not as it was written: its hash is of something else")
        return entry

    def _is_there(self, connection: Connection, batch: Batch, entry: Entry) -> bool:
        table = tables.entry.c
        there = connection.execute(select(table.hash).where(table.number == entry.number)).scalar()
        if there is None:  # it is in this batch
            there = next(row["hash"] for row in batch.rows["entry"] if row["number"] == entry.number)
        return bool(there == entry.hash)

    def _report(self, connection: Connection, value: dict[str, Any], manifest: dict[str, Any]) -> Prepared:
        record, actors = serial.compact(value["document"]), serial.compact(value["actors"])
        said = [serial.compact(statement) for statement in value["statements"]]
        received = manifest["received"]
        if journal.document_manifest(record, actors, said, received=received) != {
            name: manifest[name] for name in ("record", "actors", "statements", "received")
        }:
            raise ValueError("the document, or what was read from it, is not what the journal has hashes of")
        statements = [serial.from_json(Statement, text) for text in said]
        report = kept.report_of(record, actors, statements)
        if received is None:
            return Prepared(report, record, actors, said, None)
        data = self._bytes.get(received)
        if data is not None:
            return Prepared(report, record, actors, said, received, *kept.pack(data))
        if kept.received(connection, received) is None:
            raise ValueError("the bytes that the document came in are missing")
        return Prepared(report, record, actors, said, received)

    def _judgement(self, value: dict[str, Any], manifest: dict[str, Any]) -> Judgement:
        text = serial.compact(value["judgement"])
        if digest(text) != manifest["record"]:
            raise ValueError("the judgement is not what the journal has a hash of")
        return serial.from_json(Judgement, text)

    def _held(self, connection: Connection, batch: Batch, new: Prepared) -> bool:
        document = new.report.document
        waits = any(row["id"] == document.id for row in batch.rows.get("document", ()))
        return waits or is_held(connection, document)

    def _judged(self, connection: Connection, batch: Batch, judgement: Judgement) -> bool:
        table = tables.judgement.c
        there = connection.execute(select(table.record).where(table.id == judgement.id)).scalar()
        waiting = (row["record"] for row in batch.rows.get("judgement", ()) if row["id"] == judgement.id)
        there = there or next(waiting, None)
        if there is not None and there != serial.to_json(judgement):
            raise ValueError(f"there is another judgement {judgement.id} in the ledger already")
        return there is not None

    def _damaged(self, line: int, problem: str) -> LedgerDamagedError:
        return LedgerDamagedError(
            f"{self._name}, line {line}",
            problem,
            "export the ledger again; what came before is in, and stays",
        )
