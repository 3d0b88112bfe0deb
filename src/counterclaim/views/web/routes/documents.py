"""A report with all that was read from it, and its versions."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from counterclaim.views.web import pages, queries
from counterclaim.views.web.desk import desk_of
from counterclaim.views.web.failures import Failure, missing
from counterclaim.views.web.present import compare, labels, report

router = APIRouter()
# Types of what was received that a browser shows as text and nothing else; the rest is only handed over.
_AS_TEXT = "text/plain; charset=utf-8"


@router.get("/documents/{document}")
def one(request: Request, document: str, start: int = 0, statement: str = "") -> Response:
    """The report from a place on, with the statements in it; ``statement`` is shown and stands out."""
    with desk_of(request).view() as view:
        key = pages.key(request, queries.state(view))
        if (again := pages.kept(request, key)) is not None:
            return again
        found = view.report(document)
        if found is None:
            raise missing(f"document {document}")
        versions = view.versions(document)
        incidents = queries.incidents_of(view, found)
    chosen = next((one for one in found.statements if statement and one.id == statement), None)
    shown = report.reading(found, start=report.part_of(chosen) if chosen and not start else start)
    number = found.statements.index(chosen) + 1 if chosen else 0
    return pages.page(
        request,
        "document.html",
        key=key,
        document=found.document,
        reading=shown,
        versions=versions,
        incidents=incidents,
        chosen=number,
        labels=labels,
    )


@router.get("/documents/{document}/versions")
def versions(request: Request, document: str, old: str = "", new: str = "") -> Response:
    """All versions, and two of them compared: the last two unless others are named."""
    with desk_of(request).view() as view:
        found = view.versions(document)
        if not found:
            raise missing(f"document {document}")
        ids = [one.document.id for one in found]
        new = new if new in ids else ids[-1]
        old = old if old in ids else ids[max(0, ids.index(new) - 1)]
        texts = {one.document.id: one.document.text for one in found}
        runs = compare.compared(texts[old], texts[new]) if old != new else []
        difference = next((one.difference for one in found if one.document.id == new), None)
        changes = difference.changes if difference is not None and difference.previous == old else ()
        said = queries.statements(
            view, filter(None, (name for one in changes for name in (one.before, one.after)))
        )
    return pages.page(
        request,
        "versions.html",
        versions=found,
        document=found[ids.index(new)].document,
        old=old,
        new=new,
        runs=runs,
        changes=changes,
        statements=said,
        labels=labels,
    )


@router.get("/documents/{document}/received")
def received(request: Request, document: str) -> Response:
    """The bytes as they were received: handed over to be kept, never shown by the browser."""
    with desk_of(request).view() as view:
        found = queries.document(view, document)
        if found is None:
            raise missing(f"document {document}")
        try:
            data = view.received(found.sha256_bytes)
        except ValueError as error:
            raise Failure(500, f"what was received is damaged: {error}", "run counterclaim verify") from error
    if data is None:
        raise Failure(404, "the bytes of this document were not kept", "its text is in the ledger")
    headers = {"content-disposition": f'attachment; filename="{document}.bin"'}
    return Response(data, media_type="application/octet-stream", headers=headers)


@router.get("/statements/{statement}")
def statement(request: Request, statement: str) -> Response:
    """Leads to the report that a statement stands in."""
    document = statement.rpartition("-")[0]
    return RedirectResponse(f"/documents/{document}?statement={statement}#chosen", 303)
