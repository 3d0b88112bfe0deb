"""Accounts and standings of incidents, and what moved them.

Takes incidents as an addition left them; has them assessed, keeps their accounts, what they are looked for by
and how each facet stands, and notes what is otherwise than before.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, delete, insert, select

from counterclaim import serial
from counterclaim.ledger import judged, tables
from counterclaim.ledger.grouping import Grouped, Groups
from counterclaim.ledger.lent import Lent
from counterclaim.ledger.listing import Moved
from counterclaim.ledger.reading import Reading
from counterclaim.ledger.words import bounds, folded
from counterclaim.records import (
    Accounts,
    Assessment,
    EventMention,
    Incident,
    Party,
    Report,
    Standing,
    TimeValue,
)

PLACE: Final = "place"  # kinds of words that an incident is looked for by
PARTY: Final = "party"

_AT_ONCE: Final = 400

_incident, _standing, _named = tables.incident.c, tables.standing.c, tables.named.c

Key = tuple[str, str]  # facet and subject


@dataclass(frozen=True, slots=True)
class _Assessed:
    """An incident with its accounts, as they are kept."""

    number: int
    incident: Incident
    reports: list[Report]
    accounts: Accounts
    record: str
    accounts_text: str


class Standings:
    """Assesses for one addition, in a transaction. ``entry`` is its number in the journal."""

    def __init__(self, connection: Connection, lent: Lent, reading: Reading, *, entry: int) -> None:
        self._connection = connection
        self._lent = lent
        self._reading = reading
        self._entry = entry
        self._moves: list[dict[str, Any]] = []
        self._ratings = judged.ratings(connection)

    def take(self, groups: Groups, *, document: str | None, anew: set[str]) -> None:
        """Take account of what became of incidents.

        Args:
            groups: those that are there, those that are gone.
            document: the id of the document that was added, if one was.
            anew: ids of mentions whose incidents are assessed even where they are what they were.
        """
        before = self._held({one.number for one in groups.there} | groups.gone.keys())
        self._end(groups.gone, before)
        changed = [
            one
            for one in groups.there
            if one.number not in before
            or before[one.number].record != serial.to_json(one.incident)
            or any(member.mention in anew for member in one.incident.members)
        ]
        self._put(changed, before, document=document)

    def again(self, numbers: Iterable[int]) -> None:
        """Assess incidents anew that are what they were: more is known of a source that they rest on."""
        before = self._held(numbers)
        groups = []
        for number, row in sorted(before.items()):
            incident = serial.from_json(Incident, row.record)
            judgements = judged.about(self._connection, [one.mention for one in incident.members])
            groups.append(Grouped(number, incident, tuple(judgements)))
        self._put(groups, before, document=None)

    def _held(self, numbers: Iterable[int]) -> dict[int, Row[Any]]:
        """Incidents as they are kept, by number."""
        table = tables.incident
        columns = (_incident.number, _incident.record, _incident.accounts)
        found: dict[int, Row[Any]] = {}
        for part in _parts(sorted(numbers)):
            rows = self._connection.execute(select(*columns).where(table.c.number.in_(part)))
            found.update({row.number: row for row in rows})
        return found

    def _end(self, gone: Mapping[int, int | None], before: Mapping[int, Row[Any]]) -> None:
        """Take out incidents that are no more."""
        for number, into in sorted(gone.items()):
            if number in before:
                what = Moved.WITHDRAWN if into is None else Moved.MERGED
                self._move(number, what, {"title": json.loads(before[number].record)["title"], "into": into})
        self._clear(gone)

    def _put(
        self, groups: Sequence[Grouped], before: Mapping[int, Row[Any]], *, document: str | None
    ) -> None:
        """Write incidents that are otherwise than before, and what moved."""
        assessed = [one for one in map(self._assess, groups) if not _is_as(before.get(one.number), one)]
        facets = self._facets(one.number for one in assessed)
        self._clear(one.number for one in assessed)
        founded = self._founded(one.number for one in assessed if one.number not in before)
        for one in assessed:
            row = before.get(one.number)
            if row is None and founded[one.number] != self._entry:
                self._move(one.number, Moved.PARTED, {})
            elif row is not None and document in set(one.incident.documents) - _documents(row):
                self._move(one.number, Moved.DOCUMENT, {})
        self._write(assessed, facets, before=before)
        if self._moves:
            self._connection.execute(insert(tables.moved), self._moves)
            self._moves = []

    def _assess(self, group: Grouped) -> _Assessed:
        incident = group.incident
        reports = self._reading.reports(self._connection, incident.documents)
        accounts = self._lent.assess(
            incident,
            reports,
            origins=self._reading.origins(self._connection, incident.documents),
            ratings=self._ratings,
            judgements=group.judgements,
        )
        texts = serial.to_json(incident), serial.to_json(accounts)
        return _Assessed(group.number, incident, reports, accounts, *texts)

    def _write(
        self,
        assessed: Sequence[_Assessed],
        facets: Mapping[int, Mapping[Key, Row[Any]]],
        *,
        before: Mapping[int, Row[Any]],
    ) -> None:
        rows: dict[Table, list[dict[str, Any]]] = {
            tables.incident: [incident_row(one, entry=self._entry) for one in assessed],
            tables.incident_term: [row for one in assessed for row in _terms(one)],
            tables.standing: [],
        }
        for one in assessed:
            old = facets.get(one.number, {})
            new = _by_key(one.accounts.assessments)
            for key, item in new.items():
                since = self._since(one.number, key, item, old.get(key), new=one.number not in before)
                rows[tables.standing].append(
                    {
                        "incident": one.number,
                        "facet": key[0],
                        "subject": key[1],
                        "standing": item.standing.value,
                        "since": since,
                        "record": serial.compact(_told(item)),
                    }
                )
            for key in old.keys() - new.keys():
                self._note(one.number, key, old[key], None)
        for table, values in rows.items():
            if values:
                self._connection.execute(insert(table), values)

    def _since(self, number: int, key: Key, item: Assessment, old: Row[Any] | None, *, new: bool) -> int:
        """Since which entry a facet stands as it does; what moved it is noted."""
        as_before = old is not None and old.standing == item.standing.value
        if old is not None and as_before and json.loads(old.record)["keys"] == _told(item)["keys"]:
            return int(old.since)
        if not new:
            self._note(number, key, old, item)
        return self._entry

    def _note(self, number: int, key: Key, old: Row[Any] | None, item: Assessment | None) -> None:
        before = json.loads(old.record) if old is not None else {"texts": [], "statements": []}
        after = _told(item) if item is not None else {"texts": [], "statements": []}
        known = set(before["statements"])
        record = {
            "before": old.standing if old is not None else None,
            "after": item.standing.value if item is not None else None,
            "values_before": before["texts"],
            "values_after": after["texts"],
            "statements": [one for one in after["statements"] if one not in known],
        }
        self._move(number, Moved.STANDING, record, key=key)

    def _move(self, number: int, what: Moved, record: dict[str, Any], *, key: Key = ("", "")) -> None:
        row = {"entry": self._entry, "incident": number, "what": what.value}
        self._moves.append({**row, "facet": key[0], "subject": key[1], "record": serial.compact(record)})

    def _facets(self, numbers: Iterable[int]) -> dict[int, dict[Key, Row[Any]]]:
        """How the facets of incidents stand as kept."""
        found: dict[int, dict[Key, Row[Any]]] = {}
        for part in _parts(sorted(numbers)):
            asked = select(tables.standing).where(_standing.incident.in_(part))
            for row in self._connection.execute(asked):
                found.setdefault(row.incident, {})[row.facet, row.subject] = row
        return found

    def _founded(self, numbers: Iterable[int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for part in _parts(sorted(numbers)):
            rows = self._connection.execute(
                select(_named.number, _named.founded).where(_named.number.in_(part))
            )
            found.update((row.number, row.founded) for row in rows)
        return found

    def _clear(self, numbers: Iterable[int]) -> None:
        for part in _parts(sorted(numbers)):
            terms = tables.incident_term.c.incident
            self._connection.execute(delete(tables.incident).where(_incident.number.in_(part)))
            self._connection.execute(delete(tables.incident_term).where(terms.in_(part)))
            self._connection.execute(delete(tables.standing).where(_standing.incident.in_(part)))


def incident_row(one: _Assessed, *, entry: int) -> dict[str, Any]:
    """An incident as it is kept."""
    incident, place = one.incident, one.incident.place
    first, last = days(incident.time)
    return {
        "number": one.number,
        "id": incident.id,
        "record": one.record,
        "accounts": zlib.compress(one.accounts_text.encode("utf-8", "surrogatepass")),
        "type": incident.type,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "first_day": first,
        "last_day": last,
        "documents": len(incident.documents),
        "mentions": len(incident.members),
        "disputed": sum(item.standing is Standing.DISPUTED for item in one.accounts.assessments),
        "changed": entry,
    }


def accounts_of(data: bytes) -> Accounts:
    """Accounts as they were kept."""
    return serial.from_json(Accounts, _unpacked(data))


def parties_of(data: bytes) -> tuple[Party, ...]:
    """The parties of accounts as they were kept."""
    return tuple(serial.record(Party, one) for one in json.loads(_unpacked(data))["parties"])


def days(time: TimeValue | None) -> tuple[str | None, str | None]:
    """The first and the last day on which something may have happened, as far as is known."""
    if time is None:
        return None, None
    start, end = bounds(time.start[:10]), bounds((time.end or time.start)[:10])
    return (start[0], end[1]) if start and end else (None, None)


def _is_as(row: Row[Any] | None, one: _Assessed) -> bool:
    """Whether an incident and its accounts are as they are kept."""
    return row is not None and row.record == one.record and _unpacked(row.accounts) == one.accounts_text


def _documents(row: Row[Any]) -> set[str]:
    return set(json.loads(row.record)["documents"])


def _unpacked(data: bytes) -> str:
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def _by_key(items: Sequence[Assessment]) -> dict[Key, Assessment]:
    """What is assessed, by facet and subject; a second one of the same is told apart by a number."""
    found: dict[Key, Assessment] = {}
    for item in items:
        subject, at = item.subject, 1
        while (item.facet.value, subject) in found:
            at += 1
            subject = f"{item.subject} ({at})"
        found[item.facet.value, subject] = item
    return found


def _told(item: Assessment) -> dict[str, list[str]]:
    """What is told of a facet: keys and texts of its values, and the statements that its standing rests on."""
    values = sorted((value.key, value.text) for value in item.values)
    return {
        "keys": [key for key, _ in values],
        "texts": [text for _, text in values],
        "statements": list(item.statements),
    }


def _terms(one: _Assessed) -> Iterator[dict[str, Any]]:
    """The words by which an incident is looked for: of its places and countries, of its parties."""
    members = {member.mention for member in one.incident.members}
    places = [event.place for event in _events(one.reports, members) if event.place is not None]
    if one.incident.place is not None:
        places.append(one.incident.place)
    named = {PLACE: set[str](), PARTY: set[str]()}
    for place in places:
        named[PLACE].update(folded(f"{place.name} {place.admin1 or ''} {place.country or ''}").split())
    for party in one.accounts.parties:
        named[PARTY].update([folded(party.id), *folded(party.name).split()])
    for kind, terms in named.items():
        for term in sorted(terms - {""}):
            yield {"term": term, "kind": kind, "incident": one.number}


def _events(reports: Iterable[Report], mentions: set[str]) -> Iterator[EventMention]:
    for report in reports:
        for statement in report.statements:
            for at, event in enumerate(statement.events):
                if f"{statement.id}#{at}" in mentions:
                    yield event


def _parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]
