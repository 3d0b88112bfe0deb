"""CrossNER: a BIO file, one token and tag a line; one sample per sentence (the corpus has no documents)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpora.sample import Sample
from corpora.worldwide import tagged_sample


def read(path: str | Path) -> Iterator[Sample]:
    """Samples of one file, such as ``dev.txt``."""
    path = Path(path)
    sentence: list[tuple[str, str]] = []
    count = 0
    with path.open(encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            columns = line.split()
            if columns:
                sentence.append((columns[0], columns[-1]))
            elif sentence:
                name = f"{path.stem}-{count}"
                yield tagged_sample(name, name, [sentence])
                sentence = []
                count += 1
