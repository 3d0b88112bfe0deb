"""Assessment: takes an incident with its reports, gives who says what of it and what that leaves standing.

    sayings ─► hearing ─► grouping ─► rules
    (who speaks,  (claims:   (values of    (a standing
     for whom,     facet,     one facet     for each row,
     whence)       value,     that stand    with reasons)
                   yes/no)    together)

A pure function of what it is given: the order of reports does not matter, nor does a copy of one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from counterclaim.assessment.claims import Claim
from counterclaim.assessment.grouping import Group, Row, rows_of
from counterclaim.assessment.hearing import Hearing
from counterclaim.assessment.interest import interest_of
from counterclaim.assessment.judged import judged
from counterclaim.assessment.origins import plain_name
from counterclaim.assessment.parties import named
from counterclaim.assessment.rules import Case, judge
from counterclaim.assessment.sayings import Sayings
from counterclaim.assessment.settle import settle
from counterclaim.assessment.words import holds_one
from counterclaim.records import (
    Accounts,
    Assessment,
    Facet,
    Incident,
    Judgement,
    Party,
    Reliability,
    Report,
    Stance,
    Standing,
    TextOrigin,
    Value,
    Voice,
)

# Facets whose rows are told apart by their values, where there are several.
_OF_VALUE: Final = frozenset(
    {
        Facet.RESPONSIBILITY,
        Facet.TARGET,
        Facet.MEANS,
        Facet.AIM,
        Facet.MANNER,
    }
)
_ARTICLES: Final = ("the ", "The ", "a ", "A ", "an ", "An ")


def assess(
    incident: Incident,
    reports: Mapping[str, Report],
    *,
    origins: Mapping[str, TextOrigin],
    ratings: Sequence[Reliability] = (),
    judgements: Sequence[Judgement] = (),
) -> Accounts:
    """The accounts of an incident, facet by facet, with what stands.

    Args:
        incident: its event mentions.
        reports: those of its documents, by id of document; others are passed over.
        origins: what each document copies, by id of document; a document that is not there copies nothing.
        ratings: what the user knows of sources: families of outlets are one origin, interests are marked.
        judgements: what persons decided; a facet that one of them is of stands as it says.
    """
    sayings = Sayings(incident, reports, origins=origins, ratings=ratings)
    hearing = Hearing(sayings)
    rows = [row for row in rows_of(hearing.claims) if not _is_mere_step(row, incident.type)]
    sayings.parties.contradict(_contradicting(rows))
    parties = _parties(sayings, rows)
    by_id = {party.id: party for party in parties}
    interests = {plain_name(one.source): one.interests for one in ratings if one.interests}
    found = [
        _assessment(row, sayings, parties=by_id, interests=interests, alone=_alone(row, rows)) for row in rows
    ]
    found = judged(found, incident, judgements)
    voices = (voice for one in found for value in one.values for voice in value.voices)
    return Accounts(incident.id, parties, tuple(found), len({voice.origin for voice in voices}))


def _contradicting(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Pairs of parties of which one denies what the other says was done, or who was left holding a place."""
    for row in rows:
        if row.facet not in (Facet.OCCURRENCE, Facet.RESPONSIBILITY, Facet.CONTROL):
            continue
        for group in row.groups:
            heard = [claim for claim in group.claims if not claim.speaker.third and claim.holds is not None]
            for one in heard:
                for other in heard:
                    if one.holds and not other.holds and one.speaker.party != other.speaker.party:
                        yield one.speaker.party, other.speaker.party


def _alone(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a row is the only one of its facet."""
    return sum(one.facet is row.facet for one in rows) == 1


def _is_mere_step(row: Row, type: str | None) -> bool:
    """Whether a row is a step of the main event that nobody denies or passes over: the main row tells it too."""
    step = row.facet is Facet.OCCURRENCE and bool(row.subject.id) and row.subject.id.split()[0] == type
    return step and all(claim.holds for group in row.groups for claim in group.claims)


def _assessment(
    row: Row,
    sayings: Sayings,
    *,
    parties: Mapping[str, Party],
    interests: Mapping[str, tuple[str, ...]],
    alone: bool,
) -> Assessment:
    values = [_value(group, row, sayings, interests) for group in row.groups]
    if row.asked:
        voices = tuple(_voice(claim, row, sayings, interests) for claim in row.asked)
        values.append(Value("", "", voices))
    pairs = frozenset(_pair(values[i].key, values[j].key) for i, j in row.rivals)
    case = Case(row.facet, tuple(values), pairs, dict(parties), sayings.parties.opposed)
    finding = judge(case)
    subject = row.subject.text
    if row.facet in _OF_VALUE:
        subject = row.groups[0].worth.text if row.groups and not alone else ""
    elif row.facet in (Facet.PLACE, Facet.TIME):
        subject = row.groups[0].claims[0].point.subject.text if row.groups and not alone else ""
    subject = next((subject[len(word) :] for word in _ARTICLES if subject.startswith(word)), subject)
    return Assessment(
        row.facet,
        subject,
        finding.standing,
        tuple(values),
        finding.rule,
        finding.reason,
        finding.statements,
        finding.leaning,
        settle(case, row) if finding.standing is Standing.DISPUTED else (),
    )


def _pair(a: str, b: str) -> tuple[str, str]:
    first, second = sorted((a, b))
    return first, second


def _value(group: Group, row: Row, sayings: Sayings, interests: Mapping[str, tuple[str, ...]]) -> Value:
    voices = tuple(_voice(claim, row, sayings, interests) for claim in group.claims)
    return Value(group.worth.key, group.worth.text, tuple(dict.fromkeys(voices)))


def _voice(claim: Claim, row: Row, sayings: Sayings, interests: Mapping[str, tuple[str, ...]]) -> Voice:
    statement = claim.saying.statement
    speaker = claim.speaker
    sides = (speaker.party, *interests.get(plain_name(speaker.name), ()))
    interest = interest_of(claim, row.subject, sides=sides, opposed=sayings.parties.oppose)
    cue = statement.cue.text if statement.cue else ""
    return Voice(
        speaker.party,
        statement.id,
        claim.mention,
        claim.holds,
        speaker.origin,
        statement.stance.value,
        interest,
        retracted=claim.retracted,
        superseded=id(claim) in row.superseded,
        source=speaker.name,
        knows=statement.stance is Stance.CONFIRMS or holds_one("know", cue),
    )


def _parties(sayings: Sayings, rows: Iterable[Row]) -> tuple[Party, ...]:
    """Whoever is heard on any facet."""
    ids: dict[str, bool] = {}
    names: dict[str, str] = {}
    for row in rows:
        for claim in [*row.asked, *(claim for group in row.groups for claim in group.claims)]:
            speaker = claim.speaker
            ids[speaker.party] = speaker.third
            if speaker.party == claim.saying.desk:
                document = claim.saying.report.document
                signed = sayings.desks.signed(document)
                names[speaker.party] = min([*signed, names.get(speaker.party, "~")]) if signed else "outlet"
    return named(ids, (actor for report in sayings.reports for actor in report.actors), names)
