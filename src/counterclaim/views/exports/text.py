"""Text as the formats can hold it: takes text of reports, gives it without what would break a file.

How a format escapes its own signs is for the format; here goes what no format takes.
"""

from __future__ import annotations

import re
from typing import Final

# What XML 1.0 has no place for (spreadsheets and word processors are XML), half pairs, and marks that turn
# the direction of all that follows: a cell must not be able to change how the next one reads.
_UNFIT: Final = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)
_SPACE: Final = re.compile(r"\s+")


def printable(text: str) -> str:
    """A text with signs that no file can hold made visible as U+FFFD."""
    return _UNFIT.sub("\ufffd", text)


def one_line(text: str) -> str:
    """A printable text on one line."""
    return _SPACE.sub(" ", printable(text)).strip()
