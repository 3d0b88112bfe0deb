"""What tells that a sentence tells an incident, beside its words: features by name.

Takes a document, its annotation and its events, and what the words of each sentence make likely; gives a set of
features for each sentence. ``benchmarks.muc_training`` learns from them which type of incident it tells.
"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.muc_features import TYPES, Sentence
from counterclaim.events.actors import resolve_actor
from counterclaim.records import Annotation, EventMention, Place, Statement

STEPS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9)
LEADING = 3  # sentences that open a message
ARMED = frozenset({"REB", "CRM", "PRM", "MIL", "COP"})


def signs(
    sentences: Sequence[Sentence],
    levels: Sequence[Sequence[float]],
    *,
    annotation: Annotation,
    told: Sequence[Statement],
    places: Sequence[Place],
    countries: frozenset[str],
) -> list[set[str]]:
    """The features of each sentence."""
    found: list[set[str]] = [set() for _ in sentences]
    for at, one in enumerate(found):
        one.update(f"words:{name}" for name in _steps(levels[at]))
        for side, other in (("before", at - 1), ("after", at + 1)):
            if 0 <= other < len(levels):
                one.update(f"{side}:{name}" for name in _steps(levels[other]))
        one.add(f"place in text={min(at, LEADING)}")
        one.add(f"length={min(len(sentences[at].words) // 10, 4)}")
    _events(sentences, found, told)
    _layers(sentences, found, annotation)
    for one, place in _within(sentences, found, places):
        if place.country:
            one.add("place=wanted" if place.country in countries else "place=foreign")
    return _with_message(found)


def _steps(levels: Sequence[float]) -> list[str]:
    return [
        f"{name}>{step}" for name, level in zip(TYPES, levels, strict=True) for step in STEPS if level > step
    ]


def _within(
    sentences: Sequence[Sentence], found: list[set[str]], items: Sequence[Place]
) -> list[tuple[set[str], Place]]:
    return [(found[at], item) for item in items if (at := _at(sentences, item.start)) is not None]


def _at(sentences: Sequence[Sentence], position: int) -> int | None:
    return next((n for n, one in enumerate(sentences) if one.start <= position < one.end), None)


def _events(sentences: Sequence[Sentence], found: list[set[str]], told: Sequence[Statement]) -> None:
    for statement in told:
        for event in statement.events:
            at = _at(sentences, event.trigger.start)
            if at is not None:
                found[at] |= _of_event(event, str(statement.stance))


def _of_event(event: EventMention, stance: str) -> set[str]:
    kind = str(event.type)
    out = {f"ev={kind}", f"ev={kind}:{event.mode}", f"ev={kind}:{event.factuality}", f"ev={kind}:{stance}"}
    out.update(f"toll={toll.harm}" for toll in event.toll)
    out.update(
        f"ev={kind}:{role}" for role, who in (("actor", event.actors), ("recipient", event.recipients)) if who
    )
    out.update(f"by={sector}" for who in event.actors if (sector := resolve_actor(who.name).kind) in ARMED)
    if event.means:
        out.add("means")
    if event.time is not None:
        out.add(f"time={event.time.precision}")
    return out


def _layers(sentences: Sequence[Sentence], found: list[set[str]], annotation: Annotation) -> None:
    for part in annotation.parts:
        if (at := _at(sentences, part.start)) is not None:
            found[at].update((f"part={part.role}", f"incident={part.incident}"))
    for span in annotation.events:
        if (at := _at(sentences, span.start)) is not None:
            found[at].update((f"ace={span.ace}", f"kairos={span.kairos}"))


def _with_message(found: list[set[str]]) -> list[set[str]]:
    """Each with what the message tells elsewhere: an incident is mostly told more than once."""
    kinds = ("incident=", "toll=", "by=", "place=")
    whole = {f"message:{name}" for one in found for name in one if name.startswith(kinds)}
    return [one | whole for one in found]
