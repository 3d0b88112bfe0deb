"""The synthetic PLOVER stories: a CSV of generated news stories, each with the type and mode of its event.

No spans: source and target of each ``PloverItem`` are None.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from corpora.sample import PloverItem, Sample


def read(path: str | Path) -> Iterator[Sample]:
    """Samples of one ``.csv`` file; the same title template with other countries shares a ``document``."""
    path = Path(path)
    with path.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream)):
            text, kind = row["text"].strip(), row["label"].strip().upper()
            if not text or not kind:
                continue
            yield Sample(
                id=f"{path.stem}-{number}",
                document=row["title"].strip() or f"{path.stem}-{number}",
                text=text,
                plover=PloverItem(
                    source=None, target=None, type=kind, mode=row["mode"].strip().lower() or None
                ),
            )
