"""Where and when an event is: takes its draft and the document's places and times, gives one of each.

By syntax first, then by the sentence, within what the statement says; a place also by the sentence before.
"""

from __future__ import annotations

from collections.abc import Mapping

from counterclaim.events.drafts import Draft
from counterclaim.events.participants import Cast
from counterclaim.events.plover import VERBAL
from counterclaim.events.setting import LOCATIVE, STANDING, Setting, alike, attached, best_time
from counterclaim.events.triggers import Found
from counterclaim.records import EventMention, Place, TimeValue
from counterclaim.tree import Tree

_DEEP = 8


class Circumstances:
    """Attaches places and times to the events of one text."""

    def __init__(
        self,
        tree: Tree,
        cast: Cast,
        setting: Setting,
        *,
        by_token: Mapping[int, Found],
        cues: Mapping[int, int],
    ) -> None:
        self._tree, self._cast, self._setting = tree, cast, setting
        self._by_token, self._cues = by_token, cues
        self._by_top = {one.top: one for one in by_token.values()}

    def place_by_syntax(self, draft: Draft) -> Place | None:
        one, found, cast = draft.found, draft.sides, self._cast
        slots = [
            slot
            for slot in (*LOCATIVE, "obj", "of", "against", "upon", "suffers", "adj", "poss")
            if found.get(slot)
        ]
        if one.entry.frame.name in ("lose", "happening", "hold"):
            slots.append("subj")
        heads = [k for slot in slots for k in found.get(slot, ()) if cast.kind(k) not in ("time",)]
        for k in heads:
            if cast.kind(k) in ("place", "site", "country"):
                place = self._placed(k)
                if place is not None and self._within(draft, k):
                    return place
        for k in heads:
            for m in sorted(self._tree.subtree(k)):
                if (
                    self._tree.rels[m] in ("nmod", "obl", "conj", "appos")
                    and self._setting.place_at(m)
                    and self._located(m)
                ):
                    return self._setting.place_at(m)
        return None

    def _placed(self, k: int) -> Place | None:
        """The place that a phrase names, or stands for."""
        tree, setting = self._tree, self._setting
        run = self._cast.phrase(k)
        own = setting.place_at(k)
        if own is None and tree.rels[k] == "appos" and tree.head(k) >= 0:
            own = setting.place_at(tree.head(k))
        if own is not None:
            return own
        inner = [place for m, place in setting.places_in(run) if tree.head(m) == k or self._located(m)]
        if inner:
            return inner[0]
        named = setting.named_before(k)
        span = tree.span(run)
        return alike(named, span, tree.words(run)) if named else None

    def _located(self, m: int) -> bool:
        return any(self._tree.low[c] in (*LOCATIVE, "of") for c in self._tree.children(m, "case"))

    def _stands(self, m: int) -> bool:
        return any(self._tree.low[c] in STANDING for c in self._tree.children(m, "case"))

    def _within(self, draft: Draft, k: int) -> bool:
        return draft.scope[0] <= k < draft.scope[1] or draft.cue is not None

    def place_by_sentence(self, draft: Draft, last: EventMention | None, kind: str | None) -> Place | None:
        tree, one = self._tree, draft.found
        sentence = tree.sentence_of(one.token)
        run = (max(sentence[0], draft.scope[0]), min(sentence[1], draft.scope[1]))
        located = [
            (abs(k - one.token), place)
            for k, place in self._setting.places_in(run)
            if any(self._stands(m) for m in range(*(tree.run_in(place.start, place.end) or (k, k + 1))))
        ]
        if located:
            return attached(min(located, key=lambda pair: pair[0])[1], "the place of its sentence")
        if last is None or last.place is None or kind is None or kind in VERBAL:
            return None
        between = self._tree.text[last.trigger.end : tree.tokens[one.token].start]
        if "\n\n" in between or self._setting.places_in(sentence):
            return None
        return attached(last.place, "the place of the sentence before", least=2)

    def time_by_syntax(self, draft: Draft) -> TimeValue | None:
        one = draft.found
        tokens = [one.token, one.top, *[c.token for c in draft.consequences]]
        found = [
            mention
            for k, mention in self._setting.times_in(self._tree.sentence_of(one.token))
            if self._owner(k) in tokens
        ]
        best = best_time(found)
        return best.time if best else None

    def _owner(self, k: int) -> int | None:
        """The trigger or cue that a time hangs on; an event noun just before it has it first."""
        before = k - 1
        while before >= 0 and (
            self._tree.low[before] == "," or self._tree.upos(before) in ("ADP", "DET", "ADJ")
        ):
            before -= 1
        if before in self._by_token and self._by_token[before].entry.noun:
            return before
        for node in self._tree.ancestors(k):
            if node in self._by_token or node in self._by_top or node in self._cues:
                return node
        return None

    def time_by_sentence(self, draft: Draft) -> TimeValue | None:
        one, tree = draft.found, self._tree
        sentence = tree.sentence_of(one.token)
        run = (max(sentence[0], draft.scope[0]), min(sentence[1], draft.scope[1]))
        free = []
        for k, mention in self._setting.times_in(run):
            owner = self._owner(k)
            if owner is None or self._leads(owner, one.top):
                free.append(mention)
        best = best_time(free)
        return best.time if best else None

    def _leads(self, owner: int, k: int) -> bool:
        """Whether one event's clause governs another's, so that its time holds for both."""
        tree, node = self._tree, k
        if owner in self._cues:
            return False
        for _ in range(_DEEP):
            if node == owner:
                return True
            if tree.rels[node] not in ("conj", "advcl", "xcomp", "obl", "nmod", "obj", "nsubj"):
                return False
            node = tree.head(node)
            if node < 0:
                return False
        return False
