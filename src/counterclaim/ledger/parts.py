"""Which event mentions are clustered together: those that links join, directly or by way of others.

Takes mentions; gives their parts. Links that are more likely wrong than right join nothing across documents:
average link never joins where no pair is more likely one than two. A part in which the others would join more
than MOST mentions is that of a higher level: only links from some score on count, the lowest of LEVELS at which
it is no larger. So what an addition makes to be clustered anew is bounded, and the parts depend on the links
alone. Links within one document count whatever their score: they lead to the mention that others are linked by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, select, union_all

from counterclaim.ledger import tables
from counterclaim.ledger.tables import MENTIONS, STATEMENTS

MOST: Final = 2000  # mentions: some three hundred reports of one happening
LEVELS: Final = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98)

_AT_ONCE: Final = 200
_DOCUMENT: Final = STATEMENTS * MENTIONS  # numbers set aside for the mentions of one document

_link = tables.link.c


class Parts:
    """The parts of one ledger, in a transaction.

    Args:
        connection: the transaction.
        tied: by mention, those that a person's judgement joins with it, whatever their links.
    """

    def __init__(self, connection: Connection, tied: Mapping[int, frozenset[int]]) -> None:
        self._connection = connection
        self._tied = tied
        self._links: dict[int, list[tuple[int, float]]] = {}

    def around(self, mentions: Iterable[int]) -> list[frozenset[int]]:
        """The parts that some mentions lie in, each once, in the order of their least mention."""
        found: dict[int, frozenset[int]] = {}
        large: dict[float, set[int]] = {}
        for mention in sorted(set(mentions)):
            if mention not in found:
                part = self._part(mention, large)
                found.update(dict.fromkeys(part, part))
        return sorted(set(found.values()), key=min)

    def _part(self, mention: int, large: dict[float, set[int]]) -> frozenset[int]:
        part = frozenset({mention})
        for level in LEVELS:
            known = large.setdefault(level, set())
            if mention in known:
                continue
            part, whole = self._joined(mention, level, most=MOST)
            if whole:
                return part
            known |= part
        # Judgements and the surest links join even more: they are taken as they are, as far as they go here.
        return self._joined(mention, LEVELS[-1], most=None)[0]

    def _joined(self, mention: int, level: float, *, most: int | None) -> tuple[frozenset[int], bool]:
        """What links of a score join with a mention; whether that is all, or the search stopped at ``most``."""
        seen = {mention}
        frontier = [mention]
        while frontier:
            self._load(frontier)
            reached: set[int] = set()
            for one in frontier:
                reached.update(other for other, score in self._links[one] if score >= level)
                reached.update(self._tied.get(one, ()))
            frontier = sorted(reached - seen)
            seen.update(frontier)
            if most is not None and len(seen) > most:
                return frozenset(seen), False
        return frozenset(seen), True

    def _load(self, mentions: Sequence[int]) -> None:
        missing = [one for one in mentions if one not in self._links]
        for one in missing:
            self._links[one] = []
        for part in _parts(missing):
            forth = select(_link.first, _link.second, _link.score).where(_link.first.in_(part))
            back = select(_link.second, _link.first, _link.score).where(_link.second.in_(part))
            for one, other, score in self._connection.execute(union_all(forth, back)):
                alone = one // _DOCUMENT == other // _DOCUMENT
                self._links[one].append((other, 1.0 if alone else score))


def _parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]
