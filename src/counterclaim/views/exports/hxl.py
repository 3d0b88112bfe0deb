"""HXL: takes dossiers, writes CSV of incidents with the row of hashtags by which humanitarian tools read it.

Hashtags are of the HXL standard 1.1; what it has no word for is an attribute of the nearest one that it has.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from counterclaim.views.exports.dossier import Dossier
from counterclaim.views.exports.separated import write_rows
from counterclaim.views.exports.table import INCIDENTS


def write(dossiers: Iterable[Dossier], file: BinaryIO, *, made: datetime) -> Iterable[str]:
    """Write incidents, one row each, under a row of names and a row of hashtags."""
    names = [column.name for column in INCIDENTS.columns]
    hashtags = [column.hxl for column in INCIDENTS.columns]
    write_rows([names, hashtags], file)
    write_rows(INCIDENTS.of(dossiers), file)
    return ()
