"""Judging: what belongs to an incident, what stands; every ruling with a reason, and taken back where it was wrong."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from counterclaim.records import Judgement, Link, Ruling, Standing
from counterclaim.views.web import judging, pages
from counterclaim.views.web.desk import Analyst, Form, desk_of, text
from counterclaim.views.web.failures import Failure, missing
from counterclaim.views.web.present import labels
from counterclaim.views.web.routes.incident import listed

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
        surest=surest,
        given=given,
        tab="mentions",
        labels=labels,
    )


@router.post("/incidents/{named}/merge")
def merge(request: Request, named: str, form: Form, person: Analyst) -> Response:
    """Two incidents are one."""
    desk, other = desk_of(request), text(form, "other", most=80)
    with desk.view() as view:
        one, two = listed(view, named), view.incident(other) if other else None
    if two is None:
        raise missing(f"incident {other}")
    if two.number == one.number:
        raise Failure(422, "an incident is one with itself", "name another one")
    subjects = (one.incident.id, two.incident.id)
    judging.give(desk.ledger, Ruling.MERGE, subjects, reason=text(form, "reason"), by=person.name)
    return RedirectResponse(f"/incidents/{min(one.number, two.number)}/mentions", 303)


@router.post("/incidents/{named}/split")
def split(request: Request, named: str, form: Form, person: Analyst) -> Response:
    """Some of what is in an incident is another one."""
    desk = desk_of(request)
    chosen = [one for one in form.getlist("mention") if isinstance(one, str)]
    with desk.view() as view:
        one = listed(view, named)
    judging.split(desk.ledger, one, chosen, reason=text(form, "reason"), by=person.name)
    return RedirectResponse(f"/incidents/{one.number}/mentions", 303)


@router.post("/incidents/{named}/judge")
def judge(request: Request, named: str, form: Form, person: Analyst) -> Response:
    """A facet stands so, whatever the rules say."""
    desk = desk_of(request)
    row, standing = text(form, "row", most=400), text(form, "standing", most=20)
    if standing not in list(Standing):
        raise Failure(422, f"{standing!r} is no standing", "choose one of the list")
    with desk.view() as view:
        one = listed(view, named)
    judging.judge(desk.ledger, one, row=row, value=standing, reason=text(form, "reason"), by=person.name)
    return RedirectResponse(f"/incidents/{one.number}?{pages.query({'row': row})}", 303)


@router.post("/judgements/{judgement}/undo")
def undo(request: Request, judgement: str, form: Form, person: Analyst) -> Response:
    """Take a judgement back."""
    desk = desk_of(request)
    with desk.view() as view:
        found = _given(view.judgements(taken_back=True), judgement)
    judging.give(desk.ledger, Ruling.UNDO, (found.id,), reason=text(form, "reason"), by=person.name)
    back = text(form, "back", most=400)
    return RedirectResponse(back if back.startswith("/") and not back.startswith("//") else "/", 303)


def _given(judgements: list[Judgement], name: str) -> Judgement:
    found = next((one for one in judgements if one.id == name), None)
    if found is None:
        raise missing(f"judgement {name}")
    return found
