"""A phrase that counts people: takes a place in a text, gives whom it counts, word by word.

Number, modifiers, noun, "of" phrase; pronouns; what stands for a noun told before. Lists of them are read in
``victims``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from counterclaim.events.facets.nouns import Nouns
from counterclaim.events.facets.numbers import Numbers
from counterclaim.tree import Run

_PREMODIFIERS = ("ADJ", "NOUN", "PROPN", "X", "ADV")
POSSESSIVES = ("'s", "’s", "´s", "`s", "'", "’")
JOINTS = ("and", "or", "nor", "plus", "&")
REACH = 14  # words a phrase may begin before its end


@dataclass(frozen=True, slots=True)
class Item:
    """One of the counted: ``run`` all its words, ``head`` its noun or number, ``who`` the words that name it.

    ``low`` and ``high`` bound the number; ``counted``: the text gives one. ``more``: others than those told
    before. ``bare``: no noun ("12 were hurt"). ``elided``: the noun is that told before ("another", "four of them").
    """

    run: Run
    head: int
    who: Run | None
    low: int | None
    high: int | None
    counted: bool
    more: bool = False
    bare: bool = False
    elided: bool = False


class Items:
    """Reads counted phrases of one document, one at a time."""

    def __init__(self, nouns: Nouns, numbers: Numbers) -> None:
        self._nouns, self._numbers = nouns, numbers
        self._tree = nouns.tree
        self._low = nouns.tree.low

    def item_at(self, i: int, stop: int) -> Item | None:
        """The counted phrase that begins at a token."""
        low, words = self._low, self._nouns.words
        if i >= stop or low[i] in words.of("reflexive"):
            return None
        first, zero = i, False
        if low[i] in ("neither", "nor"):
            zero, i = True, i + 1
        pronoun = self._pronoun(first, i, stop, zero)
        if pronoun is not None:
            return pronoun
        determined = i
        while (
            determined < stop
            and low[determined]
            in (
                "all",
                "both",
                "the",
                "these",
                "those",
                "his",
                "her",
                "its",
                "their",
                "our",
                "my",
                "only",
                "just",
                "even",
            )
            and self._numbers.at(low, determined, stop) is None
        ):
            determined += 1
        quantity = self._numbers.at(low, determined, stop)
        if quantity is None:
            return self._uncounted(first, i, stop, zero)
        j, more = quantity.end, quantity.more
        while j < stop and low[j] in words.of("more"):
            more, j = True, j + 1
        elided = False
        if j < stop and low[j] == "of":
            if low[j + 1 : j + 2] in (["them"], ["us"], ["whom"], ["these"], ["those"]):
                return Item(
                    (first, j + 2),
                    quantity.end - 1,
                    None,
                    quantity.low,
                    quantity.high,
                    True,
                    False,
                    True,
                    True,
                )
            j = self._past_determiners(j + 1, stop)
            whole = self._numbers.at(low, j, stop)  # "3 of the 14 workers"
            j = whole.end if whole is not None else j
        noun = self._noun(j, stop)
        both = low[determined] == "both" or low[quantity.first] == "both"
        bounds = (0, 0) if zero else (quantity.low, quantity.high)
        if noun is None:
            if j < stop and low[j] in words.of("be") and both:
                return None
            if self._is_year(quantity.first, quantity.end):
                return None
            end = quantity.end if not more else j
            return Item(
                (first, max(end, quantity.end)), quantity.end - 1, None, *bounds, True, more, True, elided
            )
        who, head = noun
        group = self._group(head, who, stop)
        if group is not None and quantity.low == quantity.high == 1:
            return replace(group, run=(first, group.run[1]))
        return Item((first, who[1]), head, who, *bounds, True, more)

    def _is_year(self, i: int, end: int) -> bool:
        """Whether a number without a noun is a year or part of a date."""
        bare = end == i + 1 and self._low[i].isdigit()
        year = bare and len(self._low[i]) == 4 and self._low[i][:2] in ("18", "19", "20")
        return bare and (year or i in self._nouns.temporal)

    def _pronoun(self, first: int, i: int, stop: int, zero: bool) -> Item | None:
        low, words = self._low, self._nouns.words
        if i >= stop:
            return None
        word = low[i]
        if word in words.of("no_one") or low[i : i + 2] == ["no", "one"]:
            return Item((first, i + 1 + (word == "no")), i + (word == "no"), None, 0, 0, True, bare=True)
        if word in words.of("anyone"):
            return Item((first, i + 1), i, None, 1, None, False, bare=True)
        if word in words.of("everyone") and self._nouns.upos(i) == "PRON":
            return Item((first, i + 1), i, None, 2, None, False, bare=True)
        if word in words.of("someone") or word in words.of("people_pronoun"):
            if self._nouns.upos(i) == "PRON" and self._tree.rels[i] != "nmod":
                return Item((first, i + 1), i, None, 0 if zero else 1, 0 if zero else 1, False, bare=True)
            return None
        if word in words.of("peoples_pronoun"):
            return Item((first, i + 1), i, None, 0 if zero else 2, 0 if zero else None, False, bare=True)
        if word in ("others",):
            return Item((first, i + 1), i, None, 2, None, False, True, True)
        return None

    def _uncounted(self, first: int, i: int, stop: int, zero: bool) -> Item | None:
        """A phrase without a number: a determiner, a name or a bare noun."""
        low, words = self._low, self._nouns.words
        one = low[i] in words.of("singular_det")
        j = self._past_determiners(i, stop)
        more = any(low[k] in ("other", "others", "another", "further") for k in range(i, min(j + 1, stop)))
        while j < stop and low[j] in words.of("more"):
            j += 1
        noun = self._noun(j, stop)
        if noun is None:
            if low[i] in ("another", "one") and j == i + 1:
                return Item((first, i + 1), i, None, 1, 1, True, False, True, True)
            return None
        who, head = noun
        group = self._group(head, who, stop)
        if group is not None:
            return replace(group, run=(first, group.run[1]))
        if zero:
            bounds: tuple[int | None, int | None] = (0, 0)
        elif self._nouns.is_plural(head) or low[head] in words.of("counted_family"):
            bounds = (2, None)
        else:
            bounds = (1, 1)
        if low[first] == "that" and bounds[0] == 2:
            first += 1  # "denied that troops"
        return Item((first, who[1]), head, who, *bounds, one, more and not one)

    def _past_determiners(self, i: int, stop: int) -> int:
        words = self._nouns.words
        while i < stop and (
            self._low[i] in words.of("det")
            or self._low[i] in POSSESSIVES
            or (self._low[i] in words.of("ordinal") and i > 0 and self._low[i - 1] in words.of("det"))
        ):
            i += 1
        return i

    def _group(self, head: int, who: Run, stop: int) -> Item | None:
        """ "A family of five", "a group of nine climbers": the number stands after the noun."""
        low = self._low
        if not self._nouns.is_(head, "group"):
            return None
        at = head + 1
        if not (at < stop and low[at] == "of"):
            return None
        quantity = self._numbers.at(low, at + 1, stop)
        if quantity is None:
            return None
        noun = self._noun(quantity.end, stop)
        if noun is None:
            return Item((who[0], quantity.end), head, (who[0], head + 1), quantity.low, quantity.high, True)
        return Item((who[0], noun[0][1]), noun[1], noun[0], quantity.low, quantity.high, True)

    def _noun(self, i: int, stop: int) -> tuple[Run, int] | None:
        """The words that name a kind of people from a token on, with their head: modifiers, noun, "of" phrase."""
        tree, low, nouns = self._tree, self._low, self._nouns
        if i + 1 < stop and nouns.upos(i) == "NUM" and low[i + 1] != "-":
            i += 1
        head, j = -1, i
        while j < stop:
            owned = low[j - 1] in POSSESSIVES
            if head >= 0 and not owned and nouns.upos(j) == "NUM":
                break  # "the blast 16 sailors were"
            if nouns.is_(j, "time_noun") and not nouns.is_person(j) and "-" not in low[j - 1 : j + 2]:
                break
            if nouns.is_nominal(j) and not nouns.is_state(j):
                plural = head >= 0 and nouns.is_plural(head) and nouns.is_person(head) and not owned
                if plural and tree.head(head) != j:
                    break  # "six soldiers Monday", "killed 12 people government forces said"
                head = j
            elif self._nouns.upos(j) in ("ADJ", "ADV", "NUM") and self._leads_on(j, stop):
                if (head >= 0 and nouns.is_plural(head) and not owned) or (j == i and self._is_adverb(j)):
                    break
            elif (low[j] == "-" and head != i - 1 and j > i and self._leads_on(j, stop)) or (
                low[j] in POSSESSIVES and head == j - 1 and self._leads_on(j, stop)
            ):
                pass
            elif (
                self._nouns.upos(j) == "VERB"
                and tree.rels[j] in ("amod", "compound")
                and self._leads_on(j, stop)
            ):
                if head >= 0 and low[j - 1] != "-":
                    break
            else:
                break
            j += 1
        if head < 0:
            return None
        return (i, self._of_phrase(head, stop)), head

    def _is_adverb(self, j: int) -> bool:
        """Whether an adverb stands before a phrase and not in it: "so one person", not "heavily armed men"."""
        return self._nouns.upos(j) == "ADV" and self._nouns.upos(j + 1) not in ("ADJ", "VERB")

    def _leads_on(self, j: int, stop: int) -> bool:
        """Whether a noun follows before the phrase must end."""
        for k in range(j + 1, min(j + 6, stop)):
            if self._nouns.is_nominal(k):
                return not self._nouns.is_state(j) or self._low[j - 1] not in ("and", ",")
            if (
                self._nouns.upos(k) not in ("ADJ", "VERB", "NUM", "PUNCT", "ADV")
                or self._low[k] in ",;:()\"'"
            ):
                return False
        return False

    def _of_phrase(self, head: int, stop: int) -> int:
        """The end of a noun phrase with its "of": "members of the presidential guard"."""
        if head + 2 < stop and self._low[head + 1] == "of":
            j = self._past_determiners(head + 2, stop)
            end = j
            while end < stop and (
                self._nouns.is_nominal(end)
                or self._nouns.upos(end) == "ADJ"
                or (self._low[end] in ("-", *POSSESSIVES) and end > j)
            ):
                end += 1
            while end > j and not self._nouns.is_nominal(end - 1):
                end -= 1
            if end > j:
                return end
        return head + 1
