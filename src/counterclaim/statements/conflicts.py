"""Contradictions: takes the statements of a document, gives pairs that cannot both hold.

By predicate, argument and number alone: one place in two hands, an event and its negation, tolls or hours that
exclude each other, two culprits. Events refine this later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from counterclaim.records import Stance, Statement
from counterclaim.statements.lexicon import Lexicon
from counterclaim.statements.stance import is_negated
from counterclaim.statements.verbs import VERBAL, agent, is_passive
from counterclaim.tree import Run, Tree

TELLING = (Stance.ASSERTS, Stance.CONFIRMS, Stance.ADMITS, Stance.ACCUSES)
HARMS = ("killing", "wounding", "detaining", "displacing", "missing")
NUMBERS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}
FLOOR_WORDS = ("at least", "more than", "over", "upwards of", "no fewer than", "not less than")
CEILING_WORDS = ("up to", "at most", "fewer than", "less than", "no more than", "under")
_CLOCK = re.compile(r"^([01]?\d|2[0-3])[:.]([0-5]\d)$")

Key = frozenset[str]


@dataclass(slots=True)
class Told:
    """What a statement tells, ready to be compared: words are lemmas of phrases."""

    holders: list[tuple[Key, Key, bool]] = field(default_factory=list)  # who, which place, whether held
    deeds: list[tuple[str, Key, Key, bool]] = field(
        default_factory=list
    )  # predicate, who, to whom, whether done
    tolls: list[tuple[str, Key, int, int | None]] = field(default_factory=list)  # harm, of whom, low, high
    hours: list[tuple[str, Key, int]] = field(default_factory=list)  # predicate, who, minute of the day


def with_contradictions(tree: Tree, lexicon: Lexicon, made: list[Statement]) -> tuple[Statement, ...]:
    """The statements with ``contradicts`` filled in, both ways."""
    told = [_told(tree, lexicon, one) if one.stance in TELLING else Told() for one in made]
    against: dict[int, list[int]] = {i: [] for i in range(len(made))}
    for i, first in enumerate(made):
        for j in range(i + 1, len(made)):
            if _same_source(first, made[j]) or made[j].parent == first.id:
                continue
            if exclude(told[i], told[j]):
                against[i].append(j)
                against[j].append(i)
    return tuple(
        replace(one, contradicts=tuple(made[j].id for j in against[i])) for i, one in enumerate(made)
    )


def _same_source(first: Statement, second: Statement) -> bool:
    return {s.name for s in first.sources} == {s.name for s in second.sources}


def exclude(first: Told, second: Told) -> bool:
    """Whether two cannot both hold."""
    return (
        any(_two_holders(a, b) for a in first.holders for b in second.holders)
        or any(_opposed(a, b) for a in first.deeds for b in second.deeds)
        or any(_apart(a, b) for a in first.tolls for b in second.tolls)
        or any(
            a[0] == b[0] and a[1] & b[1] and abs(a[2] - b[2]) > 59 for a in first.hours for b in second.hours
        )
    )


def _two_holders(a: tuple[Key, Key, bool], b: tuple[Key, Key, bool]) -> bool:
    if not _same_thing(a[1], b[1]):
        return False
    same_holder = _same_thing(a[0], b[0])
    return (a[2] and b[2] and not same_holder) or (a[2] != b[2] and same_holder)


def _same_thing(a: Key, b: Key) -> bool:
    """Whether two phrases can name one thing: one's words hold the other's."""
    return bool(a and b) and (a <= b or b <= a)


def _opposed(a: tuple[str, Key, Key, bool], b: tuple[str, Key, Key, bool]) -> bool:
    if a[0] != b[0]:
        return False
    if a[3] != b[3]:
        return _may_be(a[1], b[1]) and _may_be(a[2], b[2]) and bool(a[1] & b[1] or a[2] & b[2])
    two_culprits = a[3] and bool(a[1] and b[1]) and not a[1] & b[1]
    return two_culprits and _same_thing(a[2], b[2])


def _may_be(a: Key, b: Key) -> bool:
    return not a or not b or bool(a & b)


def _apart(a: tuple[str, Key, int, int | None], b: tuple[str, Key, int, int | None]) -> bool:
    if a[0] != b[0] or not _may_be(a[1], b[1]):
        return False
    return (a[3] is not None and b[2] > a[3]) or (b[3] is not None and a[2] > b[3])


def _told(tree: Tree, lexicon: Lexicon, one: Statement) -> Told:
    told = Told()
    for span in one.content.spans:
        run = tree.run_in(span.start, span.end)
        if run is None:
            continue
        for k in range(*run):
            told.holders.extend(_holdings(tree, lexicon, run, k))
            told.tolls.extend(_tolls(tree, lexicon, k))
            if tree.upos(k) == "VERB" and tree.rels[k] not in ("amod", "compound"):
                deed = _deed(tree, k)
                if deed is not None and _is_asserted(tree, run, k):
                    told.deeds.append(deed)
                told.hours.extend(_hours(tree, k))
    return told


def _is_asserted(tree: Tree, run: Run, k: int) -> bool:
    """Whether a predicate is told and not only wished, supposed or asked for."""
    node = k
    while node >= 0 and run[0] <= node < run[1]:
        if any(
            tree.low[m] in ("if", "would", "could", "may", "might", "should", "will", "must", "whether")
            for m in tree.kids[node]
        ):
            return False
        if tree.rels[node] in ("xcomp", "advcl", "acl"):
            return False
        node = tree.head(node)
    return True


def key(tree: Tree, k: int) -> Key:
    """The words that name a thing: the head, names and numbers; determiners and the rest out."""
    run = tree.noun_phrase(k)
    return frozenset(
        tree.lemmas[m]
        for m in range(*run)
        if tree.upos(m) in ("PROPN", "NOUN", "ADJ")
        and (m == k or tree.rels[m] in ("compound", "flat", "amod", "nmod", "appos"))
        and tree.lemmas[m][:1].isalnum()
        and _is_of(tree, m, k)
    )


def _is_of(tree: Tree, m: int, k: int) -> bool:
    return m == k or tree.head(m) == k or tree.rels[m] in ("flat", "compound")


def _objects(tree: Tree, k: int) -> list[int]:
    return [m for h in (k, *tree.children(k, "conj")) for m in [h] if tree.upos(m) in ("NOUN", "PROPN")]


def _who(tree: Tree, k: int) -> int | None:
    if is_passive(tree, k):
        return agent(tree, k)
    own = [m for m in tree.children(k, "nsubj") if tree.low[m] not in ("which", "that", "who")]
    if own:
        return own[0]
    if tree.rels[k] in ("conj", "xcomp") and tree.head(k) >= 0:
        return _who(tree, tree.head(k))
    return None


def _holdings(tree: Tree, lexicon: Lexicon, run: Run, k: int) -> Iterator[tuple[Key, Key, bool]]:
    """Who holds which place: by a noun ("in control of"), by a verb ("seized"), or lost ("fell to")."""
    if tree.lemmas[k] in lexicon.words("control_noun") and tree.upos(k) == "NOUN":
        above = tree.head(k)
        who = _who(tree, above) if above >= 0 and tree.upos(above) in VERBAL else _copular(tree, k)
        places = [
            p
            for m in tree.children(k, "nmod")
            if tree.has(m, "case", "of", "over")
            for p in _objects(tree, m)
        ]
        held = above < 0 or (
            not is_negated(tree, above)
            and tree.lemmas[above] not in ("lose", "cede", "surrender", "hand", "deny")
        )
    elif tree.upos(k) == "VERB" and tree.lemmas[k] in lexicon.words("control_verb"):
        objects = tree.children(k, "nsubj") if is_passive(tree, k) else tree.children(k, "obj")
        who, places = _who(tree, k), [p for m in objects for p in _objects(tree, m)]
        held = not is_negated(tree, k)
    else:
        return
    if who is None or (not _is_asserted(tree, run, k) and tree.upos(k) == "VERB"):
        return
    for place in places:
        if tree.lemmas[place] not in lexicon.words("control_noun"):
            yield key(tree, who), key(tree, place), held


def _copular(tree: Tree, k: int) -> int | None:
    own = tree.children(k, "nsubj")
    return own[0] if own else None


def _deed(tree: Tree, k: int) -> tuple[str, Key, Key, bool] | None:
    passive = is_passive(tree, k)
    who = _who(tree, k)
    objects = tree.children(k, "nsubj") if passive else tree.children(k, "obj") or tree.children(k, "obl")
    objects = [m for m in objects if tree.upos(m) in ("NOUN", "PROPN")]
    if tree.lemmas[k] in ("have", "take", "make", "be", "do", "get", "say", "tell", "begin", "continue"):
        return None
    if who is None and not objects:
        return None
    negated = is_negated(tree, k) or any(
        tree.low[m] == "no" for o in (who, *objects[:1]) if o is not None for m in tree.kids[o]
    )
    by = key(tree, who) if who is not None and tree.upos(who) != "PRON" else frozenset()
    return tree.lemmas[k], by, key(tree, objects[0]) if objects else frozenset(), not negated


def _number(tree: Tree, k: int) -> tuple[int, int | None] | None:
    low = tree.low[k].replace(",", "")
    value = int(low) if low.isdigit() else NUMBERS.get(low)
    if value is None:
        return None
    before = " ".join(tree.low[max(0, k - 3) : k])
    if any(before.endswith(words) for words in FLOOR_WORDS):
        return value, None
    return (0, value) if any(before.endswith(words) for words in CEILING_WORDS) else (value, value)


def _tolls(tree: Tree, lexicon: Lexicon, k: int) -> Iterator[tuple[str, Key, int, int | None]]:
    """Numbers of people by what befell them."""
    harm = next((name for name in HARMS if tree.lemmas[k] in lexicon.words(name)), None)
    if harm is None:
        return
    counted = tree.children(k, "nsubj", "obj", "nummod") + (
        [tree.head(k)] if tree.rels[k] in ("acl", "amod") else []
    )
    if tree.upos(k) == "ADJ" and tree.head(k) >= 0 and tree.rels[k] != "amod":
        counted += tree.children(k, "nsubj")
    for m in counted:
        if (
            tree.upos(k) == "VERB"
            and m in tree.children(k, "nsubj")
            and tree.children(k, "obj")
            and not is_passive(tree, k)
        ):
            continue
        for n in (m, *tree.children(m, "nummod")):
            number = _number(tree, n) if m >= 0 else None
            if number is not None:
                people = (
                    frozenset({tree.lemmas[m]} - {"people", "person"})
                    if tree.upos(m) == "NOUN" and m != k
                    else frozenset()
                )
                yield harm, people, *number
                break
        else:
            if m >= 0 and any(tree.low[n] == "no" for n in tree.kids[m]):
                yield harm, frozenset(), 0, 0


def _hours(tree: Tree, k: int) -> Iterator[tuple[str, Key, int]]:
    who = _who(tree, k)
    if who is None:
        return
    for m in tree.children(k, "obl"):
        for n in (m, *tree.kids[m]):
            clock = _CLOCK.match(tree.low[n])
            if clock:
                yield tree.lemmas[k], key(tree, who), int(clock[1]) * 60 + int(clock[2])
