"""The whole flow on one screen; the only place that composes the rooms."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from counterclaim.documents import sources as finder
from counterclaim.documents.build import build
from counterclaim.documents.dates import parse_date
from counterclaim.documents.formats import drafts
from counterclaim.documents.formats.exports import COLUMNS
from counterclaim.documents.raw import Context, Raw, in_memory
from counterclaim.errors import DocumentError, SettingsError
from counterclaim.events import code
from counterclaim.records import (
    Accounts,
    Annotation,
    Assessment,
    Document,
    Incident,
    Judgement,
    Known,
    Link,
    Reliability,
    Report,
    TextOrigin,
)
from counterclaim.settings import Settings, load
from counterclaim.statements import statements
from counterclaim.statements.marked import unmarked

if TYPE_CHECKING:
    from counterclaim.language import Reader
    from counterclaim.ledger import Ledger, Lent

Source = str | os.PathLike[str]
INCIDENTS: Final = (
    2  # raised when incidents or accounts come out otherwise: ledgers are then brought up to it
)


def read_documents(
    sources: Source | Iterable[Source],
    *,
    settings: Settings,
    published: str | None = None,
    columns: Mapping[str, str] | None = None,
    keep_bytes: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Document | DocumentError]:
    """Read documents, lazily, one at a time and in order.

    Args:
        sources: files, folders, ZIP archives, addresses; ``-`` for standard input.
        settings: limits, and how to fetch; see :func:`counterclaim.settings.load`.
        published: the date of publication of all of them, where it is known by hand.
        columns: our column → the table's, for tables that name theirs otherwise.
        keep_bytes: keep the bytes received in each document.
        progress: called with the number of bytes each time some are read from a file.

    Yields:
        A Document for each report, a DocumentError for each that could not be read, in place.

    Raises:
        SettingsError: ``columns`` names a column that is not one of ours, or ``published`` is no date.
    """
    if published is not None and parse_date(published, known=Known.GIVEN) is None:
        raise SettingsError(
            f"published: {published!r} is no date, or has two readings; write it as 2017-10-16"
        )
    named = [sources] if isinstance(sources, (str, os.PathLike)) else sources
    context = Context(settings.limits, _known_columns(columns or {}))
    raws = finder.walk(named, settings=settings, progress=progress)
    return _read(raws, context, published=published, keep_bytes=keep_bytes)


def read_reports(
    documents: Iterable[Document | DocumentError], *, reader: Reader | None = None
) -> Iterator[Report | DocumentError]:
    """Read statements from documents, lazily and in order; what was set aside stays in its place.

    Args:
        documents: as :func:`read_documents` yields them.
        reader: the language model; the package's own by default, loaded with the first document.

    Raises:
        ModelError: the model's files are missing or damaged.
    """
    for item in annotated(documents, reader=reader):
        if isinstance(item, DocumentError):
            yield item
            continue
        document, annotation = item
        told = statements(document, annotation)
        kept = unmarked(annotation, [mark.span for mark in document.marks])
        yield Report(document, *code(document, kept, told))


def annotated(
    documents: Iterable[Document | DocumentError], *, reader: Reader | None = None
) -> Iterator[tuple[Document, Annotation] | DocumentError]:
    """Documents with what the reader sees in each, lazily and in order; a reader of several threads reads ahead.

    Args:
        documents: as :func:`read_documents` yields them.
        reader: the language model; the package's own by default, loaded with the first document.

    Raises:
        ModelError: the model's files are missing or damaged.
    """
    taken: deque[Document | DocumentError] = deque()
    for annotation in _annotations(_texts(documents, taken), reader):
        while isinstance(item := taken.popleft(), DocumentError):
            yield item
        yield item, annotation
    yield from (item for item in taken if isinstance(item, DocumentError))


def _texts(
    documents: Iterable[Document | DocumentError], taken: deque[Document | DocumentError]
) -> Iterator[str]:
    """The texts of documents, each noted as taken, as what was set aside is."""
    for item in documents:
        taken.append(item)
        if isinstance(item, Document):
            yield item.text


def _annotations(texts: Iterator[str], reader: Reader | None) -> Iterator[Annotation]:
    from counterclaim.language import Reader  # noqa: PLC0415 - its libraries take longer than reading a text

    for first in texts:
        reader = reader or Reader()
        yield from reader.annotate_all(chain([first], texts))


def read(
    text_or_path: Source,
    *,
    published: str | None = None,
    settings: Settings | None = None,
    reader: Reader | None = None,
) -> Report:
    """Read one report: its document and its statements.

    Args:
        text_or_path: the text itself, or the path or address of one report.
        published: its date of publication, where it is known by hand.
        settings: limits, and how to fetch; those of :func:`counterclaim.settings.load` by default.
        reader: the language model; the package's own by default.

    Raises:
        DocumentError: it cannot be read, or the file holds several reports.
        ModelError: the model's files are missing or damaged.
    """
    settings = settings or load()
    where = os.fspath(text_or_path)
    found = (
        read_documents(where, settings=settings, published=published)
        if _is_place(text_or_path)
        else _read(
            [in_memory("text", where.encode(), name="text.txt", media_type="text/plain", charset="utf-8")],
            Context(settings.limits),
            published=published,
        )
    )
    reports = list(read_reports(found, reader=reader))
    if len(reports) != 1:
        problem = f"holds {len(reports)} reports"
        raise DocumentError(where[:200], problem, "give one report, or use read_documents with read_reports")
    if isinstance(reports[0], DocumentError):
        raise reports[0]
    return reports[0]


class Added(NamedTuple):
    """A document that was to be added; not ``new`` where the ledger had it already."""

    document: Document
    new: bool


def add(
    ledger: Ledger, documents: Iterable[Document | DocumentError], *, reader: Reader | None = None
) -> Iterator[Added | DocumentError]:
    """Read reports and keep them in a ledger, lazily; what it holds already is not read again.

    What was read is kept whatever ends the work; in the end text origins are settled.

    Args:
        ledger: as :func:`open_ledger` opens it.
        documents: as :func:`read_documents` yields them, best with ``keep_bytes``.
        reader: the language model; the package's own by default, loaded with the first document.

    Raises:
        ModelError: the model's files are missing or damaged.
        LedgerError: the ledger cannot be written.
    """
    held: deque[Document] = deque()
    with ledger.writer() as writer:
        for item in read_reports(_not_held(documents, writer.holds, held), reader=reader):
            while held:
                yield Added(held.popleft(), False)
            yield item if isinstance(item, DocumentError) else Added(item.document, writer.add(item))
        yield from (Added(document, False) for document in held)
    ledger.refresh()


def open_ledger(place: Source, *, create: bool = False, wait: float = 60.0) -> Ledger:
    """Open a ledger that keeps up all that is derived of its reports: text origins, incidents, accounts.

    Args:
        place: a path, or ``postgresql://host/database``.
        create: make it where there is none.
        wait: seconds for which another process that writes is waited for.

    Raises:
        LedgerError: there is none, or it cannot be opened; see the tree in ``errors.py``.
    """
    from counterclaim.documents.origins import OriginIndex  # noqa: PLC0415
    from counterclaim.documents.sketch import Sketch, sketches_of  # noqa: PLC0415
    from counterclaim.ledger import Incidents, Ledger, Origins  # noqa: PLC0415 - the database's libraries

    def grouped(sketches: Iterable[bytes]) -> Iterable[TextOrigin]:
        return OriginIndex(map(Sketch.from_bytes, sketches)).origins()

    origins = Origins(
        lambda documents: (sketch.to_bytes() for sketch in sketches_of(documents)), grouped=grouped
    )
    return Ledger(place, create=create, wait=wait, derived=[origins, Incidents(_lent(grouped))])


def _lent(grouped: Callable[[Iterable[bytes]], Iterable[TextOrigin]]) -> Lent:
    """What the rooms of incidents and of assessment lend the ledger."""
    from counterclaim import assessment, incidents, serial  # noqa: PLC0415 - costs what only ledgers need
    from counterclaim.ledger import Lent  # noqa: PLC0415

    def assess(
        incident: Incident,
        reports: Sequence[Report],
        *,
        origins: Mapping[str, TextOrigin],
        ratings: Mapping[str, Reliability],
        judgements: Sequence[Judgement],
    ) -> Accounts:
        return assessment.assess(
            incident,
            {report.document.id: report for report in reports},
            origins=origins,
            ratings=list(ratings.values()),
            judgements=judgements,
        )

    return Lent(
        version=INCIDENTS,
        profiles=lambda report: ((one.mention, one) for one in incidents.profiles(report)),
        to_text=serial.to_json,
        from_text=lambda text: serial.from_json(incidents.Profile, text),
        blocks=incidents.blocks,
        link=incidents.link,
        cluster=incidents.cluster,
        origins=grouped,
        assess=assess,
    )


def why_linked(link: Link) -> tuple[str, ...]:
    """What a link of two event mentions rests on, in words, the weightiest first."""
    from counterclaim import incidents  # noqa: PLC0415 - costs what only ledgers need

    return incidents.explain(link)


def facet_label(item: Assessment) -> str:
    """A facet with what it is of, as views and judgements name it: "control: K1 airbase"."""
    from counterclaim import assessment  # noqa: PLC0415 - costs what only ledgers need

    return assessment.label(item)


def _not_held(
    documents: Iterable[Document | DocumentError], holds: Callable[[Document], bool], held: deque[Document]
) -> Iterator[Document | DocumentError]:
    for document in documents:
        if isinstance(document, Document) and holds(document):
            held.append(document)
        else:
            yield document


def _is_place(text_or_path: Source) -> bool:
    """Whether a string names a file or an address rather than being the report itself."""
    if not isinstance(text_or_path, str):
        return True
    if "\n" in text_or_path or len(text_or_path) > 4096:
        return False
    return text_or_path.startswith(("http://", "https://")) or _exists(text_or_path)


def _exists(path: str) -> bool:
    try:
        return bool(path) and Path(path).exists()
    except OSError:  # too long for a name, or otherwise none
        return False


def _read(
    raws: Iterable[Raw | DocumentError], context: Context, *, published: str | None, keep_bytes: bool = False
) -> Iterator[Document | DocumentError]:
    for raw in raws:
        if isinstance(raw, DocumentError):
            yield raw
            continue
        for draft in drafts(raw, context):
            if isinstance(draft, DocumentError):
                yield draft
                continue
            try:
                yield build(draft, published=published, keep_bytes=keep_bytes)
            except DocumentError as error:
                yield error


def _known_columns(columns: Mapping[str, str]) -> Mapping[str, str]:
    unknown = ", ".join(sorted(columns.keys() - set(COLUMNS)))
    if unknown:
        raise SettingsError(f"columns: {unknown} is none of ours; map one of {', '.join(COLUMNS)}")
    return dict(columns)
