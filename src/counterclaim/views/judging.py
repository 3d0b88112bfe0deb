"""``counterclaim merge``, ``split``, ``judge``, ``undo``, ``judgements``: what persons decide, each with a reason.

A judgement is kept like a document: it wins over what was computed, shows in ``changes``, and can be taken back.
"""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from counterclaim.records import Accounts, Assessment, Judgement, Standing
from counterclaim.views.opened import (
    USAGE,
    WAIT,
    Format,
    IncidentName,
    LedgerName,
    Shown,
    Wait,
    no_incident,
    nothing,
    opened,
    printed,
)

if TYPE_CHECKING:
    from counterclaim.ledger import Ledger

Reason = Annotated[
    str, typer.Option("--reason", "-r", help="Why, in a sentence. It is kept with the judgement.")
]
By = Annotated[str | None, typer.Option(help="Who says so; your login by default.")]


def merge(
    ledger: LedgerName,
    incident: IncidentName,
    others: Annotated[list[str], typer.Argument(metavar="OTHER...", help="Incidents that are the same one.")],
    *,
    reason: Reason,
    by: By = None,
    wait: Wait = WAIT,
) -> None:
    """Say that incidents are one. Reports that come later are linked with it as a whole.

    Exit codes: 0 done; 2 wrong usage; 3 there is no such incident; 4 the ledger cannot be used.
    """
    from counterclaim.ledger import rulings  # noqa: PLC0415

    with opened(ledger, wait=wait) as kept:
        with kept.view() as view:
            given = rulings.merging(view, [incident, *others], reason=_why(reason), by=who(by))
        give(kept, given)
        with kept.view() as view:
            one = view.incident(incident)
    if one is not None:
        typer.echo(f"incident {one.number}, {one.incident.title}: {one.mentions} mentions now")
    typer.echo(f"take it back with: counterclaim undo {ledger} {_group(given)}")


def split(
    ledger: LedgerName,
    incident: IncidentName,
    mentions: Annotated[
        list[str],
        typer.Argument(
            metavar="MENTION...", help="Mentions that are of another one: see counterclaim mentions."
        ),
    ],
    *,
    reason: Reason,
    by: By = None,
    wait: Wait = WAIT,
) -> None:
    """Say that some mentions of an incident are, together, of another one.

    Exit codes: 0 done; 2 wrong usage; 3 there is no such incident or mention; 4 the ledger cannot be used.
    """
    from counterclaim.ledger import rulings  # noqa: PLC0415

    with opened(ledger, wait=wait) as kept:
        with kept.view() as view:
            given = rulings.splitting(view, incident, mentions, reason=_why(reason), by=who(by))
        give(kept, given)
        with kept.view() as view:
            for named in (incident, mentions[0]):
                one = view.incident(named)
                if one is not None:
                    typer.echo(f"incident {one.number}, {one.incident.title}: {one.mentions} mentions")
    typer.echo(f"take it back with: counterclaim undo {ledger} {_group(given)}")


def judge(
    ledger: LedgerName,
    incident: IncidentName,
    facet: Annotated[
        str, typer.Argument(metavar="FACET", help='As accounts shows it: toll, "control: K1 airbase".')
    ],
    value: Annotated[
        str,
        typer.Argument(
            metavar="VALUE", help="A standing (confirmed, disputed …), or a value told, which then stands."
        ),
    ],
    *,
    reason: Reason,
    by: By = None,
    wait: Wait = WAIT,
) -> None:
    """Say how a facet of an incident stands, whatever the rules make of it.

    Exit codes: 0 done; 2 wrong usage, no such facet or value; 3 there is no such incident; 4 the ledger cannot be
    used.
    """
    from counterclaim.ledger import rulings  # noqa: PLC0415

    with opened(ledger, wait=wait) as kept:
        with kept.view() as view:
            accounts = view.accounts(incident)
            if accounts is None:
                no_incident(incident)
            label, told = _facet(accounts, facet, value=value)
            given = rulings.judging(view, incident, label, value=told, reason=_why(reason), by=who(by))
        give(kept, given)
    typer.echo(f"{label}: {told}")
    typer.echo(f"take it back with: counterclaim undo {ledger} {_group(given)}")


def undo(
    ledger: LedgerName,
    judgement: Annotated[
        str, typer.Argument(metavar="JUDGEMENT", help="Its id: see counterclaim judgements.")
    ],
    *,
    reason: Reason,
    by: By = None,
    wait: Wait = WAIT,
) -> None:
    """Take a judgement back, with those that were given together with it.

    Exit codes: 0 done; 2 wrong usage; 3 there is no such judgement; 4 the ledger cannot be used.
    """
    from counterclaim.ledger import rulings  # noqa: PLC0415

    with opened(ledger, wait=wait) as kept:
        with kept.view() as view:
            given = rulings.undoing(view, judgement, reason=_why(reason), by=who(by))
        give(kept, [given])
    typer.echo(f"taken back: {', '.join(given.subjects)}")


