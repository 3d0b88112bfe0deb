"""A table in the shape of ACLED's: takes dossiers, writes CSV with its columns in its order, then our own.

It is not ACLED's data and says so in each row: ids begin with our name and notes with a warning. Types and kinds of
actors are by the tables in ``data``; what has no place in ACLED's scheme (meetings, statements of support) is left
out. Fatalities follow its rule, as ``assessment.scales`` has it: the most cautious of the figures reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import BinaryIO, Final

from counterclaim.assessment.scales import acled_fatalities
from counterclaim.records import EventMention, Place
from counterclaim.views.exports import sides as sided
from counterclaim.views.exports import tolls, traces
from counterclaim.views.exports.dossier import Dossier, outlet_of
from counterclaim.views.exports.facts import claims_line, point_of, title_of
from counterclaim.views.exports.periods import days
from counterclaim.views.exports.sides import Side
from counterclaim.views.exports.table import Cell
from counterclaim.views.exports.tables import Country, country, rows
from counterclaim.views.exports.text import one_line

COLUMNS: Final = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1"
    " actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location"
    " latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
).split()
_TIME_PRECISION: Final = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}  # UCDP's, which ours are, to ACLED's
_PLACE_PRECISION: Final = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
CIVILIANS: Final = "Civilians"
_ORDER: Final = (
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", CIVILIANS,
    "External/Other forces",
)  # fmt: skip
_NO_DATA: Final = "Not ACLED data: read by counterclaim from reports."


def write(dossiers: Iterable[Dossier], file: BinaryIO, *, made: datetime) -> Iterable[str]:
    """Write incidents that have a type in ACLED's scheme, or are of no known type and cost somebody harm."""
    return traces.write(
        dossiers,
        file,
        columns=COLUMNS,
        row=lambda dossier: row(dossier, made=made),
        why="their types have no place in ACLED's scheme",
    )


def row(dossier: Dossier, *, made: datetime) -> list[Cell] | None:
    """The cells of an incident; None where ACLED's scheme has no place for it."""
    first, second = sided.sides(dossier)
    counted = tolls.counts(dossier)
    harmed = on_civilians(second, counted)
    typed = _type(dossier, on_civilians=harmed)
    if typed is None:
        return None
    place, time = dossier.incident.place, dossier.incident.time
    where, when = country(place.country if place else None), days(time)
    actors = _actors(first, second=second, typed=typed, land=where, harmed=harmed)
    return [
        f"counterclaim-{where.code if where else 'ZZZ'}-{dossier.number or dossier.incident.id}",
        when[0].isoformat() if when else None,
        when[0].year if when else None,
        _TIME_PRECISION.get(time.precision) if time and when else None,
        *typed,
        *actors,
        *_where(place, where),
        "; ".join(dict.fromkeys(outlet_of(document) for document in dossier.documents)),
        None,
        f"{_NO_DATA} {title_of(dossier)}. {claims_line(dossier)}",
        acled_fatalities(dossier.accounts) or 0,
        None,
        int(made.timestamp()),
    ]


def _actors(
    first: Side | None,
    *,
    second: Side | None,
    typed: tuple[str, str, str],
    land: Country | None,
    harmed: bool,
) -> list[Cell]:
    """Both actors with those on their side and their kinds, how they meet, and whether civilians are the target."""
    disorder, event, _ = typed
    code = land.code if land else None
    inters = [_inter(first, "doer", land=code, event=event), _inter(second, "target", land=code, event=event)]
    if harmed and event != "Protests":
        inters[1] = CIVILIANS
    return [
        first.name if first else None,
        sided.allies(first) or None,
        inters[0],
        second.name if second else CIVILIANS if harmed else None,
        sided.allies(second) or None,
        inters[1],
        _interaction(inters),
        "Civilian targeting" if harmed and disorder.startswith("Political violence") else None,
    ]


def _where(place: Place | None, land: Country | None) -> list[Cell]:
    """Country by number, region and name; admin1 to admin3; the place, its point and how near that is."""
    lat, lon = point_of(place) or (None, None)
    return [
        int(land.iso) if land and land.iso else None,
        land.acled if land else None,
        land.name if land else None,
        one_line(place.admin1 or "") or None if place else None,
        None,
        None,
        one_line(place.name) if place else None,
        lat,
        lon,
        _PLACE_PRECISION.get(place.precision) if place and place.precision else None,
    ]


def on_civilians(second: Side | None, counted: Iterable[tolls.Count]) -> bool:
    """Whether those on the other side bear no arms: their kind says so, else whom the tolls count."""
    if second is not None and second.kind != sided.UNKNOWN:
        return not second.armed
    if second is not None and (kind := tolls.kind_of(second.name)):
        return kind == tolls.CIVILIANS
    kinds = {count.kind for count in counted}
    return tolls.CIVILIANS in kinds and tolls.FIGHTERS not in kinds


def _type(dossier: Dossier, *, on_civilians: bool) -> tuple[str, str, str] | None:
    """Disorder, event and sub-event type; empty ones where an incident of no known type harmed somebody."""
    kind = dossier.incident.type
    if kind is None:
        return ("", "", "") if any(event.toll for event in dossier.events()) else None
    events = sided.main_events(dossier)
    plain = _row(kind, "", on_civilians=on_civilians)
    for mode, count in _modes(events):
        found = _row(kind, mode, on_civilians=on_civilians)
        # What is destroyed in a battle makes no looting of it: another class of event must be most of it.
        if found and (plain is None or found[0] == plain[0] or count * 2 > len(events)):
            return found
    return plain


def _row(kind: str, mode: str, *, on_civilians: bool) -> tuple[str, str, str] | None:
    """The first row of the table that fits a type and mode."""
    for row in _types():
        if row["type"] == kind and row["mode"] == mode and (row["on"] == "" or on_civilians):
            return row["disorder"], row["event"], row["sub_event"]
    return None


def _modes(events: Iterable[EventMention]) -> list[tuple[str, int]]:
    """The modes that are told, the commonest first."""
    told = Counter(event.mode for event in events if event.mode)
    return sorted(told.items(), key=lambda pair: (-pair[1], pair[0]))


def _inter(side: Side | None, role: str, *, land: str | None, event: str) -> str | None:
    if side is None:
        return None
    if event in ("Protests", "Riots") and not side.armed:
        return "Protesters" if event == "Protests" else "Rioters"
    found = _inters().get(side.kind, {}).get(role)
    if found == "State forces" and side.country and land and side.country != land:
        return "External/Other forces"
    return found or None


def _interaction(inters: list[str | None]) -> str | None:
    known = sorted((one for one in inters if one), key=_ORDER.index)
    if not known:
        return None
    return "-".join(known) if len(known) == 2 else f"{known[0]} only"


@cache
def _types() -> list[dict[str, str]]:
    return rows("acled_types.csv")


@cache
def _inters() -> dict[str, dict[str, str]]:
    return {row["kind"]: row for row in rows("acled_actors.csv")}
