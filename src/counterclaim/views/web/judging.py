"""Judgements out of forms and calls: each becomes a record with who gave it and why."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from counterclaim.errors import LedgerError, NotInLedgerError
from counterclaim.ledger import Ledger, View
from counterclaim.records import Judgement, Ruling
from counterclaim.views.web.failures import Failure


def reasoned(reason: str) -> str:
    """A reason that was given.

    Raises:
        Failure: none was.
    """
    if not reason.strip():
        raise Failure(422, "a judgement needs a reason", "say in a sentence why")
    return reason.strip()


def give(ledger: Ledger, made: Callable[[View], Sequence[Judgement]]) -> list[Judgement]:
    """Add judgements, made of what the ledger holds, at once.

    Raises:
        Failure: what they are about is not there, or the ledger will not have them.
    """
    try:
        with ledger.view() as view:
            given = list(made(view))
        with ledger.writer() as writer:
            for one in given:
                writer.judge(one)
    except NotInLedgerError as error:
        raise Failure(404, f"{error.where} {error.problem}", error.remedy) from error
    except ValueError as error:
        raise Failure(422, str(error), "mend what was sent") from error
    except LedgerError as error:
        if type(error) is LedgerError:
            raise Failure(409, f"{error.where} {error.problem}", error.remedy) from error
        raise
    return given


def plain(
    ruling: Ruling, subjects: Sequence[str], *, reason: str, by: str, facet: str | None, value: str | None
) -> Judgement:
    """A judgement as a program words it."""
    return Judgement(secrets.token_hex(6), ruling, tuple(subjects), reasoned(reason), by, facet, value)
