"""From texts to hashed words: what a word is, where sentences end, what is quoted, what names a fact.

Takes texts; gives the Words of many texts side by side, since numpy is slow on one text and fast on fifty.
Leaves what is made of them to ``sketch.py``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

U64 = NDArray[np.uint64]
I64 = NDArray[np.int64]
Bool = NDArray[np.bool_]

ODD: Final = np.uint64(0x9E3779B97F4A7C15)
CAPITALS: Final = 0.7  # in a sentence with more capitalised words, capitals tell no names

_LOWER, _CAPITAL, _NUMBER, _UPPER, _END, _PARAGRAPH, _OPEN, _CLOSE, _STRAIGHT = range(9)
# Scripts written without spaces give one token a character.
_TOKEN = re.compile(
    r"\d+(?:[.,:/]\d+)+|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"|[^\W_]+|[.!?\u2026\u3002\u06d4\u061f]+(?=[\s\"\u201d\u2019\u00bb)]|$)|\n\s*\n|[\"\u201c\u201d\u201e\u00ab\u00bb]"
)
_PUNCTUATION = {
    "\u201c": _OPEN,
    "\u201e": _OPEN,
    "\u00ab": _OPEN,
    "\u201d": _CLOSE,
    "\u00bb": _CLOSE,
    '"': _STRAIGHT,
}
_NUMERALS = frozenset(
    re.findall(
        r"\w+",
        """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds
        thousand thousands million millions billion billions dozen dozens half quarter first second third
        fourth fifth""",
    )
)
_SHIFT: Final = np.uint64(33)
_FIRST: Final = np.uint64(0xFF51AFD7ED558CCD)
_SECOND: Final = np.uint64(0xC4CEB9FE1A85EC53)
_CLASS: Final = np.uint64(15)


class _Codes(dict[str, int]):
    """Token → hash in the upper 60 bits, class in the lower four; kept, since words recur."""

    MOST = 1 << 20

    def __missing__(self, token: str) -> int:
        if len(self) >= self.MOST:
            self.clear()
        digest = blake2b(token.casefold().encode("utf-8", "surrogatepass"), digest_size=8).digest()
        code = int.from_bytes(digest, "little") & ~15 | _class(token)
        self[token] = code
        return code


def _class(token: str) -> int:
    first = token[0]
    if first.isdigit() or token.casefold() in _NUMERALS:
        return _NUMBER
    if first.isalnum():
        if first.isupper():
            return _UPPER if len(token) > 1 and token.isupper() else _CAPITAL
        return _LOWER
    if first.isspace():
        return _PARAGRAPH
    return _PUNCTUATION.get(first, _END)


_codes = _Codes()


def mix(values: U64) -> U64:
    """MurmurHash3's finaliser: every bit of the input moves every bit of the output."""
    values = values ^ (values >> _SHIFT)
    values *= _FIRST
    values ^= values >> _SHIFT
    values *= _SECOND
    values ^= values >> _SHIFT
    return values


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some texts behind each other, as arrays of one length, one entry a word.

    ``text`` is the number of the text and ``sentence`` that of the sentence, both rising; ``quoted`` words
    stand within quotation marks; ``fact`` words are numbers, or capitals that tell names, ``number`` those
    of them that are numbers. For each text: ``first_sentence``, and ``digest``, equal for equal texts.
    """

    hashes: U64
    text: I64
    sentence: I64
    quoted: Bool
    fact: Bool
    number: Bool
    first_sentence: I64
    digest: U64


def words_of(texts: Sequence[str]) -> Words:
    """The words of texts. No sentence runs from one text into the next."""
    streams = [[_codes[token] for token in _TOKEN.findall(text)] + [_PARAGRAPH] for text in texts]
    sizes = np.array([len(stream) for stream in streams], dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    codes = np.fromiter(chain.from_iterable(streams), dtype=np.uint64, count=int(sizes.sum()))
    within = np.arange(codes.size) - np.repeat(starts, sizes)
    classes = codes & _CLASS
    is_word = classes <= _UPPER
    ends = np.cumsum((classes == _END) | (classes == _PARAGRAPH))
    hashes, sentence = (codes & ~_CLASS)[is_word], ends[is_word]
    text = np.repeat(np.arange(len(texts)), sizes)[is_word]
    number = (classes == _NUMBER)[is_word]
    return Words(
        hashes=hashes,
        text=text,
        sentence=sentence,
        quoted=_quoted(classes)[is_word],
        fact=number | _names(hashes, classes[is_word], sentence, text),
        number=number,
        first_sentence=np.append(0, ends[starts[1:] - 1]),
        digest=np.add.reduceat(mix(codes + within.astype(np.uint64) * ODD), starts),
    )


def _quoted(classes: U64) -> Bool:
    """Within quotation marks; each paragraph begins anew, since a mark may stay open."""
    starts = np.where(classes == _PARAGRAPH, np.arange(classes.size) + 1, 0)
    since = np.maximum.accumulate(starts)
    straight = np.append(0, np.cumsum(classes == _STRAIGHT))
    curly = np.append(0, np.cumsum((classes == _OPEN).astype(np.int64) - (classes == _CLOSE)))
    quoted: Bool = ((straight[1:] - straight[since]) % 2 == 1) | (curly[1:] - curly[since] > 0)
    return quoted


def _names(hashes: U64, classes: U64, sentence: I64, text: I64) -> Bool:
    """Capitals that tell names: within a sentence, or at its head if also within another of the text."""
    if not hashes.size:
        return np.zeros(0, dtype=np.bool_)
    capital = (classes == _CAPITAL) | (classes == _UPPER)
    count = np.bincount(sentence)
    share = np.bincount(sentence, weights=capital) / np.maximum(count, 1)
    capital &= (share <= CAPITALS)[sentence]
    head = np.diff(sentence, prepend=-1) != 0
    name: Bool = capital & ~head
    in_text = mix(hashes + text.astype(np.uint64) * ODD)
    heads = np.flatnonzero(capital & head)
    name[heads[np.isin(in_text[heads], in_text[name])]] = True
    return name
