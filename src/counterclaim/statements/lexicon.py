"""The lexicon: takes the CSV files in ``data/``, gives cues with their stance and frame, and word classes.

The files are there to be read and edited by people; nothing else in this room knows a particular word.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from counterclaim.records import Stance

DATA = resources.files(__package__) / "data"


class Entry(NamedTuple):
    """A cue as the lexicon has it.

    ``words`` are lemmas, the head first for verbs; ``frame`` says what may be its content: ``clause`` (a
    clause or quotation), ``object`` (also a noun phrase), ``infinitive`` (also an infinitive or a noun
    phrase), ``person`` (someone, and what they are to do or have done), ``quote`` (a quotation only),
    ``reply`` (silent when denied, else a clause), ``none`` (silence: what it is about), ``source`` (the
    noun phrase that follows is the source) and ``hearsay`` (an adverb; nobody is named).
    """

    words: tuple[str, ...]
    pos: str
    stance: Stance
    frame: str


class Lexicon:
    """Cues by part of speech and first word, and the classes of words that tell a stance from content."""

    def __init__(self) -> None:
        self.cues: dict[tuple[str, str], list[Entry]] = {}
        for row in rows("cues.csv"):
            words = tuple(row["cue"].split())
            entry = Entry(words, row["pos"], Stance(row["stance"]), row["frame"])
            self.cues.setdefault((entry.pos, words[0]), []).append(entry)
        for entries in self.cues.values():
            entries.sort(key=lambda entry: -len(entry.words))
        self.irregular = {row["form"]: row["lemma"] for row in rows("irregular.csv")}
        self.verb_forms = {
            form: words for (pos, words) in self.cues if pos == "verb" for form in past_forms(words)
        } | self.irregular
        self._classes: dict[str, frozenset[str]] = {}
        gathered: dict[str, set[str]] = {}
        for row in rows("words.csv"):
            gathered.setdefault(row["class"], set()).add(row["word"])
        self._classes = {name: frozenset(words) for name, words in gathered.items()}

    def entries(self, pos: str, lemma: str) -> list[Entry]:
        """The cues that begin with a lemma, the longest first."""
        return self.cues.get((pos, lemma), [])

    def words(self, name: str) -> frozenset[str]:
        """A class of words.

        Raises:
            KeyError: ``words.csv`` has no such class.
        """
        return self._classes[name]


def past_forms(lemma: str) -> list[str]:
    """The regular past of a verb, which few nouns and adverbs look like."""
    if lemma.endswith("e"):
        return [lemma + "d"]
    if lemma.endswith("y") and lemma[-2:-1] not in "aeou":
        return [lemma[:-1] + "ied"]
    return [lemma + "ed", lemma + lemma[-1] + "ed"]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one data file."""
    return list(csv.DictReader((DATA / name).read_text("utf-8").splitlines()))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    return Lexicon()
