"""Spans of tokens from BIO, BIOES or BILOU tags. Shared by the readers of tagged files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def chunks(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(first token, end token exclusive, label) for each entity; a stray I- begins one."""
    first, label = -1, ""
    for index, tag in enumerate([*tags, "O"]):
        prefix, _, kind = tag.partition("-")
        if label and (prefix in "OBSU" or kind != label):
            yield first, index, label
            label = ""
        if prefix != "O" and not label:
            first, label = index, kind
        if label and prefix in "ESLU":
            yield first, index + 1, label
            label = ""
