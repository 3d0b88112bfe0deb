"""Makes the light models of the MUC benchmark from the MUC development texts.

    python -m benchmarks.muc_training --data ../shared/data/events/muc/dev [--split train]

Logistic models, fitted by L-BFGS with a Gaussian prior: by its words, whether a sentence tells a relevant incident
of a type; the same by what the reader and the events room see of it, too; and which part a phrase plays. The
second and third see what the first says of a sentence, from models that saw no message of its time: messages that
follow each other tell the same stories. Small weights are dropped, so that the file stays small.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from benchmarks.adapter import System
from benchmarks.muc import Reading, read
from benchmarks.muc_features import ROLES, TYPES, WEIGHTS, Linear, Sentence, sentence_features, sentences
from benchmarks.muc_keys import Incident, incidents
from benchmarks.muc_message import lexicon
from benchmarks.muc_phrases import phrases_of
from benchmarks.muc_sentences import signs
from benchmarks.muc_values import string_value
from corpora import muc
from corpora.splits import select

PERIODS = 4
CUES = 250
KEPT = 4000  # features of one model
COST = 0.1
UNSURE = 0.3  # weight of a sentence of a relevant message in which no string of the key stands
_EVIDENCE = ("victim", "target", "instrument")


@dataclass(frozen=True, slots=True)
class Message:
    """A message with its key, its sentences, and in which period it was sent."""

    reading: Reading
    key: list[Incident]
    sentences: list[Sentence]
    period: int


def told(sentence: Sentence, key: Sequence[Incident], kind: str) -> int:
    """Whether a sentence tells an incident of a type: 1, 0 or, where the key does not tell, -1."""
    of_kind = [incident for incident in key if kind in incident.fills("type")[0].values]
    if not of_kind:
        return 0
    strings = {string for incident in of_kind for string in _strings(incident)}
    return 1 if any(_stands(sentence.words, string) for string in strings) else -1


def _strings(incident: Incident) -> set[tuple[str, ...]]:
    values = (v for slot in _EVIDENCE for fill in incident.fills(slot) for v in (*fill.values, *fill.also))
    return {words for value in values for one in sentences(value)[:1] if (words := one.words)}


def _stands(words: Sequence[str], string: Sequence[str]) -> bool:
    size = len(string)
    return any(tuple(words[at : at + size]) == tuple(string) for at in range(len(words) - size + 1))


def plays(text: str, key: Sequence[Incident], role: str) -> int:
    """Whether a phrase plays a part: 1, 0 or, where it only describes one who is named, -1."""
    fills = [fill for incident in key for fill in incident.fills(role)]
    if any(string_value(value, text) for fill in fills for value in fill.values):
        return 1
    return -1 if any(string_value(value, text) for fill in fills for value in fill.also) else 0


class Table:
    """Rows of named features as a sparse matrix; features seen less than ``least`` times are left out."""

    def __init__(self, rows: Sequence[Iterable[str]], *, least: int) -> None:
        counts = Counter(name for row in rows for name in row)
        self.names = [name for name, count in counts.items() if count >= least]
        index = {name: at for at, name in enumerate(self.names)}
        found = [[at for name in row if (at := index.get(name)) is not None] for row in rows]
        ends = np.cumsum([0, *map(len, found)])
        columns = np.fromiter((at for row in found for at in row), np.int32, int(ends[-1]))
        self.matrix = sparse.csr_matrix(
            (np.ones(len(columns)), columns, ends), shape=(len(rows), len(self.names))
        )

    def fit(self, gold: np.ndarray, weight: np.ndarray, rows: np.ndarray | None = None) -> np.ndarray:
        """Weights of all features and, last, the bias."""
        x = self.matrix if rows is None else self.matrix[rows]
        y = np.where(gold if rows is None else gold[rows], 1.0, -1.0)
        w = weight if rows is None else weight[rows]
        back = x.T.tocsr()

        def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
            margin = y * (x @ theta[:-1] + theta[-1])
            pull = -COST * w * y / (1 + np.exp(np.clip(margin, -30, 30)))
            value = COST * float(w @ np.logaddexp(0, -margin)) + 0.5 * float(theta[:-1] @ theta[:-1])
            return value, np.append(back @ pull + theta[:-1], pull.sum())

        start = np.zeros(x.shape[1] + 1)
        return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x

    def model(self, theta: np.ndarray) -> Linear:
        """The model with the features that matter most: by weight and by how often they are seen."""
        seen = np.asarray(self.matrix.sum(0)).ravel()
        top = np.argsort(-np.abs(theta[:-1]) * np.sqrt(seen))[:KEPT]
        kept = {self.names[at]: round(float(theta[at]), 3) for at in sorted(top)}
        return Linear({name: value for name, value in kept.items() if value}, round(float(theta[-1]), 3))


@dataclass(frozen=True, slots=True)
class Words:
    """The models by words, those that saw no message of a period, and the words that tell of incidents."""

    models: dict[str, Linear]
    without: dict[tuple[str, int], Linear]
    cues: frozenset[str]

    def levels(self, message: Message) -> list[list[float]]:
        features = [sentence_features(one.words) for one in message.sentences]
        chosen = [self.without[name, message.period] for name in TYPES]
        return [[model.probability(each) for model in chosen] for each in features]


def by_words(texts: Sequence[tuple[Sentence, list[Incident], int]]) -> Words:
    """Models of sentences by their words; ``texts`` are sentences with key and period."""
    table = Table([sentence_features(one.words) for one, _, _ in texts], least=4)
    periods = np.array([period for _, _, period in texts])
    made, without = {}, {}
    anything = np.zeros(len(texts), bool)
    for name in TYPES:
        gold = np.array([told(one, key, name) for one, key, _ in texts])
        weight = np.where(gold < 0, UNSURE, 1.0)
        for period in range(PERIODS):
            rows = np.flatnonzero(periods != period)
            without[name, period] = table.model(table.fit(gold > 0, weight, rows))
        made[name] = table.model(table.fit(gold > 0, weight))
        anything |= gold > 0
        print(f"words {name}", flush=True)
    theta = table.fit(anything, np.ones(len(texts)))
    pairs = zip(theta, table.names, strict=False)
    single = [(w, name) for w, name in pairs if name.isalpha() and len(name) > 3]
    return Words(made, without, frozenset(name for _, name in sorted(single, reverse=True)[:CUES]))


def by_signs(messages: Sequence[Message], words: Words) -> dict[str, Linear]:
    """Models of sentences by all that is known of them."""
    rows: list[set[str]] = []
    for one in messages:
        rows += signs(
            one.sentences,
            words.levels(one),
            annotation=one.reading.annotation,
            told=one.reading.told,
            places=one.reading.places,
            countries=frozenset(lexicon()["countries"]),
        )
    table, made = Table(rows, least=4), {}
    for name in TYPES:
        gold = np.array([told(each, one.key, name) for one in messages for each in one.sentences])
        made[name] = table.model(table.fit(gold > 0, np.where(gold < 0, UNSURE, 1.0)))
        print(f"type {name}", flush=True)
    return made


def by_role(messages: Sequence[Message], words: Words) -> dict[str, Linear]:
    """Models of phrases."""
    rows: list[frozenset[str]] = []
    golds: dict[str, list[int]] = {role: [] for role in ROLES}
    for one in messages:
        reading, levels = one.reading, words.levels(one)
        found = phrases_of(
            reading.document, reading.annotation, reading.told, one.sentences, levels, cues=words.cues
        )
        for _, phrase in found:
            rows.append(phrase.features)
            for role in ROLES:
                golds[role].append(plays(phrase.text, one.key, role))
    table, made = Table(rows, least=3), {}
    for role in ROLES:
        gold = np.array(golds[role])
        made[role] = table.model(table.fit(gold > 0, np.ones(len(rows)), np.flatnonzero(gold >= 0)))
        print(f"role {role}", flush=True)
    return made


def train(messages: Sequence[Message], words: Words) -> dict[str, object]:
    """The content of the weights file."""
    kinds = {"words": words.models, "types": by_signs(messages, words), "roles": by_role(messages, words)}
    return {
        "cues": sorted(words.cues),
        **{
            kind: {name: {"bias": one.bias, "weights": one.weights} for name, one in made.items()}
            for kind, made in kinds.items()
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder of MUC development texts")
    parser.add_argument("--split", choices=["all", "train"], default="train")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    samples = sorted(select(muc.read(args.data), args.split), key=lambda sample: sample.id)
    system, messages = System(), []
    for at, sample in enumerate(samples):
        reading = read(system, sample)
        key = incidents(sample.templates or ())
        period = at * PERIODS // len(samples)
        messages.append(Message(reading, key, sentences(reading.document.text), period))
    texts = [(each, one.key, one.period) for one in messages for each in one.sentences]
    made = train(messages, by_words(texts))
    args.out.write_text(json.dumps(made, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
