"""Finds place names in raw text: takes a text and, where it is at hand, its annotation; gives spans.

Runs of capitalised words are looked up in the gazetteer, whole and in part; names with a head ("K1 airbase")
need not be in it, nor what the reader has as a place. A small log-linear model over what stands around a
name, and what the reader says of it, tells places from people, bodies and months; ``training.toponyms``
learns it, also for texts in capitals throughout. Which place a name means is for ``places``.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from counterclaim.events.gazetteer import ADJECTIVE, ALTERNATE, KIND, Floats, Gazetteer
from counterclaim.events.place_marks import FEATURES as OF_READER
from counterclaim.events.place_marks import Marks
from counterclaim.events.place_mentions import Toponym, group_firsts
from counterclaim.events.place_words import HEADS
from counterclaim.records import Annotation

_TABLES: Final = Path(__file__).parent / "data" / "places"
WEIGHTS: Final = _TABLES / "finder.json"
THRESHOLD: Final = 0.4
LONGEST: Final = 5  # words of a name
_OF_TEXT: Final = (
    "bias", "whole_run", "words", "left_over_before", "left_over_after", "starts_sentence", "cue_place",
    "cue_motion", "cue_of", "cue_for", "title", "title_in_run", "speech_after", "calendar",
    "comma_unit_after", "comma_before", "head_after", "head_in_name", "possessive", "known", "size",
    "country", "unit", "capital", "village", "alternate", "lower_elsewhere", "abbreviation",
    "repeated_alone", "cue_and_known", "hyphenated", "first_of_two", "second_of_two", "short", "upper",
    "dateline", "in_list", "listed_unit", "known_phrase", "kin", "kin_size",
)  # fmt: skip
FEATURES: Final = (*_OF_TEXT, *OF_READER)
AT: Final = {name: number for number, name in enumerate(FEATURES)}
_WORD: Final = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*(?:(?<=\b[A-Z])\.|(?<=\b[A-Z][a-z])\.|(?<=\.[A-Z])\.)?")
# Within a name, between capitalised words, or before the first: "Deir ez-Zor", "Rio de Janeiro", "al Nusra".
_JOINTS: Final = frozenset(
    (
        "de",
        "del",
        "la",
        "le",
        "les",
        "el",
        "al",
        "of",
        "the",
        "da",
        "do",
        "dos",
        "du",
        "ez",
        "az",
        "ar",
        "as",
        "an",
    )
)
# Of these a name may begin where capitals do not tell: "LA PAZ", "EL SALVADOR".
_LEADING: Final = frozenset("el la las los le les al".split())
_DIRECTIONS: Final = frozenset(
    f"{way}{end}" for way in ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
    for end in ("", "ern")
)  # fmt: skip
_NEVER_ALONE: Final = (_LEADING | _DIRECTIONS | HEADS.keys() | {"central"}) - {"gulf"}
_GAPS: Final = (" ", "-", "\u00a0")
_WRAPPED: Final = (*_GAPS, "\n")  # wires in capitals come in lines of one length
_PREFIXED: Final = re.compile(r"^(?:[ae]l|[ae][dnrstz]h?|[dl])[-'’][A-Z]")
_SENTENCE: Final = re.compile(r"(?:^|[.!?:;\"“”]\s*|\n\s*|[-–—]\s)[\"“‘'(\[]*$")
_SHOUTED: Final = 0.6  # share of capitals from which a text counts as written in capitals
MODELS: Final = ("mixed", "mixed_read", "capitals", "capitals_read")  # with small letters or not, read or not
_ARTICLE: Final = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSED: Final = re.compile(r"['’]s?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Words that may be names together: ``words[first:last]``."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """Spans that may be toponyms, with features (n, len(FEATURES)), and the model that judges them."""

    spans: list[tuple[int, int]]
    names: list[str]
    features: Floats
    model: str


@lru_cache(maxsize=1)
def _cues() -> dict[str, str]:
    with (_TABLES / "cues.csv").open(encoding="utf-8", newline="") as file:
        return {line["word"]: line["cue"] for line in csv.DictReader(file)}


@lru_cache(maxsize=1)
def weights() -> dict[str, Floats]:
    """Model → one weight for each feature."""
    tables: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {model: np.array([table.get(name, 0.0) for name in FEATURES]) for model, table in tables.items()}


def find_toponyms(
    text: str, *, gazetteer: Gazetteer, annotation: Annotation | None = None, threshold: float = THRESHOLD
) -> list[Toponym]:
    """The place names of a text, in order, none overlapping another.

    ``annotation`` is the reader's of this very text; with it fewer are missed and fewer wrong.
    """
    candidates = collect(text, gazetteer=gazetteer, annotation=annotation)
    return select(candidates, weights()[candidates.model], threshold=threshold)


def select(candidates: Candidates, w: Floats, *, threshold: float) -> list[Toponym]:
    """The most probable candidates that do not overlap, in order of the text."""
    p = 1.0 / (1.0 + np.exp(-(candidates.features @ w)))
    taken: list[Toponym] = []
    for number in np.argsort(-p, kind="stable").tolist():
        start, end = candidates.spans[number]
        if p[number] < threshold:
            break
        if not any(start < b and a < end for a, b, _ in taken):
            taken.append((start, end, candidates.names[number]))
    return sorted(taken)


def collect(text: str, *, gazetteer: Gazetteer, annotation: Annotation | None = None) -> Candidates:
    """Every span that might be a toponym, with its features."""
    marks = Marks(annotation, len(text)) if annotation is not None else None
    shouted = is_shouted(text)
    words = _words(text, shouted=shouted, marks=marks)
    runs = list(_runs(words, text, gaps=_WRAPPED if shouted else _GAPS))
    grams = [(run, first, last) for run in runs for first, last in _grams(run, words)]
    told = _told(marks, words, runs, text) if marks else []
    grams = list(dict.fromkeys([*told, *grams]))
    names = [text[words[first].start : words[last - 1].end] for _, first, last in grams]
    looked = {name: number for number, name in enumerate(dict.fromkeys(names))}
    known = _known(list(looked), gazetteer)
    kept = [
        n
        for n, (_, first, last) in enumerate(grams)
        if known[looked[names[n]], 0]
        or names[n] in gazetteer.abbreviations
        or n < len(told)
        or _headed(words, first, last, text)
    ]
    lowered = {word.text for word in words if not word.capital}
    alone = {text[words[r.first].start : words[r.last - 1].end] for r in runs}
    x = np.zeros((len(kept), len(FEATURES)))
    for row, n in enumerate(kept):
        run, first, last = grams[n]
        _around(x[row], words, run, first=first, last=last, text=text)
        _of_name(x[row], names[n], known[looked[names[n]]], gazetteer=gazetteer)
        x[row, AT["lower_elsewhere"]] = names[n].lower() in lowered
        x[row, AT["repeated_alone"]] = names[n] in alone and x[row, AT["whole_run"]] == 0
    kin = _kin(list(looked), gazetteer)
    x[:, AT["kin"]] = [kin[looked[names[n]]] for n in kept]
    x[:, AT["kin_size"]] = x[:, AT["kin"]] * x[:, AT["size"]]
    x[:, AT["known_phrase"]] = x[:, AT["known"]] * x[:, AT["whole_run"]] * (x[:, AT["words"]] > 1)
    cued = x[:, AT["cue_place"]] + x[:, AT["cue_motion"]]
    x[:, AT["cue_and_known"]] = cued * x[:, AT["known"]]
    spans = [(words[grams[n][1]].start, words[grams[n][2] - 1].end) for n in kept]
    if marks is not None:
        x[:, len(_OF_TEXT) :] = marks.features(spans)
    model = ("capitals" if shouted else "mixed") + ("_read" if marks is not None else "")
    return Candidates(spans, [names[n] for n in kept], x, model)


def is_shouted(text: str) -> bool:
    """Is a text in capitals throughout, so that they tell nothing?"""
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) > _SHOUTED * max(len(letters), 1)


def _told(marks: Marks, words: list[Word], runs: list[Run], text: str) -> list[tuple[Run, int, int]]:
    """What the reader has as a place, without its article: as the runs' own stretches or beside them."""
    starts = {word.start: number for number, word in enumerate(words)}
    ends = {word.end: number + 1 for number, word in enumerate(words)}
    run_of = {number: run for run in runs for number in range(run.first, run.last)}
    told = []
    for start, end in marks.places():
        article = _ARTICLE.match(text, start, end)
        begin = article.end() if article else start
        possessed = _POSSESSED.search(text[begin:end])
        first, last = starts.get(begin), ends.get(begin + possessed.start() if possessed else end)
        if first is None or last is None or not 0 < last - first <= LONGEST:
            continue
        if any(words[n].capital for n in range(first, last)):
            told.append((run_of.get(first, Run(first, last)), first, last))
    return told


