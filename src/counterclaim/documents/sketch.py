"""From a Document to its Sketch: the few thousand bytes by which texts are compared.

Takes a document's text without its marks; gives hashed shingles, sentences, facts in their contexts
and the keys under which an index finds it. Leaves the comparing to ``origins.py``.
"""

from __future__ import annotations

import json
import re
import struct
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

from counterclaim.records import Document

U64 = NDArray[np.uint64]
U32 = NDArray[np.uint32]
U16 = NDArray[np.uint16]
I64 = NDArray[np.int64]
Bool = NDArray[np.bool_]

SHINGLE: Final = 4  # words; shorter ones are shared by chance, longer ones break at every edit
MOST_SHINGLES: Final = 2048  # of a longer text a sample by hash is kept, the same sample in every text
MOST_SENTENCE_KEYS: Final = 16
LEAST_WORDS: Final = 5  # "Photo gallery" twice is no copy: shorter texts equal only themselves
SENTENCE_WORDS: Final = 6  # shorter sentences ("He said so.") recur by chance
PERMUTATIONS: Final = 20  # for each of two MinHashes: 1 - 0.75**40 finds a cut to a quarter for certain
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
_EDGE: Final = np.uint64(0x51ED270B7A1C9D35)  # stands for a sentence's edge in a context
_SLOT: Final = np.uint64(0x2545F4914F6CDD1D)  # stands for a further fact in a context
_ODD: Final = np.uint64(0x9E3779B97F4A7C15)
_SHIFT: Final = np.uint64(33)
_FIRST: Final = np.uint64(0xFF51AFD7ED558CCD)
_SECOND: Final = np.uint64(0xC4CEB9FE1A85EC53)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of one document for comparing texts; a pure function of the document.

    ``shingles`` are sorted and distinct; ``places`` runs beside them: index of the sentence times two,
    plus one where the shingle is quoted speech. A *fact* is a run of numbers or names; ``contexts`` hash the
    two words on either side of each, ``facts`` the fact itself (lowest bit 1: a number), ``stated`` both.
    """

    document: str
    outlets: frozenset[str]  # lower case; none where unknown
    agencies: frozenset[str]  # credited in full, lower case
    words: int
    text: int  # hash of all tokens: equal texts have equal ones
    halvings: int  # of shingles, those with hashes below 2**(32 - halvings) are kept
    shingles: U32
    places: U16
    sentences: U64  # by index; 0 where too short or quoted
    contexts: U32
    facts: U32
    stated: U32
    sentences_of_facts: U16
    keys: U64

    def to_bytes(self) -> bytes:
        """A blob for a store; :meth:`from_bytes` reads it."""
        arrays = [getattr(self, name) for name in _ARRAYS]
        names = json.dumps([self.document, sorted(self.outlets), sorted(self.agencies)]).encode()
        head = _HEAD.pack(self.words, self.text, self.halvings, len(names), *(array.size for array in arrays))
        return b"".join([head, names, *(array.tobytes() for array in arrays)])

    @classmethod
    def from_bytes(cls, blob: bytes) -> Sketch:
        """The sketch of a blob; the arrays are views on it."""
        words, text, halvings, length, *sizes = _HEAD.unpack_from(blob)
        at = _HEAD.size + length
        document, outlets, agencies = json.loads(blob[_HEAD.size : at])
        arrays = {}
        for (name, kind), size in zip(_ARRAYS.items(), sizes, strict=True):
            arrays[name] = np.frombuffer(blob, dtype=kind, count=size, offset=at)
            at += arrays[name].nbytes
        return cls(document, frozenset(outlets), frozenset(agencies), words, text, halvings, **arrays)


_ARRAYS = {
    "sentences": "<u8",
    "keys": "<u8",
    "shingles": "<u4",
    "contexts": "<u4",
    "facts": "<u4",
    "stated": "<u4",
}
_ARRAYS |= {"places": "<u2", "sentences_of_facts": "<u2"}
_HEAD = struct.Struct("<IQBI8I")


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
class _Words:
    """The words of a text side by side: hash, class, index of the sentence, quoted or not."""

    hashes: U64
    classes: U64
    sentence: I64
    quoted: Bool


def report_text(document: Document) -> str:
    """The text without what is marked as not the report; a paragraph break stands for each gap."""
    pieces, at = [], 0
    for mark in sorted(document.marks, key=lambda mark: mark.span.start):
        if mark.span.start > at:
            pieces.append(document.text[at : mark.span.start])
        at = max(at, mark.span.end)
    pieces.append(document.text[at:])
    return "\n\n".join(pieces)


def sketch_of(document: Document) -> Sketch:
    """Sketch a document. Linear in its length; never fails."""
    tokens = _TOKEN.findall(report_text(document))
    codes = np.array([_codes[token] for token in tokens], dtype=np.uint64)
    words = _words(codes)
    fact = _fact_words(words)
    shingles, places, bears_fact = _shingles(words, fact)
    sentences = _sentences(words)
    contexts, facts, stated, sentences_of_facts = _facts(words, fact)
    keys = np.unique(
        np.concatenate([_sentence_keys(sentences), _minima(shingles[bears_fact], 1), _minima(shingles, 2)])
    )
    order, halvings = _sample(shingles)
    return Sketch(
        document=document.id,
        outlets=frozenset(map(_name, filter(None, [document.outlet]))),
        agencies=frozenset(_name(credit.agency) for credit in document.credits if not credit.partial),
        words=int(words.hashes.size),
        text=_text_hash(codes) if words.hashes.size >= LEAST_WORDS else _codes[document.id],
        halvings=halvings,
        shingles=(shingles[order] >> np.uint64(32)).astype(np.uint32),
        places=places[order],
        sentences=sentences,
        contexts=contexts,
        facts=facts,
        stated=stated,
        sentences_of_facts=sentences_of_facts,
        keys=keys,
    )


def _text_hash(codes: U64) -> int:
    return int(mix(codes + np.arange(codes.size, dtype=np.uint64) * _ODD).sum())


def _name(name: str) -> str:
    return " ".join(name.casefold().split())


def _sample(shingles: U64) -> tuple[I64, int]:
    """First places of the distinct shingles in the order of their hashes.

    Of a long text those of the lower half of all hashes, again and again until few enough are left:
    what two texts keep is then comparable. The number of halvings is given beside.
    """
    order = np.argsort(shingles, kind="stable")
    ordered = shingles[order]
    order = order[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if order.size else order
    halvings = 0
    while order.size > MOST_SHINGLES:
        halvings += 1
        order = order[: int(np.searchsorted(shingles[order], np.uint64(1 << (64 - halvings))))]
    return order, halvings


def _words(codes: U64) -> _Words:
    classes = codes & np.uint64(15)
    is_word = classes <= _UPPER
    ends = (classes == _END) | (classes == _PARAGRAPH)
    return _Words(
        hashes=(codes & ~np.uint64(15))[is_word],
        classes=classes[is_word],
        sentence=np.cumsum(ends)[is_word],
        quoted=_quoted(classes)[is_word],
    )


def _quoted(classes: U64) -> Bool:
    """Within quotation marks; each paragraph begins anew, since a mark may stay open."""
    if not classes.size:
        return np.zeros(0, dtype=np.bool_)
    starts = np.where(classes == _PARAGRAPH, np.arange(classes.size) + 1, 0)
    since = np.maximum.accumulate(starts)
    straight = np.append(0, np.cumsum(classes == _STRAIGHT))
    curly = np.append(0, np.cumsum((classes == _OPEN).astype(np.int64) - (classes == _CLOSE)))
    quoted: Bool = ((straight[1:] - straight[since]) % 2 == 1) | (curly[1:] - curly[since] > 0)
    return quoted


def _fact_words(words: _Words) -> Bool:
    """Numbers, and capitals that tell names: within a sentence, or at its head if also within another."""
    if not words.hashes.size:
        return np.zeros(0, dtype=np.bool_)
    capital = (words.classes == _CAPITAL) | (words.classes == _UPPER)
    count = np.bincount(words.sentence)
    share = np.bincount(words.sentence, weights=capital) / np.maximum(count, 1)
    capital &= (share <= CAPITALS)[words.sentence]
    head = np.concatenate([[True], words.sentence[1:] != words.sentence[:-1]])
    name = capital & ~head
    name |= capital & head & np.isin(words.hashes, words.hashes[name])
    fact: Bool = name | (words.classes == _NUMBER)
    return fact


def _shingles(words: _Words, fact: Bool) -> tuple[U64, U16, Bool]:
    """Runs of SHINGLE words within a sentence: hashes, places, and whether a fact is among the words."""
    count = words.hashes.size - SHINGLE + 1
    if count <= 0:
        return np.zeros(0, np.uint64), np.zeros(0, np.uint16), np.zeros(0, np.bool_)
    at = np.flatnonzero(words.sentence[:count] == words.sentence[SHINGLE - 1 :])
    total = np.zeros(at.size, dtype=np.uint64)
    bears_fact = np.zeros(at.size, dtype=np.bool_)
    for step in range(SHINGLE):
        total = (total + words.hashes[at + step]) * _ODD
        bears_fact |= fact[at + step]
    quoted = words.quoted[at] & words.quoted[at + SHINGLE - 1]
    places = (np.minimum(words.sentence[at], 0x7FFF) * 2 + quoted).astype(np.uint16)
    return mix(total), places, bears_fact


def _sentences(words: _Words) -> U64:
    """A hash for each sentence by index; 0 for those too short or mostly quoted to say whose text it is."""
    if not words.hashes.size:
        return np.zeros(0, np.uint64)
    index, start, count = np.unique(words.sentence, return_index=True, return_counts=True)
    within = np.arange(words.hashes.size) - np.repeat(start, count)
    moved = mix(words.hashes + within.astype(np.uint64) * _ODD)
    hashes = mix(np.add.reduceat(moved, start)) | np.uint64(1)
    quoted = np.add.reduceat(words.quoted.astype(np.int64), start)
    hashes[(count < SENTENCE_WORDS) | (2 * quoted > count)] = 0
    by_index = np.zeros(int(index[-1]) + 1, dtype=np.uint64)
    by_index[index] = hashes
    return by_index


def _facts(words: _Words, fact: Bool) -> tuple[U32, U32, U32, U16]:
    """Runs of facts: hashes of their contexts, of the facts, of both together; and the sentences."""
    none = np.zeros(0, np.uint32)
    if not fact.any():
        return none, none, none, none.astype(np.uint16)
    size = fact.size
    breaks = np.concatenate([[True], words.sentence[1:] != words.sentence[:-1], [True]])
    padded = np.concatenate([[False], fact, [False]])
    starts = np.flatnonzero(fact & (~padded[:-2] | breaks[:-1]))
    ends = np.flatnonzero(fact & (~padded[2:] | breaks[1:])) + 1
    masked = np.where(fact, _SLOT, words.hashes)
    context = np.zeros(starts.size, dtype=np.uint64)
    plain = np.zeros(starts.size, dtype=np.int64)
    for neighbour, own in (
        (starts - 2, starts),
        (starts - 1, starts),
        (ends, ends - 1),
        (ends + 1, ends - 1),
    ):
        at = np.clip(neighbour, 0, size - 1)
        inside = (at == neighbour) & (words.sentence[at] == words.sentence[own])
        context = (context + np.where(inside, masked[at], _EDGE)) * _ODD
        plain += inside & ~fact[at]
    run = np.repeat(np.arange(starts.size), ends - starts)
    within = np.flatnonzero(fact) - starts[run]
    moved = mix(words.hashes[fact] + within.astype(np.uint64) * _ODD)
    first = np.flatnonzero(np.concatenate([[True], run[1:] != run[:-1]]))
    content = mix(np.add.reduceat(moved, first))
    number = np.add.reduceat((words.classes[fact] == _NUMBER).astype(np.int64), first) > 0
    keep = plain >= 2  # one word is no context: "in Kirkuk" stands everywhere
    both = mix(context + content)
    tagged = (content >> np.uint64(32)) & ~np.uint64(1) | number.astype(np.uint64)
    return (
        (context[keep] >> np.uint64(32)).astype(np.uint32),
        tagged[keep].astype(np.uint32),
        (both[keep] >> np.uint64(32)).astype(np.uint32),
        np.minimum(words.sentence[starts[keep]], 0x7FFF).astype(np.uint16),
    )


def _sentence_keys(sentences: U64) -> U64:
    keys = np.unique(sentences[sentences != 0])
    return keys[:MOST_SENTENCE_KEYS]  # the lowest hashes: the same choice in every copy


_BLANK = MinHash(num_perm=PERMUTATIONS, scheme="affine64", hashfunc=int)
_NUMBERS = np.arange(PERMUTATIONS, dtype=np.uint64)


def _minima(shingles: U64, family: int) -> U64:
    """One key for each permutation of a MinHash: texts of resemblance J share each with probability J."""
    if not shingles.size:
        return np.zeros(0, np.uint64)
    minhash = _BLANK.copy()
    minhash.update_batch(shingles.tolist())
    salt = np.uint64(family * 1_000) + _NUMBERS
    keys: U64 = mix(minhash.hashvalues + salt * _ODD) & ~np.uint64(1)  # sentence hashes are odd
    return keys
