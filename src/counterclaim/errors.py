"""Every error that counterclaim raises on purpose.

    CounterclaimError
    ├── SettingsError      a setting that is unknown or out of range
    ├── ModelError         the reader's weights are missing or damaged
    ├── DocumentError      a document that cannot be read; the batch goes on without it
    ├── ExportError        a format that cannot be written
    └── LedgerError        a ledger that cannot be used; nothing half done is left in it
        ├── NoLedgerError        there is none, or what is there is none
        ├── NewerLedgerError     made by a newer version
        ├── LedgerLockedError    another process wrote for too long
        ├── LedgerFullError      the disk is full
        ├── LedgerReadOnlyError  it may not be written
        ├── NotInLedgerError     an incident, a mention or a judgement that is not in it
        └── LedgerDamagedError   what is there is not what was written

Each message says what was wrong, where, and what to do about it.
"""

from __future__ import annotations


class CounterclaimError(Exception):
    """Base of the tree: catch it to catch everything raised on purpose."""


class SettingsError(CounterclaimError):
    """A setting is unknown, of the wrong kind or out of range."""


class ModelError(CounterclaimError):
    """The reader's weights are missing or damaged."""


class ExportError(CounterclaimError):
    """A format cannot be written: there is none of that name, or what it needs is not installed."""


class DocumentError(CounterclaimError):
    """A document cannot be read.

    ``where`` names the document: a path, an address, or a container with a member
    (``news.zip!a/b.html``, ``crawl.warc.gz#record 12``). ``problem`` says what is wrong with it
    and ``remedy`` what the user can do.
    """

    def __init__(self, where: str, problem: str, remedy: str) -> None:
        super().__init__(f"{where}: {problem}; {remedy}")
        self.where = where
        self.problem = problem
        self.remedy = remedy


class LedgerError(CounterclaimError):
    """A ledger cannot be used. ``where`` names it, ``problem`` says why, ``remedy`` what the user can do."""

    def __init__(self, where: str, problem: str, remedy: str) -> None:
        super().__init__(f"{where}: {problem}; {remedy}")
        self.where = where
        self.problem = problem
        self.remedy = remedy


class NoLedgerError(LedgerError):
    """There is no such ledger, or what is there is none."""


class NewerLedgerError(LedgerError):
    """The ledger was made by a newer version."""


class LedgerLockedError(LedgerError):
    """Another process was writing for longer than it was waited for."""


class LedgerFullError(LedgerError):
    """The disk is full."""


class LedgerReadOnlyError(LedgerError):
    """The ledger, or the folder that it lies in, may not be written."""


class NotInLedgerError(LedgerError):
    """What was named is not in the ledger."""


class LedgerDamagedError(LedgerError):
    """What is stored, or was given to be taken back, is not what was once written."""
