"""From a Raw to the Drafts in it: recognises its format, runs that reader, and contains its failures.

A reader is a module with ``read(item, context)`` that yields Drafts, further Raws (members, attachments)
and DocumentErrors. Any exception of a third-party library becomes a DocumentError here and nowhere else.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from importlib import import_module
from lzma import LZMAError
from typing import Any, cast
from zipfile import BadZipFile

from counterclaim.documents import recognise as kinds
from counterclaim.documents.draft import Draft
from counterclaim.documents.raw import HEAD, Context, Item, Raw
from counterclaim.errors import DocumentError

Yield = Draft | Raw | DocumentError
Reader = Callable[[Item, Context], Iterator[Yield]]

# Imported when first needed: a user of text files should not wait for the PDF library.
_MODULES = {
    kinds.TEXT: "text",
    kinds.MARKDOWN: "markdown",
    kinds.HTML: "html",
    kinds.PDF: "pdf",
    kinds.EMAIL: "mail",
    kinds.FEED: "feed",
    kinds.WARC: "warc",
    kinds.JSON: "tabular",
    kinds.JSON_LINES: "tabular",
    kinds.CSV: "tabular",
    kinds.TSV: "tabular",
    kinds.ZIP: "archive",
    kinds.GZIP: "archive",
    kinds.BZIP2: "archive",
    kinds.XZ: "archive",
}
_NAMES = {
    "application/msword": "an old Microsoft Office file",
    "application/rtf": "a rich text (RTF) file",
    "application/xml": "XML that is neither a page nor a feed",
    "application/x-tar": "a tar archive",
    "application/x-7z-compressed": "a 7-Zip archive",
    "application/vnd.rar": "a RAR archive",
    "application/zstd": "a Zstandard archive",
    kinds.BINARY: "binary data of no known format",
}
_ARCHIVES = {"application/x-tar", "application/x-7z-compressed", "application/vnd.rar", "application/zstd"}


def drafts(raw: Raw, context: Context) -> Iterator[Draft | DocumentError]:
    """Everything that can be read of one item, the items within it included, in their order.

    Never raises for what an item holds: each failure is a DocumentError among the results.
    """
    pending: list[Iterator[Yield]] = [_contained(raw, context)]
    try:
        while pending:
            found = next(pending[-1], None)
            if found is None:
                pending.pop()
            elif isinstance(found, Raw):
                pending.append(_contained(found, context))
            else:
                yield found
    finally:
        for unfinished in reversed(pending):
            cast("Any", unfinished).close()


def _contained(raw: Raw, context: Context) -> Iterator[Yield]:
    """Read one item, turning whatever goes wrong into a DocumentError."""
    try:
        yield from _read(raw, context)
    except DocumentError as error:
        yield error
    except OSError as error:
        yield DocumentError(
            raw.where,
            f"could not be read ({error.strerror or error})",
            "see that the file is there, whole and readable by you",
        )
    except (EOFError, zlib.error, BadZipFile, LZMAError) as error:
        yield DocumentError(raw.where, f"is cut short or damaged ({error})", "get it again from its source")
    except RecursionError:
        yield DocumentError(
            raw.where, "is nested too deeply to be read", "flatten it or save it as plain text"
        )
    except MemoryError:
        yield DocumentError(raw.where, "needs more memory than there is", "split it, or lower limits.bytes")
    except Exception as error:  # the one place where a library's own failures are caught
        yield DocumentError(
            raw.where,
            f"is damaged, or unlike anything its reader knows ({type(error).__name__}: {str(error)[:200]})",
            "open it in another program and save it as plain text",
        )


def _read(raw: Raw, context: Context) -> Iterator[Yield]:
    with closing(raw.open()) as stream:
        head = stream.read(HEAD)
        media_type = kinds.recognise(head, name=raw.name, declared=raw.media_type)
        if media_type == kinds.EMPTY:
            raise DocumentError(raw.where, "is empty", "leave it out, or get it again from its source")
        module = _MODULES.get(media_type)
        if module is None:
            raise _unread(raw.where, media_type)
        yield from _reader(module)(Item(raw, media_type, head, stream), context)


@cache
def _reader(module: str) -> Reader:
    reader: Reader = import_module(f"{__name__}.{module}").read
    return reader


def _unread(where: str, media_type: str) -> DocumentError:
    name = _NAMES.get(media_type, media_type)
    if media_type in _ARCHIVES:
        return DocumentError(where, f"is {name}, which is not unpacked", "unpack it, or pack it anew as ZIP")
    if media_type.startswith("image/"):
        return DocumentError(where, f"is a picture ({name})", "run it through text recognition (OCR) first")
    if media_type.startswith(("audio/", "video/")):
        return DocumentError(where, f"is a recording ({name})", "transcribe it first")
    return DocumentError(where, f"is {name}, which is not read", "save it as plain text, HTML or PDF")
