"""References: takes the statements of a document, gives each denial, confirmation and repetition its objects.

By reference ("these claims", "the accusation", "the minister's account") to what was said before; by content, which
the two share; or by who is cleared ("denied any role") of what somebody accuses them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from counterclaim.records import Stance, Statement
from counterclaim.statements.lexicon import Lexicon
from counterclaim.statements.terms import Bag, bag, shared
from counterclaim.tree import Tree

SHARED = 0.5  # of the lighter content's weight, before two contents are the same
LEEWAY = 0.15  # below the best such share, others count as well
BACK = 12  # statements before, among which a reference looks
AHEAD = 6  # statements after, among which a denial in a lead looks
TOLD = (Stance.ASSERTS, Stance.CONFIRMS, Stance.ACCUSES, Stance.ADMITS, Stance.INTENDS, Stance.THREATENS)
MEANT = (Stance.INTENDS, Stance.THREATENS)  # a plan is rarely what a claim or a version points at
POINTERS = ("this", "that", "it", "these", "those", "they", "which")
ACCUSING = ("accusation", "allegation", "charge")
TELLING = ("account", "version", "story", "report", "testimony")
OWNERS = ("its", "his", "her", "their", "our", "my")


@dataclass(frozen=True, slots=True)
class Reference:
    """How a content points at something said: the noun, whether it is one of several, and whose it is."""

    noun: str
    plural: bool = False
    owner: frozenset[str] = frozenset()
    document: bool = False


def with_references(tree: Tree, lexicon: Lexicon, made: list[Statement]) -> list[Statement]:
    """The statements with ``denies``, ``confirms`` and ``repeats`` filled in."""
    return Linker(tree, lexicon, made).linked()


class Linker:
    """Links the statements of one document.

    Args:
        tree: the text's tree.
        lexicon: nouns for things said, and of involvement.
        made: the statements, in the text's order.
    """

    def __init__(self, tree: Tree, lexicon: Lexicon, made: list[Statement]) -> None:
        self._tree, self._lexicon, self._made = tree, lexicon, made
        self._bags: list[Bag] = [bag(tree, one) for one in made]
        self._names = [{source.name for source in one.sources} for one in made]

    def linked(self) -> list[Statement]:
        """All of them, with their links."""
        out = []
        for i, one in enumerate(self._made):
            found = self._ids(self._objects(i)) if one.stance in (Stance.DENIES, Stance.CONFIRMS) else ()
            if one.stance == Stance.DENIES:
                out.append(replace(one, denies=found))
                continue
            repeated = self._ids(self._repeated(i))
            out.append(
                replace(one, confirms=found, repeats=repeated) if found else replace(one, repeats=repeated)
            )
        return out

    def _ids(self, found: list[int]) -> tuple[str, ...]:
        return tuple(self._made[j].id for j in sorted(found))

    def _objects(self, i: int) -> list[int]:
        one = self._made[i]
        reference = reference_of(self._tree, self._lexicon, one)
        if reference is not None:
            return self._pointed(i, reference)
        if self._takes_back(i):
            return []
        found = self._alike(i)
        if not found and one.stance == Stance.DENIES and self._is_clearing(i):
            found = self._charged(i)
        return found

    def _takes_back(self, i: int) -> bool:
        """``retracted its report``: the source denies its own words."""
        cue = self._made[i].cue
        run = self._tree.run_in(cue.start, cue.end) if cue is not None else None
        return run is not None and any(
            self._tree.lemmas[k] in self._lexicon.words("retracting") for k in range(*run)
        )

    def _may_answer(self, i: int, j: int) -> bool:
        """Whether a statement can be about another: somebody else's, neither around nor within it."""
        one, other = self._made[i], self._made[j]
        return (
            i != j
            and not self._names[i] & self._names[j]
            and other.stance not in (Stance.SILENT, Stance.URGES, Stance.DOUBTS, one.stance)
            and other.parent != one.id
            and one.parent != other.id
        )

    def _alike(self, i: int) -> list[int]:
        """Statements that tell what this one denies or confirms."""
        scores: dict[int, float] = {}
        for j in range(len(self._made)):
            if not self._may_answer(i, j):
                continue
            common = set(self._bags[i]) & set(self._bags[j])
            strong = (
                any(term.startswith("+") for term in common) and len(self._bags[i]) <= 3 and 0 < i - j <= 3
            )
            if len(common) >= 2 or strong:
                scores[j] = shared(self._bags[i], self._bags[j])
        best = max(scores.values(), default=0.0)
        return [j for j, score in scores.items() if score >= max(SHARED, best - LEEWAY)]

    def _is_clearing(self, i: int) -> bool:
        """Whether a denial takes somebody out of a matter: ``any role``, ``nothing to do with it``."""
        span = self._made[i].content
        run = self._tree.run_in(span.start, span.end)
        tied = self._lexicon.words("complicity") | self._lexicon.words("culpable") | {"involve", "nothing"}
        return run is not None and any(self._tree.lemmas[k] in tied for k in range(*run))

    def _charged(self, i: int) -> list[int]:
        """What somebody who is cleared was accused of, or has claimed: the nearest such statement."""
        who = self._words(i, content=True) | self._words(i, content=False)
        near = [j for j in range(max(0, i - BACK), min(len(self._made), i + AHEAD)) if self._may_answer(i, j)]
        found = [
            j
            for j in near
            if (self._made[j].stance in (Stance.ACCUSES, Stance.ADMITS) or "+attack" in self._bags[j])
            and who & (self._words(j, content=True) | self._words(j, content=False))
        ]
        return [min(found, key=lambda j: (j > i, abs(i - j)))] if found else []

    def _words(self, i: int, *, content: bool) -> set[str]:
        """The names and nouns in a content, or in the names of its sources."""
        tree, one = self._tree, self._made[i]
        if not content:
            return self._source_words(i) - self._lexicon.words("person_noun")
        runs = [run for span in one.content.spans if (run := tree.run_in(span.start, span.end))]
        nouns = {tree.low[k] for run in runs for k in range(*run) if tree.upos(k) in ("PROPN", "NOUN")}
        return nouns - self._lexicon.words("complicity")

    def _source_words(self, i: int) -> set[str]:
        words = {
            word.strip("'’.,()").lower() for source in self._made[i].sources for word in source.name.split()
        }
        return {word for word in words if len(word) > 2} - {"the", "and"}

    def _pointed(self, i: int, reference: Reference) -> list[int]:
        """The statements that a reference points at: the nearest by somebody else; several of one, for a plural."""
        before = [
            j for j in range(max(0, i - BACK), i) if self._may_answer(i, j) and self._made[j].stance in TOLD
        ]
        told = [j for j in before if self._made[j].cue is not None] or before
        told = [j for j in told if self._made[j].stance not in MEANT] or told
        told = [j for j in told if self._made[j].parent not in {self._made[k].id for k in told}]
        if reference.owner:
            told = [j for j in told if reference.owner & self._source_words(j)] or told
        elif reference.document:
            told = [j for j in told if self._is_in_sentence(j, reference.noun)] or told
        if reference.noun in ACCUSING:
            told = [j for j in told if self._made[j].stance == Stance.ACCUSES] or told
        elif reference.noun in TELLING:
            told = [j for j in told if self._made[j].stance != Stance.ACCUSES] or told
        if not told:
            return []
        group = [told[-1]]
        for j in range(told[-1] - 1, -1, -1):
            apart = self._made[told[-1]].sentence - self._made[j].sentence > 3
            if j not in told or self._names[j] != self._names[told[-1]] or apart:
                break
            group.append(j)
        return group if reference.plural else [self._meant(i, group)]

    def _meant(self, i: int, group: list[int]) -> int:
        """Which of several by one source a single reference means: what the next words answer, else the last."""
        after = i + 1
        if len(group) > 1 and after < len(self._made) and self._names[after] == self._names[i]:
            score = {j: shared(self._bags[after], self._bags[j]) for j in group}
            best = max(group, key=lambda j: (score[j], j))
            return best if score[best] > 0 else group[0]
        return group[0]

    def _is_in_sentence(self, j: int, lemma: str) -> bool:
        return lemma in self._tree.lemmas[slice(*self._tree.sentence_run(self._made[j].sentence))]

    def _repeated(self, i: int) -> list[int]:
        """``reiterated these points``: earlier statements, by the same source first."""
        one, tree = self._made[i], self._tree
        run = tree.run_in(one.cue.start, one.cue.end) if one.cue is not None else None
        if run is None or not any(tree.lemmas[k] in self._lexicon.words("repeating") for k in range(*run)):
            return []
        same = [j for j in range(max(0, i - BACK), i) if self._names[j] & self._names[i]]
        reference = reference_of(tree, self._lexicon, one)
        if reference is None:
            alike = [(shared(self._bags[i], self._bags[j]), j) for j in same]
            return [max(alike)[1]] if alike and max(alike)[0] >= SHARED else []
        if reference.noun in ACCUSING:
            same = [j for j in same if self._made[j].stance == Stance.ACCUSES]
            back = range(i - 1, max(-1, i - BACK), -1)
            accused = next((j for j in back if self._made[j].stance == Stance.ACCUSES), None)
            return same[-1:] or ([accused] if accused is not None else [])
        return same[-1:] or self._pointed(i, reference)


