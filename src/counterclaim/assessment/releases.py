"""Releases: whose voice a document speaks in that no outlet signed: a press release is its author's own statement.

Takes a report; gives the actor that issued it. A release speaks of itself in the third person and performs what it
says ("The ministry denies", "The council calls on"), and as "we" and "our" outside of quotations.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from counterclaim.assessment.words import tokens
from counterclaim.records import Actor, Report, Statement

BODIES: Final = frozenset(
    {"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "PTY", "REB", "PRM", "OPP", "NGO", "IGO"}
)
FEWEST: Final = 2  # statements that a body performs in its own release
_SELF: Final = frozenset({"we", "our", "us"})


def issuer(report: Report) -> Actor | None:
    """Who issued a document that no outlet signed, None where it does not read as a release."""
    document = report.document
    if document.outlet or document.credits:
        return None
    if not any(_speaks_as_we(report, statement) for statement in report.statements):
        return None
    performed: Counter[str] = Counter()
    for statement in report.statements:
        if statement.cue is not None and _performs(statement.cue.text):
            performed.update(source.actor for source in statement.sources if source.actor)
    actors = {actor.id: actor for actor in report.actors}
    bodies = [id for id in performed if id in actors and actors[id].kind in BODIES and actors[id].affiliation]
    best = min(bodies, key=lambda id: (-performed[id], id), default=None)
    return actors[best] if best is not None and performed[best] >= FEWEST else None


def _speaks_as_we(report: Report, statement: Statement) -> bool:
    """Whether the document itself says "we": as the source of a statement, or in what it says unquoted."""
    if any(source.name != "outlet" for source in statement.sources):
        return False
    text = report.document.text
    named = " ".join(text[source.start : source.end] for source in statement.sources)
    said = named if statement.quoted else f"{named} {statement.content.text}"
    return bool(_SELF & {word.lower() for word in tokens(said)})


def _performs(cue: str) -> bool:
    """Whether a cue does what it says, in the present: "denies", "calls on"; papers say "says"."""
    first = tokens(cue)[:1]
    word = first[0].lower() if first else ""
    return word.endswith("s") and not word.endswith("ss") and word not in ("says", "is", "was", "has", "does")