def _words(text: str, *, shouted: bool, marks: Marks | None) -> list[Word]:
    words = []
    for match in _WORD.finditer(text):
        word, end = match[0], match.end()
        if word[-2:] in ("'s", "’s", "'S", "’S"):
            word, end = word[:-2], end - 2
        capital = word[0].isupper() or _PREFIXED.match(word) is not None
        if shouted:  # every word is in capitals: leave out what is a function word in any case
            led = word.lower() in _LEADING and text[end : end + 1] in _WRAPPED
            capital = led or (word.lower() not in _JOINTS and word.lower() not in _cues())
            capital = capital and (marks is None or marks.may_be_name(match.start(), end))
        if capital and _cues().get(word.lower()) in ("place", "motion", "of", "for"):
            capital = False
        words.append(Word(word, match.start(), end, capital))
    return words


def _runs(words: list[Word], text: str, *, gaps: tuple[str, ...]) -> Iterator[Run]:
    first = 0
    while first < len(words):
        if not words[first].capital:
            first += 1
            continue
        last = first + 1
        while last < len(words):
            gap = text[words[last - 1].end : words[last].start]
            if gap not in gaps:
                break
            if words[last].capital:
                last += 1
            elif (
                words[last].text.lower() in _JOINTS
                and last + 1 < len(words)
                and words[last + 1].capital
                and text[words[last].end : words[last + 1].start] in gaps
            ):
                last += 2
            else:
                break
        yield Run(first, last)
        first = last


