"""Judgements on incidents and sources: which stand, which mentions they are about, what is known of sources.

Takes judgements as they are added; keeps, of those that stand, the mentions that they name, under the ids that
these have now: when a document is edited, a judgement goes over to what its new version tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from counterclaim import serial
from counterclaim.ledger import kept, tables
from counterclaim.ledger.words import folded
from counterclaim.records import Judgement, Reliability, Ruling

ON_INCIDENTS: Final = (Ruling.MERGE, Ruling.SPLIT, Ruling.JUDGE)

_AT_ONCE: Final = 500

_ruled, _rating, _heir = tables.ruled.c, tables.rating.c, tables.heir.c


def standing(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Judgements that stand, in order. An undo that was itself taken back takes back nothing."""
    undone = {subject for one in undoing(judgements) for subject in one.subjects}
    return [one for one in judgements if one.id not in undone and one.ruling is not Ruling.UNDO]


def undoing(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The judgements that take others back and were not taken back themselves, the last one first."""
    undone: set[str] = set()
    found = []
    for judgement in reversed(judgements):
        if judgement.ruling is Ruling.UNDO and judgement.id not in undone:
            undone.update(judgement.subjects)
            found.append(judgement)
    return found


def take(connection: Connection, number: int, judgement: Judgement) -> tuple[set[str], set[str]]:
    """Take account of a judgement. Gives the mentions and the sources of which another stands than before."""
    if judgement.ruling is not Ruling.UNDO:
        return _begin(connection, number, judgement)
    given = list(kept.judgements(connection, last=number))
    numbers = {one.id: at for at, one in given}
    before = {one.id: one for one in standing([one for at, one in given if at < number])}
    after = {one.id: one for one in standing([one for _, one in given])}
    mentions: set[str] = set()
    sources: set[str] = set()
    for name in before.keys() - after.keys():
        about, rated = _end(connection, numbers[name], before[name])
        mentions |= about
        sources |= rated
    for name in sorted(after.keys() - before.keys(), key=numbers.__getitem__):
        about, rated = _begin(connection, numbers[name], after[name])
        mentions |= about
        sources |= rated
    _rate_again(connection, sources, [(numbers[name], one) for name, one in after.items()])
    return mentions, sources


def follow(connection: Connection, heirs: dict[str, str]) -> None:
    """Have judgements on mentions that were withdrawn go over to those that stand for them now."""
    names = sorted(heirs) if are_there(connection) else []
    for old, new in ((name, heirs[name]) for name in names):
        rows = select(_ruled.judgement, _ruled.ruling).where(_ruled.mention == old)
        given = {row.judgement: row.ruling for row in connection.execute(rows)}
        named = select(_ruled.judgement).where(_ruled.mention == new)
        for judgement in connection.execute(named).scalars() if given else ():
            given.pop(judgement, None)
        connection.execute(delete(tables.ruled).where(_ruled.mention == old))
        if given:
            moved = [{"mention": new, "judgement": one, "ruling": ruling} for one, ruling in given.items()]
            connection.execute(insert(tables.ruled), moved)


def are_there(connection: Connection) -> bool:
    """Whether any judgement on incidents stands."""
    return connection.execute(select(_ruled.judgement).limit(1)).first() is not None


def ties(connection: Connection) -> list[list[str]]:
    """Mentions that persons judged to be of one incident, together."""
    rows = select(_ruled.judgement, _ruled.mention).where(_ruled.ruling == Ruling.MERGE.value)
    found: dict[int, list[str]] = {}
    for judgement, mention in connection.execute(rows.order_by(_ruled.judgement, _ruled.mention)):
        found.setdefault(judgement, []).append(mention)
    return list(found.values())


def about(connection: Connection, mentions: Iterable[str]) -> list[Judgement]:
    """Judgements that stand and name one of some mentions, in order, each naming mentions as they are now."""
    names = sorted(mentions)
    numbers: set[int] = set()
    for start in range(0, len(names), _AT_ONCE):
        asked = select(_ruled.judgement).where(_ruled.mention.in_(names[start : start + _AT_ONCE]))
        numbers.update(connection.execute(asked).scalars())
    table = tables.judgement.c
    texts = connection.execute(
        select(table.record).where(table.number.in_(sorted(numbers))).order_by(table.number)
    )
    given = [serial.from_json(Judgement, text) for text in texts.scalars()] if numbers else []
    return [replace(one, subjects=tuple(_now(connection, one.subjects))) for one in given]


def now(connection: Connection, mention: str) -> str:
    """The id that a mention has now: of one whose document was edited, that of its heir."""
    while (
        heir := connection.execute(select(_heir.heir).where(_heir.mention == mention)).scalar()
    ) is not None:
        mention = heir
    return mention


def ratings(connection: Connection) -> dict[str, Reliability]:
    """What the user knows of sources, by the name or actor's id that was given."""
    rows = connection.execute(select(_rating.source, _rating.record).order_by(_rating.source))
    return {source: _reliability(record) for source, record in rows}


def source_key(name: str) -> str:
    """The form of a source's name, or of its actor's id, under which it is found."""
    return folded(name)


@lru_cache(maxsize=4096)
def _reliability(record: str) -> Reliability:
    return serial.from_json(Reliability, record)


def _begin(connection: Connection, number: int, judgement: Judgement) -> tuple[set[str], set[str]]:
    if judgement.ruling in ON_INCIDENTS:
        mentions = set(_now(connection, judgement.subjects))
        ruling = judgement.ruling.value
        rows = [{"mention": one, "judgement": number, "ruling": ruling} for one in sorted(mentions)]
        connection.execute(insert(tables.ruled), rows)
        return mentions, set()
    if judgement.ruling is Ruling.RATE:
        for source in judgement.subjects:
            _rate(connection, source, number, judgement.value)
        return set(), set(judgement.subjects)
    return set(), set()


def _end(connection: Connection, number: int, judgement: Judgement) -> tuple[set[str], set[str]]:
    if judgement.ruling in ON_INCIDENTS:
        named = select(_ruled.mention).where(_ruled.judgement == number)
        mentions = set(connection.execute(named).scalars())
        connection.execute(delete(tables.ruled).where(_ruled.judgement == number))
        return mentions, set()
    return set(), set(judgement.subjects) if judgement.ruling is Ruling.RATE else set()


def _rate(connection: Connection, source: str, number: int, value: str | None) -> None:
    connection.execute(delete(tables.rating).where(_rating.source == source))
    if value:
        row = {"source": source, "judgement": number, "record": value}
        connection.execute(insert(tables.rating), row)


def _rate_again(
    connection: Connection, sources: set[str], standing_now: Sequence[tuple[int, Judgement]]
) -> None:
    """Sources of which a rating was taken back, or stands again, are rated by the last one that stands."""
    for source in sorted(sources):
        connection.execute(delete(tables.rating).where(_rating.source == source))
        rated = [
            (number, one)
            for number, one in standing_now
            if one.ruling is Ruling.RATE and source in one.subjects
        ]
        if rated:
            number, last = max(rated, key=lambda pair: pair[0])
            _rate(connection, source, number, last.value)


def _now(connection: Connection, mentions: Iterable[str]) -> Iterator[str]:
    for mention in mentions:
        yield now(connection, mention)
