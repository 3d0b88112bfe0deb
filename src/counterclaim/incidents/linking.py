"""Linking: takes two profiles that share a key, says how probably they tell of one happening, and why.

Two mentions of one document are linked by way of the one that leads their happening; those of two documents
through the leads of both. So a document adds a few links, however many mentions it has.
"""

from __future__ import annotations

from typing import Final

from counterclaim.incidents import across, scores, within
from counterclaim.incidents.profile import Profile
from counterclaim.records import Link

LEAST: Final = 0.1  # below this probability there is no link


def link(a: Profile, b: Profile) -> Link | None:
    """The link of two mentions; None where they are not taken to tell of one happening."""
    if a.mention == b.mention:
        return None
    a, b = (a, b) if a.mention < b.mention else (b, a)
    if a.document == b.document:
        if a.lead != b.lead or a.lead not in (a.mention, b.mention):
            return None
        return _link(a, b, "within", least=0.0)
    if a.whole is None or b.whole is None or across.apart(a, b):
        return None
    return _link(a, b, "across", least=LEAST)


def explain(link: Link) -> tuple[str, ...]:
    """What each feature of a link says, in words, in the order of the features."""
    known = within.FEATURES | across.FEATURES
    return tuple((known[name].__doc__ or name).strip() for name, _ in link.features if name in known)


def weigh(a: Profile, b: Profile) -> float:
    """The logit with which two happenings told by two documents are one, their leads given."""
    return scores.load("across").logit(scores.values(across.FEATURES, a, b))


def _link(a: Profile, b: Profile, name: str, *, least: float) -> Link | None:
    model = scores.load(name)
    values = scores.values(across.FEATURES if name == "across" else within.FEATURES, a, b)
    score = scores.probability(model.logit(values))
    if score < least:
        return None
    return Link(a.mention, b.mention, round(score, 6), model.shares(values))
