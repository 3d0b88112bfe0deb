"""Coreference: takes event mentions of any documents, gives those that tell of the very same event together.

Stricter than incidents: each part of an incident is an event of its own. Documents are first grouped by what they
are about, so that the same word in other stories is not even compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from counterclaim.incidents import same, scores
from counterclaim.incidents.averaging import Floats, clusters
from counterclaim.incidents.profile import Profile
from counterclaim.incidents.words import alike

_STORY: Final = 0.05  # how alike documents of one story are on average, by their rarest words
_BOUND: Final = 4.0  # logits beyond are not surer


def coreferent(profiles: Iterable[Profile]) -> list[list[Profile]]:
    """The mentions by event, each group in order of id; it depends on the set alone."""
    ordered = sorted(profiles, key=lambda one: one.mention)
    found = []
    for story in _stories(ordered):
        groups = clusters(_belonging(story))
        found += [[story[at] for at in group] for group in groups]
    return sorted(found, key=lambda group: group[0].mention)


def logit(a: Profile, b: Profile) -> float:
    """The logit with which two mentions tell of the very same event."""
    return scores.load("same").logit(scores.values(same.FEATURES, a, b))


def _stories(profiles: Sequence[Profile]) -> list[list[Profile]]:
    """The mentions by story: documents that are about the same."""
    topics = {one.document: one.topic for one in profiles}
    names = sorted(topics)
    alikeness = np.array([[alike(topics[a], topics[b]) for b in names] for a in names]).reshape(
        len(names), -1
    )
    story = {names[at]: number for number, group in enumerate(clusters(alikeness - _STORY)) for at in group}
    found: dict[int, list[Profile]] = {}
    for one in profiles:
        found.setdefault(story[one.document], []).append(one)
    return list(found.values())


def _belonging(mentions: Sequence[Profile]) -> Floats:
    count = len(mentions)
    found = np.zeros((count, count))
    for i in range(count):
        for j in range(i + 1, count):
            value = max(-_BOUND, min(_BOUND, logit(mentions[i], mentions[j])))
            found[i, j] = found[j, i] = value
    return found
