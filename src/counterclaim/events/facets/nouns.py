"""What the words of a document stand for: takes a tree and its annotation, tells people from places and things.

The reader's labels go first; the word classes decide where it has none.
"""

from __future__ import annotations

from counterclaim.events.facets.lexicon import Words
from counterclaim.records import Annotation, Name
from counterclaim.tree import Tree

NOMINAL = ("NOUN", "PROPN")
_PEOPLE = ("PER",)
_CLEAR = ("NOUN", "VERB", "ADJ", "PROPN", "PRON", "NUM", "CCONJ")
_DOUBTFUL = ("ADV", "DET", "X", "PUNCT", "INTJ", "ADP", "PART", "SYM", "SCONJ")
_NOUN_CLASSES = ("person", "force_noun", "place", "weapon", "event_noun", "of_holder")
_PLACES = ("GPE", "LOC", "FAC")


class Nouns:
    """Kinds of the tokens of one document."""

    def __init__(self, tree: Tree, annotation: Annotation, words: Words) -> None:
        self.tree, self.words = tree, words
        self._classes = [
            words.classes_of(low, lemma) for low, lemma in zip(tree.low, tree.lemmas, strict=True)
        ]
        self._kinds: dict[int, str] = {}
        for actor in annotation.actors:
            for k in self._covered(actor):
                self._kinds[k] = actor.type
        self._upos = [self._part_of_speech(k) for k in range(len(tree))]
        self.temporal = {k for n in annotation.names if n.type == "Temporal" for k in self._covered(n)}
        self._persons = {k for n in annotation.names if n.type == "Person" for k in self._covered(n)}
        self._weapons = {
            k
            for n in (*annotation.names, *annotation.entities)
            if n.type in ("Weapon", "MilitaryPlatform", "Vehicle")
            for k in self._covered(n)
        }

    def _part_of_speech(self, k: int) -> str:
        """The part of speech of a token; that of the word classes where the reader's cannot be."""
        tag, low = self.tree.upos(k), self.tree.low[k]
        if tag == "ADJ" and low.endswith("s") and any(e.pos == "noun" for e in self.words.harms.get(low, ())):
            return "NOUN"
        if tag in _CLEAR and not (tag == "PROPN" and low in self.words.verb_lemmas and low.endswith("ed")):
            if tag == "ADJ" and low in self.words.of("event_noun") and self._stands_alone(k):
                return "NOUN"
            return tag
        if not low.isalpha() or low in self.words.of("det") or low in self.words.of("more"):
            return "NUM" if low[:1].isdigit() and tag in _DOUBTFUL else tag
        if (low in self.words.verb_lemmas and low.endswith(("ed", "ing"))) or low in self.words.past_forms:
            return "VERB" if tag != "AUX" else tag
        named = self._kinds.get(k) is not None or any(self.is_(k, name) for name in _NOUN_CLASSES)
        return "NOUN" if named and tag in _DOUBTFUL else "PROPN" if tag == "PUNCT" else tag

    def _stands_alone(self, k: int) -> bool:
        """Whether an adjective has a determiner and no noun: "the offensive is"."""
        tree = self.tree
        after = tree.upos(k + 1) if k + 1 < len(tree) else "PUNCT"
        return k > 0 and tree.upos(k - 1) in ("DET", "ADJ") and after not in ("NOUN", "PROPN", "ADJ")

    def upos(self, k: int) -> str:
        return self._upos[k]

    def _covered(self, name: Name) -> range:
        return range(*(self.tree.run_in(name.start, name.end) or (0, 0)))

    def kind(self, k: int) -> str | None:
        """The reader's type of what a token stands for, by ACE."""
        return self._kinds.get(k)

    def is_(self, k: int, name: str) -> bool:
        """Whether a token's lemma or form is of a class."""
        return name in self._classes[k]

    def is_state(self, k: int) -> bool:
        """Whether a word says what befell somebody: "dead", "wounded", "killed"."""
        return self.tree.low[k] in self.words.of("state_word")

    def is_name_of_person(self, k: int) -> bool:
        return k in self._persons

    def is_person(self, k: int) -> bool:
        """Whether a token names a person or people."""
        if self.is_(k, "not_victim") and not self.is_(k, "person"):
            return False
        if self.is_(k, "person") or self._kinds.get(k) in _PEOPLE or k in self._persons:
            return True
        low = self.tree.low[k]
        return low.endswith(("men", "women", "man", "woman", "ists", "ist")) and self.upos(k) in NOMINAL

    def is_place(self, k: int) -> bool:
        """Whether a token names somewhere that can be held."""
        return self._kinds.get(k) in _PLACES or self.is_(k, "place")

    def is_weapon(self, k: int) -> bool:
        """Whether a noun is a weapon, a munition or an engine of war."""
        if self.is_(k, "weapon"):
            return True
        if self.is_(k, "force_noun"):
            return False
        return (
            self.is_nominal(k)
            and (k in self._weapons or self._kinds.get(k) == "WEA")
            and not self.is_person(k)
        )

    def is_plural(self, k: int) -> bool:
        """Whether a noun says more than one."""
        low = self.tree.low[k]
        if low in self.words.of("kin_plural") or (low.endswith("men") and low not in ("specimen", "regimen")):
            return True
        if not low.endswith("s") or low.endswith(("ss", "us", "is")):
            return False
        return self.tree.lemmas[k] != low or (self.upos(k) == "PROPN" and low[:-1] in self.words.of("person"))

    def is_nominal(self, k: int) -> bool:
        return self.upos(k) in NOMINAL or (self.upos(k) == "X" and self.tree.low[k].isalpha())
