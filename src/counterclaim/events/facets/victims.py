"""Phrases that count people: takes a place in a text, gives whom it counts, word by word.

A list ("8 soldiers, three policemen and a child") is read by its words, with the tree's parts of speech and
no need of its arcs, so that a slip of the parser costs little. Which harm befell them is told in ``tolls``.
"""

from __future__ import annotations

from dataclasses import replace

from counterclaim.events.facets.items import JOINTS, POSSESSIVES, REACH, Item, Items


class Victims(Items):
    """Reads lists of counted phrases of one document."""

    # -- lists

    def list_at(self, i: int, stop: int) -> list[Item]:
        """The items that begin at a token, joined by commas and "and"; empty where none begins there."""
        items: list[Item] = []
        commas, j = False, i
        while j < stop:
            item = self.item_at(j, stop)
            if item is None or (items and self._begins_a_clause(item, stop)):
                break
            items.append(item)
            joint = end = self._past_age(item.run[1], stop)
            if joint < stop and self._low[joint] in (",", ";"):
                joint += 1
            comma = joint > end
            linked = joint < stop and self._low[joint] in JOINTS
            if self._low[joint : joint + 3] == ["as", "well", "as"]:
                linked, joint = True, joint + 2
            if not (comma or linked) or (commas and not comma and not linked):
                break
            commas = commas or comma
            j = joint + 1 if linked else joint
            if linked and j < stop and self._low[j] in ("also", "then", "even", "at"):
                j += self._low[j] != "at"
            if linked:
                last = self.item_at(j, stop)
                if last is not None and self._low[joint] == "nor":
                    last = replace(last, low=0, high=0)
                if last is not None and not self._begins_a_clause(last, stop):
                    return self._merged([*items, last, *self._tail(last, stop)])
                break
        # commas without a last "and" part clauses rather than items
        return self._merged(items[:1])

    def _past_age(self, end: int, stop: int) -> int:
        """Past an age set off by commas: "Todd Wilson, 20, and", "aged six"."""
        low = self._low
        at = end + 1
        if end < stop and low[end] == "aged" and at < stop:
            return at + 1
        if not (at < stop and low[end] == "," and low[at].isdigit() and len(low[at]) < 3):
            return end
        at += 1
        if low[at : at + 2] == ["years", "old"]:
            at += 2
        closed = at < stop and low[at] in (",", ";") and (at + 1 >= stop or low[at + 1] in JOINTS)
        return at + 1 if closed else at if low[at - 1] == "old" else end

    def _tail(self, last: Item, stop: int) -> list[Item]:
        """A further item after "A and B": "and C"."""
        end = last.run[1]
        if end < stop and self._low[end] in JOINTS:
            further = self.item_at(end + 1, stop)
            if further is not None and not self._begins_a_clause(further, stop):
                return [further]
        return []

    def _begins_a_clause(self, item: Item, stop: int) -> bool:
        """Whether an item is the subject of a verb of its own."""
        tree, end = self._tree, item.run[1]
        while end < stop and self._nouns.upos(end) == "ADV":
            end += 1
        if end >= stop or tree.tokens[end].sentence != tree.tokens[item.head].sentence:
            return False
        if self._nouns.upos(end) == "AUX" or self._low[end] in self._nouns.words.of("be"):
            return True
        if self._nouns.upos(end) in ("VERB", "ADJ") and (item.bare or tree.rels[item.head] == "nsubj"):
            return not self._low[end].endswith("ing")
        return False

    def _merged(self, items: list[Item]) -> list[Item]:
        """ "Women and children", "12 soldiers and policemen": bare plurals join the one before."""
        out: list[Item] = []
        for item in items:
            before = out[-1] if out else None
            joins = (
                before is not None
                and not item.counted
                and not item.bare
                and item.who is not None
                and item.who[0] == item.run[0]
                and item.low == 2
                and before.who is not None
                and self._nouns.is_plural(before.head)
                and before.low != 0
            )
            if joins and before is not None and before.who is not None and item.who is not None:
                out[-1] = replace(before, run=(before.run[0], item.run[1]), who=(before.who[0], item.who[1]))
            else:
                out.append(item)
        return out

    def before(self, end: int) -> list[Item]:
        """The list that ends just before a token; what stands between is passed over.

        That is phrases with a preposition ("12 people in the market were"), what is set off by commas ("the
        judge, 43, was") and shortened clauses ("officers guarding the ministry were").
        """
        start = self._tree.sentence_of(min(end, len(self._tree) - 1))[0]
        for _ in range(4):
            found = self._ending(start, end)
            if found:
                return found
            led = self._led(start, end)
            if led is None:
                return []
            end = led
        return []

    def _ending(self, start: int, end: int) -> list[Item]:
        for i in range(max(start, end - REACH), end):
            if i > start and not self._may_begin(i):
                continue
            items = self.list_at(i, end)
            if len(items) > 1 and i > start and self._low[i - 1] in self._nouns.words.of("includes"):
                continue
            if items and self._past_age(items[-1].run[1], end) == end:
                led = i > start and self._low[i - 1] not in ("with", "after", "as", "among")
                if led and self._nouns.upos(i - 1) == "ADP":
                    return []
                clause = self._nouns.upos(i - 1) == "VERB" and self._low[i - 1].endswith("ing")
                return [] if led and clause and self._nouns.is_nominal(i - 2) else items
        return []

    def _led(self, start: int, end: int) -> int | None:
        """Where what stands between begins: a preposition, a participle after a noun, the first of two commas."""
        low = self._low
        if low[end - 1] == ",":
            return next((m for m in range(end - 2, max(start, end - 26), -1) if low[m] == ","), None)
        for i in range(end - 1, max(start, end - 8), -1):
            tag = self._nouns.upos(i)
            if tag == "ADP" and low[i] != "of":
                shortened = i - 2 > start and self._is_participle(i - 1) and self._nouns.is_nominal(i - 2)
                return i - 1 if shortened else i
            if tag == "VERB" and low[i].endswith("ing") and i - 1 > start and self._nouns.is_nominal(i - 1):
                return i
            if tag in ("VERB", "AUX", "PUNCT") and low[i] != "-":
                return None
        return None

    def _is_participle(self, k: int) -> bool:
        return self._nouns.upos(k) in ("VERB", "ADJ") and self._low[k].endswith(("ed", "en", "ing"))

    def free(self, items: list[Item]) -> list[Item]:
        """A list as subject: where a preposition leads it, the phrase before that ("forces backed by jets took")."""
        first = items[0].run[0] if items else 0
        start = self._tree.sentence_of(first)[0] if items else 0
        if first - 1 > start and self._low[first - 1] in ("by", "with", "from", "in", "to"):
            return self.before(first) or items
        return items

    def beside(self, end: int, start: int, head: int) -> list[Item]:
        """The list that ends just before a token and begins a clause, where the tree has another subject.

        "The ministry said the army retains": the phrase beside the verb goes before one that the parser
        fetched from farther left.
        """
        if start >= end or head >= end:
            return []
        items = self._ending(start, end)
        if not items or any(item.run[0] <= head < item.run[1] for item in items):
            return []
        first = items[0].run[0]
        begins = first == start or self._nouns.upos(first - 1) in ("PUNCT", "SCONJ", "CCONJ")
        return (
            items
            if (begins and head < first)
            or self._nouns.is_(first - 1, "say_verb")
            or self._low[first - 1] == "that"
            else []
        )

    def around(self, head: int, start: int, stop: int) -> list[Item]:
        """The list that a token is a word of, from a bound on its left to one on its right."""
        first = head
        while first > max(start, head - REACH) and self._is_phrasal(first - 1):
            first -= 1
        for i in range(first, head + 1):
            if i > start and not self._may_begin(i):
                continue
            items = self.list_at(i, stop)
            if any(item.run[0] <= head < item.run[1] for item in items):
                return items
        return []

    def _is_phrasal(self, k: int) -> bool:
        """Whether a token may stand inside a list of counted people."""
        if self._nouns.upos(k) in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "CCONJ", "X") or self._low[k] in (
            ",",
            "of",
            "-",
        ):
            return True
        return (
            self._low[k] in POSSESSIVES or self._numbers.is_word(self._low[k]) or self._tree.rels[k] == "amod"
        )

    def _may_begin(self, i: int) -> bool:
        """Whether a phrase may begin at a token: not in the middle of one."""
        before = self._low[i - 1]
        inside = self._nouns.is_nominal(i - 1) or self._nouns.upos(i - 1) in ("ADJ", "DET", "NUM")
        timed = i - 1 in self._nouns.temporal or self._nouns.is_(i - 1, "time_noun")
        if inside and self._nouns.upos(i) in ("NOUN", "PROPN", "ADJ") and not timed:
            return False
        return before not in POSSESSIVES and before != "-"
