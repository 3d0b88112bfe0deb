"""Finding the words that tell events, as ECB+ marks them: any verb or noun of a deed, a saying or a state.

Takes a text as the reader sees it; gives a span for each word. Each token is scored by what the reader says of it
(part of speech, relation, predicate, event) and by how often its stem told an event in the training topics. The
weights are in ``data/incidents_finding.json``; ``training.incidents`` fits them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.incidents_ecbplus import Span, Telling
from counterclaim.incidents.words import stems
from counterclaim.records import Annotation
from counterclaim.tree import Tree

FILE = Path(__file__).with_name("data") / "incidents_finding.json"
_POS = ("VERB", "NOUN", "PROPN", "ADJ", "AUX", "PRON", "NUM", "ADV", "X")
_RELATIONS = (
    "root", "ccomp", "xcomp", "advcl", "acl", "conj", "parataxis", "nsubj", "obj", "obl", "nmod", "compound",
    "amod", "aux", "cop", "appos", "flat", "csubj",
)  # fmt: skip
_SMOOTH = 2.0


@dataclass(frozen=True, slots=True)
class Finder:
    """A logistic score of tokens. ``rates`` are the log odds that a stem tells an event."""

    bias: float
    weights: Mapping[str, float]
    rates: Mapping[str, float]
    least: float = 0.0

    def find(self, told: Telling, where: Sequence[Span]) -> list[Span]:
        """The words in some stretches that tell events, in order."""
        found = []
        for token, features in featured(told.tree, told.annotation, where):
            rate = self.rates.get(stem_of(told.tree, token), 0.0)
            if self._score(with_rate(features, rate)) >= self.least:
                found.append((told.tree.tokens[token].start, told.tree.tokens[token].end))
        return found

    def _score(self, features: Mapping[str, float]) -> float:
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())


@cache
def finder() -> Finder:
    """The finder that was fitted."""
    content = json.loads(FILE.read_text(encoding="utf-8"))
    return Finder(content["bias"], content["weights"], content["rates"], content["least"])


def stem_of(tree: Tree, token: int) -> str:
    """The stem of a token's lemma."""
    return next(iter(stems(tree.lemmas[token])), tree.lemmas[token])


def featured(
    tree: Tree, annotation: Annotation, where: Iterable[Span]
) -> Iterable[tuple[int, dict[str, float]]]:
    """The words in some stretches, each with its features but for the rate of its stem."""
    predicates = {one.token: one.score for one in annotation.predicates}
    inside: set[int] = set()
    for event in annotation.events:
        run = tree.run_in(event.start, event.end)
        inside.update(range(*run) if run else ())
    named = {k for one in annotation.names for k in range(*(tree.run_in(one.start, one.end) or (0, 0)))}
    cues = {
        k
        for one in annotation.attributions
        for cue in one.cues
        for k in range(*(tree.run_in(cue.start, cue.end) or (0, 0)))
    }
    for span in where:
        run = tree.run_in(*span)
        for k in range(*run) if run else ():
            if tree.upos(k) in _POS:
                marks = {
                    "predicate": k in predicates,
                    "event": k in inside,
                    "name": k in named,
                    "cue": k in cues,
                }
                yield k, _features(tree, k, marks, score=predicates.get(k))


def _features(tree: Tree, k: int, marks: Mapping[str, bool], *, score: float | None) -> dict[str, float]:
    pos, relation = tree.upos(k), tree.rels[k]
    found = {f"pos {pos}": 1.0}
    if relation in _RELATIONS:
        found[f"relation {relation}"] = 1.0
        if pos in ("NOUN", "VERB", "PROPN"):
            found[f"{pos} {relation}"] = 1.0
    for name, holds in marks.items():
        if holds:
            found[name] = 1.0
            found[f"{name} {pos}"] = 1.0
    if score is not None:
        found["happened"] = max(0.0, score) / 3
        found["unreal"] = max(0.0, -score) / 3
    if tree.children(k, "cop"):
        found["copula"] = 1.0
    if tree.children(k, "aux"):
        found["auxiliary"] = 1.0
    if tree.children(k, "obj", "nsubj"):
        found["arguments"] = 1.0
    if tree.low[k][:1].isdigit():
        found["digits"] = 1.0
    return found


def with_rate(features: Mapping[str, float], rate: float) -> dict[str, float]:
    """Features with how often the stem tells an event."""
    kind = next(name for name in features if name.startswith("pos "))
    return {**features, "rate": rate, f"rate {kind[4:]}": rate, "seen": float(rate != 0.0)}


def rates(counts: Mapping[str, tuple[int, int]], *, share: float) -> dict[str, float]:
    """The log odds of each stem, above those of all: counts are (told an event, all)."""
    base = math.log(share / (1 - share))
    return {
        stem: round(math.log((told + _SMOOTH * share) / (total - told + _SMOOTH * (1 - share))) - base, 3)
        for stem, (told, total) in counts.items()
    }