def _grams(run: Run, words: list[Word]) -> Iterator[tuple[int, int]]:
    """Stretches of a run, and the run with a small head after it ("Maryam Bag bridge")."""
    for first in range(run.first, run.last):
        if not words[first].capital:
            continue
        for last in range(first + 1, min(first + LONGEST, run.last) + 1):
            alone = last - first == 1 and words[first].text.lower() in _NEVER_ALONE
            if words[last - 1].capital and not alone:
                yield first, last
    for length in (1, 2):
        end = run.last + length
        if end <= len(words) and run.last - run.first < LONGEST:
            yield run.first, end


def _headed(words: list[Word], first: int, last: int, text: str) -> bool:
    """Does a stretch of several words end with a head, all on one line, and hold a name besides?"""
    stretch = text[words[first].start : words[last - 1].end]
    if last - first < 2 or not re.fullmatch(r"[\w’'&.-]+(?: [\w’'&.-]+)+", stretch):
        return False
    tail = " ".join(word.text.lower() for word in words[first + 1 : last])
    return any(tail == head or tail.endswith(f" {head}") for head in (tail, *_tails(tail)) if head in HEADS)


def _tails(phrase: str) -> Iterator[str]:
    parts = phrase.split(" ")
    for at in range(1, len(parts)):
        yield " ".join(parts[at:])


def _known(names: list[str], gazetteer: Gazetteer) -> Floats:
    """For each name: is it known, and the size, kind and naming of its largest place."""
    table = np.zeros((len(names), 6))
    found = gazetteer.find(names, loose=False)
    found = found.take(np.flatnonzero(found.naming != ADJECTIVE))
    if not len(found):
        return table
    order = np.lexsort((-found.size, found.query))
    top = found.take(order[group_firsts(found.query[order])])
    table[top.query, 0] = 1.0
    table[top.query, 1] = top.size / 10.0
    table[top.query, 2] = top.kind == KIND["country"]
    table[top.query, 3] = np.isin(top.kind, (KIND["admin1"], KIND["admin2"]))
    table[top.query, 4] = np.isin(top.kind, (KIND["capital"], KIND["seat"]))
    table[top.query, 5] = top.naming == ALTERNATE
    return table


