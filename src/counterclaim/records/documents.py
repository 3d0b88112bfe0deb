"""Documents: what a report is, and where its text comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text: ``document.text[start:end]``."""

    start: int
    end: int


class DatePrecision(StrEnum):
    """How much of a date of publication is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


class Known(StrEnum):
    """How a piece of information about a document came to be known."""

    GIVEN = "given"  # by hand: an argument, a column, a field
    METADATA = "metadata"  # the page, feed, mail header or PDF says so
    DATELINE = "dateline"  # "Concepcion, 23 Aug 88 (Santiago Domestic Service) -- [Text]"
    CREDIT = "credit"  # a wire credit in the text
    ADDRESS = "address"  # the URL
    TEXT = "text"  # read off the text: a heading, the language
    FILE = "file"  # the file name


@dataclass(frozen=True, slots=True)
class Published:
    """When a document was published.

    ``value`` is ISO 8601 cut to ``precision`` ("2017", "2017-10", "2017-10-16",
    "2017-10-16T09:30", with "+03:00" or "Z" when the source said so: ``zone`` is then True).
    """

    value: str
    precision: DatePrecision
    zone: bool
    known: Known


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency or outlet from which a document says that it took its text, in whole or in part.

    ``agency`` is the plain name ("Reuters"); ``partial`` is True for "with agencies",
    "additional reporting by"; ``span`` is where the text says so, None when metadata did.
    """

    agency: str
    partial: bool
    known: Known
    span: Span | None


class MarkKind(StrEnum):
    """Why a stretch of text is not the report."""

    CAPTION = "caption"
    LINK = "link"  # a pointer to another story
    BYLINE = "byline"
    CREDIT = "credit"  # a line that only credits an agency or a photographer
    SHARE = "share"
    NOTICE = "notice"  # cookies, copyright, terms, corrections policy
    PROMOTION = "promotion"  # newsletter boxes, subscriptions, advertisements
    STRAY = "stray"  # left-over punctuation or markup
    TITLE = "title"  # the headline repeated in the text
    HEADING = "heading"  # a heading within the report: it names what follows and states nothing
    DATELINE = "dateline"  # place, date and agency before the report's first words


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that is not the report: kept, so that offsets hold, but never read from."""

    span: Span
    kind: MarkKind
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """One report.

    ``text`` is canonical: NFC, ``\\n`` newlines, paragraphs parted by one empty line, no NULs and
    no bidirectional controls. ``original`` is the same report in its first language where a
    translation came with it; offsets never point into it.
    """

    id: str  # SHA-256 of the text, first 16 hex digits, with the address or path mixed in
    text: str
    title: str | None
    outlet: str | None
    url: str | None
    language: str | None  # ISO 639-1
    published: Published | None
    credits: tuple[Credit, ...]
    marks: tuple[Mark, ...]
    where: str  # path, address, or container with member
    media_type: str  # of the bytes received, as recognised
    sha256_bytes: str
    sha256_text: str
    original: str | None = None
    known: dict[str, Known] = field(default_factory=dict)  # title, outlet, url, language → how
    received: bytes | None = field(default=None, repr=False, compare=False)  # on request

    def of(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class TextOrigin:
    """Of which text a document is: itself, or one that it copies, abridges or lightly rewrites.

    Documents of one text bear the same ``origin``, the id of the longest among them. ``nearest`` is the
    document by which this one was found to belong, None for the origin itself; ``containment`` is the
    weighted share, 0 to 1, of the shorter one's words in sequence that the longer one has, ``score`` that
    less contradicting facts, ``shared_sentences`` the sentences that both have word for word, and
    ``agency`` the one that both credit, or that one credits and the other is.
    """

    document: str
    origin: str
    nearest: str | None
    score: float
    containment: float
    shared_sentences: int
    agency: str | None
