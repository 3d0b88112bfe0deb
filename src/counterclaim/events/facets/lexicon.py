"""The words of facets: takes the CSV files in ``events/data/facets/``, gives classes and entries.

The files are there to be read and edited by people; nothing else in this package knows a particular word.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from counterclaim.records import Harm

DATA = resources.files("counterclaim.events") / "data" / "facets"


class HarmEntry(NamedTuple):
    """A word that tells a harm.

    ``frame`` says who is harmed: ``object`` of a verb (its subject in the passive), ``subject`` of a verb,
    ``people`` (an object, but only where it names people: "lost four men"), ``state`` (an adjective or
    participle of whoever has it: "dead"), ``of`` (a noun: "the death of"), ``person`` (a noun that names the
    harmed: "the wounded").
    """

    lemma: str
    pos: str
    harms: tuple[Harm, ...]
    frame: str


class Words:
    """Classes of words, harms and numbers, by lower-case lemma."""

    def __init__(self) -> None:
        gathered: dict[str, set[str]] = {}
        for row in rows("words.csv"):
            gathered.setdefault(row["class"], set()).add(row["word"])
        self._classes = {name: frozenset(found) for name, found in gathered.items()}

    def of(self, name: str) -> frozenset[str]:
        """A class of words.

        Raises:
            KeyError: ``words.csv`` has no such class.
        """
        return self._classes[name]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one data file; lines that begin with # are notes."""
    lines = (DATA / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@lru_cache(maxsize=1)
def words() -> Words:
    """The words, read once."""
    return Words()
