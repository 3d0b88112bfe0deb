"""Two versions of a text side by side as one: what was taken out, what was put in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_PARAGRAPHS: Final = re.compile(r".+?(?:\n\n|\Z)|\n\n", re.DOTALL)
_WORDS: Final = re.compile(r"\s+|[^\s]+")
MOST: Final = 200_000  # characters compared word by word: the time it takes grows with the square


@dataclass(frozen=True, slots=True)
class Run:
    """Words that both have, that only the old one has (``cut``), or only the new one (``new``)."""

    text: str
    kind: str


def compared(old: str, new: str) -> list[Run]:
    """The runs of words, paragraphs compared first, so that a long text costs little."""
    found: list[Run] = []
    before, after = _PARAGRAPHS.findall(old), _PARAGRAPHS.findall(new)
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        if tag == "equal":
            found.append(Run(come, "same"))
        elif len(gone) + len(come) > MOST:
            found += [Run(gone, "cut"), Run(come, "new")]
        else:
            found += _words(gone, come)
    return [run for run in found if run.text]


def _words(old: str, new: str) -> list[Run]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=len(before) > 2000).get_opcodes():
        if tag == "equal":
            found.append(Run("".join(after[c:d]), "same"))
            continue
        found += [Run("".join(before[a:b]), "cut"), Run("".join(after[c:d]), "new")]
    return found
