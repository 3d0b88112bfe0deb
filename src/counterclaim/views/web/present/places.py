"""Places for the map: each with how precisely it is known, a disputed one once for every account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from counterclaim.ledger import Listed
from counterclaim.records import Accounts, Facet, Place, Standing, Statement
from counterclaim.views.web.present import labels


@dataclass(frozen=True, slots=True)
class Pin:
    """One place to draw. ``radius`` in kilometres: 0 is a point; ``disputed``: others put it elsewhere."""

    name: str
    lat: float
    lon: float
    radius: float
    country: str | None
    precision: str
    disputed: bool
    said: tuple[str, ...]


def of_incident(listed: Listed, accounts: Accounts, statements: Mapping[str, Statement]) -> list[Pin]:
    """The places of an incident: its own, or every one that is told where they are disputed."""
    disputed = [
        one for one in accounts.assessments if one.facet is Facet.PLACE and one.standing is Standing.DISPUTED
    ]
    names = {party.id: party.name for party in accounts.parties}
    pins: dict[tuple[float, float], Pin] = {}
    for assessment in disputed:
        for value in assessment.values:
            for voice in value.voices:
                place = _place(voice.mention, statements)
                if place is None or place.lat is None or place.lon is None or voice.holds is False:
                    continue
                said = (names.get(voice.party, voice.party),)
                old = pins.get((place.lat, place.lon))
                every = tuple(dict.fromkeys((*(old.said if old else ()), *said)))
                pins[place.lat, place.lon] = _pin(place, disputed=True, said=every)
    own = listed.incident.place
    if len(pins) < 2 and own is not None and own.lat is not None:
        return [_pin(own, disputed=False, said=())]
    return list(pins.values())


def _pin(place: Place, *, disputed: bool, said: tuple[str, ...]) -> Pin:
    radius = labels.RADIUS.get(place.precision or 2, 25.0)
    country = place.country if place.precision == 6 else None
    return Pin(
        place.name,
        place.lat or 0.0,
        place.lon or 0.0,
        radius,
        country,
        labels.precision(place),
        disputed,
        said,
    )


def _place(mention: str | None, statements: Mapping[str, Statement]) -> Place | None:
    name, _, number = (mention or "").partition("#")
    statement = statements.get(name)
    if statement is None or not number.isdigit() or int(number) >= len(statement.events):
        return None
    return statement.events[int(number)].place
