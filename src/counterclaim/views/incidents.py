"""``counterclaim incidents``, ``mentions``, ``changes``: which incidents a ledger has, what is in one, what moved.

Takes a ledger; prints. The accounts of an incident are shown by ``accounts.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from counterclaim.records import Facet, Standing
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
    from counterclaim.ledger import Heading, Listed, Move, Order, Told

BEHIND = "the ledger is behind what was added to it: run counterclaim rebuild, or add again"


def incidents(
    ledger: LedgerName,
    text: Annotated[
        list[str] | None, typer.Argument(metavar="WORD", help="Words that must be said of it, as in search.")
    ] = None,
    *,
    place: Annotated[str, typer.Option(help="Words of the name of a place, or a country's code: IRQ.")] = "",
    near: Annotated[
        str | None, typer.Option(metavar="LAT,LON,KM", help="At most so far: 35.5,44.3,25")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="That happened then or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="That happened then or earlier.")] = None,
    type: Annotated[str | None, typer.Option(help="A PLOVER type: ASSAULT.")] = None,
    party: Annotated[str, typer.Option(help="The id of a party, or words of its name.")] = "",
    standing: Annotated[Standing | None, typer.Option(help="With a facet that stands so.")] = None,
    facet: Annotated[
        Facet | None, typer.Option(help="With this facet; that stands so, with --standing.")
    ] = None,
    disputed: Annotated[bool, typer.Option(help="Only those with something disputed.")] = False,
    documents: Annotated[int, typer.Option(min=1, help="Of so many documents at least.")] = 1,
    order: Annotated[
        str,
        typer.Option(
            help="weight: most documents first; time: the latest first; changed: the last touched first."
        ),
    ] = "weight",
    limit: Annotated[int, typer.Option(min=1, help="Show at most so many.")] = 100,
    cursor: Annotated[
        str | None, typer.Option(help="Go on after what was shown: as it was said there.")
    ] = None,
    format: Shown = Format.text,
) -> None:
    """List incidents: number, what and where, when, parties, documents, what is disputed.

    Exit codes: 0 some; 2 wrong usage; 3 none; 4 the ledger cannot be used.
    """
    from counterclaim.ledger import IncidentQuery  # noqa: PLC0415

    query = IncidentQuery(
        text=" ".join(text or []),
        place=place,
        near=_point(near) if near is not None else None,
        since=since,
        until=until,
        type=type,
        party=party,
        standing=standing,
        facet=facet,
        disputed=disputed,
        documents=documents,
    )
    with opened(ledger) as kept, kept.view() as view:
        if "incidents" in view.behind():
            typer.echo(BEHIND, err=True)
        page = view.incidents(query, order=_order(order), limit=limit, cursor=cursor)
        count = view.count_incidents(query) if page.cursor is not None else len(page.incidents)
    if format is Format.text:
        for one in page.incidents:
            _show(one)
    else:
        printed((incident_json(one) for one in page.incidents), format)
    if not page.incidents:
        nothing("no incident was found")
    if page.cursor is not None:
        typer.echo(
            f"{len(page.incidents):,} of {count:,} incidents: for more, --cursor '{page.cursor}' or a greater --limit",
            err=True,
        )


def mentions(ledger: LedgerName, incident: IncidentName, format: Shown = Format.text) -> None:
    """Show what is in an incident and why: each event mention, who tells it, how surely it belongs.

    Exit codes: 0 shown; 3 there is no such incident; 4 the ledger cannot be used.
    """
    from counterclaim.pipeline import why_linked  # noqa: PLC0415

    with opened(ledger) as kept, kept.view() as view:
        told, links = view.mentions_of(incident), view.links_of(incident)
    if not told:
        no_incident(incident)
    surest: dict[str, Any] = {}
    for link in links:
        reasons = zip(link.features, why_linked(link), strict=False)
        because = [{"feature": name, "share": share, "says": says} for (name, share), says in reasons]
        for mention, other in ((link.first, link.second), (link.second, link.first)):
            surest.setdefault(mention, {"with": other, "score": link.score, "because": because})
    if format is not Format.text:
        printed(({**told_json(one), "link": surest.get(one.id)} for one in told), format)
        return
    for one in told:
        _show_told(one, surest.get(one.id))


def changes(
    ledger: LedgerName,
    since: Annotated[
        str,
        typer.Option(
            metavar="MOMENT", help="2017-10-16 or 2017-10-16T09:30 (UTC), or the number of a journal entry."
        ),
    ] = "0",
    incident: Annotated[
        str | None, typer.Option(metavar="INCIDENT", help="Only of this one, by number or id.")
    ] = None,
    format: Shown = Format.text,
) -> None:
    """Show what changed: incidents that came up, reports that joined them, standings that moved, and by what.

    Exit codes: 0 something; 3 nothing, or no such incident; 4 the ledger cannot be used.
    """
    with opened(ledger) as kept, kept.view() as view:
        number = view.number_of(incident) if incident is not None else None
        if incident is not None and number is None:
            no_incident(incident)
        shown = 0
        last = 0
        rows = []
        for move in view.changes(since):
            if number is not None and move.incident != number:
                continue
            shown += 1
            if format is Format.text:
                if move.entry != last:
                    typer.echo(_by(move))
                last = move.entry
                typer.echo(f"  {move_line(move)}")
            elif format is Format.jsonl:
                printed([move_json(move)], format)
            else:
                rows.append(move_json(move))
    if format is Format.json:
        printed(rows, format)
    if not shown:
        nothing("nothing changed")


def incident_json(one: Listed) -> dict[str, Any]:
    """An incident in a list, in the shape that is fixed for tools."""
    from counterclaim.views.read import place_json, time_json  # noqa: PLC0415

    incident = one.incident
    return {
        "id": incident.id,
        "number": one.number,
        "title": incident.title,
        "type": incident.type,
        "place": place_json(incident.place) if incident.place else None,
        "time": time_json(incident.time) if incident.time else None,
        "parties": [{"id": party.id, "name": party.name, "third": party.third} for party in one.parties],
        "documents": [heading_json(document) for document in one.documents],
        "mentions": one.mentions,
        "disputed": one.disputed,
    }


def heading_json(heading: Heading) -> dict[str, Any]:
    """A document, by what people call it."""
    return {
        "id": heading.id,
        "url": heading.url,
        "title": heading.title,
        "outlet": heading.outlet,
        "published": heading.published,
    }


def told_json(one: Told) -> dict[str, Any]:
    """An event mention with who tells it."""
    from counterclaim.views.read import event_json  # noqa: PLC0415

    return {
        "id": one.id,
        "bond": one.bond.value,
        "judged": one.judged,
        "document": heading_json(one.document),
        "statement": one.statement.id,
        "sources": [source.name for source in one.statement.sources],
        "stance": one.statement.stance.value,
        "content": one.statement.content.text,
        "event": event_json(one.event),
    }


def move_json(move: Move) -> dict[str, Any]:
    """One thing that an addition changed."""
    judgement = move.judgement
    return {
        "entry": move.entry,
        "at": move.at,
        "what": move.what.value,
        "incident": move.incident,
        "title": move.title,
        "into": move.into,
        "facet": move.facet.value if move.facet else None,
        "subject": move.subject,
        "before": move.before.value if move.before else None,
        "after": move.after.value if move.after else None,
        "values_before": list(move.values_before),
        "values_after": list(move.values_after),
        "statements": list(move.statements),
        "document": heading_json(move.document) if move.document else None,
        "judgement": {
            "id": judgement.id,
            "ruling": judgement.ruling.value,
            "by": judgement.by,
            "reason": judgement.reason,
        }
        if judgement
        else None,
    }


def move_line(move: Move) -> str:
    """One thing that an addition changed, in words."""
    from counterclaim.ledger import Moved  # noqa: PLC0415

    named = f"{move.incident} {move.title or ''}".strip()
    if move.facet is None:
        said = {
            Moved.NEW: "came up",
            Moved.DOCUMENT: "is told of by one more report",
            Moved.MERGED: f"became one with {move.into}",
            Moved.PARTED: "is apart again",
            Moved.WITHDRAWN: "is told of no more",
        }
        return f"{named} {said.get(move.what, move.what.value)}"
    facet = f"{move.facet.value} {move.subject}".strip()
    before = move.before.value if move.before else "nobody spoke of it"
    after = move.after.value if move.after else "nobody speaks of it"
    line = (
        f"{named} · {facet}: {before} → {after}" if before != after else f"{named} · {facet}: still {after}"
    )
    new = [value for value in move.values_after if value and value not in move.values_before]
    return f"{line} ({'; '.join(new)})" if new else line


def _by(move: Move) -> str:
    if move.judgement is not None:
        return f"{move.at} · {move.judgement.by}, {move.judgement.ruling.value}: {move.judgement.reason}"
    if move.document is not None:
        outlet = f"{move.document.outlet}: " if move.document.outlet else ""
        return f"{move.at} · {outlet}{move.document.title or move.document.url or move.document.where}"
    return move.at


def _show(one: Listed) -> None:
    incident = one.incident
    count = len(one.documents)
    parts = [
        incident.title,
        incident.time.text if incident.time and not incident.time.start else _when(one),
        f"{count} report{'s' if count != 1 else ''}",
        f"{one.mentions} mentions" if one.mentions != 1 else "1 mention",
    ]
    if one.disputed:
        parts.append(f"{one.disputed} disputed")
    typer.echo(f"{one.number:>4}  {' · '.join(part for part in parts if part)}")
    sides = [party.name for party in one.parties if not party.third]
    if sides:
        typer.echo(f"      {', '.join(sides)}")


def _when(one: Listed) -> str:
    time = one.incident.time
    if time is None:
        return ""
    return time.start if time.end is None else f"{time.start} to {time.end}"


def _show_told(one: Told, link: dict[str, Any] | None) -> None:
    from counterclaim.views.read import event_kind, event_line  # noqa: PLC0415

    who = ", ".join(source.name for source in one.statement.sources)
    judged = " · put there by a person" if one.judged else ""
    typer.echo(f"{one.id} · {one.bond.value}{judged}")
    typer.echo(f"  {event_kind(one.event)} {event_line(one.event)}".rstrip())
    typer.echo(f"  {who} · {one.statement.stance.value}: {one.statement.content.text}")
    document = one.document
    date = f"{document.published} · " if document.published else ""
    typer.echo(f"  {date}{document.outlet or document.where} · {document.title or document.where}")
    if link is not None:
        reasons = [one["says"] for one in link["because"] if one["share"] > 0][:4]
        typer.echo(f"  linked with {link['with']}, {link['score']:.2f}: {'; '.join(reasons)}")


def _order(named: str) -> Order:
    from counterclaim.ledger import Order  # noqa: PLC0415

    if named not in {order.value for order in Order}:
        raise typer.BadParameter(
            f"{named!r}: one of {', '.join(order.value for order in Order)}", param_hint="--order"
        )
    return Order(named)


def _point(given: str) -> tuple[float, float, float]:
    parts = given.split(",")
    try:
        lat, lon, km = (float(part) for part in parts)
    except ValueError as error:
        raise typer.BadParameter(
            f"{given!r}: write LAT,LON,KM, such as 35.5,44.3,25", param_hint="--near"
        ) from error
    return lat, lon, km
