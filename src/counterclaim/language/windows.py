"""Windows: takes words with their numbers of pieces, gives runs that fit the encoder.

A window ends with a paragraph where it can; a paragraph too long for one is cut into windows that overlap,
and each word of the overlap is kept from the window in which it stands further from the edge.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from counterclaim.language.words import Gap, Word

LONGEST = 320  # word pieces, as in training; the encoder could hold 512
OVERLAP = 64  # word pieces on either side of a cut inside a paragraph
NEAR = 30  # word pieces by which such a cut is moved to the end of a sentence, so that no tree is cut
_TERMINALS = frozenset(".!?")
MARKS = 2  # [CLS] and [SEP]


class Window(NamedTuple):
    """Word indices: what the encoder sees, and what is kept of it."""

    begin: int
    end: int
    keep_from: int
    keep_to: int


def cut(words: Sequence[Word], lengths: Sequence[int]) -> Iterator[Window]:
    """Windows that together keep each word once, in order.

    Args:
        words: the text's words.
        lengths: word pieces of each.
    """
    if not words:
        return
    total = [0, *accumulate(lengths)]
    room = LONGEST - MARKS
    line = int(Gap.LINE)  # plain integers compare faster
    starts = [0, *(i for i, word in enumerate(words) if i and word.gap >= line)]
    stops = [*starts[1:], len(words)]
    begin = 0  # of the window being filled, always where a paragraph starts
    for start, stop in zip(starts, stops, strict=True):
        if total[stop] - total[begin] <= room:
            continue
        if start > begin:
            yield Window(begin, start, begin, start)
            begin = start
        if total[stop] - total[start] > room:
            yield from _overlapping(words, total, start, stop)
            begin = stop
    if begin < len(words):
        yield Window(begin, len(words), begin, len(words))


def _overlapping(words: Sequence[Word], total: list[int], start: int, stop: int) -> Iterator[Window]:
    """Windows over one long paragraph; ``total`` are pieces before each word."""

    def at(wanted: float) -> int:
        return min(bisect_left(total, wanted, start, stop), stop)

    def after_a_sentence(edge: int) -> int:
        near = range(max(start + 1, at(total[edge] - NEAR)), min(stop, at(total[edge] + NEAR)))
        ends = [i for i in near if words[i - 1].form in _TERMINALS]
        return min(ends, key=lambda i: abs(i - edge), default=edge)

    pieces = total[stop] - total[start]
    count = -(-pieces // (LONGEST - MARKS - 2 * OVERLAP - NEAR))
    inner = (after_a_sentence(at(total[start] + pieces * i / count)) for i in range(1, count))
    for keep_from, keep_to in pairwise([start, *inner, stop]):
        if keep_from < keep_to:
            yield Window(at(total[keep_from] - OVERLAP), at(total[keep_to] + OVERLAP), keep_from, keep_to)
