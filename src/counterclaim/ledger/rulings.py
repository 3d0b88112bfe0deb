"""Judgements as persons give them: that two incidents are one, that one is two, what stands, who is reliable.

Takes incidents as a View shows them; gives judgements, which name event mentions. ``Writer.judge`` adds them.
Judgements that belong together share the beginning of their ids: to take one back is to take back all of them.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence

from counterclaim import serial
from counterclaim.errors import LedgerError, NotInLedgerError
from counterclaim.ledger.listing import Told
from counterclaim.ledger.view import View
from counterclaim.records import Judgement, Reliability, Ruling


def merging(view: View, incidents: Sequence[str | int], *, reason: str, by: str) -> list[Judgement]:
    """That some incidents are one: one mention of each document in each is named.

    Raises:
        NotInLedgerError: there is no such incident.
        LedgerError: they are one already.
    """
    subjects: list[str] = []
    numbers = set()
    for named in incidents:
        numbers.add(view.number_of(named))
        subjects += _of_each_document(_mentions(view, named))
    if len(numbers) < 2:
        raise LedgerError(
            f"incident {incidents[0]}", "is one with itself already", "name another one to merge with it"
        )
    return [Judgement(_id(), Ruling.MERGE, tuple(dict.fromkeys(subjects)), reason, by)]


def splitting(
    view: View, incident: str | int, mentions: Iterable[str], *, reason: str, by: str
) -> list[Judgement]:
    """That some mentions of an incident are of another one, together: those named, and the rest, are each of one.

    Raises:
        NotInLedgerError: there is no such incident, or a mention is not in it.
        LedgerError: nothing would be left of it.
    """
    told = _mentions(view, incident)
    there = {one.id for one in told}
    chosen = list(dict.fromkeys(mentions))
    for one in chosen:
        if one not in there:
            raise NotInLedgerError(
                f"mention {one}", f"is not in incident {incident}", "see counterclaim mentions"
            )
    rest = [one for one in told if one.id not in chosen]
    if not chosen or not rest:
        raise LedgerError(
            f"incident {incident}", "would not be two", "name some of its mentions, not all of them"
        )
    name = _id()
    left = _of_each_document(rest)
    together = [tuple(group) for group in (chosen, left) if len(group) > 1]
    found = [
        Judgement(f"{name}.{at}", Ruling.MERGE, group, reason, by) for at, group in enumerate(together, 1)
    ]
    apart = (chosen[0], left[0])
    return [*found, Judgement(f"{name}.{len(found) + 1}", Ruling.SPLIT, apart, reason, by)]


def judging(
    view: View, incident: str | int, facet: str, *, value: str, reason: str, by: str
) -> list[Judgement]:
    """What stands of a facet of an incident.

    Args:
        view: the ledger.
        incident: one of its names.
        facet: its name, or with what it is of: "control: K1 airbase".
        value: a standing, or one of the values told, which then stands.
        reason: why.
        by: who says so.

    Raises:
        NotInLedgerError: there is no such incident.
    """
    subjects = _of_each_document(_mentions(view, incident))
    return [Judgement(_id(), Ruling.JUDGE, tuple(subjects), reason, by, facet, value)]


def rating(known: Reliability, *, reason: str, by: str) -> Judgement:
    """What is known of a source."""
    value = serial.to_json(known)
    return Judgement(_id(), Ruling.RATE, (known.source,), reason, by, value=value)


def undoing(view: View, judgement: str, *, reason: str, by: str) -> Judgement:
    """That a judgement, with those that were given together with it, no longer stands.

    Raises:
        NotInLedgerError: there is none.
        LedgerError: it was taken back already.
    """
    group = judgement.partition(".")[0]
    given = view.judgements(taken_back=True)
    known = [one.id for one in given if one.id == judgement or one.id.partition(".")[0] == group]
    if not known:
        raise NotInLedgerError(
            f"judgement {judgement}", "is not there to be taken back", "see counterclaim judgements"
        )
    if view.undone().issuperset(known):
        raise LedgerError(f"judgement {judgement}", "was taken back already", "see counterclaim judgements")
    return Judgement(_id(), Ruling.UNDO, tuple(known), reason, by)


def _mentions(view: View, incident: str | int) -> list[Told]:
    told = view.mentions_of(incident)
    if not told:
        raise NotInLedgerError(f"incident {incident}", "is not there", "see counterclaim incidents")
    return told


def _of_each_document(told: Iterable[Told]) -> list[str]:
    """One mention of each document, the first."""
    found: dict[str, str] = {}
    for one in told:
        found.setdefault(one.document.id, one.id)
    return list(found.values())


def _id() -> str:
    return secrets.token_hex(6)
