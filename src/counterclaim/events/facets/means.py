"""By what means: takes a document's tree, gives the weapons and materiel of a sentence with the role they play.

An instrument ("with mortars", "using US equipment", "armed with machetes"), what is fired or thrown ("fired
tear gas"), a weapon that acts ("a car bomb killed", "warplanes bombed") and one that names the deed ("a rocket
attack"). A weapon that is aimed at, seized or guarded is no means.
"""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.events.facets.lexicon import Words
from counterclaim.events.facets.nouns import Nouns
from counterclaim.events.facets.victims import Victims
from counterclaim.tree import Run, Tree


@dataclass(frozen=True, slots=True)
class Tool:
    """A means: its words, and the tokens that it hangs on, the likeliest first."""

    run: Run
    anchors: tuple[int, ...]


class Means:
    """Means told in one document."""

    def __init__(self, tree: Tree, nouns: Nouns, victims: Victims, words: Words) -> None:
        self._tree, self._nouns, self._victims, self._words = tree, nouns, victims, words
        self._low = tree.low

    def of(self, sentence: Run) -> list[Tool]:
        """The means of a sentence, in order."""
        out: list[Tool] = []
        taken: set[int] = set()
        for k in range(*sentence):
            for tool in self._at(k, sentence):
                if not taken & set(range(*tool.run)):
                    out.append(tool)
                    taken.update(range(*tool.run))
        return sorted(out, key=lambda tool: tool.run[0])

    def _at(self, k: int, sentence: Run) -> list[Tool]:
        low, words = self._low, self._words
        if low[k] in words.of("using") and self._nouns.upos(k) in ("VERB", "ADP", "AUX"):
            return self._listed(
                k + 1,
                sentence,
                self._verbs_for(k, sentence),
                any_noun=low[k] in ("using", "utilizing", "utilising", "employing", "deploying"),
            )
        if low[k] in ("with", "by", "via", "through", "in", "from", "of"):
            return self._instrument(k, sentence)
        if self._nouns.is_(k, "firing") and self._nouns.upos(k) == "VERB":
            return self._fired(k, sentence)
        if self._nouns.is_nominal(k) and not self._is_inside(k, sentence):
            return self._acting(k, sentence)
        return []

    # -- instruments

    def _instrument(self, k: int, sentence: Run) -> list[Tool]:
        """ "With mortars", "by mortar fire", "in an air strike", "armed with machetes"."""
        low, tree = self._low, self._tree
        if low[k] == "of":
            if low[k - 2 : k] != ["by", "means"] and low[k - 2 : k] != ["the", "use"]:
                return []
            return self._listed(k + 1, sentence, self._verbs_for(k - 2, sentence), any_noun=True)
        if k > sentence[0] and self._nouns.is_(k - 1, "armed") and low[k] in ("with", "by"):
            holder = tree.head(k - 1)
            verbs = self._verbs_for(k - 1, sentence)
            after = self._verb_after(k, sentence)
            return self._listed(
                k + 1,
                sentence,
                (k - 1, *verbs, *after, *([holder] if holder >= 0 else [])),
                any_noun=low[k - 1] == "armed",
            )
        if low[k] in ("in", "from", "through"):
            return [
                t
                for t in self._listed(k + 1, sentence, self._verbs_for(k, sentence))
                if self._is_deed(t.run[1] - 1)
            ]
        verbs = self._verbs_for(k, sentence)
        if verbs and self._nouns.is_(verbs[0], "no_tool"):
            return []
        return self._listed(k + 1, sentence, verbs)

    def _verbs_for(self, k: int, sentence: Run) -> tuple[int, ...]:
        """The verbs that an instrument may belong to: the one before it, those that govern it, else the one after."""
        tree = self._tree
        out: list[int] = []
        for m in range(k - 1, sentence[0] - 1, -1):
            verbal = self._nouns.upos(m) == "VERB" and tree.rels[m] not in ("amod", "compound")
            if verbal or (self._nouns.is_(m, "event_noun") and self._nouns.is_nominal(m)):
                out.append(m)
                if verbal:
                    break
            if self._low[m] in (";", ":"):
                break
        return tuple(out) or self._verb_after(k, sentence)

    def _verb_after(self, k: int, sentence: Run) -> tuple[int, ...]:
        found = next((m for m in range(k + 1, sentence[1]) if self._nouns.upos(m) == "VERB"), None)
        return (found,) if found is not None else ()

    def _listed(
        self, i: int, sentence: Run, anchors: tuple[int, ...], *, any_noun: bool = False
    ) -> list[Tool]:
        """The weapons of a list that begins at a token, "including" ones too; other things where the verb says so."""
        out: list[Tool] = []
        low, stop = self._low, sentence[1]
        while i < stop:
            item = self._victims.item_at(i, stop)
            if item is None or item.who is None or self._nouns.is_person(item.head):
                break
            weapon = self._is_means(item.head)
            if not weapon and not (any_noun and not self._nouns.is_place(item.head)):
                break
            out.append(Tool(self._bare((item.who[0], item.head + 1)), anchors))
            i = item.run[1] if item.run[1] > item.head else item.head + 1
            joint = i + 1 if i < stop and low[i] == "," else i
            if joint < stop and (
                low[joint] in ("and", "or", "including", "like") or low[joint : joint + 2] == ["such", "as"]
            ):
                i = joint + (2 if low[joint] == "such" else 1)
                any_noun = any_noun or low[joint] == "including"
            elif joint > i:
                i, any_noun = joint, False
            else:
                break
        return out

    def _is_means(self, head: int) -> bool:
        return self._nouns.is_weapon(head) or self._is_deed(head)

    def _is_deed(self, head: int) -> bool:
        """Whether a noun names a deed by its weapon: "air strike", "mortar fire", "airstrike"."""
        if not (
            self._nouns.is_(head, "fire_word")
            or self._low[head] in ("airstrike", "airstrikes", "gunfire", "crossfire", "shellfire")
        ):
            return False
        return (
            self._low[head] not in self._words.of("fire_word") - {"gunfire"}
            and self._tree.lemmas[head] in ("airstrike", "gunfire", "crossfire", "shellfire")
        ) or self._led_by_weapon(head)

    def _led_by_weapon(self, head: int) -> bool:
        k = head - 1
        if k >= 0 and self._low[k] == "-":
            k -= 1
        same = k >= 0 and self._tree.tokens[k].sentence == self._tree.tokens[head].sentence
        return same and (
            self._nouns.is_(k, "weapon_modifier") or (self._nouns.is_weapon(k) and self._nouns.is_nominal(k))
        )

    # -- fired, thrown

    def _fired(self, k: int, sentence: Run) -> list[Tool]:
        tree = self._tree
        passive = any(tree.deprel(m) in ("nsubj:pass", "aux:pass") for m in tree.kids[k])
        if passive:
            heads = [m for m in tree.children(k, "nsubj") if self._nouns.is_weapon(m)]
            return [Tool(self._phrase(m), (k,)) for m in heads]
        at = k + 1
        while (
            at < sentence[1]
            and (self._nouns.upos(at) in ("ADV", "ADP", "PART"))
            and at < k + 3
            and self._low[at] in ("off", "out", "up", "down", "in", "back", "indiscriminately", "repeatedly")
        ):
            at += 1
        anchors = (k, *self._purpose(k))
        return self._listed(at, sentence, anchors, any_noun=False)

    def _purpose(self, k: int) -> tuple[int, ...]:
        """The verb that a means is used to do: "used dynamite to blow up the tower"."""
        if not self._nouns.is_(k, "use_verb"):
            return ()
        stop = self._tree.sentence_of(k)[1]
        return tuple(
            m + 1
            for m in range(k + 1, stop - 1)
            if self._low[m] == "to" and self._nouns.upos(m + 1) == "VERB"
        )[:1]

    # -- weapons that act

    def _is_inside(self, k: int, sentence: Run) -> bool:
        """Whether a noun only leads another: the "car" of "car bomb"."""
        k += 1
        if k < sentence[1] and self._low[k] == "-":
            k += 1
        return (
            k < sentence[1]
            and self._nouns.is_nominal(k)
            and k not in self._nouns.temporal
            and not self._nouns.is_person(k)
        )

    def _acting(self, k: int, sentence: Run) -> list[Tool]:
        """ "A car bomb killed", "warplanes bombed", "a rocket attack", "the bombing"."""
        tree, rel = self._tree, self._tree.rels[k]
        deed = self._led_by_weapon(k) and (
            self._nouns.is_(k, "event_noun") or self._nouns.is_(k, "fire_word")
        )
        if not (deed or self._nouns.is_weapon(k)) or (
            self._nouns.is_place(k) and not (deed or self._nouns.is_(k, "weapon"))
        ):
            return []
        before = self._low[self._first(k) - 1] if self._first(k) > sentence[0] else ""
        if deed:
            return [Tool(self._phrase(k), (k,))]
        after = self._verb_after(k, sentence)
        led = self._nouns.upos(self._first(k) - 1) if self._first(k) > sentence[0] else "PUNCT"
        above = tree.head(k) if rel == "nsubj" else -1
        beside = (
            after[:1] if after and after[0] == self._past_light(k + 1) and led not in ("ADP", "VERB") else ()
        )
        verbs = [m for m in (above, *beside) if m >= 0 and self._may_act(k, m)]
        return [Tool(self._phrase(k), tuple(dict.fromkeys(verbs)))] if verbs and before != "of" else []

    def _past_light(self, i: int) -> int:
        while i < len(self._tree) and self._nouns.upos(i) in ("AUX", "ADV", "PART"):
            i += 1
        return i

    def _may_act(self, k: int, verb: int) -> bool:
        """Whether a weapon does what a verb says: it strikes, or moves where it can."""
        deed = self._nouns.is_(verb, "deed_verb") or self._low[verb] in self._words.harms
        if self._nouns.is_(k, "vehicle") and not self._nouns.is_(k, "armed_vehicle"):
            return False
        return deed or (self._nouns.is_(k, "armed_vehicle") and self._nouns.is_(verb, "moving_verb"))

    def _first(self, k: int) -> int:
        """The first word of a noun phrase, determiner and number included."""
        first = k
        while (
            first - 1 >= 0
            and (
                self._nouns.is_nominal(first - 1)
                or self._nouns.upos(first - 1) in ("ADJ", "DET", "NUM")
                or self._low[first - 1] == "-"
            )
            and self._tree.tokens[first - 1].sentence == self._tree.tokens[k].sentence
        ):
            first -= 1
        return first

    def _phrase(self, k: int) -> Run:
        return self._bare((self._first(k), k + 1))

    def _bare(self, run: Run) -> Run:
        """A phrase without determiners and numbers."""
        first, end = run
        while first < end - 1 and (
            self._nouns.upos(first) in ("DET", "NUM")
            or self._low[first] in self._words.of("det")
            or self._low[first] in self._words.of("more")
            or self._low[first] in self._words.of("strip_adjective")
            or self._low[first] in ("-", "several", "dozens", "hundreds")
        ):
            first += 1
        return first, end
