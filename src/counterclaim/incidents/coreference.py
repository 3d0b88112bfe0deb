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

_STORY: Final = 0.08  # how alike documents of one story are on average, by their rarest words
_EVEN: Final = 0.35  # the mean probability from which events are one


def coreferent(profiles: Iterable[Profile]) -> list[list[Profile]]:
    """The mentions by event, each group in order of id; it depends on the set alone."""
    ordered = sorted(profiles, key=lambda one: one.mention)
    found = []
    for story in stories(ordered):
        groups = clusters(_belonging(story))
        found += [[story[at] for at in group] for group in groups]
    return sorted(found, key=lambda group: group[0].mention)


def logit(a: Profile, b: Profile) -> float:
    """The logit with which two mentions tell of the very same event."""
    return scores.load("same").logit(same.values(a, b))


def stories(profiles: Iterable[Profile]) -> list[list[Profile]]:
    """The mentions by story: documents that are about the same."""
    profiles = list(profiles)
    topics = {one.document: one.topic for one in profiles}
    names = sorted(topics)
    count = len(names)
    alikeness = np.array([alike(topics[a], topics[b]) for a in names for b in names]).reshape(count, count)
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
            found[i, j] = found[j, i] = scores.probability(logit(mentions[i], mentions[j])) - _EVEN
    return found
