"""What would settle a dispute: takes a case, names what is missing that would decide between its values."""

from __future__ import annotations

from counterclaim.assessment.claims import Claim
from counterclaim.assessment.grouping import Row
from counterclaim.assessment.rules import Case
from counterclaim.records import EventMention, Facet

_WITNESS = {
    Facet.TOLL: "a count by a third party",
    Facet.CONTROL: "a third party that saw who holds it",
    Facet.RESPONSIBILITY: "a third party that knows who did it",
    Facet.LOSSES: "a third party that saw what was lost",
}


def settle(case: Case, row: Row) -> tuple[str, ...]:
    """What is missing, the weightiest first."""
    thirds = {v.origin for v in case.live(True, False) if case.third(v)}
    knowing = {v.origin for v in case.live(True, False) if case.third(v) and v.knows}
    found: list[str] = []
    if not thirds:
        found.append(_WITNESS.get(case.facet, "a third party that knows of it"))
    elif len(knowing) == 1:
        found.append("a second third party that knows of it at first hand")
    elif not knowing:
        found.append("a third party that knows of it at first hand")
    claims = [claim for group in row.groups for claim in group.claims if claim.holds]
    events = [_event(claim) for claim in claims]
    if case.facet is Facet.CONTROL and any(event is None or event.time is None for event in events):
        found.append("a time for either claim")
    if case.facet is Facet.TOLL:
        found.append("names or places of those counted, to see whether the counts are of the same")
    if case.facet in (Facet.OCCURRENCE, Facet.RESPONSIBILITY) and not any(
        event is not None and event.place is not None for event in events
    ):
        found.append("a place")
    silent = sorted({v.party for value in case.values for v in value.voices if v.holds is None})
    found.extend(
        f"an answer of {case.parties[id].name}"
        for id in silent
        if id in case.parties and not case.parties[id].third
    )
    return tuple(found)


def _event(claim: Claim) -> EventMention | None:
    for told in claim.saying.told:
        if told.id == claim.mention:
            return told.event
    return None