def _kin(names: list[str], gazetteer: Gazetteer) -> list[float]:
    """For each name: the share of the countries that the text surely names in which it has a place."""
    found = gazetteer.find(names, loose=False)
    sure = np.isin(found.kind, (KIND["country"], KIND["capital"])) & (found.country != 0)
    voted: dict[int, set[int]] = {}
    for query, country in zip(found.query[sure].tolist(), found.country[sure].tolist(), strict=True):
        voted.setdefault(country, set()).add(query)
    has: dict[int, set[int]] = {}
    for query, country in zip(found.query.tolist(), found.country.tolist(), strict=True):
        has.setdefault(query, set()).add(country)
    total = sum(len(voters) for voters in voted.values())
    return [
        sum(len(voted[country] - {n}) for country in has.get(n, set()) & voted.keys()) / max(total, 1)
        for n in range(len(names))
    ]


def _of_name(x: Floats, name: str, known: Floats, *, gazetteer: Gazetteer) -> None:
    x[AT["known"]], x[AT["size"]], x[AT["country"]], x[AT["unit"]], x[AT["capital"]] = known[:5]
    x[AT["alternate"]] = known[5]
    x[AT["village"]] = known[0] and known[1] < 0.85
    x[AT["abbreviation"]] = name in gazetteer.abbreviations
    x[AT["hyphenated"]] = "-" in name
    x[AT["short"]] = len(name) < 4
    x[AT["upper"]] = name.isupper()
    parts = name.lower().split()
    x[AT["head_in_name"]] = len(parts) > 1 and (parts[-1] in HEADS or parts[0] in HEADS)


def _around(x: Floats, words: list[Word], run: Run, *, first: int, last: int, text: str) -> None:
    """Features of what stands before and after ``words[first:last]``."""
    cues = _cues()
    start, end = words[first].start, words[last - 1].end
    x[AT["bias"]] = 1.0
    x[AT["words"]] = last - first
    x[AT["whole_run"]] = first == run.first and last >= run.last
    x[AT["left_over_before"]] = first > run.first
    x[AT["left_over_after"]] = last < run.last
    x[AT["first_of_two"]] = first == run.first and run.last - run.first == 2 and last == first + 1
    x[AT["second_of_two"]] = run.last - run.first == 2 and first == run.first + 1 and last == run.last
    low = max(0, start - 6)
    x[AT["starts_sentence"]] = _SENTENCE.search(text[low:start]) is not None and (low == 0 or start - low > 1)
    before = [words[n].text.lower() for n in (first - 1, first - 2) if n >= 0]
    if before and before[0] == "the" and len(before) > 1:
        before = before[1:]
    cue = cues.get(before[0]) if before and text[start - 1 : start] == " " else None
    for name in ("place", "motion", "of", "for"):
        x[AT[f"cue_{name}"]] = cue == name
    x[AT["title"]] = cue == "title"
    x[AT["title_in_run"]] = any(cues.get(w.text.lower()) == "title" for w in words[run.first : first])
    x[AT["calendar"]] = last - first == 1 and cues.get(words[first].text.lower()) == "calendar"
    after = text[end : end + 24]
    following = words[last].text.lower() if last < len(words) and after[:1] == " " else ""
    x[AT["speech_after"]] = cues.get(following) == "speech"
    x[AT["head_after"]] = following in HEADS
    x[AT["possessive"]] = after[:2] in ("'s", "’s")
    x[AT["comma_unit_after"]] = re.match(r", [A-Z]", after) is not None
    x[AT["comma_before"]] = text[max(0, start - 2) : start] == ", "
    x[AT["in_list"]] = re.match(r",? and [A-Z]", after) is not None or (
        before[:1] == ["and"] and first >= 2 and words[first - 2].capital
    )
    x[AT["dateline"]] = (
        start < 3 and re.match(r"(?:, [\w. ]{2,20})? ?(?:\([\w ]+\) ?)?[-–—]", after) is not None
    )
    x[AT["listed_unit"]] = x[AT["comma_before"]] and first > 0 and words[first - 1].capital
