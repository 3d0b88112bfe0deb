"""Makes the application: routes, what stands before them, what goes wrong."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from counterclaim import __version__
from counterclaim.pipeline import open_ledger
from counterclaim.views.web import assets, failures
from counterclaim.views.web.access import Access, Limiter
from counterclaim.views.web.desk import Desk, reader
from counterclaim.views.web.reading import Reading
from counterclaim.views.web.routes import PAGES, api, session
from counterclaim.views.web.serving import Serving
from counterclaim.views.web.shelf import Shelf
from counterclaim.views.web.shield import Shield
from counterclaim.views.web.users import Users

DESCRIPTION = (
    "What a ledger of counterclaim holds: incidents, the accounts of each, what stands and why, statements,"
    " documents, changes. Lists come a page at a time: `next` is the cursor that asks for those after them."
    " Every error has one shape. Answers carry an ETag that changes with the ledger."
)


def create_app(serving: Serving) -> FastAPI:
    """The application that serves a ledger.

    Raises:
        LedgerError: the ledger cannot be opened.
        SettingsError: the file of users is none.
    """
    users = None if serving.users is None else Users(serving.users)
    folder = Path(tempfile.mkdtemp(prefix="counterclaim-"))
    ledger = open_ledger(serving.ledger, create=True)
    desk = Desk(serving, ledger, Access(users), Limiter(), Reading(serving.ledger, folder), Shelf())

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        desk.reading.close()
        desk.ledger.close()

    app = FastAPI(
        title="counterclaim",
        version=__version__,
        description=DESCRIPTION,
        openapi_url=None,  # the document is a route like others: who may look may have it
        docs_url=None,  # the usual ones load scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.desk = desk
    app.router.routes.append(Route("/static/{edition}/{name:path}", assets.send))
    app.include_router(session.router, include_in_schema=False)
    looking = APIRouter(dependencies=[Depends(reader)], include_in_schema=False)
    for router in PAGES:
        looking.include_router(router)
    app.include_router(looking)
    app.include_router(api.router)
    failures.install(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Shield, serving=serving, refuse=failures.refuse)
    return app
