"""The scorers: pure functions from gold and predicted spans, trees or numbers to counts and figures.

They know neither a corpus nor the system. Spans are (start, end) in characters, end exclusive.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from corpora.sample import Attribution, Event, Span, Token

ROLES = ("source", "cue", "content")
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were right, how many the gold has, how many were predicted. Counts add up."""

    right: int = 0
    gold: int = 0
    predicted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.gold + other.gold, self.predicted + other.predicted)

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.gold + self.predicted
        return 2 * self.right / both if both else 0.0


def matches(gold: Iterable[Hashable], predicted: Iterable[Hashable]) -> Counts:
    """Equal items, each serving once."""
    wanted, given = Counter(gold), Counter(predicted)
    return Counts((wanted & given).total(), wanted.total(), given.total())


def overlap(first: Iterable[Span], second: Iterable[Span]) -> bool:
    """Whether any span of the one shares a character with any of the other."""
    other = list(second)
    return any(a < d and c < b for a, b in first for c, d in other)


def pairing(gold: int, predicted: int, fits: Callable[[int, int], bool]) -> int:
    """The most gold items that can each have a fitting prediction of their own (maximum matching)."""
    options = [[p for p in range(predicted) if fits(g, p)] for g in range(gold)]
    owner: dict[int, int] = {}

    def place(item: int, tried: set[int]) -> bool:
        for option in options[item]:
            if option in tried:
                continue
            tried.add(option)
            if option not in owner or place(owner[option], tried):
                owner[option] = item
                return True
        return False

    return sum(place(item, set()) for item in range(gold))


# --- attribution ---------------------------------------------------------------------------------


def parts(attribution: Attribution) -> dict[str, tuple[Span, ...]]:
    """The spans of an attribution by role."""
    return dict(zip(ROLES, (attribution.sources, attribution.cues, attribution.contents), strict=True))


def attribution_tokens(
    text: str, gold: Sequence[Attribution], predicted: Sequence[Attribution]
) -> dict[str, Counts]:
    """By role: words (runs of letters and digits, or single signs) that lie in any span of that role."""
    words = [match.span() for match in _WORD.finditer(text)]
    return {
        role: matches(
            _covered(words, [span for item in gold for span in parts(item)[role]]),
            _covered(words, [span for item in predicted for span in parts(item)[role]]),
        )
        for role in ROLES
    }


def _covered(words: Sequence[Span], spans: Iterable[Span]) -> set[int]:
    """Indices of the words that touch a span."""
    covered: set[int] = set()
    starts = [start for start, _ in words]
    for start, end in set(spans):
        first = bisect_left(starts, start)
        if first and words[first - 1][1] > start:
            first -= 1
        while first < len(words) and words[first][0] < end:
            covered.add(first)
            first += 1
    return covered


