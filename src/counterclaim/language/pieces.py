"""Word pieces: takes words, gives the vocabulary ids and features that the encoder reads.

The piece ids of a word do not depend on its neighbours, so each form is split once and remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from counterclaim.language.words import Word, shape_of

MOST_PIECES = 12  # of one word: an address or a run of letters says no more after that
_REMEMBERED = 200_000
FEATURES = 1 + 8 * 4  # 0 for the marks around a window, then shape by gap


class Pieces(NamedTuple):
    """The pieces of a run of words. ``first`` has one entry a word: where its first piece stands."""

    ids: NDArray[np.int64]
    features: NDArray[np.int64]
    first: NDArray[np.int64]


class PieceSplitter:
    """Splits words into the encoder's vocabulary."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}
        self.cls, self.sep, self._unknown = (_id(tokenizer, mark) for mark in ("[CLS]", "[SEP]", "[UNK]"))

    def lookup(self, forms: Sequence[str]) -> list[tuple[tuple[int, ...], int]]:
        """Piece ids and shape of each form, in order."""
        known = self._known
        missing = list({form for form in forms if form not in known})
        if missing:
            if len(known) > _REMEMBERED:
                self._known = known = {}  # a new one: another thread may be reading the old
                missing = list(set(forms))
            # A form may hold thousands of characters (a line of code): its head is enough.
            split = self._tokenizer.encode_batch([form[:200] for form in missing], add_special_tokens=False)
            for form, encoding in zip(missing, split, strict=True):
                ids = tuple(encoding.ids[:MOST_PIECES]) or (self._unknown,)
                known[form] = (ids, int(shape_of(form)))
        return [known[form] for form in forms]

    def split(self, words: Sequence[Word], entries: Sequence[tuple[tuple[int, ...], int]]) -> Pieces:
        """The pieces of one window: ``entries`` are the words' own from :meth:`lookup`."""
        parts = [pieces for pieces, _ in entries]
        lengths = list(map(len, parts))
        ids = [self.cls, *chain.from_iterable(parts), self.sep]
        looks = [1 + shape * 4 + word.gap for word, (_, shape) in zip(words, entries, strict=True)]
        features = np.zeros(len(ids), np.int64)
        features[1:-1] = np.repeat(looks, lengths)
        first = np.cumsum([1, *lengths], dtype=np.int64)[:-1]
        return Pieces(np.array(ids, np.int64), features, first)


def _id(tokenizer: Tokenizer, mark: str) -> int:
    found = tokenizer.token_to_id(mark)
    if found is None:
        raise ValueError(f"the tokenizer has no {mark}; it is not a BERT vocabulary")
    return int(found)
