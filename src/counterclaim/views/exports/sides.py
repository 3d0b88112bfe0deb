"""Sides of an incident, as tables with two actors have them: who did it, to whom, and of what kind each is.

The doers and the recipients are those that most mentions of the main event name; in a fight both sides are
actors, and the second one takes the second place. Things are no side: one that is of no known kind and no party
counts only where its words tell people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from counterclaim.records import Actor, Bond, EventMention, Participant
from counterclaim.views.exports.dossier import Dossier
from counterclaim.views.exports.text import one_line
from counterclaim.views.exports.tolls import kind_of

STATE = frozenset({"GOV", "MIL", "COP", "SPY"})
ARMED = STATE | {"PRM", "REB", "UAF", "CRM"}
UNKNOWN = "UNK"


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its party or actor, with the names by which the reports call those who take part."""

    name: str
    id: str | None
    kind: str
    country: str | None
    names: tuple[str, ...]

    @property
    def state(self) -> bool:
        """Whether it is a state's own force or government."""
        return self.kind in STATE and self.id is not None and self.id == self.country

    @property
    def armed(self) -> bool:
        """Whether it is of a kind that fights."""
        return self.kind in ARMED


def main_events(dossier: Dossier) -> list[EventMention]:
    """Mentions of the main event: those of the incident's type, else those that tell it, else all."""
    same = list(dossier.events(Bond.SAME)) or list(dossier.events())
    return [event for event in same if event.type == dossier.incident.type] or same


def sides(dossier: Dossier) -> tuple[Side | None, Side | None]:
    """Who did it and to whom, in the main event and its steps of the same type; None where no report says."""
    steps = dossier.events(Bond.SAME, Bond.PART)
    events = [event for event in steps if event.type == dossier.incident.type] or main_events(dossier)
    doers = _ranked(dossier, (one for event in events for one in event.actors))
    others = _ranked(dossier, (one for event in events for one in event.recipients))
    first = doers[0] if doers else None
    rest = [side for side in [*others, *doers[1:]] if first is None or side.name != first.name]
    return first, rest[0] if rest else None


def allies(side: Side | None) -> str:
    """By which other names the reports call a side, parted by semicolons."""
    return "; ".join(name for name in side.names if name != side.name) if side else ""


def _ranked(dossier: Dossier, participants: Iterable[Participant]) -> list[Side]:
    """Participants gathered into sides, those that most mentions name first; the resolved ones lead."""
    counted: Counter[tuple[bool, str]] = Counter()
    members: dict[tuple[bool, str], list[tuple[Participant, Actor | None]]] = {}
    for one in participants:
        actor = dossier.actors.get(one.actor) if one.actor else None
        key = (actor is None, (actor.affiliation or actor.id) if actor else one_line(one.name).lower())
        counted[key] += 1
        members.setdefault(key, []).append((one, actor))
    found = [(counted[key], _side(dossier, key[1], members=members[key])) for key in sorted(counted)]
    people = [(count, side) for count, side in found if _is_side(dossier, side)]
    return [side for _, side in sorted(people, key=lambda pair: (pair[1].kind == UNKNOWN, -pair[0]))]


def _is_side(dossier: Dossier, side: Side) -> bool:
    return side.kind != UNKNOWN or side.id in dossier.parties or bool(kind_of(side.name))


def _side(dossier: Dossier, key: str, *, members: list[tuple[Participant, Actor | None]]) -> Side:
    names = Counter(one_line(actor.name if actor else one.name) for one, actor in members)
    ordered = tuple(sorted(names, key=lambda name: (-names[name], name)))
    actors = [actor for _, actor in members if actor is not None]
    if not actors:
        return Side(ordered[0], None, UNKNOWN, None, ordered)
    kinds = Counter(actor.kind for actor in actors)
    # Forces tell more of a side in a fight than the government over them.
    kind = min(kinds, key=lambda one: (one not in ARMED, one == "GOV", -kinds[one], one))
    country = next((actor.country for actor in actors if actor.country), None)
    party = dossier.parties.get(key)
    return Side(one_line(party.name) if party else ordered[0], key, kind, country, ordered)
