"""The HTTP API: what the page shows, for programs. ``/api/v1/openapi.json`` describes it."""

from fastapi import APIRouter, Depends

from counterclaim.views.web.desk import reader
from counterclaim.views.web.routes.api import contract, incidents, reports, work

router = APIRouter(
    prefix="/api/v1", dependencies=[Depends(reader)], responses=contract.RESPONSES, tags=["counterclaim"]
)
for module in (incidents, reports, work, contract):
    router.include_router(module.router)
