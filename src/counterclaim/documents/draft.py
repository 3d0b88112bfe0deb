"""What a format reader gives: blocks of text with what the format itself says about them.

``formats/*`` make Drafts; ``build.py`` makes Documents of them (canonical text, date, credits, marks).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from counterclaim.records import Known, MarkKind


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or list item as received.

    ``kind`` is set where the format's own structure says that the block is not the report
    (a ``figcaption``, an ``aside``, a mail's quoted signature); ``reason`` then says which structure.
    ``linked`` is the share of the block's characters that lie inside links, 0 to 1.
    """

    text: str
    kind: MarkKind | None = None
    reason: str = ""
    linked: float = 0.0


@dataclass(frozen=True, slots=True)
class Draft:
    """One report as its format gave it. Metadata are the format's own words, not yet interpreted."""

    where: str
    media_type: str
    payload: bytes  # the bytes received of this one document
    blocks: tuple[Block, ...]
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None  # a date as written in metadata
    credits: tuple[str, ...] = ()  # RSS <source>, a column "credit", a meta tag
    author: str | None = None
    original: str | None = None  # the report in its first language, where a translation came with it
    known: dict[str, Known] = field(default_factory=dict)  # for each field above: how it is known
