"""PLOVER: takes dossiers, writes JSON lines in the named fields of PLOVER's manual, with ``claims`` added.

One line for each type of event that an incident is made of, so that an attack and the arrest after it are two; lines
of one incident bear one ``link``. Twenty papers that tell of one attack make one line. The manual's fields come first;
``date_is``, ``claims``, ``standings``, ``origins``, ``factuality``, ``statements`` and ``documents`` are our own. A
type that is only told as planned, hypothetical or denied of itself gets ``has_event`` false. The manual asks for a
date: where none is told it is that of the first report, and ``date_is`` says so.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, BinaryIO, Final

from counterclaim.records import Document, EventMention, Factuality, Harm, Participant, Place
from counterclaim.views.exports import form, tolls
from counterclaim.views.exports.dossier import FOR, Act, Claim, Dossier, outlet_of
from counterclaim.views.exports.facts import address_of, title_of
from counterclaim.views.exports.periods import days, first_day
from counterclaim.views.exports.tables import country
from counterclaim.views.exports.text import one_line

_REAL: Final = frozenset({Factuality.HAPPENED, Factuality.ONGOING})
_QUADS: Final = {
    1: "AGREE CONSULT SUPPORT CONCEDE",
    2: "COOPERATE AID RETREAT",
    3: "REQUEST ACCUSE REJECT THREATEN",
    4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}
_QUAD_OF: Final = {kind: number for number, kinds in _QUADS.items() for kind in kinds.split()}
_RESOLUTION: Final = {1: 5, 2: 4, 3: 3, 4: 2, 5: 2, 6: 1, 7: 1}  # of where_prec: 5 sub-city to 1 country
_CODEBOOK: Final = "PLOVER 2.0"
_REQUIRED: Final = frozenset(
    {"id", "date", "actor", "event"}
)  # the manual's; there even where nothing is known


def write(dossiers: Iterable[Dossier], file: BinaryIO, *, made: datetime) -> Iterable[str]:
    """Write one JSON object a line."""
    missed = 0
    with form.text(file) as out:
        for dossier in dossiers:
            found = list(records(dossier, made=made))
            missed += not found
            out.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in found)
    if not missed:
        return ()
    are = "incident is" if missed == 1 else "incidents are"
    return (f"{missed:,} {are} left out: PLOVER has no type for what they tell",)


def records(dossier: Dossier, *, made: datetime) -> Iterator[dict[str, Any]]:
    """The records of an incident, that of its main type first."""
    events: dict[str, list[tuple[str, EventMention]]] = {}
    for member in dossier.incident.members:
        event = dossier.event(member.mention)
        if event is not None and event.type:
            events.setdefault(event.type, []).append((member.mention, event))
    main = dossier.incident.type
    order = sorted(events, key=lambda kind: (kind != main, -len(events[kind]), kind))
    for number, kind in enumerate(order):
        claims = _claims_of(dossier, {mention for mention, _ in events[kind]}, rest=number == 0)
        if claims or number == 0:  # of what nobody claims there is nothing to tell
            told = [event for _, event in events[kind]]
            yield _record(dossier, kind, number=number, events=told, claims=claims, made=made)


def _record(
    dossier: Dossier,
    kind: str,
    *,
    number: int,
    events: list[EventMention],
    claims: list[Claim],
    made: datetime,
) -> dict[str, Any]:
    time, span = dossier.incident.time, days(dossier.incident.time)
    days_out = (first_day(one.published.value) for one in dossier.documents if one.published)
    reported = min((day for day in days_out if day), default=None)
    record = {
        "id": f"counterclaim-{dossier.incident.id}-{number}",
        "has_event": any(event.factuality in _REAL for event in events),
        "date": span[0].isoformat() if span else reported,
        "time": (time.start.partition("T")[2] or None) if time else None,
        "enddate": span[1].isoformat() if span and span[1] != span[0] else None,
        "actor": _entities(dossier, (one for event in events for one in event.actors)),
        "recipient": _entities(dossier, (one for event in events for one in event.recipients)),
        "event": [kind],
        "event_loc": _location(dossier.incident.place),
        "event_text": list(dict.fromkeys(one_line(event.trigger.text) for event in events)),
        "quad_code": _QUAD_OF.get(kind),
        "mode": _told(event.mode for event in events),
        "context": _told(context for event in events for context in event.contexts),
        "link": dossier.incident.id,
        "size": _size(dossier) if number == 0 else None,
        "cite_info": [_citation(document) for document in dossier.documents],
        "coder": "counterclaim",
        "coded_date": made.date().isoformat(),
        "comment": title_of(dossier),
    }
    own = {
        "date_is": "of the event" if span else "of the first report" if reported else None,
        "factuality": _told(event.factuality.value for event in events),
        "claims": [claim_object(claim) for claim in claims],
        "standings": _standings(claims),
        "origins": dossier.accounts.origins,
        "statements": list(dict.fromkeys(say.voice.statement for claim in claims for say in claim.says)),
        "documents": list(dossier.incident.documents),
    }
    told = {name: value for name, value in record.items() if name in _REQUIRED or value not in (None, [], {})}
    return {**told, **own}


def claim_object(claim: Claim) -> dict[str, Any]:
    """A claim with who asserts it, who confirms, denies, doubts it, each led back to its statement."""
    assessment = claim.assessment
    return {
        "facet": assessment.facet.value,
        "subject": one_line(assessment.subject) or None,
        "value": one_line(claim.value.text),
        "standing": assessment.standing.value,
        "leaning": assessment.leaning,
        "origins": claim.origins,
        **{
            name: [
                {
                    "source": say.source,
                    "party": say.party.id,
                    "third_party": say.party.third,
                    "statement": say.voice.statement,
                    "document": say.document.id if say.document else None,
                    "url": address_of(say.document) if say.document else None,
                }
                for say in claim.by(*acts)
            ]
            for name, acts in (
                ("asserted_by", tuple(FOR - {Act.CONFIRMS})),
                ("confirmed_by", (Act.CONFIRMS,)),
                ("denied_by", (Act.DENIES,)),
                ("doubted_by", (Act.DOUBTS,)),
                ("silent", (Act.SILENT,)),
                ("taken_back_by", (Act.RETRACTED,)),
                ("said_before_by", (Act.SUPERSEDED,)),
            )
        },
    }


def _claims_of(dossier: Dossier, mentions: set[str], *, rest: bool) -> list[Claim]:
    """The claims of facets that one of the mentions bears on; with ``rest`` those too that no typed one does."""
    typed = {member.mention for member in dossier.incident.members if _typed(dossier, member.mention)}
    found = []
    for claim in dossier.claims:
        voices = [voice for value in claim.assessment.values for voice in value.voices]
        bears = {voice.mention for voice in voices} & typed
        if bears & mentions or (rest and not bears):
            found.append(claim)
    return found


def _typed(dossier: Dossier, mention: str) -> bool:
    event = dossier.event(mention)
    return event is not None and event.type is not None


def _standings(claims: list[Claim]) -> dict[str, str]:
    return {claim.topic: claim.assessment.standing.value for claim in claims}


def _entities(dossier: Dossier, participants: Iterable[Participant]) -> list[dict[str, Any]]:
    """Those who take part, once each: whom the tables know by what they are, the rest by their words."""
    found: dict[str, dict[str, Any]] = {}
    for one in participants:
        actor = dossier.actors.get(one.actor) if one.actor else None
        key = actor.id if actor else one_line(one.name).lower()
        if key in found:
            continue
        entity: dict[str, Any] = {"entity_text": one_line(one.name)}
        if actor is not None:
            entity |= {
                "code": actor.country or (actor.kind if actor.kind in ("IGO", "NGO") else None),
                "sector": actor.kind if actor.kind != "UNK" else None,
                "identifier_id": actor.id,
                "identifier_text": one_line(actor.name),
                "affiliation": actor.affiliation,
            }
        found[key] = {name: value for name, value in entity.items() if value is not None}
    return list(found.values())


def _location(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    land = country(place.country)
    location = {
        "extracted_place": one_line(place.name),
        "geonameid": place.gazetteer_id,
        "lat": place.lat,
        "lon": place.lon,
        "province": one_line(place.admin1 or "") or None,
        "country": land.name if land else None,
        "country_code": place.country,
        "resolution": _RESOLUTION.get(place.precision) if place.precision else None,
        "where_prec": place.precision,
    }
    return {name: value for name, value in location.items() if value is not None}


def _told(values: Iterable[str | None]) -> list[str]:
    """What is told, the commonest first."""
    told = Counter(value for value in values if value)
    return sorted(told, key=lambda value: (-told[value], value))


def _size(dossier: Dossier) -> dict[str, int]:
    """The best figures, under the names that the manual has for them, with their bounds."""
    names = {Harm.KILLED: "dead", Harm.WOUNDED: "injured", Harm.DETAINED: "arrested"}
    size: dict[str, int] = {}
    for harm, figures in tolls.totals(tolls.counts(dossier)).items():
        name = names.get(harm, harm.value)
        size |= {name: figures.best, f"{name}_low": figures.low, f"{name}_high": figures.high}
    return size


def _citation(document: Document) -> dict[str, Any]:
    citation = {
        "citation": document.id,
        "url": address_of(document),
        "title": one_line(document.title or "") or None,
        "language": document.language,
        "publication": outlet_of(document),
        "date": document.published.value if document.published else None,
        "codebook": _CODEBOOK,
    }
    return {name: value for name, value in citation.items() if value is not None}
