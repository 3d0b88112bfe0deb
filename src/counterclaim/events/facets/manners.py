"""How: takes a document's tree, gives the manners told in a sentence with the words they hang on.

By adverb ("deliberately"), by phrase ("without resistance", "from two fronts", "by surprise", "in an orderly
manner"), by what was met ("met with minimal resistance") and by an adjective of the deed ("coordinated attacks").
"""

from __future__ import annotations

from counterclaim.events.facets.aims import Told
from counterclaim.events.facets.lexicon import Words
from counterclaim.events.facets.nouns import Nouns
from counterclaim.events.facets.numbers import Numbers
from counterclaim.tree import Run, Tree


class Manners:
    """Manners told in one document."""

    def __init__(self, tree: Tree, nouns: Nouns, numbers: Numbers, words: Words) -> None:
        self._tree, self._nouns, self._numbers, self._words = tree, nouns, numbers, words
        self._low = tree.low

    def of(self, sentence: Run) -> list[Told]:
        """The manners of a sentence, in order, none inside another."""
        out: list[Told] = []
        for k in range(*sentence):
            if any(one.run[0] <= k < one.run[1] for one in out):
                continue
            told = self._at(k, sentence)
            if told is not None:
                out.append(told)
        return out

    def _at(self, k: int, sentence: Run) -> Told | None:
        low, words = self._low, self._words
        end = words.phrase_end("manner_phrase", low, k)
        if end > k:
            return Told((k, end), self._verbs(k, sentence))
        if low[k] in words.of("manner_adverb"):
            return Told((k, k + 1), self._verbs(k, sentence), self._tree.rels[k] == "advmod")
        if low[k] == "without":
            return self._without(k, sentence)
        if low[k] == "from":
            return self._fronts(k, sentence)
        if self._nouns.is_(k, "resistance"):
            return self._resisted(k, sentence)
        if low[k] == "in" and k + 1 < sentence[1]:
            return self._in_manner(k, sentence)
        if low[k] in words.of("manner_adjective"):
            return self._of_deed(k, sentence)
        return None

    def _without(self, k: int, sentence: Run) -> Told | None:
        """ "Without firing a shot", "without resistance"."""
        low = self._low
        at = k + 1
        while at < sentence[1] and (
            self._nouns.upos(at) in ("DET", "ADJ", "NUM") or self._nouns.is_nominal(at)
        ):
            if self._nouns.is_(at, "without_what"):
                return Told((k, at + 1), self._verbs(k, sentence))
            at += 1
        if k + 1 < sentence[1] and low[k + 1].endswith("ing") and not self._words.harms.get(low[k + 1]):
            end = next(
                (
                    m
                    for m in range(k + 2, sentence[1])
                    if low[m] in (",", ".", ";", "and", ":")
                    or self._nouns.upos(m) in ("VERB", "AUX", "SCONJ")
                ),
                sentence[1],
            )
            return Told((k, end), self._verbs(k, sentence))
        return None

    def _fronts(self, k: int, sentence: Run) -> Told | None:
        """ "From two fronts", "from several directions"."""
        quantity = self._numbers.at(self._low, k + 1, sentence[1])
        at = quantity.end if quantity else k + 1
        while at < min(sentence[1], k + 6) and self._low[at] in (
            "all",
            "both",
            "different",
            "separate",
            "multiple",
            "opposite",
            "other",
            "several",
        ):
            at += 1
        if at > k + 1 and at < sentence[1] and self._nouns.is_(at, "fronts"):
            return Told((k, at + 1), self._verbs(k, sentence))
        return None

    def _resisted(self, k: int, sentence: Run) -> Told | None:
        """ "Met with minimal resistance", "despite heavy resistance"."""
        tree, low = self._tree, self._low
        first = k
        while first > sentence[0] and (
            self._nouns.upos(first - 1) in ("ADJ", "DET", "NUM")
            or (self._nouns.is_nominal(first - 1) and self._nouns.is_(first - 1, "not_who"))
        ):
            first -= 1
        if low[first - 1 : first] in (["despite"], ["amid"], ["against"]):
            return Told((first - 1, k + 1), self._verbs(first - 1, sentence))
        p = first - 1
        if p >= sentence[0] and low[p] in ("with", "by"):
            p -= 1
        if p >= sentence[0] and self._nouns.is_(p, "met_verb"):
            while first < k and low[first] in ("a", "the", "any"):
                first += 1
            return Told(
                (first, k + 1), (p, *(m for m in tree.children(p, "nsubj")), *self._verbs(p, sentence))
            )
        return None

    def _in_manner(self, k: int, sentence: Run) -> Told | None:
        """ "In an orderly manner"."""
        for m in range(k + 2, min(sentence[1], k + 6)):
            if self._nouns.is_(m, "manner_noun") and all(
                self._nouns.upos(n) in ("DET", "ADJ", "ADV", "NOUN", "PUNCT", "VERB") for n in range(k + 1, m)
            ):
                return Told((k, m + 1), self._verbs(k, sentence))
        return None

    def _of_deed(self, k: int, sentence: Run) -> Told | None:
        """ "Coordinated attacks": an adjective of something done."""
        for m in range(k + 1, min(sentence[1], k + 5)):
            if self._nouns.is_nominal(m) and (
                self._nouns.is_(m, "event_noun") or self._nouns.is_(m, "deed_noun")
            ):
                return Told((k, k + 1), (m,), False)
            if (
                self._nouns.upos(m) not in ("ADJ", "NOUN", "PROPN", "PUNCT", "CCONJ", "VERB")
                or self._low[m] in ".;"
            ):
                return None
        return None

    def _verbs(self, k: int, sentence: Run) -> tuple[int, ...]:
        """The verb that a manner belongs to: its head where that is one, else the nearest verb."""
        tree = self._tree
        head = tree.head(k)
        own = (
            [head]
            if head >= 0 and self._nouns.upos(head) in ("VERB", "ADJ") and sentence[0] <= head < sentence[1]
            else []
        )
        before = next((m for m in range(k - 1, sentence[0] - 1, -1) if self._is_verb(m)), None)
        after = next((m for m in range(k + 1, min(sentence[1], k + 3)) if self._is_verb(m)), None)
        nearby = [after] if after == k + 1 else []
        nearby += [before] if before is not None else [after] if after is not None else []
        return tuple(dict.fromkeys([*nearby[:1], *own, *nearby[1:]]))

    def _is_verb(self, m: int) -> bool:
        return self._nouns.upos(m) == "VERB" and self._tree.rels[m] not in ("amod", "compound")
