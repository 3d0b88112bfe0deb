"""Phrases that count people: takes a place in a text, gives whom it counts, word by word.

A list ("8 soldiers, three policemen and a child") is read by its words, with the tree's parts of speech and
no need of its arcs, so that a slip of the parser costs little. Which harm befell them is told in ``tolls``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from counterclaim.events.facets.nouns import Nouns
from counterclaim.events.facets.numbers import Numbers
from counterclaim.tree import Run

_PREMODIFIERS = ("ADJ", "NOUN", "PROPN", "X", "ADV")
_POSSESSIVES = ("'s", "’s", "´s", "`s", "'", "’")
_JOINTS = ("and", "or", "nor", "plus", "&")
_REACH = 14  # words a phrase may begin before its end


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


class Victims:
    """Reads counted phrases of one document."""

    def __init__(self, nouns: Nouns, numbers: Numbers) -> None:
        self._nouns, self._numbers = nouns, numbers
        self._tree = nouns.tree
        self._low = nouns.tree.low

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
            linked = joint < stop and self._low[joint] in _JOINTS
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
        closed = at < stop and low[at] in (",", ";") and (at + 1 >= stop or low[at + 1] in _JOINTS)
        return at + 1 if closed else at if low[at - 1] == "old" else end

    def _tail(self, last: Item, stop: int) -> list[Item]:
        """A further item after "A and B": "and C"."""
        end = last.run[1]
        if end < stop and self._low[end] in _JOINTS:
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
        for i in range(max(start, end - _REACH), end):
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
        while first > max(start, head - _REACH) and self._is_phrasal(first - 1):
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
            self._low[k] in _POSSESSIVES
            or self._numbers.is_word(self._low[k])
            or self._tree.rels[k] == "amod"
        )

    def _may_begin(self, i: int) -> bool:
        """Whether a phrase may begin at a token: not in the middle of one."""
        before = self._low[i - 1]
        inside = self._nouns.is_nominal(i - 1) or self._nouns.upos(i - 1) in ("ADJ", "DET", "NUM")
        timed = i - 1 in self._nouns.temporal or self._nouns.is_(i - 1, "time_noun")
        if inside and self._nouns.upos(i) in ("NOUN", "PROPN", "ADJ") and not timed:
            return False
        return before not in _POSSESSIVES and before != "-"

    # -- items

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
            or self._low[i] in _POSSESSIVES
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
            owned = low[j - 1] in _POSSESSIVES
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
                low[j] in _POSSESSIVES and head == j - 1 and self._leads_on(j, stop)
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
                or (self._low[end] in ("-", *_POSSESSIVES) and end > j)
            ):
                end += 1
            while end > j and not self._nouns.is_nominal(end - 1):
                end -= 1
            if end > j:
                return end
        return head + 1
