"""Dossiers: takes an incident, its accounts and its reports, gives what exports and briefs lay out.

A claim is one value of one facet; a say is one voice on it, with the statement, the document and the sentence that
it leads back to. Nothing is judged here: standings, rules and parties are as the accounts have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from urllib.parse import urlsplit

from counterclaim.records import (
    Accounts,
    Actor,
    Assessment,
    Bond,
    Document,
    EventMention,
    Facet,
    Incident,
    Party,
    Report,
    Source,
    Statement,
    Value,
    Voice,
)
from counterclaim.views.exports.quotes import quote
from counterclaim.views.exports.text import one_line

OUTLET = "outlet"  # the name of a source that is the report itself
NO_SIDE = "?"  # the party of those who are a side, nobody knows which


class Act(StrEnum):
    """What a voice does with a value, as a verb."""

    ASSERTS = "asserts"
    CONFIRMS = "confirms"
    ADMITS = "admits"
    ACCUSES = "accuses"
    DENIES = "denies"
    DOUBTS = "doubts"
    SILENT = "is silent on"
    RETRACTED = "took back"
    SUPERSEDED = "said before"  # it said otherwise since


FOR = frozenset({Act.ASSERTS, Act.CONFIRMS, Act.ADMITS, Act.ACCUSES})


@dataclass(frozen=True, slots=True)
class Say:
    """One voice on a value. Where the ledger no longer holds its report, only the ids are there."""

    voice: Voice
    act: Act
    party: Party
    source: str  # who says it, with the intermediaries
    statement: Statement | None
    document: Document | None
    event: EventMention | None
    quote: str  # the sentences that it stands in


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of a facet of an incident, with all who speak of it."""

    assessment: Assessment
    value: Value
    says: tuple[Say, ...]

    @property
    def topic(self) -> str:
        """The facet, with what of."""
        return topic(self.assessment)

    @property
    def origins(self) -> int:
        """How many independent origins stand for the value."""
        return len({say.voice.origin for say in self.says if say.act in FOR})

    def by(self, *acts: Act) -> tuple[Say, ...]:
        """Those who do one of these with it."""
        return tuple(say for say in self.says if say.act in acts)


@dataclass(frozen=True)
class Dossier:
    """One incident with all that is said of it. ``reports`` are in the order of publication.

    ``number`` is what people call the incident by in its ledger; None where it comes from none.
    """

    incident: Incident
    accounts: Accounts
    reports: tuple[Report, ...]
    number: int | None = None

    @cached_property
    def statements(self) -> dict[str, tuple[Statement, Report]]:
        """By its id, each statement of the reports with the report it stands in."""
        return {one.id: (one, report) for report in self.reports for one in report.statements}

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """By its id, whom the reports name."""
        return {actor.id: actor for report in self.reports for actor in report.actors}

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All values of all facets, in the order of the accounts."""
        return tuple(
            Claim(assessment, value, tuple(self._say(voice) for voice in value.voices))
            for assessment in self.accounts.assessments
            for value in assessment.values
        )

    @cached_property
    def parties(self) -> dict[str, Party]:
        """By their ids, those that speak. An outlet that signs nothing is named by what its report came from."""
        first: dict[str, str] = {}
        for assessment in self.accounts.assessments:
            for value in assessment.values:
                for voice in value.voices:
                    first.setdefault(voice.party, voice.statement)
        found = {}
        for party in self.accounts.parties:
            _, report = self.statements.get(first.get(party.id, ""), (None, None))
            unsigned = party.name == OUTLET and report is not None
            found[party.id] = (
                replace(party, name=outlet_of(report.document)) if report and unsigned else party
            )
        return found

    @property
    def sides(self) -> tuple[Party, ...]:
        """The parties that are a side of the incident, as far as they are known."""
        return tuple(party for party in self.parties.values() if not party.third and party.id != NO_SIDE)

    @property
    def third_parties(self) -> tuple[Party, ...]:
        """The parties that are no side of it."""
        return tuple(party for party in self.parties.values() if party.third)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents that tell of it, in the order of publication."""
        return tuple(report.document for report in self.reports)

    @cached_property
    def statement_ids(self) -> tuple[str, ...]:
        """The statements that the accounts rest on, in the order of the documents."""
        spoken = {say.voice.statement for claim in self.claims for say in claim.says}
        spoken.update(id for one in self.accounts.assessments for id in one.statements)
        known = [id for id in self.statements if id in spoken]
        return (*known, *sorted(spoken - set(known)))

    def event(self, mention: str | None) -> EventMention | None:
        """An event mention by its id, ``"<statement id>#<n>"``; None where it is not in the reports."""
        if mention is None:
            return None
        statement, _, number = mention.rpartition("#")
        found = self.statements.get(statement)
        if found is None or not number.isdigit() or int(number) >= len(found[0].events):
            return None
        return found[0].events[int(number)]

    def events(self, *bonds: Bond) -> Iterator[EventMention]:
        """The event mentions of the incident, of these bonds, of all by default."""
        for member in self.incident.members:
            event = self.event(member.mention)
            if event is not None and (not bonds or member.bond in bonds):
                yield event

    def of(self, facet: Facet) -> tuple[Assessment, ...]:
        """The assessments of a facet."""
        return tuple(one for one in self.accounts.assessments if one.facet is facet)

    def _say(self, voice: Voice) -> Say:
        party = self.parties.get(voice.party) or Party(voice.party, voice.party, third=True)
        statement, report = self.statements.get(voice.statement, (None, None))
        document = report.document if report else None
        if statement is None or document is None:
            return Say(voice, act_of(voice), party, party.name, None, None, None, "")
        return Say(
            voice,
            act_of(voice),
            party,
            source_of(statement, document),
            statement,
            document,
            self.event(voice.mention),
            quote(statement, document),
        )


