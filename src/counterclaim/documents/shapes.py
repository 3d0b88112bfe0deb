"""The shape of a paragraph: its words by class, its first word, its end.

Takes a paragraph's text; gives what the forms (``forms.py`` and its neighbours) are told by. The classes of
words are in ``data/page_words.csv``. All is worked out when first asked for: most paragraphs are told to be
the report by their first word and their end alone, and a thousand documents a second pass here.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

from counterclaim.records import MarkKind

Form = tuple[MarkKind, str]  # what a paragraph is, and why

CLOSERS = "\"”’')]»"
EDGES = ".,;:!?\"“”‘’'()[]{}|»«>…—–-•*"
QUOTES = frozenset('"“”«»')
# Stems of words that furniture of the longer sort is told by; what is not in a text need not be sought in
# its paragraphs.
_TELLING = (
    "cookie", "browser", "avascript", "privacy", "consent", "reserved", "ontributed", "xpressed", "lick here",
    "inbox", "ewsletter", "ubscri", "esponsible for the content",
)  # fmt: skip
_PLAIN = 60  # characters of the shortest paragraph that can be told to be the report at a glance
_SIGNS = ("@", "©", "http", "www.", "hoto", "icture", "mage", "grab", "andout", " reported from ", "opyright")
_PIECES = ("rticle", "story", "post", "eadline", "ersion", "piece", "iews", "pinions")


_Value = TypeVar("_Value")


class _Once(Generic[_Value]):
    """What is worked out when first asked for; ``functools.cached_property`` costs twice this for its lock."""

    def __init__(self, work: Callable[[Any], _Value]) -> None:
        self._work, self._name = work, work.__name__

    def __get__(self, shape: Any, _: type | None = None) -> _Value:
        value = self._work(shape)
        shape.__dict__[self._name] = value  # found there from now on, before this is asked
        return value


class Shape:
    """A paragraph with what its form is told by."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stop = text.rstrip(CLOSERS + " ")[-1:] in (".", "!", "?", "…")
        """Whether it ends as a sentence does, closing quotes aside."""

    @_Once
    def opening(self) -> str:
        """Its first word in lower case, without the punctuation around it."""
        head = self.text[:32].split(None, 1)
        while head:
            word = head[0].strip(EDGES).lower().replace("’", "'")
            if word:
                return word
            head = head[1].split(None, 1) if len(head) > 1 else []
        return ""

    @_Once
    def words(self) -> tuple[str, ...]:
        """Its words in lower case, without the punctuation around them."""
        split = self.text.lower().replace("’", "'").split()
        return tuple([bare for word in split if (bare := word if word.isalpha() else word.strip(EDGES))])

    @_Once
    def bag(self) -> frozenset[str]:
        """The set of its words."""
        return frozenset(self.words)

    @property
    def first(self) -> str:
        """The first of its words, or nothing."""
        rest = self.text
        while head := rest.split(None, 1):
            word = head[0].lower().replace("’", "'").strip(EDGES)
            if word or len(head) == 1:
                return word
            rest = head[1]
        return ""

    @_Once
    def quotes(self) -> bool:
        """Whether it holds quotation marks."""
        return '"' in self.text or "“" in self.text or "”" in self.text or "«" in self.text

    @_Once
    def speaks(self) -> bool:
        """Whether it has a verb of saying. "Said" with a capital within a sentence is a name."""
        said = self.bag & word_class("speech")
        if not said or self.text.isupper():
            return bool(said)
        as_written = self.text.split()
        return (
            not said.isdisjoint(as_written)
            or any(word.strip(EDGES) in said for word in as_written)
            or self.first in said
        )

    def has(self, *classes: str) -> bool:
        """Whether one of its words is of one of the classes."""
        bag = self.bag
        for name in classes:  # noqa: SIM110 - a generator costs more than the looking up
            if not bag.isdisjoint(word_class(name)):
                return True
        return False

    def count(self, name: str) -> int:
        """How many different words of a class it has."""
        return len(self.bag & word_class(name))


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of a class in ``data/page_words.csv``."""
    return _classes()[name]


@cache
def _classes() -> dict[str, frozenset[str]]:
    text = (files(__package__) / "data" / "page_words.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["class"]: frozenset(row["words"].split()) for row in rows}


def telling_stems(text: str) -> frozenset[str]:
    """Which of the stems and signs that tell furniture a whole text has."""
    lowered = text.lower()
    stems = [stem for stem in _TELLING if stem in lowered]
    return frozenset(stems + [sign for sign in _SIGNS if sign in text])


def is_plain(shape: Shape, stems: frozenset[str]) -> bool:
    """Whether a paragraph is at a glance a sentence of the report: most are, and are looked at no further.

    Long, closed by a full stop, opened by no word that opens furniture, without a label's colon, a sign, a
    word for pictures, brackets or a year at the end. ``stems``: see :func:`telling_stems`.
    """
    text = shape.text
    if len(text) < _PLAIN or not shape.stop or text[-1] in ")]":
        return False
    opening = shape.opening
    if opening in _openings() or (
        opening in ("the", "a", "an") and any(map(text[:80].__contains__, _PIECES))
    ):
        return False
    head, tail = text[:48], text[-90:]
    if (
        ":" in head
        or "|" in head
        or ">" in head
        or "»" in head
        or " - " in head
        or " – " in head
        or " — " in head
    ):
        return False
    if "/" in tail or "| " in tail or any(map(str.isdigit, text[-8:])):
        return False
    if not text[0].isalnum() and text[0] not in QUOTES:
        return False
    if "you" in text and not shape.quotes:
        return False
    return not (stems and any(map(text.__contains__, stems)))


@cache
def _openings() -> frozenset[str]:
    names = (
        "opening",
        "link_verb",
        "list_label",
        "share_first",
        "single",
        "network",
        "advert",
        "command",
        "control",
    )
    return frozenset().union(*map(word_class, names)) - {
        "a",
        "an",
        "the",
        "in",
        "on",
        "from",
        "last",
        "first",
        "1",
        "2",
        "3",
    }
