"""Edges: takes runs of tokens, gives them without what stands around something said, and what heads them."""

from __future__ import annotations

from counterclaim.statements.found import Found
from counterclaim.tree import CLOSERS, Run, Tree

MARKS = frozenset({"that", ",", ":", "-", "–", "—"})
ASKING = frozenset({"whether", "who", "what", "how", "why", "when", "where", "which", "if"})


def predicate_of(tree: Tree, run: Run) -> int:
    """The main predicate of a clause: the token that heads it, or the last of its first verb group."""
    head = tree.head_of(run)
    if tree.upos(head) in ("VERB", "ADJ", "NOUN") and any(
        tree.rels[k] in ("nsubj", "aux", "cop", "expl") for k in tree.kids[head]
    ):
        return head
    last = next((k for k in range(*run) if tree.upos(k) in ("VERB", "AUX")), None)
    if last is None:
        return head
    while (
        last + 1 < run[1]
        and tree.upos(last + 1) in ("AUX", "VERB", "ADV", "PART")
        and tree.upos(last) in ("AUX", "ADV", "PART")
    ):
        last += 1
    return last


def stripped(tree: Tree, run: Run) -> Run:
    """A clause without its mark, its leading conjunction and its outer punctuation; pairs stay whole."""
    first, end = run
    while first < end - 1 and (
        (tree.low[first] in MARKS and not _is_pointing(tree, first, end))
        or (tree.low[first] in ("and", "but") and tree.upos(first) == "CCONJ")
    ):
        first += 1
    while end - 1 > first and tree.low[end - 1] in CLOSERS | {"and", "but", "while", "though"}:
        closer = tree.low[end - 1]
        if closer in (")", "”", '"', "’") and _opened(tree, first, end - 1, closer):
            break
        end -= 1
    return first, end


def _is_pointing(tree: Tree, k: int, end: int) -> bool:
    """Whether a "that" is no conjunction: ``that version``, ``that is a lie``."""
    if tree.low[k] != "that" or k + 1 >= end:
        return False
    determines = tree.upos(k) == "DET" and tree.upos(k + 1) in ("NOUN", "ADJ") and tree.rels[k] == "det"
    return determines or (tree.upos(k + 1) in ("AUX", "VERB") and tree.lemmas[k + 1] in ("be", "have", "do"))


def _opened(tree: Tree, first: int, closer_at: int, closer: str) -> bool:
    opener = {")": "(", "”": "“", "’": "‘", '"': '"'}[closer]
    return any(tree.low[k] == opener for k in range(first, closer_at))


def group_of(tree: Tree, one: Found) -> Run:
    """The neighbouring tokens of cue and sources: ``, officials said on Friday,``."""
    first, end = one.cue
    for run in one.sources:
        if abs(run[0] - end) <= 3 or abs(first - run[1]) <= 3:
            first, end = min(first, run[0]), max(end, run[1])
    sentence = tree.sentence_of(one.head)
    below = tree.subtree(one.head)
    while (
        end < sentence[1] and end in below and tree.upos(end) != "PUNCT" and _is_adjunct(tree, end, one.head)
    ):
        end += 1
    while first - 1 >= sentence[0] and tree.low[first - 1] in ("as", "where"):
        first -= 1
    return first, end


def _is_adjunct(tree: Tree, k: int, head: int) -> bool:
    node = k
    while node != head:
        if tree.head(node) == head:
            return tree.rels[node] in (
                "obl",
                "advmod",
                "obj",
                "iobj",
                "compound",
                "nmod",
                "case",
                "acl",
                "appos",
            )
        node = tree.head(node)
        if node < 0:
            return False
    return False


def around(tree: Tree, run: Run, group: Run) -> list[Run]:
    """What a run holds on both sides of a group that breaks into it."""
    parts = [(run[0], max(run[0], group[0])), (min(run[1], group[1]), run[1])]
    kept = [stripped(tree, part) for part in parts if part[1] > part[0]]
    return [
        part
        for part in kept
        if part[1] > part[0] and any(tree.upos(k) not in ("PUNCT",) for k in range(*part))
    ]
