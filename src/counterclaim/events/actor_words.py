"""The words of a mention: takes a string, gives tokens and keys under which spellings of one name meet.

A key is lower case without accents, apostrophes, dots and the possessive; a skeleton keeps the
consonants only, so that "Hezbollah" and "Hizbullah" meet. What words mean is for ``actor_phrase``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

# One character each: quotes and accents used as apostrophes, then the dashes that join words.
_SIGNS: Final = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "ʼ": "'", "ʻ": "'", "ʿ": "'", "ʾ": "'",
                               "‐": "-", "‑": "-", "İ": "I", "ı": "i", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
                               "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "Æ": "Ae"})  # fmt: skip
_WORD: Final = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")
_DROP: Final = str.maketrans("", "", "'.")
_ALIKE: Final = str.maketrans({"q": "k", "c": "k", "z": "s", "j": "i", "w": "v", "x": "s"})
_FIRST_VOWEL: Final = re.compile(r"(?<![^ \n])[eiou]")
_DROPPED: Final = re.compile(r"(?<=[^ \n])[aeiouyh]+")
_DOUBLE: Final = re.compile(r"([^ \n])\1+")
_SLUG: Final = re.compile(r"[^A-Z0-9]+")

# "ISO letters or two capitals": short enough that only capitals tell the name from a word ("IS", "AU").
SHORT_ACRONYM: Final = 3


class Token(NamedTuple):
    """One word of a mention: ``key`` for look-up, ``raw`` as written without the possessive."""

    key: str
    raw: str
    owner: bool  # "Iraq's"
    joined: bool  # a hyphen ties it to the next word ("Saudi-led")

    @property
    def capital(self) -> bool:
        """Begins with a capital, or with a figure that a capital follows ("3R")."""
        return self.raw[0].isupper() or (self.raw[0].isdigit() and any(c.isupper() for c in self.raw))


def plain(text: str) -> str:
    """The text without accents, with one sign each for apostrophes and hyphens."""
    text = text.translate(_SIGNS)
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def tokens_of(text: str) -> list[Token]:
    """The words of a mention."""
    text = plain(text)
    found: list[Token] = []
    for match in _WORD.finditer(text):
        raw = match.group()
        owner = len(raw) > 2 and raw[-2] == "'" and raw[-1] in "sS"
        if owner:
            raw = raw[:-2]
        key = raw.lower()
        if not key.isalnum():
            key = key.translate(_DROP)
        if key:
            end = match.end()
            joined = text.startswith(("-", ".-"), end)
            found.append(Token(_ARTICLES.get(key, key), raw, owner, joined))
    return found


# The Arabic article as the press spells it, where it stands alone or before a hyphen.
_ARTICLES: Final = {"el": "al"}


# What parts words, and what is dropped inside them, in a text that is plain already.
_PARTS: Final = str.maketrans(dict.fromkeys('-()/,&+"_:;!?%#*|', " ") | dict.fromkeys("'.", ""))


def key_of(text: str) -> str:
    """The key of a name: its words' keys, parted by spaces."""
    key = (text if text.isascii() else plain(text)).lower()
    if key.isalpha():
        return _ARTICLES.get(key, key)
    if "'s" in key:
        key = key.replace("'s ", " ").removesuffix("'s")
    words = key.translate(_PARTS).split()
    return " ".join([_ARTICLES.get(word, word) for word in words]) if "el" in words else " ".join(words)


def skeleton_of(key: str) -> str:
    """The consonants of a key after each word's first letter, doubled ones once, look-alikes merged."""
    return skeletons_of([key])[0]


def skeletons_of(keys: Sequence[str]) -> list[str]:
    """The skeletons of many keys, made at one go."""
    text = "\n".join(keys).translate(_ALIKE)
    text = _DROPPED.sub("", _FIRST_VOWEL.sub("a", text))
    return _DOUBLE.sub(r"\1", text).split("\n")


def slug_of(text: str) -> str:
    """An id made from a name: capitals, figures and hyphens."""
    return _SLUG.sub("-", plain(text).upper()).strip("-")
