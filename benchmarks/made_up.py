"""Made-up documents: what a Document holds besides its text, for benchmarks and tests that need no reader."""

from __future__ import annotations

import hashlib

from counterclaim.records import DatePrecision, Document, Known, Published

_PRECISION = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}


def document(
    text: str,
    *,
    url: str | None,
    where: str,
    outlet: str,
    media_type: str,
    title: str | None = None,
    published: str | None = None,
    received: bytes | None = None,
) -> Document:
    """A document as the documents room would make it of a text: its hashes, its id, what is known of it.

    Args:
        text: its text, which may hold what no encoding can write.
        received: the bytes it came in; those of the text where none are given, and then they are not kept.
        published: an ISO date, as precise as it is long.
    """
    written = text.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(written).hexdigest()
    date = None
    if published is not None:
        date = Published(
            published, _PRECISION.get(len(published), DatePrecision.MINUTE), False, Known.METADATA
        )
    return Document(
        id=hashlib.sha256(f"{digest}\n{url or where}".encode("utf-8", "surrogatepass")).hexdigest()[:16],
        text=text,
        title=title,
        outlet=outlet,
        url=url,
        language="en",
        published=date,
        credits=(),
        marks=(),
        where=where,
        media_type=media_type,
        sha256_bytes=hashlib.sha256(written if received is None else received).hexdigest(),
        sha256_text=digest,
        known={"url": Known.GIVEN, "outlet": Known.METADATA},
        received=received,
    )
