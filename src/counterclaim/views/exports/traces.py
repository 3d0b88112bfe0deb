"""The columns that a table in a foreign shape gets after its own: what leads a row back, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from counterclaim.views.exports.dossier import Dossier
from counterclaim.views.exports.facts import address_of, claims_line, standing_line
from counterclaim.views.exports.separated import write_rows
from counterclaim.views.exports.table import Cell

COLUMNS = (
    "counterclaim_incident",
    "counterclaim_standings",
    "counterclaim_claims",
    "counterclaim_origins",
    "counterclaim_statements",
    "counterclaim_documents",
    "counterclaim_addresses",
)


def of(dossier: Dossier) -> tuple[Cell, ...]:
    """The cells under ``COLUMNS``."""
    return (
        dossier.incident.id,
        standing_line(dossier),
        claims_line(dossier),
        dossier.accounts.origins,
        "; ".join(dossier.statement_ids),
        "; ".join(dossier.incident.documents),
        "; ".join(address_of(document) for document in dossier.documents),
    )


def write(
    dossiers: Iterable[Dossier],
    file: BinaryIO,
    *,
    columns: Iterable[str],
    row: Callable[[Dossier], list[Cell] | None],
    why: str,
) -> list[str]:
    """Write a table in a foreign shape, each row led back; gives what to tell of incidents that it has no row for."""
    missed = 0

    def found() -> Iterator[list[Cell]]:
        nonlocal missed
        yield [*columns, *COLUMNS]
        for dossier in dossiers:
            cells = row(dossier)
            if cells is None:
                missed += 1
            else:
                yield [*cells, *of(dossier)]

    write_rows(found(), file)
    return left_out(missed, why)


def left_out(count: int, why: str) -> list[str]:
    """What to tell the user of incidents that a table has no place for."""
    if not count:
        return []
    return [f"{count:,} incident{' is' if count == 1 else 's are'} left out: {why}"]
