"""Lines of metadata around a report: "Headline: ...", "LENGTH: 212 words", "BODY:".

Takes the shapes of a text; gives which paragraphs are such lines, what each holds and where its value begins.
The labels are in ``data/field_labels.csv``. One such line alone may be a sentence of the report ("Contact: the
army fired first"): they count where at least two of them stand before the report's first sentence, or after
its last one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from counterclaim.documents.dates import only_a_date
from counterclaim.documents.shapes import Form, Shape
from counterclaim.records import MarkKind

LEAST = 2  # lines before they count
LONGEST = 300  # characters of a value
_SENTENCE_SPACES = 5
_FIELD = re.compile(r"(?P<label>[A-Za-z][A-Za-z -]{1,19}):(?:\s+(?P<value>\S.*))?$", re.DOTALL)
_KINDS = {
    "title": (MarkKind.TITLE, "the headline, with its label"),
    "graphic": (MarkKind.CAPTION, "what a picture shows, with its label"),
    "author": (MarkKind.BYLINE, "the author, with a label"),
    "credit": (MarkKind.CREDIT, "the source, with its label"),
    "url": (MarkKind.LINK, "the address, with its label"),
    "published": (MarkKind.DATELINE, "a line with nothing but a date"),
}
_OTHER = (MarkKind.NOTICE, "a line of metadata, with its label")


@dataclass(frozen=True, slots=True)
class Field:
    """What a line of metadata holds, and its value."""

    name: str
    value: str

    @property
    def form(self) -> Form:
        """What its line is marked as."""
        if self.name == "published" and only_a_date(self.value) is None:
            return _OTHER
        return _KINDS.get(self.name, _OTHER)


def fields_of(shapes: Sequence[Shape]) -> dict[int, Field]:
    """The lines of metadata by the number of their paragraph, above and below a report."""
    found: dict[int, Field] = {}
    for numbers in (range(len(shapes)), range(len(shapes) - 1, -1, -1)):
        here: dict[int, Field] = {}
        for number in numbers:
            field = _field(shapes[number])
            if field:
                here[number] = field
            elif _is_sentence(shapes[number]):
                break
        if len(here) >= LEAST:
            found |= here
    return found


def _field(shape: Shape) -> Field | None:
    text = shape.text
    if ":" not in text[:21] or len(text) > LONGEST:
        return None
    match = _FIELD.match(text)
    name = _labels().get(match["label"].strip().casefold()) if match else None
    if match is None or name is None or (shape.stop and name not in ("title", "graphic")):
        return None  # "Reporter: Who fired first?" is a line of an interview
    return Field(name, (match["value"] or "").strip())


def _is_sentence(shape: Shape) -> bool:
    return shape.stop and shape.text.count(" ") >= _SENTENCE_SPACES  # cheaper than its words


@cache
def _labels() -> dict[str, str]:
    text = (files(__package__) / "data" / "field_labels.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {label: row["field"] for row in rows for label in row["labels"].split(";")}
