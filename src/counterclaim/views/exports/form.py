"""What every format is made of: a name, a suffix, and how dossiers are written to a file.

A format's module has one function, ``write``, and imports its library only there: a library that is not installed
is missed when its format is asked for, with a message that says what to install.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, TextIO

from counterclaim.errors import ExportError

if TYPE_CHECKING:
    from counterclaim.views.exports.dossier import Dossier


class Writer(Protocol):
    """Writes dossiers to a file; gives what the user should know of it, such as what was left out."""

    def __call__(self, dossiers: Iterable[Dossier], file: BinaryIO, *, made: datetime) -> Iterable[str]:
        """``made`` is the moment that what is written stands for, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class Form:
    """A format: what people call it, the suffix of its files, the module that writes it, what it is.

    ``binary``: not for a terminal.
    """

    name: str
    suffix: str
    module: str
    what: str
    binary: bool = False

    @property
    def write(self) -> Writer:
        """How it is written."""
        found: Writer = import_module(f"counterclaim.views.exports.{self.module}").write
        return found


def library(name: str, *, extra: str = "export") -> Any:
    """A library that only some formats need.

    Raises:
        ExportError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        needed = name.partition(".")[0]
        raise ExportError(
            f"this format needs {needed}, which is not installed: pip install 'counterclaim[{extra}]'"
        ) from error


@contextmanager
def text(file: BinaryIO) -> Iterator[TextIO]:
    """A file of bytes to write text to: UTF-8, ends of lines as they are written."""
    wrapped = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    try:
        yield wrapped
    finally:
        wrapped.detach()  # the file is the caller's to close
