"""PDF files: the text layer by pypdf, its lines joined into paragraphs. One document a file.

Scans without a text layer and files locked by a password are set aside. Lines that recur on most pages
(running heads, page numbers) are marked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from counterclaim.documents.decode import decode
from counterclaim.documents.draft import Block, Draft
from counterclaim.documents.formats.text import too_long
from counterclaim.documents.prose import paragraphs, title_of, wrap_width
from counterclaim.documents.raw import Context, Item
from counterclaim.errors import DocumentError
from counterclaim.records import Known, MarkKind

_FEWEST_LETTERS = 20  # of a text layer: stamps on scans ("Page 1") are no text
_HYPHEN = re.compile(r"(\w{2,})[-\u00ad]\n[^\S\n]*([^\W\d_]\w*\S*)[^\S\n]?")
_SHORT = 20  # characters: shorter lines end paragraphs and say nothing of the column
_WORD = re.compile(r"\w+(?:-\w+)*")
_SENTENCE_END = re.compile(r"""[.!?…:][)\]"'”’»]*$""")
_NO_TITLE = re.compile(
    r"^(?:untitled|microsoft word|powerpoint|document\d*$|\W*$)|\.(?:docx?|indd|qxd|pdf|rtf|txt)$", re.I
)


def read(item: Item, context: Context) -> Iterator[Draft]:
    """The document of a PDF.

    Raises:
        DocumentError: it is locked, damaged, scanned or over a limit.
    """
    limits = context.limits
    payload = item.payload(limits)
    try:
        reader = PdfReader(BytesIO(payload), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked(item.where)
        count = len(reader.pages)
        if count > limits.pdf_pages:
            problem = f"has {count:,} pages, more than the limit of {limits.pdf_pages:,}"
            raise DocumentError(item.where, problem, "split it, or raise limits.pdf_pages in the settings")
        pages = _pages(reader, item.where, limits.characters)
        title, author, published = _metadata(reader)
    except DependencyError as error:
        raise _locked(item.where) from error
    except PyPdfError as error:
        raise DocumentError(
            item.where, f"is a damaged PDF ({error})", "print it to a new PDF, or get it again"
        ) from error
    if sum(c.isalpha() for page in pages for c in page) < _FEWEST_LETTERS:
        raise DocumentError(
            item.where, "has no text layer, as scans have none", "run it through text recognition (OCR)"
        )
    found = _blocks(pages)
    index = title_of([block for block in found if block.kind is None])
    known = {"title": Known.METADATA} if title else {}
    if not title and index is not None:
        title, known = [block for block in found if block.kind is None][index].text, {"title": Known.TEXT}
    if item.raw.url:
        known["url"] = item.raw.url_known
    for name, value in (("published", published), ("author", author)):
        if value:
            known[name] = Known.METADATA
    yield Draft(
        where=item.where,
        media_type=item.media_type,
        payload=payload,
        blocks=tuple(found),
        title=title,
        url=item.raw.url,
        published=published,
        author=author,
        known=known,
    )


def _locked(where: str) -> DocumentError:
    return DocumentError(
        where, "is locked by a password", "open it with the password and print it to a new PDF"
    )


def _pages(reader: PdfReader, where: str, limit: int) -> list[str]:
    pages = []
    length = 0
    for page in reader.pages:
        # Lone surrogates come of broken font tables.
        text = page.extract_text().encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
        length += len(text)
        if length > limit:
            raise too_long(where, limit)
        pages.append(text)
    return pages


def _metadata(reader: PdfReader) -> tuple[str | None, str | None, str | None]:
    """Title, author and date of creation (ISO 8601), where the file names them."""
    try:
        info = reader.metadata
        if info is None:
            return None, None, None
        title, author = _line(info.title), _line(info.author)
        created = info.creation_date
    except (PyPdfError, ValueError, TypeError, AttributeError, OverflowError):  # malformed: as if absent
        return None, None, None
    if title and _NO_TITLE.search(title):
        title = None
    return title, author, created.isoformat() if created else None


def _line(value: object) -> str | None:
    if isinstance(value, bytes):
        value = decode(value)
    return " ".join(str(value).split()) or None if value else None


def _blocks(pages: list[str]) -> list[Block]:
    """Paragraphs over all pages, running heads and feet marked where they stand."""
    running = _running(pages)
    kept: list[str] = []
    heads: list[Block] = []
    for page in pages:
        lines = page.splitlines()
        edge = [i for i, line in enumerate(lines) if _shape(line) in running and _at_edge(i, lines)]
        heads.extend(Block(lines[i].strip(), MarkKind.NOTICE, "a running head or foot") for i in edge)
        kept.append("\n".join(line for i, line in enumerate(lines) if i not in edge).strip("\n"))
    text = _joined([page for page in kept if page.strip()])
    text = _rejoined_words(text)
    chunks = [chunk for chunk in re.split(r"\n[^\S\n]*\n\s*", text) if chunk.strip()]
    width = wrap_width(chunks) or _column(chunks)
    body = [Block(paragraph) for chunk in chunks for paragraph in paragraphs(chunk, width) if paragraph]
    return [*body, *dict.fromkeys(heads)]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def _at_edge(index: int, lines: list[str]) -> bool:
    return index < 3 or index >= len(lines) - 3


def _running(pages: list[str]) -> set[str]:
    if len(pages) < 3:
        return set()
    edges = Counter(
        shape
        for page in pages
        for shape in {
            _shape(line) for line in (page.splitlines()[:3] + page.splitlines()[-3:]) if line.strip()
        }
    )
    return {shape for shape, times in edges.items() if times >= max(3, 0.6 * len(pages))}


def _joined(pages: list[str]) -> str:
    """All pages as one text: a paragraph that runs over a page break is not parted there."""
    text = ""
    for page in pages:
        ended = not text or _SENTENCE_END.search(text.rstrip())
        text += ("" if not text else "\n\n" if ended else "\n") + page
    return text


def _rejoined_words(text: str) -> str:
    """Undo hyphens at line ends, but keep those of words that the text hyphenates in mid-line."""
    words = set(_WORD.findall(text.lower()))

    def join(match: re.Match[str]) -> str:
        first, second = match[1], match[2]
        stem = _WORD.match(second)
        rest = second[stem.end() :] if stem else ""
        second = second[: len(second) - len(rest)]
        whole, hyphened = f"{first}{second}".lower(), f"{first}-{second}".lower()
        keep = hyphened in words or (whole not in words and second[0].isupper())
        # The line still ends where it ended, so that its length tells what it told.
        return f"{first}-{second}{rest}\n" if keep else f"{first}{second}{rest}\n"

    return _HYPHEN.sub(join, text)


def _column(chunks: list[str]) -> int:
    """The width of set text, whose lines no count of characters ends alike: what most lines come close to."""
    lengths = sorted(len(line) for chunk in chunks for line in chunk.split("\n") if len(line) > _SHORT)
    if not lengths:
        return 0
    width = lengths[int(len(lengths) * 0.9)]
    full = sum(length > 0.75 * width for length in lengths)
    return int(width * 0.85) if full > 0.5 * len(lengths) else 0
