"""The table of events: sentences a person can edit, read ten to a report, compared with what is coded."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from counterclaim.language import Reader
from counterclaim.pipeline import read
from counterclaim.records import EventMention, Participant

TABLE = Path(__file__).parent / "data" / "events.csv"
SIZE = 10  # sentences a report: the reader is made for reports, not for single sentences
_UNSAID = frozenset({"the", "a", "an", "its", "their", "his", "her", "two", "of", "s"})


@dataclass(frozen=True)
class Outcome:
    """One row with what is wrong about the event that was found for it."""

    row: dict[str, str]
    wrong: tuple[str, ...]


def rows(path: Path = TABLE) -> list[dict[str, str]]:
    """The rows of the table; lines that begin with # are notes."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def outcomes(reader: Reader, path: Path = TABLE) -> Iterator[Outcome]:
    """Each row with what is wrong; rows of one form come to stand in different reports."""
    listed = rows(path)
    step = max(1, len(listed) // SIZE)
    for at in range(step):
        report = listed[at::step]
        read_back = read("\n\n".join(row["sentence"] for row in report) + "\n", reader=reader)
        text = read_back.document.text
        events = [event for statement in read_back.statements for event in statement.events]
        for row in report:
            start = text.index(row["sentence"])
            yield Outcome(row, tuple(wrongs(row, start, events)))


def wrongs(row: dict[str, str], start: int, events: Sequence[EventMention]) -> Iterator[str]:
    """What is wrong about the event at a row's trigger."""
    first = start + row["sentence"].lower().index(row["trigger"].lower())
    end = first + len(row["trigger"])
    met = [event for event in events if event.trigger.start < end and first < event.trigger.end]
    met.sort(key=lambda event: event.type != (row["type"] or None))
    if not met:
        yield "no event"
        return
    event = met[0]
    if event.type != (row["type"] or None):
        yield f"type {event.type}"
    if row["mode"] and event.mode != row["mode"]:
        yield f"mode {event.mode}"
    if not same(event.actors, row["actors"]):
        yield f"actors {[one.name for one in event.actors]}"
    if not same(event.recipients, row["recipients"]):
        yield f"recipients {[one.name for one in event.recipients]}"
    if event.factuality.value != row["factuality"]:
        yield f"factuality {event.factuality.value}"


def same(found: Sequence[Participant], wanted: str) -> bool:
    """Whether names are the same ones: each holds the other's words, articles and the like aside."""
    got = [key(one.name) for one in found]
    want = [key(name) for name in wanted.split("|") if name]
    met = [any(a <= b or b <= a for b in want) for a in got] + [
        any(a <= b or b <= a for a in got) for b in want
    ]
    return len(got) == len(want) and all(met)


def key(name: str) -> frozenset[str]:
    """The words of a name that count."""
    return frozenset(
        word for word in re.findall(r"[\w-]+", name.lower().replace("’", "'")) if word not in _UNSAID
    )
