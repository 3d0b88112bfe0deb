"""Quotations as content: takes a cue in its sentence, gives those that it brings, beside it or broken by it."""

from __future__ import annotations

from counterclaim.records import Span
from counterclaim.statements.extents import MARKS, group_of
from counterclaim.statements.found import Found
from counterclaim.statements.quotes import Quote, quote_at
from counterclaim.tree import QUOTE_MARKS, Tree


def quotation(tree: Tree, one: Found, quoted: list[Quote], child: int | None) -> list[Span]:
    """The quotations that a cue brings: beside it, with at most its own group between."""
    i = one.head
    if one.entry.frame in ("none", "source") or quote_at(quoted, tree.tokens[i].start):
        return []
    first, end = group_of(tree, one)
    left = _beside(tree, quoted, first, -1)
    right = _beside(tree, quoted, end, +1)
    if left is not None and not _is_speech(tree, left, tree.tokens[first].start):
        left = None
    if right is not None and left is None and not _is_direct(tree, right, end, child):
        right = None
    if left is not None and right is not None and not _continues(tree, end, right):
        right = None
    return [Span(q.start, q.end) for q in (left, right) if q is not None]


def _beside(tree: Tree, quoted: list[Quote], at: int, step: int) -> Quote | None:
    """The quotation next to a token, at most a comma, a colon or "that" between."""
    sentence = tree.sentence_of(min(max(at, 0), len(tree) - 1))
    k = at - 1 if step < 0 else at
    for _ in range(4):
        if not sentence[0] - 1 <= k < min(sentence[1] + 1, len(tree)) or k < 0:
            return None
        if tree.low[k] in QUOTE_MARKS or tree.low[k] in ("‘", "’", "'"):
            quote = quote_at(quoted, tree.tokens[k].start)
            if quote is not None and "\n" not in tree.text[quote.outer_end : tree.tokens[at].start]:
                fits = tree.tokens[k].end >= quote.end if step < 0 else tree.tokens[k].start <= quote.start
                return quote if fits else None
        elif tree.low[k] not in MARKS:
            return None
        k += step
    return None


def _is_speech(tree: Tree, quote: Quote, group_start: int) -> bool:
    """A quotation before its cue is one where it ends with a comma or stop, or the sentence opened with it."""
    inner = tree.text[quote.start : quote.end].rstrip()
    between = tree.text[quote.end : group_start].strip(" \"”’'")
    ends = inner[-1:] in ",.!?…—-" or between[:1] in (",", "—", "-")
    return ends and len(inner.split()) >= 2


def _is_direct(tree: Tree, quote: Quote, end: int, child: int | None) -> bool:
    """A quotation after its cue stands for all that is said where nothing of the clause is outside it."""
    before = tree.tokens[end - 1].end
    between = tree.text[before : quote.outer_start].strip()
    inner = tree.text[quote.start : quote.end]
    sentence = tree.sentence_of(end - 1)
    after = tree.text[quote.outer_end : tree.tokens[sentence[1] - 1].end].strip(' .,!?”"')
    if between in (":", ",", ",:", "that", ": that", "—", "-"):
        return len(inner.split()) >= 2 and (between != "that" or not after)
    return (
        between == ""
        and len(inner.split()) >= 4
        and not after
        and (child is None or tree.tokens[child].start >= quote.start)
    )


def _continues(tree: Tree, end: int, quote: Quote) -> bool:
    """``"A," he said, "b."`` is one quotation broken off; after a full stop a new one begins."""
    between = tree.text[tree.tokens[end - 1].end : quote.outer_start]
    return "." not in between and "\n" not in between
