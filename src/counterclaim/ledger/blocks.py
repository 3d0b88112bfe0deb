"""Which event mentions are compared: those that share a key and stand near each other among all that bear it.

Takes mentions with their keys, one at a time, put in or taken out; gives the pairs that come to be compared
and those that no longer are. Under each key mentions stand in the order of a number drawn from their ids, and
each is compared with the WINDOW before it and after it: in all but the fullest blocks that is all of them. So
what a mention costs is bounded however many bear a key, and which pairs are compared depends on the set of
mentions alone, not on the order in which they came.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    union_all,
)

from counterclaim.ledger import tables

WINDOW: Final = 24
_PROBES: Final = 8  # keys that one query looks up

_block = tables.block.c
_INSERT: Final = insert(tables.block)
_DELETE: Final = delete(tables.block).where(_block.key == bindparam("k"), _block.rank == bindparam("r"))


def _neighbours(at: int, *, before: bool) -> Select[Any]:
    """The mentions next to a rank under a key; ``side`` tells those before from those after."""
    rank: ColumnElement[int] = bindparam(f"r{at}", type_=_block.rank.type)
    near = select(literal(2 * at + before).label("side"), _block.rank, _block.mention).where(
        _block.key == bindparam(f"k{at}"), _block.rank < rank if before else _block.rank > rank
    )
    near = near.order_by(_block.rank.desc() if before else _block.rank).limit(WINDOW)
    return select(near.subquery(f"n{at}{'b' if before else 'a'}"))


_NEAR: Final = union_all(*(_neighbours(at, before=side) for at in range(_PROBES) for side in (True, False)))

Pair = tuple[int, int]  # numbers of mentions, the lesser one first


class Blocks:
    """The blocks of one ledger, in a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, mention: int, name: str, keys: Iterable[str]) -> tuple[set[Pair], set[Pair]]:
        """Put a mention in. Gives the pairs that are compared now, and those that this mention parted.

        The latter may still be compared under another key: ask ``compared``.
        """
        rank, numbers = rank_of(name), sorted({key_of(key) for key in keys})
        near: set[int] = set()
        parted: set[Pair] = set()
        for before, after in self._near(numbers, rank):
            near.update(before + after)
            parted.update(_across(before, after))
        rows = [{"key": key, "rank": rank, "mention": mention} for key in numbers]
        if rows:
            self._connection.execute(_INSERT, rows)
        return {_pair(mention, other) for other in near if other != mention}, parted

    def take(self, name: str, keys: Iterable[str]) -> set[Pair]:
        """Take a mention out. Gives the pairs that are compared now since it is gone."""
        rank, numbers = rank_of(name), sorted({key_of(key) for key in keys})
        if numbers:
            self._connection.execute(_DELETE, [{"k": key, "r": rank} for key in numbers])
        joined: set[Pair] = set()
        for before, after in self._near(numbers, rank):
            joined.update(_across(before, after))
        return joined

    def compared(self, one: tuple[str, Iterable[str]], other: tuple[str, Iterable[str]]) -> bool:
        """Whether two mentions, each with its keys, stand near each other under a key that both bear."""
        low, high = sorted((rank_of(one[0]), rank_of(other[0])))
        shared = {key_of(key) for key in one[1]} & {key_of(key) for key in other[1]}
        for key in sorted(shared):
            between = (
                select(_block.rank)
                .where(_block.key == key, _block.rank > low, _block.rank < high)
                .limit(WINDOW)
                .subquery()
            )
            count = select(func.count()).select_from(between)
            if self._connection.execute(count).scalar_one() < WINDOW:
                return True
        return False

    def _near(self, keys: Sequence[int], rank: int) -> Iterable[tuple[list[int], list[int]]]:
        """Under each key, the mentions before and after a rank, the nearest first."""
        for start in range(0, len(keys), _PROBES):
            part = keys[start : start + _PROBES]
            asked: dict[str, int | None] = {}
            for at in range(_PROBES):
                asked[f"k{at}"] = part[at] if at < len(part) else None
                asked[f"r{at}"] = rank
            sides: list[list[tuple[int, int]]] = [[] for _ in range(2 * _PROBES)]
            for side, near, mention in self._connection.execute(_NEAR, asked):
                sides[side].append((abs(near - rank), mention))
            for at in range(len(part)):
                after, before = sorted(sides[2 * at]), sorted(sides[2 * at + 1])
                yield [one for _, one in before], [one for _, one in after]


def rank_of(name: str) -> int:
    """Where a mention of an id stands among those that share a key with it."""
    return _number(name)


def key_of(key: str) -> int:
    """A key as it is kept."""
    return _number(key)


def _across(before: Sequence[int], after: Sequence[int]) -> Iterable[Pair]:
    """Pairs on both sides that one mention between them makes neighbours no more, or did."""
    for at, one in enumerate(before):
        other = WINDOW - 1 - at
        if other < len(after):
            yield _pair(one, after[other])


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _number(value: str) -> int:
    digest = hashlib.blake2b(value.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True) >> 1
