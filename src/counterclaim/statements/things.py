"""Things: takes noun phrases, gives the words that name what they stand for, so that two phrases can be compared.

Chains of the reader's coreference and earlier phrases with the same noun lend a bare "the town" its name.
"""

from __future__ import annotations

from counterclaim.records import Annotation
from counterclaim.statements.terms import terms_of
from counterclaim.tree import Tree

Key = frozenset[str]
BARE = frozenset({"the", "this", "that", "its", "their", "his", "her", "our"})


class Things:
    """What the noun phrases of one text name.

    Args:
        tree: the text's tree.
        annotation: its coreference chains.
    """

    def __init__(self, tree: Tree, annotation: Annotation) -> None:
        self._tree = tree
        self._keys: dict[int, Key] = {}
        self._chained: dict[int, list[int]] = {}
        chains: dict[int, list[int]] = {}
        for mention in annotation.mentions:
            chains.setdefault(mention.chain, []).append(mention.head)
        for members in chains.values():
            named = [k for k in members if tree.upos(k) == "PROPN"]
            for k in members:
                self._chained[k] = [m for m in named if m != k][:3]
        self._by_noun: dict[str, list[int]] = {}
        for k in range(len(tree)):
            if tree.upos(k) == "NOUN":
                self._by_noun.setdefault(tree.lemmas[k], []).append(k)

    def key(self, k: int) -> Key:
        """The words that name a thing: head, names and modifiers, with the name of whatever it stands for."""
        found = self._keys.get(k)
        if found is None:
            found = self._own(k)
            if self._is_bare(k):
                for m in (*self._chained.get(k, ()), *self._earlier(k)):
                    found |= self._own(m)
            self._keys[k] = found
        return found

    def _is_bare(self, k: int) -> bool:
        """Whether a noun comes with a determiner and nothing that tells it from others."""
        tree = self._tree
        if tree.upos(k) != "NOUN":
            return False
        rest = [
            m for m in tree.kids[k] if tree.rels[m] in ("amod", "compound", "nmod", "flat", "appos", "nummod")
        ]
        return any(tree.low[m] in BARE for m in tree.kids[k]) and not [
            m for m in rest if tree.low[m] not in BARE
        ]

    def _earlier(self, k: int) -> list[int]:
        """The nearest fuller phrase before with the same noun."""
        tree = self._tree
        before = [m for m in self._by_noun.get(tree.lemmas[k], ()) if m < k and not self._is_bare(m)]
        return before[-1:]

    def _own(self, k: int) -> Key:
        tree = self._tree
        words = set()
        for m in range(*tree.noun_phrase(k)):
            near = m == k or tree.head(m) == k or tree.rels[m] in ("flat", "compound")
            role = m == k or tree.rels[m] in ("compound", "flat", "amod", "nmod", "appos")
            if near and role and tree.upos(m) in ("PROPN", "NOUN", "ADJ") and tree.lemmas[m][:1].isalnum():
                terms = [term for term in terms_of(tree, m) if tree.upos(m) != "PROPN" and term[0] == "+"]
                words.add(terms[0] if terms else tree.lemmas[m].lower())
        return frozenset(words)
