"""Judgements on incidents: which mentions a person said are of one incident, and which are not.

Takes judgements in the order in which they were made. The later one wins: an earlier one holds as far as it
agrees with those after it.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import combinations

from counterclaim.records import Judgement, Ruling


class Judged:
    """What stands of merging and splitting. ``named`` are the mentions that a person put where they are."""

    def __init__(self) -> None:
        self._group: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = {}
        self.named: set[str] = set()

    def merge(self, one: str, other: str) -> None:
        """Let two be of one incident, unless a later judgement has them apart."""
        first, second = self._of(one), self._of(other)
        if first is second or any(self._apart.get(name, set()) & second for name in first):
            return
        first |= second
        for name in first:
            self._group[name] = first
        self.named |= {one, other}

    def split(self, one: str, other: str) -> None:
        """Keep two apart, unless a later judgement has them together."""
        if other in self._of(one):
            return
        self._apart.setdefault(one, set()).add(other)
        self._apart.setdefault(other, set()).add(one)
        self.named |= {one, other}

    def together(self, one: str, other: str) -> bool:
        return other in self._group.get(one, ())

    def merged(self) -> list[tuple[str, str]]:
        """Pairs that hold together all that are of one incident."""
        groups = {min(group): group for group in self._group.values()}
        return [
            (first, other) for first, group in sorted(groups.items()) for other in sorted(group - {first})
        ]

    def parted(self, one: str) -> set[str]:
        """Those that must not be of one incident with a mention."""
        group = self._group.get(one, {one})
        found: set[str] = set()
        for name in group:
            for other in self._apart.get(name, ()):
                found |= self._group.get(other, {other})
        return found

    def _of(self, one: str) -> set[str]:
        return self._group.setdefault(one, {one})


def judged(judgements: Sequence[Judgement], known: Container[str]) -> Judged:
    """What judgements say of the mentions that are known; those that were taken back say nothing."""
    undone = _undone(judgements)
    found = Judged()
    for one in reversed(judgements):
        if one.id in undone or one.ruling not in (Ruling.MERGE, Ruling.SPLIT):
            continue
        subjects = [subject for subject in dict.fromkeys(one.subjects) if subject in known]
        for first, other in combinations(subjects, 2):
            if one.ruling is Ruling.MERGE:
                found.merge(first, other)
            else:
                found.split(first, other)
    return found


def _undone(judgements: Sequence[Judgement]) -> set[str]:
    """The ids of judgements that were taken back; taking back a taking back restores."""
    undone: set[str] = set()
    for one in reversed(judgements):
        if one.ruling is Ruling.UNDO and one.id not in undone:
            undone |= set(one.subjects)
    return undone
