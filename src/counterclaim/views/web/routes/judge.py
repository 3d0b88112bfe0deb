"""Judging: what belongs to an incident, what stands; every ruling with a reason, and taken back where it was wrong."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from counterclaim.ledger import rulings
from counterclaim.pipeline import why_linked
from counterclaim.records import Link, Standing
from counterclaim.views.web import judging, pages
from counterclaim.views.web.desk import Analyst, Desk, Form, desk_of, inside, text
from counterclaim.views.web.failures import Failure, missing
from counterclaim.views.web.present import labels
from counterclaim.views.web.routes.incident import listed, row_key

router = APIRouter()


@router.get("/incidents/{named}/mentions")
def mentions(request: Request, named: str) -> Response:
    """What is in an incident and why; which judgements stand on it."""
    with desk_of(request).view() as view:
        one = listed(view, named)
        told = view.mentions_of(one.number)
        links = view.links_of(one.number)
        given = view.judgements_of(one.number)
    surest: dict[str, Link] = {}
    for link in links:
        for name in (link.first, link.second):
            surest.setdefault(name, link)
    return pages.page(
        request,
        "mentions.html",
        incident=one,
        told=told,
        by_id={each.id: each for each in told},
        surest=surest,
        explain=why_linked,
        given=given,
        tab="mentions",
        labels=labels,
    )


@router.post("/incidents/{named}/merge")
def merge(request: Request, named: str, form: Form, person: Analyst) -> Response:
    """Two incidents are one."""
    desk, other = desk_of(request), text(form, "other", most=80)
    reason = judging.reasoned(text(form, "reason"))
    if not other:
        raise Failure(422, "no other incident is named", "name it by its number")
    judging.give(
        desk.ledger, lambda view: rulings.merging(view, [named, other], reason=reason, by=person.name)
    )
    return RedirectResponse(f"/incidents/{_number(desk, named)}/mentions", 303)


@router.post("/incidents/{named}/split")
def split(request: Request, named: str, form: Form, person: Analyst) -> Response:
    """Some of what is in an incident is another one."""
    desk, reason = desk_of(request), judging.reasoned(text(form, "reason"))
    chosen = [one for one in form.getlist("mention") if isinstance(one, str)]
    judging.give(
        desk.ledger, lambda view: rulings.splitting(view, named, chosen, reason=reason, by=person.name)
    )
    return RedirectResponse(f"/incidents/{_number(desk, named)}/mentions", 303)


@router.post("/incidents/{named}/judge")
def judge(request: Request, named: str, form: Form, person: Analyst) -> Response:
    """A facet stands so, whatever the rules say: a standing, or one of the values told."""
    desk, reason = desk_of(request), judging.reasoned(text(form, "reason"))
    row, value = text(form, "row", most=400), text(form, "value", most=1000)
    with desk.view() as view:
        one = listed(view, named)
        told = view.accounts(one.number)
    chosen = next((each for each in told.assessments if row_key(each) == row), None) if told else None
    if chosen is None:
        raise missing(f"facet {row} in incident {one.number}")
    if value not in list(Standing) and value not in {each.text for each in chosen.values}:
        raise Failure(422, f"{value!r} is neither a standing nor a value told", "choose one of the list")
    judging.give(
        desk.ledger,
        lambda view: rulings.judging(view, named, row, value=value, reason=reason, by=person.name),
    )
    return RedirectResponse(f"/incidents/{one.number}?{pages.query({'row': row})}", 303)


@router.post("/judgements/{judgement}/undo")
def undo(request: Request, judgement: str, form: Form, person: Analyst) -> Response:
    """Take a judgement back, with those given together with it."""
    desk, reason = desk_of(request), judging.reasoned(text(form, "reason"))
    judging.give(desk.ledger, lambda view: [rulings.undoing(view, judgement, reason=reason, by=person.name)])
    return RedirectResponse(inside(text(form, "back", most=2000)), 303)


def _number(desk: Desk, named: str) -> int | str:
    """The number that an incident has now: it may have become a part of another one."""
    with desk.view() as view:
        return view.number_of(named) or named
