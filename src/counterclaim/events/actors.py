"""Who a mention names: takes its words, with what the document tells and its date, gives an Actor.

Knowledge comes from the user's own table, the tables under ``data/actors``, and the words themselves
(``actor_phrase``). Which mention a pronoun stands for is for the language room.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from counterclaim.events.actor_items import ARMED, OWN_SIDE, Setting
from counterclaim.events.actor_phrase import Phrases
from counterclaim.events.actor_reading import Reading
from counterclaim.events.actor_table import ActorTable, open_table
from counterclaim.events.actor_words import Token, key_of, slug_of, tokens_of
from counterclaim.records import Actor

_CACHE_SIZE: Final = 65_536
_CHAIN: Final = 8  # longest chain of bodies followed; more would be a loop in a user's table
_LONGEST_ID: Final = 60
_GOVERNMENT: Final = frozenset({"government", "govt", "federal government", "central government"})
_ACRONYM: Final = re.compile(r"\(\s*(?:the\s+)?([^\W\d_][\w.&/-]{1,11})\s*\)")
_DEFINITE: Final = frozenset({"the", "this", "that", "its"})
_ARTICLES: Final = frozenset({"the", "a", "an"})
_PARTICLES: Final = frozenset("al bin ben ibn abu van von de da di del la le st".split())
_OFFICES: Final = frozenset("ministry council department commission embassy agency office board".split())
_SMALL: Final = frozenset("of the for and in to de la del los las du des y e".split())
# By what class words a report takes up an actor again ("the group", "the ministry"), by sector.
_CLASS_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "REB": (
        "group",
        "movement",
        "organization",
        "organisation",
        "rebels",
        "militants",
        "insurgents",
        "guerrillas",
    ),
    "PRM": ("group", "militia", "force", "paramilitary", "paramilitaries", "organization"),
    "CRM": ("group", "gang", "cartel", "organization", "organisation"),
    "NGO": ("group", "organization", "organisation", "charity", "monitor", "watchdog", "agency"),
    "IGO": ("organization", "organisation", "agency", "body", "bloc", "alliance", "mission"),
    "PTY": ("party", "movement"),
    "JRN": (
        "newspaper",
        "agency",
        "news agency",
        "channel",
        "broadcaster",
        "network",
        "outlet",
        "station",
        "daily",
    ),
    "SOC": ("group", "movement", "network", "committee", "association"),
    "BUS": ("company", "firm", "airline", "bank"),
    "SPY": ("agency", "service"),
    "MIL": ("force", "coalition"),
}


@dataclass(frozen=True, slots=True)
class ActorContext:
    """What the rest of a report tells of its actors.

    ``countries``: ISO 3166 alpha-3, the one most spoken of first. ``known``: key of a full name, surname
    or acronym → the actor it was used for. ``nouns``: class word → the actor last called by its like.
    """

    countries: tuple[str, ...] = ()
    known: Mapping[str, Actor] = field(default_factory=dict)
    nouns: Mapping[str, Actor] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        mentions: Iterable[str],
        *,
        countries: Iterable[str] = (),
        on: date | None = None,
        table: ActorTable | None = None,
    ) -> ActorContext:
        """Context from a report's mentions in their order.

        ``countries`` are those of its places, where they are known, the main one first; without them the
        countries of its actors are counted.
        """
        given = tuple(dict.fromkeys(countries))
        listed = list(mentions)
        if not given:
            found = Counter(
                actor.country
                for m in listed
                if (actor := resolve_actor(m, on=on, table=table)).country is not None
            )
            given = tuple(country for country, _ in found.most_common() if country)
        known: dict[str, Actor] = {}
        nouns: dict[str, Actor] = {}
        context = cls(given, known, nouns)
        for mention in listed:
            actor = resolve_actor(mention, context=context, on=on, table=table)
            _remember(mention, actor, known, nouns, person=_resolver(table).is_person(actor))
        return context


def resolve_actor(
    mention: str,
    *,
    context: ActorContext | None = None,
    on: date | None = None,
    table: ActorTable | None = None,
) -> Actor:
    """The actor a mention names.

    ``on`` is the date of the report, by which affiliations change; without it they are today's. Words that
    name nobody in particular ("officials") take their country from the context, and say so: ``hint``.
    Any string is read; one that says nothing gives kind "UNK".
    """
    resolver = _resolver(table)
    if context is not None and (earlier := resolver.from_context(mention, context)) is not None:
        return earlier
    setting = Setting(on.isoformat() if on else "", context.countries if context else ())
    return resolver.resolve(mention, setting)


def side_of(actor: Actor, on: date | None = None, *, table: ActorTable | None = None) -> str | None:
    """The party an actor speaks for: a state's ISO code, an authority's or a group's id; None: a third party.

    Bodies are followed up to the side they belong to. A group of one country that owes allegiance to a
    network of none (Boko Haram's offshoots, al-Shabaab) stays a side of its own.
    """
    opened = table or open_table()
    day = on.isoformat() if on else ""
    side = actor.affiliation
    below = actor.id if actor.kind in ARMED else None
    for _ in range(_CHAIN):
        if side is None or side not in opened.rows or side in opened.country_names:
            break
        row, _current = opened.row_at(side, day)
        if row.country is None and row.kind in ARMED and actor.country is not None and below is not None:
            return below
        if row.affiliation is None or row.affiliation == side:
            break
        side, below = row.affiliation, side
    if side is None and actor.kind in ARMED | OWN_SIDE and actor.kind != "UAF":
        return actor.id  # "Syrian rebels": a side, though no table names it
    return side


@lru_cache(maxsize=_CACHE_SIZE)
def _tokens_of(mention: str) -> tuple[Token, ...]:
    """The words of a mention: a report asks for those of a name again and again."""
    return tuple(tokens_of(mention))


class _Resolver:
    """One table with its cache."""

    def __init__(self, table: ActorTable) -> None:
        self.phrases = Phrases(table)
        self.table = table
        self._cache: dict[tuple[str, Setting], Actor] = {}
        self._persons: set[str] = set()

    def resolve(self, mention: str, setting: Setting) -> Actor:
        place = (mention, setting)
        found = self._cache.get(place)
        if found is None:
            if len(self._cache) >= _CACHE_SIZE:
                self._cache.clear()
                self._persons.clear()
            reading = self.phrases.read(mention, setting)
            found = self._cache[place] = _actor(mention, reading, setting)
            if reading.person:
                self._persons.add(found.id)
        return found

    def is_person(self, actor: Actor) -> bool:
        """Whether an actor is somebody by name: by the table, or by a name that made the id."""
        rows = self.table.rows.get(actor.id)
        return rows[0].person if rows else actor.id in self._persons

    def from_context(self, mention: str, context: ActorContext) -> Actor | None:
        """An actor the report has named before, by acronym, surname, full name or class word."""
        if not context.known and not context.nouns:
            return None
        tokens = _tokens_of(mention)
        bare = [t for t in tokens if t.key not in _ARTICLES]
        if not bare:
            return None
        key = " ".join(t.key for t in bare)
        if (bare[0].capital or bare[-1].capital) and (known := context.known.get(key)) is not None:
            return known
        if tokens[0].key in _DEFINITE and all(t.raw.islower() or mention.isupper() for t in bare):
            return context.nouns.get(key)
        return None


_RESOLVERS: dict[int, _Resolver] = {}


def _resolver(table: ActorTable | None) -> _Resolver:
    opened = table if table is not None else open_table()
    found = _RESOLVERS.get(id(opened))
    if found is None or found.table is not opened:
        found = _RESOLVERS[id(opened)] = _Resolver(opened)
    return found


def _actor(mention: str, reading: Reading, setting: Setting) -> Actor:
    """The record of a reading; a country that the words leave open is the report's main one, and flagged."""
    country, affiliation, hint, how = reading.country, reading.affiliation, False, reading.how
    if reading.open and setting.countries:
        country = affiliation = setting.countries[0]
        hint, how = True, f"{how}; country from the report's other places"
    name = reading.name or " ".join(mention.split())
    if reading.id:
        identity = reading.id
    elif reading.noun in _GOVERNMENT and reading.kind == "GOV" and affiliation:
        identity = affiliation  # "the Iranian government" is Iran
    else:
        noun = slug_of(reading.noun or mention)[:_LONGEST_ID]
        identity = ":".join(filter(None, (affiliation or country, reading.kind, noun)))
    return Actor(identity, name, reading.kind, country, affiliation, how, hint)


def _remember(
    mention: str, actor: Actor, known: dict[str, Actor], nouns: dict[str, Actor], *, person: bool
) -> None:
    """Notes by what words a report may take an actor up again."""
    found = _ACRONYM.search(mention)
    if found and any(c.isupper() for c in found.group(1)):
        known[key_of(found.group(1))] = actor
    words = [t for t in tokens_of(_ACRONYM.sub(" ", mention)) if t.key not in _ARTICLES]
    capitals = [t for t in words if t.capital]
    if len(capitals) >= 2 and all(t.capital or t.key in _SMALL for t in words):
        known.setdefault(" ".join(t.key for t in words), actor)
        initials = "".join(t.raw[0] for t in capitals)
        if len(initials) >= 3 and not person and actor.kind not in ("CVL", "UNK"):
            known.setdefault(initials.lower(), actor)
    if person:
        name = key_of(actor.name).split(" ")
        known.setdefault(" ".join(name), actor)
        for start in range(1, len(name)):  # "al kinani", "kinani"
            if start == len(name) - 1 or name[start] in _PARTICLES:
                known.setdefault(" ".join(name[start:]), actor)
    if capitals:
        said = {t.key for t in words}
        for noun in (*_CLASS_WORDS.get(actor.kind, ()), *(_OFFICES & said if actor.kind == "GOV" else ())):
            nouns[noun] = actor
