"""Parquet: takes dossiers, writes incidents as typed rows, their claims and documents as lists in them.

For archives of many incidents: written in groups of rows, so that memory holds one group. Needs pyarrow.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO, Final

from counterclaim.views.exports import form
from counterclaim.views.exports.dossier import Dossier
from counterclaim.views.exports.facts import address_of
from counterclaim.views.exports.table import CLAIMS, DOCUMENTS, INCIDENTS, Cell, Table

GROUP: Final = 2_000  # incidents in a group of rows
_LISTS: Final = ("statement_ids", "document_ids", "addresses", "parties", "third_parties")


def write(dossiers: Iterable[Dossier], file: BinaryIO, *, made: datetime) -> Iterable[str]:
    """Write one Parquet file."""
    arrow = form.library("pyarrow")
    parquet = form.library("pyarrow.parquet")
    kinds = {str: arrow.string(), int: arrow.int64(), float: arrow.float64()}
    schema = _schema(arrow, kinds)
    waiting = iter(dossiers)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := [_row(dossier) for dossier in islice(waiting, GROUP)]:
            writer.write_table(arrow.Table.from_pylist(group, schema=schema))
    return ()


def _schema(arrow: Any, kinds: dict[type, Any]) -> Any:
    """The columns of incidents; ``claims`` and ``sources`` hold the rows of their tables."""
    fields = [
        (column.name, arrow.list_(arrow.string()) if column.name in _LISTS else kinds[column.kind])
        for column in INCIDENTS.columns
        if column.name != "claims"
    ]
    for name, table in (("claims", CLAIMS), ("sources", DOCUMENTS)):
        inner = [(column.name, kinds[column.kind]) for column in table.columns]
        fields.append((name, arrow.list_(arrow.struct(inner))))
    return arrow.schema(fields, metadata={"made_by": "counterclaim"})


def _row(dossier: Dossier) -> dict[str, Any]:
    row: dict[str, Any] = _named(INCIDENTS, next(iter(INCIDENTS.rows(dossier))))
    del row["claims"]
    row["parties"] = [party.name for party in dossier.sides]
    row["third_parties"] = [party.name for party in dossier.third_parties]
    row["statement_ids"] = list(dossier.statement_ids)
    row["document_ids"] = list(dossier.incident.documents)
    row["addresses"] = [address_of(document) for document in dossier.documents]
    row["claims"] = [_named(CLAIMS, cells) for cells in CLAIMS.rows(dossier)]
    row["sources"] = [_named(DOCUMENTS, cells) for cells in DOCUMENTS.rows(dossier)]
    return row


def _named(table: Table, cells: tuple[Cell, ...]) -> dict[str, Cell]:
    return {column.name: cell for column, cell in zip(table.columns, cells, strict=True)}
