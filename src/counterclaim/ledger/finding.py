"""Finding incidents: what a query asks for, as one that the database answers, a page at a time.

Takes an IncidentQuery; gives the numbers of incidents, in an order.
"""

from __future__ import annotations

import json
import math
from typing import Any, Final

from sqlalchemy import Column, Select, and_, exists, func, or_, select

from counterclaim.errors import LedgerError
from counterclaim.ledger import tables, words
from counterclaim.ledger.listing import IncidentQuery, Order
from counterclaim.ledger.standings import PARTY, PLACE
from counterclaim.ledger.tables import MENTIONS
from counterclaim.ledger.words import Query, asked_bounds, folded
from counterclaim.records import Standing

_KM: Final = 111.2  # in a degree of latitude

_incident, _term, _standing = tables.incident.c, tables.incident_term.c, tables.standing.c
_mention = tables.mention.c


def found(dialect: str, query: IncidentQuery, *, order: Order) -> Select[Any]:
    """The numbers of incidents that a query finds.

    Raises:
        LedgerError: it asks for a day or a place that is none.
    """
    wanted = select(_incident.number).order_by(*(_descending(key) for key in keys(order)))
    if query.documents > 1:
        wanted = wanted.where(_incident.documents >= query.documents)
    if query.type is not None:
        wanted = wanted.where(_incident.type == query.type.upper())
    if query.disputed:
        wanted = wanted.where(_incident.disputed > 0)
    if query.since is not None:
        wanted = wanted.where(_incident.last_day >= asked_bounds(query.since)[0])
    if query.until is not None:
        wanted = wanted.where(_incident.first_day <= asked_bounds(query.until)[1])
    if query.near is not None:
        wanted = _near(wanted, *query.near)
    if query.standing is not None or query.facet is not None:
        stands = _standing.incident == _incident.number
        if query.standing is not None:
            stands = and_(stands, _standing.standing == Standing(query.standing).value)
        if query.facet is not None:
            stands = and_(stands, _standing.facet == query.facet.value)
        wanted = wanted.where(exists(select(_standing.incident).where(stands)))
    for kind, asked in ((PLACE, query.place), (PARTY, query.party)):
        for word in folded(asked).split():
            named = select(_term.incident).where(_term.term == word, _term.kind == kind)
            wanted = wanted.where(_incident.number.in_(named))
    if query.text.strip():
        said = words.found(dialect, Query(query.text)).order_by(None).subquery()
        first = said.c.number * MENTIONS
        told = select(_mention.incident).join(said, _mention.number.between(first, first + MENTIONS - 1))
        wanted = wanted.where(_incident.number.in_(told))
    return wanted


def counted(wanted: Select[Any]) -> Select[Any]:
    """How many a query for numbers finds."""
    return select(func.count()).select_from(wanted.order_by(None).subquery())


def keys(order: Order) -> tuple[Column[Any], ...]:
    """What incidents are ordered by, the greatest first: as the indexes have it, the last to come up among equals."""
    if order is Order.TIME:
        return _incident.last_day, _incident.number
    if order is Order.CHANGED:
        return _incident.changed, _incident.number
    return _incident.documents, _incident.mentions, _incident.number


def after(wanted: Select[Any], cursor: str, *, order: Order) -> Select[Any]:
    """What comes after the last incident of a page.

    Raises:
        LedgerError: the cursor is of no page in this order.
    """
    columns = keys(order)
    try:
        values = json.loads(cursor)
    except ValueError:
        values = None
    if not isinstance(values, list) or len(values) != len(columns) or not isinstance(values[-1], int):
        raise LedgerError("incidents", f"{cursor[:40]!r} is the end of no page", "begin with the first page")
    later = []
    for at, (column, value) in enumerate(zip(columns, values, strict=True)):
        same = [
            one.is_(None) if of is None else one == of for one, of in zip(columns[:at], values, strict=False)
        ]
        less = _less(column, value)
        if less is not None:
            later.append(and_(*same, less))
    return wanted.where(or_(*later))


def _less(column: Column[Any], value: Any) -> Any:
    """Whether a row comes after a value; those without one come last."""
    if value is None:
        return None
    return or_(column < value, column.is_(None)) if column.nullable else column < value


def _descending(column: Column[Any]) -> Any:
    return column.desc().nulls_last() if column.nullable else column.desc()


def _near(wanted: Select[Any], lat: float, lon: float, km: float) -> Select[Any]:
    """Incidents in a box around a point; near the poles the box goes around the world."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 <= km < math.inf):
        raise LedgerError("incidents", "near is no point with a distance", "write LAT,LON,KM: 35.5,44.3,25")
    high = km / _KM
    wanted = wanted.where(_incident.lat.between(lat - high, lat + high))
    narrow = math.cos(math.radians(min(89.9, abs(lat) + high)))
    wide = high / narrow if narrow > 0 else 360.0
    if wide >= 180:
        return wanted.where(_incident.lon.is_not(None))
    boxes = [_incident.lon.between(lon - wide, lon + wide)]
    boxes += [_incident.lon.between(lon - wide + turn, lon + wide + turn) for turn in (-360, 360)]
    return wanted.where(or_(*boxes))
