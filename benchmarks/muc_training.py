"""Makes the light models of the MUC benchmark from the MUC development texts.

    python -m benchmarks.muc_training --data ../shared/data/events/muc/dev [--split train]

Two kinds of logistic models, fitted by L-BFGS with a Gaussian prior: whether a sentence tells a relevant
incident of a type, and which part a word plays. The second kind sees what the first says of the sentence,
from models that did not see its message. Small weights are dropped, so that the file stays small.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from benchmarks.muc_features import (
    ROLES,
    TYPES,
    WEIGHTS,
    Linear,
    Sentence,
    sentence_features,
    sentences,
    word_features,
)
from benchmarks.muc_keys import Incident, incidents
from corpora import muc
from corpora.splits import select

FOLDS = 2
CUES = 250
KEPT = 4000  # features of one model
LEAST = 4  # times that a feature is seen
SLIGHT, TOLD = (
    0.06,
    0.15,
)  # how likely a sentence tells an incident whose words are learned from, by its message
UNSURE = 0.3  # weight of a sentence of a relevant message in which no string of the key stands
_EVIDENCE = ("victim", "target", "instrument")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, its message, and what the key says: 1, 0 or, unsure, -1 by type; the words of each role."""

    message: str
    relevant: bool
    sentence: Sentence
    types: dict[str, int]
    roles: dict[str, np.ndarray]


def examples(folder: Path, split: str) -> list[Example]:
    found = []
    for sample in select(muc.read(folder), split):
        key = incidents(sample.templates or ())
        for sentence in sentences(muc.unwrapped(sample.text)):
            types = {name: _told(sentence, key, name) for name in TYPES}
            roles = {role: _marked(sentence, key, role) for role in ROLES}
            found.append(Example(sample.id, bool(key), sentence, types, roles))
    return found


def _strings(incident: Incident, slots: Iterable[str]) -> set[tuple[str, ...]]:
    values = (v for slot in slots for fill in incident.fills(slot) for v in (*fill.values, *fill.also))
    return {words for value in values for one in sentences(value)[:1] if (words := one.words)}


def _places(words: Sequence[str], string: Sequence[str]) -> list[int]:
    size = len(string)
    return [at for at in range(len(words) - size + 1) if tuple(words[at : at + size]) == tuple(string)]


def _told(sentence: Sentence, key: list[Incident], kind: str) -> int:
    of_kind = [incident for incident in key if kind in incident.fills("type")[0].values]
    if not of_kind:
        return 0
    strings = {string for incident in of_kind for string in _strings(incident, _EVIDENCE)}
    return 1 if any(_places(sentence.words, string) for string in strings) else -1


def _marked(sentence: Sentence, key: list[Incident], role: str) -> np.ndarray:
    marks = np.zeros(len(sentence.words), bool)
    for string in {string for incident in key for string in _strings(incident, (role,))}:
        for at in _places(sentence.words, string):
            marks[at : at + len(string)] = True
    return marks


class Table:
    """Rows of named features as a sparse matrix; features seen less than `LEAST` times are left out."""

    def __init__(self, rows: list[set[str]]) -> None:
        counts = Counter(name for row in rows for name in row)
        self.names = [name for name, count in counts.items() if count >= LEAST]
        index = {name: at for at, name in enumerate(self.names)}
        found = [[at for name in row if (at := index.get(name)) is not None] for row in rows]
        ends = np.cumsum([0, *map(len, found)])
        columns = np.fromiter((at for row in found for at in row), np.int32, int(ends[-1]))
        self.matrix = sparse.csr_matrix(
            (np.ones(len(columns)), columns, ends), shape=(len(rows), len(self.names))
        )

    def fit(
        self, gold: np.ndarray, weight: np.ndarray, cost: float, rows: np.ndarray | None = None
    ) -> np.ndarray:
        """Weights of all features and, last, the bias."""
        x = self.matrix if rows is None else self.matrix[rows]
        y = np.where(gold if rows is None else gold[rows], 1.0, -1.0)
        w = weight if rows is None else weight[rows]
        back = x.T.tocsr()

        def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
            margin = y * (x @ theta[:-1] + theta[-1])
            pull = -cost * w * y / (1 + np.exp(np.clip(margin, -30, 30)))
            value = cost * float(w @ np.logaddexp(0, -margin)) + 0.5 * float(theta[:-1] @ theta[:-1])
            return value, np.append(back @ pull + theta[:-1], pull.sum())

        start = np.zeros(x.shape[1] + 1)
        return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x

    def model(self, theta: np.ndarray) -> Linear:
        """The model with the features that matter most: by weight and by how often they are seen."""
        seen = np.asarray(self.matrix.sum(0)).ravel()
        top = np.argsort(-np.abs(theta[:-1]) * np.sqrt(seen))[:KEPT]
        kept = {self.names[at]: round(float(theta[at]), 3) for at in sorted(top)}
        return Linear({name: value for name, value in kept.items() if value}, round(float(theta[-1]), 3))


def _fold(message: str) -> int:
    return zlib.crc32(message.encode()) % FOLDS


def train(data: list[Example]) -> dict[str, object]:
    """The content of the weights file."""
    told = Table([sentence_features(one.sentence.words) for one in data])
    folds = np.array([_fold(one.message) for one in data])
    types, levels = {}, np.zeros((len(data), len(TYPES)))
    for column, name in enumerate(TYPES):
        gold = np.array([one.types[name] for one in data])
        weight = np.where(gold < 0, UNSURE, 1.0)
        for fold in range(FOLDS):
            theta = told.fit(gold > 0, weight, 0.1, np.flatnonzero(folds != fold))
            rows = np.flatnonzero(folds == fold)
            levels[rows, column] = 1 / (1 + np.exp(-(told.matrix[rows] @ theta[:-1] + theta[-1])))
        types[name] = told.model(told.fit(gold > 0, weight, 0.1))
        print(f"type {name}", flush=True)
    anything = np.array([max(one.types.values()) > 0 for one in data])
    theta = told.fit(anything, np.ones(len(data)), 0.1)
    single = [
        (w, name) for w, name in zip(theta, told.names, strict=False) if name.isalpha() and len(name) > 3
    ]
    cues = frozenset(name for _, name in sorted(single, reverse=True)[:CUES])
    near = [at for at, one in enumerate(data) if levels[at].max() > (SLIGHT if one.relevant else TOLD)]
    rows = [f for at in near for f in word_features(data[at].sentence.words, [*levels[at]], cues)]
    table = Table(rows)
    roles = {}
    for role in ROLES:
        gold = np.concatenate([data[at].roles[role] for at in near])
        roles[role] = table.model(table.fit(gold, np.ones(len(rows)), 0.1))
        print(f"role {role}", flush=True)
    return {
        "cues": sorted(cues),
        "types": {name: {"bias": m.bias, "weights": m.weights} for name, m in types.items()},
        "roles": {name: {"bias": m.bias, "weights": m.weights} for name, m in roles.items()},
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder of MUC development texts")
    parser.add_argument("--split", choices=["all", "train"], default="train")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    made = train(examples(args.data, args.split))
    args.out.write_text(json.dumps(made, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
