"""Which event a finding belongs to: takes a tree, a trigger and the words found, tells whether they hang together.

Two words belong to one event where the path between them crosses no clause of another speaker, no second
subject and no person or thing: "the blast that killed 12" and "attacked a bus, killing 12" hang together,
"arrested the man who killed 12" does not.
"""

from __future__ import annotations

from counterclaim.events.facets.lexicon import Words
from counterclaim.tree import Tree

_VERBAL = ("VERB", "AUX", "ADJ")
_FAR = 12  # edges; longer paths are slips of the parser


class Links:
    """Paths in one document's tree."""

    def __init__(self, tree: Tree, words: Words) -> None:
        self._tree, self._words = tree, words

    def joined(self, anchor: int, trigger: int) -> bool:
        """Whether the event of a trigger is the one that a word tells of."""
        if anchor == trigger:
            return True
        if self._tree.tokens[anchor].sentence != self._tree.tokens[trigger].sentence:
            return False
        up, over = self._way_up(anchor), self._way_up(trigger)
        meeting = next((k for k in up if k in over), None)
        if meeting is None or len(up) > _FAR:
            return False
        below = up[: up.index(meeting)]
        above = over[: over.index(meeting)]
        ends = {anchor, trigger}
        return all(self._open(k) for k in (*below, *above)) and all(
            k in ends or self._through(k) for k in (*below, *above, meeting)
        )

    def _way_up(self, i: int) -> list[int]:
        return [i, *self._tree.ancestors(i)]

    def _open(self, k: int) -> bool:
        """Whether the edge above a token stays within one event."""
        tree = self._tree
        rel = tree.rels[k]
        if rel == "ccomp":
            return tree.lemmas[tree.head(k)] in self._words.of("bring_about")
        if rel == "advcl" and tree.children(k, "nsubj"):
            return not any(
                self._tree.low[m] in self._words.of("other_time")
                for m in tree.children(k, "mark", "advmod", "case")
            )
        if rel in ("conj", "parataxis") and tree.upos(k) in _VERBAL:
            return not tree.children(k, "nsubj") or rel == "parataxis"
        return rel != "csubj"

    def _through(self, k: int) -> bool:
        """Whether a word between may stand for an event, or is no more than grammar."""
        tree = self._tree
        if tree.upos(k) in ("NOUN", "PROPN", "PRON", "NUM"):
            return tree.lemmas[k] in self._words.of("event_noun")
        return True
