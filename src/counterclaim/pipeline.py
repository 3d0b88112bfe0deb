"""The whole flow on one screen; the only place that composes the rooms."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping

from counterclaim.documents import sources as finder
from counterclaim.documents.build import build
from counterclaim.documents.dates import parse_date
from counterclaim.documents.formats import drafts
from counterclaim.documents.formats.exports import COLUMNS
from counterclaim.documents.raw import Context
from counterclaim.errors import DocumentError, SettingsError
from counterclaim.records import Document, Known
from counterclaim.settings import Settings

Source = str | os.PathLike[str]


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
    return _read(
        named, context, settings=settings, published=published, keep_bytes=keep_bytes, progress=progress
    )


def _read(
    sources: Iterable[Source],
    context: Context,
    *,
    settings: Settings,
    published: str | None,
    keep_bytes: bool,
    progress: Callable[[int], None] | None,
) -> Iterator[Document | DocumentError]:
    for raw in finder.walk(sources, settings=settings, progress=progress):
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
