"""KML 2.2: takes dossiers, writes one placemark an incident, with its time, its claims and what leads them back.

A viewer shows a description as HTML: what comes of reports is escaped before it is set there.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO
from xml.etree import ElementTree

from counterclaim.records import TimeValue
from counterclaim.views.exports.dossier import Dossier
from counterclaim.views.exports.facts import claim_line, document_line, point_of, title_of
from counterclaim.views.exports.periods import instant
from counterclaim.views.exports.table import INCIDENTS

NAMESPACE = "http://www.opengis.net/kml/2.2"


def write(dossiers: Iterable[Dossier], file: BinaryIO, *, made: datetime) -> Iterable[str]:
    """Write one KML document."""
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="{NAMESPACE}">\n<Document>\n<name>counterclaim</name>\n'
    file.write(head.encode())
    for dossier in dossiers:
        file.write(ElementTree.tostring(placemark(dossier), encoding="utf-8") + b"\n")
    file.write(b"</Document>\n</kml>\n")
    return ()


def placemark(dossier: Dossier) -> ElementTree.Element:
    """An incident. The order of its parts is the one that the schema fixes."""
    mark = ElementTree.Element("Placemark", id=f"incident-{dossier.incident.id.replace('#', '-')}")
    ElementTree.SubElement(mark, "name").text = title_of(dossier)
    ElementTree.SubElement(mark, "description").text = _description(dossier)
    _timed(mark, dossier.incident.time)
    extended = ElementTree.SubElement(mark, "ExtendedData")
    (cells,) = INCIDENTS.rows(dossier)
    for column, cell in zip(INCIDENTS.columns, cells, strict=True):
        if cell is not None and cell != "":
            data = ElementTree.SubElement(extended, "Data", name=column.name)
            ElementTree.SubElement(data, "value").text = str(cell)
    point = point_of(dossier.incident.place)
    if point is not None:
        shape = ElementTree.SubElement(mark, "Point")
        ElementTree.SubElement(shape, "coordinates").text = f"{point[1]},{point[0]}"
    return mark


def _timed(mark: ElementTree.Element, time: TimeValue | None) -> None:
    if time is None:
        return
    if time.end is None:
        stamp = ElementTree.SubElement(mark, "TimeStamp")
        ElementTree.SubElement(stamp, "when").text = instant(time.start)
    else:
        span = ElementTree.SubElement(mark, "TimeSpan")
        ElementTree.SubElement(span, "begin").text = instant(time.start)
        ElementTree.SubElement(span, "end").text = instant(time.end)


def _description(dossier: Dossier) -> str:
    claims = "".join(f"<li>{html.escape(claim_line(claim))}</li>" for claim in dossier.claims)
    sources = "".join(f"<li>{html.escape(document_line(document))}</li>" for document in dossier.documents)
    return f"<ul>{claims}</ul><p>Sources</p><ol>{sources}</ol>"
