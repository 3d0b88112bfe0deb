"""Batches: takes windows, gives packed rows and flat targets.

Several windows share a row and see only themselves (a block mask), so that no step is spent on padding.
All words of a batch stand in one flat list; a window is a range of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from counterclaim.language.pairs import buckets
from counterclaim.language.words import Gap, Shape
from training.chunks import chunks
from training.config import Experiment
from training.windows import IGNORE, Range, Window

Packed = list[list[Window]]
MASK = 103  # [MASK] in the vocabulary of BERT, uncased
_CASED = (Shape.LOWER, Shape.TITLE, Shape.UPPER, Shape.INITIAL, Shape.MIXED)
_STOP = set("the a an of in on at to and or for by with 's his her its their this that these those".split())


@dataclass(slots=True)
class Batch:
    """Model input and where each window's words stand in the flat list."""

    ids: Tensor
    features: Tensor
    roles: Tensor
    positions: Tensor
    mask: Tensor
    first: Tensor  # flat piece index of each word
    windows: list[tuple[int, Window]]  # offset of its first word in the flat list
    words: int
    pieces: int


def schedule(corpora: dict[str, list[Window]], experiment: Experiment) -> list[Window]:
    """Every window as often as its corpus is passed over, a share of them in chunks, shuffled once with the seed."""
    rng = np.random.default_rng(experiment.seed)
    order: list[Window] = []
    for name, passes in sorted(experiment.passes.items()):
        found = corpora[name]
        whole, part = divmod(passes, 1)
        for _ in range(int(whole)):
            order += found
        order += [found[i] for i in rng.permutation(len(found))[: round(part * len(found))]]
    order = [
        part
        for item in order
        for part in (chunks(item, rng) if rng.random() < experiment.chunked else (item,))
    ]
    return [order[i] for i in rng.permutation(len(order))]


def pack(order: Sequence[Window], *, window: int, rows: int) -> Iterator[Packed]:
    """``rows`` rows at a time of at most ``window`` pieces; a window goes to the fullest row with room."""
    open_rows: list[tuple[int, list[Window]]] = []
    for item in order:
        size = len(item.ids)
        fits = [i for i, (used, _) in enumerate(open_rows) if used + size <= window]
        if fits:
            best = max(fits, key=lambda i: open_rows[i][0])
            used, row = open_rows[best]
            row.append(item)
            open_rows[best] = (used + size, row)
        elif len(open_rows) < rows:
            open_rows.append((size, [item]))
        else:
            yield [row for _, row in open_rows]
            open_rows = [(size, [item])]
    if open_rows:
        yield [row for _, row in open_rows]


def recase(features: NDArray[np.uint8], rng: np.random.Generator, share: float) -> NDArray[np.uint8]:
    """At random, a window as if all in capitals or in none, or with lines for paragraphs and back."""
    draw = rng.random()
    shape, gap = np.divmod(features.astype(np.int64) - 1, 4)
    if draw < 2 * share:
        target = Shape.UPPER if draw < share else Shape.LOWER
        shape = np.where(np.isin(shape, _CASED), target, shape)
    if rng.random() < 0.3:
        swap = {Gap.LINE: Gap.PARAGRAPH, Gap.PARAGRAPH: Gap.LINE}
        gap = np.select([gap == k for k in swap], list(swap.values()), gap)
    return np.where(features == 0, 0, 1 + shape * 4 + gap).astype(np.uint8)


def collate(
    rows: Packed, experiment: Experiment, *, rng: np.random.Generator | None = None, markers: bool = True
) -> Batch:
    """One step's input. With ``rng``, case, source and target marks vary and pieces are hidden at random."""
    size = (len(rows), experiment.window)
    ids, features, roles, positions, segment = (np.zeros(size, np.int64) for _ in range(5))
    first, windows, words, pieces = [], [], 0, 0
    for r, row in enumerate(rows):
        start = 0
        for number, item in enumerate(row, 1):
            end = start + len(item.ids)
            ids[r, start:end] = item.ids
            features[r, start:end] = (
                recase(item.features, rng, experiment.caseless) if rng is not None else item.features
            )
            positions[r, start:end] = np.arange(end - start)
            segment[r, start:end] = number
            if item.targets.plover and (rng.random() < 0.5 if rng is not None else markers):
                roles[r, start:end] = role_marks(item)
            first.append(item.first.astype(np.int64) + r * experiment.window + start)
            windows.append((words, item))
            words += len(item.first)
            pieces += end - start
            start = end
    if rng is not None:
        ids[(rng.random(size) < experiment.masked) & (features > 0)] = MASK
    tensor = torch.from_numpy
    mask = tensor(segment[:, None, :, None] == segment[:, None, None, :])
    return Batch(
        tensor(ids),
        tensor(features),
        tensor(roles),
        tensor(positions),
        mask,
        tensor(np.concatenate(first)),
        windows,
        words,
        pieces,
    )


