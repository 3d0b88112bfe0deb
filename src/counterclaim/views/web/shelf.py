"""Pages kept for those who ask for the same again, until the ledger holds something else."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Final

MOST: Final = 32 * 1024 * 1024  # characters kept
Key = tuple[str | None, ...]


class Shelf:
    """The pages asked for last, by all that they depend on."""

    def __init__(self, *, most: int = MOST) -> None:
        self._most = most
        self._held = 0
        self._pages: OrderedDict[Key, str] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> str | None:
        """A page that was kept."""
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, key: Key, page: str) -> None:
        """Keep a page, and let go of those that were not asked for the longest."""
        with self._lock:
            self._held += len(page) - len(self._pages.pop(key, ""))
            self._pages[key] = page
            while self._held > self._most:
                _, gone = self._pages.popitem(last=False)
                self._held -= len(gone)
