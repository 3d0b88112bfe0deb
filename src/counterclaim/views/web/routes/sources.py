"""The table of sources: what the user knows of each. Every edit is a judgement that can be taken back."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from counterclaim.ledger import rulings
from counterclaim.ledger.judged import source_key
from counterclaim.records import Reliability, Ruling
from counterclaim.views.web import judging, pages, queries
from counterclaim.views.web.cursors import at, following
from counterclaim.views.web.desk import Analyst, Form, analyst, desk_of, text
from counterclaim.views.web.failures import Failure
from counterclaim.views.web.present import labels

router = APIRouter()
ON_PAGE = 60
LETTERS = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}


@router.get("/sources")
def sources(request: Request, q: str = "", edit: str = "", cursor: str | None = None) -> Response:
    """Sources by the number of documents they speak in, with what is known of them."""
    start = at(cursor)
    with desk_of(request).view() as view:
        rated = view.ratings()
        outlets = queries.outlets(view, words=q[:200]) if not start else []
        found = queries.speakers(view, words=q[:200], limit=ON_PAGE + 1, offset=start)
        given = [one for one in view.judgements() if one.ruling is Ruling.RATE]
    return pages.page(
        request,
        "sources.html",
        tables=[("Outlets", outlets), ("Whom they quote", found[:ON_PAGE])],
        rated={source_key(name): one for name, one in rated.items()},
        folded=source_key,
        given=given[::-1][:40],
        letters=LETTERS,
        q=q[:200],
        edit=edit[:400],
        next=following(start, ON_PAGE, more=len(found) > ON_PAGE),
        labels=labels,
    )


@router.post("/sources", dependencies=[Depends(analyst)])
def rate(request: Request, form: Form, person: Analyst) -> Response:
    """Say what is known of a source."""
    source, letter = text(form, "source", most=400), text(form, "letter", most=1).upper() or "F"
    if not source:
        raise Failure(422, "no source is named", "name one")
    if letter not in LETTERS:
        raise Failure(422, f"{letter!r} is no letter of reliability", "choose A to F")
    interests = tuple(part.strip() for part in text(form, "interests").split(",") if part.strip())
    known = Reliability(source, letter, interests, text(form, "family", most=400) or None)
    reason = judging.reasoned(text(form, "reason"))
    judging.give(desk_of(request).ledger, lambda view: [rulings.rating(known, reason=reason, by=person.name)])
    return RedirectResponse("/sources#given", 303)
