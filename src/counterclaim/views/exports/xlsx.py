"""XLSX: takes dossiers, writes a workbook with a sheet each for incidents, claims, statements and documents.

Every text is stored as text, so that none is run as a formula, and nothing is a link: an address is there to be
read before it is opened. Needs openpyxl.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, BinaryIO, Final

from counterclaim.views.exports.dossier import Dossier
from counterclaim.views.exports.table import TABLES, Cell, Column, Table
from counterclaim.views.exports.text import printable

LONGEST: Final = 32_767  # characters that a cell of Excel holds
_CUT: Final = " […]"
_WIDTHS: Final = {
    "title": 40,
    "claims": 80,
    "quote": 80,
    "content": 60,
    "value": 40,
    "addresses": 40,
    "address": 40,
}
_ROWS: Final = 1_048_575  # rows that a sheet of Excel holds, less the heading


def write(dossiers: Iterable[Dossier], file: BinaryIO, *, made: datetime) -> Iterable[str]:
    """Write the workbook."""
    import openpyxl  # noqa: PLC0415 - takes longer to load than most exports to write

    book = openpyxl.Workbook(write_only=True)
    book.properties.creator = "counterclaim"
    book.properties.created = book.properties.modified = made.replace(tzinfo=None)
    sheets = [_Sheet(book, table) for table in TABLES]
    for dossier in dossiers:
        for sheet in sheets:
            sheet.add(dossier)
    left_out = [said for sheet in sheets if (said := sheet.closed())]
    book.save(file)
    return left_out


class _Sheet:
    """A sheet that is filled as dossiers come."""

    def __init__(self, book: Any, table: Table) -> None:
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        self._table = table
        self._count = 0
        self._seen: set[Cell] = set()
        self._sheet = book.create_sheet(table.name)
        self._sheet.freeze_panes = "B2"
        letters = [get_column_letter(number) for number in range(1, len(table.columns) + 1)]
        for letter, column in zip(letters, table.columns, strict=True):
            self._sheet.column_dimensions[letter].width = _WIDTHS.get(column.name, 16)
        self._last = letters[-1]
        self._sheet.append(_headings(self._sheet, table.columns))

    def add(self, dossier: Dossier) -> None:
        """Add the rows of a dossier, as far as there is room."""
        for row in self._table.fresh(dossier, self._seen):
            self._count += 1
            if self._count <= _ROWS:
                self._sheet.append([_cell(self._sheet, value) for value in row])

    def closed(self) -> str:
        """Set the filter over what was added; says what there was no room for."""
        self._sheet.auto_filter.ref = f"A1:{self._last}{min(self._count, _ROWS) + 1}"
        over = self._count - _ROWS
        return (
            f"{over:,} {self._table.name} are left out: a sheet holds no more; take csv" if over > 0 else ""
        )


def _headings(sheet: Any, columns: Sequence[Column]) -> list[Any]:
    from openpyxl.styles import Font  # noqa: PLC0415

    cells = [_cell(sheet, column.name) for column in columns]
    for cell in cells:
        cell.font = Font(bold=True)
    return cells


def _cell(sheet: Any, value: Cell) -> Any:
    """A cell; a text is one whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    text = printable(value)
    if len(text) > LONGEST:
        text = text[: LONGEST - len(_CUT)] + _CUT
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    return cell
