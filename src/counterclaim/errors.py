"""Every error that counterclaim raises on purpose.

    CounterclaimError
    ├── SettingsError      a setting that is unknown or out of range
    ├── ModelError         the reader's weights are missing or damaged
    └── DocumentError      a document that cannot be read; the batch goes on without it

Each message says what was wrong, where, and what to do about it.
"""

from __future__ import annotations


class CounterclaimError(Exception):
    """Base of the tree: catch it to catch everything raised on purpose."""


class SettingsError(CounterclaimError):
    """A setting is unknown, of the wrong kind or out of range."""


class ModelError(CounterclaimError):
    """The reader's weights are missing or damaged."""


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
