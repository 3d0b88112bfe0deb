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
    labels = model.part(encoded, "mention").argmax(1)
    found = np.flatnonzero(labels)
    if not len(found):
        return []
    extents = subtrees(heads, deprels)
    spans = [extents[i] for i in found]
    match = matches(encoded, found, spans)
    word, anchor = (
        model.part(encoded, "antecedent_word")[found],
        model.part(encoded, "antecedent_anchor")[found],
    )
    antecedent = best_antecedents(model, found, word, anchor, match)
    chains: list[int] = []
    for i, before in enumerate(antecedent):
        chains.append(chains[before] if before >= 0 else i)
    kinds = model.labels["mention"]
    return [Found(int(h), span, kinds[labels[h]], c) for h, span, c in zip(found, spans, chains, strict=True)]


def best_antecedents(
    model: Model,
    found: NDArray[np.int64],
    word: NDArray[np.float32],
    anchor: NDArray[np.float32],
    match: NDArray[np.int64],
) -> list[int]:
    """For each mention the index of its antecedent, -1 for none."""
    size = len(found)
    rows, columns = np.tril_indices(size, -1)
    near = rows - columns <= BACK
    rows, columns = rows[near], columns[near]
    if not len(rows):
        return [-1] * size
    scores = model.pairs["antecedent"](
        word[rows], anchor[columns], found[columns] - found[rows], match[rows, columns]
    )[:, 0]
    table = np.full((size, size), -np.inf, np.float32)
    table[rows, columns] = scores
    best = table.argmax(1)
    return [int(b) if table[i, b] > 0 else -1 for i, b in enumerate(best)]


def matches(encoded: Encoded, found: NDArray[np.int64], spans: list[Run]) -> NDArray[np.int64]:
    """[M, M]: 2 where two mentions have the same head word, 1 where they share another, else 0."""
    forms = [word.form.lower() for word in encoded.words]
    known: dict[str, int] = {}
    sets = []
    for a, b in spans:
        content = {f for f in forms[a:b] if f[0].isalnum()} - FUNCTION_WORDS
        sets.append([known.setdefault(form, len(known)) for form in content])
    member = np.zeros((len(spans), max(1, len(known))), np.float32)
    for row, content_ids in enumerate(sets):
        member[row, content_ids] = 1
    head = np.array([hash_of(forms[i], known) for i in found])
    same = head[:, None] == head[None, :]
    return np.where(same, 2, (member @ member.T > 0).astype(np.int64))


def hash_of(form: str, known: dict[str, int]) -> int:
    """A number for a form, the same for the same form."""
    return known.setdefault(form, len(known))


def subtrees(heads: Sequence[int], deprels: Sequence[str]) -> list[Run]:
    """For each word the run that it and the words below it span, without what only links it to the rest."""
    first, last = list(range(len(heads))), list(range(1, len(heads) + 1))
    depth = _depths(heads)
    for i in sorted(range(len(heads)), key=depth.__getitem__, reverse=True):
        head = heads[i]
        if head >= 0 and deprels[i].split(":")[0] not in OUTSIDE:
            first[head], last[head] = min(first[head], first[i]), max(last[head], last[i])
    return list(zip(first, last, strict=True))


def _depths(heads: Sequence[int]) -> list[int]:
    depth = [-1] * len(heads)
    for start in range(len(heads)):
        path, node = [], start
        while node >= 0 and depth[node] < 0:
            path.append(node)
            node = heads[node]
        base = depth[node] if node >= 0 else -1
        for step, item in enumerate(reversed(path), 1):
            depth[item] = base + step
    return depth
