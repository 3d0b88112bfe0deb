"""Records as the API gives them: the same names as the records and as ``counterclaim read --format json``."""

from __future__ import annotations

import json
from typing import Any

from counterclaim import serial
from counterclaim.ledger import Heading, Listed, Move, Told
from counterclaim.records import Accounts, Assessment, Judgement, Value
from counterclaim.views.incidents import heading_json, incident_json
from counterclaim.views.read import event_json, statement_json
from counterclaim.views.web.queries import Spot
from counterclaim.views.web.reading import Job


def incident(one: Listed) -> dict[str, Any]:
    """An incident of a list: as the command prints it, with when it came up and last changed."""
    documents = [heading(document) for document in one.documents]
    return {**incident_json(one), "documents": documents, "founded": one.founded, "changed": one.changed}


def heading(document: Heading) -> dict[str, Any]:
    """What a document is called by, and where it came from."""
    return {**heading_json(document), "where": document.where}


def accounts(told: Accounts, number: int) -> dict[str, Any]:
    """What each party says, facet by facet."""
    return {
        "incident": number,
        "parties": [{"id": party.id, "name": party.name, "third": party.third} for party in told.parties],
        "origins": told.origins,
        "facets": [assessment(one) for one in told.assessments],
    }


def assessment(one: Assessment) -> dict[str, Any]:
    """How a facet stands, with who says what and why."""
    return {
        "facet": one.facet.value,
        "subject": one.subject,
        "standing": one.standing.value,
        "values": [value(each) for each in one.values],
        "rule": one.rule,
        "reason": one.reason,
        "leaning": one.leaning,
        "settle": list(one.settle),
        "statements": list(one.statements),
        "judged": one.judged,
    }


def value(one: Value) -> dict[str, Any]:
    """One value of a facet."""
    return {
        "value": one.text,
        "parties": list(dict.fromkeys(voice.party for voice in one.voices)),
        "origins": len({voice.origin for voice in one.voices}),
        "statements": list(dict.fromkeys(voice.statement for voice in one.voices)),
        "voices": [plain(voice) for voice in one.voices],
    }


def told(one: Told) -> dict[str, Any]:
    """An event mention in an incident."""
    return {
        "id": one.id,
        "bond": one.bond.value,
        "judged": one.judged,
        "event": event_json(one.event),
        "statement": statement_json(one.statement),
        "document": heading(one.document),
    }


def move(one: Move) -> dict[str, Any]:
    """One thing that an addition changed."""
    return {
        "entry": one.entry,
        "at": one.at,
        "what": one.what.value,
        "incident": one.incident,
        "title": one.title,
        "into": one.into,
        "document": heading(one.document) if one.document else None,
        "judgement": judgement(one.judgement) if one.judgement else None,
        "facet": one.facet.value if one.facet else None,
        "subject": one.subject,
        "before": one.before.value if one.before else None,
        "after": one.after.value if one.after else None,
        "values_before": list(one.values_before),
        "values_after": list(one.values_after),
        "statements": list(one.statements),
    }


def judgement(one: Judgement) -> dict[str, Any]:
    """What a person decided."""
    return {
        "id": one.id,
        "ruling": one.ruling.value,
        "subjects": list(one.subjects),
        "reason": one.reason,
        "by": one.by,
        "facet": one.facet,
        "value": one.value,
    }


def job(one: Job) -> dict[str, Any]:
    """How far reading what was sent has come."""
    return {
        "id": one.id,
        "state": one.state.value,
        "at": one.at,
        "by": one.by,
        "share": one.share,
        "added": one.added,
        "held": one.held,
        "set_aside": one.set_aside,
        "reasons": list(one.reasons),
        "documents": [{"id": document, "title": title} for document, title in one.found],
        "problem": one.problem,
    }


def feature(spot: Spot) -> dict[str, Any]:
    """An incident on the map, as GeoJSON."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [spot.lon, spot.lat]},
        "properties": {
            "number": spot.number,
            "title": spot.title,
            "precision": spot.precision,
            "country": spot.country,
            "disputed": spot.disputed,
            "documents": spot.documents,
        },
    }


def plain(record: Any) -> Any:
    """A record as plain values, by its own names."""
    return json.loads(serial.to_json(record))
