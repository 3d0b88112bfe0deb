"""Fills MUC templates from a report: takes a message as read, gives its incidents.

What is told where, and who plays which part, is what the light models say of the sentences and phrases that the
reader and the events room see; places and times are the package's; the conventions of MUC (its types, which
strings it takes, one template for each type, place and date) are here and in ``benchmarks.muc_where`` and
``muc_effects``. Confidences are for ``benchmarks.muc_confidence``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from benchmarks import muc_effects, muc_where
from benchmarks.muc_features import ROLES, TYPES, Models, sentences
from benchmarks.muc_keys import Fill, Incident
from benchmarks.muc_message import DAY, Message, lexicon
from benchmarks.muc_phrases import Phrase, phrases_of
from benchmarks.muc_sentences import signs
from benchmarks.muc_values import head, words
from counterclaim.events.actors import resolve_actor
from counterclaim.records import Annotation, Document, Place, Statement

_SHORT = re.compile(r"((?:[\w.'-]+\s+){1,9})[\[(]([A-Z][A-Z0-9-]{1,9})[\])]")


@dataclass(frozen=True, slots=True)
class Limits:
    """From which probability on something is taken; tuned on held-out development texts."""

    told: dict[str, float] = field(
        default_factory=lambda: {"ATTACK": 0.4, "BOMBING": 0.4, "KIDNAPPING": 0.25, "ARSON": 0.2}
    )  # by the two best sentences together
    sentence: float = 0.12
    apart: float = 0.55  # of a sentence that may open another incident
    role: dict[str, float] = field(
        default_factory=lambda: {
            "perpetrator": 0.3,
            "organisation": 0.25,
            "target": 0.25,
            "victim": 0.35,
            "instrument": 0.15,
        }
    )
    elsewhere: float = 0.5  # of a perpetrator or organisation that only other sentences of the message name
    most: int = 6  # strings of one slot


def message_of(
    document: Document,
    annotation: Annotation,
    told: Sequence[Statement],
    *,
    places: Sequence[Place],
    models: Models,
) -> Message:
    """A message with what the models say of each sentence and phrase."""
    found = sentences(document.text)
    words = [models.by_words(one) for one in found]
    phrases: list[list[tuple[Phrase, dict[str, float]]]] = [[] for _ in found]
    for at, phrase in phrases_of(document, annotation, told, found, words, cues=models.cues):
        phrases[at].append((phrase, models.parts(phrase.features)))
    seen = signs(
        found,
        words,
        annotation=annotation,
        told=told,
        places=places,
        countries=frozenset(lexicon()["countries"]),
    )
    made = Message(document, places, found, [models.levels(one) for one in seen], phrases)
    made.persons = [name for name in annotation.names if name.type == "Person"]
    made.add_events(told)
    return made


def build(message: Message, limits: Limits | None = None) -> list[Incident]:
    """The incidents of a message."""
    limits = limits or Limits()
    told = _types(message, limits)
    found = []
    for column in told:
        mine = [
            at
            for at, level in enumerate(message.levels)
            if level[column] >= limits.sentence and column == max(told, key=level.__getitem__)
        ]
        groups = _incidents(message, mine, column=column, limits=limits)
        found += [_template(message, group, column=column, limits=limits) for group in groups]
    return found


def _types(message: Message, limits: Limits) -> list[int]:
    """Which types the message tells of."""
    found = []
    for column, name in enumerate(TYPES):
        best = sorted((level[column] for level in message.levels), reverse=True)[:2]
        if sum(best) >= limits.told[name]:
            found.append(column)
    return found


def _incidents(message: Message, mine: list[int], *, column: int, limits: Limits) -> list[list[int]]:
    """Sentences of one type by incident: another place or another date opens another one."""
    groups: list[tuple[list[int], set[str], set[str]]] = []
    for at in mine:
        places = {muc_where.name(message, one) for one in message.places_in(at) if one.kind != "country"}
        days = {day for day in message.days(at) if len(day) == DAY}
        if not groups:
            groups.append(([at], places, days))
            continue
        last = groups[-1]
        strong = message.levels[at][column] >= limits.apart
        strong = strong and max(message.levels[other][column] for other in last[0]) >= limits.apart
        into = last
        if strong and (_differ(places, last[1]) or _differ(days, last[2])):
            fitting = [g for g in groups if places & g[1] and not _differ(days, g[2])]
            if not fitting:
                groups.append(([at], places, days))
                continue
            into = fitting[0]
        into[0].append(at)
        into[1].update(places)
        into[2].update(days)
    return [group for group, _, _ in groups]


def _differ(first: set[str], second: set[str]) -> bool:
    return bool(first and second and not first & second)


def _template(message: Message, group: list[int], *, column: int, limits: Limits) -> Incident:
    kind, told = TYPES[column], muc_where.weights(message, group, column)
    slots: dict[str, tuple[Fill, ...]] = {"type": (Fill((kind,)),)}
    for role in ROLES:
        strings = _strings(message, group, role=role, limits=limits)
        slots[role] = tuple(Fill((one,)) for one in _distinct(strings, message)[: limits.most])
    slots["stage"] = (muc_effects.stage(message, told),)
    slots["date"] = muc_where.date(message, told)
    slots["place"] = muc_where.place(message, told)
    effects = [
        muc_effects.effect(message, group, fill.values[0], kind=kind, person=role == "victim")
        for role in ("victim", "target")
        for fill in slots[role]
    ]
    slots["effect"] = tuple(effect for effect in effects if effect)
    return Incident({name: fills for name, fills in slots.items() if fills})


# --- strings --------------------------------------------------------------------------------------


def _strings(message: Message, group: list[int], *, role: str, limits: Limits) -> dict[str, float]:
    """The strings that play a part in some sentences, with their probabilities."""
    found = _playing(message, group, role=role, least=limits.role[role])
    if not found and role in {"perpetrator", "organisation"}:  # who is blamed may be said apart from the deed
        found = _playing(message, range(len(message.sentences)), role=role, least=limits.elsewhere)
    return found


def _playing(message: Message, group: Sequence[int], *, role: str, least: float) -> dict[str, float]:
    found: dict[str, float] = {}
    for at in group:
        taken: list[Phrase] = []
        for phrase, parts in sorted(message.phrases[at], key=lambda item: -item[1][role]):
            likely = parts[role]
            if likely < least or any(o.start < phrase.end and phrase.start < o.end for o in taken):
                continue
            if max(parts, key=parts.__getitem__) != role and role != "organisation":
                continue
            start, end = phrase.start, phrase.end
            if role in {"victim", "perpetrator"}:
                start, end = _person(message, start, end)
                if _is_place(message, start, end) or _is_title(message, start, end, role=role):
                    continue
            taken.append(phrase)
            string = _taken(message.text(start, end), role)
            if any(word not in lexicon()["numbers"] for word in words(string)):
                found[string] = max(found.get(string, 0.0), likely)
    return found


def _person(message: Message, start: int, end: int) -> tuple[int, int]:
    """The name in a phrase, where the reader sees one of at least two words: without titles and the like."""
    for name in message.persons:
        if name.start < end and start < name.end and " " in message.text(name.start, name.end):
            return name.start, name.end
    return start, end


def _is_place(message: Message, start: int, end: int) -> bool:
    """Whether a phrase ends in the name of a place, as no person does."""
    return any(
        place.start <= start and end <= place.end and place.country and not _in_person(message, end)
        for place in message.places
    )


def _in_person(message: Message, end: int) -> bool:
    return any(name.start < end <= name.end for name in message.persons)


def _is_title(message: Message, start: int, end: int, *, role: str) -> bool:
    """Whether a phrase only says who the person beside it is: ``ANA RIOS, MAYOR OF X``, ``MAYOR ANA RIOS``."""
    if role != "victim" or _in_person(message, end):
        return False
    text = message.document.text
    for name in message.persons:
        if " " not in message.text(name.start, name.end):
            continue
        between = text[name.end : start] if name.end <= start else text[end : name.start]
        if len(between) < 12 and re.fullmatch(r"[\s,]*(?:(?:THE|A|AN|WHO WAS)\s+)?", between.upper()):
            return True
    return False


def _taken(string: str, role: str) -> str:
    """What MUC would take of a string: without articles and the like, and of a titled person the name."""
    trimmed, titles = lexicon()["trimmed"], lexicon()["titles"]
    left = string.split()
    numbers = lexicon()["numbers"]
    while left and (left[0].strip(".,\"'") in trimmed or not any(map(str.isalnum, left[0]))):
        left = left[1:]
    while len(left) > 1 and (left[0] in numbers or left[0].isdigit()):
        left = left[1:]
    while left and (left[-1].strip(".,\"'") in trimmed or not any(map(str.isalnum, left[-1]))):
        left = left[:-1]
    if role == "victim":
        last = max((n for n, word in enumerate(left) if word.strip(".,") in titles), default=-1)
        if last >= 0 and len(left) - last > 2 and left[last + 1] not in trimmed:
            left = left[last + 1 :]
    return " ".join(left).strip(" ,;[]()\"'")


@lru_cache(maxsize=10_000)
def _group(string: str) -> str | None:
    """The id of a group that the actor tables know by name: armed, criminal, or by now a party."""
    actor = resolve_actor(string)
    known = actor.how.startswith("named in the table") and actor.kind in {"REB", "PTY", "CRM", "PRM"}
    return actor.id if known else None


def _short_forms(text: str) -> dict[str, str]:
    """Acronym → the words before its brackets: ``NATIONAL LIBERATION ARMY [ELN]``."""
    found = {}
    for match in _SHORT.finditer(text.upper()):
        before = match[1].split()
        starts = [n for n, word in enumerate(before) if word[0] == match[2][0]]
        if starts:
            found[match[2]] = " ".join(before[max([n for n in starts if n <= len(before) - 2] or starts) :])
    return found


def _distinct(strings: dict[str, float], message: Message) -> list[str]:
    """The likeliest strings, one for each that they name."""
    short = _short_forms(message.document.text)
    kept: list[str] = []
    for string, _ in sorted(strings.items(), key=lambda item: (-item[1], item[0])):
        own = words(short.get(string, string))
        others = [words(short.get(other, other)) for other in kept]
        same = any(head(own) == head(other) or set(own) <= set(other) for other in others) if own else True
        if not same and not (_group(string) and any(_group(string) == _group(other) for other in kept)):
            kept.append(string)
    return kept
