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
from typing import Final

from counterclaim.events.actor_items import ARMED, OWN_SIDE, Setting
from counterclaim.events.actor_phrase import Phrases, Reading
from counterclaim.events.actor_table import ActorTable, open_table
from counterclaim.events.actor_words import key_of, slug_of, tokens_of
from counterclaim.records import Actor

_CACHE_SIZE: Final = 65_536
_CHAIN: Final = 8  # longest chain of bodies followed; more would be a loop in a user's table
_ACRONYM: Final = re.compile(r"\(\s*(?:the\s+)?([^\W\d_][\w.&/-]{1,11})\s*\)")
_DEFINITE: Final = frozenset({"the", "this", "that", "its"})
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
            _remember(mention, resolve_actor(mention, context=context, on=on, table=table), known, nouns)
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
    """The party an actor speaks for: a state's ISO code, an authority's or a group's id; None for third parties."""
    opened = table or open_table()
    day = on.isoformat() if on else ""
    side = actor.affiliation
    for _ in range(_CHAIN):
        if side is None or side not in opened.rows or len(side) == 3 and side in opened.country_names:
            break
        row, _current = opened.row_at(side, day)
        if row.affiliation is None or row.affiliation == side:
            break
        side = row.affiliation
    if side is None and actor.kind in ARMED | OWN_SIDE and actor.kind != "UAF":
        return actor.id  # "Syrian rebels": a side, though no table names it
    return side


class _Resolver:
    """One table with its cache."""

    def __init__(self, table: ActorTable) -> None:
        self.phrases = Phrases(table)
        self.table = table
        self._cache: dict[tuple[str, Setting], Actor] = {}

    def resolve(self, mention: str, setting: Setting) -> Actor:
        place = (mention, setting)
        found = self._cache.get(place)
        if found is None:
            if len(self._cache) >= _CACHE_SIZE:
                self._cache.clear()
            found = self._cache[place] = _actor(mention, self.phrases.read(mention, setting), setting)
        return found

    def from_context(self, mention: str, context: ActorContext) -> Actor | None:
        """An actor the report has named before, by acronym, surname, full name or class word."""
        if not context.known and not context.nouns:
            return None
        tokens = tokens_of(mention)
        bare = [t for t in tokens if t.key not in ("the", "a", "an")]
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
    """The record of a reading; what the words leave open is filled from the report's main country, and flagged."""
    country, affiliation, hint, how = reading.country, reading.affiliation, False, reading.how
    if reading.open and setting.countries:
        country = affiliation = setting.countries[0]
        hint, how = True, f"{how}; country from the report's other places"
    name = reading.name or " ".join(mention.split())
    identity = reading.id or ":".join(
        filter(None, (country, reading.kind, slug_of(reading.noun or mention)[:60]))
    )
    return Actor(identity, name, reading.kind, country, affiliation, how, hint)


def _remember(mention: str, actor: Actor, known: dict[str, Actor], nouns: dict[str, Actor]) -> None:
    """Notes by what words a report may take an actor up again."""
    bare = _ACRONYM.sub(" ", mention)
    words = [t for t in tokens_of(bare) if t.key not in ("the", "a", "an")]
    named = [t for t in words if t.capital]
    found = _ACRONYM.search(mention)
    if found and any(c.isupper() for c in found.group(1)):
        known[key_of(found.group(1))] = actor
    proper = len(named) >= 2 and all(t.capital or t.key in _SMALL for t in words)
    if proper:
        known.setdefault(key_of(bare.removeprefix("the ").removeprefix("The ")), actor)
        initials = "".join(t.raw[0] for t in named)
        if len(initials) >= 3 and actor.kind not in ("CVL", "UNK"):
            known.setdefault(initials.lower(), actor)
    if actor.name != mention and " " in actor.name:
        known.setdefault(key_of(actor.name), actor)
        if named and key_of(actor.name).endswith(named[-1].key) and _is_person(actor):
            known.setdefault(named[-1].key, actor)
            if len(named) >= 2 and words[-2].key in ("al", "el", "bin", "ben", "abu", "van", "von", "de"):
                known.setdefault(f"{words[-2].key} {named[-1].key}", actor)
    for noun in _CLASS_WORDS.get(actor.kind, ()) if named else ():
        nouns[noun] = actor
    if named and actor.kind == "GOV":
        for noun in ("ministry", "council", "department", "commission", "embassy", "agency", "office"):
            if noun in bare.lower():
                nouns[noun] = actor


def _is_person(actor: Actor) -> bool:
    return slug_of(actor.name) == actor.id or ":" not in actor.id
