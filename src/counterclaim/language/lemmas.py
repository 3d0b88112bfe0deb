"""Lemmas: takes a word and its part of speech, gives its lemma.

What was seen in training comes from a table; the rest from the longest suffix rule that fits. Both are
``model/lemmas.json``, made by ``training.lemmas``.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

LONGEST_SUFFIX = 5


class Lemmatiser:
    """``words``: (UPOS, form) → lemma; ``rules``: (UPOS, suffix) → (letters to cut, letters to add)."""

    def __init__(self, path: Path) -> None:
        stored = json.loads(path.read_text("utf-8"))
        self._words: dict[str, dict[str, str]] = stored["words"]
        self._rules: dict[str, dict[str, tuple[int, str]]] = stored["rules"]
        self.lemma = lru_cache(maxsize=100_000)(self._lemma)

    def _lemma(self, form: str, upos: str) -> str:
        lower = form.lower()
        known = self._words.get(upos, {}).get(lower)
        if known is not None:
            return known
        if upos == "PROPN":
            return form
        rules = self._rules.get(upos, {})
        for size in range(min(LONGEST_SUFFIX, len(lower) - 1), 0, -1):
            rule = rules.get(lower[-size:])
            if rule is not None:
                cut, add = rule
                return lower[: len(lower) - cut] + add
        return lower
