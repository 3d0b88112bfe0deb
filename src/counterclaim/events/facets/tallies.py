"""Counts told by nouns: "the deaths of 14 miners", "25 deaths", "30 lives", "eight bodies", "the toll rose to 20".

Takes a noun that tells a harm, gives whom it counts and the words that tell it.
"""

from __future__ import annotations

from dataclasses import replace

from counterclaim.events.facets.items import Item
from counterclaim.events.facets.lexicon import HarmEntry, Words
from counterclaim.events.facets.nouns import Nouns
from counterclaim.events.facets.victims import Victims
from counterclaim.tree import Run, Tree

Told = tuple[list[Item], tuple[int, ...]]
_NOTHING: Told = ([], ())
_REACH = 12  # words from a tally to its figure


class Tallies:
    """Nouns that tell a harm, in one document."""

    def __init__(self, tree: Tree, nouns: Nouns, victims: Victims, words: Words) -> None:
        self._tree, self._nouns, self._victims, self._words = tree, nouns, victims, words
        self._low = tree.low

    def noun(self, k: int, entry: HarmEntry, sentence: Run) -> Told:
        """Whom a noun counts, by its frame."""
        if self._nouns.upos(k) not in ("NOUN", "PROPN", "VERB", "X"):
            return _NOTHING
        if entry.frame == "tally":
            return self.tally(k, sentence)
        if entry.frame == "lives":
            return self._lives(k, sentence)
        if self.is_tallied(k) and entry.frame in ("of", "casualties"):
            return self.tally(k, sentence)
        if entry.frame == "bodies":
            return self._bodies(k, sentence)
        return self._of(k, entry, sentence)

    # -- "the deaths of 14 miners", "17 civilian deaths", "the colonel's murder"

    def numbered(self, item: Item, k: int, sentence: Run) -> Item | None:
        """The figure of "the number of miners killed has risen to 10", with its noun; None for no such number."""
        first = item.run[0]
        if self._low[first - 1 : first] != ["of"] or not self._nouns.is_(first - 2, "tally_noun"):
            return None
        found = self.tally(k, sentence)[0]
        return replace(found[0], who=item.who) if found else None

    def _of(self, k: int, entry: HarmEntry, sentence: Run) -> Told:
        low, stop = self._low, sentence[1]
        if (
            k + 1 < stop
            and self._nouns.is_nominal(k + 1)
            and not self._nouns.is_(k + 1, "time_noun")
            and not self._nouns.is_plural(k)
        ):
            return _NOTHING  # "a death threat", "an arrest warrant"
        if low[k + 1 : k + 2] == ["of"]:
            items = [item for item in self._victims.list_at(k + 2, stop) if self._may_suffer(item)]
            if items:
                return items, (k,)
        if (
            self._nouns.is_(k + 1, "dating") if k + 1 < stop else False
        ):  # "the murder on 22 March of two judges"
            of = next((m for m in range(k + 2, min(stop - 1, k + 7)) if low[m] == "of"), None)
            dated = of is not None and all(self._is_date(m) for m in range(k + 2, of))
            items = self._victims.list_at(of + 1, stop) if of is not None and dated else []
            if items and self._nouns.is_person(items[0].head):
                return items, (k,)
        if low[k + 1 : k + 2] == ["and"] and low[k + 3 : k + 4] == ["of"] and low[k + 2] in self._words.harms:
            return [item for item in self._victims.list_at(k + 4, stop) if self._may_suffer(item)], (k,)
        own = self._own(k, sentence)
        if own is not None and entry.frame == "casualties" and not own.counted:
            own = replace(own, low=None, high=None)
        elif own is not None and entry.frame == "casualties" and own.low != 0:
            own = replace(own, low=None)
        if own is None or (not own.counted and entry.frame != "casualties"):
            return self._possessor(k, sentence)
        if not own.counted and not self._is_suffered(k, sentence):
            return _NOTHING
        verb = self._governor(k)
        return [own], (k, *([verb] if verb is not None else []))

    def _is_date(self, k: int) -> bool:
        return (
            k in self._nouns.temporal
            or self._nouns.is_(k, "time_noun")
            or self._nouns.upos(k) in ("NUM", "PUNCT")
        )

    def _own(self, k: int, sentence: Run) -> Item | None:
        """The number before the noun, and the word between that says of whom: "17 civilian deaths"."""
        for i in range(max(sentence[0], k - 7), k + 1):
            if i > sentence[0] and self._nouns.is_nominal(i - 1) and self._tree.head(i - 1) >= i:
                continue
            item = self._victims.item_at(i, k + 1)
            if item is None or item.run[1] != k + 1 or (item.head != k and not item.bare):
                continue
            if (
                not item.counted
                and i < k
                and self._low[i] not in self._words.of("det")
                and i > sentence[0]
                and self._nouns.upos(i - 1) in ("ADJ", "NOUN")
            ):
                continue
            return replace(item, who=self._modifier(item, k), head=k)
        return None

    def _modifier(self, item: Item, k: int) -> Run | None:
        """What stands between number and noun and names the victims."""
        if item.who is None:
            return None
        first, end = item.who[0], k
        while first < end and self._nouns.is_(first, "not_who"):
            first += 1
        return (first, end) if first < end else None

    def _is_suffered(self, k: int, sentence: Run) -> bool:
        """Whether casualties without a number are told of: "suffered casualties", not "evacuating casualties"."""
        near = range(max(sentence[0], k - 5), min(sentence[1], k + 5))
        return any(self._nouns.is_(m, "suffer_verb") and self._nouns.upos(m) == "VERB" for m in near)

    def _possessor(self, k: int, sentence: Run) -> Told:
        """ "The colonel's murder"."""
        if k - 1 > sentence[0] and self._low[k - 1] in ("'s", "’s", "´s", "'", "’"):
            items = self._victims.around(k - 2, sentence[0], k - 1)
            items = [item for item in items if self._nouns.is_person(item.head)]
            return items, (k,)
        return _NOTHING

    def _governor(self, k: int) -> int | None:
        """The verb by which a number of deaths hangs on its cause: "caused 25 deaths"."""
        above = self._tree.head(k)
        return above if above >= 0 and self._nouns.upos(above) == "VERB" else None

    def _may_suffer(self, item: Item) -> bool:
        return (
            item.bare
            or item.elided
            or self._nouns.is_person(item.head)
            or (item.counted and not self._nouns.is_(item.head, "not_victim"))
        )

    # -- lives and bodies

    def _lives(self, k: int, sentence: Run) -> Told:
        """ "Claimed 30 lives", "cost the lives of 11 soldiers", "30 people lost their lives"."""
        low = self._low
        verb = next(
            (m for m in range(k - 1, max(sentence[0], k - 9) - 1, -1) if self._nouns.is_(m, "lives_verb")),
            None,
        )
        if verb is None:
            after = next(
                (m for m in range(k + 1, min(sentence[1], k + 5)) if self._nouns.is_(m, "lose_verb")), None
            )
            own = self._own(k, sentence)
            return (
                ([replace(own, who=None)], (after, k))
                if after is not None and own is not None and own.counted
                else _NOTHING
            )
        if low[k + 1 : k + 2] == ["of"]:
            return self._victims.list_at(k + 2, sentence[1]), (verb, k)
        own = self._own(k, sentence)
        if own is not None and own.counted:
            return [own], (verb, k)
        if self._nouns.is_(verb, "lose_verb") and self._nouns.upos(k - 1) in ("PRON", "DET"):
            p = verb
            while p > sentence[0] and self._nouns.upos(p - 1) in ("AUX", "ADV", "PART"):
                p -= 1
            return self._victims.before(p), (verb, k)
        return _NOTHING

    def _bodies(self, k: int, sentence: Run) -> Told:
        """ "Pulled the bodies of eight men", "six bodies were found"."""
        near = range(max(sentence[0], k - 8), min(sentence[1], k + 12))
        if not any(self._nouns.is_(m, "recover") for m in near):
            return _NOTHING
        if self._low[k + 1 : k + 2] == ["of"]:
            items = self._victims.list_at(k + 2, sentence[1])
            return [item for item in items if self._nouns.is_person(item.head)], (k,)
        own = self._own(k, sentence)
        return ([own], (k,)) if own is not None and own.counted else _NOTHING

    # -- "the death toll rose to 20"

    def is_tallied(self, k: int) -> bool:
        """Whether a noun of harm tells what a number numbers: "the number of deaths"."""
        low = self._low
        return (
            low[k - 1 : k] == ["of"]
            and k >= 3
            and self._nouns.is_(k - 2, "tally_noun")
            and low[k - 3] in ("the", "total")
        )

    def tally(self, k: int, sentence: Run) -> Told:
        """The figure that a tally stands at: what follows "to", "at", "of", else the first after its verb."""
        low, best = self._low, None
        i = k + 1
        while i < min(sentence[1], k + _REACH):
            if low[i] in (";", ",") and best is not None:
                break
            item = self._victims.item_at(i, sentence[1])
            if item is None or not item.counted or not self._is_figure(i, k):
                i += 1
                continue
            if best is not None and low[i - 1] not in ("to", "at"):
                break
            if low[i - 1] == "by":
                i = item.run[1]
                continue
            best = item
            i = item.run[1]
        if best is None:
            return _NOTHING
        state = [m for m in range(*best.run) if self._nouns.is_state(m)]
        who = None if best.who is None or state or not self._nouns.is_person(best.head) else best.who
        return [replace(best, who=who, bare=False)], (k,)

    def _is_figure(self, i: int, k: int) -> bool:
        """Whether a number is the tally's: led by "to", "at", "of" or its verb."""
        before = i - 1
        if before == k:
            return self._low[k] == "toll"
        led = self._low[before] in (
            "to",
            "at",
            "of",
            "from",
            "past",
            "was",
            "is",
            "reached",
            ":",
            "stands",
            "as",
        )
        return led or self._nouns.is_(before, "tally_verb") or self._nouns.upos(before) in ("AUX", "ADV")
