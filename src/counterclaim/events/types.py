"""Types, modes and contexts: takes a trigger with what stands beside it, gives PLOVER's words for the event.

The lexicon's type is the start; who acts, on what, and what is asked for or threatened decide the rest, as
the PLOVER manual has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from counterclaim.events.plover import Entry, EventLexicon
from counterclaim.events.triggers import Found
from counterclaim.records import Actor, Factuality, Stance
from counterclaim.tree import Run, Tree

ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "COP", "SPY", "INS", "SEP", "CRM"})
_POLICE = frozenset({"COP"})
_MILITIA = frozenset({"REB", "PRM", "UAF", "INS", "SEP", "CRM"})
_PROMISED = {
    "CONSULT": "AGREE",
    "SUPPORT": "AGREE",
    "COOPERATE": "AGREE",
    "AID": "AGREE",
    "RETREAT": "CONCEDE",
}
_WHO = frozenset({"armed", "civil", "troops"})  # conditions on who acts or is sent
_FORCE = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_ASKED = {
    "RETREAT": "yield", "CONCEDE": "yield", "CONSULT": "meet", "AGREE": "meet", "AID": "assist",
    "COOPERATE": "assist", "SUPPORT": "assist",
}  # fmt: skip
_THREATENED = {
    "arrest": "arrest",
    "restrict": "restrict",
    "curfew": "restrict",
    "expel": "expel",
    "deport": "expel",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a trigger: kinds of its parties, and the kind of thing that its object is."""

    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    subject: str | None  # kind of the subject's head: party, country, place, site, thing, other
    object: str | None
    source: str | None = None  # lemma of what is withdrawn from
    moved: tuple[Actor, ...] = ()  # who is moved or sent, where somebody else does it


def sense_of(one: Found, beside: Beside) -> Found:
    """A trigger with the one of its senses that what stands beside it allows."""
    return next((replace(one, entry=entry, senses=()) for entry in one.senses if _meets(entry, beside)), one)


def _meets(entry: Entry, beside: Beside) -> bool:
    """Whether a verb's condition on what it is done to and by whom is met."""
    kinds = entry.when - _WHO
    armed = any(actor.kind in ARMED for actor in beside.actors)
    if ("armed" in entry.when and not armed) or ("civil" in entry.when and armed):
        return False
    if "troops" in entry.when and not any(actor.kind in ARMED for actor in beside.moved):
        return False
    return not kinds or beside.object in kinds


def fits(one: Found, beside: Beside, lexicon: EventLexicon) -> bool:
    """Whether a trigger tells an event at all: "prices fell", "killed the bill", "entered the room" do not."""
    frame, word = one.entry.frame.name, one.entry.words[0]
    armed = any(actor.kind in ARMED for actor in beside.actors)
    if frame == "lose":
        return beside.subject in ("place", "site", "country", "name")
    if frame == "enter" or (not one.entry.noun and word in lexicon.words["armed"]):
        able = armed or beside.subject in ("country", "thing")
        return able and beside.object in (None, "place", "site", "country", "party", "name", "thing")
    if frame == "take":
        return beside.object is not None and beside.object != "time"
    if frame == "hold":
        return beside.object in ("place", "site", "country", "name") or one.entry.noun
    if one.entry.type == "ASSAULT" and frame == "strike":
        if beside.object in ("party", "name", "place", "site", "country", "thing"):
            return True
        if beside.recipients:
            return True
        if beside.object is None:
            return beside.subject in ("party", "name", "country")
        return (
            armed or beside.subject == "thing" or (beside.subject == "party" and one.entry.mode is not None)
        )
    return _meets(one.entry, beside)


def type_of(
    one: Found,
    beside: Beside,
    *,
    factuality: Factuality,
    stance: Stance | None,
    below: Sequence[Found],
    lexicon: EventLexicon,
) -> str | None:
    """The PLOVER type. ``below``: events in what a verbal one is about; ``stance``: of the statement it cues."""
    kind, frame = one.entry.type, one.entry.frame.name
    if stance is Stance.THREATENS:
        return "THREATEN"
    vows = one.entry.words[0] in lexicon.words["vowing"]
    if kind == "AGREE" and vows and below and below[0].entry.type in _FORCE:
        return "THREATEN"
    if kind == "RETREAT" and beside.source in lexicon.words["treaty"] and frame == "leave":
        return "SANCTION"
    if one.lent is not None and one.lent.effect == "lifted":
        return "CONCEDE" if kind in ("SANCTION", "COERCE", "PROTEST", "THREATEN") else kind
    if kind in _PROMISED and factuality is Factuality.PLANNED:
        return _PROMISED[kind]
    return kind


def mode_of(
    one: Found, kind: str | None, beside: Beside, *, tree: Tree, tools: Iterable[Run], below: Sequence[Found],
    lexicon: EventLexicon,
) -> str | None:  # fmt: skip
    """The PLOVER mode, None where nothing tells."""
    mode = one.entry.mode
    if kind == "ASSAULT":
        if mode in (None, "heavy-weapons", "explosives", "firearms"):
            by_means = _by_means(tree, one, tools, lexicon)
            return by_means or mode
        return mode
    if kind == "MOBILIZE":
        kinds = {actor.kind for actor in beside.actors}
        if mode == "troops" and (kinds | {actor.kind for actor in beside.moved}) & _POLICE:
            return "police"
        if mode == "troops" and kinds and kinds <= _MILITIA:
            return "militia"
        return mode
    if kind in ("REQUEST", "REJECT"):
        return mode or next((_ASKED[f.entry.type] for f in below if f.entry.type in _ASKED), None)
    if kind == "THREATEN":
        for found in below:
            if found.entry.type == "ASSAULT":
                return "territory" if found.entry.frame.name == "take" else "violence"
            if found.entry.type in ("COERCE", "SANCTION"):
                return _THREATENED.get(found.entry.mode or "", "relations")
        return None
    if kind == "COERCE":
        return mode
    if kind == "SANCTION" and one.entry.type == "RETREAT":
        return "withdraw"
    return mode if kind == one.entry.type else None


def _by_means(tree: Tree, one: Found, tools: Iterable[Run], lexicon: EventLexicon) -> str | None:
    words = [
        k
        for k in tree.kids[one.token]
        if tree.rels[k] in ("amod", "compound", "nsubj", "obl", "nmod", "obj")
        and tree.deprel(k) != "nmod:poss"
    ]
    if one.support is not None:
        words += tree.children(one.support, "nsubj", "obl")
    tokens = [k for run in tools for k in range(*run)]
    tokens += [m for k in words for m in (k, *tree.children(k, "compound", "amod"))]
    for k in tokens:
        pair = f"{tree.lemmas[k - 1]} {tree.lemmas[k]}" if k else ""
        mode = lexicon.modes.get(pair) or lexicon.modes.get(tree.lemmas[k]) or lexicon.modes.get(tree.low[k])
        if mode is not None:
            return mode
    return None


def contexts_of(tree: Tree, run: Run, actors: Iterable[Actor], lexicon: EventLexicon) -> tuple[str, ...]:
    """Contexts by the words of a sentence, singly or in pairs, and by who takes part; in the table's order."""
    found = {"military"} if any(actor.kind == "MIL" for actor in actors) else set()
    for k in range(*run):
        lemma = tree.lemmas[k]
        for words in (lemma, tree.low[k], f"{tree.lemmas[k - 1]} {lemma}" if k > run[0] else lemma):
            context = lexicon.contexts.get(words)
            if context is not None:
                found.add(context)
    return tuple(context for context in dict.fromkeys(lexicon.contexts.values()) if context in found)
