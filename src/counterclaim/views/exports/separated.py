"""CSV: takes dossiers, writes tables of values parted by commas, safe to open in a spreadsheet.

A text that a spreadsheet would take for a formula gets an apostrophe before it, by which spreadsheets know text:
reports are written by others, and a headline must not run. Numbers stay numbers.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO, Final

from counterclaim.views.exports import form
from counterclaim.views.exports.dossier import Dossier
from counterclaim.views.exports.table import CLAIMS, INCIDENTS, Cell, Table
from counterclaim.views.exports.text import printable

# What makes a formula of a cell, with the full-width forms that some programs take for the same.
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs."""
    if not isinstance(cell, str):
        return cell
    text = printable(cell)
    return f"'{text}" if text.lstrip(" ").startswith(_RUNS) else text


def write_rows(rows: Iterable[Iterable[Cell]], file: BinaryIO) -> None:
    """Write rows as CSV (RFC 4180)."""
    with form.text(file) as out:
        writer = csv.writer(out)
        writer.writerows([safe(cell) for cell in row] for row in rows)


def write(dossiers: Iterable[Dossier], file: BinaryIO, *, made: datetime) -> Iterable[str]:
    """Write incidents, one row each."""
    _write(INCIDENTS, dossiers, file=file)
    return ()


def write_claims(dossiers: Iterable[Dossier], file: BinaryIO, *, made: datetime) -> Iterable[str]:
    """Write claims, one row for each voice on a value."""
    _write(CLAIMS, dossiers, file=file)
    return ()


def _write(table: Table, dossiers: Iterable[Dossier], *, file: BinaryIO) -> None:
    write_rows([[column.name for column in table.columns]], file)
    write_rows(table.of(dossiers), file)
