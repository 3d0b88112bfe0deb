"""RAMS: JSON lines, five sentences around one event with its arguments; one sample per line.

Only that one event is annotated: other events in the five sentences are not. Types and roles are AIDA's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpora.detokenise import join_sentences
from corpora.sample import Argument, Event, Sample, Span, Token

_ROLE = re.compile(r"^evt\d+arg\d+")


def read(path: str | Path) -> Iterator[Sample]:
    """Samples of one ``.jsonlines`` file; ``document`` is the address of the article."""
    with Path(path).open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield _sample(json.loads(line))


def _sample(item: dict[str, Any]) -> Sample:
    text, places = join_sentences(item["sentences"])
    spans = [span for sentence in places for span in sentence]
    bounds: list[tuple[int, int]] = []
    count = 0
    for sentence in places:
        bounds.append((count, count + len(sentence)))
        count += len(sentence)

    def cover(first: int, last: int) -> Span:  # RAMS ends are inclusive
        return spans[first][0], spans[last][1]

    events = []
    for first, last, types in item["evt_triggers"]:
        arguments = [
            Argument(*cover(*place), _ROLE.sub("", role))
            for trigger, place, role in item["gold_evt_links"]
            if list(trigger) == [first, last]
        ]
        start, end = cover(first, last)
        events.append(
            Event(
                start, end, types[0][0], arguments=tuple(sorted(arguments, key=lambda a: (a.start, a.role)))
            )
        )
    return Sample(
        id=item["doc_key"],
        document=item.get("source_url") or item["doc_key"],
        text=text,
        tokens=tuple(Token(start, end) for start, end in spans),
        sentences=tuple(bounds),
        events=tuple(events),
    )
