"""The event lexicon: takes the tables under ``data/plover``, gives entries by the words of a sentence.

The tables are there to be read and edited: verbs and nouns with their PLOVER type, mode and frame; frames,
which say by what syntax actors and recipients stand beside them; support verbs ("carry out", "come under");
what tells a mode or a context. Nothing else in this room knows a particular word of an event.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Final, NamedTuple

_DATA: Final = Path(__file__).parent / "data" / "plover"
VERBAL: Final = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}
)
TYPES: Final = VERBAL | frozenset(
    {"COOPERATE", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
)
_VOWELS: Final = frozenset("aeiou")

Slots = tuple[tuple[str, ...], ...]  # alternatives: the first that finds anybody counts


class Frame(NamedTuple):
    """By what slots actors and recipients stand beside a word: relations, prepositions, "poss", "adj"."""

    name: str
    actor: Slots
    recipient: Slots


class Entry(NamedTuple):
    """A word of an event.

    ``words`` are lemmas, a verb's head first, a noun's last; ``type`` None is none of PLOVER's. ``when`` are
    the kinds of object (party, country, place, site, thing, other) with which a verb has this sense, and
    "armed" or "civil" for who does it; empty for any.
    """

    words: tuple[str, ...]
    type: str | None
    mode: str | None
    frame: Frame
    noun: bool
    when: frozenset[str] = frozenset()


class Support(NamedTuple):
    """A verb that lends an event noun its subject. ``slot``: where the noun stands; ``subject``: its part in it.

    ``effect`` is "", or what becomes of the event: planned, ongoing, hypothetical, negated.
    """

    words: tuple[str, ...]
    slot: str
    subject: str
    effect: str


class EventLexicon:
    """All tables, by head word."""

    def __init__(self) -> None:
        frames = {(row["frame"], row["pos"]): _frame(row) for row in _rows("frames.csv")}
        self.verbs: dict[str, list[Entry]] = {}
        self.nouns: dict[str, list[Entry]] = {}
        for name, table, pos in (("verbs.csv", self.verbs, "verb"), ("nouns.csv", self.nouns, "noun")):
            for row in _rows(name):
                words = tuple(row["words"].split())
                frame = frames[row["frame"], pos]
                entry = Entry(
                    words,
                    row["type"] or None,
                    row["mode"] or None,
                    frame,
                    pos == "noun",
                    frozenset((row.get("when") or "").split()),
                )
                table.setdefault(words[0] if pos == "verb" else _head(words), []).append(entry)
        for entries in (*self.verbs.values(), *self.nouns.values()):
            entries.sort(key=lambda entry: (-len(entry.words), not entry.when))
        self.frames = frames
        self.support: dict[str, list[Support]] = {}
        for row in _rows("support.csv"):
            words = tuple(row["verb"].split())
            found = Support(words, row["noun"], row["subject"], row["effect"])
            self.support.setdefault(words[0], []).append(found)
        for lenders in self.support.values():
            lenders.sort(key=lambda one: -len(one.words))
        self.modes = {row["word"]: row["mode"] for row in _rows("modes.csv")}
        self.contexts = {row["word"]: row["context"] for row in _rows("contexts.csv")}
        self.words: dict[str, frozenset[str]] = {}
        for row in _rows("words.csv"):
            self.words[row["class"]] = self.words.get(row["class"], frozenset()) | {row["word"]}
        self.layers = {row["layer"]: row["type"] for row in _rows("layers.csv")}
        irregular = {row["form"]: row["lemma"] for row in _rows("irregular.csv")}
        # Forms that are verbs wherever the reader calls them neither noun nor adjective.
        self.past = {f: verb for verb in self.verbs for f in _forms(verb) if f.endswith("ed")} | {
            form: lemma for form, lemma in irregular.items() if form != lemma and not form.endswith("ing")
        }
        self.lemma_of = {form: verb for verb in self.verbs for form in _forms(verb)} | irregular


def _head(words: tuple[str, ...]) -> str:
    """The head of a nominal entry: its last word before a preposition ("exchange of prisoners")."""
    for i, word in enumerate(words):
        if word in ("of", "on", "between", "with", "and") and i:
            return words[i - 1]
    return words[-1]


def _frame(row: dict[str, str]) -> Frame:
    return Frame(row["frame"], _slots(row["actor"]), _slots(row["recipient"]))


def _slots(cell: str) -> Slots:
    return tuple(tuple(part.split()) for part in cell.split("|") if part.split())


def _forms(verb: str) -> list[str]:
    """The regular forms of a verb."""
    stem = verb[:-1] if verb.endswith("e") else verb
    forms = [verb, verb + "s", verb + "es", stem + "ed", stem + "ing"]
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        forms += [verb[:-1] + "ied", verb[:-1] + "ies"]
    if verb[-1] not in _VOWELS and verb[-2:-1] in _VOWELS:
        forms += [verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
    return forms


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        header, *found = csv.reader(line for line in file if not line.startswith("#"))
        return [dict(zip_longest(header, row, fillvalue="")) for row in found if row]


@lru_cache(maxsize=1)
def lexicon() -> EventLexicon:
    """The lexicon, read once."""
    return EventLexicon()
