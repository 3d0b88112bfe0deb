"""The journal: one entry for each addition, each bound to the one before by its hash.

Takes what is added; gives entries. An entry's content holds the SHA-256 of every text and of the bytes that
the addition brought: whoever changes one of them, or leaves an entry out, must change every hash after it,
the last one too. ``verify.py`` goes over it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from counterclaim.ledger import tables

GENESIS: Final = "0" * 64  # what the first entry names as the one before
DOCUMENT: Final = "document"
JUDGEMENT: Final = "judgement"


@dataclass(frozen=True, slots=True)
class Entry:
    """One addition. ``at`` is UTC, ISO 8601; ``maker`` the program and its version; ``content`` is JSON."""

    number: int
    kind: str
    subject: str
    at: str
    maker: str
    content: str
    previous: str
    hash: str

    @property
    def manifest(self) -> dict[str, Any]:
        """The hashes in the content.

        Raises:
            ValueError: the content is not what an entry has.
        """
        found = json.loads(self.content)
        if not isinstance(found, dict):
            raise ValueError("the content of an entry is no object")
        return found


def sealed(
    before: Entry | None, *, kind: str, subject: str, at: str, maker: str, manifest: Mapping[str, Any]
) -> Entry:
    """The entry that follows another one; the first of a journal follows None."""
    number, previous = (before.number + 1, before.hash) if before else (1, GENESIS)
    content = json.dumps(manifest, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return Entry(number, kind, subject, at, maker, content, previous, seal(
        number, kind=kind, subject=subject, at=at, maker=maker, content=content, previous=previous
    ))  # fmt: skip


def seal(number: int, *, kind: str, subject: str, at: str, maker: str, content: str, previous: str) -> str:
    """The hash that binds an entry: of its parts as a JSON array, so that none can run into the next."""
    parts = json.dumps([number, kind, subject, at, maker, content, previous], separators=(",", ":"))
    return digest(parts)


def is_sealed(entry: Entry) -> bool:
    """Whether an entry is as it was written."""
    return entry.hash == seal(
        entry.number,
        kind=entry.kind,
        subject=entry.subject,
        at=entry.at,
        maker=entry.maker,
        content=entry.content,
        previous=entry.previous,
    )


def digest(value: str | bytes) -> str:
    """SHA-256, as hexadecimal digits."""
    return hashlib.sha256(value.encode() if isinstance(value, str) else value).hexdigest()


def document_manifest(
    record: str, actors: str, statements: Sequence[str], *, received: str | None
) -> dict[str, Any]:
    """What the entry of a document holds: hashes of its texts, in order, and of the bytes where they came."""
    return {
        "record": digest(record),
        "actors": digest(actors),
        "statements": [digest(statement) for statement in statements],
        "received": received,
    }


def now() -> str:
    """The present moment, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def last(connection: Connection) -> Entry | None:
    """The newest entry."""
    row = connection.execute(select(tables.entry).order_by(tables.entry.c.number.desc()).limit(1)).first()
    return Entry(*row) if row else None
