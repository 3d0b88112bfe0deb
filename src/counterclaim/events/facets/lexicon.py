"""The words of facets: takes the CSV files in ``events/data/facets/``, gives classes and entries.

The files are there to be read and edited by people; nothing else in this package knows a particular word.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from itertools import zip_longest
from typing import NamedTuple

from counterclaim.records import Harm

VERB_CLASSES = (  # those whose forms are known apart from the reader's lemmas
    "gain_verb hold_verb cede_verb leave_verb fall_verb oust_verb control_taking control_keeping control_losing "
    "firing use_verb met_verb lives_verb lose_verb captive_verb recover tally_verb moving_verb drive_out"
).split()
_KEPT = 100_000  # words whose classes are remembered
DATA = resources.files("counterclaim.events") / "data" / "facets"


class HarmEntry(NamedTuple):
    """A word that tells a harm, as ``harms.csv`` has it; its ``frame`` says who is harmed."""

    lemma: str
    pos: str
    harms: tuple[Harm, ...]
    frame: str


class Words:
    """Classes of words, and harms by lower-case form."""

    def __init__(self) -> None:
        gathered: dict[str, set[str]] = {}
        for row in rows("words.csv"):
            gathered.setdefault(row["class"], set()).add(row["word"])
        self.harms: dict[str, list[HarmEntry]] = {}
        for row in rows("harms.csv"):
            harms = tuple(Harm(name) for name in row["harms"].split())
            entry = HarmEntry(row["lemma"], row["pos"], harms, row["frame"])
            made = {row["lemma"], *(row["forms"].split() or forms_of(row["lemma"], row["pos"]))}
            for form in made:
                self.harms.setdefault(form, []).append(entry)
            if entry.frame == "state" or (
                entry.pos == "verb" and entry.frame in ("object", "victim", "hit", "civilians")
            ):
                gathered.setdefault("state_word", set()).update(
                    f for f in made if not f.endswith(("s", "ing"))
                )
        irregular: dict[str, list[str]] = {}
        for row in rows("irregular.csv"):
            irregular.setdefault(row["lemma"], []).append(row["form"])
        self.past_forms = frozenset(form for forms in irregular.values() for form in forms)
        verbs = {verb for name in VERB_CLASSES for verb in gathered[name]}
        self.verb_lemmas = {
            form: verb for verb in verbs for form in [*forms_of(verb, "verb"), *irregular.get(verb, ())]
        }
        for form, entries in self.harms.items():
            if entries[0].pos == "verb":
                self.verb_lemmas.setdefault(form, entries[0].lemma)
        self._classes = {name: frozenset(found) for name, found in gathered.items()}
        self._names: dict[str, set[str]] = {}
        for name, found in gathered.items():
            for word in found:
                self._names.setdefault(word, set()).add(name)
        self._names_of: dict[tuple[str, str], frozenset[str]] = {}
        self._phrases: dict[str, dict[str, list[tuple[str, ...]]]] = {}

    def of(self, name: str) -> frozenset[str]:
        """A class of words.

        Raises:
            KeyError: ``words.csv`` has no such class.
        """
        return self._classes[name]

    def classes_of(self, low: str, lemma: str) -> frozenset[str]:
        """The names of the classes that a form, its lemma or the verb that it may be a form of is in."""
        found = self._names_of.get((low, lemma))
        if found is None:
            words = (low, lemma, self.verb_lemmas.get(low, low))
            found = frozenset(name for word in words for name in self._names.get(word, ()))
            if len(self._names_of) < _KEPT:
                self._names_of[low, lemma] = found
        return found

    def phrase_end(self, name: str, low: Sequence[str], i: int) -> int:
        """The end of the longest phrase of a class that begins at ``i``; ``i`` where none does."""
        if name not in self._phrases:
            table: dict[str, list[tuple[str, ...]]] = {}
            for phrase in sorted(self._classes[name], key=lambda p: -len(p.split())):
                parts = tuple(phrase.split())
                table.setdefault(parts[0], []).append(parts)
            self._phrases[name] = table
        for parts in self._phrases[name].get(low[i], ()):
            if tuple(low[i : i + len(parts)]) == parts:
                return i + len(parts)
        return i


def forms_of(lemma: str, pos: str) -> list[str]:
    """The regular forms of a verb or noun."""
    sibilant = lemma.endswith(("s", "sh", "ch", "x", "z"))
    forms = [lemma[:-1] + "ies" if _ends_in_y(lemma) else lemma + ("es" if sibilant else "s")]
    if pos == "verb":
        stem = lemma[:-1] if lemma.endswith("e") else lemma
        forms += [lemma[:-1] + "ied" if _ends_in_y(lemma) else stem + "ed", stem + "ing"]
        if lemma[-1] not in "aeiouwxy" and lemma[-2:-1] in set("aeiou") and lemma[-3:-2] not in set("aeiou"):
            forms += [
                lemma + lemma[-1] + "ed",
                lemma + lemma[-1] + "ing",
            ]  # "abetted"; "murderred" does no harm
    return forms if pos != "state" else []


def _ends_in_y(lemma: str) -> bool:
    return lemma.endswith("y") and lemma[-2:-1] not in set("aeiou")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one data file; lines that begin with # are notes."""
    lines = (DATA / name).read_text("utf-8").splitlines()
    header, *found = csv.reader(line for line in lines if not line.startswith("#"))
    return [dict(zip_longest(header, row, fillvalue="")) for row in found if row]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words, read once."""
    return Words()
