"""The store: all that was read and judged, kept for good, and what is derived of it.

    Report, Judgement ─► Writer ─► journal · documents · statements · bytes ─► derived tables ─► View

Documents, statements and judgements are only ever added; each addition is an entry of a hash-chained journal.
Derived tables (``Derived``) are a pure function of the additions. SQLite by default, PostgreSQL by address.
"""

from counterclaim.ledger.derived import Derived
from counterclaim.ledger.incidents import Incidents
from counterclaim.ledger.journal import Entry
from counterclaim.ledger.kept import Addition
from counterclaim.ledger.ledger import Ledger
from counterclaim.ledger.lent import Lent
from counterclaim.ledger.listing import Heading, IncidentQuery, Listed, Move, Moved, Order, Page, Told
from counterclaim.ledger.origins import Origins
from counterclaim.ledger.verify import Damage
from counterclaim.ledger.view import Hit, Version, View
from counterclaim.ledger.words import Query
from counterclaim.ledger.writer import Writer

__all__ = [
    "Addition",
    "Damage",
    "Derived",
    "Entry",
    "Heading",
    "Hit",
    "IncidentQuery",
    "Incidents",
    "Ledger",
    "Lent",
    "Listed",
    "Move",
    "Moved",
    "Order",
    "Origins",
    "Page",
    "Query",
    "Told",
    "Version",
    "View",
    "Writer",
]
