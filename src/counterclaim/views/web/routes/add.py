"""Add: files, pasted text and addresses; how far reading them has come."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Depends
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from counterclaim.documents.dates import parse_date
from counterclaim.records import Known
from counterclaim.views.web import pages
from counterclaim.views.web.access import Person
from counterclaim.views.web.desk import Analyst, Desk, Form, analyst, desk_of, text
from counterclaim.views.web.failures import Failure, missing
from counterclaim.views.web.reading import Job

router = APIRouter()
PASTED: Final = 5_000_000  # characters
ADDRESSES: Final = 500
_UNFIT: Final = re.compile(r"[^\w.() -]+")
_BLOCK: Final = 1024 * 1024


@router.get("/add", dependencies=[Depends(analyst)])
def form(request: Request) -> Response:
    """What can be added, and what is being read."""
    jobs = desk_of(request).reading.all()
    return pages.page(request, "add.html", jobs=jobs, limit=desk_of(request).serving.upload)


@router.post("/add")
async def add(request: Request, sent: Form, person: Analyst) -> Response:
    """Take in what was sent, and have it read."""
    job = await run_in_threadpool(taken, desk_of(request), sent, person)
    if request.headers.get("accept", "").startswith("application/json"):  # the script that shows its progress
        return Response(json.dumps({"job": f"/jobs/{job.id}"}), 202, media_type="application/json")
    return RedirectResponse(f"/jobs/{job.id}", 303)


@router.get("/jobs/{job}", dependencies=[Depends(analyst)])
def progress(request: Request, job: str) -> Response:
    """How far a job is; asked for again and again until it is over."""
    found = desk_of(request).reading.get(job)
    if found is None:
        raise missing("such job: it is long over, or the server was started anew")
    return pages.page(request, "job.html", job=found)


@router.post("/jobs/{job}/stop")
def stop(request: Request, job: str, sent: Form, person: Analyst) -> Response:
    """End a job; what it has read stays."""
    found = desk_of(request).reading.get(job)
    if found is None:
        raise missing("such job")
    desk_of(request).reading.stop(found)
    return RedirectResponse(f"/jobs/{job}", 303)


def taken(desk: Desk, sent: FormData, person: Person) -> Job:
    """A job of what a form holds.

    Raises:
        Failure: it holds nothing, or something that cannot be read.
    """
    published = text(sent, "published", most=40) or None
    if published is not None and parse_date(published, known=Known.GIVEN) is None:
        raise Failure(422, f"{published!r} is no date, or has two readings", "write it as 2017-10-16")
    addresses = text(sent, "addresses", most=200_000).split()
    wrong = [one for one in addresses if not one.lower().startswith(("http://", "https://"))]
    if wrong:
        raise Failure(422, f"{wrong[0][:200]!r} is no address", "addresses begin with http:// or https://")
    if len(addresses) > ADDRESSES:
        raise Failure(422, f"more than {ADDRESSES} addresses at once", "send fewer at a time")
    folder = desk.reading.new_folder()
    sources: list[str] = []
    names: list[str] = []
    for file in sent.getlist("files"):
        if isinstance(file, UploadFile) and file.filename:
            sources.append(_kept(file, folder))
            names.append(file.filename[:200])
    pasted = text(sent, "text", most=PASTED)
    if pasted:
        fields = {key: text(sent, key, most=2000) for key in ("title", "outlet", "url")}
        sources.append(_pasted(pasted, fields, folder))
        names.append(fields["title"] or "pasted text")
    sources += addresses
    names += addresses
    if not sources:
        folder.rmdir()
        raise Failure(422, "nothing was sent", "choose files, paste a text or give addresses")
    return desk.reading.submit(sources, names=names, folder=folder, published=published, by=person.name)


def _kept(file: UploadFile, folder: Path) -> str:
    """Writes a file that was sent, under a name that its bytes give: the same one twice is one document."""
    digest = hashlib.sha256()
    part = folder / "part"
    with part.open("wb") as out:
        while block := file.file.read(_BLOCK):
            digest.update(block)
            out.write(block)
    place = Path("sent") / digest.hexdigest()[:12] / _fit(file.filename or "")
    (folder / place.parent).mkdir(parents=True, exist_ok=True)
    part.replace(folder / place)
    return str(place)


def _pasted(said: str, fields: dict[str, str], folder: Path) -> str:
    """Writes a pasted text with what is known of it, as one record of JSON."""
    record = {key: value for key, value in fields.items() if value}
    body = json.dumps({**record, "text": said}, ensure_ascii=False, indent=1)
    name = "pasted.json" if record else "pasted.txt"
    data = (body if record else said).encode("utf-8", "surrogatepass")
    place = Path("pasted") / hashlib.sha256(data).hexdigest()[:12] / name
    (folder / place.parent).mkdir(parents=True, exist_ok=True)
    (folder / place).write_bytes(data)
    return str(place)


def _fit(name: str) -> str:
    """A file's name without anything that could lead elsewhere."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return _UNFIT.sub("_", last).strip(". ")[-120:] or "file"
