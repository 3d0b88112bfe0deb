"""Parties and places around a word of control: takes a verb or noun, gives who holds and what, as phrases.

The tree goes first; the words beside decide where it has no answer. Only places can be held: "took office"
names none. What they mean together is told in ``control``.
"""

from __future__ import annotations

from counterclaim.events.facets.found import Holding, Phrase
from counterclaim.events.facets.lexicon import Words
from counterclaim.events.facets.nouns import Nouns
from counterclaim.events.facets.subjects import subject_above
from counterclaim.events.facets.victims import Victims
from counterclaim.tree import NEGATIONS, Run, Tree

_POSSESSIVES = ("'s", "’s", "´s")
_PASSING = (
    "conj",
    "xcomp",
    "advcl",
    "aux",
    "cop",
)  # a verb that is one of these may share the subject above it


class Parts:
    """Holders and places in one document."""

    def __init__(self, tree: Tree, nouns: Nouns, victims: Victims, words: Words) -> None:
        self._tree, self._nouns, self._victims, self._words = tree, nouns, victims, words
        self._low = tree.low

    def _made(
        self, holder: Phrase | None, place: Phrase | None, *, holds: bool, change: bool, anchor: int
    ) -> Holding | None:
        if place is None:
            return None
        return Holding(holder, place, holds, change, anchor)

    def _phrase(self, run: Run) -> Phrase:
        span = self._tree.span(run)
        return Phrase(" ".join(self._tree.words(run).split()), run, span.start, span.end)

    def _subject(self, k: int) -> int | None:
        tree = self._tree
        ended = subject_above(tree, k, passes=lambda node: tree.rels[node] in _PASSING)
        if ended is None:
            return None
        node, own = ended
        above = tree.head(node)
        modifies = tree.rels[node] == "acl" and above >= 0
        if own is None:
            return above if modifies and self._nouns.upos(above) in ("NOUN", "PROPN") else None
        return above if modifies and self._low[own] in self._words.of("relative") else own

    def _holder(self, k: int, sentence: Run) -> Phrase | None:
        """The subject as a phrase; the words before the verb where the tree has none."""
        head = self._subject(k)
        if head is not None and head < k:
            p = self._before_verb(k, sentence, head)
            items = self._victims.beside(p, sentence[0], head) or self._victims.around(head, sentence[0], p)
            if items:
                items = self._victims.free(items)
                return self._phrase((items[0].run[0], items[-1].run[1]))
            return self._phrase((head, head + 1))
        p = self._before_verb(k, sentence, sentence[0])
        items = self._victims.before(p) if p > sentence[0] else []
        return self._phrase((items[0].run[0], items[-1].run[1])) if items else None

    def _before_verb(self, k: int, sentence: Run, least: int) -> int:
        """Where the words before a verb's auxiliaries and adverbs end."""
        p = k
        while p > max(sentence[0], least + 1) and self._nouns.upos(p - 1) in ("AUX", "ADV", "PART"):
            p -= 1
        return p

    def _agent(self, k: int, sentence: Run) -> Phrase | None:
        """ "By government forces"."""
        by = next((m for m in range(k + 1, min(sentence[1], k + 10)) if self._low[m] == "by"), None)
        return self._party_at(by + 1, sentence) if by is not None else None

    def _by_after(self, place: Phrase | None, sentence: Run) -> Phrase | None:
        if place is None:
            return None
        end = place.run[1]
        return self._party_at(end + 1, sentence) if self._low[end : end + 1] == ["by"] else None

    def _party_at(self, i: int, sentence: Run) -> Phrase | None:
        """The party named from a token on."""
        items = self._victims.list_at(i, sentence[1])
        if not items or self._nouns.is_(items[0].head, "event_noun"):
            return None
        return self._phrase((items[0].run[0], self._with_possessive(items[-1].run[1], sentence)))

    def _with_possessive(self, end: int, sentence: Run) -> int:
        """A name that ends in an apostrophe and goes on: "the Kurdistan Workers' Party"."""
        low = self._low
        while (
            end + 1 < sentence[1]
            and low[end] in ("'", "’", *_POSSESSIVES)
            and self._nouns.is_nominal(end + 1)
        ):
            end += 2
        return end

    def _possessor(self, k: int, sentence: Run) -> Phrase | None:
        """ "The army's hands", "the government's loss"."""
        at = next(
            (m for m in range(k - 1, max(sentence[0], k - 4) - 1, -1) if self._low[m] in _POSSESSIVES), None
        )
        if at is None:
            return None
        items = self._victims.around(at - 1, sentence[0], at)
        return self._phrase((items[-1].run[0], items[-1].run[1])) if items else None

    def _owner_before(self, k: int, sentence: Run) -> Phrase | None:
        """ "Kurdish control", "rebel hands", "government control"."""
        end = k
        first = end
        while (
            first - 1 >= sentence[0]
            and self._nouns.upos(first - 1) in ("ADJ", "NOUN", "PROPN")
            and not self._nouns.is_(first - 1, "degree")
        ):
            first -= 1
        return self._phrase((first, end)) if first < end else None

    def _before_in(self, k: int, sentence: Run) -> Phrase | None:
        """ "Rebels in control of the dam"."""
        low = self._low
        at = next((m for m in range(k - 1, max(sentence[0], k - 4) - 1, -1) if low[m] == "in"), None)
        if at is None:
            return None
        items = self._victims.before(at)
        return self._phrase((items[0].run[0], items[-1].run[1])) if items else None

    # -- places

    def _place_at(self, i: int, sentence: Run) -> Phrase | None:
        """The place named from a token on, others joined to it and where it lies included."""
        if self._low[i : i + 1] and self._nouns.is_(i, "share") and self._low[i + 1 : i + 2] == ["of"]:
            inner = self._place_at(i + 2, sentence)  # "much of the south"
            return self._phrase((i, inner.run[1])) if inner else None
        items = self._victims.list_at(i, sentence[1])
        if not items or not self._holds_place(items[0].run, items[0].head):
            return None
        end = items[-1].run[1] if all(self._holds_place(x.run, x.head) for x in items) else items[0].run[1]
        if self._low[end : end + 1] in (["in"], ["near"], ["at"], ["outside"]):
            where = self._victims.item_at(end + 1, sentence[1])
            if where is not None and self._is_somewhere(where.head):
                end = where.run[1]
        return self._phrase((items[0].run[0], end))

    def _holds_place(self, run: Run, head: int) -> bool:
        if self._nouns.is_(head, "control_noun") or not self._is_definite(run, head):
            return False
        if self._nouns.is_(head, "share") and self._low[head + 1 : head + 2] == ["of"]:
            return any(self._nouns.is_place(k) for k in range(head, run[1]))
        if self._nouns.is_person(head) and self._nouns.kind(head) not in ("GPE", "LOC", "FAC"):
            return False
        return self._nouns.is_place(head) or any(
            self._nouns.kind(k) in ("GPE", "LOC", "FAC") for k in range(head, run[1])
        )

    def _is_somewhere(self, k: int) -> bool:
        named = self._nouns.upos(k) == "PROPN" and not self._nouns.is_person(k)
        return (named or self._nouns.is_place(k)) and k not in self._nouns.temporal

    def _is_definite(self, run: Run, head: int) -> bool:
        """Whether a phrase names some place: "took the office", not "took office"."""
        named = self._nouns.upos(head) == "PROPN" or self._nouns.kind(head) in ("GPE", "LOC", "FAC")
        return run[0] < head or named or self._nouns.is_plural(head) or run[1] > head + 1

    def _place_of(self, head: int | None, sentence: Run, before: int) -> Phrase | None:
        """The place that a token heads."""
        if head is None:
            return None
        stop = before if head < before else sentence[1]
        items = self._victims.around(head, sentence[0], stop)
        if not items or not self._holds_place(items[0].run, items[0].head):
            return None
        return self._phrase((items[0].run[0], items[-1].run[1]))

    def _place_before(self, k: int, sentence: Run) -> Phrase | None:
        items = self._victims.before(self._before_verb(k, sentence, sentence[0]))
        if not items or not self._holds_place(items[0].run, items[0].head):
            return None
        return self._phrase((items[0].run[0], items[-1].run[1]))

    def _relative(self, k: int, sentence: Run) -> Phrase | None:
        """ "The village, which rebels seized"."""
        start = next(
            (
                m
                for m in range(k - 1, max(sentence[0], k - 8) - 1, -1)
                if self._low[m] in self._words.of("relative")
            ),
            None,
        )
        if start is None or start + 1 == k:
            return None
        p = start - 1 if self._low[start - 1] == "," else start
        items = self._victims.before(p)
        if not items or not self._holds_place(items[-1].run, items[-1].head):
            return None
        return self._phrase((items[0].run[0], items[-1].run[1]))

    # -- tests

    def _lemma(self, k: int) -> str:
        return self._words.verb_lemmas.get(self._low[k], self._tree.lemmas[k])

    def _has_object(self, k: int, at: int) -> bool:
        return bool(self._victims.list_at(at, self._tree.sentence_of(k)[1]))

    def _past_particles(self, k: int) -> int:
        at, stop = k + 1, self._tree.sentence_of(k)[1]
        while at < stop and (
            self._low[at] in ("over", "back", "up", "on", "full") or self._nouns.upos(at) == "ADV"
        ):
            at += 1
        return at

    def _is_passive(self, k: int) -> bool:
        tree = self._tree
        if any(tree.deprel(m) == "aux:pass" for m in tree.kids[k]):
            return True
        p = k - 1
        while p >= 0 and self._nouns.upos(p) in ("ADV", "PART"):
            p -= 1
        participle = self._low[k].endswith(("ed", "en", "held", "run", "won"))
        return p >= 0 and participle and self._low[p] in self._words.of("be")

    def _is_state(self, k: int) -> bool:
        """Whether a passive tells what is: "is occupied by"."""
        return self._is_passive(k) and any(
            self._low[m] in ("is", "are", "remains", "remain", "still") for m in range(max(0, k - 3), k)
        )

    def _is_negated(self, k: int, until: int | None = None) -> bool:
        tree = self._tree
        if any(
            self._low[m] in NEGATIONS or self._low[m] in ("longer",)
            for m in tree.children(k, "advmod", "aux", "det")
        ):
            return True
        near = range(max(tree.sentence_of(k)[0], k - 4), until or k)
        return any(
            self._low[m] in ("not", "n't", "n’t", "never") or self._low[m : m + 2] == ["no", "longer"]
            for m in near
            if m > k or all(self._nouns.upos(n) in ("AUX", "ADV", "PART", "DET", "ADJ") for n in range(m, k))
        )

    def _is_force(self, who: Phrase) -> bool:
        """Whether those who leave a place can have held it: troops and fighters, a state, no traveller."""
        end = next((m for m in range(*who.run) if self._low[m] == "of"), who.run[1])
        heads = [m for m in range(who.run[0], end) if self._nouns.is_nominal(m)]
        joined = any(self._low[m] == "and" for m in range(*who.run))
        return any(
            self._nouns.is_(m, "force_noun") or self._nouns.kind(m) in ("ORG", "GPE")
            for m in (heads if joined else heads[-1:])
        )

    def _led_by(self, k: int, sentence: Run, word: str) -> bool:
        return any(
            self._low[m] == word
            and all(self._nouns.upos(n) not in ("VERB", "AUX", "ADP") for n in range(m + 1, k))
            for m in range(max(sentence[0], k - 6), k)
        )

    def _governor(self, k: int, sentence: Run) -> int | None:
        """The verb that takes, keeps or loses control, however the tree has it."""
        for m in range(k - 1, max(sentence[0], k - 7) - 1, -1):
            if self._low[m] in (",", ";"):
                return None
            if self._nouns.upos(m) in ("VERB", "AUX"):
                known = ("control_taking", "control_keeping", "control_losing")
                if any(self._nouns.is_(m, name) for name in known):
                    return m
        return None

    def _verb_before(self, k: int, sentence: Run) -> int | None:
        return next(
            (
                m
                for m in range(k - 1, max(sentence[0], k - 6) - 1, -1)
                if self._nouns.upos(m) in ("VERB", "AUX")
            ),
            None,
        )
