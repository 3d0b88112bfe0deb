"""PolNeAR: a split folder with ``text/NAME.txt`` and brat standoff ``attributions/NAME_ANNOTATOR.ann``.

One sample per text; of several annotators' files the first by name. Gives attributions alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpora.sample import Attribution, CorpusError, Sample, Span

_ROLES = ("Source", "Cue", "Content")


def read(path: str | Path) -> Iterator[Sample]:
    """Samples of one split folder, in the order of the file names."""
    path = Path(path)
    annotations: dict[str, Path] = {}
    for file in sorted((path / "attributions").glob("*.ann")):
        annotations.setdefault(file.stem.rpartition("_")[0], file)
    for file in sorted((path / "text").glob("*.txt")):
        standoff = annotations.get(file.stem)
        if standoff is None:
            continue
        # newline="" keeps each line end as it is: the offsets count them
        with file.open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        yield Sample(
            id=file.stem, document=file.stem, text=text, attributions=tuple(_attributions(standoff, text))
        )


def _attributions(file: Path, text: str) -> list[Attribution]:
    spans: dict[str, tuple[Span, ...]] = {}
    relations: list[list[str]] = []
    with file.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if columns[0].startswith("T") and len(columns) > 1:
                spans[columns[0]] = _spans(columns[1], text, file)
            elif columns[0].startswith("E") and len(columns) > 1:
                relations.append(columns[1].split())
    found = []
    for relation in relations:
        roles: dict[str, list[Span]] = {role: [] for role in _ROLES}
        for item in relation[1:]:
            role, _, key = item.partition(":")
            role = role.rstrip("0123456789")
            if role in roles and key in spans:
                roles[role].extend(spans[key])
        source, cue, content = (tuple(sorted(set(roles[role]))) for role in _ROLES)
        if cue or content:
            found.append(Attribution(source, cue, content))
    return sorted(found, key=lambda item: min(item.sources + item.cues + item.contents))


def _spans(column: str, text: str, file: Path) -> tuple[Span, ...]:
    """The offsets of "Content 12 20;30 44", without the blanks at their edges."""
    spans = []
    for piece in column.partition(" ")[2].split(";"):
        start, end = (int(number) for number in piece.split())
        if not 0 <= start <= end <= len(text):
            raise CorpusError(f"{file}: span {start}-{end} lies outside the text of {len(text)} characters")
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            spans.append((start, end))
    return tuple(spans)
