"""M2E2: JSONL sentences of VOA news with ACE-style events and entities; one sample per sentence.

The text is rebuilt from ``words``: the file's own ``sentence`` loses punctuation that the offsets count.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpora.detokenise import detokenise
from corpora.sample import Argument, Event, Label, Sample, Token


def read(path: str | Path) -> Iterator[Sample]:
    """Samples of one ``.jsonl`` file; ``document`` is the sentence id without its number."""
    with Path(path).open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield _sample(json.loads(line))


def _sample(item: dict[str, Any]) -> Sample:
    text, spans = detokenise(item["words"])
    events = [
        Event(
            start=spans[event["trigger"]["start"]][0],
            end=spans[event["trigger"]["end"] - 1][1],
            type=event["event_type"],
            arguments=tuple(
                Argument(spans[arg["start"]][0], spans[arg["end"] - 1][1], arg["role"])
                for arg in event["arguments"]
            ),
        )
        for event in item["golden-event-mentions"]
    ]
    names = [
        Label(spans[entity["start"]][0], spans[entity["end"] - 1][1], entity["entity-type"])
        for entity in item["golden-entity-mentions"]
    ]
    return Sample(
        id=item["sentence_id"],
        document=item["sentence_id"].rpartition("_")[0],
        text=text,
        tokens=tuple(Token(start, end) for start, end in spans),
        sentences=((0, len(spans)),),
        names=tuple(sorted(names, key=lambda name: (name.start, name.end))),
        events=tuple(sorted(events, key=lambda event: (event.start, event.end))),
    )
