"""Reading for the benchmark of incidents: texts become documents, annotations and reports.

What the model sees in a text is kept under ``runs/`` by the text and the model's files, so that a second run
reads nothing again; statements and events are always made anew, since they are what changes.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.adapter import System
from counterclaim.documents.raw import Context, in_memory
from counterclaim.events import code
from counterclaim.language.model import FOLDER
from counterclaim.pipeline import _read
from counterclaim.records import Annotation, Document, Report
from counterclaim.settings import load
from counterclaim.statements import statements
from counterclaim.statements.marked import unmarked

RUNS = Path(__file__).parents[1] / "runs" / "incidents"
_AT_ONCE = 50  # texts annotated between two writings of the file


def document_of(text: str) -> Document:
    """A text as a document."""
    raw = in_memory("text", text.encode(), name="text.txt", media_type="text/plain", charset="utf-8")
    (document,) = _read([raw], Context(load().limits), published=None)
    if not isinstance(document, Document):
        raise document
    return document


def annotated(
    documents: Iterable[Document], system: System, *, name: str, runs: Path = RUNS
) -> Iterator[tuple[Document, Annotation]]:
    """Documents with what the model sees in each, in order; from the file ``name`` where it was seen before."""
    kept = _Kept(runs / f"{name}-{_fingerprint()}.pkl")
    rest = iter(documents)
    while batch := list(islice(rest, _AT_ONCE)):
        missing = [one for one in batch if one.sha256_text not in kept.found]
        texts = (one.text for one in missing)
        for one, annotation in zip(missing, system.reader.annotate_all(texts), strict=True):
            kept.found[one.sha256_text] = annotation
        if missing:
            kept.write()
        yield from ((one, kept.found[one.sha256_text]) for one in batch)


def report(document: Document, annotation: Annotation) -> Report:
    """What ``counterclaim.read`` gives of a document that was annotated."""
    told = statements(document, annotation)
    return Report(document, *code(document, unmarked(annotation, [m.span for m in document.marks]), told))


class _Kept:
    """Annotations in one file, by the hash of the text."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.found: dict[str, Any] = {}
        if file.exists():
            self.found = pickle.loads(file.read_bytes())

    def write(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        part = self.file.with_suffix(".part")
        part.write_bytes(pickle.dumps(self.found))
        part.replace(self.file)


def _fingerprint() -> str:
    """What tells one set of the model's files from another."""
    digest = hashlib.sha256()
    for file in sorted(FOLDER.iterdir()):
        if file.is_file():
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]
