"""One module a view. ``PAGES`` are those that whoever may look may have."""

from counterclaim.views.web.routes import (
    add,
    changes,
    documents,
    incident,
    incidents,
    judge,
    search,
    sources,
    users,
)

PAGES = tuple(
    module.router for module in (incidents, incident, judge, documents, search, changes, sources, add, users)
)
