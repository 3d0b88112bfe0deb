"""Dossiers of reports with golds of how each facet stands: read for real, once as they are, once with names exchanged.

A dossier is a folder of reports (``*.md``) with ``gold.json``: ``other`` names the reports of other events, ``copy``
the one that copies another, ``exchange`` the names that change places, ``rows`` how facets stand.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.adapter import System
from corpora.sample import CorpusError
from counterclaim import incidents
from counterclaim.assessment import assess
from counterclaim.documents.origins import OriginIndex
from counterclaim.documents.sketch import sketches_of
from counterclaim.pipeline import read_documents, read_reports
from counterclaim.records import Accounts, Bond, Incident, Member, Report, TextOrigin
from counterclaim.settings import load


@dataclass(frozen=True, slots=True)
class Dossier:
    """Reports by name, with the gold; ``exchanged`` are the same with the names of two parties exchanged."""

    name: str
    gold: Mapping[str, Any]
    reports: Mapping[str, Report]
    exchanged: Mapping[str, Report]

    @property
    def main(self) -> list[str]:
        """The names of the reports of the incident in question."""
        return [name for name in self.reports if name not in self.gold.get("other", ())]


def dossiers(folder: Path, system: System) -> Iterator[Dossier]:
    """The dossiers of a folder, each read with the model.

    Raises:
        CorpusError: there is none.
    """
    golds = sorted(folder.rglob("gold.json"))
    if not golds:
        raise CorpusError(f"{folder}: holds no gold.json; give a folder of dossiers with their golds")
    for path in golds:
        gold = json.loads(path.read_text("utf-8"))
        files = sorted(path.parent.glob("*.md"))
        exchanged: Mapping[str, Report] = {}
        pairs = gold.get("exchange", [])
        if pairs:
            with tempfile.TemporaryDirectory() as made:
                for file in files:
                    (Path(made) / file.name).write_text(exchange(file.read_text("utf-8"), pairs), "utf-8")
                exchanged = read(sorted(Path(made).glob("*.md")), system)
        yield Dossier(path.parent.name, gold, read(files, system), exchanged)


def exchange(text: str, pairs: Iterable[Sequence[str]]) -> str:
    """A text in which two names of each pair have changed places."""
    other = {one: two for first, second in pairs for one, two in ((first, second), (second, first))}
    if not other:
        return text
    longest = sorted(other, key=len, reverse=True)
    return re.sub("|".join(rf"\b{re.escape(name)}\b" for name in longest), lambda m: other[m[0]], text)


def read(files: Sequence[Path], system: System) -> dict[str, Report]:
    """The reports of some files, by name.

    Raises:
        CorpusError: one of them cannot be read, or holds several reports.
    """
    items = list(read_reports(read_documents(files, settings=load()), reader=system.reader))
    reports = [item for item in items if isinstance(item, Report)]
    if len(reports) != len(files):
        raise CorpusError(f"{files[0].parent}: {len(files)} files, but {len(reports)} reports were read")
    return {file.stem: report for file, report in zip(files, reports, strict=True)}


def given(reports: Iterable[Report], type: str | None) -> Incident:
    """An incident of all event mentions of some reports: which reports are of it is known, and nothing more."""
    chosen = list(reports)
    members = tuple(
        Member(f"{statement.id}#{number}", Bond.SAME)
        for report in chosen
        for statement in report.statements
        for number in range(len(statement.events))
    )
    documents = tuple(report.document.id for report in chosen)
    return Incident(min(m.mention for m in members), "", type, None, None, members, documents)


def linked(reports: Iterable[Report], main: Iterable[Report]) -> Incident:
    """The incident that linking finds in some reports which has most mentions in those of the one in question."""
    profiles = [profile for report in reports for profile in incidents.profiles(report)]
    links = [
        found
        for number, one in enumerate(profiles)
        for other in profiles[:number]
        if (found := incidents.link(one, other)) is not None
    ]
    wanted = {statement.id for report in main for statement in report.statements}
    return max(
        incidents.cluster(profiles, links),
        key=lambda one: (sum(m.mention.rsplit("#", 1)[0] in wanted for m in one.members), one.id),
    )


def origins_of(reports: Iterable[Report]) -> dict[str, TextOrigin]:
    """What each document copies, by id of document."""
    index = OriginIndex(sketches_of([report.document for report in reports]))
    return {origin.document: origin for origin in index.origins()}


def accounts(incident: Incident, reports: Sequence[Report]) -> Accounts:
    """The accounts of an incident that some reports tell of."""
    by_id = {report.document.id: report for report in reports}
    return assess(incident, by_id, origins=origins_of(reports))
