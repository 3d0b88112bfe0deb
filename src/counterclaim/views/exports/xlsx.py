"""XLSX: takes dossiers, writes a workbook with a sheet each for incidents, claims, statements and documents.

Every text is stored as text, so that none is run as a formula, and nothing is a link: an address is there to be
read before it is opened. Needs openpyxl.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, BinaryIO, Final

from counterclaim.views.exports.dossier import Dossier
from counterclaim.views.exports.table import TABLES, Cell, Column
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
    held = list(dossiers)
    left_out = []
    for table in TABLES:
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "B2"
        for number, column in enumerate(table.columns, 1):
            letter = openpyxl.utils.get_column_letter(number)
            sheet.column_dimensions[letter].width = _WIDTHS.get(column.name, 16)
        sheet.append(_headings(sheet, table.columns))
        count = 0
        for row in table.of(held):
            count += 1
            if count <= _ROWS:
                sheet.append([_cell(sheet, value) for value in row])
        if count > _ROWS:
            left_out.append(f"{count - _ROWS:,} {table.name} are left out: a sheet holds no more; take csv")
        sheet.auto_filter.ref = (
            f"A1:{openpyxl.utils.get_column_letter(len(table.columns))}{min(count, _ROWS) + 1}"
        )
    book.save(file)
    return left_out


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
