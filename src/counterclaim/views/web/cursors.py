"""Cursors of lists that are read anew for each page: a place in the list that a program need not understand."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from counterclaim.views.web.failures import Failure

T = TypeVar("T")
FURTHEST: Final = 10_000  # places into a list: whoever wants more asks for less at a time
_CURSOR: Final = re.compile(r"after-(\d{1,9})")


def at(cursor: str | None) -> int:
    """How far into the list a page begins.

    Raises:
        Failure: the cursor is of no page.
    """
    if not cursor:
        return 0
    found = _CURSOR.fullmatch(cursor)
    if found is None or int(found[1]) > FURTHEST:
        raise Failure(422, f"{cursor[:40]!r} is the end of no page", "begin with the first page")
    return int(found[1])


def following(start: int, size: int, *, more: bool) -> str | None:
    """The cursor of the next page; None where there is none."""
    return f"after-{start + size}" if more and start + size <= FURTHEST else None


def listed(found: Sequence[T], start: int, *, size: int, shape: Callable[[T], Any]) -> dict[str, Any]:
    """A page of a list; ``found`` begins at the page's first place and goes past its end where there is more."""
    items = [shape(one) for one in found[:size]]
    return {"items": items, "next": following(start, size, more=len(found) > size)}
