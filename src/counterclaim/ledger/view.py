"""Looking into a ledger: what it held at one moment, as records.

A View sees one state from beginning to end, however much is added meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from counterclaim import serial
from counterclaim.ledger import derived, journal, kept, tables, versions, words
from counterclaim.ledger.derived import Derived
from counterclaim.ledger.journal import Entry
from counterclaim.ledger.judged import standing, undoing
from counterclaim.ledger.kept import Addition
from counterclaim.ledger.tables import STATEMENTS
from counterclaim.ledger.view_moves import MoveView
from counterclaim.ledger.words import Query
from counterclaim.records import Difference, Document, Judgement, Report, Statement, TextOrigin


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a ledger holds; ``documents`` counts every version, ``superseded`` those edited since."""

    documents: int
    superseded: int
    statements: int
    judgements: int


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document. ``at`` says when it was added, ``difference`` what it says otherwise."""

    document: Document
    ordinal: int
    current: bool
    at: str
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that was searched for, with the document that it stands in."""

    statement: Statement
    document: Document
    current: bool


class View(MoveView):
    """What a ledger holds. Documents come without the bytes received: ask for those by their hash."""

    def __init__(self, connection: Connection, registered: Sequence[Derived]) -> None:
        self.connection = connection  # for those who keep derived tables of their own
        self._registered = registered

    @property
    def head(self) -> Entry | None:
        """The last entry of the journal; None in an empty ledger."""
        return journal.last(self.connection)

    def behind(self) -> list[str]:
        """The names of derived tables that do not take account of all that was added: see ``Ledger.refresh``."""
        head = self.head
        return derived.behind(self.connection, self._registered, head=head.number if head else 0)

    def counts(self) -> Counts:
        """How much there is of each kind."""
        counted = {
            table.name: self.connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (tables.document, tables.statement, tables.judgement)
        }
        edited = select(func.count()).where(tables.version.c.next.is_not(None))
        return Counts(
            counted["document"],
            self.connection.execute(edited).scalar_one(),
            counted["statement"],
            counted["judgement"],
        )

    def entries(self, *, after: int = 0) -> Iterator[Entry]:
        """The journal in order, after the entry of a number."""
        return kept.entries(self.connection, after=after)

    def additions(self, *, after: int = 0) -> Iterator[Addition]:
        """All that was added, in order, after the entry of a number."""
        for batch in kept.additions(self.connection, after=after):
            yield from batch

    def report(self, document: str) -> Report | None:
        """A document, by its id, with what was read from it."""
        number = kept.number_of(self.connection, document)
        return (
            None if number is None else dict(kept.reports(self.connection, first=number, last=number))[number]
        )

    def reports(self, *, superseded: bool = False) -> Iterator[Report]:
        """Documents with what was read from them, as they were added; of edited ones the last version."""
        old = tables.version.c
        for batch in kept.additions(self.connection):
            span = old.number.between(batch[0].number, batch[-1].number)
            gone = set(
                self.connection.execute(select(old.number).where(span, old.next.is_not(None))).scalars()
            )
            for one in batch:
                if isinstance(one.record, Report) and (superseded or one.number not in gone):
                    yield one.record

    def statement(self, statement: str) -> Statement | None:
        """A statement, by its id."""
        table = tables.statement.c
        text = self.connection.execute(select(table.record).where(table.id == statement)).scalar()
        return None if text is None else serial.from_json(Statement, text)

    def received(self, digest: str) -> bytes | None:
        """The bytes that a document came in, by their SHA-256; None where they were not kept.

        Raises:
            ValueError: they are damaged.
        """
        return kept.received(self.connection, digest)

    def search(self, query: Query, *, limit: int | None = None) -> list[Hit]:
        """Statements that a query finds: the latest published first, then in the order of the text.

        Raises:
            LedgerError: the query asks for a day that is none, or for no word.
        """
        wanted = words.found(self.connection.dialect.name, query, limit=limit)
        numbers = list(self.connection.execute(wanted).scalars())
        statements, documents, edited = tables.statement, tables.document, tables.version
        said: dict[int, Statement] = {}
        held: dict[int, tuple[Document, bool]] = {}
        for part in _parts(numbers):
            for row in self.connection.execute(select(statements).where(statements.c.number.in_(part))):
                said[row.number] = serial.from_json(Statement, row.record)
            missing = {number // STATEMENTS for number in part} - held.keys()
            rows = (
                select(documents.c.number, documents.c.record, edited.c.next)
                .join(edited, edited.c.number == documents.c.number)
                .where(documents.c.number.in_(missing))
            )
            for number, record, after in self.connection.execute(rows):
                held[number] = (serial.from_json(Document, record), after is None)
        return [Hit(said[number], *held[number // STATEMENTS]) for number in numbers]

    def versions(self, named: str) -> list[Version]:
        """All versions of a document, the first one first; by the id of any of them, or by its address.

        Where an address has held several documents, those of each come together.
        """
        version = tables.version.c
        number = kept.number_of(self.connection, named)
        place = versions.place_of(named)
        found = version.number == number if number is not None else version.place == place
        firsts = set(self.connection.execute(select(version.first).where(found)).scalars())
        rows = (
            select(
                tables.document.c.record,
                version.ordinal,
                version.next,
                tables.entry.c.at,
                tables.difference.c.record.label("difference"),
            )
            .join(tables.document, tables.document.c.number == version.number)
            .join(tables.entry, tables.entry.c.number == version.number)
            .outerjoin(tables.difference, tables.difference.c.number == version.number)
            .where(version.first.in_(firsts))
            .order_by(version.first, version.ordinal)
        )
        return [
            Version(
                serial.from_json(Document, row.record),
                row.ordinal,
                row.next is None,
                row.at,
                None if row.difference is None else serial.from_json(Difference, row.difference),
            )
            for row in self.connection.execute(rows)
        ]

    def differences(self, *, after: int = 0) -> Iterator[Difference]:
        """What new versions say otherwise, in the order in which they were added."""
        table = tables.difference.c
        rows = select(table.record).where(table.number > after).order_by(table.number)
        for text in self.connection.execute(rows).scalars():
            yield serial.from_json(Difference, text)

    def text_origins(self) -> dict[str, TextOrigin]:
        """By the id of each document, whose text it is, as last settled (see ``behind``)."""
        found = self.connection.execute(select(tables.text_origin.c.record)).scalars()
        return {one.document: one for one in (serial.from_json(TextOrigin, text) for text in found)}

    def judgements(self, *, taken_back: bool = False) -> list[Judgement]:
        """What persons judged, in order; those taken back only where asked for."""
        given = [judgement for _, judgement in kept.judgements(self.connection)]
        return given if taken_back else standing(given)

    def undone(self) -> set[str]:
        """The ids of judgements that were taken back."""
        given = [judgement for _, judgement in kept.judgements(self.connection)]
        return {subject for one in undoing(given) for subject in one.subjects}


def _parts(numbers: Sequence[int], size: int = 500) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]
