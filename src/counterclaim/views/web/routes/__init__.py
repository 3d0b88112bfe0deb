"""One module a view. ``PAGES`` are those that whoever may look may have."""

from counterclaim.views.web.routes import (
    add,
    brief,
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
    module.router
    for module in (incidents, incident, judge, brief, documents, search, changes, sources, add, users)
)
