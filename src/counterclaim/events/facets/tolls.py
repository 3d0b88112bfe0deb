"""Counts of the harmed: takes a document's tree, gives for each sentence how many were killed, wounded and so on.

By the frame of each word that tells a harm (``harms.csv``): its object, its subject, whoever has the state, what
follows "of". The phrases are read in ``victims``, the numbers in ``numbers``; which event a count belongs to is
told in ``reader``. A word of a harm without anyone named gives no count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from counterclaim.events.facets.fit import Fit
from counterclaim.events.facets.found import Count
from counterclaim.events.facets.items import Item
from counterclaim.events.facets.lexicon import HarmEntry, Words
from counterclaim.events.facets.nouns import Nouns
from counterclaim.events.facets.subjects import Subjects
from counterclaim.events.facets.tallies import Tallies
from counterclaim.events.facets.victims import Victims
from counterclaim.records import Harm, Toll
from counterclaim.tree import Run, Tree

_PARTICIPLES = ("VERB", "ADJ", "AUX", "NOUN", "PROPN", "ADV", "X")


@dataclass(frozen=True, slots=True)
class Harmed:
    """Who was harmed and how, before it becomes counts."""

    items: list[Item]
    harms: tuple[Harm, ...]
    anchors: tuple[int, ...]
    negated: bool = False


class Tolls:
    """Counts of one document, a sentence at a time."""

    def __init__(self, tree: Tree, nouns: Nouns, victims: Victims, words: Words) -> None:
        self._tree, self._nouns, self._victims, self._words = tree, nouns, victims, words
        self._low = tree.low
        self._fit = Fit(tree, nouns)
        self._subjects = Subjects(tree, nouns, victims, words)
        self._tallies = Tallies(tree, nouns, victims, words)

    def of(self, sentence: Run) -> list[Count]:
        """All counts of a sentence, in order."""
        found: list[Harmed] = []
        taken: set[int] = set()
        for k in range(*sentence):
            for entry in self._words.harms.get(self._low[k], ()):
                if k in taken:
                    break
                harmed = self._harmed(k, entry, sentence)
                if harmed is not None and (harmed.items or harmed.negated):
                    found.append(harmed)
                    taken.update(harmed.anchors)
                    break
        found = [one for one in found if one.items]
        found += self._among(sentence, found)
        return self._counts(found)

    # -- one word

    def _harmed(self, k: int, entry: HarmEntry, sentence: Run) -> Harmed | None:
        if entry.pos != "noun" and self._tallies.is_tallied(k):
            items, anchors = self._tallies.tally(k, sentence)
            return Harmed(items, entry.harms, anchors)
        if entry.pos == "verb":
            return self._verb(k, entry, sentence)
        if entry.pos == "state":
            return self._state(k, entry, sentence)
        items, anchors = self._tallies.noun(k, entry, sentence)
        return Harmed(items, entry.harms, anchors, self._subjects.is_negated(k)) if items else None

    def _verb(self, k: int, entry: HarmEntry, sentence: Run) -> Harmed | None:
        low, stop = self._low, sentence[1]
        if self._nouns.upos(k) not in _PARTICIPLES or self._is_name(k) or self._is_escaped(k, sentence):
            return None
        if entry.frame in ("subject", "flight"):
            items = self._fit.fit(self._subjects.subject(k, sentence), entry)
            return Harmed(items, entry.harms, (k,), self._subjects.is_negated(k))
        if low[k].endswith("ing") and low[k + 1 : k + 2] == ["of"]:
            return Harmed(self._fit.fit(self._victims.list_at(k + 2, stop), entry), entry.harms, (k,))
        if entry.frame == "driven" and not self._leaves_home(k, stop):
            return None
        if self._next_harm(k, stop) and entry.frame == "hit":
            return None
        if self._is_noun(k, entry, stop):
            return self._the_harmed(k, entry, sentence)
        passive = self._subjects.is_passive(k, sentence)
        shared = self._shared(k, entry, stop)
        if shared and not passive:
            return Harmed(shared, entry.harms, (k,), self._subjects.is_negated(k))
        at, dead = self._after(k, stop)
        harms = (Harm.KILLED,) if dead and entry.frame == "hit" else entry.harms
        anchors = (k, *([at - 1] if dead else []))
        if passive:
            return Harmed(
                self._fit.fit(self._subjects.subject(k, sentence), entry),
                harms,
                anchors,
                self._subjects.is_negated(k),
            )
        listed = self._victims.list_at(at, stop) if not self._is_attributive(k) else []
        objects = self._fit.fit(listed, entry)
        if listed and not objects:
            return None
        if objects:
            end = objects[-1].run[1]
            if entry.frame == "hit" and (
                low[end : end + 1] == ["dead"] or low[end : end + 2] == ["to", "death"]
            ):
                harms, anchors = (Harm.KILLED,), (k, end)
            return Harmed(objects, harms, anchors, self._subjects.is_negated(k))
        if low[k].endswith(("ing", "s")) or self._low[k] == entry.lemma != "hurt":
            return None
        if entry.frame == "hit" and low[k + 1 : k + 2] in (["back"], ["up"], ["down"], ["at"]):
            return None
        items = self._fit.fit(self._subjects.bearer(k, sentence), entry)
        if items and self._nouns.upos(items[0].head) == "PRON" and not items[0].counted:
            return None  # "we killed": who did it
        figure = self._tallies.numbered(items[0], k, sentence) if items else None
        return Harmed([figure] if figure else items, harms, anchors, self._subjects.is_negated(k))

    def _shared(self, k: int, entry: HarmEntry, stop: int) -> list[Item]:
        """Those of "killed or wounded 827 soldiers": how many suffered which is not told, so no low bound."""
        low = self._low
        if low[k + 1 : k + 2] not in (["and"], ["or"]) or k + 2 >= stop:
            return []
        if not any(other.pos == "verb" for other in self._words.harms.get(low[k + 2], ())):
            return []
        items = self._fit.fit(self._victims.list_at(self._after(k + 2, stop)[0], stop), entry)
        return [replace(item, low=item.low if item.low == item.high == 1 else None) for item in items]

    def _state(self, k: int, entry: HarmEntry, sentence: Run) -> Harmed | None:
        low = self._low
        if low[k - 1 : k] == ["the"] or (
            self._nouns.upos(k) == "NOUN" and low[k] != "missing" and entry.frame != "held"
        ):
            return self._the_harmed(k, entry, sentence)
        if entry.frame == "held":
            verb = next(
                (
                    m
                    for m in range(k - 1, max(sentence[0], k - 12) - 1, -1)
                    if self._nouns.is_(m, "captive_verb")
                ),
                None,
            )
            if verb is None or self._nouns.is_plural(k):
                return None
            passive = self._subjects.is_passive(verb, sentence)
            items = (
                self._subjects.subject(verb, sentence)
                if passive
                else self._victims.before(k - (low[k - 1] in ("into", "in")))
            )
            return Harmed(self._fit.people(items), entry.harms, (verb, k), self._subjects.is_negated(verb))
        copula = self._subjects.copula(k, sentence)
        if copula is not None:
            items = self._subjects.subject(k, sentence)
            return Harmed(self._fit.fit(items, entry), entry.harms, (k,), self._subjects.is_negated(k))
        return Harmed(
            self._fit.fit(self._subjects.bearer(k, sentence), entry),
            entry.harms,
            (k,),
            self._subjects.is_negated(k),
        )

    def _is_noun(self, k: int, entry: HarmEntry, stop: int) -> bool:
        """Whether a participle stands for those who bear it: "the wounded were", "among the killed"."""
        low = self._low[k]
        participle = (
            self._nouns.is_state(k) and (low != entry.lemma or low == "hurt") and not low.endswith("ing")
        )
        return (
            participle
            and self._low[k - 1 : k] == ["the"]
            and not (k + 1 < stop and self._nouns.is_nominal(k + 1))
        )

    def _the_harmed(self, k: int, entry: HarmEntry, sentence: Run) -> Harmed | None:
        """ "The wounded", "among the dead", "the dead include": the state as a noun."""
        low = self._low
        if k + 1 < sentence[1] and self._nouns.is_nominal(k + 1):
            return Harmed(self._fit.fit(self._subjects.bearer(k, sentence), entry), entry.harms, (k,))
        if low[k - 2 : k - 1] and low[k - 2] in self._words.of("among"):
            at = k + 1
            if (
                at < sentence[1]
                and low[at] in self._words.of("be")
                and (items := self._victims.list_at(at + 1, sentence[1]))
            ):
                return Harmed(self._fit.fit(items, entry), entry.harms, (k,))
            items = self._subjects.subject(k, sentence) or self._victims.before(k - 2)
            return Harmed(self._fit.fit(items, entry), entry.harms, (k,))
        if k + 1 < sentence[1] and low[k + 1] in self._words.of("includes"):
            return Harmed(self._victims.list_at(k + 2, sentence[1]), entry.harms, (k,))
        if low[k - 1 : k] == ["the"] and self._nouns.upos(k - 2 if k >= 2 else k) != "NOUN":
            item = Item((k - 1, k + 1), k, None, 2, None, False, bare=True)
            return Harmed([item], entry.harms, (k,))
        return Harmed(self._fit.fit(self._subjects.bearer(k, sentence), entry), entry.harms, (k,))

    def _after(self, k: int, stop: int) -> tuple[int, bool]:
        """Where the object of a verb begins, and whether the verb says that it killed."""
        at, dead = k + 1, False
        while at < stop:
            if self._low[at] == "dead" or self._low[at : at + 2] == ["to", "death"]:
                dead = True
                at += 1 if self._low[at] == "dead" else 2
            elif self._low[at] in self._words.of("particle") or (
                self._nouns.upos(at) == "ADV"
                and self._low[at]
                not in (
                    "about",
                    "around",
                    "nearly",
                    "almost",
                    "over",
                    "up",
                    "at",
                    "only",
                    "roughly",
                    "approximately",
                    "more",
                    "less",
                    "as",
                )
            ):
                if self._low[at : at + 2] in (["at", "least"], ["up", "to"], ["at", "most"]):
                    break
                at += 1
            else:
                break
        return (at + 1 if self._low[at : at + 1] in (['"'], ["“"]) else at), dead

    # -- tests

    def _leaves_home(self, k: int, stop: int) -> bool:
        """Whether people are driven from home: "forced 3,000 people from their homes", "to flee"."""
        reach = range(k + 1, min(stop, k + 10))
        return any(
            (self._nouns.is_(m, "homes") and any(self._low[n] in ("from", "out") for n in range(k + 1, m)))
            or (self._nouns.is_(m, "leave_home") and self._low[m - 1] == "to")
            for m in reach
        )

    def _is_attributive(self, k: int) -> bool:
        """Whether a participle stands before its noun: "the wounded soldiers"."""
        tree = self._tree
        if tree.rels[k] not in ("amod", "compound") or not tree.head(k) > k:
            return False
        before = self._nouns.upos(k - 1) if k else ""
        return before in ("DET", "NUM", "ADJ", "ADP", "VERB") or self._low[k - 1 : k] == [","]

    def _next_harm(self, k: int, stop: int) -> bool:
        """Whether a further harm is told of the same people: "shot and killed"."""
        for m in (k + 1, k + 2, k + 3):
            if m + 1 < stop and self._low[m] == "and":
                return any(e.pos == "verb" for e in self._words.harms.get(self._low[m + 1], ()))
        return False

    def _is_escaped(self, k: int, sentence: Run) -> bool:
        """Whether the harm was escaped: "avoided being kidnapped"."""
        return any(self._nouns.is_(m, "escape_verb") for m in range(max(sentence[0], k - 3), k))

    def _is_name(self, k: int) -> bool:
        tree = self._tree
        return self._nouns.upos(k) == "PROPN" and tree.rels[k] in ("flat", "appos")

    # -- counts

    def _among(self, sentence: Run, found: list[Harmed]) -> list[Harmed]:
        """ "Including three children", "two of them women": counts of their own of those just told."""
        out: list[Harmed] = []
        for k in range(*sentence):
            start = self._inclusion(k, sentence[1])
            part = self._part(k, sentence[1])
            before = [
                one
                for one in found
                if one.items[0].run[0] < k and max(one.anchors[0], one.items[-1].run[0]) < k
            ]
            beside = [one for one in found if 0 <= k - one.items[-1].run[1] <= 1]
            before = beside or before
            if not before or (start is None and not part):
                continue
            nearest = max(before, key=lambda one: max(one.items[-1].run[1], *one.anchors))
            listed = part or (self._victims.list_at(start, sentence[1]) if start is not None else [])
            items = [item for item in listed if self._nouns.is_person(item.head) and not item.bare]
            if items and not any(
                i.run[0] < other.run[1] and other.run[0] < i.run[1]
                for i in items
                for one in found
                for other in one.items
            ):
                out.append(Harmed(items, nearest.harms, nearest.anchors))
        return out

    def _inclusion(self, k: int, stop: int) -> int | None:
        """Where those begin of whom a part is told apart."""
        low = self._low
        if low[k] == "including" or (
            low[k] in self._words.of("among") and low[k + 1 : k + 2] in (["them"], ["whom"])
        ):
            at = k + 1 if low[k] == "including" else k + 2
            return at + 1 if low[at : at + 1] in (["at"], [":"]) and low[at + 1 : at + 2] != ["least"] else at
        return None

    def _part(self, k: int, stop: int) -> list[Item]:
        """ "Two of them children": a number of those just told, and what they are."""
        if self._low[k : k + 2] not in (["of", "them"], ["of", "whom"]):
            return []
        starts = (self._victims.item_at(i, stop) for i in range(max(0, k - 4), k))
        item = next((one for one in starts if one is not None and one.run[1] == k + 2), None)
        kinds = self._victims.list_at(k + 2, stop)
        if (
            item is None
            or not item.elided
            or item.run[1] != k + 2
            or not kinds
            or (kinds[0].counted and kinds[0].high != 1)
        ):
            return []
        return [replace(item, who=kinds[0].who, head=kinds[0].head, elided=False, bare=False)]

    def _counts(self, found: list[Harmed]) -> list[Count]:
        out: list[Count] = []
        told = self._those_of(found)
        for one in sorted(found, key=lambda one: one.items[0].run[0]):
            before = told
            for raw in one.items:
                item = self._named(raw, before)
                if item.who is not None:
                    told = item if len(one.items) == 1 else None  # of several kinds no one is "another"
                negated = one.negated and not (item.counted and (item.low or 0) != 1 and item.low != 0)
                out += [self._count(item, harm, one.anchors, negated) for harm in one.harms]
        return out

    def _those_of(self, found: list[Harmed]) -> Item | None:
        """Those of whom a part is counted: "Of the 60 passengers, 22 drowned"."""
        if not found:
            return None
        start, stop = self._tree.sentence_of(found[0].anchors[0])
        if self._low[start] != "of":
            return None
        return self._victims.item_at(start + 1, stop)

    def _named(self, item: Item, told: Item | None) -> Item:
        """An item whose noun is left out, with the noun told before: "one soldier … another", "12 people … 30"."""
        if (
            item.who is None
            and ((item.bare and item.counted and not item.more) or item.elided)
            and told is not None
            and item.low != 0
        ):
            return replace(item, who=told.who)
        return item

    def _count(self, item: Item, harm: Harm, anchors: tuple[int, ...], negated: bool) -> Count:
        tree = self._tree
        who = " ".join(tree.words(item.who).split()) if item.who is not None else None
        low, high = (0, 0) if negated else (item.low, item.high)
        span = tree.span(item.run)
        return Count(Toll(harm, who, low, high, span.start, span.end), anchors, item.run)
