"""Where and when: takes a document's names and dates, gives places and times once, and those of each event.

A place or a time belongs to an event by syntax first, then by its sentence; a place then by the sentence
before it or the dateline. Each says in ``how`` by what it was attached. Nothing is guessed beyond that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from counterclaim.events.gazetteer import shared_gazetteer
from counterclaim.events.place_words import HEADS
from counterclaim.events.places import resolve
from counterclaim.events.times import TimeMention, find_times
from counterclaim.records import Annotation, Document, MarkKind, Place, Span
from counterclaim.tree import Run, Tree

LOCATIVE: Final = (
    "in", "at", "near", "outside", "inside", "within", "around", "across", "on", "over", "along", "off",
    "throughout", "through", "into", "towards", "toward", "between", "south", "north", "east", "west",
    "from", "to", "beyond",
)  # fmt: skip
# Which of them say where, rather than from where or to whom.
STANDING: Final = frozenset(LOCATIVE) - {
    "from",
    "to",
    "between",
    "over",
    "through",
    "towards",
    "toward",
    "into",
}
_DATELINE: Final = re.compile(r"^\W*([A-Z][\w.'’-]*(?:[ ,]+(?:[A-Z][\w.'’-]*|de|el|al))*)")
_MONTH: Final = re.compile(r"[ ,]+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?.*$")
_LONGEST: Final = 8  # tokens of a place name


class Setting:
    """The places and times of one document, by token."""

    def __init__(self, document: Document, tree: Tree, annotation: Annotation) -> None:
        self.tree = tree
        self.dateline = _dateline(document)
        self.places = _places(document, tree, annotation, self.dateline)
        self._at: dict[int, Place] = {}
        for place in sorted(self.places, key=lambda p: p.end - p.start):
            run = tree.run_in(place.start, place.end)
            for k in range(*run) if run else ():
                self._at[k] = place  # the widest: "30 km south of Kirkuk"
        zones = Counter(place.zone for place in self.places if place.zone)
        self._zone = zones.most_common(1)[0][0] if zones else None
        self.times = find_times(
            document.text, published=document.published, marks=document.marks, zone=self._zone_at
        )
        self._time_at: dict[int, TimeMention] = {}
        for mention in self.times:
            run = tree.run_in(mention.span.start, mention.span.end)
            for k in range(*run) if run and mention.time is not None else ():
                self._time_at[k] = mention

    def place_at(self, k: int) -> Place | None:
        return self._at.get(k)

    def places_in(self, run: Run) -> list[tuple[int, Place]]:
        """The places in a run with their first tokens, in order."""
        out: list[tuple[int, Place]] = []
        for k in range(*run):
            place = self._at.get(k)
            if place is not None and not any(place is known for _, known in out):
                out.append((k, place))
        return out

    def times_in(self, run: Run) -> list[tuple[int, TimeMention]]:
        """The times in a run with their first tokens, in order."""
        out: list[tuple[int, TimeMention]] = []
        for k in range(*run):
            mention = self._time_at.get(k)
            if mention is not None and not any(mention is known for _, known in out):
                out.append((k, mention))
        return out

    def named_before(self, k: int) -> Place | None:
        """What "the airbase" or "the city" stands for: the last place before it of its sort."""
        tree = self.tree
        head = HEADS.get(tree.lemmas[k])
        if head is None or not _is_definite(tree, k):
            return None
        start, word = tree.tokens[k].start, tree.lemmas[k]
        before = [place for place in self.places if place.end <= start]
        named = [place for place in before if word in place.name.lower().split()]
        loose = head.kind not in ("facility", "area", "road", "unknown", "area")
        kinds = {head.kind if loose else ""} | ({"capital", "seat"} if head.kind == "city" else set())
        named = named or [place for place in before if place.kind in kinds]
        return named[-1] if named else None

    def _zone_at(self, span: Span) -> str | None:
        """The zone of the place nearest to a time in its sentence, else the report's most usual one."""
        run = self.tree.run_in(span.start, span.end)
        if run is not None and len(self.tree):
            first, end = self.tree.sentence_of(run[0])
            near = [(abs(k - run[0]), place.zone) for k, place in self.places_in((first, end)) if place.zone]
            if near:
                return min(near)[1]
        return self._zone


def _is_definite(tree: Tree, k: int) -> bool:
    return any(
        tree.low[m] in ("the", "this", "that", "its", "their", "his", "her", "both")
        for m in tree.children(k, "det", "nmod")
    )


def _dateline(document: Document) -> str | None:
    """The place of the dateline: "ERBIL, Iraq"."""
    for mark in document.marks:
        if mark.kind is MarkKind.DATELINE:
            match = _DATELINE.match(document.of(mark.span))
            if match:
                return _MONTH.sub("", match[1]).strip(" ,") or None
    return None


def _places(document: Document, tree: Tree, annotation: Annotation, dateline: str | None) -> list[Place]:
    runs: list[Run] = []
    for name in annotation.names:
        if name.type in ("Location", "Facility"):
            run = tree.run_in(name.start, name.end)
            if run is not None and run[1] - run[0] <= _LONGEST:
                runs.append(_with_head(tree, run))
    taken = {k for run in runs for k in range(*run)}
    labelled = {
        k
        for name in annotation.names
        if name.type in ("Person", "Organisation", "NORP", "Misc", "Product")
        for k in range(*(tree.run_in(name.start, name.end) or (0, 0)))
    }
    for entity in annotation.actors:
        run = tree.run_in(entity.start, entity.end) if entity.type in ("GPE", "LOC", "FAC") else None
        if run is None or any(k in taken or k in labelled or tree.upos(k) != "PROPN" for k in range(*run)):
            continue
        runs.append(_with_head(tree, run))
        taken.update(range(*run))
    runs = [run for run in sorted(set(runs)) if _is_name(tree, run)]
    if not runs:
        return []
    toponyms = [(span.start, span.end, document.of(span)) for span in (tree.span(run) for run in runs)]
    return resolve(toponyms, text=document.text, gazetteer=shared_gazetteer(), dateline=dateline)


def _with_head(tree: Tree, run: Run) -> Run:
    """A name with the head that follows it: "K1" of "K1 airbase"."""
    first, end = run
    last = end - 1
    for longest in (2, 1):  # "K1 air base", "K1 airbase"
        at = end + longest - 1
        if (
            at < len(tree)
            and tree.upos(at) == "NOUN"
            and tree.lemmas[at] in HEADS
            and (tree.head(last) == at or tree.head(first) == at)
        ):
            end += longest
            break
    if tree.low[first] == "the" and end - first > 1:
        first += 1
    return first, end


def _is_name(tree: Tree, run: Run) -> bool:
    words = tree.words(run)
    return words[:1].isupper() or any(part[:1].isupper() for part in words.split())


def attached(place: Place, how: str, *, least: int = 1) -> Place:
    """A place taken for an event by something weaker than syntax."""
    precision = max(place.precision, least) if place.precision is not None else None
    return replace(place, precision=precision, how=f"{how}; {place.how}")


def alike(place: Place, span: Span, name: str) -> Place:
    """The place that a nominal stands for, under the words at hand."""
    return replace(
        place, name=name, start=span.start, end=span.end, how=f"{place.name}, named before; {place.how}"
    )


def best_time(found: Sequence[TimeMention]) -> TimeMention | None:
    """Of several times of one event the most exact; the first among equals."""
    known = [mention for mention in found if mention.time is not None]
    return min(
        known, key=lambda m: (m.time.precision, -len(m.time.start)) if m.time else (9, 0), default=None
    )
