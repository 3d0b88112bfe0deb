"""From a Document to its Sketch: the few thousand bytes by which texts are compared.

Takes documents; gives hashed shingles, sentences, facts in their contexts and the keys under which an index
finds a text. Leaves the comparing to ``compare.py``.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

from counterclaim.documents.hashed_words import I64, ODD, U64, Bool, Words, mix, words_of
from counterclaim.records import Document

U32 = NDArray[np.uint32]
U16 = NDArray[np.uint16]

SHINGLE: Final = 4  # words; shorter ones are shared by chance, longer ones break at every edit
MOST_SHINGLES: Final = 2048  # of a longer text a sample by hash is kept, the same sample in every text
MOST_SENTENCE_KEYS: Final = 16
LEAST_WORDS: Final = 5  # "Photo gallery" twice is no copy: shorter texts equal only themselves
SENTENCE_WORDS: Final = 6  # shorter sentences ("He said so.") recur by chance
PERMUTATIONS: Final = 20  # for each of two MinHashes: 1 - 0.75**40 finds a cut to a quarter for certain
BATCH: Final = 64  # documents sketched together
BATCH_CHARACTERS: Final = 400_000

_EDGE: Final = np.uint64(0x51ED270B7A1C9D35)  # stands for a sentence's edge in a context
_SLOT: Final = np.uint64(0x2545F4914F6CDD1D)  # stands for a further fact in a context
_MOST_SENTENCES: Final = 0x7FFF  # sentences beyond count as the last
_HALF: Final = np.uint64(32)


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
    return _sketches([document])[0]


def sketches_of(documents: Iterable[Document]) -> Iterator[Sketch]:
    """Sketch documents in their order. Some are taken in ahead and done together, which is faster."""
    batch: list[Document] = []
    room = BATCH_CHARACTERS
    for document in documents:
        batch.append(document)
        room -= len(document.text)
        if len(batch) == BATCH or room <= 0:
            yield from _sketches(batch)
            batch, room = [], BATCH_CHARACTERS
    if batch:
        yield from _sketches(batch)


def _sketches(documents: Sequence[Document]) -> list[Sketch]:
    count = len(documents)
    words = words_of([report_text(document) for document in documents])
    shingles, facts = _shingles(words), _facts(words)
    sentences, of_sentence = _sentences(words)
    facts_only = shingles.fact
    minima = np.hstack(
        [
            _minima(shingles.hashes[facts_only], shingles.text[facts_only], count, family=1),
            _minima(shingles.hashes, shingles.text, count, family=2),
        ]
    )
    shingle_edges, fact_edges, sentence_edges, word_edges = (
        np.searchsorted(texts, np.arange(count + 1)).tolist()
        for texts in (shingles.text, facts.text, of_sentence, words.text)
    )
    digests = words.digest.tolist()
    sketches = []
    for at, document in enumerate(documents):
        own = slice(shingle_edges[at], shingle_edges[at + 1])
        own_facts = slice(fact_edges[at], fact_edges[at + 1])
        own_sentences = np.trim_zeros(sentences[sentence_edges[at] : sentence_edges[at + 1]], "b")
        size = word_edges[at + 1] - word_edges[at]
        order, halvings = _sample(shingles.hashes[own])
        keys = np.concatenate([_sentence_keys(own_sentences), minima[at][minima[at] != 0]])
        sketches.append(
            Sketch(
                document=document.id,
                outlets=frozenset(_name(name) for name in (document.outlet,) if name),
                agencies=frozenset(_name(credit.agency) for credit in document.credits if not credit.partial),
                words=size,
                text=digests[at] if size >= LEAST_WORDS else _digest(document.id),
                halvings=halvings,
                shingles=(shingles.hashes[own][order] >> _HALF).astype(np.uint32),
                places=shingles.places[own][order],
                sentences=own_sentences,
                contexts=facts.contexts[own_facts],
                facts=facts.facts[own_facts],
                stated=facts.stated[own_facts],
                sentences_of_facts=facts.sentences[own_facts],
                keys=np.unique(keys),
            )
        )
    return sketches


def _digest(name: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little"
    )


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


@dataclass(frozen=True, slots=True)
class _Shingles:
    hashes: U64
    text: I64
    places: U16
    fact: Bool  # a fact is among the words


def _shingles(words: Words) -> _Shingles:
    """Runs of SHINGLE words within a sentence."""
    count = max(words.hashes.size - SHINGLE + 1, 0)
    at = np.flatnonzero(words.sentence[:count] == words.sentence[words.sentence.size - count :])
    total = np.zeros(at.size, dtype=np.uint64)
    fact = np.zeros(at.size, dtype=np.bool_)
    for step in range(SHINGLE):
        total = (total + words.hashes[at + step]) * ODD
        fact |= words.fact[at + step]
    quoted = words.quoted[at] & words.quoted[at + (SHINGLE - 1)]
    text = words.text[at]
    places = np.minimum(words.sentence[at] - words.first_sentence[text], _MOST_SENTENCES) * 2 + quoted
    return _Shingles(mix(total), text, places.astype(np.uint16), fact)


def _sentences(words: Words) -> tuple[U64, I64]:
    """A hash for each sentence, 0 where it is too short or mostly quoted to say whose it is; and its text."""
    if not words.hashes.size:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    start = np.flatnonzero(np.diff(words.sentence, prepend=-1))
    count = np.diff(np.append(start, words.sentence.size))
    within = np.arange(words.hashes.size) - np.repeat(start, count)
    moved = mix(words.hashes + within.astype(np.uint64) * ODD)
    hashes = mix(np.add.reduceat(moved, start)) | np.uint64(1)
    quoted = np.add.reduceat(words.quoted.astype(np.int64), start)
    hashes[(count < SENTENCE_WORDS) | (2 * quoted > count)] = 0
    last = int(words.sentence[-1])
    by_index = np.zeros(last + 1, dtype=np.uint64)
    by_index[words.sentence[start]] = hashes
    return by_index, np.searchsorted(words.first_sentence, np.arange(last + 1), side="right") - 1


@dataclass(frozen=True, slots=True)
class _Facts:
    text: I64
    sentences: U16
    contexts: U32
    facts: U32
    stated: U32


def _facts(words: Words) -> _Facts:
    """Runs of facts with the two words on either side of each."""
    fact, sentence = words.fact, words.sentence
    breaks = np.concatenate([[True], np.diff(sentence) != 0, [True]])[: fact.size + 1]
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
        at = np.clip(neighbour, 0, max(fact.size - 1, 0))
        inside = (at == neighbour) & (sentence[at] == sentence[own])
        context = (context + np.where(inside, masked[at], _EDGE)) * ODD
        plain += inside & ~fact[at]
    run = np.repeat(np.arange(starts.size), ends - starts)
    within = np.flatnonzero(fact) - starts[run]
    moved = np.append(mix(words.hashes[fact] + within.astype(np.uint64) * ODD), np.uint64(0))
    first = np.flatnonzero(np.diff(run, prepend=-1))
    content = mix(np.add.reduceat(moved, first)) if first.size else moved[:0]
    number = np.bincount(run, weights=words.number[fact], minlength=starts.size) > 0
    keep = plain >= 2  # one word is no context: "in Kirkuk" stands everywhere
    text, of_sentence = words.text[starts[keep]], sentence[starts[keep]]
    tagged = (content >> _HALF) & ~np.uint64(1) | number.astype(np.uint64)
    return _Facts(
        text=text,
        sentences=np.minimum(of_sentence - words.first_sentence[text], _MOST_SENTENCES).astype(np.uint16),
        contexts=(context[keep] >> _HALF).astype(np.uint32),
        facts=tagged[keep].astype(np.uint32),
        stated=(mix(context + content)[keep] >> _HALF).astype(np.uint32),
    )


def _sentence_keys(sentences: U64) -> U64:
    keys = np.unique(sentences[sentences != 0])
    return keys[:MOST_SENTENCE_KEYS]  # the lowest hashes: the same choice in every copy


# The permutations of datasketch's MinHash, applied to many texts at once; the minima are the same as its own.
_FACTORS, _TERMS = MinHash(num_perm=PERMUTATIONS, scheme="affine64").permutations


def minima(shingles: U64, text: I64, count: int) -> U64:
    """The minima of a MinHash for each of ``count`` texts, (count, PERMUTATIONS); all bits set for none."""
    found = np.full((count, PERMUTATIONS), ~np.uint64(0))
    if shingles.size:
        starts = np.flatnonzero(np.diff(text, prepend=-1))
        hashes = mix(shingles)[:, None] * _FACTORS[None, :] + _TERMS[None, :]
        found[text[starts]] = np.minimum.reduceat(hashes, starts, axis=0)
    return found


def _minima(shingles: U64, text: I64, count: int, *, family: int) -> U64:
    """One key for each minimum, 0 for none: texts of resemblance J share each with probability J."""
    lowest = minima(shingles, text, count)
    salt = (np.uint64(family * 1_000) + np.arange(PERMUTATIONS, dtype=np.uint64)) * ODD
    keys: U64 = mix(lowest + salt[None, :]) & ~np.uint64(1)  # sentence keys are odd
    keys[lowest == ~np.uint64(0)] = 0
    return keys
