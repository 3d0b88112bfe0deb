"""How many: takes the words of a text and a place among them, gives the quantity that begins there.

"twenty-five", "1,200", "at least 13", "between 10 and 15", "several hundred", "tens of thousands of", "no".

What ``low`` and ``high`` mean, and why:

- A plain figure is both bounds. So is one told with "about", "some", "nearly", "an estimated": the source
  rounds, it gives no other figure, and coders (ACLED, UCDP's best estimate) take it as told.
- "at least", "more than", "over" set the low bound, "up to", "as many as", "fewer than" the high one, at
  the figure named; the other bound is open. "10 to 15", "between 10 and 15", "two or three" set both.
- "dozens", "scores", "hundreds", "several", "a few" set a low bound only: ACLED's minima (12 for dozens, 100
  for hundreds, 3 for several, a few and many) and the word's meaning (40 for scores), times what they
  multiply ("several hundred" is 300 or more; "tens of thousands" 10,000 or more).
- A bare plural ("civilians were killed") says two or more, a singular one; "no", "nobody" is nought to nought.
- "An unknown number of" sets no bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from counterclaim.events.facets.lexicon import rows, words

_HYPHENS = frozenset("-‐‑–—")
_LONGEST = 5  # words of the longest phrase
_BARE_SCALES = frozenset({"hundred", "thousand", "million", "dozen"})  # "a dozen", "a hundred"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number read: ``words[first:end]``, from ``low`` to ``high``; ``more``: others than those told before."""

    first: int
    end: int
    low: int | None
    high: int | None
    more: bool = False


class Numbers:
    """Reads quantities by the table of number words."""

    def __init__(self) -> None:
        self._classes: dict[str, dict[tuple[str, ...], tuple[int | None, int | None]]] = {}
        self._labels = words().of("numbered_label")
        for row in rows("numbers.csv"):
            bounds = (_whole(row["low"]), _whole(row["high"]))
            self._classes.setdefault(row["class"], {})[tuple(row["words"].split())] = bounds

        self._words = {word for table in self._classes.values() for phrase in table for word in phrase}
        self._openings = {kind: {phrase[0] for phrase in table} for kind, table in self._classes.items()}
        self._first_words = {"between", "from", "a", "an"}.union(*self._openings.values())

    def is_word(self, word: str) -> bool:
        """Whether a lower-case word can be part of a quantity."""
        return word in self._words or word in ("between", "and") or word[:1].isdigit()

    def at(self, low: Sequence[str], i: int, stop: int) -> Quantity | None:
        """The quantity whose first word stands at ``i``, modifiers included; None where none begins there.

        ``low`` are lower-case words. What counts nothing is left out: ages, percentages, sums, clock times,
        ordinals and numbers that make an adjective ("a 12-member team").
        """
        if i >= stop or not (low[i] in self._first_words or low[i][:1].isdigit()):
            return None  # as most words: nothing else needs to be tried
        first, kinds, more = i, set[str](), False
        while (found := self._modifier(low, i, stop)) is not None:
            kinds.add(found[0])
            more = (
                more or low[i] in ("another", "further", "additional") or low[i : i + 2] == ["a", "further"]
            )
            i = found[1]
        read = self._range(low, i, stop, between="between" in low[max(0, first - 1) : i + 1])
        if read is None:
            return None
        end, least, most = read
        tail = self._longest("or_more", low, end, stop)
        if tail > end:
            kinds.add("floor")
            end = tail
        end = max(end, self._longest("or_so", low, end, stop))
        if "floor" in kinds:
            most = None
        elif "ceiling" in kinds:
            least = None
        if least is not None and most is not None and most < least:  # "a hundred to two"
            least, most = most, least
        return Quantity(first, end, least, most, more)

    def _modifier(self, low: Sequence[str], i: int, stop: int) -> tuple[str, int] | None:
        """A word before a figure, where a figure or another such word follows."""
        if i < stop and low[i] in ("between", "from"):
            return "range", i + 1
        for kind in ("floor", "ceiling", "about"):
            end = self._longest(kind, low, i, stop)
            if end > i and (self._core(low, end, stop) or self._modifier(low, end, stop)):
                return kind, end
        return None

    def _longest(self, kind: str, low: Sequence[str], i: int, stop: int) -> int:
        """The end of the longest phrase of a class that begins at ``i``; ``i`` where none does."""
        if i >= stop or low[i] not in self._openings[kind]:
            return i
        table = self._classes[kind]
        for size in range(min(_LONGEST, stop - i), 0, -1):
            if tuple(low[i : i + size]) in table:
                return i + size
        return i

    def _range(
        self, low: Sequence[str], i: int, stop: int, *, between: bool
    ) -> tuple[int, int | None, int | None] | None:
        first = self._core(low, i, stop)
        if first is None:
            return None
        end, least, most = first
        if end + 1 < stop and (
            low[end] in ("to", "or") or low[end] in _HYPHENS or (between and low[end] == "and")
        ):
            second = self._core(low, end + 1, stop)
            if second and least is not None and second[2] is not None:
                least = _scaled(least, low, (i, end, second[0]))
                if _is_later(least, second[2], low[end]):
                    return second[0], least, second[2]
        return end, least, most

    def _core(self, low: Sequence[str], i: int, stop: int) -> tuple[int, int | None, int | None] | None:
        """A figure without what stands before it."""
        for kind in ("unknown", "loose", "none"):
            end = self._longest(kind, low, i, stop)
            if end > i:
                return end, *self._classes[kind][tuple(low[i:end])]
        vague = self._vague(low, i, stop)
        if vague is not None:
            return vague
        value = self._cardinal(low, i, stop)
        if value is None or _is_no_count(low, i, value[0], stop) or low[i - 1] in self._labels:
            return None
        return value[0], value[1], value[1]

    def _vague(self, low: Sequence[str], i: int, stop: int) -> tuple[int, int | None, None] | None:
        end = self._longest("vague", low, i, stop)
        if end == i:
            return None
        value = self._classes["vague"][tuple(low[i:end])][0] or 0
        while end < stop:
            at = end + 1 if low[end] == "of" and end + 1 < stop else end
            further = self._classes["vague"].get((low[at],), (0, None))[0] if at > end else 0
            scale = self._classes["scale"].get((low[at],), (0, None))[0]
            if (further or 0) >= 100 or (scale or 0) >= 12:
                value, end = value * (further or scale or 1), at + 1
            else:
                break
        return end, value, None

    def _cardinal(self, low: Sequence[str], i: int, stop: int) -> tuple[int, int] | None:
        """A number in words or digits: its end and value."""
        total, part, j, seen = 0.0, 0.0, i, False
        while j < stop:
            word = low[j]
            digits = _digits(word)
            if digits is not None and not seen:
                part, seen = digits, True
            elif digits is None and (word,) in self._classes["cardinal"]:
                unit = self._classes["cardinal"][(word,)][0] or 0
                if seen and part and not _fits(part, unit):
                    break
                part, seen = part + unit, True
            elif (word,) in self._classes["scale"] and (seen or word in _BARE_SCALES):
                scale = self._classes["scale"][(word,)][0] or 1
                part = (part or 1) * scale
                seen = True
                if scale >= 1000:
                    total, part = total + part, 0.0
            elif (
                seen
                and (word in _HYPHENS or word == "and")
                and self._goes_on(low, j + 1, stop, part or total)
            ) or (
                j == i and word in ("a", "an") and j + 1 < stop and (low[j + 1],) in self._classes["scale"]
            ):
                pass
            else:
                break
            j += 1
        value = total + part
        return (j, int(value)) if seen and value == int(value) else None

    def _goes_on(self, low: Sequence[str], j: int, stop: int, before: float) -> bool:
        """Whether the number goes on after a hyphen or "and": "twenty-five", "one hundred and twenty"."""
        value = self._classes["cardinal"].get((low[j],), (None, None))[0] if j < stop else None
        if value is None:
            scale = self._classes["scale"].get((low[j],)) if j < stop else None
            return scale is not None and low[j - 1] in _HYPHENS
        if low[j - 1] in _HYPHENS:
            return before % 10 == 0 and before % 100 >= 20 and 0 < value < 10
        return before >= 100 and before % 100 == 0 and value < 100


