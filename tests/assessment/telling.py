"""Reports made by hand: who says what of an event, without the reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from counterclaim.assessment import assess
from counterclaim.records import (
    Accounts,
    Actor,
    Assessment,
    Bond,
    Content,
    Control,
    Cue,
    DatePrecision,
    Document,
    EventMention,
    Facet,
    Factuality,
    Harm,
    Incident,
    Known,
    Member,
    Participant,
    Place,
    Published,
    Report,
    Source,
    Span,
    Stance,
    Statement,
    TextOrigin,
    TimeValue,
    Toll,
    Trigger,
)

ACTORS = {
    actor.id: actor
    for actor in (
        Actor("RED:ARMY", "the Red army", "MIL", "RED", "RED", "table"),
        Actor("RED:MINISTRY", "the Red ministry", "GOV", "RED", "RED", "table"),
        Actor("BLUE:ARMY", "the Blue army", "MIL", "BLU", "BLU", "table"),
        Actor("BLUE:MINISTRY", "the Blue ministry", "GOV", "BLU", "BLU", "table"),
        Actor("MONITOR", "the Monitor", "NGO", None, None, "table"),
        Actor("DOCTOR", "a doctor", "MED", None, None, "words"),
        Actor("NEUTRAL", "Neutralia", "GOV", "NEU", "NEU", "table"),
    )
}


def event(text: str, **given: Any) -> EventMention:
    """An event told in a text by its trigger; participants, place and toll lie in the text."""
    start = text.find(given.get("trigger", text))
    trigger = given.pop("trigger", text)
    for role in ("actors", "recipients"):
        given[role] = tuple(Participant(ACTORS[id].name, id, 0, 1) for id in given.get(role, ()))
    if "held" in given:
        holder, place = given.pop("held")
        given["control"] = Control(ACTORS[holder].name, holder, place)
        given.setdefault("type", None)
    if "killed" in given:
        low, who = given.pop("killed")
        given["toll"] = (Toll(Harm.KILLED, who, low, low, 0, 1),)
    if "at" in given:
        iso = given.pop("at")
        given["time"] = TimeValue(iso, None, 1, trigger)
    if "place" in given:
        name, lat = given.pop("place")
        given["place"] = Place(name, lat, 40.0, None, 1, None, "town", f"g:{name}", None, "", 0, 1)
    kind = given.pop("type", "ASSAULT")
    factuality = given.pop("factuality", Factuality.HAPPENED)
    return EventMention(
        kind, None, (), factuality, 2.0, Trigger(trigger, start, start + len(trigger)), **given
    )


class Paper:
    """One document with what stands in it."""

    def __init__(self, id: str, *, day: str | None = None, outlet: str | None = None) -> None:
        self.id, self.day, self.outlet = id, day, outlet or f"{id} gazette"
        self.text = ""
        self.statements: list[Statement] = []

    def says(
        self, who: str, text: str, *events: EventMention, stance: str = "asserts", **given: Any
    ) -> Paper:
        """Add a statement by an actor, or by the outlet."""
        start = len(self.text)
        self.text += text + ".\n\n"
        sources = tuple(
            Source(ACTORS[id].name if id in ACTORS else id, start, start + 1, id if id in ACTORS else None)
            for id in who.split("+")
        )
        cue = Cue(given.pop("cue", "said"), start, start + 1) if who != "outlet" or "cue" in given else None
        moved = [_moved(one, start) for one in events]
        end = start + len(text)
        self.statements.append(
            Statement(
                id=f"{self.id}-{len(self.statements)}",
                sources=sources,
                via=(),
                cue=cue,
                stance=Stance(stance),
                content=Content(text, start, end, (Span(start, end),)),
                quoted=False,
                sentence=len(self.statements),
                events=tuple(moved),
                **given,
            )
        )
        return self

    def report(self) -> Report:
        """The paper as the reader would give it."""
        published = None
        if self.day:
            precision = DatePrecision.MINUTE if "T" in self.day else DatePrecision.DAY
            published = Published(self.day, precision, False, Known.GIVEN)
        document = Document(
            self.id, self.text, None, self.outlet, None, "en", published, (), (), "here", "text/plain", "", ""
        )
        return Report(document, tuple(self.statements), tuple(ACTORS.values()))


def _moved(one: EventMention, by: int) -> EventMention:
    """An event whose offsets are those of the document."""
    from dataclasses import replace

    return replace(
        one,
        actors=tuple(replace(p, start=p.start + by, end=p.end + by) for p in one.actors),
        recipients=tuple(replace(p, start=p.start + by, end=p.end + by) for p in one.recipients),
        toll=tuple(replace(t, start=t.start + by, end=t.end + by) for t in one.toll),
        place=replace(one.place, start=by, end=by + 1) if one.place else None,
    )


def incident(reports: Iterable[Report], bond: Bond = Bond.SAME) -> Incident:
    """All event mentions of some reports as one incident."""
    members = tuple(
        Member(f"{statement.id}#{number}", bond)
        for report in reports
        for statement in report.statements
        for number in range(len(statement.events))
    )
    return Incident("i", "fight", "ASSAULT", None, None, members, ())


def accounts_of(papers: Sequence[Paper], *, copies: dict[str, str] | None = None, **given: Any) -> Accounts:
    """The accounts of all that some papers tell; ``copies``: document → the one that it copies."""
    reports = {paper.id: paper.report() for paper in papers}
    origins = {
        id: TextOrigin(id, of, of, 1.0, 1.0, 3, None)
        for copy, of in (copies or {}).items()
        for id in (copy, of)
    }
    return assess(incident(reports.values()), reports, origins=origins, **given)


def row(accounts: Accounts, facet: Facet, subject: str = "") -> Assessment:
    """The assessment of a facet, of a subject that holds some words."""
    found = [
        one
        for one in accounts.assessments
        if one.facet is facet and subject in f"{one.subject} {' '.join(v.text for v in one.values)}"
    ]
    assert found, (
        f"no {facet} of {subject!r} among {[(a.facet.value, a.subject) for a in accounts.assessments]}"
    )
    return found[0]
