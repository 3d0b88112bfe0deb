"""What for: takes a document's tree, gives the purposes told in a sentence with the words they hang on.

Introduced by words of purpose ("aimed at", "in order to", "with a view to", "so that") or by a bare infinitive
that no verb asks for as its complement ("stormed the school to free hostages", but not "wants to visit").
"""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.events.facets.lexicon import Words
from counterclaim.events.facets.nouns import Nouns
from counterclaim.tree import Run, Tree

_STOPS = frozenset(';:()"“”')


@dataclass(frozen=True, slots=True)
class Told:
    """A phrase with the tokens it hangs on, the likeliest first. ``strong``: the words leave no doubt."""

    run: Run
    anchors: tuple[int, ...]
    strong: bool = True


class Aims:
    """Purposes told in one document."""

    def __init__(self, tree: Tree, nouns: Nouns, words: Words) -> None:
        self._tree, self._nouns, self._words = tree, nouns, words
        self._low = tree.low

    def of(self, sentence: Run) -> list[Told]:
        """The purposes of a sentence, in order, none inside another."""
        out: list[Told] = []
        for k in range(*sentence):
            if any(one.run[0] <= k < one.run[1] for one in out):
                continue
            told = self._phrase(k, sentence) or self._copular(k, sentence) or self._infinitive(k, sentence)
            if told is not None and told.run[0] < told.run[1]:
                out.append(told)
        return out

    def _phrase(self, k: int, sentence: Run) -> Told | None:
        """Words of purpose: what follows them, hung on the verb or event before them."""
        low, words = self._low, self._words
        for name in ("aim_infinitive", "aim_phrase", "aim_clause"):
            end = words.phrase_end(name, low, k)
            if end > k:
                return Told((end, self._end(end, sentence)), self._before(k, sentence))
        if (
            low[k] in words.of("aimed_word")
            and low[k + 1 : k + 2] == ["to"]
            and self._is_said_of_deed(k, sentence)
        ):
            return Told((k + 2, self._end(k + 2, sentence)), self._before(k, sentence))
        if (
            self._nouns.is_(k, "aim_verb")
            and low[k + 1 : k + 2] == ["to"]
            and self._is_said_of_deed(k, sentence)
        ):
            return Told((k + 2, self._end(k + 2, sentence)), self._before(k, sentence))
        if low[k] == "for" and k + 1 < sentence[1] and self._nouns.is_(k + 1, "ransom"):
            return Told((k + 1, k + 2), self._before(k, sentence))
        return None

    def _is_said_of_deed(self, k: int, sentence: Run) -> bool:
        """Whether something done, and not somebody, is meant to do it: "an operation intended to"."""
        p = k
        while p > sentence[0] and (
            (self._nouns.upos(p - 1) in ("AUX", "ADV", "PART", "PUNCT") and self._low[p - 1] not in ".;:")
            or self._low[p - 1] in ("which", "that", "apparently", "been")
        ):
            p -= 1
        before = p - 1
        return (
            before >= sentence[0]
            and self._nouns.is_nominal(before)
            and self._deed_in_phrase(before, sentence)
        )

    def _deed_in_phrase(self, end: int, sentence: Run) -> bool:
        """Whether the phrase that ends at a token is headed by something done: "the raid on the camp"."""
        for m in range(end, max(sentence[0], end - 7) - 1, -1):
            if self._nouns.upos(m) in ("VERB", "AUX", "PUNCT"):
                return False
            if self._nouns.is_nominal(m) and (
                self._nouns.is_(m, "event_noun") or self._nouns.is_(m, "deed_noun")
            ):
                return True
        return False

    def _copular(self, k: int, sentence: Run) -> Told | None:
        """ "The purpose of the offensive is to clear the valley", "their goal was to"."""
        low = self._low
        if not (self._nouns.is_(k, "aim_noun") and self._nouns.is_nominal(k)):
            return None
        for m in range(k + 1, min(sentence[1] - 1, k + 9)):
            if low[m] in ("is", "was", "being", "are", "were") and low[m + 1] == "to":
                inside = tuple(n for n in range(k + 1, m) if self._nouns.is_nominal(n))
                return Told((m + 2, self._end(m + 2, sentence)), (*inside, *self._before(k, sentence)))
            if self._nouns.upos(m) == "VERB":
                return None
        return None

    def _infinitive(self, k: int, sentence: Run) -> Told | None:
        """A bare infinitive of purpose."""
        tree, low = self._tree, self._low
        if low[k] != "to" or k + 1 >= sentence[1]:
            return None
        verb = next(
            (m for m in range(k + 1, min(k + 3, sentence[1])) if self._nouns.upos(m) in ("VERB", "AUX")), None
        )
        if verb is None or any(self._nouns.upos(m) not in ("ADV", "VERB", "AUX") for m in range(k + 1, verb)):
            return None
        if k == sentence[0] or (k - 1 == sentence[0] and low[k - 1] in ("“", '"')):
            after = next((m for m in range(verb + 1, sentence[1]) if low[m] == ","), None)
            if after is None:
                return None
            main = self._main_after(after, sentence)
            return Told((verb, after), main) if main else None
        if tree.rels[verb] not in ("advcl", "xcomp", "acl", "ccomp"):
            return None
        return self._of_purpose(k, verb, sentence)

    def _of_purpose(self, k: int, verb: int, sentence: Run) -> Told | None:
        tree, low = self._tree, self._low
        before = k - 1
        governor = self._verb_before(k, sentence)
        if governor is None or self._nouns.is_(governor, "complement_verb"):
            return None
        between = range(governor + 1, k)
        first = k
        fored = next((m for m in reversed(between) if low[m] == "for"), None)
        if fored is not None and all(
            self._nouns.upos(m) in ("NOUN", "PROPN", "ADJ", "DET", "PRON", "NUM") for m in range(fored + 1, k)
        ):
            first = fored + 1
        elif (self._nouns.is_nominal(before) and self._nouns.is_(before, "to_noun")) or (
            self._nouns.upos(before) in ("ADJ", "AUX") and before != governor
        ):
            return None
        if (
            self._nouns.upos(before) == "ADV"
            and before == governor + 1
            and low[before] in ("how", "where", "when", "whether", "what", "enough", "nowhere")
        ):
            return None
        if governor + 1 == k and not (tree.rels[verb] == "advcl" or self._nouns.is_(governor, "moving_verb")):
            return None
        run = (first if first < k else verb, self._end(verb, sentence))
        return Told(run, (governor,), False)

    # -- extent and anchors

    def _end(self, i: int, sentence: Run) -> int:
        """Where a purpose that begins at a token ends: with its clause."""
        tree, low = self._tree, self._low
        inside = tree.subtree(i)
        j = i
        while j < sentence[1]:
            if (
                low[j] in _STOPS
                or (low[j] in (".", "!", "?") and j + 1 >= sentence[1])
                or low[j] in ("--", "—", "–")
            ):
                break
            if low[j] == "," and not (j + 1 in inside and self._goes_on(j, inside, sentence)):
                break
            if (
                low[j] in ("when", "while", "after", "before", "but", "because", "as")
                and j > i
                and self._nouns.upos(j) == "SCONJ"
            ):
                break
            j += 1
        while j > i and (
            self._nouns.upos(j - 1) == "PUNCT"
            or j - 1 in self._nouns.temporal
            or (self._nouns.upos(j - 1) == "ADP" and j in self._nouns.temporal)
        ):
            j -= 1
        return j

    def _goes_on(self, comma: int, inside: frozenset[int], sentence: Run) -> bool:
        """Whether a list within the purpose goes on after a comma."""
        joint = next(
            (m for m in range(comma + 1, min(sentence[1], comma + 8)) if self._low[m] in ("and", "or")), None
        )
        return joint is not None and all(m in inside for m in range(comma + 1, joint + 1))

    def _before(self, k: int, sentence: Run) -> tuple[int, ...]:
        """The verbs and events before a token, nearest first."""
        out = []
        for m in range(k - 1, sentence[0] - 1, -1):
            if self._low[m] == ";":
                break
            verbal = self._nouns.upos(m) == "VERB" and self._tree.rels[m] not in ("amod", "compound")
            verbal = verbal or (self._nouns.upos(m) == "ADJ" and bool(self._tree.children(m, "aux", "cop")))
            if verbal or (
                self._nouns.is_nominal(m)
                and (self._nouns.is_(m, "event_noun") or self._nouns.is_(m, "deed_noun"))
            ):
                out.append(m)
            if verbal:
                break
        return tuple(out) if out else self._main_after(k, sentence)

    def _main_after(self, k: int, sentence: Run) -> tuple[int, ...]:
        """The first finite verb after a comma: "To avoid arrest, the general fled"."""
        found = next(
            (
                m
                for m in range(k + 1, sentence[1])
                if self._nouns.upos(m) == "VERB" and self._low[m - 1] != "to"
            ),
            None,
        )
        return (found,) if found is not None else ()

    def _verb_before(self, k: int, sentence: Run) -> int | None:
        tree = self._tree
        for m in range(k - 1, max(sentence[0], k - 14) - 1, -1):
            if self._low[m] in (";", ":") or (self._low[m] == "," and m < k - 1):
                return None
            if self._nouns.upos(m) == "VERB" and tree.rels[m] not in ("amod", "compound"):
                return m
            if self._nouns.upos(m) in ("AUX", "ADJ") and self._nouns.is_(m, "complement_verb") and m == k - 1:
                return None
        return None
