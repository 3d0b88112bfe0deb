"""PLOVER sentences: a TSV with source and target marked as ``<s>…</s>``, ``<t>…</t>`` and the event type."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from corpora.sample import CorpusError, PloverItem, Sample, Span

_MARK = re.compile(r"<(/?)([st])>")


def read(path: str | Path) -> Iterator[Sample]:
    """Samples of one ``.tsv`` file, one per row, without the marks in the text."""
    seen: dict[str, int] = {}
    with Path(path).open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            try:
                text, marks = unmark(row["marked_sentence"])
            except ValueError as error:
                raise CorpusError(f"{path}, sentence {row['sentence_id']}: {error}") from error
            sources, targets = tuple(marks["s"]), tuple(marks["t"])
            name = row["sentence_id"]
            seen[name] = seen.get(name, 0) + 1
            yield Sample(
                id=name if seen[name] == 1 else f"{name}-{seen[name]}",  # a sentence with two events
                document=name,
                text=text,
                plover=PloverItem(
                    source=sources[0] if sources else None,
                    target=targets[0] if targets else None,
                    type=row["gold_root"].strip().upper(),
                    sources=sources,
                    targets=targets,
                ),
            )


def unmark(marked: str) -> tuple[str, dict[str, list[Span]]]:
    """The text without its marks, and the spans of each mark; marks may nest or cross."""
    pieces: list[str] = []
    length = position = 0
    open_at: dict[str, list[int]] = {"s": [], "t": []}
    spans: dict[str, list[Span]] = {"s": [], "t": []}
    for match in _MARK.finditer(marked):
        pieces.append(marked[position : match.start()])
        length += match.start() - position
        position = match.end()
        closing, kind = match.groups()
        if not closing:
            open_at[kind].append(length)
        elif open_at[kind]:
            spans[kind].append((open_at[kind].pop(), length))
        else:
            raise ValueError(f"</{kind}> without <{kind}>")
    if open_at["s"] or open_at["t"]:
        raise ValueError("a mark is not closed")
    pieces.append(marked[position:])
    text = "".join(pieces)
    return text, {kind: sorted(_trim(text, span) for span in found) for kind, found in spans.items()}


def _trim(text: str, span: Span) -> Span:
    """The span without blanks at its edges."""
    piece = text[span[0] : span[1]]
    return span[0] + len(piece) - len(piece.lstrip()), span[0] + len(piece.rstrip())