def reference_of(tree: Tree, lexicon: Lexicon, one: Statement) -> Reference | None:
    """How a content points at something said: "claim" for "these claims"; None where it tells something itself."""
    run = tree.run_in(one.content.start, one.content.end)
    inside = [k for k in range(*run) if tree.upos(k) != "PUNCT"] if run is not None else []
    if not inside or run is None:
        return None
    false = any(tree.lemmas[k] in lexicon.words("falsehood") or tree.low[k] == "true" for k in inside)
    if tree.low[inside[0]] in POINTERS and (len(inside) == 1 or (false and len(inside) <= 8)):
        return Reference("claim", plural=tree.low[inside[0]] in ("these", "those", "they"))
    said, documents = lexicon.words("speech_noun"), lexicon.words("document_noun")
    heads = [k for k in inside[:6] if tree.lemmas[k] in said | documents and tree.upos(k) == "NOUN"]
    if not heads:
        return None
    head = heads[0]
    told = [
        m
        for m in tree.children(head, "acl", "ccomp", "nmod")
        if head < m < run[1] and not tree.has(m, "case", "by", "from", "against") and not false
    ]
    if told and len(inside) > 5:
        return None
    return Reference(
        tree.lemmas[head],
        plural=tree.low[head] != tree.lemmas[head] and tree.low[head].endswith("s"),
        owner=_owner(tree, head),
        document=tree.lemmas[head] in documents,
    )


def _owner(tree: Tree, head: int) -> frozenset[str]:
    """The words of whoever a noun for something said belongs to: ``the minister's account``, ``the claim by Oslo``."""
    for m in tree.kids[head]:
        owned = tree.deprel(m) == "nmod:poss" or tree.has(m, "case", "by", "from", "of")
        if owned and tree.low[m] not in OWNERS:
            words = {
                tree.low[k] for k in range(*tree.noun_phrase(m)) if tree.upos(k) in ("NOUN", "PROPN", "ADJ")
            }
            return frozenset(words)
    return frozenset()
