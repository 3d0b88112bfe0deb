"""Whether the words around an expression look ahead or back; from a short list of words, no parser.

Takes the tokens of a text; gives +1, -1 or 0.
"""

from __future__ import annotations

from counterclaim.events.timex.reader import Reader

_REACH = 14  # tokens to either side, within the sentence
_SENTENCE_ENDS = frozenset({".", "!", "?", "\n", ";"})


def direction(r: Reader, first: int, end: int) -> int:
    """+1 where the nearest telling word before (or else after) looks ahead, -1 where it looks back, else
    0.
    """
    back = _nearest(r, range(first - 1, max(first - _REACH, -1) - 1, -1))
    on = _nearest(r, range(end, min(end + _REACH, r.size)))
    if back and on:
        return back[0] if back[1] <= on[1] * 2 else on[0]
    found = back or on
    return found[0] if found else 0


def _nearest(r: Reader, positions: range) -> tuple[int, int] | None:
    told: tuple[int, int] | None = None
    for distance, i in enumerate(positions):
        if i < 0:
            return told
        low = r.lows[i]
        if low in _SENTENCE_ENDS and not _abbreviation(r, i):
            return told
        if low in r.words.telling:  # frames what is told: counts where nothing else does
            if distance <= 1:
                return -1, distance
            told = told or (-1, distance)
            continue
        if low == "to" and (r.low(i + 1) == "be" or r.low(i - 1) in {"is", "are"}):
            return 1, distance
        if low in r.words.ahead and not (low == "may" and r.capital(i)):
            return 1, distance
        if low in r.words.back or (
            len(low) > 4 and low.endswith("ed") and r.low(i - 1) not in {"the", "a", "an"}
        ):
            if r.low(i) in r.words.awaited or r.low(i - 1) in {"be", "to", "is", "are"}:
                return 1, distance
            return -1, distance
    return told


def _abbreviation(r: Reader, i: int) -> bool:
    return r.low(i) == "." and (len(r.low(i - 1)) == 1 or r.low(i - 1) in r.words.abbreviations)
