"""Adding to a ledger: reports and judgements, a batch at a time, each batch wholly or not at all.

Takes records; writes what is kept, its entries in the journal, and brings the derived tables along, in one
transaction. Two writers may add at once: each batch waits for the other's.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version as installed
from types import TracebackType
from typing import Any, Final, Self

from sqlalchemy import Connection, insert, select

from counterclaim import serial
from counterclaim.errors import LedgerError
from counterclaim.ledger import derived, journal, kept, tables
from counterclaim.ledger.derived import Derived
from counterclaim.ledger.journal import DOCUMENT, JUDGEMENT, Entry
from counterclaim.ledger.kept import Addition
from counterclaim.ledger.store import Store
from counterclaim.ledger.tables import STATEMENTS
from counterclaim.ledger.versions import address, is_held
from counterclaim.records import Document, Judgement, Report, Ruling

SECONDS: Final = 2.0  # between two commits while additions come fast; a slow one is committed as it comes
BYTES: Final = 32 * 1024 * 1024  # of text and bytes received that wait for a commit, at most
MAKER: Final = f"counterclaim {installed('counterclaim')}"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report with the texts and the packed bytes as which it is kept."""

    report: Report
    record: str
    actors: str
    statements: list[str]
    digest: str | None  # SHA-256 of the bytes; None where they did not come along
    packing: str = ""
    data: bytes = b""


@dataclass(slots=True)
class Batch:
    """Rows to be inserted in one transaction, and the additions that they stand for."""

    last: Entry | None
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    additions: list[Addition] = field(default_factory=list)
    bytes_kept: set[str] = field(default_factory=set)

    def put(self, table: str, **values: Any) -> None:
        """Add a row."""
        self.rows.setdefault(table, []).append(values)

    def insert(self, connection: Connection) -> None:
        """Insert all rows: entries first, to which the others refer."""
        for table in (tables.entry, tables.received, tables.document, tables.statement, tables.judgement):
            if rows := self.rows.get(table.name):
                connection.execute(insert(table), rows)


class Writer:
    """Adds to a ledger. Use it as a context: what was added is kept when it is left, whatever ends it.

    Args:
        store: the database, its tables in place.
        registered: the derived tables to bring along.
        seconds: between two commits, while additions come faster than that.
    """

    def __init__(self, store: Store, registered: Sequence[Derived], *, seconds: float = SECONDS) -> None:
        self._store = store
        self._registered = registered
        self._seconds = seconds
        self._waiting: dict[str, Prepared] = {}
        self._size = 0
        self._committed = float("-inf")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        # Reports that were read are kept even when what came after them failed: reading is dear.
        if not isinstance(error, LedgerError):
            self.flush()

    def holds(self, document: Document) -> bool:
        """Whether a document is there already: by its id, or with the same text at the same address.

        Raises:
            LedgerError: the database did not answer.
        """
        if document.id in self._waiting:
            return True
        with self._store.reading() as connection:
            return is_held(connection, document)

    def add(self, report: Report) -> bool:
        """Add a document with what was read from it; one that is there already changes nothing.

        It is kept from the next commit on, at the latest when the writer is left.

        Returns:
            Whether it is new.

        Raises:
            LedgerError: it could not be committed, nor could what was added since the last commit; all of
                it still waits, and ``flush`` tries again.
            ValueError: the report is none that can be kept.
        """
        if self.holds(report.document):
            return False
        new = prepared(report)
        self._waiting[report.document.id] = new
        self._size += len(new.record) + sum(map(len, new.statements)) + len(new.data)
        if self._size > BYTES or time.monotonic() - self._committed > self._seconds:
            self.flush()
        return True

    def judge(self, judgement: Judgement) -> bool:
        """Add a person's judgement, at once. The same one again changes nothing.

        Returns:
            Whether it is new.

        Raises:
            LedgerError: there is another one of its id, it takes back one that is not there, or it could not
                be committed.
            ValueError: it gives no reason, or nothing that it is about.
        """
        if not judgement.reason.strip() or not judgement.subjects:
            raise ValueError("a judgement names what it is about, and a reason")
        self.flush()
        with self._store.writing() as connection:
            return append_judgement(connection, judgement, self._registered, at=journal.now(), maker=MAKER)

    def flush(self) -> None:
        """Commit what waits.

        Raises:
            LedgerError: it could not be; all of it still waits.
        """
        if self._waiting:
            with self._store.writing() as connection:
                append_reports(connection, list(self._waiting.values()), self._registered)
            self._waiting.clear()
            self._size = 0
        self._committed = time.monotonic()


def append_reports(
    connection: Connection, reports: Sequence[Prepared], registered: Sequence[Derived]
) -> None:
    """Add reports that are not there yet, in the transaction at hand."""
    batch = begin(connection, registered)
    seen: set[tuple[str, str]] = set()
    for new in reports:
        document = new.report.document
        place = (document.sha256_text, address(document))
        if place in seen or is_held(connection, document):  # another writer was faster
            continue
        seen.add(place)
        put_report(connection, batch, new, at=journal.now(), maker=MAKER)
    finish(connection, batch, registered)


