"""Claims in groups: by facet and subject, in each by value, and values in rows that stand or fall together.

Takes claims in any order; gives the same groups whatever the order was: what joins two claims is a relation between
the two alone, and counts and times, where that would chain, are taken from the least upwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from counterclaim.assessment.claims import Claim, Worth
from counterclaim.assessment.compare import (
    HELD,
    SINGLE,
    excludes,
    ranges_meet,
    same_subject,
    same_value,
)
from counterclaim.assessment.parties import UNKNOWN
from counterclaim.assessment.times import CLOCK, Stretch
from counterclaim.records import Facet, Stance

T = TypeVar("T")
RANGED: Final = frozenset({Facet.TOLL, Facet.TIME})


@dataclass(slots=True)
class Group:
    """One value of a facet with the claims that speak of it; ``worth`` is what they have in common."""

    worth: Worth
    claims: list[Claim]

    @property
    def live(self) -> list[Claim]:
        """The claims that assert it and were not taken back."""
        return [claim for claim in self.claims if claim.holds and not claim.retracted]


@dataclass(slots=True)
class Row:
    """Values that contradict each other, or one alone: what gets a standing.

    ``asked``: claims that only raise the question. ``rivals`` holds pairs of indexes of values that exclude each
    other. ``superseded`` holds ids of claims (``id()``) that no longer count.
    """

    facet: Facet
    subject: Worth
    groups: list[Group]
    asked: list[Claim]
    rivals: set[tuple[int, int]]
    superseded: set[int]


def rows_of(claims: Iterable[Claim]) -> list[Row]:
    """All rows of an incident's table, by facet and subject."""
    found: list[Row] = []
    ordered = sorted(claims, key=lambda claim: claim.order)
    for facet in Facet:
        of_facet = [claim for claim in ordered if claim.point.facet is facet]
        for members in joined(of_facet, _of_one_subject, key=_subject_key):
            found.extend(_rows(facet, members))
    return found


def _of_one_subject(a: Claim, b: Claim) -> bool:
    return same_subject(a.point.facet, a.point.subject, b.point.subject)


def _subject_key(claim: Claim) -> Hashable:
    return replace(claim.point.subject, text="")


def _value_key(claim: Claim) -> Hashable:
    return replace(claim.point.value, text="", about=frozenset()) if claim.point.value else None


def joined(
    items: Sequence[T], same: Callable[[T, T], bool], *, key: Callable[[T], Hashable] | None = None
) -> list[list[T]]:
    """Items in groups that a relation joins, in the order of their first ones.

    Args:
        items: what to group.
        same: the relation between two of them.
        key: what is equal for items of which one may stand for the others.
    """
    alike: dict[Hashable, list[int]] = {}
    for place, item in enumerate(items):
        alike.setdefault(key(item) if key else place, []).append(place)
    firsts = [places[0] for places in alike.values()]
    above = {place: place for place in firsts}

    def root(place: int) -> int:
        while above[place] != place:
            place = above[place]
        return place

    for late, second in enumerate(firsts):
        for first in firsts[:late]:
            if root(first) != root(second) and same(items[first], items[second]):
                low, high = sorted((root(first), root(second)))
                above[high] = low
    groups: dict[int, list[int]] = {}
    for places in alike.values():
        groups.setdefault(root(places[0]), []).extend(places)
    return [[items[place] for place in sorted(groups[key])] for key in sorted(groups)]


def _rows(facet: Facet, claims: list[Claim]) -> list[Row]:
    subject = _subject(claims)
    groups = _values(facet, [claim for claim in claims if claim.point.value is not None])
    asked = [claim for claim in claims if claim.point.value is None]
    for claim in [claim for claim in asked if claim.holds is False]:
        others = [
            group for group in groups if any(c.speaker.party != claim.speaker.party for c in group.live)
        ]
        for group in others:
            group.claims.append(claim)
        if others:
            asked.remove(claim)
    superseded, links = _superseded(facet, groups)
    rivals = {
        (i, j)
        for j in range(len(groups))
        for i in range(j)
        if facet in SINGLE and _rival(facet, groups[i], groups[j], superseded)
    }
    if not groups:
        return [Row(facet, subject, [], asked, set(), set())] if asked else []
    parts = joined(range(len(groups)), lambda i, j: (i, j) in rivals or (i, j) in links)
    found = []
    for part in parts:
        index = {place: new for new, place in enumerate(part)}
        found.append(
            Row(
                facet,
                subject,
                [groups[place] for place in part],
                asked if part is parts[0] else [],
                {(index[i], index[j]) for i, j in rivals if i in index and j in index},
                superseded,
            )
        )
    return found


