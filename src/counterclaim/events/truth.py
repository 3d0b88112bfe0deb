"""Whether an event happened: takes a trigger in a tree, the reader's score and the stance of whoever tells it.

By negation, implicative verbs ("failed to"), modals, conditions, infinitives of intention, tense and aspect;
the reader's graded score decides only where none of these speaks.
"""

from __future__ import annotations

from counterclaim.events.plover import EventLexicon
from counterclaim.events.triggers import Found, lemma_of
from counterclaim.records import Factuality, Stance
from counterclaim.tree import NEGATIONS, Run, Tree

Graded = tuple[Factuality, float]

_DEEP = 5
_BOUNDS = {  # the scores that go with a category
    Factuality.HAPPENED: (1.0, 3.0),
    Factuality.ONGOING: (1.0, 3.0),
    Factuality.PLANNED: (-1.0, 1.0),
    Factuality.HYPOTHETICAL: (-1.0, 1.0),
    Factuality.NEGATED: (-3.0, -1.0),
}
_UNLIKELY, _UNTRUE = -0.5, -1.5  # the reader's score below which an event is hypothetical, negated
_NEGATING = frozenset({"advmod", "det", "cc", "mark", "aux", "nsubj", "obj", "case"})
_NONE = frozenset({"no", "none", "nobody", "nothing", "neither", "nor", "zero"})


