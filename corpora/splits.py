"""The fixed held-out split of corpora that come without a dev set: by hash of the document's id.

Takes ids, says "train" or "dev"; the same id falls on the same side on every machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from corpora.sample import Sample

SHARES = {"plover": 0.20, "re3d": 0.25}  # small corpora hold out more
DEFAULT_SHARE = 0.10


def side(document: str, *, share: float = DEFAULT_SHARE) -> str:
    """ "dev" for about ``share`` of all ids, else "train"."""
    digest = hashlib.sha1(document.encode("utf-8"), usedforsecurity=False).digest()
    return "dev" if int.from_bytes(digest[:8], "big") < share * 2**64 else "train"


def select(samples: Iterable[Sample], split: str, *, corpus: str = "") -> Iterator[Sample]:
    """The samples of one side ("train" or "dev"), or with "all" every one."""
    if split not in {"train", "dev", "all"}:
        raise ValueError(f"split is {split!r}; it must be train, dev or all")
    share = SHARES.get(corpus, DEFAULT_SHARE)
    for sample in samples:
        if split == "all" or side(sample.document or sample.id, share=share) == split:
            yield sample
