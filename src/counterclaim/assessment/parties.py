"""Parties of an incident: takes its mentions and the actors they name, gives the side that each source speaks for.

A side is an affiliation of ``Actor``: a state, an authority that stands apart from the state it lies in, a group. It
is a party of the incident where it does, suffers or holds something in it, or is said to. Whoever else speaks is a
third party: outlets, agencies, rights groups, the UN, witnesses, states that have no part in it. Of whom nothing is
known, nothing is said: ``UNKNOWN`` is neither.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from babel import Locale
from babel.core import get_global

from counterclaim.records import Actor, EventMention, Factuality, Participant, Party

UNKNOWN: Final = "?"
# Sectors that take no side unless they do something in the incident: media, aid, health, bystanders.
BESIDE: Final = frozenset(
    {"JRN", "NGO", "IGO", "MED", "CVL", "EDU", "REL", "LAB", "BUS", "ELI", "AGR", "SET"}
)
# Event types that are words: doing one of them does not make anybody a party of an incident.
SPOKEN: Final = frozenset(
    {"ACCUSE", "REJECT", "REQUEST", "CONSULT", "SUPPORT", "THREATEN", "AGREE", "CONCEDE", "COOPERATE", "AID"}
)
HOSTILE: Final = frozenset({"ASSAULT", "COERCE", "SANCTION"})
REAL: Final = frozenset({Factuality.HAPPENED, Factuality.ONGOING})


def side_of(actor: Actor | None) -> str | None:
    """The side that an actor speaks for, itself where it has none; None where nobody in particular is named."""
    if actor is None:
        return None
    if actor.affiliation:
        return actor.affiliation
    return None if actor.id.startswith("UNK:") else actor.id


@dataclass(frozen=True, slots=True)
class Deed:
    """One event of the incident with whom it names: the reader's mention, and actors by id."""

    mention: EventMention
    actors: Mapping[str, Actor]
    speakers: frozenset[str] = frozenset()  # actor ids of whoever tells it

    def sides(self, participants: Iterable[Participant]) -> list[str]:
        """The sides of some participants, bystanders left out."""
        actors = (self.actors.get(one.actor or "") for one in participants)
        found = [
            side_of(one) for one in actors if one and (one.affiliation or one.kind not in BESIDE - {"CVL"})
        ]
        return [side for side in found if side is not None]


class Parties:
    """The parties of one incident.

    ``opposed`` holds pairs of sides that act against each other; sides that act together against a third are no
    such pair, whatever else is said of them.
    """

    def __init__(self, deeds: Iterable[Deed], type: str | None) -> None:
        self._counts: Counter[str] = Counter()
        self._names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._officials: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        against: Counter[frozenset[str]] = Counter()
        together: Counter[frozenset[str]] = Counter()
        for deed in deeds:
            self._note(deed, type)
            _relations(deed, against, together)
        self.opposed = frozenset(pair for pair, count in against.items() if count > together[pair])

    def _note(self, deed: Deed, type: str | None) -> None:
        mention = deed.mention
        if mention.factuality is Factuality.HYPOTHETICAL:
            return
        if mention.type in SPOKEN and mention.type != type and mention.control is None:
            return
        doers = [one.actor for one in mention.actors]
        if mention.control is not None:
            doers.append(mention.control.actor)
        sufferers = [one.actor for one in mention.recipients]
        for id in doers + sufferers:
            actor = deed.actors.get(id or "")
            side = side_of(actor)
            if actor is None or side is None or (actor.kind in BESIDE and not _acts(actor, deed, doers)):
                continue
            if actor.kind == "UNK" and not _is_side(id, deed, doers):
                continue
            self._counts[side] += 1
            if actor.country and not actor.hint:
                self._officials[actor.country, actor.kind].add(side)

    @property
    def sides(self) -> frozenset[str]:
        """The ids of those who have a part in it."""
        return frozenset(self._counts)

    def of_source(self, actor: Actor | None) -> tuple[str, bool]:
        """The party that a source speaks for, and whether it is a third one."""
        side = side_of(actor)
        if actor is None or side is None:
            return UNKNOWN, False
        if actor.hint and len(self._officials.get((actor.country or "", actor.kind), ())) > 1:
            return UNKNOWN, False  # "commanders" of a country in which two powers have some
        if side in self._counts:
            return side, False
        if actor.kind in BESIDE or actor.affiliation:
            return side, True
        return UNKNOWN, False

    def contradict(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Note that parties contradict each other on what was done: they oppose each other too."""
        found = {frozenset(pair) for pair in pairs if UNKNOWN not in pair}
        self.opposed |= {pair for pair in found if pair <= self.sides}

    def oppose(self, one: str, other: str) -> bool:
        """Whether two parties act against each other."""
        return frozenset((one, other)) in self.opposed


def _acts(actor: Actor, deed: Deed, doers: list[str | None]) -> bool:
    """Whether people who take no side by their calling do something here: protesters, villagers in a fight."""
    acting = deed.mention.type in HOSTILE or deed.mention.type == "PROTEST"
    return acting and actor.id in doers and (actor.kind == "CVL" or actor.affiliation is not None)


def _is_side(id: str | None, deed: Deed, doers: list[str | None]) -> bool:
    """Whether somebody of no known kind is told to fight or to hold a place, and not by himself."""
    fights = deed.mention.type in HOSTILE or deed.mention.control is not None
    return fights and id in doers and id not in deed.speakers


def _relations(deed: Deed, against: Counter[frozenset[str]], together: Counter[frozenset[str]]) -> None:
    """Who acts against whom in an event, and who side by side."""
    mention = deed.mention
    doers = set(deed.sides(mention.actors))
    sufferers = set(deed.sides(mention.recipients)) - doers
    if mention.type not in HOSTILE | {"ACCUSE", "THREATEN", "REJECT"}:
        return
    for doer in doers:
        against.update(frozenset((doer, sufferer)) for sufferer in sufferers)
    several = [frozenset((a, b)) for a in doers for b in doers if a < b]
    if mention.recipients:
        together.update(several)
    elif mention.type == "ASSAULT":  # a clash, a battle: in a fight both sides are actors
        against.update(several)


def named(ids: Mapping[str, bool], actors: Iterable[Actor], names: Mapping[str, str]) -> tuple[Party, ...]:
    """The parties with their names, third ones last, each group by id.

    Args:
        ids: ids of parties → whether they are third ones.
        actors: all who are named in the reports.
        names: names by id for those that are no actors, as outlets.
    """
    called: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for actor in actors:
        for id in _ids(actor):
            if id in ids:
                called[id][actor.name] += 1
    found = []
    for id, third in ids.items():
        name = names.get(id) or _territory(id) or _commonest(called.get(id)) or id
        found.append(Party(id, "side unknown" if id == UNKNOWN else name, third))
    return tuple(sorted(found, key=lambda party: (party.third, party.id == UNKNOWN, party.id)))


def _ids(actor: Actor) -> Iterator[str]:
    yield actor.id
    if actor.affiliation and actor.affiliation != actor.id:
        return


def _commonest(names: Counter[str] | None) -> str | None:
    return min(names, key=lambda name: (-names[name], name)) if names else None


def _territory(id: str) -> str | None:
    """The English name of a state by its ISO 3166 alpha-3 code."""
    if len(id) != 3 or not id.isalpha():
        return None
    codes = get_global("territory_aliases").get(id)
    name = Locale("en").territories.get(codes[0]) if codes else None
    return str(name) if name else None
