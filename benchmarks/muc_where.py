"""When and where: takes a message and the sentences of one incident, gives MUC's fills for date and place.

All sentences of the incident have a say, by how likely each tells it. A dateline tells where a report was written,
and stands in only where the text says that it happened there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from benchmarks.muc_keys import Fill
from benchmarks.muc_message import DAY, Message, lexicon
from counterclaim.records import Place

MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
CITIES = frozenset({"city", "capital", "seat"})
UNITS = frozenset({"admin1", "admin2"})
WIDE = frozenset({"country", "region", "sea", "continent", "ocean"})
OF_DEED, LED_TO, BESIDE = 1.0, 0.3, 0.1  # of a deed's place, of one that a preposition leads to, of another
LEAST_TOLD = 0.3  # below which a place is not taken for the incident's
WHOLE = 0.1  # of a place anywhere in the message, beside one where the incident is told
LEAST = 0.3  # of the best place's score, for another to stand beside it
CLOSE = 40  # characters between two names of one place: ``ACHI, BOLIVAR DEPARTMENT``
_ARTICLE = re.compile(r"\b(LA|EL|LOS|LAS)\s+$", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"(\w+)\W*(?:(?:THE|LA|EL|LOS|LAS|CITY OF|TOWN OF|DOWNTOWN|CENTRAL|\w+ERN)\W+)*$")

Weights = dict[int, float]


def weights(message: Message, group: Sequence[int], column: int) -> Weights:
    """How much each sentence of an incident has to say, the likeliest 1."""
    top = max(message.levels[at][column] for at in group)
    return {at: message.levels[at][column] / top for at in group} if top else dict.fromkeys(group, 1.0)


def date(message: Message, told: Weights) -> tuple[Fill, ...]:
    """The day of the deeds that the sentences tell; without one, some day until the report."""
    scores: defaultdict[str, float] = defaultdict(float)
    for at, weight in told.items():
        for day in message.days(at):
            scores[day] += weight * (len(day) == DAY)
    published = message.document.published
    last = published.value if published is not None and len(published.value) >= DAY else None
    known = {day: score for day, score in scores.items() if score and (last is None or day <= last)}
    if known:
        best = max(known, key=lambda day: (known[day], day))
        if known[best] >= 0.25:
            return (Fill((_day(best),)),)
    return (Fill((f"- {_day(last)}",)),) if last is not None else ()


def _day(iso: str) -> str:
    year, month, day = iso[:DAY].split("-")
    return f"{day} {MONTHS[int(month) - 1]} {year[2:]}"


def place(message: Message, told: Weights) -> tuple[Fill, ...]:
    """From the country down, as far as the incident's sentences tell it."""
    scores: defaultdict[str, float] = defaultdict(float)
    named: dict[str, Place] = {}
    for at, weight in told.items():
        own = {(event.place.start, event.place.end) for event in message.deeds(at) if event.place is not None}
        for one in message.places_in(at):
            called = name(message, one)
            of_deed = (one.start, one.end) in own
            scores[called] += weight * (
                OF_DEED if of_deed else LED_TO if _is_led_to(message, one) else BESIDE
            )
            if called not in named or one.kind != "country":
                named[called] = one
    country = _country(message, scores, named)
    if country is None:
        return ()
    inside = [
        called
        for called, score in scores.items()
        if score >= LEAST_TOLD
        and named[called].country == country
        and named[called].kind not in WIDE
        and not set(called.split()) & lexicon()["no_places"]
    ]
    names = [_country_name(country), *_narrower(inside, scores, named)]
    if len(names) == 1 and (here := _here(message, told, country)):
        names.append(here)
    return (Fill((": ".join((names[0], *(f"{one} (CITY)" for one in names[1:]))),)),)


def _narrower(inside: Sequence[str], scores: dict[str, float], named: dict[str, Place]) -> list[str]:
    """Of the places in a country, the one most told of, with a wider one or a part that stands beside it."""
    if not inside:
        return []
    best = max(inside, key=lambda one: (scores[one], -named[one].start))
    near = [
        one
        for one in inside
        if one != best
        and abs(named[one].start - named[best].end) < CLOSE
        and scores[one] >= LEAST * scores[best]
        and _rank(named[one]) != _rank(named[best])
    ]
    beside = max(near, key=lambda one: scores[one], default=None)
    chosen = [best] if beside is None else [best, beside]
    return sorted(chosen, key=lambda one: _rank(named[one]))


def _rank(one: Place) -> int:
    return 0 if one.kind in UNITS else 1 if one.kind in CITIES else 2


def _is_led_to(message: Message, one: Place) -> bool:
    match = _WORD_BEFORE.search(message.document.text[max(0, one.start - 40) : one.start].upper())
    return match is not None and match[1] in lexicon()["leading"]


def _here(message: Message, told: Weights, country: str) -> str | None:
    """The city of the dateline, where a likely sentence says that it happened there."""
    lines = [
        p
        for p in message.places
        if message.in_dateline(p.start) and p.country == country and p.kind in CITIES
    ]
    if not lines:
        return None
    for at, weight in told.items():
        one = message.sentences[at]
        if weight >= LEAST and set(one.words) & lexicon()["here"]:
            return name(message, lines[0])
    return None


def _country(message: Message, scores: dict[str, float], named: dict[str, Place]) -> str | None:
    """The country most told of among those the messages are about; where none is told of, the most told of."""
    wanted = lexicon()["countries"]
    sums: defaultdict[str, float] = defaultdict(float)
    for called, score in scores.items():
        if (country := named[called].country) is not None:
            sums[country] += score
    for one in message.places:
        if one.country:
            sums[one.country] += WHOLE
    return max(sums, key=lambda country: (country in wanted, sums[country]), default=None)


@lru_cache(maxsize=300)
def _country_name(alpha3: str) -> str:
    alpha2 = get_global("territory_aliases").get(alpha3, [alpha3])[0]
    return str(Locale("en").territories.get(alpha2, alpha3)).upper()


def name(message: Message, one: Place) -> str:
    """The name of a place with its article and without its kind: ``LA LIBERTAD`` of ``LIBERTAD PORT``."""
    article = _ARTICLE.search(message.document.text[max(0, one.start - 5) : one.start])
    left = ([article[1].upper()] if article else []) + one.name.upper().split()
    while len(left) > 1 and left[-1] in lexicon()["place_kinds"]:
        left = left[:-1]
    return " ".join(left)
