"""Of whom something is said: takes a verb or state, gives its subject, bearer, voice and negation.

The tree goes first; the words beside a verb decide where it has no answer, or one that cannot be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from counterclaim.events.facets.items import Item
from counterclaim.events.facets.lexicon import Words
from counterclaim.events.facets.nouns import Nouns
from counterclaim.events.facets.victims import Victims
from counterclaim.tree import NEGATIONS, Run, Tree

_NOT = ("not", "n't", "n’t", "never", "without")
_HIGHEST = 4  # verbs, one above the other, among which a subject is sought


class Subjects:
    """Subjects in one document."""

    def __init__(self, tree: Tree, nouns: Nouns, victims: Victims, words: Words) -> None:
        self._tree, self._nouns, self._victims, self._words = tree, nouns, victims, words
        self._low = tree.low

    def subject(self, k: int, sentence: Run) -> list[Item]:
        """Whoever a verb or state is said of."""
        p = self.start(k, sentence)
        if p > sentence[0] and self._low[p - 1] in ("who", "which", "that", "whom"):
            found = self._antecedent(k, p - 1, sentence)
            if found:
                return found
        head = self.head(k)
        if head is not None:
            stop = p if head < p else k if head < k else sentence[1]
            items = self._victims.beside(p, sentence[0], head) or self._victims.around(
                head, sentence[0], stop
            )
            if items:
                return self._victims.free(items)
        return self._victims.before(p) if p > sentence[0] else []

    def start(self, k: int, sentence: Run) -> int:
        """Where a verb begins with its auxiliaries and adverbs, and those of verbs coordinated before it."""
        p = k
        while p > sentence[0] and (
            self._nouns.upos(p - 1) in ("AUX", "ADV", "PART")
            or self._nouns.is_(p - 1, "grave")
            or self._is_light(p - 1)
        ):
            p -= 1
        return p

    def _is_light(self, k: int) -> bool:
        return any(self._low[k] in self._words.of(name) for name in ("be", "perfect", "modal"))

    def _antecedent(self, k: int, relative: int, sentence: Run) -> list[Item]:
        """Whom a relative pronoun stands for: the people just before it, else the head of its clause."""
        tree, low = self._tree, self._low
        if low[relative] == "whom" and low[relative - 1] == "of":
            return self._part(relative, sentence)
        p = relative
        while p > sentence[0] and self._nouns.upos(p - 1) == "PUNCT":
            p -= 1
        found = self._victims.before(p) if p > sentence[0] else []
        if found and (found[-1].bare or self._nouns.is_person(found[-1].head)):
            return found if low[relative] != "that" or len(found) == 1 else found[-1:]
        if tree.rels[k] == "acl" and 0 <= tree.head(k) < relative:
            return self._victims.around(tree.head(k), sentence[0], relative) or found
        return found

    def _part(self, whom: int, sentence: Run) -> list[Item]:
        """ "Her children, one of whom": the number, with the noun that it is of."""
        starts = (self._victims.item_at(i, whom + 1) for i in range(max(sentence[0], whom - 4), whom))
        part = next((one for one in starts if one is not None and one.elided), None)
        if part is None:
            return []
        p = part.run[0]
        whole = self._victims.before(p - 1 if self._low[p - 1] == "," else p) if p > sentence[0] else []
        return (
            [replace(part, who=whole[-1].who, head=whole[-1].head, elided=False, bare=False)]
            if whole
            else [part]
        )

    def head(self, k: int) -> int | None:
        """The token that the tree has for the subject of a verb, shared by coordinated verbs; None for none."""
        tree = self._tree
        ended = subject_above(tree, k, passes=self._passes_on)
        if ended is None:
            return None
        node, own = ended
        above = tree.head(node)
        if own is None:
            return above if tree.rels[node] == "acl" and 0 <= above < k else None
        if self._low[own] in self._words.of("relative"):
            return above if tree.rels[node] == "acl" and above >= 0 else None
        return own

    def _passes_on(self, node: int) -> bool:
        """Whether a verb has its subject from the one above it; one coordinated with it stands before it."""
        relation = self._tree.rels[node]
        if relation == "conj":
            return self._tree.head(node) < node
        return relation in ("xcomp", "aux", "cop")

    def bearer(self, k: int, sentence: Run) -> list[Item]:
        """Whoever has a state told without a verb: "12 people killed in", "left 5 dead", "12 wounded soldiers"."""
        tree = self._tree
        if (
            k + 1 < sentence[1]
            and self._nouns.is_nominal(k + 1)
            and tree.head(k) > k
            and tree.rels[k] in ("amod", "compound")
        ):
            return self._attributive(k, sentence)
        p = k
        while p > sentence[0] and (self._nouns.is_(p - 1, "grave") or self._nouns.upos(p - 1) == "ADV"):
            p -= 1
        return self._victims.before(p) if p > sentence[0] else []

    def _attributive(self, k: int, sentence: Run) -> list[Item]:
        """ "12 wounded soldiers": the phrase around a state word, less the word; only where it is counted."""
        if self._low[k - 2 : k] == ["of", "the"]:
            return []  # "two of the wounded officers": part of another count
        for i in range(max(sentence[0], k - 6), k + 1):
            if i > sentence[0] and self._nouns.is_nominal(i - 1):
                continue
            items = self._victims.list_at(i, sentence[1])
            if items and items[0].run[0] <= k < items[0].run[1]:
                first = items[0]
                if not first.counted and first.low == 2:
                    return []
                inside = first.who is not None and first.who[0] <= k < first.who[1]
                return [replace(first, who=(k + 1, first.who[1]) if first.who and inside else first.who)]
        return []

    def is_passive(self, k: int, sentence: Run) -> bool:
        """Whether a participle stands in the passive."""
        if self._low[k].endswith("ing"):
            return False
        if any(self._tree.deprel(m) == "aux:pass" for m in self._tree.kids[k]):
            return True
        return self.copula(k, sentence) is not None

    def copula(self, k: int, sentence: Run) -> int | None:
        """The form of "be", "remain", "go" that a participle or adjective stands with, over coordination."""
        p, low = k - 1, self._low
        while p >= max(sentence[0], k - 7):
            if low[p] in self._words.of("be") or low[p] in self._words.of("stay"):
                return p
            joint = low[p] in ("and", "or", ",") and p > sentence[0] and self._is_state(p - 1)
            joined = p + 1 < k and low[p + 1] in ("and", "or", ",") and self._is_state(p)
            light = self._nouns.upos(p) in ("ADV", "PART") or self._nouns.is_(p, "grave")
            if not (joint or joined or light):
                return None
            p -= 1
        return None

    def _is_state(self, k: int) -> bool:
        return self._nouns.upos(k) in ("VERB", "ADJ") or self._nouns.is_state(k)

    def is_negated(self, k: int) -> bool:
        """Whether a verb or state is denied: "not", "never", "without"."""
        tree = self._tree
        own = [k, *(m for m in tree.children(k, "aux", "cop", "advmod", "mark", "case", "det") if m < k)]
        if any(self._low[m] in NEGATIONS or self._low[m] == "without" for m in own):
            return True
        first = max(tree.sentence_of(k)[0], k - 4)
        between = ("AUX", "ADV", "PART", "VERB", "SCONJ", "ADP")
        return any(
            self._low[m] in _NOT and all(self._nouns.upos(n) in between for n in range(m, k))
            for m in range(first, k)
        )


def subject_above(tree: Tree, k: int, *, passes: Callable[[int], bool]) -> tuple[int, int | None] | None:
    """From a verb up to the first that has a subject before it, or to one that has its subject from no other.

    Args:
        tree: the document's tree.
        k: the verb.
        passes: whether a verb may have its subject from the one above it.

    Returns:
        That verb and its subject, None where it has none; None where the walk leads too far.
    """
    node = k
    for _ in range(_HIGHEST):
        own = [m for m in tree.children(node, "nsubj") if m < node]
        if own:
            return node, own[-1]
        if tree.head(node) < 0 or not passes(node):
            return node, None
        node = tree.head(node)
    return None
