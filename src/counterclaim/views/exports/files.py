"""Where exports and briefs are written: a file that is whole or not there, or standard output."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from counterclaim.errors import ExportError


@contextmanager
def written(out: Path | None, *, binary: bool) -> Iterator[BinaryIO]:
    """A file to write to: ``out``, which bears its name only once all is in it; standard output where it is None.

    Raises:
        ExportError: bytes were to go to a terminal, or the file cannot be written.
    """
    if out is None:
        if binary and _is_terminal():
            raise ExportError("this format is not for a terminal: name a file with --out")
        whole = io.BytesIO()  # some formats seek in what they write
        yield whole
        sys.stdout.flush()
        sys.stdout.buffer.write(whole.getbuffer())
        sys.stdout.buffer.flush()
        return
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(out)
    except OSError as error:
        raise ExportError(f"{out} cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def _is_terminal() -> bool:
    return sys.stdout.isatty()
