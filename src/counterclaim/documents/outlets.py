"""Who published a document: takes metadata, an address and a dateline, gives a name and how it is known.

Names by host are in ``data/outlets.csv``; a host that is not there is named by itself, which is true
if not pretty. Nothing is taken for an outlet's name because it stands in a sentence.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from counterclaim.documents.agencies import looks_like_agency
from counterclaim.documents.datelines import Dateline
from counterclaim.records import Known

_PLAIN_HOST = re.compile(r"^(?:www\d?|m|mobile|amp|edition|en|english|eng)\.")


def find_outlet(
    given: str | None, how: Known, *, url: str | None, dateline: Dateline | None
) -> tuple[str, Known] | None:
    """The outlet's name and how it is known: by metadata, by the address, by the dateline; None if by none.

    A dateline names the outlet where its source is a station or a paper and no known agency.
    """
    if given:  # exports name outlets by their hosts
        return _hosts().get(given.casefold()) or given, how
    named = outlet_of_address(url) if url else None
    if named:
        return named, Known.ADDRESS
    if (
        dateline
        and dateline.source
        and dateline.agencies == (dateline.source,)
        and looks_like_agency(dateline.source)
    ):
        return dateline.source, Known.DATELINE
    return None


def outlet_of_address(url: str) -> str | None:
    """The outlet at an address; the bare host where its name is unknown; None for a carrier's host."""
    inner = max(url.rfind("/http://"), url.rfind("/https://"))  # the page that an archive holds
    try:
        host = (urlsplit(url[inner + 1 :] if inner > 0 else url).hostname or "").rstrip(".")
    except ValueError:
        return None
    if "." not in host or host.replace(".", "").isdigit():
        return None
    names = _hosts()
    labels = host.split(".")
    for start in range(len(labels) - 1):
        suffix = ".".join(labels[start:])
        if suffix in names:
            return names[suffix] or None
    return _PLAIN_HOST.sub("", host) or None


@cache
def _hosts() -> dict[str, str]:
    text = (files(__package__) / "data" / "outlets.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["host"]: row["name"] for row in rows}
