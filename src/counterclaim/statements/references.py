"""References: takes the statements of a document, gives each denial, confirmation and repetition its objects.

By reference ("these claims", "the accusation") to what was said before, or by content, which the two share.
"""

from __future__ import annotations

from dataclasses import replace

from counterclaim.records import Stance, Statement
from counterclaim.statements.lexicon import Lexicon
from counterclaim.tree import Tree

SHARED = 0.5  # of the shorter content's weight, before two contents are the same
BACK = 12  # statements before, among which a reference looks
POINTING = (Stance.DENIES, Stance.CONFIRMS, Stance.DOUBTS)
CONTENT_POS = ("NOUN", "VERB", "PROPN", "NUM", "ADJ")
LIGHT = frozenset("be have do make say take other more new people time day official claim report".split())


def with_references(tree: Tree, lexicon: Lexicon, made: list[Statement]) -> list[Statement]:
    """The statements with ``denies``, ``confirms`` and ``repeats`` filled in."""
    bags = [content_words(tree, one) for one in made]
    out = []
    for i, one in enumerate(made):
        found = _objects(tree, lexicon, made, bags, i)
        repeated = _repeated(tree, lexicon, made, i)
        if one.stance == Stance.DENIES:
            out.append(replace(one, denies=found))
        elif one.stance == Stance.CONFIRMS and found:
            out.append(replace(one, confirms=found, repeats=repeated))
        else:
            out.append(replace(one, repeats=repeated))
    return out


def content_words(tree: Tree, one: Statement) -> dict[str, float]:
    """The content words of a statement; verbs and names weigh more."""
    bag: dict[str, float] = {}
    for span in one.content.spans:
        for k in range(*(tree.run_in(span.start, span.end) or (0, 0))):
            lemma = tree.lemmas[k]
            if tree.upos(k) in CONTENT_POS and lemma not in LIGHT and lemma[:1].isalnum():
                bag[lemma] = 1.5 if tree.upos(k) in ("PROPN", "NUM", "VERB") else 1.0
    return bag


def shared(first: dict[str, float], second: dict[str, float]) -> float:
    """The weight that two bags share, over that of the lighter one, 0 to 1."""
    least = min(sum(first.values()), sum(second.values()))
    return (
        sum(min(weight, second[word]) for word, weight in first.items() if word in second) / least
        if least
        else 0.0
    )


def _names(one: Statement) -> set[str]:
    return {source.name for source in one.sources}


def _objects(
    tree: Tree, lexicon: Lexicon, made: list[Statement], bags: list[dict[str, float]], i: int
) -> tuple[str, ...]:
    one = made[i]
    if one.stance not in (Stance.DENIES, Stance.CONFIRMS):
        return ()
    noun = reference_noun(tree, lexicon, one)
    if noun is not None:
        pointed = _pointed(
            made, i, accused=noun in ("accusation", "allegation", "charge"), plural=_is_plural(tree, one)
        )
        return tuple(made[j].id for j in pointed)
    best = [
        (shared(bags[i], bags[j]), j)
        for j in range(len(made))
        if j != i
        and not (_names(made[j]) & _names(one))
        and made[j].stance not in (Stance.SILENT, one.stance)
        and made[j].parent != one.id
        and one.parent != made[j].id
        and len(set(bags[i]) & set(bags[j])) >= 2
    ]
    return tuple(made[j].id for score, j in sorted(best, key=lambda pair: pair[1]) if score >= SHARED)


def reference_noun(tree: Tree, lexicon: Lexicon, one: Statement) -> str | None:
    """The noun by which a content points at something said: "claim" for "these claims"; None where it tells itself."""
    run = tree.run_in(one.content.start, one.content.end)
    if run is None:
        return None
    inside = [k for k in range(*run) if tree.upos(k) != "PUNCT"]
    if len(inside) == 1 and tree.low[inside[0]] in ("this", "that", "it"):
        return "claim"
    heads = [
        k for k in inside[:6] if tree.lemmas[k] in lexicon.words("speech_noun") and tree.upos(k) == "NOUN"
    ]
    if not heads:
        return None
    head = heads[0]
    told = [
        m
        for m in tree.children(head, "acl", "ccomp", "nmod")
        if m > head and m < run[1] and not tree.has(m, "case", "by", "from", "against")
    ]
    return None if told and len(inside) > 5 else tree.lemmas[head]


def _is_plural(tree: Tree, one: Statement) -> bool:
    run = tree.run_in(one.content.start, one.content.end)
    return run is not None and any(
        tree.upos(k) == "NOUN" and tree.low[k] != tree.lemmas[k] for k in range(*run)
    )


def _pointed(made: list[Statement], i: int, *, accused: bool, plural: bool) -> list[int]:
    """The statements that a reference points at: the nearest by somebody else; several of one, for a plural."""
    one = made[i]
    before = [
        j
        for j in range(max(0, i - BACK), i)
        if not _names(made[j]) & _names(one)
        and made[j].stance not in (Stance.SILENT, Stance.DENIES, Stance.URGES, Stance.DOUBTS)
        and made[j].id != one.parent
    ]
    attributed = [j for j in before if made[j].cue is not None] or before
    if accused:
        attributed = [j for j in attributed if made[j].stance == Stance.ACCUSES] or attributed
    if not attributed:
        return []
    last = attributed[-1]
    if not plural:
        return [last]
    together = [last]
    for j in range(last - 1, -1, -1):
        if (
            j not in attributed
            or _names(made[j]) != _names(made[last])
            or made[last].sentence - made[j].sentence > 3
        ):
            break
        together.append(j)
    return sorted(together)


def _repeated(tree: Tree, lexicon: Lexicon, made: list[Statement], i: int) -> tuple[str, ...]:
    """``reiterated these points``: earlier statements, by the same source first."""
    one = made[i]
    if one.cue is None or reference_noun(tree, lexicon, one) is None:
        return ()
    run = tree.run_in(one.cue.start, one.cue.end)
    if run is None or not any(tree.lemmas[k] in lexicon.words("repeating") for k in range(*run)):
        return ()
    same = [j for j in range(max(0, i - BACK), i) if _names(made[j]) & _names(one)]
    return tuple(
        made[j].id for j in (same[-1:] or _pointed(made, i, accused=False, plural=_is_plural(tree, one)))
    )
