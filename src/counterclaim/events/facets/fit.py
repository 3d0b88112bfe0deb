"""Who can suffer a harm: takes counted phrases and a word of harm, gives those that fit its frame.

"Captured four soldiers" counts people, "captured the town" does not; "killed the bill" counts nobody.
"""

from __future__ import annotations

from counterclaim.events.facets.items import Item
from counterclaim.events.facets.lexicon import HarmEntry
from counterclaim.events.facets.nouns import Nouns
from counterclaim.tree import Tree


class Fit:
    """Tests of phrases of one document."""

    def __init__(self, tree: Tree, nouns: Nouns) -> None:
        self._tree, self._nouns, self._low = tree, nouns, tree.low

    def fit(self, items: list[Item], entry: HarmEntry) -> list[Item]:
        if entry.frame in ("people", "hold"):
            return [item for item in self.people(items) if item.counted or entry.frame == "people"]
        if entry.frame == "victim":
            return [item for item in items if self._may_suffer(item) or self._may_be_anyone(item)]
        if entry.frame in ("civilians", "flight", "driven"):
            return [item for item in items if self._may_be_driven(item)]
        fit = [item for item in items if self._may_suffer(item)]
        beside = any(self._nouns.is_person(item.head) for item in fit)
        return fit if not beside else [i for i in items if i in fit or self._may_be_anyone(i, named=True)]

    def people(self, items: list[Item]) -> list[Item]:
        return [
            item
            for item in items
            if (item.bare and item.counted)
            or item.elided
            or self._nouns.is_person(item.head)
            or (item.bare and self._nouns.upos(item.head) == "PRON" and self._low[item.head] != "it")
        ]

    def _may_suffer(self, item: Item) -> bool:
        if item.bare or item.elided or self._nouns.is_person(item.head):
            return True
        if self._nouns.is_(item.head, "not_victim") or self._nouns.kind(item.head) in (
            "GPE",
            "LOC",
            "FAC",
            "VEH",
            "WEA",
        ):
            return False
        if self._nouns.is_(item.head, "event_noun") or self._nouns.is_(item.head, "time_noun"):
            return False
        return (item.counted and item.low != 1) or item.low == 0

    def _may_be_anyone(self, item: Item, *, named: bool = False) -> bool:
        """Whether a noun of which nothing is known can name people, after a verb that takes only people."""
        if not (named or self._nouns.is_plural(item.head) or self._nouns.upos(item.head) == "PROPN"):
            return False
        thing = self._nouns.is_(item.head, "not_victim") or self._nouns.is_(item.head, "event_noun")
        return not thing and self._nouns.kind(item.head) not in ("LOC", "FAC", "VEH", "WEA")

    def _may_be_driven(self, item: Item) -> bool:
        many = item.low is None or item.low > 1 or item.low == 0
        return many and ((item.bare and item.counted) or self._nouns.is_(item.head, "displaced_person"))
