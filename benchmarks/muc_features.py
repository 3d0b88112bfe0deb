"""What the light models of the MUC benchmark see of a message: its sentences, words, and their surroundings.

Takes plain text, gives sparse features by name; no reader is asked. ``benchmarks.muc_phrases`` adds what the reader
and the events say of a phrase. The models are weighted sums of features (``benchmarks.muc_training`` makes the
weights from the MUC development texts).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

WEIGHTS = Path(__file__).parent / "data" / "muc_weights.json"
ROLES = ("perpetrator", "organisation", "target", "victim", "instrument")
TYPES = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON")  # robberies and stoppages are too few to learn from

_SENTENCE = re.compile(r"(?<=[.?!])[\"')\]]*\s+(?=[A-Z\[\"])|\n\s*\n")
_WORD = re.compile(r"\d[\d,.]*\d|[A-Z](?:\.[A-Z])+\.?|[A-Z0-9]+(?:'[A-Z]+)?|[^\w\s]")
_EDGE = "^"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words in capitals, and where each stands in the text."""

    start: int
    end: int
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text that have words."""
    cuts = [0, *(m.end() for m in _SENTENCE.finditer(text)), len(text)]
    found = []
    for start, end in pairwise(cuts):
        words = list(_WORD.finditer(text[start:end].upper()))
        if words:
            spans = tuple((start + m.start(), start + m.end()) for m in words)
            found.append(Sentence(start, end, tuple(m[0] for m in words), spans))
    return found


def sentence_features(words: Sequence[str]) -> set[str]:
    """Its words and pairs of neighbours; numbers are all alike."""
    plain = ["#" if word[0].isdigit() else word for word in words if word[0].isalnum()]
    return {*plain, *(f"{a} {b}" for a, b in pairwise(plain))}


def word_features(words: Sequence[str], levels: Sequence[float], cues: frozenset[str]) -> Iterator[set[str]]:
    """For each word of a sentence: itself, its neighbours, the cue words of incidents about it.

    ``levels`` are the probabilities that the sentence tells an incident of each type.
    """
    count = len(words)
    at = [place for place, word in enumerate(words) if word in cues]
    agents = [place for place, word in enumerate(words) if word == "BY"]
    best = max(range(len(levels)), key=levels.__getitem__)
    level = f"level={best},{min(int(levels[best] * 5), 4)}"
    around = [_EDGE] * 3 + list(words) + [_EDGE] * 3
    for place, word in enumerate(words):
        near = around[place : place + 7]
        found = {level, f"w={word}", f"end={word[-3:]}"}
        found.update(f"{offset}={near[offset + 3]}" for offset in (-3, -2, -1, 1, 2, 3))
        found.update((f"-1,0={near[2]},{word}", f"0,1={word},{near[4]}"))
        found.update((f"-2,-1={near[1]},{near[2]}", f"1,2={near[4]},{near[5]}"))
        if word[0].isdigit():
            found.add("number")
        elif len(word) > 1 and not set(word) & set("AEIOUY"):
            found.add("no vowel")
        found.update(f"before={other}" for other in words[max(0, place - 8) : place])
        found.update(f"after={other}" for other in words[place + 1 : min(count, place + 9)])
        left = max((p for p in at if p < place), default=None)
        right = min((p for p in at if p > place), default=None)
        if left is not None:
            cue = words[left]
            found.update((f"cue<={cue}", f"cue<={cue},{min(place - left, 12) // 3}"))
            found.add(f"cue<={words[left - 1] if left else _EDGE} {cue}")
            if any(left < p < place for p in agents):
                found.update(("cue< by", f"cue< by={cue}"))
        if right is not None:
            cue = words[right]
            found.update((f"cue>={cue}", f"cue>={cue},{min(right - place, 12) // 3}"))
            found.add(f"cue>={words[right - 1]} {cue}")
        yield found


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic model: a weight for each feature by name, those not listed have none."""

    weights: Mapping[str, float]
    bias: float

    def probability(self, features: Iterable[str]) -> float:
        total = self.bias + sum(self.weights.get(name, 0.0) for name in features)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Models:
    """What sentences and phrases tell, by weighted features.

    ``words`` say by its words whether a sentence tells a relevant incident of a type, ``types`` by all that is
    known of it, ``roles`` of a phrase whether it plays a part.
    """

    cues: frozenset[str]
    words: Mapping[str, Linear]
    types: Mapping[str, Linear]
    roles: Mapping[str, Linear]

    def by_words(self, sentence: Sentence) -> list[float]:
        """Of each type of `TYPES`, the probability that a sentence tells of it, by its words."""
        features = sentence_features(sentence.words)
        return [self.words[name].probability(features) for name in TYPES]

    def levels(self, signs: Iterable[str]) -> list[float]:
        """Of each type, the same by what ``benchmarks.muc_sentences`` sees of it."""
        listed = list(signs)
        return [self.types[name].probability(listed) for name in TYPES]

    def parts(self, features: Iterable[str]) -> dict[str, float]:
        """Of each role, the probability that a phrase with these features plays it."""
        listed = list(features)
        return {role: self.roles[role].probability(listed) for role in ROLES}


@lru_cache(maxsize=1)
def models(path: Path = WEIGHTS) -> Models:
    """The trained models."""
    data = json.loads(path.read_text("utf-8"))
    made = {
        kind: {name: Linear(one["weights"], one["bias"]) for name, one in data[kind].items()}
        for kind in ("words", "types", "roles")
    }
    return Models(frozenset(data["cues"]), made["words"], made["types"], made["roles"])
