"""The dependency tree of a text: takes an Annotation, gives children, phrases and spans by token index.

Runs are (first, end) token indices, end exclusive. Nothing here knows what a statement is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping

from counterclaim.records import Annotation, Span, Token

Run = tuple[int, int]

SUBJECTS = frozenset({"nsubj", "csubj"})
CLAUSES = frozenset({"ccomp", "xcomp", "parataxis", "csubj"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X"})
NEGATIONS = frozenset(
    {"not", "n't", "n’t", "never", "neither", "nor", "no", "nobody", "none", "nothing", "hardly"}
)
QUOTE_MARKS = frozenset('"“”„‟«»')
CLOSERS = frozenset(",.;:!?-–—\"“”'’‘)…")
_OUTSIDE_PHRASE = frozenset({"punct", "cc", "case", "mark", "parataxis", "discourse"})


class Tree:
    """Views on the tokens of one text.

    Args:
        text: the text that the annotation's offsets point into.
        annotation: its tokens with heads and relations.
        irregular: lemmas of forms, which go before the reader's own.
        verb_forms: forms that are verbs wherever the reader calls them neither noun nor adjective → lemma.
        noun_pairs: pairs of words of which the second is a noun, whatever the reader calls it ("press release").
    """

    def __init__(
        self,
        text: str,
        annotation: Annotation,
        *,
        irregular: Mapping[str, str] | None = None,
        verb_forms: Mapping[str, str] | None = None,
        noun_pairs: frozenset[str] = frozenset(),
    ) -> None:
        self.text = text
        self.tokens: tuple[Token, ...] = annotation.tokens
        self._starts = [token.start for token in self.tokens]
        self._ends = [token.end for token in self.tokens]
        self.kids: list[list[int]] = [[] for _ in self.tokens]
        self.low = [text[t.start : t.end].lower() for t in self.tokens]
        known = irregular or {}
        self.lemmas = [known.get(low, t.lemma.lower()) for low, t in zip(self.low, self.tokens, strict=True)]
        self._upos = [t.upos for t in self.tokens]
        forms = verb_forms or {}
        verbs = frozenset(forms.values())
        for i, low in enumerate(self.low):
            if low in forms and self._upos[i] == "VERB" and self.lemmas[i] not in verbs:
                self.lemmas[i] = forms[low]
            elif low in forms and self._upos[i] not in ("VERB", "NOUN", "ADJ", "AUX"):
                self._upos[i], self.lemmas[i] = "VERB", forms[low]
            elif i and self._upos[i] == "VERB" and f"{self.low[i - 1]} {low}" in noun_pairs:
                self._upos[i] = "NOUN"
        # The part of speech of a token: a method of the list's, since nothing is asked for more often.
        self.upos: Callable[[int], str] = self._upos.__getitem__
        self.rels = [t.deprel.split(":")[0] for t in self.tokens]
        for i, token in enumerate(self.tokens):
            if 0 <= token.head < len(self.tokens) and token.head != i:
                self.kids[token.head].append(i)
        self._sentences: dict[int, Run] = {}
        for i, token in enumerate(self.tokens):
            first = self._sentences.get(token.sentence, (i, i))[0]
            self._sentences[token.sentence] = (first, i + 1)
        self._subtrees: dict[int, frozenset[int]] = {}

    def __len__(self) -> int:
        return len(self.tokens)

    def head(self, i: int) -> int:
        """The head of a token, -1 for a root."""
        return self.tokens[i].head

    def deprel(self, i: int) -> str:
        """The full relation, subtype included."""
        return self.tokens[i].deprel

    def sentence_run(self, sentence: int) -> Run:
        """The tokens of a sentence; empty where it has none."""
        return self._sentences.get(sentence, (0, 0))

    def sentence_of(self, i: int) -> Run:
        """The tokens of the sentence that a token stands in."""
        return self._sentences[self.tokens[i].sentence]

    def children(self, i: int, *rels: str) -> list[int]:
        """Children by base relation, in order; all of them where none is named."""
        kids, own = self.kids[i], self.rels
        if not (kids and rels):
            return kids[:]
        return [k for k in kids if own[k] in rels]

    def has(self, i: int, rel: str, *forms: str) -> bool:
        """Whether a child of a full relation (and one of some lower-case forms) stands below a token."""
        return any(self.deprel(k) == rel and (not forms or self.low[k] in forms) for k in self.kids[i])

    def subtree(self, i: int) -> frozenset[int]:
        """A token and all below it."""
        found = self._subtrees.get(i)
        if found is None:
            gathered, stack = {i}, list(self.kids[i])
            while stack:
                node = stack.pop()
                if node not in gathered:
                    gathered.add(node)
                    stack.extend(self.kids[node])
            found = self._subtrees[i] = frozenset(gathered)
        return found

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above a token, the nearest first."""
        seen, node = {i}, self.head(i)
        while node >= 0 and node not in seen:
            yield node
            seen.add(node)
            node = self.head(node)

    def run_of(self, i: int, without: Iterable[int] = ()) -> Run:
        """The stretch of neighbouring tokens around a token that lie in its subtree, less some subtrees."""
        inside = set(self.subtree(i))
        for other in without:
            if other != i:
                inside -= self.subtree(other)
        first = end = i
        while first - 1 in inside:
            first -= 1
        while end + 1 in inside:
            end += 1
        return first, end + 1

    def trimmed(self, run: Run) -> Run:
        """A run without the punctuation at its edges."""
        first, end = run
        while first < end and self.upos(first) == "PUNCT":
            first += 1
        while end > first and self.upos(end - 1) == "PUNCT":
            end -= 1
        return first, end

    def noun_phrase(self, i: int) -> Run:
        """The noun phrase around its head: titles, complements and apposition in; clauses and case out."""
        out = [
            k for k in self.kids[i] if self.rels[k] in _OUTSIDE_PHRASE and k < i and self.upos(k) != "PUNCT"
        ]
        out += [
            k
            for k in self.kids[i]
            if self.rels[k] in ("acl", "advcl", "parataxis", "discourse", "dep", "cop")
        ]
        out += [
            k for k in self.kids[i] if k < i and self.rels[k] in ("nsubj", "mark", "advmod", "aux", "punct")
        ]
        kept = [
            k
            for k in out
            if not (self.rels[k] == "advmod" and self.upos(k + 1 if k + 1 < len(self) else k) == "NUM")
        ]
        first, end = self.trimmed(self.run_of(i, kept))
        if first >= end:
            return i, i + 1
        return self._with_closed_bracket((first, max(end, i + 1)))

    def phrase_before(self, i: int) -> Run | None:
        """The noun phrase that ends just before a token, whatever the tree says; None where none does."""
        if i - 1 < self.sentence_of(i)[0] or self.upos(i - 1) not in (
            "NOUN",
            "PROPN",
            "PRON",
            "NUM",
            "PUNCT",
            "X",
        ):
            return None
        if self.upos(i - 1) == "PUNCT" and self.low[i - 1] != ")":
            return None
        first, opened = i - 1, False
        start = self.sentence_of(i)[0]
        while first - 1 >= start:
            k = first - 1
            opened = (opened and self.low[k] != "(") or self.low[first] == ")"
            part = self.upos(k) in ("NOUN", "PROPN", "ADJ", "DET", "NUM", "X", "PART") or self.low[k] in (
                "of",
                "-",
                "(",
                ")",
                "&",
            )
            owned = self.upos(k) == "PRON" and self.rels[k] == "nmod"
            if not (part or owned or opened) or (self.upos(first) in ("PRON",) and not owned):
                break
            first = k
        if self.upos(first) in ("PART",) or self.low[first] in ("of", "-"):
            return None
        led = self.low[first - 1] if first - 1 >= start else ""
        return (
            None
            if self.upos(first - 1) == "ADP" and first - 1 >= start and led not in ("of",)
            else (first, i)
        )

    def widened(self, run: Run, stop: int) -> Run:
        """A noun phrase with the nominal words around it that the parser hung elsewhere, up to a token on its right."""
        first, end = run
        while end < stop and self._is_nominal(end, end - 1):
            end += 1
        while (
            end > run[1]
            and self.upos(end - 1) in ("ADP", "CCONJ", "DET", "PART")
            and self.low[end - 1] not in ("'s", "’s", "´s")
        ):
            end -= 1
        start = self.sentence_of(first)[0]
        while first - 1 >= start and (self._is_left(first) or self._opening(first - 1) is not None):
            opening = self._opening(first - 1)
            first = first - 1 if opening is None else opening
        if self.upos(first) in ("ADP", "CCONJ") or self.low[first] == "-":
            first = run[0]
        return first, end

    def _opening(self, k: int) -> int | None:
        """Where a short bracket that closes at a token opens, after a name or noun: ``Security Council (KRSC)``."""
        if self.low[k] != ")":
            return None
        opened = next((m for m in range(k - 1, max(-1, k - 6), -1) if self.low[m] == "("), None)
        return opened if opened and self.upos(opened - 1) in ("PROPN", "NOUN") else None

    def _is_nominal(self, k: int, before: int) -> bool:
        if self.upos(k) in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "X") or self.low[k] in (
            "'s",
            "’s",
            "´s",
            "-",
        ):
            return True
        return self.low[k] in ("of", "at", "for", "from", "in", "with", "and") and self.upos(before) in (
            "NOUN",
            "PROPN",
            "NUM",
        )

    def _is_left(self, first: int) -> bool:
        k = first - 1
        if self.upos(k) in ("DET", "ADJ", "PROPN", "NOUN", "NUM") and self.upos(first) not in ("DET", "PRON"):
            return True
        joined = self.low[k] in ("of", "-") or (
            self.low[k] in ("at", "for") and self.upos(first) in ("DET", "PROPN")
        )
        joined = joined or (
            self.low[k] in ("'s", "’s", "´s") and self.upos(first) in ("NOUN", "ADJ", "PROPN")
        )
        linked = joined or self.low[first] in ("of", "-", "at", "for", "'s", "’s", "´s")
        return linked and k - 1 >= 0 and self.upos(k) in ("ADP", "PUNCT", "PART", "NOUN", "PROPN", "NUM")

    def phrase_after(self, i: int) -> Run | None:
        """The noun phrase that begins at a token, whatever the tree says."""
        stop, end = self.sentence_of(i)[1], i
        while end < stop and (
            self.upos(end) in ("NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON", "PART", "X")
            or self.low[end] in ("of", "-", "’s", "'s")
        ):
            if self.upos(end) == "DET" and end > i and self.low[end - 1] != "of":
                break
            end += 1
        while end > i and self.upos(end - 1) not in ("NOUN", "PROPN", "PRON", "NUM"):
            end -= 1
        return (i, end) if end > i else None

    def span(self, run: Run) -> Span:
        """The characters of a run."""
        return Span(self.tokens[run[0]].start, self.tokens[run[1] - 1].end)

    def words(self, run: Run) -> str:
        """The text of a run."""
        span = self.span(run)
        return self.text[span.start : span.end]

    def run_in(self, start: int, end: int) -> Run | None:
        """The tokens that a span of characters touches, None where it touches none."""
        low = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end, low)
        return (low, last) if last > low else None

    def head_of(self, run: Run) -> int:
        """The token that heads a run: the first whose own head lies outside, a noun where no verb is in it."""
        heads = [
            i
            for i in range(*run)
            if not run[0] <= self.head(i) < run[1] and self.upos(i) not in ("PUNCT", "ADP", "DET")
        ]
        if len(heads) > 1 and self.upos(heads[0]) in ("ADJ", "ADV"):
            verbal = any(self.upos(i) in ("VERB", "AUX") for i in range(*run))
            nouns = [i for i in heads if self.upos(i) in ("NOUN", "PROPN", "PRON")]
            return nouns[0] if nouns and not verbal else heads[0]
        return heads[0] if heads else run[0]

    def _with_closed_bracket(self, run: Run) -> Run:
        first, end = run
        inside = self.text[self.tokens[first].start : self.tokens[end - 1].end]
        if inside.count("(") > inside.count(")"):
            for i in range(end, min(end + 3, len(self))):
                if self.low[i] == ")":
                    return first, i + 1
        return run
