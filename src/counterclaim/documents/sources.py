"""From what the user names - files, folders, addresses, standard input - to Raws, one after another.

Walks folders in the order of their names; opens nothing that is no regular file. Archives are opened by
``formats``, addresses are fetched by ``fetch``.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from io import FileIO
from pathlib import Path
from typing import Any, BinaryIO, cast

from counterclaim.documents.fetch import Fetcher
from counterclaim.documents.raw import Raw, in_memory, too_large
from counterclaim.errors import DocumentError
from counterclaim.settings import Settings

STANDARD_INPUT = "-"
_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def walk(
    sources: Iterable[str | os.PathLike[str]],
    *,
    settings: Settings,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Raw | DocumentError]:
    """Everything that the sources name, in order.

    Args:
        sources: paths, addresses (http, https), or ``-`` for standard input.
        settings: limits and how to fetch.
        progress: called with the number of bytes each time some are read from a file.

    Yields:
        A Raw for each file or address, a DocumentError for each that cannot be had. In folders hidden
        files are passed over; folders met again by links are not entered twice.
    """
    with ExitStack() as stack:
        fetcher: Fetcher | None = None
        for source in sources:
            name = os.fspath(source)
            if name.lower().startswith(("http://", "https://")):
                fetcher = fetcher or stack.enter_context(Fetcher(settings.fetch, settings.limits))
                try:
                    yield fetcher.fetch(name)
                except DocumentError as error:
                    yield error
            elif name == STANDARD_INPUT:
                yield _standard_input(settings.limits.bytes)
            else:
                yield from _files(name, progress)


def total_bytes(sources: Iterable[str | os.PathLike[str]]) -> int | None:
    """Bytes of all files that the paths name, None where one is no path, so that the end is unknown."""
    total = 0
    for source in sources:
        name = os.fspath(source)
        if name == STANDARD_INPUT or name.lower().startswith(("http://", "https://")):
            return None
        for path in _paths(name):
            if not isinstance(path, DocumentError):
                total += path[1]
    return total


def _standard_input(limit: int) -> Raw | DocumentError:
    payload = sys.stdin.buffer.read(limit + 1)
    if len(payload) > limit:
        return too_large("standard input", limit)
    return in_memory("standard input", payload)


def _files(source: str, progress: Callable[[int], None] | None) -> Iterator[Raw | DocumentError]:
    for found in _paths(source):
        if isinstance(found, DocumentError):
            yield found
        else:
            path = found[0]
            name = os.path.basename(path)  # noqa: PTH119 - a str, thousands a second
            yield Raw(path, name, partial(_opened, path, progress))


def _paths(name: str) -> Iterator[tuple[str, int] | DocumentError]:
    """Path and size of each regular file at or below a path."""
    pending: list[tuple[str, bool]] = [(name, True)]  # and whether the user named it
    entered: set[tuple[int, int]] = set()
    while pending:
        path, named = pending.pop()
        try:
            status = os.stat(path)  # noqa: PTH116 - as above
            if stat.S_ISREG(status.st_mode):
                yield path, status.st_size
            elif stat.S_ISDIR(status.st_mode):
                if (status.st_dev, status.st_ino) not in entered:
                    entered.add((status.st_dev, status.st_ino))
                    with os.scandir(path) as entries:
                        below = sorted(entry.path for entry in entries if not entry.name.startswith("."))
                    if not below and named:
                        yield DocumentError(path, "is an empty folder", "name a folder with documents in it")
                    pending.extend((child, False) for child in reversed(below))
            else:
                kind = next((kind for test, kind in _KINDS if test(status.st_mode)), "no regular file")
                yield DocumentError(path, f"is {kind}", "name a file; pipe its content in with -")
        except ValueError:  # a NUL in the name
            yield DocumentError(path, "is no possible path", "see how it is spelt")
        except OSError as error:
            yield _unreadable(path, error)


def _unreadable(path: str, error: OSError) -> DocumentError:
    if isinstance(error, FileNotFoundError):
        broken = Path(path).is_symlink()
        return DocumentError(
            path, "is a link to nothing" if broken else "does not exist", "see how it is spelt"
        )
    if isinstance(error, PermissionError):
        return DocumentError(path, "may not be read by you", "change its permissions, or ask its owner")
    return DocumentError(path, f"could not be read ({error.strerror or error})", "see that it is whole")


def _opened(path: str, progress: Callable[[int], None] | None) -> BinaryIO:
    return open(path, "rb") if progress is None else cast("BinaryIO", _Counted(path, progress))  # noqa: PTH123


class _Counted(FileIO):
    """A file that tells how far reading it has come; what is read again is not told again."""

    def __init__(self, path: str, progress: Callable[[int], None]) -> None:
        super().__init__(path, "rb")
        self._progress, self._told = progress, 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().readall() if size is None or size < 0 else super().read(size)
        self._tell()
        return data or b""

    def readinto(self, buffer: Any, /) -> int | None:
        count = super().readinto(buffer)
        self._tell()
        return count

    def _tell(self) -> None:
        position = self.tell()
        if position > self._told:
            self._progress(position - self._told)
            self._told = position