def _subject(claims: list[Claim]) -> Worth:
    """The subject of a group: by its own name, as most have it, in the shortest words."""
    counts = Counter(one for one, _ in {(claim.point.subject, claim.speaker.origin) for claim in claims})
    return min(counts, key=lambda one: (not one.names, -counts[one], len(one.text), one.text))


def _values(facet: Facet, claims: list[Claim]) -> list[Group]:
    if facet in RANGED:
        return _ranged(facet, claims)
    groups = joined(
        claims,
        lambda a, b: same_value(facet, a.point.value or Worth(""), b.point.value or Worth("")),
        key=_value_key,
    )
    return [Group(_spoken(members), members) for members in groups]


def _spoken(claims: list[Claim]) -> Worth:
    """The words for a value: those that most origins use who assert it, of equals the first."""
    asserting = [claim for claim in claims if claim.holds] or claims
    worths = [claim.point.value for claim in asserting if claim.point.value is not None]
    said = {
        (claim.point.value.text, claim.speaker.origin) for claim in asserting if claim.point.value is not None
    }
    counts = Counter(text for text, _ in said)
    return max(worths, key=lambda worth: counts[worth.text]) if worths else Worth("")


def _ranged(facet: Facet, claims: list[Claim]) -> list[Group]:
    """Counts or times in groups that have something in common, the narrowest first, then from the least upwards."""
    groups: list[Group] = []
    for claim in sorted(claims, key=lambda claim: (*_extent(claim.point.value), claim.order)):
        value = claim.point.value or Worth("")
        for group in groups:
            if facet is Facet.TOLL and ranges_meet(group.worth, value):
                group.worth = _overlap(group.worth, value)
            elif facet is Facet.TIME and _one_time(group.worth.stretch, value.stretch):
                group.worth = _narrowed(group.worth, value)
            else:
                continue
            group.claims.append(claim)
            break
        else:
            groups.append(Group(value, [claim]))
    for group in groups:
        group.claims.sort(key=lambda claim: claim.order)
    return sorted(groups, key=lambda group: group.worth.key)


def _extent(value: Worth | None) -> tuple[float, str]:
    if value is None:
        return (0.0, "")
    if value.stretch is not None:
        return ((value.stretch.end - value.stretch.start).total_seconds(), value.key)
    return (float("inf") if value.high is None else float(value.high - (value.low or 0)), value.key)


def _one_time(a: Stretch | None, b: Stretch | None) -> bool:
    """Whether two times are one: a day says nothing for an hour in it."""
    return a is not None and b is not None and a.clock is b.clock and a.meets(b, CLOCK)


def _overlap(a: Worth, b: Worth) -> Worth:
    highs = [x.high for x in (a, b) if x.high is not None]
    low, high = max(a.low or 0, b.low or 0), min(highs) if highs else None
    best = next((x for x in (a, b) if x.low == low and x.high == high), a)
    return replace(best, low=low, high=high)


def _narrowed(a: Worth, b: Worth) -> Worth:
    """The more exact of two times that meet."""
    if a.stretch is None or b.stretch is None:
        return a
    return a if a.stretch.end - a.stretch.start <= b.stretch.end - b.stretch.start else b


def later(a: Stretch | None, b: Stretch | None) -> bool:
    """Whether a report is surely of later than another."""
    return a is not None and b is not None and a.start > b.end