def append_judgement(
    connection: Connection,
    judgement: Judgement,
    registered: Sequence[Derived],
    *,
    at: str,
    maker: str,
    came: dict[str, str] | None = None,
) -> bool:
    """Add a judgement, in the transaction at hand, if it is not there yet."""
    text = serial.to_json(judgement)
    table = tables.judgement.c
    there = connection.execute(select(table.record).where(table.id == judgement.id)).scalar()
    if there is not None:
        if there == text:
            return False
        raise LedgerError(
            f"judgement {judgement.id}", "is there already, and another one", "give it a new id"
        )
    if judgement.ruling is Ruling.UNDO:
        known = set(connection.execute(select(table.id).where(table.id.in_(judgement.subjects))).scalars())
        if missing := sorted(set(judgement.subjects) - known):
            raise LedgerError(
                f"judgement {missing[0]}", "is not there to be taken back", "name one that was given"
            )
    batch = begin(connection, registered)
    put_judgement(batch, judgement, at=at, maker=maker, came=came)
    finish(connection, batch, registered)
    return True


def prepared(report: Report) -> Prepared:
    """A report as it will be kept: nothing of this needs the database.

    Raises:
        ValueError: it cannot be kept; the message says why.
    """
    document = report.document
    record, actors, statements = kept.report_texts(report)
    if len(statements) >= STATEMENTS:
        raise ValueError(f"{document.where}: {len(statements)} statements are more than a ledger can number")
    ids = {statement.id for statement in report.statements}
    if len(ids) < len(statements) or not all(one.startswith(f"{document.id}-") for one in ids):
        raise ValueError(
            f"{document.where}: ids of statements must differ, and begin with that of their document and a hyphen"
        )
    if document.received is None:
        return Prepared(report, record, actors, statements, None)
    digest = journal.digest(document.received)
    if digest != document.sha256_bytes:
        raise ValueError(f"{document.where}: the bytes received are not those that its hash is of")
    return Prepared(report, record, actors, statements, digest, *kept.pack(document.received))


def put_report(
    connection: Connection,
    batch: Batch,
    new: Prepared,
    *,
    at: str,
    maker: str,
    came: dict[str, str] | None = None,
) -> None:
    """Put the rows of a report into a batch."""
    document = new.report.document
    manifest = journal.document_manifest(new.record, new.actors, new.statements, received=new.digest)
    entry = _put_entry(batch, DOCUMENT, document.id, manifest, at=at, maker=maker, came=came)
    batch.put("document", number=entry.number, id=document.id, record=new.record, actors=new.actors)
    first = entry.number * STATEMENTS
    for place, (statement, text) in enumerate(zip(new.report.statements, new.statements, strict=True), first):
        batch.put("statement", number=place, id=statement.id, record=text)
    if new.digest is not None and new.digest not in batch.bytes_kept:
        table = tables.received.c
        if connection.execute(select(table.number).where(table.hash == new.digest)).first() is None:
            row = {"number": entry.number, "hash": new.digest, "packing": new.packing, "data": new.data}
            batch.put("received", **row)
        batch.bytes_kept.add(new.digest)
    batch.additions.append(Addition(entry.number, entry.at, new.report))


def put_judgement(
    batch: Batch, judgement: Judgement, *, at: str, maker: str, came: dict[str, str] | None = None
) -> None:
    """Put the rows of a judgement into a batch."""
    text = serial.to_json(judgement)
    manifest = {"record": journal.digest(text)}
    entry = _put_entry(batch, JUDGEMENT, judgement.id, manifest, at=at, maker=maker, came=came)
    batch.put("judgement", number=entry.number, id=judgement.id, record=text)
    batch.additions.append(Addition(entry.number, entry.at, judgement))


def finish(connection: Connection, batch: Batch, registered: Sequence[Derived]) -> None:
    """Insert a batch, and bring the derived tables along."""
    if batch.additions and batch.last is not None:
        batch.insert(connection)
        derived.advance(connection, registered, batch.additions, head=batch.last.number)


def begin(connection: Connection, registered: Sequence[Derived]) -> Batch:
    """An empty batch, after what stands; derived tables that are behind are brought up first."""
    last = journal.last(connection)
    derived.bring_up(connection, registered, head=last.number if last else 0)
    return Batch(last)


def _put_entry(
    batch: Batch,
    kind: str,
    subject: str,
    manifest: dict[str, Any],
    *,
    at: str,
    maker: str,
    came: dict[str, str] | None,
) -> Entry:
    """Seal an entry onto the journal. ``came`` says of an addition from another ledger how it stood there."""
    manifest = manifest if came is None else {**manifest, "came": came}
    entry = journal.sealed(batch.last, kind=kind, subject=subject, at=at, maker=maker, manifest=manifest)
    batch.put("entry", **{name: getattr(entry, name) for name in Entry.__slots__})
    batch.last = entry
    return entry
