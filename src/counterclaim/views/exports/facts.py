"""Facts of a dossier in few words: what a table, a map or a page says of an incident beside its claims."""

from __future__ import annotations

from collections.abc import Iterable

from counterclaim.records import Document, Facet, Place, Standing, TimeValue
from counterclaim.views.exports.dossier import Act, Claim, Dossier, outlet_of, topic, voiced
from counterclaim.views.exports.text import one_line

ACTS = (
    ("asserted by", (Act.ASSERTS, Act.ACCUSES)),
    ("confirmed by", (Act.CONFIRMS,)),
    ("admitted by", (Act.ADMITS,)),
    ("denied by", (Act.DENIES,)),
    ("doubted by", (Act.DOUBTS,)),
    ("asked, silent:", (Act.SILENT,)),
    ("taken back by", (Act.RETRACTED,)),
    ("said before by", (Act.SUPERSEDED,)),
)


def standings(dossier: Dossier, facet: Facet) -> str:
    """How a facet stands: "disputed", or "K1 airbase: disputed; Kirkuk: single" where there are several of it."""
    found = dossier.of(facet)
    if len(found) == 1:
        return found[0].standing.value
    return "; ".join(f"{one_line(one.subject) or facet.value}: {one.standing.value}" for one in found)


def disputed(dossier: Dossier) -> int:
    """How many of its facets are disputed."""
    return sum(one.standing is Standing.DISPUTED for one in dossier.accounts.assessments)


def claim_line(claim: Claim) -> str:
    """A claim in a line: what, how it stands, who asserts, confirms, denies it."""
    spoken = [f"{words} {voiced(found)}" for words, acts in ACTS if (found := claim.by(*acts))]
    value = f" = {said}" if (said := one_line(claim.value.text)) else ""
    return f"{claim.topic}{value} [{claim.assessment.standing.value}] {', '.join(spoken)}".rstrip()


def claims_line(dossier: Dossier) -> str:
    """All claims, parted by " | "."""
    return " | ".join(claim_line(claim) for claim in dossier.claims)


def names(parties: Iterable[object]) -> str:
    """The names of parties, parted by semicolons."""
    return "; ".join(one_line(str(getattr(party, "name", party))) for party in parties)


def address_of(document: Document) -> str:
    """Where a document is found: its address, else where it was read from."""
    return one_line(document.url or document.where)


def documents_line(dossier: Dossier) -> str:
    """Outlet, date and title of each document."""
    return "; ".join(document_line(document) for document in dossier.documents)


def document_line(document: Document) -> str:
    """Outlet, date and title of a document, as far as they are known."""
    date = document.published.value if document.published else None
    return ", ".join(filter(None, (outlet_of(document), date, one_line(document.title or ""))))


def point_of(place: Place | None) -> tuple[float, float] | None:
    """Latitude and longitude of a place; None where they are not known."""
    if place is None or place.lat is None or place.lon is None:
        return None
    return place.lat, place.lon


def title_of(dossier: Dossier) -> str:
    """What to call the incident."""
    return one_line(dossier.incident.title) or one_line(dossier.incident.type or "Incident")


def time_line(time: TimeValue | None) -> str:
    """A time in words: "2017-10-15T23:30+03:00", "2017-10-15 to 2017-10-16"."""
    if time is None:
        return ""
    return " to ".join(filter(None, (time.start, time.end)))


def standing_line(dossier: Dossier) -> str:
    """How each facet stands, parted by semicolons."""
    return "; ".join(f"{topic(one)}: {one.standing.value}" for one in dossier.accounts.assessments)
