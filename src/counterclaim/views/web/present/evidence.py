"""The evidence for a cell or a row: the sentences in their report, who says it, the chain by which it came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from counterclaim.records import Assessment, Document, Party, Statement, TextOrigin, Value, Voice
from counterclaim.views.web.present import labels, marked, table
from counterclaim.views.web.present.marked import Piece

MOST = 24  # pieces of evidence shown at once


@dataclass(frozen=True, slots=True)
class Proof:
    """One statement that speaks to a value."""

    statement: Statement
    document: Document
    party: str
    value: str
    sign: str
    interest: str
    knows: bool
    origin: str
    chain: tuple[str, ...]
    pieces: tuple[Piece, ...]
    cut: tuple[bool, bool]  # whether the report goes on before and after
    copies: tuple[str, ...]  # titles or places of other documents of the same text


@dataclass(frozen=True, slots=True)
class Group:
    """Proofs of one origin: they count once."""

    origin: str
    proofs: tuple[Proof, ...]


def chosen(
    assessment: Assessment, party: str | None, third: Mapping[str, Party]
) -> list[tuple[Value, Voice]]:
    """The voices to show, each statement once a value."""
    found: dict[tuple[str, str], tuple[Value, Voice]] = {}
    for value, voice in table.voices(assessment, party, third):
        found.setdefault((value.key, voice.statement), (value, voice))
    return list(found.values())


def proof(value: Value, voice: Voice, *, statement: Statement, document: Document, party: str) -> Proof:
    """One voice with the sentence it rests on."""
    start, end = marked.around(document, statement)
    stretches = marked.of_statement(statement, 1)
    text = document.text
    return Proof(
        statement=statement,
        document=document,
        party=party,
        value=value.text,
        sign=table.sign(voice),
        interest=labels.INTERESTS[voice.interest],
        knows=voice.knows,
        origin=voice.origin,
        chain=chain(statement, document),
        pieces=tuple(marked.pieces(text, stretches, start=start, end=end)),
        cut=(bool(text[:start].strip()), bool(text[end:].strip())),
        copies=(),
    )


def grouped(proofs: Iterable[Proof]) -> list[Group]:
    """Proofs by their origin, in the order in which these come up."""
    found: dict[str, list[Proof]] = {}
    for one in proofs:
        found.setdefault(one.origin, []).append(one)
    return [Group(origin, tuple(group)) for origin, group in found.items()]


def chain(statement: Statement, document: Document) -> tuple[str, ...]:
    """By way of whom it came, from who said it to who printed it."""
    first = " and ".join(one.name for one in statement.sources if one.name != "outlet")
    links = [first, *(one.name for one in statement.via)]
    links += [credit.agency for credit in document.credits]
    links.append(document.outlet or labels.where_name(document.where))
    plain: list[str] = []
    for link in filter(None, links):
        if not plain or plain[-1].casefold() != link.casefold():
            plain.append(link)
    return tuple(plain)


def printed_with(origins: Mapping[str, TextOrigin], document: str) -> tuple[str, ...]:
    """Other documents that print the text of one."""
    own = origins.get(document)
    if own is None:
        return ()
    return tuple(
        one.document for one in origins.values() if one.origin == own.origin and one.document != document
    )
