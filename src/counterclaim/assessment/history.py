"""History: how standings changed as reports came, and which statements moved them.

Takes the same as ``assess``; the reports are taken in the order of publication, undated ones last. Two states of one
incident are compared row by row: rows of a facet are the same where they rest on a statement in common.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from counterclaim.assessment.assess import assess
from counterclaim.records import (
    Accounts,
    Assessment,
    Incident,
    Judgement,
    Reliability,
    Report,
    Shift,
    TextOrigin,
)


def compare(before: Accounts | None, after: Accounts | None) -> tuple[Shift, ...]:
    """What stands otherwise in one state of an incident than in another, and what is new or gone."""
    olds = list(before.assessments) if before is not None else []
    shifts = []
    for new in after.assessments if after is not None else ():
        kin = [_kinship(old, new) for old in olds]
        old = olds[kin.index(max(kin))] if kin else None
        if old is None or max(kin) == (0, 0):
            shifts.append(Shift(new.facet, new.subject, None, new.standing, _told(new)))
            continue
        olds.remove(old)
        if old.standing is not new.standing:
            moved = set(_told(old)) ^ set(_told(new))
            statements = tuple(id for id in (*_told(new), *_told(old)) if id in moved) or new.statements
            shifts.append(Shift(new.facet, new.subject, old.standing, new.standing, statements))
    shifts.extend(Shift(old.facet, old.subject, old.standing, None, _told(old)) for old in olds)
    return tuple(shifts)


def history(
    incident: Incident,
    reports: Mapping[str, Report],
    *,
    origins: Mapping[str, TextOrigin],
    ratings: Sequence[Reliability] = (),
    judgements: Sequence[Judgement] = (),
) -> tuple[Shift, ...]:
    """Every change of a standing as the reports came, each with the report that brought it.

    Args: see :func:`counterclaim.assessment.assess`.
    """
    before: Accounts | None = None
    taken: dict[str, Report] = {}
    shifts: list[Shift] = []
    for report in sorted(reports.values(), key=_when):
        if not _tells(incident, report):
            continue
        id = report.document.id
        taken[id] = report
        after = assess(incident, taken, origins=origins, ratings=ratings, judgements=judgements)
        shifts.extend(replace(shift, document=id) for shift in compare(before, after))
        before = after
    return tuple(shifts)


def _when(report: Report) -> tuple[str, str]:
    published = report.document.published
    return (published.value if published else "~", report.document.id)


def _tells(incident: Incident, report: Report) -> bool:
    members = {member.mention for member in incident.members}
    return any(
        f"{statement.id}#{number}" in members
        for statement in report.statements
        for number in range(len(statement.events))
    )


def _kinship(one: Assessment, other: Assessment) -> tuple[int, int]:
    """How much two rows have in common: statements first, then the subject's name."""
    if one.facet is not other.facet:
        return (0, 0)
    shared = len(set(_told(one)) & set(_told(other)))
    same_values = bool({v.key for v in one.values if v.key} & {v.key for v in other.values if v.key})
    if not shared and not same_values and one.subject != other.subject:
        return (0, 0)
    return (shared, 1 + same_values + (one.subject == other.subject))


def _told(one: Assessment) -> tuple[str, ...]:
    """All statements that speak to a row."""
    return tuple(dict.fromkeys(voice.statement for value in one.values for voice in value.voices))
