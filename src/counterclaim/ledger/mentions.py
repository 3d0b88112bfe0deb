"""Event mentions: their profiles, the blocks in which they meet, the links between them.

Takes the documents that an addition brings and puts out of date; keeps mentions, blocks and links, and says
which mentions must be clustered anew. A mention comes with its document and goes when that is edited.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, or_, select

from counterclaim.ledger import tables
from counterclaim.ledger.blocks import Blocks, Pair
from counterclaim.ledger.lent import Lent
from counterclaim.ledger.tables import MENTIONS, STATEMENTS
from counterclaim.records import Link, Report

_AT_ONCE: Final = 400
_OPEN: Final = 20_000  # profiles kept at hand

_mention, _link = tables.mention.c, tables.link.c
_UNLINK: Final = delete(tables.link).where(_link.first == bindparam("a"), _link.second == bindparam("b"))


@dataclass(frozen=True, slots=True)
class Row:
    """A mention as it is kept: its numbers are those of its part and incident, None for one that is new."""

    number: int
    id: str
    profile: str
    part: int | None = None
    incident: int | None = None


@dataclass(slots=True)
class Touched:
    """What an addition changed: mentions that are new, those that are gone, and those whose links changed."""

    new: dict[int, Row] = field(default_factory=dict)
    gone: dict[int, Row] = field(default_factory=dict)
    relinked: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Turn:
    """One addition at work: pairs that come to be compared, pairs parted, mentions known by number."""

    connection: Connection
    blocks: Blocks
    touched: Touched = field(default_factory=Touched)
    known: dict[int, Row] = field(default_factory=dict)
    pairs: set[Pair] = field(default_factory=set)
    parted: set[Pair] = field(default_factory=set)


class Mentions:
    """The mentions of a ledger. Profiles that were opened are kept at hand from one addition to the next."""

    def __init__(self, lent: Lent) -> None:
        self._lent = lent
        self.opened = lru_cache(_OPEN)(lent.from_text)

    def replace(
        self, connection: Connection, *, number: int, report: Report, previous: int | None
    ) -> Touched:
        """Take a document in, and out the version that it takes the place of."""
        turn = _Turn(connection, Blocks(connection))
        if previous is not None:
            turn.touched.gone = self._of_document(connection, previous)
            self._withdraw(turn)
        rows = list(self._read(number, report))
        turn.known = {row.number: row for row in rows}
        for row in rows:
            near, apart = turn.blocks.put(row.number, row.id, self._keys(row))
            turn.pairs |= near
            turn.parted |= apart
        self._know(turn, turn.pairs)
        self._part(turn)
        self._join(turn)
        turn.touched.new = {row.number: row for row in rows}
        return turn.touched

    def rows(self, connection: Connection, numbers: Iterable[int]) -> dict[int, Row]:
        """Mentions by their numbers."""
        found = {}
        for part in _parts(sorted(numbers)):
            asked = select(tables.mention).where(_mention.number.in_(part))
            found.update({row.number: _row(row) for row in connection.execute(asked)})
        return found

    def of_parts(self, connection: Connection, parts: Iterable[int]) -> dict[int, Row]:
        """The mentions of parts, by number."""
        found = {}
        for part in _parts(sorted(parts)):
            asked = select(tables.mention).where(_mention.part.in_(part))
            found.update({row.number: _row(row) for row in connection.execute(asked)})
        return found

    def of_names(self, connection: Connection, names: Iterable[str]) -> dict[int, Row]:
        """Mentions by their ids; those that are not there are left out."""
        found = {}
        for part in _parts(sorted(names)):
            asked = select(tables.mention).where(_mention.id.in_(part))
            found.update({row.number: _row(row) for row in connection.execute(asked)})
        return found

    def _read(self, number: int, report: Report) -> Iterator[Row]:
        places = {statement.id: place for place, statement in enumerate(report.statements)}
        for name, profile in self._lent.profiles(report):
            statement, _, event = name.rpartition("#")
            if int(event) < MENTIONS:
                at = (number * STATEMENTS + places[statement]) * MENTIONS + int(event)
                yield Row(at, name, self._lent.to_text(profile))

    def _keys(self, row: Row) -> list[str]:
        return list(self._lent.blocks(self.opened(row.profile)))

    def _of_document(self, connection: Connection, document: int) -> dict[int, Row]:
        span = _mention.number.between(*mentions_of(document))
        asked = select(tables.mention).where(span).order_by(_mention.number)
        return {row.number: _row(row) for row in connection.execute(asked)}

    def _know(self, turn: _Turn, pairs: set[Pair]) -> None:
        numbers = {one for pair in pairs for one in pair} - turn.known.keys()
        turn.known |= self.rows(turn.connection, numbers)

    def _withdraw(self, turn: _Turn) -> None:
        """Take mentions out, with their links. Pairs that are neighbours now that they are gone are compared."""
        gone = turn.touched.gone
        pairs: set[Pair] = set()
        for row in gone.values():
            pairs |= turn.blocks.take(row.id, self._keys(row))
        for part in _parts(sorted(gone)):
            theirs = or_(_link.first.in_(part), _link.second.in_(part))
            for one, other in turn.connection.execute(select(_link.first, _link.second).where(theirs)):
                turn.touched.relinked |= {one, other} - gone.keys()
            turn.connection.execute(delete(tables.link).where(theirs))
            turn.connection.execute(delete(tables.mention).where(_mention.number.in_(part)))
        turn.pairs = {pair for pair in pairs if not gone.keys() & set(pair)}

    def _part(self, turn: _Turn) -> None:
        """Take back links of pairs that are compared no more, and do not make such ones."""
        linked = _linked(turn.connection, turn.parted)
        asked = {pair for pair in turn.parted if pair in turn.pairs or pair in linked}
        self._know(turn, asked)
        ended = []
        for one, other in sorted(asked):
            first, second = turn.known[one], turn.known[other]
            if not turn.blocks.compared((first.id, self._keys(first)), (second.id, self._keys(second))):
                turn.pairs.discard((one, other))
                if (one, other) in linked:
                    ended.append({"a": one, "b": other})
                    turn.touched.relinked |= {one, other}
        if ended:
            turn.connection.execute(_UNLINK, ended)

    def _join(self, turn: _Turn) -> None:
        """Link pairs that are compared now, where they are of one incident."""
        old = _linked(turn.connection, {pair for pair in turn.pairs if turn.known[pair[1]].part is not None})
        made = []
        for one, other in sorted(turn.pairs - old):
            # The lesser id first: what links two must not depend on which one came first.
            first, second = sorted((turn.known[one], turn.known[other]), key=lambda row: row.id)
            link = self._lent.link(self.opened(first.profile), self.opened(second.profile))
            if link is not None:
                features = json.dumps(link.features, ensure_ascii=False, separators=(",", ":"))
                made.append({"first": one, "second": other, "score": link.score, "features": features})
                turn.touched.relinked |= {one, other}
        if made:
            turn.connection.execute(insert(tables.link), made)


def links_among(connection: Connection, rows: dict[int, Row]) -> list[Link]:
    """The links among mentions, by score and then by id."""
    found = []
    for part in _parts(sorted(rows)):
        for row in connection.execute(select(tables.link).where(_link.first.in_(part))):
            if row.second in rows:
                first, second = sorted((rows[row.first].id, rows[row.second].id))
                features = tuple((name, share) for name, share in json.loads(row.features))
                found.append(Link(first, second, row.score, features))
    return sorted(found, key=lambda link: (-link.score, link.first, link.second))


def mentions_of(document: int) -> tuple[int, int]:
    """The least and the greatest number that a mention of a document can have."""
    size = STATEMENTS * MENTIONS
    return document * size, (document + 1) * size - 1


def _linked(connection: Connection, pairs: set[Pair]) -> set[Pair]:
    """Those of some pairs that are linked."""
    found: set[Pair] = set()
    for part in _parts(sorted({one for one, _ in pairs})):
        asked = select(_link.first, _link.second).where(_link.first.in_(part))
        found.update((one, other) for one, other in connection.execute(asked))
    return found & pairs


def _row(row: object) -> Row:
    return Row(row.number, row.id, row.profile, row.part, row.incident)  # type: ignore[attr-defined]


def _parts(numbers: Sequence[int] | Sequence[str]) -> Iterator[Sequence[int] | Sequence[str]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]
