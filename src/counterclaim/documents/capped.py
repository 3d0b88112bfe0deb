"""A binary stream that stops an unpacking bomb: caps on size and on the ratio to the packed bytes.

Wraps the stream of one archive member; raises DocumentError when a cap is passed.
"""

from __future__ import annotations

from io import SEEK_SET, RawIOBase
from typing import Any, BinaryIO

from counterclaim.documents.raw import Budget
from counterclaim.errors import DocumentError

_UNSUSPECTED = 10 * 1024 * 1024  # bytes below which no ratio is suspicious: blanks pack a thousandfold


class Capped(RawIOBase):
    """Reads ``stream`` and counts what comes out of it; closes ``packed`` with it."""

    def __init__(
        self, stream: BinaryIO, where: str, *, packed: int, ratio: int, budget: Budget, under: Any = None
    ) -> None:
        super().__init__()
        self._stream, self._where, self._under = stream, where, under
        self._most = max(_UNSUSPECTED, packed * ratio)
        self._ratio, self._budget = ratio, budget
        self._position = self._counted = 0

    def read(self, size: int | None = -1) -> bytes:
        """Up to ``size`` bytes, all of them for -1.

        Raises:
            DocumentError: a cap is passed.
        """
        wanted = -1 if size is None else size
        # One byte more than allowed is enough to know, however much is asked for.
        allowed = min(self._most, self._counted + self._budget.left) - self._position + 1
        data = self._stream.read(allowed if wanted < 0 else min(wanted, max(allowed, 0)))
        self._position += len(data)
        fresh = self._position - self._counted
        if fresh > 0:
            self._counted = self._position
            self._budget.left -= fresh
        if self._position > self._most:
            raise DocumentError(
                self._where,
                f"unpacks to more than {self._ratio} times its packed size, as only a bomb does",
                "leave it out, or unpack it by hand if you trust it",
            )
        if self._budget.left < 0:
            raise DocumentError(
                self._where,
                f"makes its archive unpack to more than {self._budget.total:,} bytes",
                "unpack it by hand, or raise limits.archive_bytes in the settings",
            )
        return data

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer; see :meth:`read`."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """As far as the stream beneath is: going back unpacks anew."""
        return True

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Move within what has been read; from the start only."""
        if whence != SEEK_SET:
            raise OSError("an unpacking stream has no known end to seek from")
        self._position = self._stream.seek(offset)
        return self._position

    def tell(self) -> int:
        """Unpacked bytes before the next one."""
        return self._position

    def close(self) -> None:
        """Close the stream and the packed one beneath it."""
        if not self.closed:
            self._stream.close()
            if self._under is not None:
                self._under.close()
        super().close()