def attribution_spans(gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> dict[str, Counts]:
    """By role: spans exactly equal. A discontinuous span is one, equal in all its pieces."""
    return {
        role: matches(
            {tuple(sorted(spans)) for item in gold if (spans := parts(item)[role])},
            {tuple(sorted(spans)) for item in predicted if (spans := parts(item)[role])},
        )
        for role in ROLES
    }


def attribution_wholes(
    gold: Sequence[Attribution], predicted: Sequence[Attribution], *, exact: bool = False
) -> Counts:
    """Whole attributions: source, cue and content of one prediction each overlap (or equal) the gold's.

    A part that the gold has not, such as an unnamed source, must be absent from the prediction too.
    Each prediction serves one gold attribution.
    """

    def fits(g: int, p: int) -> bool:
        wanted, given = parts(gold[g]), parts(predicted[p])
        for role in ROLES:
            if exact or not wanted[role] or not given[role]:
                if sorted(wanted[role]) != sorted(given[role]):
                    return False
            elif not overlap(wanted[role], given[role]):
                return False
        return True

    return Counts(pairing(len(gold), len(predicted), fits), len(gold), len(predicted))


# --- syntax --------------------------------------------------------------------------------------


def trees(gold: Sequence[Token], predicted: Sequence[Token]) -> dict[str, Counts]:
    """UAS, LAS (whole and universal relation) and UPOS; gold and system words are matched by span.

    Words with gold tokens match one by one, so that each figure is the usual accuracy, punctuation
    included. From raw text it is F1 over words, as in the CoNLL 2018 shared task.
    """
    place = {(token.start, token.end): index for index, token in enumerate(predicted)}
    right: Counter[str] = Counter()
    for token in gold:
        index = place.get((token.start, token.end))
        if index is None:
            continue
        other = predicted[index]
        right["token"] += 1
        right["upos"] += token.upos == other.upos
        if _head(gold, token) == _head(predicted, other):
            right["uas"] += 1
            right["las"] += token.deprel == other.deprel
            right["las_universal"] += token.deprel.partition(":")[0] == other.deprel.partition(":")[0]
    names = ("token", "upos", "uas", "las", "las_universal")
    return {name: Counts(right[name], len(gold), len(predicted)) for name in names}


def _head(tokens: Sequence[Token], token: Token) -> Span | None:
    if token.head < 0:
        return None
    return tokens[token.head].start, tokens[token.head].end


# --- events --------------------------------------------------------------------------------------


def triggers(gold: Iterable[Event], predicted: Iterable[Event]) -> Counts:
    """Trigger span and event type equal."""
    return matches(
        {(event.start, event.end, event.type) for event in gold},
        {(event.start, event.end, event.type) for event in predicted},
    )


def arguments(
    gold: Iterable[Event], predicted: Iterable[Event], head: Callable[[Span], Hashable] | None = None
) -> Counts:
    """Arguments of a right trigger with the right role whose spans are equal, or have the same head.

    ``head`` gives the syntactic head of a span; without it spans must be equal.
    """
    key = head or (lambda span: span)

    def keys(events: Iterable[Event]) -> set[Hashable]:
        return {
            (event.start, event.end, event.type, argument.role, key((argument.start, argument.end)))
            for event in events
            for argument in event.arguments
        }

    return matches(keys(gold), keys(predicted))


def head_of(tokens: Sequence[Token]) -> Callable[[Span], Hashable]:
    """A function from a span to the start of its head: the first token in it whose own head lies outside."""

    def head(span: Span) -> Hashable:
        inside = {
            index for index, token in enumerate(tokens) if token.start < span[1] and token.end > span[0]
        }
        for index in sorted(inside):
            if tokens[index].head not in inside and tokens[index].upos != "PUNCT":
                return tokens[index].start
        return span

    return head


# --- numbers and labels --------------------------------------------------------------------------


def pearson(gold: Sequence[float], predicted: Sequence[float]) -> float:
    """Pearson's r; 0 where either side does not vary."""
    if len(gold) != len(predicted):
        raise ValueError(f"{len(gold)} gold values, {len(predicted)} predicted")
    if len(gold) < 2:
        return 0.0
    mean_gold, mean_predicted = fmean(gold), fmean(predicted)
    first = [value - mean_gold for value in gold]
    second = [value - mean_predicted for value in predicted]
    spread = math.sqrt(math.fsum(a * a for a in first) * math.fsum(b * b for b in second))
    return math.fsum(a * b for a, b in zip(first, second, strict=True)) / spread if spread else 0.0


def accuracy(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """The share of equal labels."""
    return sum(a == b for a, b in zip(gold, predicted, strict=True)) / len(gold) if gold else 0.0


def label_counts(gold: Sequence[str], predicted: Sequence[str]) -> dict[str, Counts]:
    """Counts by label, for every label that the gold has."""
    right = Counter(a for a, b in zip(gold, predicted, strict=True) if a == b)
    wanted, given = Counter(gold), Counter(predicted)
    return {label: Counts(right[label], wanted[label], given[label]) for label in sorted(wanted)}


def macro_f1(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """The mean of F1 over the labels that the gold has."""
    counts = label_counts(gold, predicted)
    return fmean(count.f1 for count in counts.values()) if counts else 0.0