def judgements(
    ledger: LedgerName,
    incident: Annotated[
        str | None, typer.Argument(metavar="INCIDENT", help="Only those on this one.")
    ] = None,
    format: Shown = Format.text,
) -> None:
    """List what persons judged, the last first: id, who, what, why, and whether it was taken back.

    Exit codes: 0 some; 3 none, or no such incident; 4 the ledger cannot be used.
    """
    with opened(ledger) as kept, kept.view() as view:
        if incident is not None and view.number_of(incident) is None:
            no_incident(incident)
        on = view.judgements_of(incident) if incident is not None else view.judgements(taken_back=True)
        undone = view.undone()
    if format is not Format.text:
        printed(({**judgement_json(one), "stands": one.id not in undone} for one in reversed(on)), format)
    for one in reversed(on) if format is Format.text else ():
        about = f" {one.facet} = {one.value}" if one.facet else ""
        back = " · taken back" if one.id in undone else ""
        typer.echo(f"{one.id} · {one.by} · {one.ruling.value}{about}: {one.reason}{back}")
    if not on:
        nothing("there is no judgement")


def judgement_json(one: Judgement) -> dict[str, Any]:
    """A judgement."""
    return {
        "id": one.id,
        "ruling": one.ruling.value,
        "subjects": list(one.subjects),
        "reason": one.reason,
        "by": one.by,
        "facet": one.facet,
        "value": one.value,
    }


def give(ledger: Ledger, judgements: Sequence[Judgement]) -> None:
    """Add judgements, one after another."""
    with ledger.writer() as writer:
        for one in judgements:
            writer.judge(one)


def _facet(accounts: Accounts, facet: str, *, value: str) -> tuple[str, str]:
    """The label of a facet and the value that stands, as they are kept; what fits nothing ends the command."""
    rows = rows_of(accounts, facet)
    if not rows:
        no_facet(accounts, facet)
    told = [
        one
        for _, item in rows
        for value_told in item.values
        for one in (value_told.text, value_told.key)
        if one
    ]
    standings = [standing.value for standing in Standing]
    for one in (*standings, *told):
        if " ".join(one.split()).casefold() == " ".join(value.split()).casefold():
            label = rows[0][0] if len(rows) == 1 else rows[0][1].facet.value
            return label, one
    said = ", ".join(dict.fromkeys(f'"{one.text}"' for _, item in rows for one in item.values if one.text))
    _misused(f"{value!r} is neither a standing ({', '.join(standings)}) nor a value told ({said or 'none'})")


def labelled(accounts: Accounts) -> list[tuple[str, Assessment]]:
    """What is assessed, each with its label."""
    from counterclaim.pipeline import facet_label  # noqa: PLC0415

    return [(facet_label(item), item) for item in accounts.assessments]


def rows_of(accounts: Accounts, facet: str) -> list[tuple[str, Assessment]]:
    """What a person means by a facet: the one called so, else all of the facet named, else those that hold it."""
    asked = _plain(facet)
    rows = labelled(accounts)
    exact = [(label, item) for label, item in rows if asked in (_plain(label), _plain(_heading(item)))]
    named = [(label, item) for label, item in rows if item.facet.value == asked]
    return (
        exact or named or [(label, item) for label, item in rows if asked and asked in _plain(_heading(item))]
    )


def no_facet(accounts: Accounts, facet: str) -> NoReturn:
    """End the command: there is no such facet."""
    there = ", ".join(f'"{_heading(item)}"' for item in accounts.assessments)
    _misused(f"{facet!r} is no facet of this incident; there are {there or 'none'}")


def _heading(item: Assessment) -> str:
    from counterclaim.views.accounts import heading  # noqa: PLC0415 - rich costs a tenth of a second

    return heading(item)


def _plain(facet: str) -> str:
    return " ".join(facet.split()).casefold()


def _misused(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(USAGE)


def _group(given: Sequence[Judgement]) -> str:
    return given[0].id.partition(".")[0]


def _why(reason: str) -> str:
    if not reason.strip():
        raise typer.BadParameter("a judgement needs a reason: say in a sentence why", param_hint="--reason")
    return reason.strip()


def who(by: str | None) -> str:
    if by is not None and by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no login, as in some containers
        return "unknown"
