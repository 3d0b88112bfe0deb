"""Stance: a CSV of sentences scored for the stance of the main attribution of each.

Columns: ``sentence`` and ``stance`` (one of the ten) are required. ``content`` (key words of what is said) and
``source`` are used, where given, to pick the statement that is meant when a sentence makes several.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.adapter import System
from benchmarks.command import Options, Result, run
from corpora.sample import CorpusError
from counterclaim.records import Annotation, Document, Stance, Statement
from counterclaim.statements import statements

DEFINITION = """\
accuracy: sentences whose main statement has the gold stance; macro_f1: the mean of the F1 of each stance that
the gold has. The main statement is the attributed one whose cue stands nearest the root of the sentence; where
key words of the content are given, the one that shares most of them, the outermost where several do. A sentence
in which nothing is attributed counts as asserted by the outlet. --split dev takes the half of the sentences,
by a hash of each, on which no rule was tuned. Items are sentences."""


@dataclass(frozen=True, slots=True)
class Row:
    sentence: str
    stance: Stance
    content: str = ""


def rows(path: Path) -> list[Row]:
    """The rows of a CSV.

    Raises:
        CorpusError: a column is missing, or a stance is none of the ten.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        read = csv.DictReader(file)
        missing = {"sentence", "stance"} - set(read.fieldnames or ())
        if missing:
            raise CorpusError(f"{path}: no column {', '.join(sorted(missing))}; give sentence and stance")
        found = []
        for row in read:
            try:
                stance = Stance((row["stance"] or "").strip().lower())
            except ValueError as error:
                raise CorpusError(f"{path}, line {read.line_num}: {error}; give one of the ten") from error
            found.append(Row(row["sentence"].strip(), stance, (row.get("content") or "").strip()))
        return found


def is_kept_aside(sentence: str) -> bool:
    """Whether a sentence belongs to the half that no rule was tuned on."""
    return hashlib.sha256(sentence.encode()).digest()[0] % 2 == 1


def main_statement(found: tuple[Statement, ...], content: str = "") -> Statement | None:
    """The statement that a sentence makes first of all; None where nothing is attributed."""
    attributed = [one for one in found if one.cue is not None]
    if not attributed:
        return None
    wanted = set(content.lower().split())

    def rank(one: Statement) -> tuple[float, bool, int]:
        words = one.content.text.lower()
        shared = sum(word in words for word in wanted)
        size = sum(span.end - span.start for span in one.content.spans)
        return (shared, one.parent is None, size)

    return max(attributed, key=rank)


def scores(gold: list[Stance], given: list[Stance]) -> dict[str, float]:
    """Accuracy, macro F1 over the stances of the gold, and the F1 of each."""
    figures = {"accuracy": sum(a == b for a, b in zip(gold, given, strict=True)) / len(gold)}
    each = {}
    for stance in Stance:
        right = sum(a == b == stance for a, b in zip(gold, given, strict=True))
        both = gold.count(stance) + given.count(stance)
        if gold.count(stance):
            each[f"f1_{stance}"] = 2 * right / both
    return figures | {"macro_f1": sum(each.values()) / len(each)} | each


def read_sentences(annotate: Callable[[str], Annotation], chosen: list[Row]) -> Iterator[Stance]:
    """The stance of the main statement of each sentence."""
    for row in chosen:
        document = Document("s", row.sentence, None, None, None, "en", None, (), (), "", "text/plain", "", "")
        main = main_statement(statements(document, annotate(row.sentence)), row.content)
        yield main.stance if main is not None else Stance.ASSERTS


def measure(system: System, options: Options) -> Result:
    """Score one CSV."""
    sides: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows(options.data):
        sides["dev" if is_kept_aside(row.sentence) else "train"].append(row)
        sides["all"].append(row)
    chosen = sides[options.split][: options.limit]
    if not chosen:
        return Result("stance", 0, {}, DEFINITION)
    given = list(read_sentences(system.reader.annotate, chosen))
    return Result("stance", len(chosen), scores([row.stance for row in chosen], given), DEFINITION)


if __name__ == "__main__":
    run(measure, f"{__doc__}\n\n{DEFINITION}")
