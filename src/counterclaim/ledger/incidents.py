"""Incidents and what stands of them: kept up as documents and judgements are added, remade exactly when asked.

    addition ─► mentions ─► blocks ─► links ─► parts ─► incidents, numbered ─► accounts ─► standings, what moved

Takes additions one by one, so that what moved each standing is known; the rest of what it makes depends on
the set of additions alone, but for the numbers of incidents, which are given out as they come up. What it
takes to profile, link, cluster and assess is lent by other rooms (``lent.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from counterclaim.ledger import judged, kept, tables
from counterclaim.ledger.derived import Derived
from counterclaim.ledger.differences import successors
from counterclaim.ledger.grouping import Grouping
from counterclaim.ledger.kept import Addition
from counterclaim.ledger.lent import Lent
from counterclaim.ledger.mentions import Mentions, Touched, mentions_of
from counterclaim.ledger.reading import Reading
from counterclaim.ledger.standings import Standings
from counterclaim.records import Document, Judgement, Report, Source

_version, _mention, _speaker = tables.version.c, tables.mention.c, tables.speaker.c


class Incidents(Derived):
    """Keeps mentions, links, incidents, accounts, standings and their history.

    It reads two tables of others that are in by then: of ``version``, which document one takes the place of,
    and of ``sketch``, by which texts are compared; neither changes once it is written.
    """

    name = "incidents"
    tables = (
        tables.heading,
        tables.speaker,
        tables.mention,
        tables.block,
        tables.link,
        tables.named,
        tables.ruled,
        tables.rating,
        tables.heir,
        tables.incident,
        tables.incident_term,
        tables.standing,
        tables.moved,
    )

    def __init__(self, lent: Lent) -> None:
        self.version = lent.version
        self._lent = lent
        self._mentions = Mentions(lent)
        self._reading = Reading(lent)

    def update(self, connection: Connection, additions: Sequence[Addition]) -> None:
        """Take account of documents and judgements, one after another."""
        for addition in additions:
            if isinstance(addition.record, Report):
                self._add(connection, addition.number, addition.record)
            else:
                self._judge(connection, addition.number, addition.record)

    def _add(self, connection: Connection, number: int, report: Report) -> None:
        """Take in a document, and out the version that it takes the place of."""
        connection.execute(insert(tables.heading), _heading(number, report.document))
        names = {judged.source_key(name) for name in _speakers(report)} - {""}
        rows = [{"name": name, "document": number} for name in sorted(names)]
        if rows:
            connection.execute(insert(tables.speaker), rows)
        self._reading.put(number, report)
        previous = _previous(connection, number)
        touched = self._mentions.replace(connection, number=number, report=report, previous=previous)
        heirs = {}
        if previous is not None:
            heirs = self._heirs(connection, previous, report=report, touched=touched)
        name = report.document.id
        self._settle(connection, number, document=name, touched=touched, heirs=heirs)

    def _judge(self, connection: Connection, number: int, judgement: Judgement) -> None:
        """Take account of a judgement: on mentions, or on a source that documents quote."""
        mentions, sources = judged.take(connection, number, judgement)
        self._settle(connection, number, judged_now=mentions, rated=sources)

    def _settle(
        self,
        connection: Connection,
        number: int,
        *,
        document: str | None = None,
        touched: Touched | None = None,
        heirs: dict[str, str] | None = None,
        judged_now: set[str] | None = None,
        rated: set[str] | None = None,
    ) -> None:
        """Cluster what was touched and assess what became of it; assess what was judged or rated anew."""
        grouping = Grouping(connection, self._lent, self._mentions, entry=number)
        anew = judged_now or set()
        groups = grouping.group(touched or Touched(), heirs=heirs or {}, judged_now=anew)
        standings = Standings(connection, self._lent, self._reading, entry=number)
        standings.take(groups, document=document, anew=anew)
        if rated:
            standings.again(_quoting(connection, rated))

    def _heirs(
        self, connection: Connection, previous: int, *, report: Report, touched: Touched
    ) -> dict[str, str]:
        """Which mentions of a new version stand for those of the one before it; judgements follow them."""
        ((_, old),) = kept.reports(connection, first=previous, last=previous)
        there = {row.id for row in touched.new.values()}
        same = successors(old, report)
        heirs = {}
        for row in touched.gone.values():
            statement, _, event = row.id.rpartition("#")
            heir = f"{same.get(statement)}#{event}"
            if heir in there:
                heirs[row.id] = heir
        if heirs:
            rows = [{"mention": old_one, "heir": heir} for old_one, heir in sorted(heirs.items())]
            connection.execute(insert(tables.heir), rows)
            judged.follow(connection, heirs)
        return heirs


def _previous(connection: Connection, number: int) -> int | None:
    """The number of the document of which this one is the next version; whatever came after this one."""
    own = select(_version.first, _version.ordinal).where(_version.number == number)
    first, ordinal = connection.execute(own).one()
    if ordinal == 1:
        return None
    before = select(_version.number).where(_version.first == first, _version.ordinal == ordinal - 1)
    return int(connection.execute(before).scalar_one())


def _quoting(connection: Connection, sources: set[str]) -> set[int]:
    """The incidents that documents tell of which quote or were printed by one of some sources."""
    keys = sorted({judged.source_key(source) for source in sources})
    documents = connection.execute(select(_speaker.document).where(_speaker.name.in_(keys)).distinct())
    found: set[int] = set()
    for document in documents.scalars().all():
        span = _mention.number.between(*mentions_of(document))
        found.update(connection.execute(select(_mention.incident).where(span).distinct()).scalars())
    return found


def _heading(number: int, document: Document) -> dict[str, Any]:
    return {
        "number": number,
        "id": document.id,
        "title": document.title,
        "outlet": document.outlet,
        "url": document.url,
        "published": document.published.value if document.published else None,
        "place": document.where,
    }


def _speakers(report: Report) -> set[str]:
    """Whom a document quotes, by actor and by name, its outlet and the agencies that it credits."""
    document = report.document
    actors = {actor.id: actor.name for actor in report.actors}
    found = {document.outlet or "", *(credit.agency for credit in document.credits)}
    sources: list[Source] = [
        source for one in report.statements for source in (*one.sources, *one.via) if not source.unnamed
    ]
    for source in sources:
        found.add(source.name)
        if source.actor is not None:
            found |= {source.actor, actors.get(source.actor, "")}
    return found