def _superseded(facet: Facet, groups: list[Group]) -> tuple[set[int], set[tuple[int, int]]]:
    """Claims that no longer count, and the pairs of values between which one was given up for the other."""
    gone: set[int] = set()
    links: set[tuple[int, int]] = set()
    placed = [(i, group, claim) for i, group in enumerate(groups) for claim in group.claims]
    kin: dict[str, list[int]] = {}
    for place, (_, _, claim) in enumerate(placed):
        for name in _kin(facet, claim):
            kin.setdefault(name, []).append(place)
    for places in kin.values():
        for i, old, claim in (placed[place] for place in places):
            for j, new, since in (placed[place] for place in places):
                if _gives_way(facet, (claim, old), (since, new)):
                    gone.add(id(claim))
                    if i != j:
                        links.add((min(i, j), max(i, j)))
    return gone, links


def _kin(facet: Facet, claim: Claim) -> Iterator[str]:
    """What claims have in common of which one may give way to another: the speaker, the party; any count of one."""
    if facet is Facet.TOLL:
        yield "count"
        return
    yield f"origin {claim.speaker.origin}"
    yield f"party {claim.speaker.party}"


def _gives_way(
    facet: Facet,
    one: tuple[Claim, Group],
    other: tuple[Claim, Group],
) -> bool:
    """Whether a claim gives way to a later one: its own speaker says otherwise since, or the count rose."""
    (claim, old), (since, new) = one, other
    if claim.holds is None or since.holds is None or since.retracted:
        return False
    if not later(since.saying.published, claim.saying.published):
        return False
    admits = since.saying.statement.stance in (Stance.ADMITS, Stance.CONFIRMS) and not since.speaker.third
    if admits and old is new and claim.speaker.party == since.speaker.party:
        return claim.holds is not since.holds
    if claim.speaker.origin == since.speaker.origin:
        if old is new:
            return claim.holds is not since.holds
        replaced = facet in (Facet.TOLL, Facet.CONTROL) and excludes(facet, old.worth, new.worth)
        return bool(claim.holds and since.holds) and replaced
    before, after = claim.point.value, since.point.value
    if facet is not Facet.TOLL or before is None or after is None or not (claim.holds and since.holds):
        return False
    if not (claim.speaker.third or claim.speaker.party in (since.speaker.party, UNKNOWN)):
        return False  # a party's own count stands against others' until it gives another
    return (before.low or 0) < (after.low or 0) and (before.high is None or before.high < (after.low or 0))


def _rival(facet: Facet, a: Group, b: Group, superseded: set[int]) -> bool:
    """Whether two values that are both upheld exclude each other.

    What one source tells of one event does not contradict itself: whoever gives two hours or two culprits tells of
    two steps, or of two who did it.
    """
    if not excludes(facet, a.worth, b.worth):
        return False
    ones = [claim for claim in a.live if id(claim) not in superseded]
    others = [claim for claim in b.live if id(claim) not in superseded]
    if not ones or not others:
        return False
    if {claim.speaker.origin for claim in ones} & {claim.speaker.origin for claim in others}:
        return False
    both = {claim.speaker.party for claim in ones} & {claim.speaker.party for claim in others}
    if both and facet in (Facet.RESPONSIBILITY, Facet.PLACE, Facet.TIME):
        return False
    if facet is Facet.RESPONSIBILITY:
        blamed = _blames(ones, b.worth) or _blames(others, a.worth)
        return blamed or any(_about(one) & _about(other) for one in ones for other in others)
    if facet is Facet.CONTROL:
        return any(_at_once(one, other) for one in ones for other in others)
    return True


def _blames(claims: list[Claim], culprit: Worth) -> bool:
    """Whether whoever is said to be one culprit names the other."""
    return any(claim.speaker.party == culprit.id for claim in claims)


def _about(claim: Claim) -> frozenset[str]:
    return claim.point.value.about if claim.point.value is not None else frozenset()


def _at_once(one: Claim, other: Claim) -> bool:
    """Whether two claims to hold a place are of one time, as far as is known."""
    a, b = one.saying.published, other.saying.published
    return a is None or b is None or a.meets(b, HELD)
