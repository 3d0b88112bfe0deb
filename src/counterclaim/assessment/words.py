"""The words of values: takes phrases, gives their content words lightly normalised, and classes of words.

The classes are in ``data/words.csv``, to be read and edited by people; nothing else here knows a particular word.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Final

_DATA: Final = resources.files(__package__) / "data" / "words.csv"
_WORD: Final = re.compile(r"[^\W_]+(?:['’´`-][^\W_]+)*")
_IRREGULAR: Final = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "people",
    "police": "police",
}
_SHORTEST: Final = 3  # letters that a word keeps when an ending is taken off


@cache
def words_of(name: str) -> frozenset[str]:
    """A class of words.

    Raises:
        KeyError: ``words.csv`` has no such class.
    """
    return _classes()[name]


@cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in csv.DictReader(_DATA.read_text("utf-8").splitlines()):
        found.setdefault(row["class"], set()).add(row["word"])
    return {name: frozenset(words) for name, words in found.items()}


@lru_cache(maxsize=50_000)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text as they stand, possessive endings taken off."""
    plain = unicodedata.normalize("NFKC", text)
    return tuple(re.sub(r"['’´`]s?$", "", word) for word in _WORD.findall(plain))


def singular(word: str) -> str:
    """A word in lower case without a plural ending: enough to see that "bases" and "base" are one."""
    word = word.lower()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > _SHORTEST + 2:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _SHORTEST:
        return word[:-1]
    return word


def stem(word: str) -> str:
    """A word without its endings of number and tense: "securing" and "secured" are one, and no real word."""
    word = singular(word)
    for ending in ("ing", "ed", "er", "ion", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            break
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "lse":
        word = word[:-1]
    return word


@lru_cache(maxsize=50_000)
def content_words(text: str) -> frozenset[str]:
    """The stems of the words of a text that carry meaning."""
    empty = words_of("empty")
    return frozenset(stem(word) for word in tokens(text) if word.lower() not in empty)


@lru_cache(maxsize=50_000)
def names_in(text: str) -> frozenset[str]:
    """The words of a text that are written as names, or hold a digit, in lower case: "K1", "Karvan"."""
    empty = words_of("empty")
    return frozenset(
        word.lower()
        for word in tokens(text)
        if (word[0].isupper() or any(sign.isdigit() for sign in word)) and word.lower() not in empty
    )


@lru_cache(maxsize=50_000)
def nouns(text: str) -> tuple[str, ...]:
    """The words of a noun phrase up to its first preposition or relative word, in the singular, without articles."""
    found: list[str] = []
    for word in tokens(text):
        lower = word.lower()
        if lower in words_of("empty"):
            if found and lower in _STOPS and not all(_counts(one) for one in found):
                break
            continue
        found.append(singular(lower))
    return tuple(found)


def _counts(word: str) -> bool:
    return word.isdigit() or word in words_of("number")


_STOPS: Final = frozenset(
    "of in on at to from by for with into near around against between during after before within outside "
    "across along through who whom which that where when".split()
)


def is_a(name: str, text: str) -> bool:
    """Whether a noun phrase is headed by a word of a class: "five of their Humvees" is a thing."""
    found = nouns(text)
    return any(word in words_of(name) for word in found[-1:]) or (
        " of " in f" {text} " and any(singular(word) in words_of(name) for word in tokens(text)[-1:])
    )


def holds_one(name: str, text: str) -> bool:
    """Whether any word of a text is of a class."""
    kinds = words_of(name)
    return any(word.lower() in kinds or singular(word) in kinds for word in tokens(text))
