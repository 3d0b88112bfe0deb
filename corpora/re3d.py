"""re3d: folders with ``documents.json`` and ``entities.json`` (one object a line); one sample per document.

Gives entities as ``names``; they may nest (a Person that begins with a Nationality).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpora.sample import CorpusError, Label, Sample


def read(path: str | Path) -> Iterator[Sample]:
    """Samples of one source folder, or of every one below the given folder, in the order of the names."""
    path = Path(path)
    if (path / "documents.json").exists():
        yield from _read_folder(path)
        return
    for folder in sorted(file.parent for file in path.glob("*/documents.json")):
        yield from _read_folder(folder)


def _read_folder(folder: Path) -> Iterator[Sample]:
    entities: dict[str, dict[tuple[int, int, str], float]] = {}
    for item in _lines(folder / "entities.json"):
        begin, end = int(item["begin"]), int(item["end"])
        entities.setdefault(item["documentId"], {})[begin, end, item["type"]] = float(item["confidence"])
    for item in _lines(folder / "documents.json"):
        name, text = item["_id"], item["text"]
        found = sorted(
            entities.get(name, {}).items(), key=lambda entry: (entry[0][0], -entry[0][1], entry[0][2])
        )
        if any(not 0 <= begin < end <= len(text) for (begin, end, _), _ in found):
            raise CorpusError(f"{folder}: an entity of document {name} lies outside its text")
        yield Sample(
            id=name,
            document=name,
            text=text,
            names=tuple(Label(begin, end, kind, confidence) for (begin, end, kind), confidence in found),
        )


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
