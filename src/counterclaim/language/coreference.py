"""Coreference: takes an encoded text and its tree, gives mentions and the chains that they form.

Each mention is scored against those before it and joins the best one that scores above standing alone
(mention ranking, Lee et al. 2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterclaim.language.model import Encoded, Model
from counterclaim.language.spans import Run

BACK = 60  # mentions before a mention that may be its antecedent
OUTSIDE = {
    "case",
    "cc",
    "punct",
    "conj",
    "parataxis",
    "cop",
    "mark",
    "discourse",
    "orphan",
}  # not of a mention
FUNCTION_WORDS = frozenset(
    "the a an of in on at to and or for by with 's his her its their this that these those".split()
)


class Found(NamedTuple):
    """A mention: its head word, its words, its kind, and the number of its chain."""

    head: int
    run: Run
    kind: str
    chain: int


def coreference(model: Model, encoded: Encoded, heads: Sequence[int], deprels: Sequence[str]) -> list[Found]:
    """All mentions by their heads. ``heads`` and ``deprels`` are the text's trees; -1 heads a root."""
    labels = encoded.part(model.columns("mention")).argmax(1)
    found = np.flatnonzero(labels)
    if not len(found):
        return []
    at = found.tolist()
    extents = subtrees(heads, deprels)
    spans = [extents[i] for i in at]
    word = encoded.part(model.columns("antecedent_word"))[found]
    anchor = encoded.part(model.columns("antecedent_anchor"))[found]
    match = matches([word.form for word in encoded.words], at, spans)
    scores = model.pairs["antecedent"].before(word, anchor, found, back=BACK, extra=match)
    best = scores.argmax(1)
    above = (scores[np.arange(len(best)), best] > 0).tolist()
    chains: list[int] = []
    for i, (column, joins) in enumerate(zip(best.tolist(), above, strict=True)):
        chains.append(chains[i - BACK + column] if joins else i)
    kinds = [model.labels["mention"][label] for label in labels[found].tolist()]
    return list(map(Found, at, spans, kinds, chains))


def matches(forms: Sequence[str], heads: Sequence[int], spans: Sequence[Run]) -> NDArray[np.int64]:
    """[M, BACK]: how each mention matches those before it, the last column the one just before.

    2 where two have the same head word, 1 where they share another, else 0.
    """
    out = np.zeros((len(spans), BACK), np.int64)
    with_word: dict[str, list[int]] = {}
    with_head: dict[str, list[int]] = {}
    # Places in ``out`` laid flat: a mention's row ends where the next one's begins.
    shared: list[int] = []
    same: list[int] = []
    for i, (head, (a, b)) in enumerate(zip(heads, spans, strict=True)):
        row, since = (i + 1) * BACK - i, i - BACK
        own = {form.lower() for form in forms[a:b] if form[0].isalnum()} - FUNCTION_WORDS
        for known, form, places in (
            *((with_word, form, shared) for form in own),
            (with_head, forms[head].lower(), same),
        ):
            before = known.setdefault(form, [])
            places += [row + j for j in before[-BACK:] if j >= since]
            before.append(i)
    out.flat[shared] = 1
    out.flat[same] = 2
    return out


def subtrees(heads: Sequence[int], deprels: Sequence[str]) -> list[Run]:
    """For each word the run that it and the words below it span, without what only links it to the rest."""
    size = len(heads)
    first, last, waiting = list(range(size)), list(range(1, size + 1)), [0] * size
    links = {deprel for deprel in set(deprels) if deprel.split(":")[0] in OUTSIDE}
    for head in heads:
        if head >= 0:
            waiting[head] += 1
    for word in range(size):
        node = word
        while waiting[node] == 0:  # all below it is known: hand it on to its head
            waiting[node] = -1
            head = heads[node]
            if head < 0:
                break
            if deprels[node] not in links:
                first[head] = min(first[head], first[node])
                last[head] = max(last[head], last[node])
            waiting[head] -= 1
            node = head
    return list(zip(first, last, strict=True))
