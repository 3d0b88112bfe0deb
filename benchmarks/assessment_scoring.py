"""Scoring of assessments against the golds of dossiers: pure functions on records and on golds read from JSON.

A gold row names a facet, words of its subject, and how it stands. It is found by the assessment of that facet whose
subject and values share most words with the gold's subject; where it has none, by the one that most voices speak to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from counterclaim.records import Accounts, Assessment, Standing

Row = Mapping[str, Any]
_WORD = re.compile(r"\w+")


class Outcome(NamedTuple):
    """A gold row with the assessment that it was found by, None where there is none."""

    row: Row
    found: Assessment | None

    @property
    def right(self) -> bool:
        """Whether it stands as the gold says."""
        wanted = self.row["standing"]
        allowed = [wanted] if isinstance(wanted, str) else wanted
        return self.found is not None and self.found.standing.value in allowed

    @property
    def values_right(self) -> bool:
        """Whether it has each value of the gold, asserted by each of the parties that the gold names for it."""
        return self.found is not None and all(
            _has(self.found, text, parties) for text, parties in self.row.get("values", {}).items()
        )

    @property
    def leaning_right(self) -> bool:
        """Whether third parties are said to lean as the gold says."""
        told = self.found.leaning if self.found is not None else None
        return bool(told) and str(told).endswith(self.row["leaning"])


def words(text: str) -> set[str]:
    """The words of a text in lower case, plurals without their s."""
    return {word.removesuffix("s") for word in _WORD.findall(text.lower())}


def score(accounts: Accounts, rows: Sequence[Row]) -> list[Outcome]:
    """Each gold row with what it was found by."""
    return [Outcome(row, _match(accounts, row)) for row in rows]


def false_disputes(accounts: Accounts, rows: Sequence[Row]) -> list[Assessment]:
    """Assessments held to be disputed in facets where no gold row is."""
    disputed = {row["facet"] for row in rows if "disputed" in row["standing"]}
    return [
        one
        for one in accounts.assessments
        if one.standing is Standing.DISPUTED and one.facet.value not in disputed
    ]


def _match(accounts: Accounts, row: Row) -> Assessment | None:
    subject = words(row.get("subject", ""))
    best: tuple[float, int] = (0.0, 0)
    found = None
    for one in accounts.assessments:
        if one.facet.value not in (row["facet"], row.get("or")):
            continue
        shared = len(subject & _told(one)) / len(subject) if subject else float(not one.subject) + 0.1
        rank = (shared, sum(len(value.voices) for value in one.values))
        if shared and rank > best:
            best, found = rank, one
    return found


def _told(one: Assessment) -> set[str]:
    return words(one.subject).union(*(words(value.text) for value in one.values))


def _has(one: Assessment, text: str, parties: Sequence[str]) -> bool:
    wanted = words(text)
    for value in one.values:
        if wanted <= words(f"{value.text} {value.key}"):
            asserting = {voice.party for voice in value.voices if voice.holds}
            if asserting and set(parties) <= asserting:
                return True
    return False


def standings(accounts: Accounts) -> dict[tuple[str, str], str]:
    """How each facet stands, by facet and subject, for comparing two states of one incident."""
    found: dict[tuple[str, str], str] = {}
    for one in accounts.assessments:
        key = (one.facet.value, " ".join(sorted({value.key for value in one.values if value.key})))
        found[key] = one.standing.value
    return found


def changed(before: Mapping[Any, str], after: Mapping[Any, str]) -> int:
    """How many standings differ between two states."""
    return sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())
