"""What one version of a document says otherwise than another: statements new, withdrawn and changed.

Takes two reports; gives a Difference. Offsets do not count, only what is said. Statements alike in all are
paired first; of the rest, those with the most words of content in common.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Final

from counterclaim.ledger.words import folded
from counterclaim.records import Change, Difference, Document, EventMention, Report, Statement

PAIRED: Final = 0.5  # share of the words of both contents, at least, that a changed statement keeps
_COMMON: Final = 64  # statements in which a word stands that tells none of them apart

Facets = dict[str, Hashable]


def difference(old: Report, new: Report) -> Difference:
    """What ``new`` says otherwise than ``old``; in the order of the new text, then what was withdrawn."""
    before, after = [said(one) for one in old.statements], [said(one) for one in new.statements]
    pairs = _paired(before, after)
    changes = []
    for at, facets in enumerate(after):
        other = pairs.get(at)
        if other is None:
            changes.append(Change(None, new.statements[at].id))
        elif before[other] != facets:
            fields = tuple(name for name in facets if facets[name] != before[other][name])
            changes.append(Change(old.statements[other].id, new.statements[at].id, fields))
    gone = sorted(set(range(len(before))) - set(pairs.values()))
    changes += [Change(old.statements[at].id, None) for at in gone]
    return Difference(new.document.id, old.document.id, _fields(old.document, new.document), tuple(changes))


def successors(old: Report, new: Report) -> dict[str, str]:
    """By the id of each statement of ``old`` that is still made in ``new``, the id under which it is."""
    pairs = _paired([said(one) for one in old.statements], [said(one) for one in new.statements])
    return {old.statements[other].id: new.statements[at].id for at, other in pairs.items()}


def said(statement: Statement) -> Facets:
    """What a statement says, part by part, wherever in a text it stands."""
    facets: Facets = {
        "source": tuple(folded(source.name) for source in statement.sources),
        "via": tuple(folded(source.name) for source in statement.via),
        "stance": statement.stance,
        "content": folded(statement.content.text),
    }
    facets |= {name: tuple(told(event) for event in statement.events) for name, told in _TOLD.items()}
    return facets


_TOLD: Final[dict[str, Callable[[EventMention], Hashable]]] = {
    "type": lambda event: (event.type, event.mode, event.contexts),
    "factuality": lambda event: event.factuality,
    "actors": lambda event: tuple(folded(one.name) for one in event.actors),
    "recipients": lambda event: tuple(folded(one.name) for one in event.recipients),
    "place": lambda event: event.place and folded(event.place.name),
    "time": lambda event: event.time and (event.time.start, event.time.end),
    "toll": lambda event: tuple((one.harm, one.who, one.low, one.high) for one in event.toll),
    "means": lambda event: event.means,
    "control": lambda event: event.control,
    "aim": lambda event: event.aim,
    "manner": lambda event: event.manner,
}


def _paired(before: Sequence[Facets], after: Sequence[Facets]) -> dict[int, int]:
    """Statements of the new version by number, each with the old one that it is, or was made of."""
    pairs = _same(before, after)
    return pairs | _alike(before, after, pairs)


def _same(before: Sequence[Facets], after: Sequence[Facets]) -> dict[int, int]:
    """Statements of the new version by number, each with the old one that is alike in all."""
    left: dict[Hashable, list[int]] = defaultdict(list)
    for at, facets in enumerate(before):
        left[tuple(facets.values())].append(at)
    return {
        at: left[key].pop(0) for at, facets in enumerate(after) if left.get(key := tuple(facets.values()))
    }


def _alike(before: Sequence[Facets], after: Sequence[Facets], pairs: dict[int, int]) -> dict[int, int]:
    """Of the rest, each new one with the old one that it was made of, the most alike first."""
    taken = set(pairs.values())
    old = {at: set(str(one["content"]).split()) for at, one in enumerate(before) if at not in taken}
    new = {at: set(str(one["content"]).split()) for at, one in enumerate(after) if at not in pairs}
    places: dict[str, list[int]] = defaultdict(list)
    for at, words in old.items():
        for word in words:
            places[word].append(at)
    scored = []
    for at, words in new.items():
        shared = Counter(other for word in words if len(places[word]) <= _COMMON for other in places[word])
        for other in shared:
            share = 2 * len(words & old[other]) / (len(words) + len(old[other]))
            if share >= PAIRED:
                scored.append((-share, abs(at - other), at, other))
    found: dict[int, int] = {}
    for _, _, at, other in sorted(scored):
        if at not in found and other not in taken:
            found[at] = other
            taken.add(other)
    return found


def _fields(old: Document, new: Document) -> tuple[str, ...]:
    names = ("text", "title", "outlet", "published", "credits")
    credits = [tuple(credit.agency for credit in one.credits) for one in (old, new)]
    differs = {name: getattr(old, name) != getattr(new, name) for name in names[:-1]}
    differs["credits"] = credits[0] != credits[1]
    return tuple(name for name in names if differs[name])
