"""Windows: takes a Sample, gives the model's input and the targets of every layer that its corpus annotates.

A window is a run of whole words of one sample that fits the encoder; what a corpus does not annotate is
left out of it, and the loss leaves it out too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from corpora.sample import Sample
from counterclaim.language.pieces import PieceSplitter
from counterclaim.language.words import Gap, Word, gap_of, split_words

IGNORE = -100
Range = tuple[int, int]  # word indices, end exclusive


@dataclass(slots=True)
class Targets:
    """What is to be learned of a window's words; word indices count from its first word."""

    layers: dict[str, NDArray[np.int16]] = field(default_factory=dict)  # a label index a word
    heads: NDArray[np.int16] | None = None  # head of each word; itself for a root
    sentences: list[Range] = field(default_factory=list)
    # pair layer → anchors: the anchor's words, and (range, label index) of each word run it governs
    pairs: dict[str, list[tuple[list[int], list[tuple[Range, int]]]]] = field(default_factory=dict)
    scores: list[tuple[int, float]] = field(default_factory=list)  # predicate word, -3 to 3
    mentions: list[tuple[int, Range, int]] = field(default_factory=list)  # head, range, chain
    plover: tuple[list[Range], list[Range], int, int, int] | None = None  # sources, targets, root, type, mode


@dataclass(slots=True)
class Window:
    """One encoder input with its targets."""

    corpus: str
    ids: NDArray[np.int32]
    features: NDArray[np.uint8]
    first: NDArray[np.int16]
    forms: list[str]
    targets: Targets


def words_of(sample: Sample, *, gold: bool) -> list[Word]:
    """The sample's words: its own tokens where syntax is learned, else ours."""
    if not gold:
        return split_words(sample.text)
    words, last = [], 0
    for token in sample.tokens or ():
        gap = gap_of(sample.text, last, token.start) if words else Gap.PARAGRAPH
        words.append(Word(token.start, token.end, sample.text[token.start : token.end], gap))
        last = token.end
    return words


class Aligner:
    """Character spans to word ranges."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._starts = [word.start for word in words]
        self._ends = [word.end for word in words]

    def range(self, start: int, end: int) -> Range | None:
        """The words that the span touches; None where it touches none."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return (first, last) if first < last else None


def cuts(words: Sequence[Word], lengths: Sequence[int], limit: int, starts: set[int]) -> Iterator[Range]:
    """Cut a text into windows of at most ``limit`` pieces, at a paragraph or a sentence where one is near.

    ``starts`` are word indices where sentences are known to begin.
    """
    begin = 0
    while begin < len(words):
        size, end = 2, begin
        while end < len(words) and size + lengths[end] <= limit:
            size += lengths[end]
            end += 1
        if end < len(words):
            floor = begin + (end - begin) // 3
            paragraph = next((i for i in range(end, floor, -1) if words[i].gap >= Gap.LINE), None)
            sentence = next((i for i in range(end, floor, -1) if i in starts), None)
            end = paragraph or sentence or end
        end = max(end, begin + 1)
        yield begin, end
        begin = end


def window(words: Sequence[Word], splitter: PieceSplitter, *, corpus: str, targets: Targets) -> Window:
    """Pieces and features of a run of words, with the targets already cut to it."""
    pieces = splitter.split(words, splitter.lookup([word.form for word in words]))
    return Window(
        corpus=corpus,
        ids=pieces.ids.astype(np.int32),
        features=pieces.features.astype(np.uint8),
        first=pieces.first.astype(np.int16),
        forms=[word.form for word in words],
        targets=targets,
    )


def clip(span: Range | None, begin: int, end: int) -> Range | None:
    """A word range cut to a window and counted from its first word."""
    if span is None:
        return None
    first, last = max(span[0], begin) - begin, min(span[1], end) - begin
    return (first, last) if first < last else None


def tag(size: int, spans: Sequence[tuple[Range, str]], labels: Sequence[str]) -> NDArray[np.int16]:
    """B-/I-/O labels of spans over ``size`` words; the longer of two that overlap wins."""
    out = np.zeros(size, np.int16)
    for (first, last), kind in sorted(spans, key=lambda item: item[0][1] - item[0][0]):
        out[first] = labels.index(f"B-{kind}")
        out[first + 1 : last] = labels.index(f"I-{kind}")
    return out