def act_of(voice: Voice) -> Act:
    """What a voice does, as a verb: by what it holds, then by the stance it was said with."""
    if voice.retracted:
        return Act.RETRACTED
    if voice.superseded:
        return Act.SUPERSEDED
    if voice.holds is None:
        return Act.SILENT if voice.stance == "silent" else Act.DOUBTS
    if not voice.holds:
        return Act.DENIES
    return {"confirms": Act.CONFIRMS, "admits": Act.ADMITS, "accuses": Act.ACCUSES}.get(
        voice.stance, Act.ASSERTS
    )


def source_of(statement: Statement, document: Document) -> str:
    """Who makes a statement, and by way of whom: "a commander via Meridian Wire"."""
    names = " and ".join(_names(statement.sources, document)) or outlet_of(document)
    via = "".join(f" via {name}" for name in _names(statement.via, document))
    return names + via


def outlet_of(document: Document) -> str:
    """What a reader calls the outlet by: its name, else the site or the file that the report came from."""
    if document.outlet:
        return one_line(document.outlet)
    site = urlsplit(document.url).hostname if document.url else None
    return one_line(site or re.split(r"[/\\!]", document.where.rstrip("/"))[-1] or document.where)


def topic(assessment: Assessment) -> str:
    """What an assessment is of: the facet, with its subject where it has one."""
    subject = one_line(assessment.subject)
    return f"{assessment.facet.value}: {subject}" if subject else assessment.facet.value


def voiced(says: Iterable[Say]) -> str:
    """Who speaks, each with the party it speaks for: "Kurdish officials (KRG), a colonel (Iraq)"."""
    found: dict[str, None] = {}
    for say in says:
        found[spoken_for(say)] = None
    return ", ".join(found)


def spoken_for(say: Say) -> str:
    """A speaker, with the party it speaks for where its name does not say it."""
    party = say.party
    if party.third or party.id == NO_SIDE or _bare(party.name) in _bare(say.source):
        return say.source
    return one_line(f"{say.source} ({party.name})")


def _bare(name: str) -> str:
    return one_line(name).lower().removeprefix("the ")


def _names(sources: Iterable[Source], document: Document) -> list[str]:
    return [outlet_of(document) if one.name == OUTLET else one_line(one.name) for one in sources]
