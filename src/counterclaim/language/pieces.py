"""Word pieces: takes words, gives the vocabulary ids and features that the encoder reads.

The piece ids of a word do not depend on its neighbours, so each form is split once and remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from counterclaim.language.words import Shape, Word, shape_of

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
        self._known: dict[str, tuple[tuple[int, ...], Shape]] = {}
        self.cls, self.sep, self._unknown = (_id(tokenizer, mark) for mark in ("[CLS]", "[SEP]", "[UNK]"))

    def lookup(self, forms: Sequence[str]) -> list[tuple[tuple[int, ...], Shape]]:
        """Piece ids and shape of each form, in order."""
        known = self._known
        missing = list({form for form in forms if form not in known})
        if missing:
            if len(known) > _REMEMBERED:
                known.clear()
                missing = list(set(forms))
            # A form may hold thousands of characters (a line of code): its head is enough.
            split = self._tokenizer.encode_batch([form[:200] for form in missing], add_special_tokens=False)
            for form, encoding in zip(missing, split, strict=True):
                ids = tuple(encoding.ids[:MOST_PIECES]) or (self._unknown,)
                known[form] = (ids, shape_of(form))
        return [known[form] for form in forms]

    def split(self, words: Sequence[Word], entries: Sequence[tuple[tuple[int, ...], Shape]]) -> Pieces:
        """The pieces of one window: ``entries`` are the words' own from :meth:`lookup`."""
        ids = [self.cls]
        features = [0]
        first = []
        for word, (pieces, shape) in zip(words, entries, strict=True):
            first.append(len(ids))
            ids += pieces
            features += [1 + shape * 4 + word.gap] * len(pieces)
        ids.append(self.sep)
        features.append(0)
        return Pieces(np.array(ids, np.int64), np.array(features, np.int64), np.array(first, np.int64))


def _id(tokenizer: Tokenizer, mark: str) -> int:
    found = tokenizer.token_to_id(mark)
    if found is None:
        raise ValueError(f"the tokenizer has no {mark}; it is not a BERT vocabulary")
    return int(found)
