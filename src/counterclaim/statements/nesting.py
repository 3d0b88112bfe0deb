"""Nesting: takes the attributions of a text, gives each its parent, and folds those that are one statement.

An outlet that reports what another says is an intermediary, not a second source; a source that "says that it
denies" denies. Everything else keeps both levels.
"""

from __future__ import annotations

from collections.abc import Iterable

from counterclaim.records import Stance
from counterclaim.statements.chains import Media
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Lexicon
from counterclaim.statements.stance import SETTLED, stance_of
from counterclaim.tree import Tree


def nest(tree: Tree, lexicon: Lexicon, media: Media, found: list[Found]) -> list[tuple[Found, Stance]]:
    """The attributions that stay, in order of their cues, with parent, intermediaries and stance."""
    stances = {id(one): stance_of(tree, lexicon, one) for one in found}
    gone: set[int] = set()
    covering = _by_token(tree, found)
    for one in found:
        one.parent = _around(tree, covering.get(one.head, ()), one)
    for one in sorted(found, key=Found.size, reverse=True):  # the outer ones first
        outer = one.parent
        if outer is None or id(one) in gone:
            continue
        direct = _is_direct(tree, outer, one)
        if direct and _is_relay(tree, media, outer, one):
            one.via = [*one.via, *[run for run in outer.sources if run not in one.via], *outer.via]
            one.parent = outer.parent
            gone.add(id(outer))
            for other in found:
                if other.parent is outer and other is not one:
                    other.parent = one if one.covers(tree.tokens[other.head].start) else outer.parent
        elif _is_self(tree, lexicon, outer, one) and (direct or outer.quoted or not one.sources):
            gone.add(id(one))
            if direct and stances[id(outer)] in SETTLED and stances[id(one)] not in SETTLED:
                stances[id(outer)] = stances[id(one)]
            for other in found:
                if other.parent is one:
                    other.parent = outer
        elif direct:
            one.via = [*one.via, *[run for run in outer.sources if run not in one.via]]
    kept = [one for one in found if id(one) not in gone]
    return [(one, stances[id(one)]) for one in sorted(kept, key=lambda one: one.cue[0])]


def _by_token(tree: Tree, found: list[Found]) -> dict[int, list[Found]]:
    """For each token the attributions in whose content it begins, in their order."""
    covering: dict[int, list[Found]] = {}
    for one in found:
        for span in one.contents:
            for k in range(*(tree.run_in(span.start, span.end) or (0, 0))):
                others = covering.setdefault(k, [])
                if tree.tokens[k].start >= span.start and (not others or others[-1] is not one):
                    others.append(one)
    return covering


def _around(tree: Tree, covering: Iterable[Found], one: Found) -> Found | None:
    """The smallest attribution in whose content a cue stands, of those whose content covers it."""
    fitting = [
        other
        for other in covering
        if other is not one and not (one.covers(tree.tokens[other.head].start) and one.size() >= other.size())
    ]
    return min(fitting, key=Found.size, default=None)


def _is_direct(tree: Tree, outer: Found, one: Found) -> bool:
    """Whether the inner cue heads the outer one's content."""
    node = one.head
    for _ in range(4):
        if node == outer.complement:
            return True
        if node < 0 or tree.rels[node] not in ("xcomp", "obj", "nsubj", "advcl", "ccomp", "acl"):
            return False
        if node != one.head and tree.rels[node] in ("advcl", "acl", "nsubj"):
            return False
        node = tree.head(node)
    return False


def _is_relay(tree: Tree, media: Media, outer: Found, one: Found) -> bool:
    if outer.entry.pos == "preposition" or _speaks_for(tree, outer, one):
        return True
    if not outer.sources:
        return outer.absent and outer.entry.stance == Stance.ASSERTS and not outer.outlet
    return outer.entry.stance in SETTLED and any(media.is_media(run) for run in outer.sources)


def _is_self(tree: Tree, lexicon: Lexicon, outer: Found, one: Found) -> bool:
    """Whether the inner source is the outer one again: a pronoun for it, or the same words."""
    if not one.sources:
        return not one.absent and not one.outlet
    for run in one.sources:
        if run in outer.sources:
            return True
        if run[1] - run[0] == 1 and tree.low[run[0]] in lexicon.words("self"):
            return not outer.quoted or tree.low[run[0]] in lexicon.words("first_person")
    return False


def _speaks_for(tree: Tree, outer: Found, one: Found) -> bool:
    """``The group has no plans to leave, its leader said``: the outer source is the inner one's voice."""
    owners = {"its", "their", "his", "her"}
    after = [run for run in outer.sources if run[0] >= one.cue[1]]
    return bool(one.sources) and any(tree.low[k] in owners for run in after for k in range(*run))
