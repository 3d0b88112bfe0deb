"""The brief on an incident: to be printed, or taken along for a word processor."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from counterclaim.ledger import Listed
from counterclaim.views.brief.command import Format, rendered
from counterclaim.views.brief.content import LEGEND, compose
from counterclaim.views.brief.parts import Brief
from counterclaim.views.exports.gather import as_of, dossiers_of
from counterclaim.views.web import pages
from counterclaim.views.web.desk import Desk, desk_of
from counterclaim.views.web.failures import missing
from counterclaim.views.web.present import labels
from counterclaim.views.web.routes.incident import listed

router = APIRouter(prefix="/incidents/{named}")
TYPES = {
    Format.docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.md: "text/markdown; charset=utf-8",
    Format.html: "text/html; charset=utf-8",
}


@router.get("/brief")
def brief(request: Request, named: str) -> Response:
    """As a page that prints well."""
    one, composed, _ = _composed(desk_of(request), named)
    return pages.page(
        request, "brief.html", incident=one, brief=composed, legend=LEGEND, tab="brief", labels=labels
    )


@router.get("/brief.{format}")
def file(request: Request, named: str, format: Format) -> Response:
    """As a file: handed over to be kept, never shown by the browser."""
    one, composed, made = _composed(desk_of(request), named)
    headers = {"content-disposition": f'attachment; filename="incident-{one.number}.{format.value}"'}
    return Response(rendered(composed, format, made=made), media_type=TYPES[format], headers=headers)


def _composed(desk: Desk, named: str) -> tuple[Listed, Brief, datetime]:
    with desk.view() as view:
        one, made = listed(view, named), as_of(view)
        for dossier in dossiers_of(view, [str(one.number)]):
            if not isinstance(dossier, str):
                return one, compose(dossier, made=made), made
    raise missing(f"brief on incident {named}")
