"""TimeML documents (TimeBank, AQUAINT): text, time of creation, and the TIMEX3 expressions marked in it.

Takes a folder of ``.tml`` files or one of them; gives `TimedDocument`s in order of their names.
Offsets are into the text between the TEXT tags.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from corpora.sample import CorpusError


@dataclass(frozen=True, slots=True)
class Timex:
    """One TIMEX3: where it stands, its type (DATE, TIME, DURATION, SET) and its value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class TimedDocument:
    """A text with its expressions; ``created`` is the value of the document creation time, None if not
    given.
    """

    id: str
    text: str
    created: str | None
    timexes: tuple[Timex, ...]


def read(path: Path) -> Iterator[TimedDocument]:
    """Every document of a folder, or the one of a file."""
    files = [path] if path.is_file() else sorted(path.rglob("*.tml"))
    for file in files:
        yield _document(file)


def side(document: str) -> str:
    """The fixed halves: "train", whose errors may be looked at, and "dev", which is only counted."""
    return "dev" if int(hashlib.sha256(document.encode()).hexdigest(), 16) % 2 else "train"


def _document(file: Path) -> TimedDocument:
    try:
        root = ElementTree.fromstring(file.read_bytes())
    except ElementTree.ParseError as error:
        raise CorpusError(f"{file}: not well-formed XML ({error})") from error
    body = root.find("TEXT")
    if body is None:
        raise CorpusError(f"{file}: no TEXT element")
    created = root.find(".//DCT//TIMEX3")
    pieces: list[str] = []
    timexes: list[Timex] = []
    _walk(body, pieces, timexes, 0)
    value = created.get("value") if created is not None else None
    return TimedDocument(file.stem, "".join(pieces), value, tuple(sorted(timexes, key=lambda t: t.start)))


def _walk(element: ElementTree.Element, pieces: list[str], timexes: list[Timex], offset: int) -> int:
    """Collects the text below an element from an offset on; gives the offset after it."""
    start = offset
    if element.text:
        pieces.append(element.text)
        offset += len(element.text)
    for child in element:
        offset = _walk(child, pieces, timexes, offset)
        if child.tail:
            pieces.append(child.tail)
            offset += len(child.tail)
    if element.tag == "TIMEX3" and offset > start:
        timexes.append(Timex(start, offset, element.get("type", ""), element.get("value", "")))
    return offset
