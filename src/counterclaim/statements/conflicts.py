"""Contradictions: takes the statements of a document, gives pairs that cannot both hold.

Told facts are compared, never words alone: one place in two hands, an event and its negation, tolls or hours that
exclude each other, two culprits. What a statement tells is read in ``facts``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from counterclaim.records import Annotation, Stance, Statement
from counterclaim.statements.facts import Deed, Facts, Holding, Toll, facts_of
from counterclaim.statements.lexicon import Lexicon
from counterclaim.statements.things import Key, Things
from counterclaim.tree import Tree

TELLING = (Stance.ASSERTS, Stance.CONFIRMS, Stance.ADMITS, Stance.ACCUSES, Stance.DENIES)
APART = 59  # minutes between two hours that are two
SEQUENTIAL = frozenset({"+leave", "+enter", "+hold"})  # what one party can do to a place after another


def with_contradictions(
    tree: Tree, lexicon: Lexicon, *, annotation: Annotation, made: list[Statement]
) -> tuple[Statement, ...]:
    """The statements with ``contradicts`` filled in, both ways."""
    things = Things(tree, annotation)
    told = [
        facts_of(tree, lexicon, things=things, one=one) if one.stance in TELLING else None for one in made
    ]
    against: dict[int, list[int]] = {i: [] for i in range(len(made))}
    known = [(i, facts) for i, facts in enumerate(told) if facts is not None and facts.any()]
    keys = [_keys(facts) for _, facts in known]
    holders: dict[tuple[str, str], list[int]] = {}
    for at, own in enumerate(keys):
        for key in own:
            holders.setdefault(key, []).append(at)
    for at, (i, first) in enumerate(known):
        alike = {other for key in keys[at] for other in holders[key][bisect_right(holders[key], at) :]}
        for j, second in (known[other] for other in sorted(alike)):
            if _may_oppose(made[i], made[j]) and exclude(first, second):
                against[i].append(j)
                against[j].append(i)
    return tuple(
        replace(one, contradicts=tuple(made[j].id for j in against[i])) if against[i] else one
        for i, one in enumerate(made)
    )


def _keys(facts: Facts) -> set[tuple[str, str]]:
    """What some facts speak of: others that speak of none of it cannot exclude them."""
    keys = {("place", word) for one in facts.holdings for word in one.place}
    keys |= {("deed", word) for one in facts.deeds for word in one.predicates}
    keys |= {("toll", one.harm) for one in facts.tolls}
    return keys | {("hour", one.predicate) for one in facts.hours}


def _may_oppose(first: Statement, second: Statement) -> bool:
    """Whether two statements are of two sources, neither within the other, and not one the other's denial."""
    if {s.name for s in first.sources} == {s.name for s in second.sources}:
        return False
    if second.parent == first.id or first.parent == second.id:
        return False
    return Stance.DENIES not in (first.stance, second.stance)


def exclude(first: Facts, second: Facts) -> bool:
    """Whether two cannot both hold."""
    return (
        any(_two_holders(a, b) for a in first.holdings for b in second.holdings)
        or any(_opposed(a, b) for a in first.deeds for b in second.deeds)
        or any(_tolls_apart(a, b) for a in first.tolls for b in second.tolls)
        or any(
            a.predicate == b.predicate and a.who & b.who and abs(a.minute - b.minute) > APART
            for a in first.hours
            for b in second.hours
        )
    )


def _two_holders(a: Holding, b: Holding) -> bool:
    if not same_thing(a.place, b.place):
        return False
    same_holder = same_thing(a.holder, b.holder)
    return (a.held and b.held and not same_holder) or (a.held != b.held and same_holder)


def same_thing(a: Key, b: Key) -> bool:
    """Whether two phrases can name one thing: one's words hold the other's."""
    return bool(a and b) and (a <= b or b <= a)


def _opposed(a: Deed, b: Deed) -> bool:
    if not a.predicates & b.predicates:
        return False
    if a.done != b.done:
        return _may_be(a.who, b.who) and _may_be(a.whom, b.whom) and bool(a.who & b.who or a.whom & b.whom)
    two_culprits = a.done and bool(a.who and b.who) and not a.who & b.who
    return (
        two_culprits
        and not a.predicates & SEQUENTIAL
        and a.definite
        and b.definite
        and same_thing(a.whom, b.whom)
    )


def _may_be(a: Key, b: Key) -> bool:
    return not a or not b or bool(a & b)


def _tolls_apart(a: Toll, b: Toll) -> bool:
    if a.harm != b.harm or not _may_be(a.whom, b.whom):
        return False
    return (a.high is not None and b.low > a.high) or (b.high is not None and a.low > b.high)
