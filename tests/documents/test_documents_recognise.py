"""The media type by content first, then by name."""

import gzip

import pytest

from benchmarks.document_seeds import SEEDS, page, plain, warc
from counterclaim.documents import recognise as kinds
from counterclaim.documents.recognise import recognise

EXPECTED = {
    "text": kinds.TEXT,
    "html": kinds.HTML,
    "pdf": kinds.PDF,
    "mail": kinds.EMAIL,
    "rss": kinds.FEED,
    "atom": kinds.FEED,
    "warc": kinds.WARC,
    "warc.gz": kinds.WARC,
    "json": kinds.JSON,
    "json lines": kinds.JSON_LINES,
    "csv": kinds.CSV,
    "markdown": kinds.MARKDOWN,
    "zip": kinds.ZIP,
    "gzip": kinds.GZIP,
}


@pytest.mark.parametrize("name", EXPECTED)
def test_content_alone_is_enough(name: str) -> None:
    assert recognise(SEEDS[name][1]) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_wrong_extension_does_not_mislead(name: str) -> None:
    assert recognise(SEEDS[name][1], name="a.pdf") == EXPECTED[name]


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"[Text] The ministry denied the report.", "a.txt", kinds.TEXT),
        (b"{The brackets are the editor's} The ministry denied it.", "", kinds.TEXT),
        (b"From the town came reports: shelling, fire.\n\nNobody was hurt.", "", kinds.TEXT),
        (b"Subject: the town of Dar Amal\n\nThe ministry denied it.", "", kinds.TEXT),
        (b"Some words <b>and</b> a tag.", "a.html", kinds.HTML),
        (b"No tags whatever.", "a.html", kinds.TEXT),
        (b"<?xml version='1.0'?><nitf><body/></nitf>", "a.xml", "application/xml"),
        (b"body\theadline\nx\ty\n", "a.tsv", kinds.TSV),
        (b"a;b\n1;2\n", "a.csv", kinds.CSV),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "a.txt", "image/png"),
        (bytes(range(256)) * 8, "a.txt", kinds.BINARY),
        (b"", "a.txt", kinds.EMPTY),
        ("Военные заявили".encode("utf-16"), "", kinds.TEXT),
        ("<html><body><p>x</p></body></html>".encode("utf-16"), "", kinds.HTML),
        (b"\xef\xbb\xbf" + page(), "", kinds.HTML),
        (b"\n\n  " + page(), "", kinds.HTML),
        (gzip.compress(plain()), "a.warc.gz", kinds.GZIP),
        (gzip.compress(warc(1)), "a", kinds.WARC),
        (b"NULs\x00 here and there in a long line of words that are plain text" * 3, "", kinds.TEXT),
    ],
)
def test_recognise(head: bytes, name: str, expected: str) -> None:
    assert recognise(head, name=name) == expected


def test_declared_type_is_used_where_content_is_silent() -> None:
    assert recognise(b"one,two\n", declared="text/csv") == kinds.CSV
    assert recognise(page(), declared="text/plain") == kinds.HTML