def _fits(part: float, value: int) -> bool:
    """Whether a number word adds to what stands before it: "hundred twenty", "twenty five"."""
    return value < part and (part % 100 == 0 or (part % 10 == 0 and part % 100 >= 20 and 0 < value < 10))


def _is_later(least: int, most: int, joint: str) -> bool:
    """Whether two figures make a range: the second is the larger, and next to the first after "or"."""
    return least < most if joint != "or" else least < most <= max(least + 2, least * 2)


def _scaled(least: int, low: Sequence[str], ends: tuple[int, int, int]) -> int:
    """The lower end of "10 to 15 thousand", "two or three hundred", which shares the scale of the upper."""
    last = low[ends[2] - 1]
    for word, scale in (("hundred", 100), ("thousand", 1000), ("million", 1_000_000), ("dozen", 12)):
        if last == word and word not in low[ends[0] : ends[1]] and least < scale:
            return least * scale
    return least


def _is_no_count(low: Sequence[str], i: int, end: int, stop: int) -> bool:
    """Whether a number measures, names or dates: "$40", "5 per cent", "34-year-old", "10:30"."""
    if i > 0 and low[i - 1] in ("$", "£", "€", "¥", "#", "no.", "number", "nos."):
        return True
    if end >= stop:
        return False
    after = low[end]
    if after in ("%", "percent", "per", "°", "st", "nd", "rd", "th"):
        return True
    return after in _HYPHENS and end + 1 < stop and low[end + 1][:1].isalpha()


def _digits(word: str) -> float | None:
    if not word[:1].isdigit():
        return None
    bare = word.replace(",", "")
    if "," in word and not all(len(part) == 3 for part in word.split(".", maxsplit=1)[0].split(",")[1:]):
        return None
    try:
        return float(bare)
    except ValueError:
        return None


def _whole(cell: str) -> int | None:
    return int(cell) if cell else None


@lru_cache(maxsize=1)
def numbers() -> Numbers:
    """The number words, read once."""
    return Numbers()
