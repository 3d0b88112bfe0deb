"""Scorers of coreference: MUC, B³ and CEAF with entity similarity, as the CoNLL shared tasks define them.

Pure functions from clusters of mentions, gold and predicted, to counts that give recall, precision and F1. Clusters
hold whatever names a mention; singletons count in B³ and CEAF, and tell nothing in MUC, which counts links.
Mentions that only one side has count against it.

Vilain et al. 1995 (MUC), Bagga and Baldwin 1998 (B³), Luo 2005 (CEAF).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence, Set
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

Cluster = Set[Hashable]


@dataclass(frozen=True, slots=True)
class Shares:
    """Numerators and denominators of recall and precision."""

    recalled: float
    gold: float
    precise: float
    predicted: float

    @property
    def recall(self) -> float:
        return self.recalled / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        return self.precise / self.predicted if self.predicted else 0.0

    @property
    def f1(self) -> float:
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def muc(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> Shares:
    """Links: of those that hold each cluster together, the ones that the other side keeps."""
    recalled, wanted = _kept_links(gold, predicted)
    precise, given = _kept_links(predicted, gold)
    return Shares(recalled, wanted, precise, given)


def _kept_links(clusters: Sequence[Cluster], others: Sequence[Cluster]) -> tuple[float, float]:
    holder = _holders(others)
    kept = total = 0
    for cluster in clusters:
        parts = {holder[one] for one in cluster if one in holder}
        alone = sum(one not in holder for one in cluster)
        kept += len(cluster) - len(parts) - alone
        total += len(cluster) - 1
    return kept, total


def b_cubed(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> Shares:
    """For each mention, the share of its cluster that stands with it on the other side too."""
    recalled, wanted = _overlaps(gold, predicted)
    precise, given = _overlaps(predicted, gold)
    return Shares(recalled, wanted, precise, given)


def _overlaps(clusters: Sequence[Cluster], others: Sequence[Cluster]) -> tuple[float, float]:
    holder = _holders(others)
    found, total = 0.0, 0
    for cluster in clusters:
        counts: dict[int, int] = {}
        for one in cluster:
            if one in holder:
                counts[holder[one]] = counts.get(holder[one], 0) + 1
        found += sum(count * count for count in counts.values()) / len(cluster)
        total += len(cluster)
    return found, total


def ceaf_e(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> Shares:
    """The best pairing of clusters, each pair worth twice its overlap over the sum of its sizes."""
    if not gold or not predicted:
        return Shares(0.0, len(gold), 0.0, len(predicted))
    holder = _holders(predicted)
    worth = np.zeros((len(gold), len(predicted)))
    for row, cluster in enumerate(gold):
        for one in cluster:
            if one in holder:
                worth[row, holder[one]] += 1
    sizes = np.array([[len(one)] for one in gold]) + np.array([len(one) for one in predicted])
    worth = 2 * worth / sizes
    total = float(worth[linear_sum_assignment(worth, maximize=True)].sum())
    return Shares(total, len(gold), total, len(predicted))


def conll(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> dict[str, float]:
    """The three F1s and their mean."""
    scores = {
        "muc_f1": muc(gold, predicted).f1,
        "b3_f1": b_cubed(gold, predicted).f1,
        "ceafe_f1": ceaf_e(gold, predicted).f1,
    }
    return {"conll_f1": sum(scores.values()) / len(scores)} | scores


def _holders(clusters: Iterable[Cluster]) -> dict[Hashable, int]:
    """Which cluster each mention is in."""
    return {one: at for at, cluster in enumerate(clusters) for one in cluster}
