"""A table in the shape of UCDP's georeferenced events (GED): takes dossiers, writes CSV, then columns of our own.

It is not UCDP's data and says so in each row. Ids that UCDP alone can give (of conflicts, dyads and actors) stay
empty. As there, an event is an incident of armed force with a death: incidents of which nobody says that anyone
was killed are left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime
from typing import BinaryIO, Final

from counterclaim.records import Harm, Place
from counterclaim.views.exports import sides as sided
from counterclaim.views.exports import tolls, traces
from counterclaim.views.exports.acled import on_civilians
from counterclaim.views.exports.dossier import Dossier, outlet_of
from counterclaim.views.exports.facts import document_line, point_of
from counterclaim.views.exports.periods import days
from counterclaim.views.exports.sides import Side
from counterclaim.views.exports.table import Cell
from counterclaim.views.exports.tables import country
from counterclaim.views.exports.text import one_line

COLUMNS: Final = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name"
    " dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b"
    " number_of_sources source_article source_office source_date source_headline source_original where_prec"
    " where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id"
    " region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high"
    " low gwnoa gwnob"
).split()
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
CIVILIANS: Final = "Civilians"
_STATUS: Final = "Not UCDP data: read by counterclaim from reports"
_CLEAR_PLACE, _CLEAR_TIME = 3, 2  # precisions up to which an event is told as one event


def write(dossiers: Iterable[Dossier], file: BinaryIO, *, made: datetime) -> Iterable[str]:
    """Write incidents in which somebody was killed, as far as anybody says."""
    return traces.write(dossiers, file, columns=COLUMNS, row=row, why="nobody says that anyone was killed")


def row(dossier: Dossier) -> list[Cell] | None:
    """The cells of an incident; None where nobody is said to have been killed."""
    counted = tolls.counts(dossier)
    killed = tolls.totals(counted).get(Harm.KILLED)
    if killed is None or not killed.high:
        return None
    first, second = sided.sides(dossier)
    violence = _violence(first, second, harmed=on_civilians(second, counted))
    other = CIVILIANS if violence == ONE_SIDED else second.name if second else None
    name = " - ".join(filter(None, (first.name if first else None, other)))
    return [
        dossier.number if dossier.number is not None else dossier.incident.id,
        f"counterclaim-{dossier.incident.id}",
        *_when(dossier)[:1],
        None,
        _STATUS,
        violence,
        None,
        None,
        name or None,
        None,
        None,
        name or None,
        None,
        None,
        first.name if first else None,
        None,
        None,
        other,
        *_sources(dossier),
        *_where(dossier.incident.place),
        _clarity(dossier),
        *_when(dossier)[1:],
        *_deaths(dossier, first, second=second, counted=counted, best=killed.best),
        killed.best,
        killed.high,
        killed.low,
        _gwno(first),
        _gwno(second) if violence == STATE_BASED else None,
    ]


def _violence(first: Side | None, second: Side | None, *, harmed: bool) -> int | None:
    """The type of violence; None where the reports do not tell both sides."""
    if first is None or not first.armed:
        return None
    if harmed:
        return ONE_SIDED
    if second is None or not second.armed:
        return None
    return STATE_BASED if first.state or second.state else NON_STATE


def _sources(dossier: Dossier) -> list[Cell]:
    documents = dossier.documents
    spoken = dict.fromkeys(say.source for claim in dossier.claims for say in claim.says)
    return [
        len(documents),
        "; ".join(f'"{document_line(document)}"' for document in documents),
        "; ".join(outlet_of(document) for document in documents),
        "; ".join(document.published.value if document.published else "" for document in documents),
        "; ".join(one_line(document.title or "") for document in documents),
        "; ".join(spoken),
    ]


def _where(place: Place | None) -> list[Cell]:
    if place is None:
        return [None] * 12
    land, point = country(place.country), point_of(place)
    lat, lon = point or (None, None)
    return [
        place.precision,
        one_line(place.name),
        one_line(f"{place.name} ({place.how})" if place.how else place.name),
        one_line(place.admin1 or "") or None,
        None,
        lat,
        lon,
        f"POINT ({lon:g} {lat:g})" if point else None,
        priogrid(*point) if point else None,
        land.name if land else None,
        int(land.gwno) if land and land.gwno else None,
        land.ucdp if land else None,
    ]


def priogrid(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID: half degrees, counted eastward and then northward from 90 South, 180 West, from 1."""
    line = min(max(math.floor((lat + 90) * 2), 0), 359)
    column = math.floor((lon + 180) * 2) % 720
    return line * 720 + column + 1


def _clarity(dossier: Dossier) -> int:
    """1 for an event that is told as one; 2 where place or time are so wide that there may be several."""
    place, time = dossier.incident.place, dossier.incident.time
    told = (
        place is not None
        and time is not None
        and (place.precision or 9) <= _CLEAR_PLACE
        and time.precision <= _CLEAR_TIME
    )
    return 1 if told else 2


def _when(dossier: Dossier) -> list[Cell]:
    """Year, precision, first and last day."""
    time = dossier.incident.time
    span = days(time)
    if time is None or span is None:
        return [None, None, None, None]
    return [span[0].year, time.precision, *(_moment(day) for day in span)]


def _moment(day: date) -> str:
    return f"{day.isoformat()} 00:00:00.000"


def _deaths(
    dossier: Dossier,
    first: Side | None,
    *,
    second: Side | None,
    counted: tuple[tolls.Count, ...],
    best: int,
) -> list[Cell]:
    """Of side A, of side B, of civilians, and of those not known of whom: together the best figure."""
    civilians = tolls.of_kind(counted, Harm.KILLED, kind=tolls.CIVILIANS)
    ours = [_of_side(side, counted) for side in (first, second)]
    known = [min(ours[0], best), min(ours[1], max(best - ours[0], 0))]
    rest = max(best - sum(known), 0)
    dead = min(civilians.best if civilians else 0, rest)
    return [*known, dead, rest - dead]


def _of_side(side: Side | None, counted: Iterable[tolls.Count]) -> int:
    """The fighters of a side that were killed: those counted under one of its names."""
    if side is None:
        return 0
    words = {word for name in (side.name, *side.names) for word in name.lower().split() if word[:1].isalpha()}
    words -= {"the", "of", "and", "forces", "force", "army", "fighters"}
    return sum(
        count.figures.best
        for count in counted
        if count.harm is Harm.KILLED
        and count.kind == tolls.FIGHTERS
        and words & set(count.who.lower().split())
    )


def _gwno(side: Side | None) -> int | None:
    land = country(side.country) if side is not None and side.state else None
    return int(land.gwno) if land and land.gwno else None
