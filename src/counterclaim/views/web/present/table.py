"""The table of accounts: facets down, parties across, third parties apart.

Takes Accounts with the statements that their voices name; gives rows of cells, each in few words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from counterclaim.records import Accounts, Assessment, Interest, Party, Standing, Statement, Value, Voice
from counterclaim.views.web.present import labels

THIRD: Final = "third"  # the column of those who are no side of it
NAMED: Final = 2  # sources named in a cell; the rest are counted


@dataclass(frozen=True, slots=True)
class Line:
    """One value in a cell. ``sign`` says what the party does with it: asserts, denies, silent, doubts, withdrawn."""

    text: str
    sign: str
    sources: tuple[str, ...]
    more: int
    origins: int
    interest: str
    names: tuple[str, ...] = ()  # of third parties, where one column holds several


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party says of one facet."""

    party: str
    lines: tuple[Line, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class Row:
    """One facet of one subject, with how it stands."""

    number: int
    label: str
    subject: str
    assessment: Assessment
    cells: tuple[Cell, ...]
    first: bool  # of its facet

    @property
    def disputed(self) -> bool:
        """Whether it stands out."""
        return self.assessment.standing is Standing.DISPUTED


@dataclass(frozen=True, slots=True)
class Column:
    """One party, or all third parties together."""

    id: str
    name: str
    third: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def table(accounts: Accounts, statements: Mapping[str, Statement]) -> Table:
    """The table of an incident's accounts."""
    sides = [Column(party.id, party.name, False) for party in accounts.parties if not party.third]
    third = {party.id: party for party in accounts.parties if party.third}
    columns = (*sides, *([Column(THIRD, "Third parties", True)] if third else []))
    rows: list[Row] = []
    for number, assessment in enumerate(accounts.assessments, 1):
        cells = tuple(_cell(assessment, column, third, statements) for column in columns)
        label = labels.FACETS.get(assessment.facet, assessment.facet.value)
        first = not rows or rows[-1].assessment.facet is not assessment.facet
        rows.append(Row(number, label, assessment.subject, assessment, cells, first))
    return Table(columns, tuple(rows))


def voices(
    assessment: Assessment, party: str | None, third: Mapping[str, Party]
) -> list[tuple[Value, Voice]]:
    """The voices of a party, of all third parties, or of all, with what they speak to."""
    return [
        (value, voice)
        for value in assessment.values
        for voice in value.voices
        if party is None or voice.party == party or (party == THIRD and voice.party in third)
    ]


def sign(voice: Voice) -> str:
    """What a voice does with a value."""
    if voice.retracted:
        return "retracted"
    if voice.superseded:
        return "superseded"
    if voice.holds is None:
        return "doubts" if voice.stance == "doubts" else "silent"
    return "asserts" if voice.holds else "denies"


def source_line(statement: Statement | None) -> str:
    """Who says it, and by way of whom, in few words."""
    if statement is None:
        return ""
    names = " and ".join("the outlet" if one.name == "outlet" else one.name for one in statement.sources[:2])
    via = f" via {statement.via[0].name}" if statement.via else ""
    return f"{names}{via}"


def _cell(
    assessment: Assessment, column: Column, third: Mapping[str, Party], statements: Mapping[str, Statement]
) -> Cell:
    lines = []
    every: set[str] = set()
    for value in assessment.values:
        said: dict[str, list[Voice]] = {}
        for _, voice in voices_of(value, column, third):
            said.setdefault(sign(voice), []).append(voice)
        for how, group in said.items():
            lines.append(_line(value, how, group, third=third if column.third else {}, statements=statements))
            every.update(voice.origin for voice in group)
    order = ("asserts", "denies", "doubts", "silent", "superseded", "retracted")
    lines.sort(key=lambda line: (order.index(line.sign), -line.origins))
    return Cell(column.id, tuple(lines), len(every))


def voices_of(value: Value, column: Column, third: Mapping[str, Party]) -> list[tuple[Value, Voice]]:
    """The voices of one column on one value."""
    return [
        (value, voice)
        for voice in value.voices
        if voice.party == column.id or (column.third and voice.party in third)
    ]


def _line(
    value: Value,
    how: str,
    group: Sequence[Voice],
    *,
    third: Mapping[str, Party],
    statements: Mapping[str, Statement],
) -> Line:
    sources = list(dict.fromkeys(filter(None, (source_line(statements.get(one.statement)) for one in group))))
    interests = {voice.interest for voice in group} - {Interest.NONE}
    interest = interests.pop() if len(interests) == 1 else Interest.NONE
    names = tuple(dict.fromkeys(third[voice.party].name for voice in group if voice.party in third))
    return Line(
        value.text,
        how,
        tuple(sources[:NAMED]),
        max(0, len(sources) - NAMED),
        len({voice.origin for voice in group}),
        labels.INTERESTS[interest],
        names[:3],
    )
