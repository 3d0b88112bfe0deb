"""From the first bytes of an item, its name and its declared type to the media type to read it as.

Content decides; the declared type and the extension break ties between forms of plain text.
Reads nothing beyond the head; leaves the reading to ``formats``.
"""

from __future__ import annotations

import re
import zlib
from pathlib import PurePosixPath

TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
PDF = "application/pdf"
EMAIL = "message/rfc822"
FEED = "application/rss+xml"
WARC = "application/warc"
JSON = "application/json"
JSON_LINES = "application/x-ndjson"
CSV = "text/csv"
TSV = "text/tab-separated-values"
ZIP = "application/zip"
GZIP = "application/gzip"
BZIP2 = "application/x-bzip2"
XZ = "application/x-xz"
EMPTY = "application/x-empty"
BINARY = "application/octet-stream"

_MAGIC = (
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\x1f\x8b", GZIP),
    (b"BZh", BZIP2),
    (b"\xfd7zXZ\x00", XZ),
    (b"WARC/", WARC),
)

# Formats that are known and not read, each with what they are called in the message.
_UNREAD = (
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    (b"{\\rtf", "application/rtf"),
    (b"7z\xbc\xaf'\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"(\xb5/\xfd", "application/zstd"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"\x7fELF", "application/x-executable"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"%!PS", "application/postscript"),
)
_FIRST_BYTES = frozenset(magic[:1] for magic, _ in _MAGIC + _UNREAD)

_EXTENSIONS = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".shtml": HTML,
    ".pdf": PDF,
    ".eml": EMAIL,
    ".rss": FEED,
    ".atom": FEED,
    ".warc": WARC,
    ".json": JSON,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".csv": CSV,
    ".tsv": TSV,
    ".tab": TSV,
}

_DECLARED = {
    "application/xhtml+xml": HTML,
    "application/atom+xml": FEED,
    "application/rdf+xml": FEED,
    "application/jsonl": JSON_LINES,
    "application/x-jsonlines": JSON_LINES,
    "application/jsonlines": JSON_LINES,
    "text/x-markdown": MARKDOWN,
    "text/json": JSON,
    "application/csv": CSV,
    "text/html": HTML,
    "text/markdown": MARKDOWN,
    "text/csv": CSV,
    "text/tab-separated-values": TSV,
    "application/json": JSON,
    "application/x-ndjson": JSON_LINES,
    "application/rss+xml": FEED,
    "message/rfc822": EMAIL,
    "text/plain": TEXT,
}

_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf|(?:atom|a):feed|channel)[\s>]", re.I)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,4000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|article|main|section|p|h1|table|script|link)[\s>/]",
    re.I | re.S,
)
_XML = re.compile(rb"\s*<(?:\?xml\s|!doctype\s|!--|[a-z][\w.:-]*[\s>/])", re.I)
_HEADER = re.compile(rb"[!-9;-~]{1,76}:(?:[ \t]|\r?\n[ \t])")  # RFC 5322, 2.2: printable save the colon
_MAIL_HEADER = re.compile(
    rb"^(?:from|to|date|subject|message-id|received|return-path|delivered-to|mime-version|reply-to"
    rb"|content-type|x-[\w-]+|dkim-signature|list-id):",
    re.I | re.M,
)
_MAIL_TRACE = re.compile(rb"^(?:from|received|return-path|message-id|delivered-to):", re.I | re.M)
_JSON = re.compile(rb"\s*(?:\{\s*(?:\"|\})|\[\s*(?:[{\[]|\]))")
_JSON_OPENING = re.compile(rb"\s*[\[{\"\d\-tfn]")
_MARKDOWN = re.compile(rb"\s*(?:#{1,6}[ \t]+\S|---[ \t]*\r?\n[A-Za-z_][\w -]*:)")
_COLUMN_NAMES = {
    b"text", b"title", b"outlet", b"published", b"url", b"language", b"credit", b"original",
    b"publish_date", b"media_name", b"stories_id", b"date",
}  # fmt: skip
_GKG = re.compile(rb"\d{14}-T?\d+\t\d{14}\t\d\t")
_GDELT_EVENT = re.compile(rb"\d{6,12}\t\d{8}\t\d{6}\t\d{4}\t")
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b\x00") + b"\x7f"


def recognise(head: bytes, *, name: str = "", declared: str | None = None) -> str:
    """The media type under which to read an item.

    Args:
        head: its first bytes (64 KiB are plenty).
        name: its file name, of which the extension counts.
        declared: a media type that came with it, without parameters.

    Returns:
        One of this module's constants, or the media type of a format that is known and not read.
    """
    if not head:
        return EMPTY
    binary = _by_magic(head)
    if binary is not None:
        return binary
    hint = _EXTENSIONS.get(_extension(name)) or _DECLARED.get((declared or "").lower())
    text = _narrowed(head)
    if text is None:
        return BINARY
    hint = None if _impossible(text, hint) else hint
    return _by_content(text, hint) or hint or TEXT


