"""Profiling: takes a report, gives the profile of each of its event mentions, grouped into happenings.

What a mention says itself is kept apart from what is known of its happening as a whole, which the mention that
leads it carries. How mentions of a document are grouped is for ``episodes``.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from counterclaim.incidents.episodes import episodes
from counterclaim.incidents.kinds import anchors
from counterclaim.incidents.profile import Profile, Whole
from counterclaim.incidents.words import copy_of, rarest, rarity, stems
from counterclaim.records import EventMention, Factuality, Participant, Place, Report, Statement

T = TypeVar("T")
_END: Final = re.compile(r"(?<=[.!?…”\"’'])\s+(?=[\"“‘'A-Z0-9(])|\n+")
SENTENCE_STEMS: Final = 24  # stems of a sentence that are kept
TOPIC_STEMS: Final = 32  # stems of a document
_WHOLE: Final = 32  # stems of what is told of a happening
_ACTORS: Final = 16
_LOOSE: Final = ("the place of the sentence before", "the country that the text speaks of", "the dateline")


def profiles(report: Report) -> tuple[Profile, ...]:
    """The profiles of a report's event mentions, in the order of its statements."""
    text = _Text(report)
    drafts = [
        text.draft(statement, event, f"{statement.id}#{number}")
        for statement in report.statements
        for number, event in enumerate(statement.events)
    ]
    related = _related(report.statements)
    led = {}
    for group in episodes(drafts, related=related):
        lead, whole = group[0], _whole(group)
        for at, one in enumerate(group):
            own = whole if one is lead else None
            led[one.mention] = replace(one, lead=lead.mention, ordinal=at, whole=own)
    return tuple(led[one.mention] for one in drafts)


class _Text:
    """A report's text: its sentences, their words, and what the whole is about."""

    def __init__(self, report: Report) -> None:
        document = report.document
        self.document = document
        text = list(document.text)
        for mark in document.marks:
            text[mark.span.start : mark.span.end] = " " * (mark.span.end - mark.span.start)
        self.text = "".join(text)
        self.starts = [0, *(match.end() for match in _END.finditer(self.text))]
        self.topic = rarest(often(stems(f"{document.title or ''} {self.text}")), TOPIC_STEMS)
        self._words: dict[int, tuple[str, ...]] = {}

    def draft(self, statement: Statement, event: EventMention, name: str) -> Profile:
        """A mention by itself, not yet in a happening."""
        sentence = self._sentence(event.trigger.start)
        words, copy = self._of(sentence)
        published = self.document.published
        place = event.place
        return Profile(
            mention=name,
            document=self.document.id,
            lead=name,
            published=published.value[:10] if published else None,
            position=event.trigger.start,
            sentence=sentence,
            type=event.type,
            mode=event.mode,
            trigger=event.trigger.text,
            happened=event.factuality in (Factuality.HAPPENED, Factuality.ONGOING),
            heads=tuple(dict.fromkeys(stems(event.trigger.text))),
            doers=_named(event.actors),
            sufferers=_named(event.recipients),
            place=place,
            near=place is not None and not place.how.startswith(_LOOSE),
            time=event.time,
            tolls=event.toll,
            means=rarest((stem for phrase in event.means for stem in stems(phrase)), 4),
            control=event.control is not None,
            words=words,
            topic=self.topic,
            copy=copy,
        )

    def _sentence(self, position: int) -> int:
        low, high = 0, len(self.starts)
        while low + 1 < high:
            middle = (low + high) // 2
            low, high = (middle, high) if self.starts[middle] <= position else (low, middle)
        return low

    def _of(self, sentence: int) -> tuple[tuple[str, ...], str]:
        end = self.starts[sentence + 1] if sentence + 1 < len(self.starts) else len(self.text)
        text = self.text[self.starts[sentence] : end]
        if sentence not in self._words:
            self._words[sentence] = rarest(stems(text), SENTENCE_STEMS)
        return self._words[sentence], copy_of(text)


def often(found: Sequence[str]) -> Iterable[str]:
    """The stems that stand in a text more than once; all of them in a short one."""
    counts = Counter(found)
    twice = [stem for stem, count in counts.items() if count > 1]
    return twice if len(twice) >= TOPIC_STEMS // 2 else counts


def _named(participants: Iterable[Participant]) -> tuple[str, ...]:
    """Ids of the actors, and stems of the words of those that are none."""
    found: list[str] = []
    for one in participants:
        found += [one.actor] if one.actor else []
        found += stems(one.name)
    return tuple(dict.fromkeys(found))[:_ACTORS]


def _related(statements: Sequence[Statement]) -> dict[str, frozenset[str]]:
    """Id of a statement → those that it denies, confirms, repeats or contradicts."""
    return {
        one.id: frozenset((*one.denies, *one.confirms, *one.repeats, *one.contradicts)) for one in statements
    }


def _whole(group: Sequence[Profile]) -> Whole:
    """What a document tells of one happening, its lead first."""
    core = [one for one in group if one.type == group[0].type] or list(group)
    deeds = [one for one in group if anchors(one)]
    return Whole(
        mentions=len(group),
        types=tuple(kind for kind, _ in Counter(one.type for one in group if one.type).most_common(4)),
        modes=tuple(mode for mode, _ in Counter(one.mode for one in core if one.mode).most_common(3)),
        places=_places(core) or _places(deeds),
        times=tuple(_unique(one.time for one in core if one.time and one.time.precision <= 3))[:4],
        tolls=tuple(_unique(toll for one in group for toll in one.tolls))[:6],
        means=rarest((stem for one in group for stem in one.means), 6),
        actors=tuple(_unique(name for one in group for name in (*one.doers, *one.sufferers)))[: 2 * _ACTORS],
        hit=tuple(_unique(name for one in (*core, *deeds) for name in one.sufferers))[: 2 * _ACTORS],
        deeds=tuple(stem for stem, _ in Counter(s for one in core for s in one.heads).most_common(8)),
        words=_telling(group),
        copies=tuple(_unique(one.copy for one in group if one.copy))[:12],
    )


def _telling(group: Sequence[Profile]) -> tuple[str, ...]:
    """The stems that are rare, and stand in several of the sentences about a happening or in the document's topic."""
    sentences = {one.sentence: one.words for one in group}
    counts = Counter(stem for words in sentences.values() for stem in words)
    topic = set(group[0].topic)

    def weight(stem: str) -> float:
        return rarity(stem) * (1 + math.log(counts[stem]) + (stem in topic))

    return tuple(sorted(counts, key=lambda stem: (-weight(stem), stem))[:_WHOLE])


def _places(group: Sequence[Profile]) -> tuple[Place, ...]:
    """Where the mentions of a happening place it: by syntax before by what stands around, the exact first."""
    told = [
        (not one.near, one.place.precision or 9, at, one.place) for at, one in enumerate(group) if one.place
    ]
    found: list[Place] = []
    for _, _, _, place in sorted(told, key=lambda item: item[:3]):
        if not any(place.gazetteer_id == known.gazetteer_id and place.lat == known.lat for known in found):
            found.append(place)
    return tuple(found[:4])


def _unique(found: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(found))
