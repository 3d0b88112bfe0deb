"""Judgements of persons on facets: they win over the rules until they are taken back.

A judgement is of a facet of the incident that holds one of the event mentions it names. ``facet`` is the facet's
name, or its name with its subject ("control: K1 airbase"); ``value`` is a standing, or the text or key of the value
that stands, which is then held as confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from counterclaim.records import Assessment, Incident, Judgement, Ruling, Standing


def label(one: Assessment) -> str:
    """A facet with its subject, as views and judgements name it: "control: K1 airbase"."""
    return f"{one.facet.value}: {one.subject}" if one.subject else one.facet.value


def judged(
    assessments: Iterable[Assessment], incident: Incident, judgements: Sequence[Judgement]
) -> list[Assessment]:
    """Assessments with what persons decided in place of what the rules found."""
    undone = {id for one in judgements if one.ruling is Ruling.UNDO for id in one.subjects}
    mentions = {member.mention for member in incident.members}
    standing = [
        one
        for one in judgements
        if one.ruling is Ruling.JUDGE
        and one.id not in undone
        and one.value
        and mentions.intersection(one.subjects)
    ]
    return [_decided(one, standing) for one in assessments]


def _decided(one: Assessment, judgements: Iterable[Judgement]) -> Assessment:
    for judgement in judgements:
        if judgement.facet in (label(one), one.facet.value):
            value = (judgement.value or "").strip()
            stands = _standing(value, one)
            if stands is not None:
                one = replace(
                    one,
                    standing=stands,
                    rule="judged",
                    reason=f"{judgement.by}: {judgement.reason}",
                    judged=judgement.id,
                )
    return one


def _standing(value: str, one: Assessment) -> Standing | None:
    """The standing that a judgement gives: its own word, or confirmed for one of the values."""
    if value in {standing.value for standing in Standing}:
        return Standing(value)
    known = {text for item in one.values for text in (item.key, item.text)}
    return Standing.CONFIRMED if value in known else None
