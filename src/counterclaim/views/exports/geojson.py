"""GeoJSON (RFC 7946): takes dossiers, writes a collection with one point an incident; no point, no geometry."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO

from counterclaim.views.exports import form
from counterclaim.views.exports.dossier import Dossier
from counterclaim.views.exports.facts import address_of, document_line, point_of
from counterclaim.views.exports.plover import claim_object
from counterclaim.views.exports.table import INCIDENTS


def write(dossiers: Iterable[Dossier], file: BinaryIO, *, made: datetime) -> Iterable[str]:
    """Write one FeatureCollection."""
    with form.text(file) as out:
        out.write('{"type": "FeatureCollection", "features": [')
        between = "\n"
        for dossier in dossiers:
            out.write(between + json.dumps(feature(dossier), ensure_ascii=False))
            between = ",\n"
        out.write("\n]}\n")
    return ()


def feature(dossier: Dossier) -> dict[str, Any]:
    """An incident; its properties are the columns of the table of incidents, with the claims as objects."""
    point = point_of(dossier.incident.place)
    (cells,) = INCIDENTS.rows(dossier)
    held = {
        column.name: cell for column, cell in zip(INCIDENTS.columns, cells, strict=True) if cell is not None
    }
    for name in ("latitude", "longitude", "addresses", "document_ids", "statement_ids"):
        held.pop(name, None)
    return {
        "type": "Feature",
        "id": dossier.incident.id,
        "geometry": {"type": "Point", "coordinates": [point[1], point[0]]} if point else None,
        "properties": {
            **held,
            "claims": [claim_object(claim) for claim in dossier.claims],
            "statements": list(dossier.statement_ids),
            "sources": [
                {"document": document.id, "cited": document_line(document), "url": address_of(document)}
                for document in dossier.documents
            ],
        },
    }
