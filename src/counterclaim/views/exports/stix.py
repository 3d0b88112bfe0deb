"""STIX 2.1: takes dossiers, writes one bundle: incidents, places, those who speak, and what each says of it.

A statement that stands for a value is a note on the incident; one that confirms, denies or doubts a value is an
opinion on the notes that stand for it, or on the incident where none does. Each leads to its document, with the hash
of the bytes received. Ids follow from what they name, so that the same ledger gives the same bundle. Needs stix2.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO, Final
from uuid import UUID, uuid5

from counterclaim.records import Document, Place
from counterclaim.views.exports import form
from counterclaim.views.exports.dossier import FOR, Act, Claim, Dossier, Say, outlet_of
from counterclaim.views.exports.facts import address_of, claim_line, point_of, standing_line, title_of
from counterclaim.views.exports.text import one_line, printable

NAMESPACE: Final = UUID("2f5f1c52-6d0b-5a44-9a0e-6f2a54d6c1ab")  # ours, for ids made of what they name
_OPINIONS: Final = {
    Act.CONFIRMS: "agree",
    Act.DENIES: "disagree",
    Act.DOUBTS: "neutral",
    Act.SILENT: "neutral",
}


def write(dossiers: Iterable[Dossier], file: BinaryIO, *, made: datetime) -> Iterable[str]:
    """Write one bundle."""
    bundle = Bundle(form.library("stix2"), made)
    with form.text(file) as out:
        out.write('{"type": "bundle", "objects": [')
        between = "\n"
        for dossier in dossiers:
            bundle.add(dossier)
            for one in bundle.fresh():
                # Each by itself: the library's own pretty print of a whole takes time by its square.
                out.write(between + one.serialize())
                between = ",\n"
        out.write(f'\n], "id": "{bundle.id}"}}\n')
    return ()


class Bundle:
    """The objects of a bundle, each once. ``made`` is when all of them were."""

    def __init__(self, stix2: Any, made: datetime) -> None:
        self._ids: set[str] = set()
        self._fresh: list[Any] = []
        self._stix2 = stix2
        self._made = made
        self._maker = self._put("Identity", "counterclaim", name="counterclaim", identity_class="system")

    @property
    def id(self) -> str:
        """The bundle's own, which follows from those in it."""
        return _id("bundle", "|".join(sorted(self._ids)))

    def fresh(self) -> list[Any]:
        """The objects made since this was last asked."""
        fresh, self._fresh = self._fresh, []
        return fresh

    def add(self, dossier: Dossier) -> None:
        """All that is said of an incident."""
        incident = self._put(
            "Incident",
            dossier.incident.id,
            name=title_of(dossier),
            description=printable(standing_line(dossier)),
            created_by_ref=self._maker,
            labels=[dossier.incident.type.lower()] if dossier.incident.type else None,
            external_references=[self._reference(document) for document in dossier.documents] or None,
        )
        held = [incident]
        place = dossier.incident.place
        if place is not None and (point_of(place) or place.country):
            location = self._location(place)
            held += [location, self._relation(incident, "located-at", location)]
        for claim in dossier.claims:
            held += self._claim(dossier, claim, incident=incident)
        self._put(
            "Grouping",
            f"accounts of {dossier.incident.id}",
            name=f"Accounts of {title_of(dossier)}",
            context="unspecified",
            created_by_ref=self._maker,
            object_refs=list(dict.fromkeys(held)),
        )

    def _claim(self, dossier: Dossier, claim: Claim, *, incident: str) -> list[str]:
        notes = {
            say.voice.statement: self._note(dossier, claim, say=say, incident=incident)
            for say in claim.by(*(FOR - {Act.CONFIRMS}), Act.RETRACTED, Act.SUPERSEDED)
        }
        others = [
            self._opinion(claim, say, of=[*dict.fromkeys(notes.values())] or [incident])
            for say in claim.by(*_OPINIONS)
        ]
        return [*notes.values(), *others]

    def _note(self, dossier: Dossier, claim: Claim, *, say: Say, incident: str) -> str:
        return self._put(
            "Note",
            f"{dossier.incident.id} {claim.topic} {claim.value.key} {say.voice.statement}",
            abstract=f"{claim.topic} = {one_line(claim.value.text)}",
            content=say.quote or one_line(claim.value.text) or claim.topic,
            authors=[say.source],
            created_by_ref=self._speaker(say),
            object_refs=[incident],
            labels=[say.act.name.lower(), f"standing-{claim.assessment.standing.value}"],
            external_references=self._references(say),
        )

    def _opinion(self, claim: Claim, say: Say, *, of: list[str]) -> str:
        return self._put(
            "Opinion",
            f"{' '.join(of)} {claim.topic} {claim.value.key} {say.voice.statement} {say.act}",
            explanation=say.quote or claim_line(claim),
            authors=[say.source],
            opinion=_OPINIONS[say.act],
            created_by_ref=self._speaker(say),
            object_refs=of,
            labels=[say.act.name.lower()],
            external_references=self._references(say),
        )

    def _speaker(self, say: Say) -> str:
        kind = "group" if not say.party.third else "unspecified"
        return self._put(
            "Identity", f"party {say.party.id}", name=printable(say.party.name), identity_class=kind
        )

    def _location(self, place: Place) -> str:
        from counterclaim.views.exports.tables import alpha2  # noqa: PLC0415

        point = point_of(place)
        return self._put(
            "Location",
            f"{place.name} {place.gazetteer_id} {point}",
            name=one_line(place.name),
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
            country=alpha2(place.country),
            administrative_area=one_line(place.admin1 or "") or None,
        )

    def _relation(self, source: str, kind: str, target: str) -> str:
        return self._put(
            "Relationship",
            f"{source} {kind} {target}",
            source_ref=source,
            target_ref=target,
            relationship_type=kind,
            created_by_ref=self._maker,
        )

    def _references(self, say: Say) -> list[dict[str, Any]]:
        statement = {"source_name": "counterclaim", "external_id": say.voice.statement}
        return [statement, *([self._reference(say.document)] if say.document else [])]

    def _reference(self, document: Document) -> dict[str, Any]:
        reference = {
            "source_name": outlet_of(document),
            "description": one_line(document.title or "") or None,
            "external_id": document.id,
            "url": address_of(document) if document.url else None,
            "hashes": {"SHA-256": document.sha256_bytes} if document.url else None,
        }
        return {name: value for name, value in reference.items() if value is not None}

    def _put(self, kind: str, named: str, **fields: Any) -> str:
        """Make an object unless it is there; gives its id."""
        id = _id(kind.lower(), named)
        if id not in self._ids:
            known = {name: value for name, value in fields.items() if value not in (None, [])}
            maker = getattr(self._stix2, kind)
            self._ids.add(id)
            self._fresh.append(maker(id=id, created=self._made, modified=self._made, **known))
        return id


def _id(kind: str, named: str) -> str:
    return f"{kind}--{uuid5(NAMESPACE, f'{kind} {named}')}"