class Truth:
    """Tells the factuality of the events of one text."""

    def __init__(self, tree: Tree, lexicon: EventLexicon, scores: dict[int, float]) -> None:
        self._tree, self._words, self._scores = tree, lexicon.words, scores
        self._lexicon = lexicon

    def of(self, one: Found, *, scope: Run, stance: Stance) -> Graded:
        """Category and score; nothing outside the scope of what is said counts."""
        score = self._scores.get(one.token, self._scores.get(one.top))
        kind = self._category(one, scope, stance)
        if kind is None:
            kind = Factuality.HAPPENED
            if score is not None and score < _UNLIKELY:
                kind = Factuality.NEGATED if score < _UNTRUE else Factuality.HYPOTHETICAL
        low, high = _BOUNDS[kind]
        middle = (low + high) / 2
        return kind, round(min(max(score if score is not None else middle, low), high), 3)

    def _category(self, one: Found, scope: Run, stance: Stance) -> Factuality | None:
        own = self._of_noun(one) if one.entry.noun else None
        chain = self._chain(one, scope)
        negated = 1 if own is Factuality.NEGATED or self._negated(chain[0]) else 0
        if one.lent is not None and one.lent.effect == "negated":
            negated += 1
        found: Factuality | None = own if own is not Factuality.NEGATED else None
        for at, k in enumerate(chain):
            above = chain[at + 1] if at + 1 < len(chain) else None
            unreal = self._modal(k)
            if unreal is not None:
                found = found or unreal
            linked = self._link(k, above)
            if linked == "negative":
                negated += 1 + self._negated(above)
            elif linked is not None and found is None:
                found = Factuality(linked)
            elif above is not None and self._negated(above):
                negated += 1
        negated += self._cleft(chain[-1])
        if negated % 2:
            return Factuality.NEGATED
        if (
            one.lent is not None
            and one.lent.effect
            and found is None
            and one.lent.effect not in ("negated", "lifted")
        ):
            found = Factuality(one.lent.effect)
        if found is None and stance in (Stance.INTENDS, Stance.THREATENS) and self._is_bare(chain):
            found = Factuality.PLANNED
        if found is None and stance is Stance.URGES and self._is_bare(chain):
            found = Factuality.HYPOTHETICAL
        return found or self._ongoing(chain)

    def _chain(self, one: Found, scope: Run) -> list[int]:
        """The verb of an event and the verbs and nouns above it on which its truth may hang."""
        tree, node = self._tree, one.top
        chain = [node]
        for _ in range(_DEEP):
            head, rel = tree.head(node), tree.rels[node]
            if head < 0 or not (scope[0] <= head < scope[1] or rel == "xcomp"):
                break  # an infinitive hangs on its cue: "refused to withdraw"
            hangs = rel in ("xcomp", "ccomp", "csubj") or (
                rel in ("acl", "advcl") and tree.deprel(node) != "acl:relcl" and self._is_infinitive(node)
            )
            lemma = lemma_of(tree, self._lexicon, head)
            hangs = hangs or (
                rel in ("advcl", "csubj")
                and not tree.children(node, "mark")
                and lemma in self._words["continuing"]
            )
            if rel == "conj" and not tree.children(node, "nsubj", "aux"):
                node = head  # a coordinated verb shares what stands before the first
                if tree.upos(head) in ("VERB", "AUX", "ADJ"):
                    chain.append(head)
                    continue
                break
            nominal = one.entry.noun and node == one.token and rel in ("obj", "nsubj", "obl", "nmod")
            if not hangs and not nominal:
                if tree.rels[node] == "advcl" and self._conditional(node):
                    break
                break
            node = head
            chain.append(node)
        return chain

    def _is_infinitive(self, k: int) -> bool:
        tree = self._tree
        if any(tree.low[m] == "to" for m in tree.children(k, "mark", "aux")):
            return True
        return bool(
            {tree.low[m] for m in tree.children(k, "mark", "case")}
            & {"without", "from", "of", "at", "for", "in"}
        )

    def _conditional(self, k: int) -> bool:
        tree = self._tree
        return any(tree.low[m] in self._words["condition"] for m in tree.children(k, "mark", "advmod"))

    def _negated(self, k: int | None) -> bool:
        """Whether a verb itself is negated, or a subject or object of it is nobody or nothing."""
        if k is None:
            return False
        tree = self._tree
        for m in tree.kids[k]:
            low = tree.low[m]
            if low in NEGATIONS and tree.rels[m] in _NEGATING:
                return True
            if tree.rels[m] in ("nsubj", "obj") and (
                any(
                    tree.low[d] in _NONE and tree.rels[d] in ("det", "advmod", "nsubj", "cc")
                    for d in tree.kids[m]
                )
            ):
                return True
            if tree.rels[m] == "mark" and low == "without":
                return True
        return False

    def _modal(self, k: int) -> Factuality | None:
        """What the auxiliaries and the conjunction of a clause make of it."""
        tree, words = self._tree, self._words
        low = [tree.low[m] for m in tree.children(k, "aux")]
        perfect = "have" in low
        if self._conditional(k):
            return Factuality.HYPOTHETICAL
        if any(word in words["modal"] for word in low):
            return Factuality.PLANNED
        if any(word in words["maybe"] for word in low):
            if "would" in low and not perfect and not self._under_condition(k):
                return Factuality.PLANNED
            return Factuality.HYPOTHETICAL
        marks = [m for m in tree.children(k, "mark") if tree.low[m] == "to"]
        head = tree.head(k)
        if head >= 0 and tree.lemmas[head] in words["implicative"]:
            return None
        if marks and (tree.rels[k] == "advcl" or (tree.rels[k] == "root")):
            return Factuality.PLANNED
        if (
            marks
            and tree.rels[k] == "xcomp"
            and head >= 0
            and tree.lemmas[head] in ("be", "have", "due", "about", "set")
        ):
            return Factuality.PLANNED if tree.lemmas[head] != "have" else Factuality.HYPOTHETICAL
        if tree.rels[k] == "xcomp" and head >= 0 and tree.low[head] == "going" and marks:
            return Factuality.PLANNED
        return None

    def _under_condition(self, k: int) -> bool:
        return any(self._conditional(m) for m in self._tree.children(k, "advcl"))

    def _link(self, k: int, above: int | None) -> str | None:
        """What a verb or noun makes of the clause or noun below it: "negative", planned or hypothetical."""
        tree, words = self._tree, self._words
        if above is None:
            return None
        if tree.rels[k] in ("obj", "nsubj", "obl", "conj"):
            return None
        lemma = lemma_of(tree, self._lexicon, above)
        if lemma in words["negative"]:
            return "negative"
        if lemma in words["aspect"] or lemma in words["continuing"] or lemma in words["implicative"]:
            return Factuality.HYPOTHETICAL if lemma in ("try", "attempt") else None
        if lemma in words["intent"]:
            return Factuality.PLANNED
        if lemma in words["wish"]:
            return Factuality.HYPOTHETICAL
        infinitive = any(tree.low[m] == "to" for m in tree.children(k, "mark"))
        if tree.rels[k] == "acl" and infinitive:
            return Factuality.PLANNED
        return None

    def _of_noun(self, one: Found) -> Factuality | None:
        """What stands beside an event noun: "no", "planned", "possible", "attempted"."""
        tree, words = self._tree, self._words
        found: Factuality | None = None
        for k in tree.kids[one.token]:
            low = tree.low[k]
            if low in _NONE and tree.rels[k] in ("det", "advmod", "cc"):
                return Factuality.NEGATED
            if k < one.token and tree.rels[k] in ("amod", "compound"):
                if low in words["attempted"]:
                    return Factuality.NEGATED
                if low in words["planned"]:
                    found = Factuality.PLANNED
                elif low in words["unreal"]:
                    found = Factuality.HYPOTHETICAL
                elif low in words["ongoing"]:
                    found = Factuality.ONGOING
        head = tree.head(one.token)
        if found is None and head >= 0 and tree.rels[one.token] == "nmod":
            if tree.lemmas[head] in words["wish"]:
                found = Factuality.HYPOTHETICAL
            elif tree.lemmas[head] in words["intent"]:
                found = Factuality.PLANNED
        if (
            found is None
            and tree.rels[one.token] == "obl"
            and any(tree.low[c] == "without" for c in tree.children(one.token, "case"))
        ):
            return Factuality.NEGATED
        return found

    def _cleft(self, k: int) -> bool:
        """Whether it is denied that it was they: "it was not the army that shelled the school"."""
        tree, head = self._tree, self._tree.head(k)
        if tree.deprel(k) != "acl:relcl" or head < 0 or not tree.children(head, "cop"):
            return False
        return self._negated(head) and any(tree.low[m] == "it" for m in tree.children(head, "nsubj", "expl"))

    def _is_bare(self, chain: list[int]) -> bool:
        """Whether an event is what is intended or asked for, not something that has been before."""
        tree = self._tree
        k = chain[-1]
        if tree.upos(k) not in ("VERB", "AUX"):
            return False
        aux = {tree.low[m] for m in tree.children(k, "aux")}
        if aux & {"had", "has", "have", "was", "were", "been", "did"}:
            return False
        infinitive = any(tree.low[m] == "to" for m in tree.children(k, "mark"))
        return infinitive or tree.low[k] == lemma_of(tree, self._lexicon, k) or tree.low[k].endswith("ing")

    def _ongoing(self, chain: list[int]) -> Factuality | None:
        tree, words = self._tree, self._words
        for k in chain[:3]:
            aux = [tree.low[m] for m in tree.children(k, "aux")]
            lemma = lemma_of(tree, self._lexicon, k)
            if tree.low[k].endswith("ing") and any(
                word in ("is", "are", "'s", "'re", "’s", "’re", "am", "was", "were", "been") for word in aux
            ):
                return Factuality.ONGOING
            if lemma in words["continuing"] and tree.upos(k) == "VERB" and not (aux and "have" in aux):
                return Factuality.ONGOING
            if any(tree.low[m] == "still" for m in tree.children(k, "advmod")):
                return Factuality.ONGOING
            if tree.low[k] in words["ongoing"]:
                return Factuality.ONGOING
        return None
