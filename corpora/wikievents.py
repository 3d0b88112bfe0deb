"""WikiEvents: JSONL documents with events, arguments and entity mentions; one sample per document.

The text is the file's own sentences, parted by a space. Types and roles are KAIROS's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpora.sample import Argument, CorpusError, Event, Label, Sample, Span, Token


def read(path: str | Path) -> Iterator[Sample]:
    """Samples of one ``.jsonl`` file."""
    with Path(path).open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield _sample(json.loads(line))


def _layout(item: dict[str, Any]) -> tuple[str, list[Span], list[tuple[int, int]]]:
    """The text, each token's span in it, and the sentences as token ranges."""
    pieces: list[str] = []
    spans: list[Span] = []
    bounds: list[tuple[int, int]] = []
    base = 0
    for tokens, sentence in item["sentences"]:
        position = 0
        first = len(spans)
        for token, *_ in tokens:
            place = sentence.find(token, position)
            if place < 0:
                raise CorpusError(f"{item['doc_id']}: the token {token!r} is not in its sentence")
            position = place + len(token)
            spans.append((base + place, base + position))
        bounds.append((first, len(spans)))
        pieces.append(sentence)
        base += len(sentence) + 1
    return " ".join(pieces), spans, bounds


def _sample(item: dict[str, Any]) -> Sample:
    text, spans, bounds = _layout(item)
    places = {
        entity["id"]: (spans[entity["start"]][0], spans[entity["end"] - 1][1])
        for entity in item["entity_mentions"]
    }
    events = [
        Event(
            start=spans[event["trigger"]["start"]][0],
            end=spans[event["trigger"]["end"] - 1][1],
            type=event["event_type"],
            arguments=tuple(
                Argument(*places[arg["entity_id"]], arg["role"])
                for arg in event["arguments"]
                if arg["entity_id"] in places
            ),
        )
        for event in item["event_mentions"]
    ]
    names = [Label(*places[entity["id"]], entity["entity_type"]) for entity in item["entity_mentions"]]
    return Sample(
        id=item["doc_id"],
        document=item["doc_id"],
        text=text,
        tokens=tuple(Token(start, end) for start, end in spans),
        sentences=tuple(bounds),
        names=tuple(sorted(names, key=lambda name: (name.start, name.end))),
        events=tuple(sorted(events, key=lambda event: (event.start, event.end))),
    )
