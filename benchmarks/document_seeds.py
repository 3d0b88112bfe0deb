"""One small valid document of every format, made by program: for testing and fuzzing the readers.

``SEEDS`` maps a format's name to (file name, bytes). The reports are invented.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile

SENTENCES = (
    "The ministry said on Monday that its troops had entered the town of Dar Amal without a shot.",
    "A spokesman for the council denied it, saying that its guards held both bridges.",
    "Residents reached by telephone spoke of shelling after midnight.",
    "It was not possible to verify either account.",
)
TITLE = "Ministry says troops entered Dar Amal"


def plain() -> bytes:
    """A text file with a heading and paragraphs."""
    return "\n\n".join((TITLE, *SENTENCES)).encode()


def page(*, title: str = TITLE, body: str | None = None, head: str = "") -> bytes:
    """A news page with navigation, metadata, a caption and a footer."""
    paragraphs = body if body is not None else "".join(f"<p>{s} {s}</p>" for s in SENTENCES)
    described = json.dumps(
        {
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "WebSite", "name": "x"},
                {
                    "@type": "NewsArticle",
                    "headline": title,
                    "datePublished": "2017-10-16T09:30:00+03:00",
                    "author": [{"@type": "Person", "name": "Dana Azad"}],
                    "publisher": {"@type": "Organization", "name": "The Example Courier"},
                },
            ],
        }
    )
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{title} | The Example Courier</title>"
        f'<meta property="og:site_name" content="The Example Courier">{head}'
        '<link rel="canonical" href="https://courier.example/2017/10/16/troops">'
        f'<script type="application/ld+json">{described}</script></head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'
        f"<article><h1>{title}</h1>{paragraphs}"
        '<p class="photo-caption">A bridge over the river at dusk.</p></article>'
        "<footer><p>Copyright The Example Courier</p></footer></body></html>"
    ).encode()


def markdown() -> bytes:
    """Markdown with front matter."""
    front = "---\ntitle: Troops in Dar Amal\ndate: 2017-10-16\noutlet: The Example Courier\n---\n"
    return (
        front + f"# {TITLE}\n\n" + "\n\n".join(SENTENCES) + "\n\n- one [link](http://a.example)\n"
    ).encode()


def mail() -> bytes:
    """A mail with a plain and an HTML alternative and an attached text."""
    return (
        b"From: =?utf-8?q?Council_Press_Office?= <press@council.example>\r\nTo: desk@courier.example\r\n"
        b"Date: Mon, 16 Oct 2017 09:30:00 +0300\r\nSubject: =?utf-8?b?U3RhdGVtZW50IG9uIERhciBBbWFs?=\r\n"
        b"Message-ID: <1@council.example>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b1"\r\n\r\n--b1\r\n'
        b'Content-Type: multipart/alternative; boundary="b2"\r\n\r\n--b2\r\n'
        b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + SENTENCES[1].encode()
        + b"=20\r\nIt gave no figures.\r\n-- \r\nPress office\r\n--b2\r\n"
        b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>"
        + SENTENCES[1].encode()
        + b"</p>\r\n--b2--\r\n--b1\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n"
        b'Content-Disposition: attachment; filename="annex.txt"\r\n\r\n' + plain() + b"\r\n--b1--\r\n"
    )


def rss() -> bytes:
    """An RSS feed of two entries, one of them from another source."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>The Example Courier</title><link>https://courier.example/</link>
<language>en</language>
<item><title>{TITLE}</title><link>https://courier.example/1</link>
<pubDate>Mon, 16 Oct 2017 09:30:00 +0300</pubDate>
<source url="https://wire.example/rss">Example Wire</source>
<description><![CDATA[<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>]]></description></item>
<item><title>Second &lt;script&gt;alert(1)&lt;/script&gt;report</title><link>https://courier.example/2</link>
<description>{SENTENCES[2]}</description></item></channel></rss>""".encode()


def atom() -> bytes:
    """An Atom feed of one entry."""
    return f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>The Example Courier</title><entry><title type="html">{TITLE}</title>
<link href="https://courier.example/1"/><published>2017-10-16T09:30:00+03:00</published>
<content type="html">&lt;p&gt;{SENTENCES[0]}&lt;/p&gt;</content></entry></feed>""".encode()


