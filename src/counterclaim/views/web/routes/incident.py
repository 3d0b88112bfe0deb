"""One incident: its accounts with the evidence, its timeline, what moved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from counterclaim.ledger import Listed, View
from counterclaim.pipeline import facet_label
from counterclaim.records import Accounts, Assessment, Document, Statement
from counterclaim.views.web import pages, queries
from counterclaim.views.web.desk import desk_of
from counterclaim.views.web.failures import missing
from counterclaim.views.web.present import evidence, labels, places, table, timeline

router = APIRouter(prefix="/incidents/{named}")


def listed(view: View, named: str) -> Listed:
    """The incident that an address names.

    Raises:
        Failure: there is none.
    """
    found = view.incident(named)
    if found is None:
        raise missing(f"incident {named}")
    return found


@router.get("")
def accounts(request: Request, named: str, row: str = "", party: str = "") -> Response:
    """The table of accounts; with ``row`` (facet, or facet: subject) and ``party`` the evidence beside it."""
    with desk_of(request).view() as view:
        key = pages.key(request, queries.state(view))
        if (again := pages.kept(request, key)) is not None:
            return again
        one = listed(view, named)
        told = view.accounts(one.number) or Accounts(one.incident.id, (), (), 0)
        said = queries.statements(view, _rested_on(told.assessments))
        chosen = _row(told.assessments, row)
        shown = None if chosen is None else shown_evidence(view, told, chosen, party=party, said=said)
        judged = {one.id: one for one in view.judgements_of(one.number)}
    return pages.page(
        request,
        "accounts.html",
        key=key,
        incident=one,
        accounts=told,
        table=table.table(told, said),
        chosen=chosen,
        row=row,
        party=party,
        evidence=shown,
        judged=judged,
        map=places.of_incident(one, told, said),
        row_key=row_key,
        tab="accounts",
        labels=labels,
    )


@router.get("/timeline")
def time(request: Request, named: str) -> Response:
    """When it is said to have happened, and when it was said."""
    with desk_of(request).view() as view:
        key = pages.key(request, queries.state(view))
        if (again := pages.kept(request, key)) is not None:
            return again
        one = listed(view, named)
        told = view.accounts(one.number) or Accounts(one.incident.id, (), (), 0)
        mentions = view.mentions_of(one.number)
        said = queries.statements(view, _rested_on(told.assessments))
        headings = {one.id: one for one in view.headings({_document(name) for name in said})}
    drawn = timeline.drawn(told, mentions, statements=said, headings=headings)
    return pages.page(
        request,
        "timeline.html",
        key=key,
        incident=one,
        drawn=drawn,
        tab="timeline",
        labels=labels,
        accounts=told,
    )


@router.get("/history")
def history(request: Request, named: str) -> Response:
    """What became of it and of its standings, with what moved each."""
    with desk_of(request).view() as view:
        one = listed(view, named)
        moves = view.history(one.number)
    return pages.page(request, "history.html", incident=one, moves=moves, tab="history", labels=labels)


def row_key(assessment: Assessment) -> str:
    """How an address names a row of the table."""
    return facet_label(assessment)


def shown_evidence(
    view: View, accounts: Accounts, chosen: Assessment, *, party: str, said: Mapping[str, Statement]
) -> list[evidence.Group]:
    """The evidence of one row, of one party where one is named."""
    third = {one.id: one for one in accounts.parties if one.third}
    names = {one.id: one.name for one in accounts.parties}
    voices = evidence.chosen(chosen, party or None, third)[: evidence.MOST]
    documents: dict[str, Document] = {}
    proofs = []
    for value, voice in voices:
        statement, document = said.get(voice.statement), _document(voice.statement)
        if document not in documents:
            found = queries.document(view, document)
            if found is not None:
                documents[document] = found
        if statement is not None and document in documents:
            proofs.append(
                evidence.proof(
                    value,
                    voice,
                    statement=statement,
                    document=documents[document],
                    party=names.get(voice.party, voice.party),
                )
            )
    return evidence.grouped(proofs)


def _rested_on(assessments: Sequence[Assessment]) -> set[str]:
    return {
        voice.statement for assessment in assessments for value in assessment.values for voice in value.voices
    }


def _row(assessments: Sequence[Assessment], key: str) -> Assessment | None:
    return next((one for one in assessments if key and row_key(one) == key), None)


def _document(statement: str) -> str:
    return statement.rpartition("-")[0]
