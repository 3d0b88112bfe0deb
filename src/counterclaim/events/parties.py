"""Who does it and to whom: takes a trigger with its slots, gives its participants and what they tell of its sense.

The frame of the trigger says which slots hold whom; what a head is decides whether it can take part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from counterclaim.events.participants import Cast
from counterclaim.events.plover import VERBAL, EventLexicon
from counterclaim.events.roles import Sides, pick, sides, subject_of
from counterclaim.events.triggers import Found
from counterclaim.events.types import Beside, sense_of
from counterclaim.records import Actor, Participant
from counterclaim.tree import Tree

_VICTIMS: Final = frozenset({"CVL", "JRN", "EDU", "MED", "SOC", "LAB", "REF"})
_WEAK: Final = frozenset({"take", "enter", "hold", "move", "leave"})  # whose object is a place or one's own
_OWN: Final = frozenset({"its", "their", "his", "her", "our", "my"})
_AIMED: Final = frozenset({"THREATEN", "AGREE", "CONCEDE"})
_TOWARDS: Final = frozenset({"against", "with", "to", "by", "from"})
_OWNED: Final = frozenset({"SANCTION", "COERCE", "REJECT", "ACCUSE", "SUPPORT"})


class Parties:
    """Finds the participants of the events of one text."""

    def __init__(self, tree: Tree, cast: Cast, lexicon: EventLexicon, found: Mapping[int, Found]) -> None:
        self._tree, self._cast, self._lexicon, self._found = tree, cast, lexicon, found
        self._speakers: Sequence[Participant] = ()

    def of(
        self, one: Found, found: Sides, *, speakers: Sequence[Participant] = ()
    ) -> tuple[Found, list[Participant], list[Participant], Beside]:
        """The trigger in the sense that its company gives it, its actors, its recipients, and that company."""
        self._speakers = speakers
        acting = self._acting(one, found)
        beside = self._beside(one, found, self._named(acting, one), [])
        one = sense_of(one, beside)
        acting = self._acting(one, found)
        suffering = self._suffering(one, found, acting)
        actors, recipients = self._named(acting, one), self._named(suffering, one)
        if not recipients and one.entry.type in VERBAL - {"CONSULT"}:
            recipients = self._answerable(one, found)
        ids = {actor.actor for actor in actors if actor.actor}
        recipients = [r for r in recipients if r.actor not in ids and not any(_same(r, a) for a in actors)]
        return one, actors, recipients, self._beside(one, found, actors, recipients)

    def is_event(self, k: int) -> bool:
        """Whether a head tells an event rather than naming somebody: "attack", not "opposition"."""
        return k in self._found and self._found[k].entry.noun and not self._cast.is_class_word(k)

    def _named(self, heads: Iterable[int], one: Found) -> list[Participant]:
        return self._cast.participants(heads, speakers=self._speakers)

    def _beside(
        self, one: Found, found: Sides, actors: Sequence[Participant], recipients: Sequence[Participant]
    ) -> Beside:
        cast = self._cast
        objects = found.get("obj") or found.get("suffers") or []
        if one.entry.noun or not objects:
            objects = objects or pick(found, one.entry.frame.recipient)
        kinds = [cast.kind(k) for k in objects if not self.is_event(k)]
        moved = self._named([k for k in objects if cast.kind(k) == "party"], one)
        return Beside(
            self._known(actors),
            self._known(recipients),
            next((cast.kind(k) for k in found.get("subj", ())), None),
            next(iter(kinds), "event" if objects else None),
            next((self._tree.lemmas[k] for k in found.get("from", ())), None),
            self._known(moved),
        )

    def _known(self, participants: Iterable[Participant]) -> tuple[Actor, ...]:
        ids = self._cast.actors
        return tuple(ids[one.actor] for one in participants if one.actor in ids)

    def _acting(self, one: Found, found: Sides) -> list[int]:
        frame = one.entry.frame
        heads = pick(found, frame.actor)
        if one.entry.noun:
            heads = [*found.get("subj", []), *heads]
            if frame.name == "meet" and not found.get("subj"):
                heads = [*self._visitors(one.token), *heads]
            if frame.name == "fate":
                heads = [*heads, *found.get("poss", [])] if found.get("of") else heads
                turned = self._turned(found)
                heads = [k for k in heads if k not in turned]
        told = [m for k in heads for m in self._doers(k, one)]
        return [k for k in dict.fromkeys(told) if self._acts(k, one, found)]

    def _doers(self, k: int, one: Found) -> list[int]:
        """A head, or who does it where the head is itself an event: "an operation intended to seize the town"."""
        other = self._found.get(k)
        if other is None or other.token == one.token or not self.is_event(k):
            return [k]
        below = sides(self._tree, other)
        doers = [*below.get("subj", ()), *pick(below, other.entry.frame.actor)]
        return [m for m in doers if m != k and m not in self._found]

    def _visitors(self, k: int) -> list[int]:
        """Who comes for talks: "flew to Baku for talks with his counterpart"."""
        tree, verb = self._tree, self._tree.head(k)
        if verb < 0 or tree.upos(verb) != "VERB" or tree.rels[k] != "obl":
            return []
        return subject_of(tree, verb) if any(tree.low[c] == "for" for c in tree.children(k, "case")) else []

    def _turned(self, found: Sides) -> list[int]:
        """ "journalist killings", "hostage release": a class of people before the noun that suffers."""
        return [] if found.get("of") else [k for k in found.get("adj", ()) if self._is_victim(k)]

    def _suffering(self, one: Found, found: Sides, acting: Sequence[int]) -> list[int]:
        frame = one.entry.frame
        heads = [*pick(found, frame.recipient), *found.get("suffers", [])]
        if frame.name == "fate":
            heads = [k for k in heads if not (found.get("of") and k in found.get("poss", ()))] + self._turned(
                found
            )
        if one.entry.mode == "withdraw" and one.entry.type == "SANCTION":
            heads += found.get("from", [])
        heads = [k for k in dict.fromkeys(heads) if k not in acting and not self.is_event(k)]
        taken = [k for k in heads if self._suffers(k, one, found)]
        if not taken:
            taken = [k for k in found.get("idiom", ()) if self._cast.is_class_word(k)]
        if not taken and one.entry.type in _OWNED:
            owners = [m for k in heads for m in self._owners(k)]
            taken = [m for m in owners if self._suffers(m, one, found) and m not in acting]
        return taken

    def _owners(self, k: int) -> list[int]:
        """Whose a thing is: "the assets of the general", "Iran's oil"."""
        tree = self._tree
        return [
            m
            for m in tree.children(k, "nmod")
            if tree.deprel(m) == "nmod:poss"
            or any(tree.low[c] in ("of", "with") for c in tree.children(m, "case"))
        ]

    def _answerable(self, one: Found, found: Sides) -> list[Participant]:
        """Whom a verbal event is aimed at by way of what it is about.

        Who did what is condemned, is to do what is demanded, or made the plan that is rejected; who is to
        suffer what is threatened or have what is promised.
        """
        tree, cast = self._tree, self._cast
        heads: list[int] = []
        for k in (*pick(found, one.entry.frame.recipient), *tree.children(one.token, "xcomp")):
            other = self._found.get(k)
            if other is not None and other is not one:
                below = sides(tree, other)
                doers = self._acting(other, below)
                heads += self._suffering(other, below, doers) if one.entry.type in _AIMED else doers
            if other is None or k in tree.children(one.token, "xcomp"):
                own = [m for v in (k, *tree.children(k, "obj")) for m in tree.children(v, "nmod", "obl")]
                heads += [m for m in own if any(tree.low[c] in _TOWARDS for c in tree.children(m, "case"))]
                heads += [m for m in tree.children(k, "amod") if cast.names_party(m)]
        return self._named(
            [k for k in heads if cast.kind(k) in ("party", "country") or tree.upos(k) == "ADJ"], one
        )

    def _is_victim(self, k: int) -> bool:
        actor = self._cast.actors.get(self._cast.actor(self._tree.words((k, k + 1)), k) or "")
        return actor is not None and actor.kind in _VICTIMS and actor.country is None

    def _acts(self, k: int, one: Found, found: Sides) -> bool:
        tree, cast = self._tree, self._cast
        if self.is_event(k):
            return False
        kind = cast.kind(k)
        if k in found.get("adj", ()) or tree.upos(k) == "ADJ":
            return cast.names_party(k)
        if kind in ("party", "country", "name"):
            return True
        if kind == "place":
            return tree.upos(k) == "PROPN" and (k in found.get("subj", ()) or cast.speaks(k))
        if kind == "thing" and cast.is_crewed(k):
            return one.entry.frame.name != "explode"
        return kind in ("thing", "site") and cast.names_party(k)

    def _suffers(self, k: int, one: Found, found: Sides) -> bool:
        tree, cast = self._tree, self._cast
        kind, entry = cast.kind(k), one.entry
        own = any(tree.low[m] in _OWN for m in tree.children(k, "nmod"))
        if own and (entry.frame.name in _WEAK or entry.mode == "withdraw"):
            return False  # "withdrew its soldiers", "recalled its ambassador"
        if kind in ("party", "country"):
            return True
        if kind == "name":
            return not any(k in found.get(slot, ()) for slot in ("on", "at", "in", "into"))
        if kind == "place":
            return entry.type in (*VERBAL, "SANCTION", "AID", "COOPERATE") and cast.speaks(k)
        if kind == "site" and entry.type in _OWNED:
            return cast.names_party(k)
        if entry.type != "ASSAULT" or entry.frame.name in _WEAK:
            return False
        return kind in ("thing", "site") or (
            kind == "other" and k in (*found.get("obj", ()), *found.get("on", ()))
        )


def _same(one: Participant, other: Participant) -> bool:
    return one.start == other.start and one.end == other.end and one.name == other.name
