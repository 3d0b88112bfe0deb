"""Who holds which place: takes a document's tree, gives the holdings that a sentence tells.

By verb ("seized the base", "withdrew from", "fell to"), by noun ("in control of", "the capture of", "in the hands
of") and by adjective ("rebel-held"). Only places can be held: "captured two gunmen" tells of no place.
"""

from __future__ import annotations

from counterclaim.events.facets.found import Holding
from counterclaim.events.facets.holders import Parts
from counterclaim.tree import Run


class Controls(Parts):
    """Holdings told in one document."""

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
