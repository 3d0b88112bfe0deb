"""JSON-LD of schema.org: takes dossiers, writes a graph of events, claims and reviews of claims.

A claim is what somebody says, with where it appears; the review is how it stands by the rules of assessment. The
review says that a program made it by rules, and rates nothing in figures: that is for those who check facts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, BinaryIO, Final

from counterclaim.records import Document
from counterclaim.views.exports import form
from counterclaim.views.exports.dossier import FOR, Claim, Dossier, Say, outlet_of
from counterclaim.views.exports.facts import claim_line, point_of, title_of
from counterclaim.views.exports.periods import instant
from counterclaim.views.exports.text import one_line

CONTEXT: Final = "https://schema.org"
_US: Final = {
    "@type": "Organization",
    "name": "counterclaim",
    "description": "A program that reads reports and assesses by published rules; no person checked this.",
}


def write(dossiers: Iterable[Dossier], file: BinaryIO, *, made: datetime) -> Iterable[str]:
    """Write one graph."""
    with form.text(file) as out:
        out.write(f'{{"@context": {json.dumps(CONTEXT)}, "@graph": [')
        between = "\n"
        for dossier in dossiers:
            for node in nodes(dossier, made=made):
                out.write(between + json.dumps(node, ensure_ascii=False))
                between = ",\n"
        out.write("\n]}\n")
    return ()


def nodes(dossier: Dossier, *, made: datetime) -> Iterator[dict[str, Any]]:
    """The event, then each claim with its review."""
    event = f"urn:counterclaim:incident:{dossier.incident.id}"
    yield _known(
        {
            "@type": "Event",
            "@id": event,
            "identifier": dossier.incident.id,
            "name": title_of(dossier),
            "additionalType": dossier.incident.type,
            "startDate": instant(dossier.incident.time.start) if dossier.incident.time else None,
            "endDate": instant(dossier.incident.time.end)
            if dossier.incident.time and dossier.incident.time.end
            else None,
            "location": _place(dossier),
            "contributor": [{"@type": "Organization", "name": one_line(one.name)} for one in dossier.sides],
            "subjectOf": [_article(document) for document in dossier.documents],
        }
    )
    for number, claim in enumerate(dossier.claims, 1):
        id = f"{event}:claim:{number}"
        yield _claim(claim, id=id, event=event)
        yield _review(claim, id=id, made=made)


def _claim(claim: Claim, *, id: str, event: str) -> dict[str, Any]:
    """A claim: by whom, where it appears, what it is about."""
    told = [say for say in claim.says if say.document is not None and say.act in FOR]
    return _known(
        {
            "@type": "Claim",
            "@id": id,
            "name": claim.topic,
            "text": f"{claim.topic}: {one_line(claim.value.text)}",
            "about": {"@id": event},
            "claimInterpreter": _US,
            "author": [_speaker(say) for say in _once(told)],
            "appearance": [_appearance(say) for say in told],
            "firstAppearance": _appearance(min(told, key=_when)) if told else None,
        }
    )


def _review(claim: Claim, *, id: str, made: datetime) -> dict[str, Any]:
    assessment = claim.assessment
    return _known(
        {
            "@type": "ClaimReview",
            "@id": f"{id}:review",
            "claimReviewed": f"{claim.topic}: {one_line(claim.value.text)}",
            "itemReviewed": {"@id": id},
            "author": _US,
            "dateCreated": made.isoformat(),
            "reviewRating": {
                "@type": "Rating",
                "alternateName": assessment.standing.value,
                "ratingExplanation": one_line(
                    f"{assessment.reason or assessment.rule} (rule: {assessment.rule})"
                ),
            },
            "reviewBody": claim_line(claim),
            "isBasedOn": [_appearance(say) for say in claim.says if say.document is not None],
        }
    )


def _appearance(say: Say) -> dict[str, Any]:
    """The words, in the article that they stand in."""
    assert say.document is not None
    return _known(
        {
            "@type": "Quotation",
            "identifier": say.voice.statement,
            "text": say.quote,
            "spokenByCharacter": _speaker(say),
            "isPartOf": _article(say.document),
        }
    )


def _article(document: Document) -> dict[str, Any]:
    return _known(
        {
            "@type": "NewsArticle",
            "@id": f"urn:counterclaim:document:{document.id}",
            "identifier": document.id,
            "headline": one_line(document.title or "") or None,
            "url": one_line(document.url or "") or None,
            "datePublished": document.published.value if document.published else None,
            "inLanguage": document.language,
            "publisher": {"@type": "Organization", "name": outlet_of(document)},
        }
    )


def _speaker(say: Say) -> dict[str, Any]:
    member = {"@type": "Organization", "name": one_line(say.party.name)}
    return {"@type": "Organization", "name": say.source, **({} if say.party.third else {"memberOf": member})}


def _place(dossier: Dossier) -> dict[str, Any] | None:
    place, point = dossier.incident.place, point_of(dossier.incident.place)
    if place is None:
        return None
    geo = {"@type": "GeoCoordinates", "latitude": point[0], "longitude": point[1]} if point else None
    return _known({"@type": "Place", "name": one_line(place.name), "address": place.country, "geo": geo})


def _once(says: Iterable[Say]) -> list[Say]:
    return list({say.source: say for say in says}.values())


def _when(say: Say) -> str:
    published = say.document.published if say.document else None
    return published.value if published else "9999"


def _known(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value not in (None, [], "")}
