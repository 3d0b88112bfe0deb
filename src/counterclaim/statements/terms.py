"""Terms: takes statements, gives what each speaks of as weighted terms, alike for words of one meaning.

A term is a concept of ``data/concepts.csv`` where a word has one, else the stem of its lemma, so that "violated"
and "violation", "held" and "captured" are one.
"""

from __future__ import annotations

from functools import lru_cache

from counterclaim.records import Statement
from counterclaim.statements.lexicon import rows
from counterclaim.tree import Tree

CONTENT_POS = ("NOUN", "VERB", "PROPN", "NUM", "ADJ")
LIGHT = frozenset(
    "be have do make say take other more new people time day official claim report any all some group side".split()
)
STEM = 5  # letters that a longer word keeps
HEAVY, PLAIN = 1.5, 1.0

Bag = dict[str, float]


@lru_cache(maxsize=1)
def concepts() -> dict[str, tuple[str, ...]]:
    """Word → its concepts."""
    found: dict[str, list[str]] = {}
    for row in rows("concepts.csv"):
        found.setdefault(row["word"], []).append(row["concept"])
    return {word: tuple(names) for word, names in found.items()}


def terms_of(tree: Tree, k: int) -> tuple[str, ...]:
    """The terms of a token, none for what says little."""
    lemma = tree.lemmas[k]
    known = concepts().get(lemma) or concepts().get(tree.low[k])
    if known:
        return tuple(f"+{name}" for name in known)
    if tree.upos(k) not in CONTENT_POS or lemma in LIGHT or not lemma[:1].isalnum():
        return ()
    return (lemma if tree.upos(k) in ("PROPN", "NUM") else lemma[:STEM],)


def bag(tree: Tree, one: Statement) -> Bag:
    """The terms of a statement; concepts, verbs and names weigh more."""
    found: Bag = {}
    for span in one.content.spans:
        for k in range(*(tree.run_in(span.start, span.end) or (0, 0))):
            terms = terms_of(tree, k)
            heavy = tree.upos(k) in ("PROPN", "NUM", "VERB") or (terms and terms[0].startswith("+"))
            for term in terms:
                found[term.lower()] = (
                    max(found.get(term.lower(), 0.0), HEAVY if heavy else PLAIN) / len(terms) ** 0.5
                )
    return found


def shared(first: Bag, second: Bag) -> float:
    """The weight that two bags share, over that of the lighter one, 0 to 1."""
    least = min(sum(first.values()), sum(second.values()))
    both = sum(min(weight, second[term]) for term, weight in first.items() if term in second)
    return both / least if least else 0.0
