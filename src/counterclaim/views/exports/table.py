"""Tables: takes dossiers, gives rows of plain values under named columns, for every format that is made of rows.

Four of them: incidents, one row each; claims, one row a voice on a value; statements; documents. The last two are
what the ids in the first two lead to. Cells are texts, numbers or None; how a format keeps text from being run as
a formula is for the format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from counterclaim.records import Document, Facet, Harm, Statement
from counterclaim.views.exports.dossier import Claim, Dossier, Say, outlet_of, source_of
from counterclaim.views.exports.facts import (
    address_of,
    claims_line,
    disputed,
    names,
    point_of,
    standings,
    title_of,
)
from counterclaim.views.exports.quotes import quote
from counterclaim.views.exports.text import one_line
from counterclaim.views.exports.tolls import Figures, counts, totals

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what its cells are, and the HXL hashtag that says what it holds, "" for none."""

    name: str
    kind: type[str] | type[int] | type[float] = str
    hxl: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A named table: its columns, and the rows that a dossier gives.

    ``shared``: dossiers may give the same rows, each known by its first cell.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Dossier], Iterator[tuple[Cell, ...]]]
    shared: bool = False

    def of(self, dossiers: Iterable[Dossier]) -> Iterator[tuple[Cell, ...]]:
        """The rows of dossiers; what several of them share comes once."""
        seen: set[Cell] = set()
        for dossier in dossiers:
            yield from self.fresh(dossier, seen)

    def fresh(self, dossier: Dossier, seen: set[Cell]) -> Iterator[tuple[Cell, ...]]:
        """The rows of a dossier, less those that were seen before; it adds to what was seen."""
        for row in self.rows(dossier):
            if self.shared and row[0] in seen:
                continue
            if self.shared:
                seen.add(row[0])
            yield row


_FACTS = (
    Column("incident", hxl="#event+id"),
    Column("number", int, "#event+num"),
    Column("title", hxl="#event+name"),
    Column("type", hxl="#event+type"),
    Column("place", hxl="#loc+name"),
    Column("country", hxl="#country+code+v_iso3"),
    Column("latitude", float, "#geo+lat"),
    Column("longitude", float, "#geo+lon"),
    Column("place_precision", int, "#meta+geo_precision"),
    Column("start", hxl="#date+start"),
    Column("end", hxl="#date+end"),
    Column("time_precision", int, "#meta+date_precision"),
    Column("parties", hxl="#group+name+party"),
    Column("third_parties", hxl="#group+name+third_party"),
    Column("documents", int, "#meta+documents+num"),
    Column("origins", int, "#meta+origins+num"),
    Column("disputed", int, "#meta+disputed+num"),
)
_BOUNDS = ("low", "best", "high")
_HXL_HARMS = {Harm.WOUNDED: "injured"}
_TOLLS = tuple(
    Column(f"{harm.value}_{bound}", int, f"#affected+{_HXL_HARMS.get(harm, harm.value)}+{bound}")
    for harm in Harm
    for bound in _BOUNDS
)
_STANDINGS = tuple(Column(f"standing_{facet.value}", hxl=f"#status+{facet.value}") for facet in Facet)
_TRACES = (
    Column("claims", hxl="#description+claims"),
    Column("statement_ids", hxl="#meta+statement+id"),
    Column("document_ids", hxl="#meta+document+id"),
    Column("addresses", hxl="#meta+url"),
)


def _incident(dossier: Dossier) -> Iterator[tuple[Cell, ...]]:
    incident, place, time = dossier.incident, dossier.incident.place, dossier.incident.time
    lat, lon = point_of(place) or (None, None)
    tolled = totals(counts(dossier))
    yield (
        incident.id,
        dossier.number,
        title_of(dossier),
        incident.type,
        one_line(place.name) if place else None,
        place.country if place else None,
        lat,
        lon,
        place.precision if place else None,
        time.start if time else None,
        time.end if time else None,
        time.precision if time else None,
        names(dossier.sides),
        names(dossier.third_parties),
        len(incident.documents),
        dossier.accounts.origins,
        disputed(dossier),
        *(cell for harm in Harm for cell in _bounds(tolled.get(harm))),
        *(standings(dossier, facet) or None for facet in Facet),
        claims_line(dossier),
        "; ".join(dossier.statement_ids),
        "; ".join(incident.documents),
        "; ".join(address_of(document) for document in dossier.documents),
    )


def _bounds(figures: Figures | None) -> tuple[int | None, int | None, int | None]:
    return (figures.low, figures.best, figures.high) if figures else (None, None, None)


def _claims(dossier: Dossier) -> Iterator[tuple[Cell, ...]]:
    for claim in dossier.claims:
        for say in claim.says:
            yield _said(dossier, claim, say=say)


def _said(dossier: Dossier, claim: Claim, *, say: Say) -> tuple[Cell, ...]:
    assessment, voice, document = claim.assessment, say.voice, say.document
    return (
        dossier.incident.id,
        dossier.number,
        title_of(dossier),
        assessment.facet.value,
        one_line(assessment.subject) or None,
        one_line(claim.value.text),
        say.act.value,
        say.source,
        say.party.name,
        "yes" if say.party.third else "no",
        voice.stance,
        voice.interest.value,
        assessment.standing.value,
        assessment.rule,
        one_line(assessment.leaning or "") or None,
        claim.origins,
        voice.origin,
        say.quote or None,
        voice.statement,
        document.id if document else None,
        outlet_of(document) if document else None,
        document.published.value if document and document.published else None,
        one_line(document.title or "") or None if document else None,
        address_of(document) if document else None,
    )


def _statements(dossier: Dossier) -> Iterator[tuple[Cell, ...]]:
    for id in dossier.statement_ids:
        statement, report = dossier.statements.get(id, (None, None))
        if statement is not None and report is not None:
            yield _statement(statement, report.document)


def _statement(statement: Statement, document: Document) -> tuple[Cell, ...]:
    return (
        statement.id,
        document.id,
        source_of(statement, document),
        statement.stance.value,
        one_line(statement.content.text),
        "yes" if statement.quoted else "no",
        quote(statement, document),
        statement.content.start,
        statement.content.end,
    )


def _documents(dossier: Dossier) -> Iterator[tuple[Cell, ...]]:
    for document in dossier.documents:
        published = document.published
        yield (
            document.id,
            outlet_of(document),
            published.value if published else None,
            one_line(document.title or "") or None,
            address_of(document),
            "; ".join(one_line(credit.agency) for credit in document.credits) or None,
            document.language,
            document.sha256_bytes,
        )


INCIDENTS = Table("incidents", (*_FACTS, *_TOLLS, *_STANDINGS, *_TRACES), _incident)
CLAIMS = Table(
    "claims",
    tuple(
        Column(name, int if name in ("number", "origins") else str)
        for name in (
            "incident number title facet subject value act source party third_party stance interest standing rule"
            " leaning origins origin quote statement document outlet published headline address"
        ).split()
    ),
    _claims,
)
STATEMENTS = Table(
    "statements",
    tuple(
        Column(name, int if name in ("start", "end") else str)
        for name in "statement document source stance content quoted quote start end".split()
    ),
    _statements,
    shared=True,
)
DOCUMENTS = Table(
    "documents",
    tuple(
        Column(name)
        for name in "document outlet published headline address credits language sha256_of_bytes".split()
    ),
    _documents,
    shared=True,
)
TABLES = (INCIDENTS, CLAIMS, STATEMENTS, DOCUMENTS)
