"""Clusters event mentions anew where an addition touched them, and calls each incident by its number.

Takes what an addition changed; keeps the part and the incident of each mention, and gives the incidents of all
that was clustered. A number stands on one mention, its holder: an incident is called by the least number held
in it, and keeps it as it grows. Of two that become one, the lesser number goes on, and the other leads there
too; parted again, each has its own. When a holder's document is edited, its heir holds the number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, insert, select, update

from counterclaim.ledger import judged, tables
from counterclaim.ledger.lent import Lent
from counterclaim.ledger.mentions import Mentions, Row, Touched, links_among
from counterclaim.ledger.parts import Parts
from counterclaim.records import Incident, Judgement

_AT_ONCE: Final = 400

_mention, _named = tables.mention.c, tables.named.c
_PLACE: Final = (
    update(tables.mention)
    .where(_mention.number == bindparam("at"))
    .values(part=bindparam("in_part"), incident=bindparam("in_incident"))
)


@dataclass(frozen=True, slots=True)
class Grouped:
    """One incident as clustered. ``judgements`` are those that stand and name one of its mentions."""

    number: int
    incident: Incident
    judgements: tuple[Judgement, ...]


@dataclass(slots=True)
class Groups:
    """What became of all incidents that an addition touched: those that are there, those that are gone.

    ``gone`` has by its number each that is no more, and the number of the one that it went over to, None
    where no document tells of it any more.
    """

    there: list[Grouped] = field(default_factory=list)
    gone: dict[int, int | None] = field(default_factory=dict)


class Grouping:
    """Clusters for one addition, in a transaction."""

    def __init__(self, connection: Connection, lent: Lent, mentions: Mentions, *, entry: int) -> None:
        self._connection = connection
        self._lent = lent
        self._mentions = mentions
        self._entry = entry
        self._judged = judged.are_there(connection)

    def group(self, touched: Touched, *, heirs: dict[str, str], judged_now: set[str]) -> Groups:
        """Cluster what was touched.

        Args:
            touched: mentions that came, went or are linked otherwise.
            heirs: by the id of mentions that went, those that stand for them now.
            judged_now: ids of mentions on which another judgement stands than before.
        """
        named = self._mentions.of_names(self._connection, judged_now)
        seeds = touched.relinked | touched.new.keys() | named.keys()
        rows, parts = self._parts(seeds, touched)
        before = {row.incident for row in (*rows.values(), *touched.gone.values())} - {None}
        self._pass_on(touched, rows, heirs)
        clustered = [one for part in parts for one in self._cluster({at: rows[at] for at in part})]
        groups = self._named(clustered, {row.id: row.number for row in rows.values()})
        self._keep(touched, rows, parts, groups.there)
        numbers = {one.number for one in groups.there}
        holders = self._holders(number for number in before if number is not None)
        incidents = {member.mention: one.number for one in groups.there for member in one.incident.members}
        groups.gone = {
            number: incidents.get(holder) for number, holder in holders.items() if number not in numbers
        }
        return groups

    def _parts(self, seeds: set[int], touched: Touched) -> tuple[dict[int, Row], list[frozenset[int]]]:
        """All mentions to be clustered, and the parts in which they are."""
        rows = touched.new | self._mentions.rows(self._connection, seeds - touched.new.keys())
        ties = self._ties(touched)
        parts = Parts(self._connection, ties)
        around = parts.around(seeds)
        old = {row.part for row in (*rows.values(), *touched.gone.values())}
        rows |= self._mentions.of_parts(self._connection, {part for part in old if part is not None})
        around = parts.around({*rows, *(one for part in around for one in part)})
        missing = {one for part in around for one in part} - rows.keys()
        rows |= self._mentions.rows(self._connection, missing)
        return rows, around

    def _ties(self, touched: Touched) -> dict[int, frozenset[int]]:
        together = judged.ties(self._connection) if self._judged else []
        if not together:
            return {}
        there = self._mentions.of_names(self._connection, {name for names in together for name in names})
        number = {row.id: row.number for row in (*there.values(), *touched.new.values())}
        tied: dict[int, frozenset[int]] = {}
        for names in together:
            numbers = frozenset(number[name] for name in names if name in number)
            for one in numbers:
                tied[one] = tied.get(one, frozenset()) | numbers
        return tied

    def _cluster(self, rows: dict[int, Row]) -> Iterator[tuple[Incident, tuple[Judgement, ...]]]:
        """The incidents of a part, each with the judgements on it."""
        given = sorted(rows.values(), key=lambda row: row.id)
        links = links_among(self._connection, rows) if len(rows) > 1 else []
        names = [row.id for row in given]
        judgements = judged.about(self._connection, names) if self._judged else []
        profiles = [self._mentions.opened(row.profile) for row in given]
        for incident in self._lent.cluster(profiles, links, judgements):
            members = {member.mention for member in incident.members}
            yield incident, tuple(one for one in judgements if members & set(one.subjects))

    def _pass_on(self, touched: Touched, rows: dict[int, Row], heirs: dict[str, str]) -> None:
        """Have numbers that mentions held which are gone go over to others of their incidents."""
        gone = {row.id: row for row in touched.gone.values()}
        held = {holder: number for number, holder in self._held(gone)}
        if not held:
            return
        taken = {holder for _, holder in self._held(row.id for row in rows.values())}
        left: dict[int | None, list[str]] = {}
        for _, row in sorted(rows.items()):
            left.setdefault(row.incident, []).append(row.id)
        for name, number in sorted(held.items(), key=lambda pair: pair[1]):
            others = left.get(gone[name].incident, [])
            heir = heirs.get(name) or next((one for one in others if one not in taken), None)
            if heir is not None and heir not in taken:
                taken.add(heir)
                self._connection.execute(
                    update(tables.named).where(_named.number == number).values(mention=heir)
                )

    def _named(
        self, clustered: Sequence[tuple[Incident, tuple[Judgement, ...]]], numbers: dict[str, int]
    ) -> Groups:
        """Each incident with its number: the least that is held in it, else the next one free."""
        held: dict[str, int] = {holder: number for number, holder in self._held(numbers)}
        last = self._connection.execute(select(func.max(_named.number))).scalar() or 0
        groups = Groups()
        new = []
        firsts = [
            (min((numbers[member.mention], member.mention) for member in one.members), one, judgements)
            for one, judgements in clustered
        ]
        for (_, first), one, judgements in sorted(firsts, key=lambda item: item[0]):
            number = min((held[m.mention] for m in one.members if m.mention in held), default=None)
            if number is None:
                number = last = last + 1
                new.append({"number": number, "mention": first, "founded": self._entry})
            groups.there.append(Grouped(number, one, judgements))
        if new:
            self._connection.execute(insert(tables.named), new)
        return groups

    def _keep(
        self,
        touched: Touched,
        rows: dict[int, Row],
        parts: Iterable[frozenset[int]],
        groups: Iterable[Grouped],
    ) -> None:
        """Write the mentions that are new, and those that are in another part or incident than before."""
        part_of = {one: min(part) for part in parts for one in part}
        incident_of = {member.mention: one.number for one in groups for member in one.incident.members}
        new: list[dict[str, Any]] = []
        moved: list[dict[str, Any]] = []
        for number, row in sorted(rows.items()):
            at = (part_of[number], incident_of[row.id])
            if number in touched.new:
                values = {"number": number, "id": row.id, "profile": row.profile}
                new.append({**values, "part": at[0], "incident": at[1]})
            elif at != (row.part, row.incident):
                moved.append({"at": number, "in_part": at[0], "in_incident": at[1]})
        if new:
            self._connection.execute(insert(tables.mention), new)
        if moved:
            self._connection.execute(_PLACE, moved)

    def _held(self, mentions: Iterable[str]) -> Iterator[tuple[int, str]]:
        """The numbers that some mentions hold, each with its holder."""
        names = sorted(mentions)
        for start in range(0, len(names), _AT_ONCE):
            part = names[start : start + _AT_ONCE]
            asked = select(_named.number, _named.mention).where(_named.mention.in_(part))
            yield from (tuple(row) for row in self._connection.execute(asked))

    def _holders(self, numbers: Iterable[int]) -> dict[int, str]:
        """Who holds some numbers."""
        found: dict[int, str] = {}
        given = sorted(numbers)
        for start in range(0, len(given), _AT_ONCE):
            part = given[start : start + _AT_ONCE]
            asked = select(_named.number, _named.mention).where(_named.number.in_(part))
            found.update((row.number, row.mention) for row in self._connection.execute(asked))
        return found
