"""Who holds which place: takes a document's tree, gives the holdings that a sentence tells.

By verb ("seized the base", "withdrew from", "fell to"), by noun ("in control of", "the capture of", "in the hands
of") and by adjective ("rebel-held"). Only places can be held: "captured two gunmen" tells of no place.
"""

from __future__ import annotations

from counterclaim.events.facets.found import Holding, Phrase
from counterclaim.events.facets.lexicon import Words
from counterclaim.events.facets.nouns import Nouns
from counterclaim.events.facets.victims import Victims
from counterclaim.tree import NEGATIONS, Run, Tree

_POSSESSIVES = ("'s", "’s", "´s")


class Controls:
    """Holdings told in one document."""

    def __init__(self, tree: Tree, nouns: Nouns, victims: Victims, words: Words) -> None:
        self._tree, self._nouns, self._victims, self._words = tree, nouns, victims, words
        self._low = tree.low

    def of(self, sentence: Run) -> list[Holding]:
        """The holdings of a sentence, in order; a verb and its noun ("took control") tell one."""
        out: list[Holding] = []
        for k in range(*sentence):
            found = self._noun(k, sentence) or self._verb(k, sentence) or self._adjective(k, sentence)
            if found is not None and not any(
                found.place == one.place and found.holder == one.holder for one in out
            ):
                out.append(found)
        return out

    # -- verbs

    def _verb(self, k: int, sentence: Run) -> Holding | None:
        tree = self._tree
        if self._nouns.upos(k) not in ("VERB", "AUX") or tree.rels[k] in ("amod", "compound"):
            return None
        for name, change in (("gain_verb", True), ("hold_verb", False)):
            if self._nouns.is_(k, name):
                state = not change or (self._lemma(k) == "occupy" and self._is_state(k))
                return self._held(k, sentence, change=not state)
        if self._nouns.is_(k, "oust_verb"):
            found = self._ousted(k, sentence)
            if found is not None:
                return found
        if self._nouns.is_(k, "cede_verb") or self._nouns.is_(k, "lose_place"):
            found = self._ceded(k, sentence)
            if found is not None:
                return found
        if self._nouns.is_(k, "leave_verb"):
            return self._left(k, sentence)
        if self._nouns.is_(k, "fall_verb"):
            return self._fallen(k, sentence)
        return None

    def _held(self, k: int, sentence: Run, *, change: bool) -> Holding | None:
        """ "Seized the base", "the base was seized by", "the base, which rebels hold"."""
        holds = not self._is_negated(k)
        if self._is_passive(k):
            place = self._place_of(self._subject(k), sentence, k)
            return self._made(self._agent(k, sentence), place, holds=holds, change=change, anchor=k)
        at = self._past_particles(k)
        place = self._place_at(at, sentence)
        if place is None and not self._has_object(k, at):
            place = self._relative(k, sentence)
        who = self._holder(k, sentence)
        none = who is not None and self._low[who.run[0]] in ("neither", "no", "none", "nobody")
        if self._nouns.is_(k, "rule_verb") and not (who and self._is_force(who)):
            return None
        return self._made(who, place, holds=holds and not none, change=change, anchor=k)

    def _ousted(self, k: int, sentence: Run) -> Holding | None:
        """ "Drove the rebels out of the suburb": they no longer hold it."""
        low = self._low
        out = next(
            (
                m
                for m in range(k + 1, min(sentence[1], k + 12))
                if low[m] in ("from", "of") and (low[m] == "from" or low[m - 1] == "out")
            ),
            None,
        )
        if out is None:
            return None
        place = self._place_at(out + 1, sentence)
        if self._is_passive(k):
            who = self._holder(k, sentence)
        else:
            items = self._victims.list_at(k + 1, out)
            who = self._phrase((items[0].run[0], items[-1].run[1])) if items else None
        return self._made(who, place, holds=False, change=True, anchor=k) if who else None

    def _ceded(self, k: int, sentence: Run) -> Holding | None:
        """ "Ceded the post to the police", "lost the airport to the rebels"; without "to", the loser holds no more."""
        low = self._low
        at = self._past_particles(k)
        place = (
            self._place_of(self._subject(k), sentence, k)
            if self._is_passive(k)
            else self._place_at(at, sentence)
        )
        if place is None:
            return None
        to = next(
            (
                m
                for m in range(max(k, place.run[1] - 1) + 1, min(sentence[1], max(k, place.run[1]) + 4))
                if low[m] == "to"
            ),
            None,
        )
        if to is not None:
            return self._made(
                self._party_at(to + 1, sentence), place, holds=not self._is_negated(k), change=True, anchor=k
            )
        loser = self._holder(k, sentence)
        if self._nouns.is_(k, "lose_place") and not (loser and self._is_force(loser)):
            return None
        if self._nouns.is_(k, "lose_place") or self._lemma(k) in (
            "cede",
            "surrender",
            "relinquish",
            "yield",
        ):
            return self._made(
                self._holder(k, sentence), place, holds=self._is_negated(k), change=True, anchor=k
            )
        return None

    def _left(self, k: int, sentence: Run) -> Holding | None:
        """ "Withdrew from the city", "abandoned the base"."""
        if self._low[k] == "leaving":
            return None  # "worshippers leaving a mosque"
        at = k + 1
        while at < sentence[1] and self._low[at] in ("from", "out", "of", "back", "completely", "entirely"):
            at += 1
        moved = self._low[at - 1] in ("from", "of")
        direct = self._lemma(k) in (
            "leave",
            "abandon",
            "quit",
            "vacate",
            "evacuate",
            "desert",
            "exit",
            "flee",
        )
        if not (moved or direct):
            later = next((m for m in range(k + 1, min(sentence[1], k + 8)) if self._low[m] == "from"), None)
            if later is None:
                return None
            at = later + 1
        place, who = self._place_at(at, sentence), self._holder(k, sentence)
        if who is None or not self._is_force(who):
            return None
        return self._made(who, place, holds=self._is_negated(k), change=True, anchor=k)

    def _fallen(self, k: int, sentence: Run) -> Holding | None:
        """ "Fell to the rebels", "came under the control of", "passed into the hands of"."""
        low = self._low
        at = next((m for m in range(k + 1, min(sentence[1], k + 3)) if low[m] in ("to", "into")), None)
        if at is None or self._lemma(k) in ("come", "go") or low[at] == "into":
            return None
        place = self._place_of(self._subject(k), sentence, k)
        return self._made(
            self._party_at(at + 1, sentence), place, holds=not self._is_negated(k), change=True, anchor=k
        )

    # -- nouns

    def _noun(self, k: int, sentence: Run) -> Holding | None:
        if self._nouns.upos(k) not in ("NOUN", "PROPN", "VERB"):
            return None
        low = self._low
        if self._nouns.is_(k, "hands_noun") and low[k] == "hands":
            return self._in_hands(k, sentence)
        if self._nouns.is_(k, "control_noun") and self._nouns.upos(k) != "VERB":
            found = self._controlled(k, sentence)
            if found is not None:
                return found
        if self._nouns.is_(k, "taking_noun") and low[k + 1 : k + 2] == ["of"]:
            place = self._place_at(k + 2, sentence)
            who = self._by_after(place, sentence) or self._possessor(k, sentence)
            return self._made(who, place, holds=True, change=True, anchor=k) if who else None
        if self._nouns.is_(k, "falling_noun") and low[k + 1 : k + 2] == ["of"]:
            place = self._place_at(k + 2, sentence)
            if place is None or low[place.run[1] : place.run[1] + 1] != ["to"]:
                return None
            return self._made(
                self._party_at(place.run[1] + 1, sentence), place, holds=True, change=True, anchor=k
            )
        if self._nouns.is_(k, "leaving_noun") and low[k + 1 : k + 2] in (["of"], ["from"]):
            place = self._place_at(k + 2, sentence)
            who = self._possessor(k, sentence) or self._by_after(place, sentence)
            return self._made(who, place, holds=False, change=True, anchor=k) if who else None
        return None

    def _controlled(self, k: int, sentence: Run) -> Holding | None:
        """ "Took control of", "in control of", "under the control of", "Egyptian control of"."""
        low = self._low
        verb = self._governor(k, sentence)
        if self._led_by(k, sentence, "under"):
            return self._under(k, sentence, verb)
        over = low[k + 1 : k + 2] in (["of"], ["over"])
        place = self._place_at(k + 2, sentence) if over else None
        if place is None:
            return None
        if verb is None:
            who = self._possessor(k, sentence) or self._owner_before(k, sentence)
            if who is None:
                who = self._before_in(k, sentence)
            return self._made(who, place, holds=True, change=False, anchor=k)
        taking, losing = self._nouns.is_(verb, "control_taking"), self._nouns.is_(verb, "control_losing")
        negated = self._is_negated(verb)
        return self._made(
            self._holder(verb, sentence),
            place,
            holds=negated if losing else not negated,
            change=taking or losing,
            anchor=verb,
        )

    def _under(self, k: int, sentence: Run, verb: int | None) -> Holding | None:
        """ "The town is under the control of the rebels", "came under rebel control"."""
        low = self._low
        if low[k + 1 : k + 2] == ["of"]:
            who = self._party_at(k + 2, sentence)
        else:
            who = self._possessor(k, sentence) or self._owner_before(k, sentence)
        start = next(m for m in range(k - 1, sentence[0] - 1, -1) if low[m] == "under")
        main = self._verb_before(start, sentence)
        if main is None:
            return None
        change = self._lemma(main) in ("come", "fall", "bring", "pass", "put", "place", "go")
        place = self._place_of(self._subject(main), sentence, main) or self._place_before(main, sentence)
        if place is None and change:
            place = self._place_at(main + 1, sentence)
        return self._made(
            who, place, holds=not self._is_negated(main, start), change=change, anchor=main if change else k
        )

    def _in_hands(self, k: int, sentence: Run) -> Holding | None:
        """ "In the hands of the separatists", "in rebel hands"."""
        low = self._low
        start = next(
            (m for m in range(k - 1, max(sentence[0], k - 5) - 1, -1) if low[m] in ("in", "into")), None
        )
        if start is None:
            return None
        if low[k + 1 : k + 2] == ["of"]:
            who = self._party_at(k + 2, sentence)
        else:
            who = self._possessor(k, sentence) or self._owner_before(k, sentence)
        main = self._verb_before(start, sentence)
        if main is None or who is None:
            return None
        place = self._place_of(self._subject(main), sentence, main) or self._place_before(main, sentence)
        change = low[start] == "into" or self._lemma(main) in ("fall", "pass", "come")
        return self._made(
            who, place, holds=not self._is_negated(main, start), change=change, anchor=main if change else k
        )

    # -- adjectives

    def _adjective(self, k: int, sentence: Run) -> Holding | None:
        """ "The rebel-held city of Aleppo"."""
        low = self._low
        if low[k] not in self._words.of("held_word") or low[k - 1 : k] != ["-"] or k - 2 < sentence[0]:
            return None
        place = self._place_at(k + 1, sentence)
        if place is None:
            return None
        first = k - 2
        while first - 1 >= sentence[0] and (
            low[first - 1] == "-"
            or (self._nouns.upos(first - 1) == "PROPN" and self._nouns.upos(first) == "PROPN")
        ):
            first -= 1
        return self._made(self._phrase((first, k - 1)), place, holds=True, change=False, anchor=k)

    # -- parts

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
        tree, node = self._tree, k
        for _ in range(4):
            own = [m for m in tree.children(node, "nsubj") if m < node]
            if own:
                if self._low[own[-1]] in self._words.of("relative"):
                    above = tree.head(node)
                    return above if above >= 0 and tree.rels[node] == "acl" else own[-1]
                return own[-1]
            above = tree.head(node)
            if above < 0 or tree.rels[node] not in ("conj", "xcomp", "advcl", "aux", "cop", "acl"):
                return None
            if tree.rels[node] == "acl":
                return above if self._nouns.upos(above) in ("NOUN", "PROPN") else None
            node = above
        return None

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
            if (
                where is not None
                and self._nouns.is_place(where.head)
                and where.head not in self._nouns.temporal
            ):
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
