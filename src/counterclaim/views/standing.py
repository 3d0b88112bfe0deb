"""``counterclaim accounts`` and ``why``: takes an incident of a ledger, shows what each party says and what stands.

How it looks is in ``accounts.py``; the scales are those of the room of assessment.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from counterclaim.records import Accounts, Reliability, Report
from counterclaim.views.judging import no_facet, rows_of
from counterclaim.views.opened import (
    Format,
    IncidentName,
    LedgerName,
    Shown,
    no_incident,
    nothing,
    opened,
    printed,
)

if TYPE_CHECKING:
    from counterclaim.ledger import Listed, View

WIDE = 160  # characters of a line where no terminal says how many it has


class Scale(StrEnum):
    """A scale that people use."""

    admiralty = "admiralty"
    airwars = "airwars"
    ucdp = "ucdp"
    acled = "acled"


def accounts(
    ledger: LedgerName,
    incident: Annotated[
        str | None,
        typer.Argument(
            metavar="INCIDENT", help="Its number, id, or that of a mention; else the one of most reports."
        ),
    ] = None,
    scale: Annotated[
        Scale | None,
        typer.Option(help="Grade by it: admiralty and airwars each facet, ucdp and acled the dead."),
    ] = None,
    format: Shown = Format.text,
) -> None:
    """Show what each party says of an incident, facet by facet, and what that leaves standing.

    Disputed rows are marked; numbers in brackets are those of statements, which ``why`` shows.

    Exit codes: 0 shown; 3 there is no such incident; 4 the ledger cannot be used.
    """
    from counterclaim.views import accounts as side_by_side  # noqa: PLC0415 - rich costs a tenth of a second

    with opened(ledger) as kept, kept.view() as view:
        one = _incident(view, incident)
        found, reports, ratings = view.accounts(one.number), view.reports_of(one.number), view.ratings()
    if found is None:
        no_incident(str(incident))
    if scale is not None:
        _grade(found, scale, format=format, reports=reports, ratings=list(ratings.values()))
    elif format is Format.text:
        _render(side_by_side.table(found, one.incident, reports))
    else:
        printed(side_by_side.as_json(found), format)


def why(
    ledger: LedgerName,
    incident: IncidentName,
    facet: Annotated[
        str,
        typer.Argument(metavar="FACET", help='As accounts shows it: toll, "control of K1 airbase".'),
    ],
    format: Shown = Format.text,
) -> None:
    """Show why a facet stands as it does: the rule, each statement in its sentence, the origins, what would settle it.

    Exit codes: 0 shown; 2 there is no such facet; 3 there is no such incident; 4 the ledger cannot be used.
    """
    from counterclaim.views import accounts as side_by_side  # noqa: PLC0415

    with opened(ledger) as kept, kept.view() as view:
        found, reports = view.accounts(incident), view.reports_of(incident)
    if found is None:
        no_incident(incident)
    rows = [item for _, item in rows_of(found, facet)]
    if not rows:
        no_facet(found, facet)
    if format is not Format.text:
        printed((side_by_side.why_json(item, reports) for item in rows), format)
        return
    for item in rows:
        _render(side_by_side.why(item, found, reports))


def _incident(view: View, named: str | None) -> Listed:
    """The incident named, else the one of most reports."""
    if named is None:
        first = next(iter(view.incidents(limit=1).incidents), None)
        if first is None:
            nothing("there is no incident yet: add reports with counterclaim add")
        return first
    one = view.incident(named)
    if one is None:
        no_incident(named)
    return one


def _grade(
    accounts: Accounts,
    scale: Scale,
    *,
    format: Format,
    reports: Sequence[Report],
    ratings: Sequence[Reliability],
) -> None:
    rows = graded(accounts, scale, reports=reports, ratings=ratings)
    if format is not Format.text:
        printed(rows, format)
        return
    for row in rows:
        typer.echo(_grade_line(row))
    if not rows:
        typer.echo("nothing of this incident can be judged on this scale")


def graded(
    accounts: Accounts, scale: Scale, *, reports: Sequence[Report], ratings: Sequence[Reliability]
) -> list[dict[str, Any]]:
    """What accounts come to on a scale; a grade is None where it cannot be judged."""
    from counterclaim.assessment import scales  # noqa: PLC0415
    from counterclaim.views.accounts import heading  # noqa: PLC0415

    if scale is Scale.ucdp:
        estimates = scales.ucdp(accounts)
        return [{"of": one.of, "low": one.low, "best": one.best, "high": one.high} for one in estimates]
    if scale is Scale.acled:
        return [{"fatalities": scales.acled_fatalities(accounts)}]
    if scale is Scale.airwars:
        return [
            {"facet": heading(one), "standing": one.standing.value, "grade": scales.airwars(one)}
            for one in accounts.assessments
        ]
    names = _names(reports)
    return [
        {
            "facet": heading(one),
            "standing": one.standing.value,
            "value": value.text,
            "grade": scales.admiralty(one, value, ratings=ratings, names=names),
        }
        for one in accounts.assessments
        for value in one.values
    ]


def _grade_line(row: Mapping[str, Any]) -> str:
    if "fatalities" in row:
        count = row["fatalities"]
        return f"fatalities {count}" if count is not None else "fatalities: no count is given"
    if "best" in row:
        high = row["high"] if row["high"] is not None else "no bound"
        return f"{row['of']}: low {row['low']}, best {row['best']}, high {high}"
    told = f" · {row['value']}" if row.get("value") else ""
    return f"{row['grade'] or 'cannot be judged':<12} {row['facet']}{told} · {row['standing']}"


def _names(reports: Sequence[Report]) -> dict[str, list[str]]:
    """The names of the sources of each statement, and of who prints it where the outlet itself speaks."""
    found = {}
    for report in reports:
        outlet = report.document.outlet
        for statement in report.statements:
            names = [source.name for source in (*statement.sources, *statement.via)]
            found[statement.id] = [outlet if name == "outlet" and outlet else name for name in names]
    return found


def _render(shown: Any) -> None:
    from rich.console import Console  # noqa: PLC0415

    console = Console()
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDE
    console.print(shown)
