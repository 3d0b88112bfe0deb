"""A progress bar on standard error: for long work, and only where a person is looking."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

_PATIENCE = 1.0  # seconds before a bar appears


class Progress:
    """Counts bytes and documents; shows them once the work has gone on for a second.

    Args:
        total: gives the bytes to come, or None where that cannot be known. Called when the bar appears.
    """

    def __init__(self, *, total: Callable[[], int | None]) -> None:
        self._total = total
        self._shown = sys.stderr.isatty()
        self._begin = time.monotonic()
        self._bytes = self._documents = self._set_aside = 0
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def advance(self, count: int) -> None:
        """So many bytes more have been read."""
        self._bytes += count
        self._update()

    def step(self, *, read: int, set_aside: int) -> None:
        """So many documents have been read and set aside by now."""
        self._documents, self._set_aside = read, set_aside
        self._update()

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
        self._shown = False

    def _update(self) -> None:
        if not self._shown:
            return
        if self._bar is None:
            if time.monotonic() - self._begin < _PATIENCE:
                return
            self._open()
        words = f"{self._documents:,} documents" + (
            f", {self._set_aside:,} set aside" if self._set_aside else ""
        )
        self._bar.update(self._task, completed=self._bytes, description=words)

    def _open(self) -> None:
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
        from rich.progress import Progress as Bar  # noqa: PLC0415

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(binary_units=True),
            TimeRemainingColumn(),
        )  # fmt: skip
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("reading", total=self._total())
        self._bar.start()
