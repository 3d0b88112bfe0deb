"""Fills MUC templates from a report: takes a message as read, gives its incidents.

What is told where, and who plays which part, is what the light models of ``benchmarks.muc_features`` and the
reader's incident parts say; places and times are the package's; the conventions of MUC (its types, which
strings it takes, one template for each type, place and date) are here. Confidences are for
``benchmarks.muc_confidence``.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.core import get_global

from benchmarks.muc_features import ROLES, TYPES, Models, Sentence, sentences
from benchmarks.muc_keys import Fill, Incident
from benchmarks.muc_values import head, words
from counterclaim.events.actors import resolve_actor
from counterclaim.events.times import TimeMention
from counterclaim.records import Annotation, Document, IncidentPart, Name, Place

_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_CITIES = {"city", "capital", "seat"}
_UNITS = {"admin1", "admin2"}
_ARTICLE = re.compile(r"\b(LA|EL|LOS|LAS)\s+$", re.IGNORECASE)
TELLING = 0.2  # from which probability on a sentence may tell an incident
_BREAKS = frozenset({",", ";", ":", "--", "(", ")", ".", "?", "!"})
_SHORT = re.compile(r"((?:[\w.'-]+\s+){1,9})[\[(]([A-Z][A-Z0-9-]{1,9})[\])]")


@dataclass(frozen=True, slots=True)
class Limits:
    """From which probability on something is taken; tuned on held-out development texts."""

    told: dict[str, float] = field(
        default_factory=lambda: {"ATTACK": 0.4, "BOMBING": 0.4, "KIDNAPPING": 0.25, "ARSON": 0.2}
    )  # by the two best sentences together
    sentence: float = 0.08
    apart: float = 0.55  # of a sentence that may open another incident
    role: dict[str, float] = field(
        default_factory=lambda: {
            "perpetrator": 0.2,
            "organisation": 0.25,
            "target": 0.22,
            "victim": 0.25,
            "instrument": 0.3,
        }
    )
    armed: float = 0.08  # of an organisation that the actor tables know as an armed group
    run: float = 0.7  # of the limit: how likely a word must be to go on with a string
    most: int = 6  # strings of one slot
    reader: float = 0.15  # what a part by the reader adds to the probability of its words


@dataclass(slots=True)
class Message:
    """A report as read, with what the light models say of each sentence and word."""

    document: Document
    places: Sequence[Place]
    times: Sequence[TimeMention]
    sentences: list[Sentence]
    levels: list[list[float]]
    parts: list[dict[str, list[float]]]
    persons: Sequence[Name] = ()  # by the reader

    @classmethod
    def of(
        cls,
        document: Document,
        *,
        places: Sequence[Place],
        times: Sequence[TimeMention],
        models: Models,
        annotation: Annotation | None = None,
        limits: Limits | None = None,
    ) -> Message:
        found = sentences(document.text)
        levels = [models.levels(one) for one in found]
        probable = [models.parts(one, level) for one, level in zip(found, levels, strict=True)]
        made = cls(document, places, times, found, levels, probable)
        if annotation is not None:
            made.persons = [name for name in annotation.names if name.type == "Person"]
            made.add(annotation.parts, (limits or Limits()).reader)
        return made

    def add(self, parts: Sequence[IncidentPart], much: float) -> None:
        """Let the parts that the reader sees speak too."""
        for part in parts if much else ():
            for one, probable in zip(self.sentences, self.parts, strict=True):
                for at, (start, end) in enumerate(one.spans):
                    if start < part.end and part.start < end and part.role in probable:
                        probable[part.role][at] = min(1.0, probable[part.role][at] + much)

    def mentions(self, string: str) -> list[tuple[int, int]]:
        """Where a string stands in sentences that may tell an incident; else wherever it stands."""
        words = r"\s+".join(map(re.escape, string.split()))
        found = [m.span() for m in re.finditer(rf"(?<!\w){words}(?!\w)", self.document.text, re.IGNORECASE)]
        told = [
            (one.start, one.end)
            for one, level in zip(self.sentences, self.levels, strict=True)
            if max(level) >= TELLING
        ]
        return [span for span in found if any(a <= span[0] < b for a, b in told)] or found

    def text(self, start: int, end: int) -> str:
        return " ".join(self.document.text[start:end].upper().split())


@lru_cache(maxsize=1)
def lexicon() -> dict[str, object]:
    path = Path(__file__).parent / "data" / "muc_words.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    lists = {name: frozenset(value.split()) for name, value in data.items() if isinstance(value, str)}
    effects = {name: tuple(value.split()) for name, value in data["effects"].items()}
    return {**lists, "countries": data["countries"], "effects": effects}


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
        found += [
            _template(message, group, kind=TYPES[column], column=column, limits=limits) for group in groups
        ]
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
        places = {_name(message, place) for place in _places_in(message, at) if place.kind != "country"}
        days = {day[:10] for time in _times_in(message, at) if (day := time.time.start if time.time else "")}
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


def _template(message: Message, group: list[int], *, kind: str, column: int, limits: Limits) -> Incident:
    slots = {"type": (Fill((kind,)),), "stage": (Fill(("ACCOMPLISHED",)),)}
    for role in ROLES:
        strings = _strings(message, group, role=role, limits=limits)
        slots[role] = tuple(Fill((one,)) for one in _distinct(strings, message)[: limits.most])
    ranked = sorted(group, key=lambda at: -message.levels[at][column])
    slots["date"] = _date(message, ranked)
    slots["place"] = _place(message, ranked)
    effects = [_effect(message, group, fill.values[0], kind=kind, person=True) for fill in slots["victim"]]
    effects += [_effect(message, group, fill.values[0], kind=kind, person=False) for fill in slots["target"]]
    slots["effect"] = tuple(effect for effect in effects if effect)
    return Incident({name: fills for name, fills in slots.items() if fills})


# --- strings --------------------------------------------------------------------------------------


def _strings(message: Message, group: list[int], *, role: str, limits: Limits) -> dict[str, float]:
    """The strings that play a part in some sentences, with their probabilities."""
    found: dict[str, float] = {}
    for at in group:
        for start, end, likely in _runs(message, at, role=role, limits=limits):
            if role in {"victim", "perpetrator"}:
                start, end = _person(message, start, end)  # noqa: PLW2901 - the run as MUC takes it
                if _is_place(message, start, end) or _is_title(message, start, end, role=role, limits=limits):
                    continue
            string = _taken(message.text(start, end), role)
            limit = limits.role[role]
            if role == "organisation" and likely < limit and _group(string):
                limit = limits.armed
            if likely >= limit and any(word not in lexicon()["numbers"] for word in words(string)):
                found[string] = max(found.get(string, 0.0), likely)
    return found


def _runs(message: Message, at: int, *, role: str, limits: Limits) -> Iterable[tuple[int, int, float]]:
    """Runs of words that are likely enough, as spans with the best probability; commas end a run.

    Of organisations also those that are likely enough only for an armed group that is known.
    """
    likely, one = message.parts[at][role], message.sentences[at]
    floor = limits.armed if role == "organisation" else limits.role[role]
    first = 0
    while first < len(one.words):
        end, top = first, likely[first]
        while end < len(one.words) and one.words[end] not in _BREAKS:
            top = max(top, likely[end])
            if likely[end] < min(top, limits.role[role]) * limits.run or likely[end] < floor * limits.run:
                break
            end += 1
        best = max(likely[first:end], default=0.0)
        if best >= floor:
            yield one.spans[first][0], one.spans[end - 1][1], best
        first = max(end, first + 1)


def _person(message: Message, start: int, end: int) -> tuple[int, int]:
    """The name in a run, where the reader sees one of at least two words: without titles and the like."""
    for name in message.persons:
        if name.start < end and start < name.end and " " in message.text(name.start, name.end):
            return name.start, name.end
    return start, end


def _is_place(message: Message, start: int, end: int) -> bool:
    """Whether a run ends in the name of a place, as no person does."""
    return any(
        place.start < end <= place.end and place.country and not _in_person(message, end)
        for place in message.places
    )


def _in_person(message: Message, end: int) -> bool:
    return any(name.start < end <= name.end for name in message.persons)


def _is_title(message: Message, start: int, end: int, *, role: str, limits: Limits) -> bool:
    """Whether a run only says who the person beside it is: ``ANA RIOS, MAYOR OF X``, ``MAYOR ANA RIOS``."""
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
    while left and (left[0].strip(".,\"'") in trimmed or not any(map(str.isalnum, left[0]))):
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


# --- where and when -------------------------------------------------------------------------------


def _places_in(message: Message, at: int) -> list[Place]:
    one = message.sentences[at]
    return [place for place in message.places if one.start <= place.start < one.end and place.country]


def _times_in(message: Message, at: int) -> list[TimeMention]:
    one = message.sentences[at]
    return [
        time
        for time in message.times
        if one.start <= time.span.start < one.end
        and time.type in {"DATE", "TIME"}
        and time.time is not None
        and len(time.time.start) >= 10
    ]


def _date(message: Message, ranked: list[int]) -> tuple[Fill, ...]:
    """The date of the likeliest sentence; without one, some day until the report."""
    times = _times_in(message, ranked[0])
    if times and times[0].time is not None:
        return (Fill((_day(times[0].time.start),)),)
    published = message.document.published
    if published is None or len(published.value) < 10:
        return ()
    return (Fill((f"- {_day(published.value)}",)),)


def _day(iso: str) -> str:
    year, month, day = iso[:10].split("-")
    return f"{day} {_MONTHS[int(month) - 1]} {year[2:]}"


def _place(message: Message, ranked: list[int]) -> tuple[Fill, ...]:
    """From the country down, of what the likeliest sentence names; else the country of the report."""
    here = _places_in(message, ranked[0])
    country = _country(message, ranked, here)
    if country is None:
        return ()
    parts = [_country_name(country)]
    inside = [place for place in here if place.country == country and place.kind != "country"]
    for kinds in (_UNITS, _CITIES, {"unknown", "facility", "area"}):
        names = [_name(message, place) for place in inside if place.kind in kinds]
        parts += [f"{name} (CITY)" for name in names[:1] if name]
    return (Fill((": ".join(parts),)),)


def _country(message: Message, ranked: list[int], here: list[Place]) -> str | None:
    wanted = lexicon()["countries"]
    for places in (here, [p for at in ranked[1:] for p in _places_in(message, at)], message.places):
        counts = Counter(place.country for place in places if place.country)
        for chosen in (
            [c for c, _ in counts.most_common() if c in wanted],
            [c for c, _ in counts.most_common()],
        ):
            if chosen:
                return chosen[0]
    return None


@lru_cache(maxsize=300)
def _country_name(alpha3: str) -> str:
    alpha2 = get_global("territory_aliases").get(alpha3, [alpha3])[0]
    return str(Locale("en").territories.get(alpha2, alpha3)).upper()


def _name(message: Message, place: Place) -> str:
    """The name of a place with its article and without its kind: ``LA LIBERTAD`` of ``LIBERTAD PORT``."""
    article = _ARTICLE.search(message.document.text[max(0, place.start - 5) : place.start])
    left = ([article[1].upper()] if article else []) + place.name.upper().split()
    while len(left) > 1 and left[-1] in lexicon()["place_kinds"]:
        left = left[:-1]
    return " ".join(left)


# --- effects --------------------------------------------------------------------------------------


def _effect(message: Message, group: list[int], string: str, *, kind: str, person: bool) -> Fill | None:
    """What came of it for one victim or target: by the nearest word that tells, in a sentence that names it."""
    wanted = ("DEATH", "INJURY", "NO INJURY", "REGAINED FREEDOM") if person else ("DESTROYED", "SOME DAMAGE")
    best: tuple[int, str] | None = None
    for at in group:
        forms = message.sentences[at].words
        places = _found(forms, words(string))
        for name in wanted:
            cues = [n for n, word in enumerate(forms) if word.startswith(lexicon()["effects"][name])]
            for distance in (abs(n - place) for n in cues for place in places):
                if best is None or distance < best[0]:
                    best = (distance, name)
    if best is None:
        return None
    if person and kind == "KIDNAPPING" and best[1] == "INJURY":
        return None
    return Fill((best[1],), about=(string,))


def _found(forms: Sequence[str], string: Sequence[str]) -> list[int]:
    """Where the head of a string stands."""
    last = head(list(string)) if string else ""
    return [n for n, word in enumerate(forms) if word.strip(".'") == last]
