"""What programs may do: judge, rate, take back, and have reports read."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from counterclaim.ledger import View
from counterclaim.records import Ruling
from counterclaim.views.web import judging, shapes
from counterclaim.views.web.cursors import at, listed
from counterclaim.views.web.desk import Analyst, analyst, desk_of
from counterclaim.views.web.failures import missing
from counterclaim.views.web.routes.add import taken
from counterclaim.views.web.routes.api.contract import Cursor, Known, Limit, Listing, answer

router = APIRouter(tags=["work"])
Text = Annotated[str, Field(min_length=1, max_length=4000)]


class Given(BaseModel):
    """A judgement. ``subjects`` are ids of event mentions, statements, sources or judgements."""

    model_config = ConfigDict(extra="forbid")

    ruling: Ruling
    subjects: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=400)]], Field(min_length=1, max_length=500)
    ]
    reason: Text
    facet: Annotated[str | None, Field(max_length=400)] = None
    value: Annotated[str | None, Field(max_length=4000)] = None


class Sent(BaseModel):
    """Reports to be read: a text with what is known of it, or addresses."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=5_000_000)] = ""
    title: Annotated[str, Field(max_length=2000)] = ""
    outlet: Annotated[str, Field(max_length=2000)] = ""
    url: Annotated[str, Field(max_length=2000)] = ""
    published: Annotated[str, Field(max_length=40)] = ""
    addresses: Annotated[list[Annotated[str, Field(max_length=2000)]], Field(max_length=500)] = []


@router.get("/judgements", response_model=Listing, summary="What persons judged")
def judgements(
    request: Request, taken_back: bool = False, limit: Limit = 50, cursor: Cursor = None, known: Known = None
) -> Response:
    """In order; those taken back only where asked for."""
    start = at(cursor)

    def made(view: View) -> Any:
        found = view.judgements(taken_back=taken_back)[start:]
        return listed(found, start, size=limit, shape=shapes.judgement)

    return answer(request, made)


@router.post("/judgements", status_code=201, summary="Judge")
def judge(request: Request, given: Given, person: Analyst) -> Response:
    """Add a judgement; it wins over what was computed until another one takes it back."""
    one = judging.plain(
        given.ruling,
        given.subjects,
        reason=given.reason,
        by=person.name,
        facet=given.facet,
        value=given.value,
    )
    judging.give(desk_of(request).ledger, lambda view: [one])
    return JSONResponse(shapes.judgement(one), 201)


@router.get("/jobs", response_model=Listing, summary="What is being read", dependencies=[Depends(analyst)])
def jobs(request: Request) -> dict[str, Any]:
    """The latest first."""
    return {"items": [shapes.job(one) for one in desk_of(request).reading.all()], "next": None}


@router.post("/jobs", status_code=202, summary="Have reports read")
async def add(request: Request, sent: Sent, person: Analyst) -> Response:
    """Takes a text or addresses; files are sent to the page, or read with `counterclaim add`."""
    fields = {key: value for key, value in sent.model_dump().items() if isinstance(value, str)}
    form = FormData({**fields, "addresses": " ".join(sent.addresses)})
    job = await run_in_threadpool(taken, desk_of(request), form, person)
    return JSONResponse(shapes.job(job), 202, headers={"location": f"/api/v1/jobs/{job.id}"})


@router.get("/jobs/{job}", summary="How far reading has come", dependencies=[Depends(analyst)])
def job(request: Request, job: Annotated[str, Path(max_length=64)]) -> dict[str, Any]:
    """Until its state is done, stopped or failed."""
    found = desk_of(request).reading.get(job)
    if found is None:
        raise missing(f"job {job}")
    return shapes.job(found)


@router.delete("/jobs/{job}", summary="End a job", dependencies=[Depends(analyst)])
def stop(request: Request, job: Annotated[str, Path(max_length=64)]) -> dict[str, Any]:
    """What it has read stays in the ledger."""
    found = desk_of(request).reading.get(job)
    if found is None:
        raise missing(f"job {job}")
    desk_of(request).reading.stop(found)
    return shapes.job(found)
