"""Sayings: takes an incident and its reports, gives each statement that bears on it with who speaks and whence.

A statement bears on an incident where it tells one of its event mentions, or where it denies, confirms, repeats or
keeps silent on a statement that does. ``Sayings`` holds them in an order that depends on the reports alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from counterclaim.assessment.origins import Desks, origin_of
from counterclaim.assessment.parties import UNKNOWN, Deed, Parties
from counterclaim.assessment.releases import issuer
from counterclaim.assessment.times import Stretch, bounds
from counterclaim.records import (
    Actor,
    Bond,
    EventMention,
    Incident,
    Reliability,
    Report,
    Source,
    Stance,
    Statement,
    TextOrigin,
)

_ENDS: Final = (". ", ".\n", ".” ", '." ', "\n\n", "? ", "! ")


@dataclass(frozen=True, slots=True)
class Speaker:
    """One source of one statement: its name, the party that it speaks for, and its origin."""

    name: str
    actor: str | None
    party: str
    third: bool
    origin: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event mention of the incident as one statement tells it."""

    id: str
    event: EventMention
    bond: Bond


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement that bears on the incident.

    ``relayed`` is who says so of the sources, where that is not the outlet; ``desk`` is that of the document;
    ``order`` sorts sayings; ``echo``: the document copies an earlier one in which the same stands.
    """

    report: Report
    actors: Mapping[str, Actor]
    statement: Statement
    speakers: tuple[Speaker, ...]
    relayed: tuple[Speaker, ...]
    told: tuple[Told, ...]
    desk: str
    published: Stretch | None
    order: tuple[str, str, int]
    echo: bool = False

    def covers(self, start: int, end: int) -> bool:
        """Whether a stretch of the text lies in the statement or in the sentences in which it stands.

        What the reader carried over from further off (a place, an hour) is not what this source said.
        """
        text = self.report.document.text
        content = self.statement.content
        first = max(text.rfind(mark, 0, content.start) for mark in _ENDS)
        last = min(
            (at for mark in _ENDS if (at := text.find(mark, max(content.end - 1, 0))) >= 0), default=len(text)
        )
        return first < end and start <= last

    def around(self) -> tuple[str, str]:
        """The words of its sentence before what is said, and the sentence after."""
        text, content = self.report.document.text, self.statement.content
        first = max(text.rfind(mark, 0, content.start) for mark in _ENDS)
        last = min(
            (at for mark in _ENDS if (at := text.find(mark, max(content.end - 1, 0))) >= 0), default=len(text)
        )
        after = min((at for mark in _ENDS if (at := text.find(mark, last + 2)) >= 0), default=len(text))
        return text[max(first, 0) : content.start], text[last + 1 : after + 1].strip(' ”"')

    def says(self, words: str) -> bool:
        """Whether words stand in the statement or in its sentences."""
        text = self.report.document.text
        at = text.find(words)
        while at >= 0:
            if self.covers(at, at + len(words)):
                return True
            at = text.find(words, at + 1)
        return False

    def actor(self, id: str | None) -> Actor | None:
        """An actor of the report by id."""
        return self.actors.get(id or "")


class Sayings:
    """All that is said of an incident, and by whom."""

    def __init__(
        self,
        incident: Incident,
        reports: Mapping[str, Report],
        *,
        origins: Mapping[str, TextOrigin],
        ratings: Sequence[Reliability] = (),
    ) -> None:
        self.incident = incident
        self._bonds = {member.mention: member.bond for member in incident.members}
        self.reports = [reports[id] for id in sorted(reports) if self._bears(reports[id])]
        self.desks = Desks((report.document for report in self.reports), origins, ratings)
        self.parties = Parties(self._deeds(), incident.type)
        self.all = _with_echoes(sorted(self._sayings(), key=lambda saying: saying.order), origins)
        self.by_id = {saying.statement.id: saying for saying in self.all}

    def telling(self) -> list[Saying]:
        """Those that tell an event of the incident; what a copy repeats word for word tells nothing more."""
        return [saying for saying in self.all if saying.told and not saying.echo]

    def _bears(self, report: Report) -> bool:
        return any(
            f"{statement.id}#{number}" in self._bonds
            for statement in report.statements
            for number in range(len(statement.events))
        )

    def _told(self, statement: Statement) -> tuple[Told, ...]:
        ids = (f"{statement.id}#{number}" for number in range(len(statement.events)))
        return tuple(
            Told(id, event, self._bonds[id])
            for id, event in zip(ids, statement.events, strict=True)
            if id in self._bonds
        )

    def _deeds(self) -> Iterator[Deed]:
        for report in self.reports:
            actors = {actor.id: actor for actor in report.actors}
            for statement in report.statements:
                if statement.stance in (Stance.SILENT, Stance.URGES):
                    continue
                speakers = frozenset(source.actor for source in statement.sources if source.actor)
                for told in self._told(statement):
                    yield Deed(told.event, actors, speakers)

    def _sayings(self) -> Iterator[Saying]:
        for report in self.reports:
            actors = {actor.id: actor for actor in report.actors}
            document = report.document
            published = bounds(document.published.value) if document.published else None
            when = published.start.isoformat() if published else "9"
            desk = self.desks.of(document)
            author = issuer(report)
            for number, statement in enumerate(report.statements):
                yield Saying(
                    report,
                    actors,
                    statement,
                    tuple(
                        self._speakers(
                            statement.sources, statement.via, actors=actors, desk=desk, author=author
                        )
                    ),
                    tuple(self._speakers(statement.via[:1], statement.via[1:], actors=actors, desk=desk))
                    if statement.via
                    else (),
                    self._told(statement),
                    desk,
                    published,
                    (when, document.id, number),
                )

    def _speakers(
        self,
        sources: Sequence[Source],
        between: Sequence[Source],
        *,
        actors: Mapping[str, Actor],
        desk: str,
        author: Actor | None = None,
    ) -> Iterator[Speaker]:
        via = [(one, actors.get(one.actor or "")) for one in between]
        for source in sources or (Source("outlet", 0, 0),):
            actor = actors.get(source.actor or "")
            if source.name == "outlet" and author is not None:
                party, third = self.parties.of_source(author)
                yield Speaker(author.name, author.id, party, third, f"said:{author.id}")
                continue
            origin = origin_of(source, actor, via=via, desk=desk, desks=self.desks)
            party, third = self.parties.of_source(actor)
            named = desk if source.name == "outlet" else self.desks.named(source.name)
            if named is not None:
                origin = named
                if party == UNKNOWN or third:  # an outlet of no side of the incident
                    party, third = named, True
            yield Speaker(source.name, source.actor, party, third, origin)


def _with_echoes(sayings: list[Saying], origins: Mapping[str, TextOrigin]) -> list[Saying]:
    """Sayings in their order, those marked that an earlier document of one text has word for word."""
    first: dict[tuple[str, str], str] = {}
    found = []
    for saying in sayings:
        id = saying.report.document.id
        origin = origins.get(id)
        text = " ".join(saying.statement.content.text.split())
        told_by = first.setdefault((origin.origin if origin else id, text), id)
        found.append(saying if told_by == id else replace(saying, echo=True))
    return found
