"""Losses: takes the model and a batch, gives each head's loss over what the batch annotates for it."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Batch, antecedents, flat_layer, pairs, trees
from training.model import Reader
from training.windows import IGNORE, Range

NEIGHBOURHOOD = 30  # words: a pair layer's loss is per anchor over so many words, not over a whole window
FEWEST = {
    "root": 8.0,
    "plover": 16.0,
    "mode": 16.0,
    "score": 16.0,
    "argument": 4.0,
    "attribution": 8.0,
    "antecedent": 16.0,
}
FEWEST_WORDS = 256.0  # a head's loss is a mean, but over at least so many words: few items pull less

Losses = dict[str, tuple[Tensor, int]]


def encode(model: Reader, batch: Batch) -> tuple[Tensor, Tensor]:
    """The batch's words [W, HIDDEN]: as the last layer gives them, and mixed for syntax."""
    layers = model.encoder(batch.ids, batch.features, batch.roles, batch.positions, batch.mask)
    words = [layer.reshape(-1, layer.shape[-1])[batch.first] for layer in layers]
    return words[-1], model.mixed(words)


def losses(model: Reader, batch: Batch, inventory: dict[str, list[str]]) -> Losses:
    """Head → (summed loss, number of items). Heads of which the batch has nothing are left out."""
    raw, mixed = encode(model, batch)
    words, mixed = model.dropout(raw), model.dropout(mixed)
    out = word_losses(model, batch, words, mixed) | tree_losses(model, batch, mixed)
    for name in ("attribution", "argument"):
        found = pair_loss(model, batch, words, name, len(inventory[name]))
        if found:
            out[name] = found
    return (
        out
        | score_loss(model, batch, words)
        | antecedent_loss(model, batch, words)
        | plover_losses(model, batch, raw)
    )


def total(found: Losses, weights: dict[str, float]) -> Tensor:
    """The weighted sum of each head's mean."""
    return sum(
        (
            weights.get(name, 1.0) * loss / max(n, FEWEST.get(name, FEWEST_WORDS))
            for name, (loss, n) in found.items()
        ),
        torch.zeros(()),
    )


def word_losses(model: Reader, batch: Batch, words: Tensor, mixed: Tensor) -> Losses:
    out: Losses = {}
    for name, scores in model.word_logits(words, mixed).items():
        target = flat_layer(batch, name).to(scores.device)
        n = int((target != IGNORE).sum())
        if n:
            loss = F.cross_entropy(scores.float(), target, ignore_index=IGNORE, reduction="sum")
            out[name] = (loss, n)
    return out


def arc_scores(model: Reader, words: Tensor, index: Tensor, real: Tensor) -> Tensor:
    """[S, L, L] with no head outside the sentence."""
    dependents = model.tree_dropout(torch.relu(model.arc_dependent(words)))
    heads = model.tree_dropout(torch.relu(model.arc_head(words)))
    scores = model.arcs(dependents[index], heads[index]).float()
    return scores.masked_fill(~real[:, None, :], -1e4)


def tree_losses(model: Reader, batch: Batch, words: Tensor) -> Losses:
    tree = trees(batch)
    if tree is None:
        return {}
    index, heads, real = (t.to(words.device) for t in (tree.words, tree.heads, tree.real))
    scores = arc_scores(model, words, index, real)
    arc = F.cross_entropy(scores[real], heads[real], reduction="sum")
    dependent = index[real]
    head = index.gather(1, heads)[real]
    relations = model.relations(
        model.tree_dropout(model.label_dependent(words))[dependent],
        model.tree_dropout(model.label_head(words))[head],
    ).float()
    target = flat_layer(batch, "deprel").to(words.device)[dependent]
    n = len(dependent)
    return {
        "arc": (arc, n),
        "deprel": (F.cross_entropy(relations, target, ignore_index=IGNORE, reduction="sum"), n),
    }


def pair_logits(model: Reader, words: Tensor, name: str, found: object) -> Tensor:
    head, p = getattr(model, name), found
    anchor = head.anchor(words)
    device = words.device
    owner = p.owner.to(device)
    sums = torch.zeros(p.anchors, anchor.shape[-1], dtype=anchor.dtype, device=device).index_add(
        0, owner, anchor[p.members.to(device)]
    )
    means = sums / torch.bincount(owner, minlength=p.anchors)[:, None]
    return head(head.word(words)[p.word.to(device)], means[p.anchor.to(device)], p.bucket.to(device)).float()


def pair_loss(
    model: Reader, batch: Batch, words: Tensor, name: str, labels: int
) -> tuple[Tensor, int] | None:
    found = pairs(batch, name, labels)
    if found is None:
        return None
    logits = pair_logits(model, words, name, found)
    loss = F.binary_cross_entropy_with_logits(logits, found.target.to(words.device), reduction="sum")
    return loss / NEIGHBOURHOOD, found.anchors


def score_loss(model: Reader, batch: Batch, words: Tensor) -> Losses:
    found = [(offset + i, value) for offset, item in batch.windows for i, value in item.targets.scores]
    if not found:
        return {}
    index, value = torch.tensor([i for i, _ in found]), torch.tensor([v for _, v in found])
    guess = model.score(words[index.to(words.device)]).float().squeeze(-1)
    return {"score": (F.smooth_l1_loss(guess, value.to(words.device), reduction="sum"), len(found))}


def antecedent_scores(model: Reader, words: Tensor, item: object) -> Tensor:
    head, x = model.antecedent, words[item.words.to(words.device)]
    device = words.device
    return (
        head(head.word(x)[:, None], head.anchor(x)[None], item.bucket.to(device), item.match.to(device))
        .float()
        .squeeze(-1)
    )


def antecedent_loss(model: Reader, batch: Batch, words: Tensor) -> Losses:
    """Marginal likelihood of the true antecedents; a dummy of score 0 stands for none (Lee et al. 2017)."""
    sums, n = [], 0
    for item in antecedents(batch):
        scores = antecedent_scores(model, words, item)
        earlier, same = item.earlier.to(words.device), item.same.to(words.device)
        dummy = torch.zeros_like(scores[:, :1])
        every = torch.cat([dummy, scores.masked_fill(~earlier, -1e4)], 1)
        right = torch.cat(
            [dummy.masked_fill(same.any(1, keepdim=True), -1e4), scores.masked_fill(~same, -1e4)], 1
        )
        sums.append((every.logsumexp(1) - right.logsumexp(1)).sum())
        n += len(scores)
    return {"antecedent": (torch.stack(sums).sum(), n)} if sums else {}


def mean_of(words: Tensor, ranges: list[Range]) -> Tensor:
    """The mean of some words' vectors; zeros for none."""
    if not ranges:
        return torch.zeros_like(words[0])
    return torch.cat([words[a:b] for a, b in ranges]).mean(0)


def plover_losses(model: Reader, batch: Batch, words: Tensor) -> Losses:
    out: Losses = {}
    for offset, item in batch.windows:
        if item.targets.plover is None:
            continue
        sources, targets, *wanted = item.targets.plover
        own = words[offset : offset + len(item.first)]
        logits = model.plover(own, mean_of(own, sources), mean_of(own, targets))
        for (name, scores), label in zip(logits.items(), wanted, strict=True):
            if label != IGNORE:
                loss = F.cross_entropy(scores.float(), torch.tensor(label, device=words.device))
                before = out.get(name, (torch.zeros((), device=words.device), 0))
                out[name] = (before[0] + loss, before[1] + 1)
    return out