def pdf(*, pages: int = 1, text: bool = True) -> bytes:
    """A PDF whose lines are set in a column and hyphenated; without text, what a scan without a layer is."""
    lines = (
        "The ministry said on Monday that its troops had en-",
        "tered the town of Dar Amal without a shot and that",
        "nobody was hurt.",
        "",
        "A spokesman for the council denied it, saying that",
        "its guards held both bridges.",
    )
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines) if text else "0 0 m 9 9 l S "
    stream = f"BT /F1 11 Tf 72 720 Td {shown}ET".encode()
    kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (Troops in Dar Amal) /CreationDate (D:20171016093000+03'00') >>",
    ]
    for number in range(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (6 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
    )
    return bytes(out)


def record(
    number: int, *, body: bytes | None = None, kind: bytes = b"response", headers: bytes = b""
) -> bytes:
    """One WARC record with a page in it."""
    body = page(title=f"{TITLE} ({number})") if body is None else body
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + headers + b"\r\n" + body
    return (
        b"WARC/1.0\r\nWARC-Type: " + kind + b"\r\nWARC-Target-URI: https://courier.example/%d\r\n" % number
        + b"WARC-Date: 2017-10-17T00:00:00Z\r\n"
        + b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012d>\r\n" % number
        + b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(http)
        + http + b"\r\n\r\n"
    )  # fmt: skip


def warc(records: int = 3) -> bytes:
    """A plain WARC."""
    return b"".join(record(number) for number in range(1, records + 1))


def warc_gz(records: int = 3) -> bytes:
    """A WARC of one gzip member a record, as crawlers write them."""
    return b"".join(gzip.compress(record(number)) for number in range(1, records + 1))


def rows() -> list[dict[str, object]]:
    """Two reports as objects with our columns."""
    return [
        {
            "text": " ".join(SENTENCES), "title": TITLE, "outlet": "The Example Courier",
            "published": "2017-10-16",
            "url": "https://courier.example/1", "language": "en", "credit": "Example Wire",
        },
        {"text": SENTENCES[0] + "\n\n" + SENTENCES[1], "title": "Second", "published": "2017-10-17T08:00Z"},
    ]  # fmt: skip


def json_array() -> bytes:
    """A JSON array of objects."""
    return json.dumps(rows()).encode()


def json_lines() -> bytes:
    """An object a line."""
    return "".join(json.dumps(row) + "\n" for row in rows()).encode()


def csv_table() -> bytes:
    """CSV with quoted fields that hold line breaks."""
    lines = ["text,title,outlet,published"]
    for row in rows():
        lines.append(f'"{row["text"]}",{row["title"]},{row.get("outlet", "")},{row["published"]}')
    return ("\r\n".join(lines) + "\r\n").encode()


def zipped(members: dict[str, bytes] | None = None) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (members or {"a.txt": plain(), "b/c.html": page()}).items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


SEEDS: dict[str, tuple[str, bytes]] = {
    "text": ("a.txt", plain()),
    "markdown": ("a.md", markdown()),
    "html": ("a.html", page()),
    "pdf": ("a.pdf", pdf()),
    "mail": ("a.eml", mail()),
    "rss": ("a.rss", rss()),
    "atom": ("a.atom", atom()),
    "warc": ("a.warc", warc()),
    "warc.gz": ("a.warc.gz", warc_gz()),
    "json": ("a.json", json_array()),
    "json lines": ("a.jsonl", json_lines()),
    "csv": ("a.csv", csv_table()),
    "zip": ("a.zip", zipped()),
    "gzip": ("a.txt.gz", gzip.compress(plain())),
}
