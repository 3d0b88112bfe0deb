"""MUC-4 scoring: aligns answers with the templates of a key and counts their fills, slot by slot.

After N. Chinchor, "MUC-4 Evaluation Metrics" (1992), without the person who settled doubtful strings there:

* A template may be aligned with one of the key where the type is at least partly right and so is at least one
  fill of another slot than type and stage. Of the alignments, one to one, that with the most credit counts.
* Within a slot fills are paired one to one in the same way. A pair is correct (1), partial (0.5) or incorrect;
  a fill of the key without a pair is missing, one of the answer spurious.
* What the key marks as optional, a fill or a template, counts where it is answered and costs nothing else.
* recall = (correct + 0.5 partial) / (correct + partial + incorrect + missing); precision the same with
  spurious in place of missing; F1 is of these two.
* ``ALL TEMPLATES`` takes all fills of a template that has no partner as missing, or as spurious.
  ``MATCHED/MISSING`` leaves out templates that are spurious, ``MATCHED/SPURIOUS`` those that are missing,
  ``MATCHED ONLY`` both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.muc_keys import CONFIDENCE, SLOTS, Fill, Incident
from benchmarks.muc_values import (
    PARTLY,
    RIGHT,
    WRONG,
    best,
    date_value,
    place_value,
    set_value,
    string_value,
)

ROWS = ("all", "missing", "spurious", "only")


@dataclass(frozen=True, slots=True)
class Tally:
    """Fills by how they came out. Tallies add up."""

    correct: int = 0
    partial: int = 0
    incorrect: int = 0
    missing: int = 0
    spurious: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def credit(self) -> float:
        return self.correct + PARTLY * self.partial

    @property
    def recall(self) -> float:
        possible = self.correct + self.partial + self.incorrect + self.missing
        return self.credit / possible if possible else 0.0

    @property
    def precision(self) -> float:
        actual = self.correct + self.partial + self.incorrect + self.spurious
        return self.credit / actual if actual else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Tallies = Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One message: its tallies by row and slot, templates (aligned, in the key, answered), confidences.

    ``templates`` are counted like fills. ``confidences`` are pairs of the key's values and the answer's for each
    organisation that was rightly named in an aligned template.
    """

    rows: Mapping[str, Tallies]
    templates: Tally
    confidences: tuple[tuple[tuple[str, ...], str], ...]


def fill_value(slot: str, key: Fill, answer: Fill) -> float:
    """How right an answer's fill is."""
    given = answer.values[0]
    if slot == "date":
        return best(date_value(value, given) for value in key.values)
    if slot == "place":
        return best(place_value(value, given) for value in key.values)
    if slot in {"type", "stage", CONFIDENCE}:
        return best(set_value(value, given) for value in key.values)
    if slot == "effect":
        value = best(set_value(value, given) for value in key.values)
        same = not key.about or best(string_value(a, b) for a in key.about for b in answer.about) > WRONG
        if same:
            return value
        return PARTLY if value == RIGHT else WRONG
    named = best(string_value(value, given) for value in key.values)
    return max(named, PARTLY if best(string_value(value, given) for value in key.also) > WRONG else WRONG)


def assign(values: np.ndarray) -> list[tuple[int, int]]:
    """Pairs, one to one, with the greatest sum; only those that are worth something."""
    if not values.size:
        return []
    rows, columns = linear_sum_assignment(values, maximize=True)
    return [(int(r), int(c)) for r, c in zip(rows, columns, strict=True) if values[r, c] > 0]


def _table(count: int, other: int, value: Callable[[int, int], float]) -> np.ndarray:
    return np.array([[value(i, j) for j in range(other)] for i in range(count)]).reshape(count, other)


def pair_fills(slot: str, keys: Sequence[Fill], answers: Sequence[Fill]) -> list[tuple[int, int]]:
    """Which fill of the answer belongs to which of the key."""
    return assign(_table(len(keys), len(answers), lambda i, j: fill_value(slot, keys[i], answers[j])))


def slot_tally(slot: str, keys: Sequence[Fill], answers: Sequence[Fill]) -> Tally:
    """One slot of two aligned templates."""
    pairs = pair_fills(slot, keys, answers)
    values = Counter(fill_value(slot, keys[i], answers[j]) for i, j in pairs)
    used = {i for i, _ in pairs}
    left = sum(not fill.optional for i, fill in enumerate(keys) if i not in used)
    over = len(answers) - len(pairs)
    wrong = min(left, over)
    return Tally(values[RIGHT], values[PARTLY], wrong, left - wrong, over - wrong)


def compare(key: Incident, answer: Incident) -> dict[str, Tally]:
    """All slots of two aligned templates."""
    return {slot: slot_tally(slot, key.fills(slot), answer.fills(slot)) for slot in SLOTS}


def _worth(key: Incident, answer: Incident) -> float:
    """The credit of an alignment; 0 where the two may not be aligned."""
    tallies = compare(key, answer)
    content = sum(tally.credit for slot, tally in tallies.items() if slot not in {"type", "stage"})
    if not tallies["type"].credit or not content:
        return 0.0
    return sum(tally.credit for tally in tallies.values())


def align(keys: Sequence[Incident], answers: Sequence[Incident]) -> list[tuple[int, int]]:
    """Which answer belongs to which template of the key."""
    return assign(_table(len(keys), len(answers), lambda i, j: _worth(keys[i], answers[j])))


def score(keys: Sequence[Incident], answers: Sequence[Incident]) -> Outcome:
    """One message."""
    pairs = align(keys, answers)
    nothing = dict.fromkeys(SLOTS, Tally())
    matched = add(nothing, *(compare(keys[i], answers[j]) for i, j in pairs))
    lost = [key for n, key in enumerate(keys) if n not in {i for i, _ in pairs} and not key.optional]
    made_up = [answer for n, answer in enumerate(answers) if n not in {j for _, j in pairs}]
    missing = add(nothing, *(compare(key, Incident()) for key in lost))
    spurious = add(nothing, *(compare(Incident(), answer) for answer in made_up))
    return Outcome(
        rows={
            "all": add(matched, missing, spurious),
            "missing": add(matched, missing),
            "spurious": add(matched, spurious),
            "only": matched,
        },
        templates=Tally(correct=len(pairs), missing=len(lost), spurious=len(made_up)),
        confidences=tuple(found for i, j in pairs for found in _confidences(keys[i], answers[j])),
    )


def add(*tallies: Tallies) -> dict[str, Tally]:
    return {slot: sum((tally[slot] for tally in tallies), Tally()) for slot in SLOTS}


def _confidences(key: Incident, answer: Incident) -> list[tuple[tuple[str, ...], str]]:
    """For each rightly named organisation: with what confidence the key has it, and with what the answer."""
    keys, answers = key.fills("organisation"), answer.fills("organisation")
    found = []
    for i, j in pair_fills("organisation", keys, answers):
        wanted = next((f for f in key.fills(CONFIDENCE) if set(f.about) & set(keys[i].values)), None)
        given = next((f for f in answer.fills(CONFIDENCE) if set(f.about) & set(answers[j].values)), None)
        if wanted is not None:
            found.append((wanted.values, given.values[0] if given else ""))
    return found
