"""Episodes: the event mentions of one document, grouped into the happenings of which it tells.

Takes profiles that stand alone yet; gives groups, each with the mention that leads it first. Deeds are grouped
first; words about a deed (a demand, an accusation, talks) then go with the one they go with best, or stand alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterclaim.incidents import scores
from counterclaim.incidents.averaging import APART, clusters
from counterclaim.incidents.kinds import anchors, kind
from counterclaim.incidents.measures import days_of, exclusive, gap
from counterclaim.incidents.profile import Profile
from counterclaim.incidents.within import FEATURES
from counterclaim.records import Place

_RELATED: Final = 1.5  # a statement that denies or confirms another one tells of the same
_FEW: Final = 3  # deeds by which words about them are judged
_ATTACHED: Final = 0.6  # the mean logit from which words go with deeds
_DAYS: Final = 3  # between what is told and what is said of it
_LONGEST: Final = 150  # mentions that are compared each with each; those of a longer document in stretches


def episodes(mentions: Sequence[Profile], *, related: Mapping[str, frozenset[str]]) -> list[list[Profile]]:
    """The happenings of a document, each with its lead first."""
    found: list[list[Profile]] = []
    ordered = sorted(mentions, key=lambda one: (one.position, one.mention))
    for start in range(0, len(ordered), _LONGEST):
        found += _grouped(ordered[start : start + _LONGEST], related)
    return [_led(group) for group in found]


def belonging(a: Profile, b: Profile) -> float:
    """The logit with which two mentions of a document tell of one happening."""
    return scores.load("within").logit(scores.values(FEATURES, a, b))


def apart(a: Profile, b: Profile) -> bool:
    """Whether two deeds cannot be one happening: at places that exclude each other, or days apart."""
    if not (anchors(a) and anchors(b)):
        return False
    if a.place and b.place and a.near and b.near and _named(a.place, b.place) and exclusive(a.place, b.place):
        return True
    if a.time is None or b.time is None or a.time.precision > 2 or b.time.precision > 2:
        return False
    first, second = days_of(a.time), days_of(b.time)
    return first is not None and second is not None and gap(first, second) > 2


def _named(*places: Place) -> bool:
    """Whether places are given by name: what "the city" is may be taken wrongly."""
    return all(place.name[:1].isupper() for place in places)


def _grouped(mentions: list[Profile], related: Mapping[str, frozenset[str]]) -> list[list[Profile]]:
    deeds = [one for one in mentions if anchors(one)]
    words = [one for one in mentions if not anchors(one)]
    groups = [[deeds[at] for at in group] for group in clusters(_matrix(deeds, related))]
    alone: list[Profile] = []
    for one in words:
        fit = [_fit(one, group, related) for group in groups]
        best = int(np.argmax(fit)) if fit else 0
        if fit and fit[best] >= _ATTACHED:
            groups[best].append(one)
        else:
            alone.append(one)
    groups += [[alone[at] for at in group] for group in clusters(_matrix(alone, related))]
    return groups


def _fit(one: Profile, group: Sequence[Profile], related: Mapping[str, frozenset[str]]) -> float:
    """How well words about deeds go with some: with those few with which they go best."""
    known = [found for other in group if other.time is not None and (found := days_of(other.time))]
    own = days_of(one.time) if one.time is not None else None
    if own is not None and known and min(gap(own, other) for other in known) > _DAYS:
        return -np.inf  # told of another time: what went before, or what is to come
    values = sorted((_belonging(one, other, related) for other in group), reverse=True)[:_FEW]
    return sum(values) / len(values)


def _matrix(mentions: Sequence[Profile], related: Mapping[str, frozenset[str]]) -> NDArray[np.float64]:
    count = len(mentions)
    found = np.full((count, count), APART)
    for i in range(count):
        for j in range(i + 1, count):
            a, b = mentions[i], mentions[j]
            found[i, j] = found[j, i] = APART if apart(a, b) else _belonging(a, b, related)
    return found


def _belonging(a: Profile, b: Profile, related: Mapping[str, frozenset[str]]) -> float:
    one, other = a.mention.rpartition("#")[0], b.mention.rpartition("#")[0]
    tied = other in related.get(one, ()) or one in related.get(other, ())
    return belonging(a, b) + (_RELATED if tied else 0.0)


def _led(group: list[Profile]) -> list[Profile]:
    """A group with its lead first: of the kind most told, the one that says most itself, the first of equals."""
    deeds = [one for one in group if anchors(one)] or group
    counts = Counter(kind(one) for one in deeds)
    typed = Counter(
        {name: count for name, count in counts.items() if name not in ("CONTROL", "HARM", "OTHER")}
    )
    main = min(typed or counts, key=lambda name: (-counts[name], name))

    def rank(one: Profile) -> tuple[bool, bool, int, int, str]:
        told = (one.place is not None and one.near) + (one.time is not None) + bool(one.doers)
        return kind(one) != main, not one.happened, -told, one.position, one.mention

    lead = min(group, key=rank)
    return [lead, *(one for one in sorted(group, key=lambda p: (p.position, p.mention)) if one is not lead)]
