"""Judgements out of forms and calls: each becomes a record with who gave it and why."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from counterclaim import serial
from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger, Listed
from counterclaim.records import Judgement, Reliability, Ruling
from counterclaim.views.web.failures import Failure


def give(
    ledger: Ledger,
    ruling: Ruling,
    subjects: Sequence[str],
    *,
    reason: str,
    by: str,
    facet: str | None = None,
    value: str | None = None,
) -> Judgement:
    """Add a judgement, at once.

    Raises:
        Failure: it gives no reason, names nothing, or the ledger will not have it.
    """
    if not reason.strip():
        raise Failure(422, "a judgement needs a reason", "say in a sentence why")
    if not subjects:
        raise Failure(422, "a judgement names what it is about", "choose at least one")
    made = Judgement(secrets.token_hex(8), ruling, tuple(subjects), reason.strip(), by, facet, value)
    try:
        with ledger.writer() as writer:
            writer.judge(made)
    except ValueError as error:
        raise Failure(422, str(error), "mend what was sent") from error
    except LedgerError as error:
        if type(error) is LedgerError:
            raise Failure(409, error.problem, error.remedy) from error
        raise
    return made


def reliability(known: Reliability) -> str:
    """What is known of a source, as the value of a judgement."""
    return serial.to_json(known)


def judge(ledger: Ledger, listed: Listed, *, row: str, value: str, reason: str, by: str) -> Judgement:
    """A facet of an incident stands so. ``row`` is the facet, with its subject: "control: K1 airbase"."""
    return give(ledger, Ruling.JUDGE, (listed.incident.id,), reason=reason, by=by, facet=row, value=value)


def split(ledger: Ledger, listed: Listed, chosen: Sequence[str], *, reason: str, by: str) -> Judgement:
    """Some mentions of an incident are of another one, all of them; the rest stays together.

    Raises:
        Failure: they are not of it, or nothing would be left.
    """
    members = [member.mention for member in listed.incident.members]
    gone = [one for one in members if one in set(chosen)]
    left = [one for one in members if one not in set(chosen)]
    if not gone or len(gone) != len(set(chosen)):
        raise Failure(422, "what was chosen is not in this incident", "load the page again and choose anew")
    if not left:
        raise Failure(422, "nothing would be left of the incident", "choose less of it")
    for group in (gone, left):
        if len(group) > 1:
            give(ledger, Ruling.MERGE, group, reason=reason, by=by)
    return give(ledger, Ruling.SPLIT, (gone[0], left[0]), reason=reason, by=by)
