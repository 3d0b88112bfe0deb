"""The view that grammar rules have of a text: its tokens, its word list, and what numbers stand where.

A rule asks the reader about tokens by position; a position outside the text reads as "".
"""

from __future__ import annotations

from counterclaim.events.timex.forms import Amount
from counterclaim.events.timex.words import Token, Words, tokenize, words

_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
HYPHENS = frozenset("-‐‑–—")


# What the rules ask :meth:`Reader.phrase` for, as many as there are places that ask.
_OPTIONS: dict[tuple[str, ...], dict[str, list[list[str]]]] = {}


def _by_first_word(options: tuple[str, ...]) -> dict[str, list[list[str]]]:
    table: dict[str, list[list[str]]] = {}
    for option in options:
        parts = option.split(" ")
        table.setdefault(parts[0], []).append(parts)
    return table


class Reader:
    """Tokens of one text, with the readings of numbers that every rule shares."""

    __slots__ = ("lows", "size", "text", "tokens", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = tokenize(text)
        self.lows: list[str] = [token.low for token in self.tokens]
        self.size = len(self.tokens)
        self.words: Words = words()

    def low(self, i: int) -> str:
        """The token at a position in lower case, "" outside the text."""
        return self.lows[i] if 0 <= i < self.size else ""

    def shown(self, i: int) -> str:
        """The token at a position as written, "" outside the text."""
        return self.tokens[i].text if 0 <= i < self.size else ""

    def glued(self, i: int) -> bool:
        """Whether nothing stands between the token and the one before it."""
        return 0 <= i < self.size and self.tokens[i].glued

    def capital(self, i: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.shown(i)[:1].isupper()

    def dot(self, i: int) -> int:
        """The position after an abbreviation's full stop, if one stands at i."""
        return i + 1 if self.low(i) == "." and self.glued(i) else i

    def hyphen(self, i: int) -> bool:
        """Whether a hyphen or dash stands at i, close to the word before."""
        return self.low(i) in HYPHENS and self.glued(i)

    def phrase(self, i: int, *options: str) -> int:
        """The position after the first of the options (single-spaced words) found at i; i if none."""
        if not 0 <= i < self.size:
            return i
        table = _OPTIONS.get(
            options
        )  # by first word, since most fail there: this is the grammar's busiest place
        if table is None:
            table = _OPTIONS[options] = _by_first_word(options)
        for parts in table.get(self.lows[i], ()):
            end = i + len(parts)
            if self.lows[i:end] == parts:
                return end
        return i

    def digits(self, i: int, *, low: int, high: int) -> int | None:
        """The whole number of plain digits at i, if it lies within the bounds."""
        token = self.low(i)
        if len(token) <= 4 and token.isascii() and token.isdigit() and low <= int(token) <= high:
            return int(token)
        return None

    def ordinal(self, i: int) -> tuple[int, int] | None:
        """(position after, number) of "third", "3rd", "twenty-first"."""
        if self.low(i + 1) in _ORDINAL_ENDS and self.glued(i + 1):
            number = self.digits(i, low=1, high=999)
            return (i + 2, number) if number else None
        if (number := self.words.ordinals.get(self.low(i))) is not None:
            return i + 1, number
        tens = self.words.cardinals.get(self.low(i), 0)
        if tens >= 20:
            j = i + 2 if self.hyphen(i + 1) else i + 1
            unit = self.words.ordinals.get(self.low(j), 0)
            if 0 < unit < 10:
                return j + 1, tens + unit
        return None

    def number(self, i: int) -> tuple[int, float] | None:
        """(position after, number) of "3", "1,200", "2.5", "2 1/2", "twenty-five", "two hundred"."""
        token = self.low(i)
        if token[:1].isdigit():
            return self._figures(i, token)
        if token in _FRACTIONS:
            return i + 1, _FRACTIONS[token]
        total = 0.0
        j, read = i, False
        while True:
            token = self.low(j)
            if (value := self.words.cardinals.get(token)) is not None:
                if read and (total % 10 or value >= 10) and total % 100:
                    break
                total += value
            elif token in self.words.multipliers and read:
                total *= self.words.multipliers[token]
            elif (
                read
                and token in HYPHENS
                and self.glued(j)
                and 0 < total % 100 >= 20
                and self._unit_digit(j + 1)
            ) or (read and token == "and" and total >= 100 and self.low(j + 1) in self.words.cardinals):
                j += 1
                continue
            else:
                break
            j, read = j + 1, True
        return (j, total) if read else None

    def _unit_digit(self, i: int) -> bool:
        return 0 < self.words.cardinals.get(self.low(i), 0) < 10

    def _figures(self, i: int, token: str) -> tuple[int, float] | None:
        if not token[-1].isdigit() or not token.isascii() or len(token) > 12:
            return None
        value = float(token.replace(",", ""))
        j = i + 1
        if self.low(j) in _FRACTIONS:
            return j + 1, value + _FRACTIONS[self.low(j)]
        k = j + 1 if self.hyphen(j) else j
        if self.low(k + 1) == "/" and self.glued(k + 1):  # 2 1/2
            top, bottom = self.digits(k, low=1, high=9), self.digits(k + 2, low=2, high=9)
            if top and bottom and top < bottom:
                return k + 3, value + top / bottom
        if self.low(j) in self.words.multipliers:
            return j + 1, value * self.words.multipliers[self.low(j)]
        return j, value

    def count(self, i: int) -> tuple[int, float | None] | None:
        """(position after, how many) of a counting phrase: a number, "a", "several", "a couple of", "half a".

        None as the number means that it is not said.
        """
        token = self.low(i)
        if token in {"a", "an"}:
            j = self.phrase(i + 1, "good", "mere", "further", "full", "whole")
            if self.low(j) in {"hundred", "thousand", "million"}:
                return j + 1, float(self.words.multipliers[self.low(j)])
            if (
                self.low(j) in {"few", "couple", "dozen"}
                or self.phrase(j, "number of", "matter of", "handful of") > j
            ):
                k = self.phrase(j, "number of", "matter of", "handful of")
                return self._vague(k if k > j else j, of=k > j)
            if self.low(j) == "half" and (self.hyphen(j + 1) or self.low(j + 1) in self.words.units):
                return (j + 2 if self.hyphen(j + 1) else j + 1), 0.5
            return j, 1.0
        if token == "half":
            j = self.phrase(i + 1, "a", "an")
            if j > i + 1:
                return j, 0.5
            return (i + 2 if self.hyphen(i + 1) else i + 1), 0.5
        if token in self.words.vague:
            return self._vague(i, of=False)
        return self.number(i)

    def _vague(self, i: int, *, of: bool) -> tuple[int, float | None]:
        word = self.words.vague.get(self.low(i))
        if word is None:
            return i, None
        j = i + 1
        if self.low(j) in {"hundred", "thousand", "dozen"}:
            j += 1
        if self.low(j) == "of":
            j += 1
            j = self.phrase(j, "thousands of", "hundreds of")
        return j, None if word == "X" or of else float(word)

    def amount(self, i: int) -> tuple[int, Amount] | None:
        """(position after, amount) of "three days", "an hour and a half", "1 month 2 days", "a 16-hour"."""
        first = self._part(i)
        if first is None:
            return None
        j, number, unit = first
        parts = [(number, unit)]
        if number is not None and self.phrase(j, "and a half", "and one half", "and one-half") > j:
            return self.phrase(j, "and a half", "and one half"), ((number + 0.5, unit),)
        while len(parts) < 5:
            k = self.phrase(j, ", and", "and", ",")
            more = self._part(k)
            if more is None or more[1] is None or more[2] == unit or self.low(k) in {"a", "an"}:
                break
            if self.low(k + 1) in HYPHENS:
                break
            j, number, unit = more
            parts.append((number, unit))
        return j, tuple(parts)

    def _part(self, i: int) -> tuple[int, float | None, str] | None:
        counted = self.count(i)
        if counted is None:
            return None
        j, number = counted
        if j == i + 1 and self.digits(i, low=1900, high=2100) and self.low(j).rstrip("s") == self.low(j):
            return None  # "the 2021 weekend"
        halved = self.phrase(j, "and a half", "- and - a - half")
        if halved > j and number is not None:
            j, number = halved, number + 0.5
        j = self._second_number(j)
        if self.hyphen(j) or self.low(j) in HYPHENS:
            j += 1
        steps = 0
        while self.low(j) in self.words.lengtheners and steps < 2 and self.low(j) not in self.words.units:
            j, steps = j + 1, steps + 1
        unit = self.words.units.get(self.low(j))
        if unit is None or (len(self.low(j)) <= 3 and self.low(j) != "day" and not self._short_unit(i, j)):
            return None
        return j + 1, number, unit

    def _second_number(self, i: int) -> int:
        """The position after the rest of "two to three weeks", "10-15 days": the lower number counts."""
        if self.low(i) in {"to", "or"} or self.low(i) in HYPHENS:
            second = self.number(i + 1)
            if (
                second
                and self.low(second[0]) in self.words.units
                and self.low(i + 1) not in self.words.multipliers
            ):
                return second[0]
        return i

    def _short_unit(self, i: int, j: int) -> bool:
        """Reads "3 hrs", "10 min": an abbreviated unit wants figures before it."""
        return self.low(i)[:1].isdigit() and (self.low(j) != "mo" or self.low(j + 1) == ".")