def role_marks(item: Window) -> NDArray[np.int64]:
    """1 on the pieces of source words, 2 on those of target words."""
    marks = np.zeros(len(item.ids), np.int64)
    bounds = np.append(item.first, len(item.ids) - 1)
    sources, targets, *_ = item.targets.plover or ([], [])
    for value, ranges in ((1, sources), (2, targets)):
        for a, b in ranges:
            marks[bounds[a] : bounds[b]] = value
    return marks


def flat_layer(batch: Batch, name: str) -> Tensor:
    """The targets of a word layer over the flat list, IGNORE where a window does not have it."""
    out = np.full(batch.words, IGNORE, np.int64)
    for offset, item in batch.windows:
        layer = item.targets.layers.get(name)
        if layer is not None:
            out[offset : offset + len(layer)] = layer
    return torch.from_numpy(out)


@dataclass(slots=True)
class Trees:
    """Sentences padded to the longest: flat word index, head within the sentence, and which entries count."""

    words: Tensor  # [S, L]
    heads: Tensor  # [S, L]
    real: Tensor  # [S, L]


def trees(batch: Batch, longest: int = 160) -> Trees | None:
    """The sentences of the batch that have trees."""
    spans: list[tuple[int, int, NDArray[np.int16]]] = []
    for offset, item in batch.windows:
        if item.targets.heads is not None:
            spans += [
                (offset + a, b - a, item.targets.heads[a:b] - a)
                for a, b in item.targets.sentences
                if b - a <= longest
            ]
    if not spans:
        return None
    size = (len(spans), max(n for _, n, _ in spans))
    words, heads, real = np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, bool)
    for i, (start, n, head) in enumerate(spans):
        words[i, :n], heads[i, :n], real[i, :n] = np.arange(start, start + n), head, True
    return Trees(torch.from_numpy(words), torch.from_numpy(heads), torch.from_numpy(real))


@dataclass(slots=True)
class Pairs:
    """Every word of a window against every anchor in it. ``members`` lists anchor words, ``owner`` whose."""

    members: Tensor
    owner: Tensor
    anchors: int
    word: Tensor  # [N]
    anchor: Tensor  # [N]
    bucket: Tensor  # [N]
    target: Tensor  # [N, labels]


def pairs(batch: Batch, name: str, labels: int) -> Pairs | None:
    """The pair layer ``name`` of the batch."""
    members, owner, word, anchor, bucket, target = [], [], [], [], [], []
    count = 0
    for offset, item in batch.windows:
        size = len(item.first)
        for own, governed in item.targets.pairs.get(name, ()):
            members += [offset + i for i in own]
            owner += [count] * len(own)
            word.append(np.arange(offset, offset + size))
            anchor.append(np.full(size, count))
            bucket.append(buckets(np.arange(size) - own[0]))
            truth = np.zeros((size, labels), np.float32)
            for (a, b), label in governed:
                truth[a:b, label] = 1
            target.append(truth)
            count += 1
    if not count:
        return None
    flat = [torch.from_numpy(np.concatenate(part)) for part in (word, anchor, bucket, target)]
    return Pairs(torch.tensor(members), torch.tensor(owner), count, *flat)


@dataclass(slots=True)
class Antecedents:
    """Each mention of a window against those before it, as [M, M] with what the two share."""

    words: Tensor  # [M] flat
    bucket: Tensor  # [M, M]
    match: Tensor  # [M, M]
    earlier: Tensor  # [M, M]
    same: Tensor  # [M, M] same chain and earlier


def content(forms: Sequence[str], span: Range) -> set[str]:
    """The words of a mention that can tell it: lower case, without function words."""
    return {f.lower() for f in forms[span[0] : span[1]] if f[0].isalnum()} - _STOP


def antecedents(batch: Batch) -> Iterator[Antecedents]:
    """One entry a window that has chains."""
    for offset, item in batch.windows:
        mentions = item.targets.mentions
        if len(mentions) < 2:
            continue
        heads = np.array([m[0] for m in mentions])
        chain = np.array([m[2] for m in mentions])
        forms = [item.forms[h].lower() for h in heads]
        sets = [content(item.forms, m[1][:2]) for m in mentions]
        match = np.array(
            [
                [2 if f == g else 1 if s & t else 0 for g, t in zip(forms, sets, strict=True)]
                for f, s in zip(forms, sets, strict=True)
            ]
        )
        earlier = np.tril(np.ones((len(heads), len(heads)), bool), -1)
        same = earlier & (chain[:, None] == chain[None, :])
        bucket = buckets(heads[None, :] - heads[:, None])
        yield Antecedents(*(torch.from_numpy(x) for x in (heads + offset, bucket, match, earlier, same)))
