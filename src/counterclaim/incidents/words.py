"""Words as linking sees them: stems, how rare each is, and how alike two bags of them are.

Rarity is learned from news (``data/rarity.csv``: stem, share of documents that have it, in thousandths) and is
the same for every ledger, so that no document changes what another one weighs.
"""

from __future__ import annotations

import csv
import hashlib
import math
import re
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import snowballstemmer
from numpy.typing import NDArray

_DATA: Final = Path(__file__).with_name("data")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_SCALE: Final = 127.0 * 127.0
_UNSEEN: Final = 0.3  # thousandths of documents that are taken to have a word never seen
_NUMBER: Final = 2.5
_STEMMER: Final = snowballstemmer.stemmer("english")


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order, without those that every text has."""
    found = (_stem(match[0].lower()) for match in _WORD.finditer(text))
    return [stem for stem in found if stem and stem not in stop_stems()]


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    return str(_STEMMER.stemWord(word))


@cache
def stop_stems() -> frozenset[str]:
    """Stems that say nothing of what a text is about."""
    text = (_DATA / "stop_words.csv").read_text(encoding="utf-8")
    return frozenset(_stem(line.strip()) for line in text.splitlines()[1:] if line.strip())


@cache
def _shares() -> dict[str, float]:
    with (_DATA / "rarity.csv").open(encoding="utf-8", newline="") as stream:
        return {row["stem"]: float(row["share"]) for row in csv.DictReader(stream)}


def known(stem: str) -> bool:
    """Whether news have a stem."""
    return stem in _shares()


@lru_cache(maxsize=65536)
def rarity(stem: str) -> float:
    """How much a shared stem says: the logarithm of one in how many documents has it; of a number, little."""
    if stem in stop_stems():
        return 0.0
    if not stem[:1].isalpha():
        return _NUMBER
    return math.log(1000 / _shares().get(stem, _UNSEEN))


def sense_alike(first: str, second: str) -> float:
    """How near the senses of two stems are, -1 to 1; 0 where one has none known."""
    if first == second:
        return 1.0
    a, b = _senses().get(first), _senses().get(second)
    if a is None or b is None:
        return 0.0
    return float(np.dot(a, b)) / _SCALE


@cache
def _senses() -> dict[str, NDArray[np.int32]]:
    """Stem → what it means, as a direction (``data/senses.csv``: signed bytes as hexadecimal)."""
    with (_DATA / "senses.csv").open(encoding="utf-8", newline="") as stream:
        return {
            row["stem"]: np.frombuffer(bytes.fromhex(row["vector"]), np.int8).astype(np.int32)
            for row in csv.DictReader(stream)
        }


def rarest(found: Iterable[str], limit: int) -> tuple[str, ...]:
    """The rarest of some stems, the most telling first, each once."""
    return tuple(sorted(set(found), key=lambda stem: (-rarity(stem), stem))[:limit])


def alike(first: Collection[str], second: Collection[str]) -> float:
    """How alike two bags of stems are, 0 to 1: the cosine, each stem weighing its rarity."""
    if not first or not second:
        return 0.0
    a, b = set(first), set(second)
    shared = sum(rarity(stem) ** 2 for stem in a & b)
    if not shared:
        return 0.0
    return shared / math.sqrt(_mass(frozenset(a)) * _mass(frozenset(b)))


def contained(first: Collection[str], second: Collection[str]) -> float:
    """The share of the smaller bag, by rarity, that the other one has."""
    if not first or not second:
        return 0.0
    a, b = frozenset(first), frozenset(second)
    least = min(sum(rarity(s) for s in a), sum(rarity(s) for s in b))
    return sum(rarity(s) for s in a & b) / least if least else 0.0


@lru_cache(maxsize=16384)
def _mass(bag: frozenset[str]) -> float:
    return sum(rarity(stem) ** 2 for stem in bag)


def copy_of(text: str) -> str:
    """What tells one sentence from another that is not word for word the same; empty for a short one."""
    words = [match[0].lower() for match in _WORD.finditer(text)]
    if len(words) < 8:
        return ""
    return hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
