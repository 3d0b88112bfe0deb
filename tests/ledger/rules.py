"""Plain rules for incidents, so that the ledger's part is tested whatever the rooms' own rules come to.

Two mentions are of one incident where place and day are the same; the nearer their counts, the surer. Every facet
has as many values as there are counts told. Like the rooms' own, they depend on their arguments alone.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from counterclaim.documents.origins import OriginIndex
from counterclaim.documents.sketch import Sketch, sketches_of
from counterclaim.ledger import Derived, Incidents, Lent, Origins
from counterclaim.records import (
    Accounts,
    Assessment,
    Bond,
    Facet,
    Incident,
    Interest,
    Judgement,
    Link,
    Member,
    Party,
    Reliability,
    Report,
    Ruling,
    Standing,
    TextOrigin,
    Value,
    Voice,
)

Profile = Mapping[str, Any]


def profiles(report: Report) -> Iterable[tuple[str, Profile]]:
    for statement in report.statements:
        for at, event in enumerate(statement.events):
            name = f"{statement.id}#{at}"
            yield (
                name,
                {
                    "mention": name,
                    "document": report.document.id,
                    "place": event.place.name if event.place else None,
                    "day": event.time.start[:10] if event.time else None,
                    "count": event.toll[0].low if event.toll else None,
                    "type": event.type,
                },
            )


def blocks(profile: Profile) -> list[str]:
    keys = [f"{name}:{profile[name]}" for name in ("place", "day") if profile[name]]
    return [*keys, f"count:{profile['count']}"] if profile["count"] else keys


def link(one: Profile, other: Profile) -> Link | None:
    if one["place"] is None or (one["place"], one["day"]) != (other["place"], other["day"]):
        return None
    gap = abs((one["count"] or 0) - (other["count"] or 0))
    score = round(0.99 - 0.02 * min(gap, 20), 4)
    return Link(*sorted((one["mention"], other["mention"])), score, (("place", 0.5), ("count", score - 0.5)))


def cluster(
    profiles: Sequence[Profile], links: Sequence[Link], judgements: Sequence[Judgement]
) -> list[Incident]:
    """Whatever is joined by links or by hand, but for those that a person parted: the first of these stays."""
    group = {one["mention"]: one["mention"] for one in profiles}
    apart = {frozenset(one.subjects) for one in judgements if one.ruling is Ruling.SPLIT}
    together = [one.subjects for one in judgements if one.ruling is Ruling.MERGE]
    pairs = [(first, other) for first, *rest in together for other in rest]
    pairs += [(one.first, one.second) for one in links]
    for one, other in pairs:
        if one not in group or other not in group:
            continue
        old, new = sorted((group[one], group[other]), reverse=True)
        names = {name for name, root in group.items() if root in (old, new)}
        if not any(pair <= names for pair in apart):
            group = {name: new if root == old else root for name, root in group.items()}
    members: dict[str, list[Profile]] = defaultdict(list)
    for one in profiles:
        members[group[one["mention"]]].append(one)
    return [_incident(found) for found in members.values()]


def _incident(found: Sequence[Profile]) -> Incident:
    names = sorted(one["mention"] for one in found)
    places = sorted(one["place"] or "somewhere" for one in found)
    return Incident(
        names[0],
        f"{found[0]['type']} at {places[0]}",
        found[0]["type"],
        None,
        None,
        tuple(Member(name, Bond.SAME) for name in names),
        tuple(sorted({one["document"] for one in found})),
    )


def assess(
    incident: Incident,
    reports: Sequence[Report],
    *,
    origins: Mapping[str, TextOrigin],
    ratings: Mapping[str, Reliability],
    judgements: Sequence[Judgement],
) -> Accounts:
    members = {member.mention for member in incident.members}
    voices: dict[str, list[Voice]] = defaultdict(list)
    for report in reports:
        for statement in report.statements:
            for at, event in enumerate(statement.events):
                name, origin = f"{statement.id}#{at}", origins[report.document.id].origin
                if name in members and event.toll:
                    party = statement.sources[0].name
                    rated = ratings[party].letter if party in ratings else "F"
                    interest = Interest.OWN if rated == "E" else Interest.NONE
                    voice = Voice(party, statement.id, name, True, origin, statement.stance, interest)
                    voices[str(event.toll[0].low)].append(voice)
    values = tuple(Value(key, f"{key} killed", tuple(said)) for key, said in sorted(voices.items()))
    told = {voice.origin for said in voices.values() for voice in said}
    standing = (
        Standing.DISPUTED if len(values) > 1 else Standing.CORROBORATED if len(told) > 1 else Standing.SINGLE
    )
    ruled = [one for one in judgements if one.ruling is Ruling.JUDGE]
    if ruled:
        standing = Standing(ruled[-1].value or "open")
    statements = tuple(voice.statement for said in voices.values() for voice in said)
    names = sorted({voice.party for said in voices.values() for voice in said})
    parties = tuple(Party(name, name, False) for name in names)
    item = Assessment(Facet.TOLL, "killed", standing, values, "counts", "by the counts told", statements)
    return Accounts(incident.id, parties, (item,) if values else (), len(told))


def lent(version: int = 1) -> Lent:
    """These rules, with the real room's text origins."""
    return Lent(
        version=version,
        profiles=profiles,
        to_text=json.dumps,
        from_text=json.loads,
        blocks=blocks,
        link=link,
        cluster=cluster,
        origins=_origins,
        assess=assess,
    )


def derived() -> list[Derived]:
    """What a ledger keeps up with these rules."""
    origins = Origins(lambda documents: (one.to_bytes() for one in sketches_of(documents)), grouped=_origins)
    return [origins, Incidents(lent())]


def _origins(sketches: Iterable[bytes]) -> Iterable[TextOrigin]:
    return OriginIndex(map(Sketch.from_bytes, sketches)).origins()