def _extension(name: str) -> str:
    """The extension of a name, in lower case."""
    if "/" in name:
        return PurePosixPath(name).suffix.lower()
    stem, dot, extension = name.rpartition(".")  # the same for a bare name, at a tenth of the cost
    return f".{extension}".lower() if stem and dot and extension else ""


def _impossible(head: bytes, hint: str | None) -> bool:
    """Whether the hint is plainly wrong."""
    return (
        hint in (PDF, WARC)
        or (hint in (HTML, FEED) and b"<" not in head)
        or (hint in (JSON, JSON_LINES) and not _JSON_OPENING.match(head))
        or (hint == EMAIL and not _HEADER.match(head.lstrip()) and not head.startswith(b"From "))
    )


def _by_magic(head: bytes) -> str | None:
    first = head[:1]
    if first in _FIRST_BYTES:
        for magic, media_type in _MAGIC:
            if head.startswith(magic):
                return WARC if media_type == GZIP and _unzipped(head).startswith(b"WARC/") else media_type
    if b"%PDF-" in head[:1024]:
        return PDF
    if first in _FIRST_BYTES:
        for magic, media_type in _UNREAD:
            if head.startswith(magic):
                return media_type
    if head[257:262] == b"ustar":
        return "application/x-tar"
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        return "video/mp4"
    return None


def _unzipped(head: bytes) -> bytes:
    """The first bytes within a gzip file; a web archive is read packed, record by record."""
    try:
        return zlib.decompressobj(31).decompress(head, 16)
    except zlib.error:
        return b""


def _narrowed(head: bytes) -> bytes | None:
    """The head in an ASCII-compatible form: without BOM, UTF-16 and -32 made narrow; None for binary."""
    if head.startswith(b"\xef\xbb\xbf"):
        head = head[3:]
    elif head.startswith((b"\xff\xfe", b"\xfe\xff")):
        wide = "utf-32" if head[2:4] == b"\x00\x00" else "utf-16"
        head = head.decode(wide, "ignore").encode("utf-8", "ignore")
    elif b"\x00" in head:
        # UTF-16 and -32 of European text is half or three quarters NULs; dropping them narrows it.
        sample = head[:4096]
        if sample.count(0) * 20 >= len(sample):
            even, odd = sample[::2].count(0), sample[1::2].count(0)
            if max(even, odd) < len(sample) // 2 * 0.7 or min(even, odd) not in range(len(sample) // 4 + 1):
                return None
        head = head.replace(b"\x00", b"")
    sample = head[:4096]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) // 20:
        return None
    return head


def _by_content(head: bytes, hint: str | None) -> str | None:
    start = head[:4096].lstrip()
    first = start[:1]
    if first == b"<":
        if _FEED.search(head[:8192]) and not re.search(rb"<html[\s>]", head[:2048], re.I):
            return FEED
        if _HTML.match(start):
            return HTML
        if _XML.match(start):
            return HTML if hint == HTML else "application/xml"
    if first in b"{[" and _JSON.match(start):
        return _json_or_lines(head, hint)
    if _is_mail(start, hint):
        return EMAIL
    if _GKG.match(start) or _GDELT_EVENT.match(start):
        return TSV
    if hint in (None, TEXT):
        table = _delimited(start)
        if table:
            return table
        if hint is None and _MARKDOWN.match(start):
            return MARKDOWN
    return None


def _json_or_lines(head: bytes, hint: str | None) -> str:
    if hint == JSON_LINES:
        return JSON_LINES
    lines = head.lstrip().split(b"\n", 2)
    # One whole object a line, and another after it: JSON of any other layout cannot look so.
    whole = lines[0].rstrip().endswith(b"}") and lines[0].startswith(b"{")
    if whole and len(lines) > 1 and lines[1].lstrip().startswith(b"{"):
        return JSON_LINES
    return JSON


def _is_mail(start: bytes, hint: str | None) -> bool:
    if start.startswith(b"From ") and b"\n" in start:  # the envelope line of an mbox
        start = start.split(b"\n", 1)[1]
    if not _HEADER.match(start):
        return False
    headers = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    if hint == EMAIL:
        return bool(_MAIL_HEADER.search(headers))
    return len(_MAIL_HEADER.findall(headers)) >= 3 and bool(_MAIL_TRACE.search(headers))


def _delimited(start: bytes) -> str | None:
    line = start.split(b"\n", 1)[0].strip().lower()
    for delimiter, media_type in ((b"\t", TSV), (b",", CSV), (b";", CSV)):
        if delimiter not in line:
            continue
        cells = {cell.strip(b" \"'") for cell in line.split(delimiter)}
        if len(cells) > 1 and len(cells & _COLUMN_NAMES) >= 2 and len(line) < 2000:
            return media_type
    return None
