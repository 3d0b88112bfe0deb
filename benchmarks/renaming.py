"""Renaming: reports whose names are changed for others of the same kind, scored for what is read all the same.

``--data`` is a TOML file of reports with slots (``benchmarks/data/renaming_reports.toml``) or a folder of texts, in
which the reader's own names are changed. New names come from ``benchmarks/data/renaming_names.csv``.
"""

from __future__ import annotations

import csv
import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.adapter import System
from benchmarks.command import Options, Result, run
from corpora.sample import CorpusError
from counterclaim.pipeline import read as read_report
from counterclaim.records import Annotation, Statement

DEFINITION = """\
unchanged: statements of a report that are read again, with the same source spans, stance and event types, at the
same place, when all names of people, places, forces and outlets in it are changed for others of the same kind.
unchanged_source, _stance and _events: the same for one of the three. Items are statements of the first reading,
once for each renaming (CASTS of them a report)."""

NAMES = Path(__file__).parent / "data" / "renaming_names.csv"
CASTS = 5
SLOT = re.compile(r"\{([PSLFON])(\d)\}")
KIND = {"P": "person", "S": "person", "L": "place", "F": "force", "O": "outlet", "N": "nation"}
LABELS = {"Person": "P", "Location": "L", "Organisation": "F", "NORP": "N"}
Cast = dict[str, str]


class Part(NamedTuple):
    """A stretch of a report: literal text, or a slot for a name."""

    text: str
    slot: str | None = None


def names() -> dict[str, list[str]]:
    """Names by kind."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    with NAMES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["kind"]].append(row["name"])
    return dict(found)


def templates(path: Path) -> Iterator[list[Part]]:
    """The reports of a TOML file as parts.

    Raises:
        CorpusError: it holds no report.
    """
    reports = tomllib.loads(path.read_text("utf-8")).get("report", [])
    if not reports:
        raise CorpusError(f"{path}: no [[report]] in it; give each a text with slots such as {{P1}}")
    for report in reports:
        pieces = re.split(r"(\{[PSLFON]\d\})", report["text"].strip())
        yield [Part(piece, piece[1:-1] if SLOT.fullmatch(piece) else None) for piece in pieces if piece]


def found_in(text: str, annotation: Annotation) -> list[Part]:
    """A text as parts, with a slot wherever the reader sees a name; one name has one slot throughout."""
    slots: dict[str, str] = {}
    for name in annotation.names:
        form, letter = text[name.start : name.end], LABELS.get(name.type)
        whole = letter is not None and form[:1].isupper() and form.strip() == form
        if whole and (letter != "N" or " " not in form):
            slots.setdefault(form, f"{letter}{len(slots)}")
    if not slots:
        return [Part(text)]
    for form in list(slots):  # a surname alone is that of the full name
        owner = next((s for full, s in slots.items() if s[0] == "P" and full.endswith(" " + form)), None)
        if owner is not None:
            slots[form] = "S" + owner[1:]
    forms = sorted(slots, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, forms)) + r")(?!\w)")
    return [Part(piece, slots.get(piece)) for piece in pattern.split(text) if piece]


def cast_for(parts: list[Part], rng: random.Random) -> Cast:
    """A new name for each slot, none twice."""
    known = names()
    left = {kind: rng.sample(options, len(options)) for kind, options in known.items()}
    cast: Cast = {}
    for slot in sorted({part.slot for part in parts if part.slot}):
        key = "P" + slot[1:] if slot[0] in "PS" else slot
        if key not in cast:
            options = left[KIND[slot[0]]]
            cast[key] = options.pop() if options else rng.choice(known[KIND[slot[0]]])
        if slot[0] == "S":
            cast[slot] = cast[key].split()[-1]
    return cast


def written(parts: list[Part], cast: Cast) -> tuple[str, list[int]]:
    """A report with the names of a cast, and where each part begins in it."""
    text, starts = "", []
    for part in parts:
        starts.append(len(text))
        text += cast.get(part.slot, part.text) if part.slot else part.text
    return text, starts


Place = tuple[int, int]


def place(parts: list[Part], starts: list[int], at: int) -> Place:
    """A position that does not depend on names: the part it lies in, and how far in; in a slot only whether within."""
    index = max(i for i, start in enumerate(starts) if start <= at)
    within = at - starts[index]
    return index, (min(within, 1) if parts[index].slot else within)


class Seen(NamedTuple):
    """What is compared of a statement."""

    at: Place
    sources: frozenset[tuple[Place, Place]]
    stance: str
    events: tuple[str, ...]


def seen(parts: list[Part], starts: list[int], found: tuple[Statement, ...]) -> list[Seen]:
    """The statements of a reading, free of names."""
    out = []
    for one in found:
        span = one.cue or one.content
        sources = frozenset(
            (place(parts, starts, s.start), place(parts, starts, s.end - 1)) for s in one.sources if s.end
        )
        events = tuple(sorted(str(event.type) for event in one.events))
        out.append(Seen(place(parts, starts, span.start), sources, str(one.stance), events))
    return out


def compared(first: list[Seen], second: list[Seen]) -> dict[str, int]:
    """How many statements of the first reading stay in the second, in all and by what stays."""
    places = {one.at: one for one in second}
    count: defaultdict[str, int] = defaultdict(int)
    for one in first:
        other = places.get(one.at)
        same = {
            "source": other is not None and other.sources == one.sources,
            "stance": other is not None and other.stance == one.stance,
            "events": other is not None and other.events == one.events,
        }
        count["statements"] += 1
        count["unchanged"] += all(same.values())
        for name, value in same.items():
            count[f"unchanged_{name}"] += value
    return dict(count)


def reports(system: System, path: Path) -> Iterator[list[Part]]:
    """The reports of a TOML file or of a folder of texts."""
    if path.is_file():
        yield from templates(path)
        return
    for text in (file.read_text("utf-8") for file in sorted(path.rglob("*.txt"))):
        yield found_in(text, system.reader.annotate(text))


def read(system: System, parts: list[Part], cast: Cast) -> list[Seen]:
    """What is read from a report with the names of a cast."""
    text, starts = written(parts, cast)
    report = read_report(text, reader=system.reader)
    return seen(parts, starts, report.statements)


def measure(system: System, options: Options) -> Result:
    """Read each report with one cast and then with others."""
    totals: defaultdict[str, int] = defaultdict(int)
    chosen = list(reports(system, options.data))[: options.limit]
    for number, parts in enumerate(chosen):
        rng = random.Random(number)
        first = read(system, parts, cast_for(parts, rng) if options.data.is_file() else {})
        for _ in range(CASTS):
            for name, value in compared(first, read(system, parts, cast_for(parts, rng))).items():
                totals[name] += value
    items = totals.pop("statements", 0)
    return Result("renaming", items, {k: v / items for k, v in totals.items()} if items else {}, DEFINITION)


if __name__ == "__main__":
    run(measure, f"{__doc__}\n\n{DEFINITION}")
