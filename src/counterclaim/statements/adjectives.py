"""Adjectives as cues: ``unclear whether``, ``remained silent on``; takes the tree, gives attributions."""

from __future__ import annotations

from counterclaim.records import Stance
from counterclaim.statements.extents import ASKING, predicate_of, stripped
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Entry, Lexicon
from counterclaim.statements.nouns import STAY, TOPIC
from counterclaim.statements.subjects import cue_run
from counterclaim.tree import NEGATIONS, NOMINAL, SUBJECTS, Run, Tree


def adjectives(tree: Tree, lexicon: Lexicon, taken: set[int]) -> list[Found]:
    """Predicative adjectives: ``adamant that``, ``it is unclear whether``, ``remained silent on``."""
    found = []
    for k in range(len(tree)):
        if k in taken or tree.upos(k) in ("AUX", "ADP", "PUNCT"):
            continue
        entries = _adjectival(tree, lexicon, k)
        if entries:
            one = _adjective(tree, lexicon, k, entries[0])
            if one is not None:
                found.append(one)
    return found


def _adjectival(tree: Tree, lexicon: Lexicon, k: int) -> list[Entry]:
    compound = "".join(tree.low[k - 2 : k + 1]) if k >= 2 and tree.low[k - 1] == "-" else ""  # "tight-lipped"
    for form in (compound, tree.low[k], tree.lemmas[k]):
        entries = [e for e in lexicon.entries("adj", form) if len(e.words) == 1] if form else []
        if entries:
            return entries
    return []


def _adjective(tree: Tree, lexicon: Lexicon, k: int, entry: Entry) -> Found | None:
    first = k - 2 if tree.low[k - 1] == "-" and k >= 2 else k
    group = cue_run(tree, first, first)[0]
    while group - 1 >= tree.sentence_of(k)[0] and tree.lemmas[group - 1] in STAY:
        group = cue_run(tree, group - 1, group - 1)[0]
    if not any(tree.lemmas[j] in STAY for j in range(group, first)) and not tree.children(k, "cop"):
        return None
    one = Found(k, (min([group, *tree.children(k, "cop")]), k + 1), entry)
    own = tree.phrase_before(one.cue[0])
    if own is None:
        heads = [m for m in tree.children(k, *SUBJECTS) if tree.upos(m) in NOMINAL and m < k]
        own = tree.noun_phrase(heads[0]) if heads else None
    clause = _adjective_clause(tree, k)
    personal = tree.low[k] in lexicon.words("personal_adjective") or entry.stance not in (
        Stance.DOUBTS,
        Stance.ASSERTS,
    )
    it = own is not None and tree.low[own[1] - 1] == "it" and not personal
    if clause is not None:
        one.complement, one.contents = predicate_of(tree, clause), [tree.span(clause)]
        one.sources = [own] if own is not None and not it else []
        one.outlet = not one.sources
        return one
    before = _clause_before(tree, one)
    denied = any(tree.low[j] in NEGATIONS for j in range(one.cue[0], k))
    if entry.frame == "patient" and not denied:
        return None
    if (
        (entry.stance == Stance.DOUBTS or (denied and entry.stance == Stance.ASSERTS and not personal))
        and (before or (own is not None and not it))
        and _about(tree, k) is None
    ):
        run = before or own
        if run is not None:
            one.complement, one.contents, one.outlet = tree.head_of(run), [tree.span(run)], True
        return one
    topic = _about(tree, k)
    if own is None or (topic is None and entry.stance != Stance.SILENT):
        return None
    one.sources = [own]
    one.contents = [tree.span(_after_case(tree, topic))] if topic is not None else [tree.span(one.cue)]
    return one


def _adjective_clause(tree: Tree, k: int) -> Run | None:
    """What an adjective governs: a clause by the tree, else one that follows word for word."""
    stop = tree.sentence_of(k)[1]
    found = next((m for m in tree.children(k, "ccomp", "csubj", "advcl", "xcomp", "acl") if m > k), None)
    if found is not None and not any(
        tree.low[j] in ("as", "because", "when", "while", "after", "before") for j in tree.kids[found]
    ):
        inside = tree.subtree(found)
        return stripped(tree, (max(min(inside), k + 1), max(inside) + 1))
    opens = k + 2 < stop and (tree.low[k + 1] in ASKING or tree.low[k + 1] in ("that", "to"))
    return stripped(tree, (k + 1, stop)) if opens else None


def _clause_before(tree: Tree, one: Found) -> Run | None:
    """``Whether the hostages live is uncertain``."""
    start = tree.sentence_of(one.head)[0]
    asks = tree.low[start] in ASKING and one.cue[0] - start > 2
    return stripped(tree, (start, one.cue[0])) if asks else None


def _about(tree: Tree, k: int) -> int | None:
    return next(
        (
            m
            for m in tree.children(k, "obl", "nmod")
            if m > k and any(tree.low[j] in TOPIC for j in tree.kids[m])
        ),
        None,
    )


def _after_case(tree: Tree, m: int) -> Run:
    inside = tree.subtree(m)
    first = min(inside)
    while first < m and tree.rels[first] == "case":
        first += 1
    return stripped(tree, (first, max(inside) + 1))
