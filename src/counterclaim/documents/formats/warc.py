"""Web archives (WARC 1.0 and 1.1, plain or gzip): gives each page in them as a further Raw.

Streams with FastWARC and holds one record at a time. A damaged record is set aside, and reading goes
on at the next place where a record begins.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, parse_headers
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit

from fastwarc import stream_io
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from counterclaim.documents.raw import Context, Item, Raw, in_memory, too_large
from counterclaim.errors import DocumentError

_TYPES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_PAGES = re.compile(
    r"\s*(?:text/(?:html|plain|markdown|xml)|application/(?:xhtml\+xml|pdf|(?:rss|atom|rdf)\+xml|xml))?"
    r"\s*(?:;|$)",
    re.I,
)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.I)
_CHUNKED = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r?\n")
_GZIP = b"\x1f\x8b\x08"
_START = re.compile(rb"WARC/[01]\.\d+\r?\n(?=[A-Z][A-Za-z-]+: )")  # a cut leaves no newline before it
_WINDOW = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Record:
    """A record that may be a page, as read."""

    number: int  # from 1, among all records of the file
    http: bool
    url: str | None
    content_type: str
    promised: int  # bytes, by its header
    block: bytes  # empty where the limit forbids more


def read(item: Item, context: Context) -> Iterator[Raw | DocumentError]:
    """The pages of a web archive.

    Requests, revisits, redirects, failures, pictures, styles and scripts are no reports: passed over.
    """
    limit = context.limits.bytes
    start: int | None = 0
    number = 0
    unexplained = ""  # what went wrong since the last good record, while it is not clear where
    while start is not None:
        last: int | None = None
        held: _Record | None = None
        problem = ""
        try:
            item.stream.seek(start)
            for record in ArchiveIterator(
                item.stream, record_types=WarcRecordType.any_type, parse_http=False
            ):
                if unexplained:
                    yield _damaged(f"{item.where}#after record {number}", unexplained)
                    unexplained = ""
                if held is not None:
                    yield from _page(item, held, limit)
                    held = None
                last, number = record.stream_pos, number + 1
                held = _held(record, number, limit)
        except OSError as error:
            problem = str(error)
        # A record that was cut short swallows the next one's head; it shows only when reading on fails.
        swallowed = held is not None and bool(problem) and b"\nWARC-Type:" in held.block
        if held is not None and not swallowed:
            yield from _page(item, held, limit)
        if problem and (swallowed or last is None):
            number += last is None
            yield _damaged(f"{item.where}#record {number}", problem)
            unexplained = ""
        elif problem:
            unexplained = problem
        start = _next_start(item, (start if last is None else last) + 1) if problem else None
    if unexplained:
        yield _damaged(f"{item.where}#after record {number}", unexplained)


def _held(record: WarcRecord, number: int, limit: int) -> _Record | None:
    """Read a record that may be a page; None for any other."""
    content_type = record.headers.get("Content-Type") or ""
    http = record.is_http and record.record_type == WarcRecordType.response
    if not record.record_type & _TYPES or not (http or _PAGES.match(content_type)):
        return None
    url = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>") or None
    promised = record.content_length
    block = record.reader.read(promised) if promised <= limit else b""
    return _Record(number, http, url, content_type, promised, block)


def _page(item: Item, record: _Record, limit: int) -> Iterator[Raw | DocumentError]:
    """The page in a record, or what is wrong with it; nothing for a response that is no page."""
    where = f"{item.where}#record {record.number}"
    if record.promised > limit:
        yield too_large(where, limit)
        return
    if len(record.block) < record.promised:
        yield _damaged(where, f"{len(record.block):,} of {record.promised:,} bytes are there")
        return
    content_type, body = record.content_type, record.block
    if record.http:
        head, _, body = _split(record.block)
        status, _, fields = head.partition(b"\n")
        try:
            headers = parse_headers(BytesIO(fields + b"\r\n\r\n"))
        except HTTPException as error:
            yield _damaged(where, str(error))
            return
        content_type = headers.get("Content-Type", "")
        if not re.match(rb"HTTP/[\d.]+ 20[03]\b", status) or not _PAGES.match(content_type):
            return
        try:
            body = _decoded(body, headers, limit)
        except (OSError, ValueError, EOFError) as error:
            yield _damaged(where, str(error))
            return
        if len(body) > limit:
            yield too_large(where, limit)
            return
    charset = _CHARSET.search(content_type)
    yield in_memory(
        where,
        body,
        name=_file_name(record.url),
        media_type=content_type.partition(";")[0].strip() or None,
        charset=charset[1] if charset else None,
        url=record.url,
        nesting=item.raw.nesting + 1,
    )


def _file_name(url: str | None) -> str:
    try:
        return PurePosixPath(urlsplit(url or "").path).name
    except ValueError:  # crawlers keep addresses that are none, "http://[bad"
        return ""


def _split(block: bytes) -> tuple[bytes, bytes, bytes]:
    crlf, lf = block.find(b"\r\n\r\n"), block.find(b"\n\n")
    return block.partition(b"\r\n\r\n" if crlf >= 0 and (lf < 0 or crlf < lf) else b"\n\n")


def _decoded(body: bytes, headers: Message, limit: int) -> bytes:
    """The body without its encodings; crawlers often keep the headers and store it decoded."""
    if "chunked" in headers.get("Transfer-Encoding", "").lower() and _CHUNKED.match(body):
        body = stream_io.ChunkedReader(BytesIO(body)).read(limit + 1)
    encoding = headers.get("Content-Encoding", "").strip().lower()
    if encoding in ("gzip", "x-gzip") and body.startswith(_GZIP):
        return stream_io.GzipReader(BytesIO(body)).read(limit + 1)
    if encoding == "deflate":
        try:
            return zlib.decompressobj().decompress(body, limit + 1)
        except zlib.error:
            return body
    if encoding == "br" and not body[:64].lstrip().startswith(b"<"):
        return stream_io.BrotliReader(BytesIO(body)).read(limit + 1)
    return body


def _damaged(where: str, problem: str) -> DocumentError:
    return DocumentError(
        where, f"is cut short or damaged ({problem})", "get the archive again; the rest of it was read"
    )


def _next_start(item: Item, position: int) -> int | None:
    """The next offset at or after ``position`` where a record begins, or None."""
    stream = item.stream
    packed = item.head.startswith(_GZIP)
    mark = re.compile(re.escape(_GZIP)) if packed else _START
    begin = position
    while True:
        stream.seek(begin)
        window = stream.read(_WINDOW)
        for match in mark.finditer(window):
            found = begin + match.start()
            if not packed or _begins_record(stream, found):
                return found
        if len(window) < _WINDOW:
            return None
        begin += _WINDOW - 64  # longer than any mark


def _begins_record(stream: BinaryIO, position: int) -> bool:
    """Whether a gzip member with a record in it begins here: the three magic bytes occur by chance, too."""
    stream.seek(position)
    try:
        return zlib.decompressobj(31).decompress(stream.read(512), 16).startswith(b"WARC/")
    except zlib.error:
        return False
