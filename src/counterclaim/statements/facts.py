"""Facts: takes a statement, gives what it tells in a form that can be held against another's.

Who holds which place, who did what to whom, how many suffered what, at what hour. The event coder reads more; this
is what contradictions need.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from counterclaim.records import Statement
from counterclaim.statements.lexicon import Lexicon
from counterclaim.statements.stance import is_negated
from counterclaim.statements.subjects import VERBAL, agent, cue_run, is_passive
from counterclaim.statements.terms import LIGHT, terms_of
from counterclaim.statements.things import Key, Things
from counterclaim.tree import Run, Tree

HARMS = ("killing", "wounding", "detaining", "displacing", "missing")
NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {word: 10 * tens for tens, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)}
FLOOR_WORDS = ("at least", "more than", "over", "upwards of", "no fewer than", "not less than")
CEILING_WORDS = ("up to", "at most", "fewer than", "less than", "no more than", "under")
UNREAL = ("if", "would", "could", "may", "might", "should", "will", "must", "whether", "to")
EMPTY_VERBS = LIGHT | {
    "get",
    "tell",
    "begin",
    "continue",
    "come",
    "go",
    "give",
    "see",
    "use",
    "want",
    "need",
    "keep",
}
STRIVING = (
    "fight",
    "battle",
    "vie",
    "struggle",
    "compete",
    "try",
    "clash",
    "contest",
    "lose",
    "cede",
    "surrender",
    "hand",
)
OF_SELF = frozenset("we our us i my it its they their he she his her ourselves itself themselves".split())
HELD_BY = ("in", "under", "into")
_CLOCK = re.compile(r"^([01]?\d|2[0-3])[:.]([0-5]\d)$")


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a place, or is said not to."""

    holder: Key
    place: Key
    held: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did what to whom, or did not; ``definite``: the one thing it was done to is known to the reader."""

    predicates: Key
    who: Key
    whom: Key
    done: bool
    definite: bool


@dataclass(frozen=True, slots=True)
class Toll:
    """How many suffered a harm: from ``low`` to ``high``, None without a bound; ``whom`` empty for people at large."""

    harm: str
    whom: Key
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Hour:
    """At which minute of a day somebody did something."""

    predicate: str
    who: Key
    minute: int


@dataclass(slots=True)
class Facts:
    """What a statement tells."""

    holdings: list[Holding] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    tolls: list[Toll] = field(default_factory=list)
    hours: list[Hour] = field(default_factory=list)

    def any(self) -> bool:
        """Whether there is anything to compare."""
        return bool(self.holdings or self.deeds or self.tolls or self.hours)


def facts_of(tree: Tree, lexicon: Lexicon, *, things: Things, one: Statement) -> Facts:
    """What a statement tells."""
    reading = _Reading(tree, lexicon, things=things, one=one)
    facts = Facts()
    for span in one.content.spans:
        run = tree.run_in(span.start, span.end)
        for k in range(*(run or (0, 0))):
            facts.holdings.extend(reading.holdings(k))
            facts.tolls.extend(reading.tolls(k))
            if tree.upos(k) == "VERB" and tree.rels[k] not in ("amod", "compound") and reading.is_told(k):
                deed = reading.deed(k)
                if deed is not None:
                    facts.deeds.append(deed)
                facts.hours.extend(reading.hours(k))
    return facts


class _Reading:
    """Reads the facts of one statement."""

    def __init__(self, tree: Tree, lexicon: Lexicon, *, things: Things, one: Statement) -> None:
        self._tree, self._lexicon, self._things = tree, lexicon, things
        runs = [run for span in one.content.spans if (run := tree.run_in(span.start, span.end))]
        self._run: Run = (runs[0][0], runs[-1][1]) if runs else (0, 0)
        self._source: Key = frozenset()
        for source in one.sources:
            at = tree.run_in(
                source.start if source.resolved_start is None else source.resolved_start,
                source.end if source.resolved_end is None else source.resolved_end,
            )
            if at is not None and source.name != "outlet":
                self._source |= things.key(tree.head_of(at))

    def key(self, k: int) -> Key:
        """What a phrase names; the source itself where it says "we" or "its forces"."""
        tree = self._tree
        if tree.low[k] in OF_SELF:
            return self._source
        named = self._things.key(k)
        own = any(tree.low[m] in OF_SELF for m in tree.children(k, "nmod"))
        return named | self._source if own else named

    def is_told(self, k: int) -> bool:
        """Whether a predicate is told and not only wished, supposed or asked for."""
        tree, node = self._tree, k
        while node >= 0 and self._run[0] <= node < self._run[1]:
            if any(tree.low[m] in UNREAL and tree.rels[m] in ("aux", "mark") for m in tree.kids[node]):
                return False
            if tree.rels[node] in ("xcomp", "advcl", "acl"):
                return False
            node = tree.head(node)
        return True

    def _who(self, k: int) -> int | None:
        tree = self._tree
        if is_passive(tree, k):
            return agent(tree, k)
        own = [m for m in tree.children(k, "nsubj") if tree.low[m] not in ("which", "that", "who")]
        if own:
            return own[0]
        if tree.rels[k] in ("conj", "xcomp") and tree.head(k) >= 0:
            return self._who(tree.head(k))
        return None

    def _negated(self, k: int, *more: int | None) -> bool:
        """Whether a predicate is denied, by itself or by "no" before one of its parts."""
        tree = self._tree
        if is_negated(tree, k) or tree.low[self._run[0]] == "not":
            return True
        return any(
            tree.low[m] in ("no", "none", "neither")
            for o in more
            if o is not None
            for m in (o, *tree.kids[o])
        )

    def holdings(self, k: int) -> Iterator[Holding]:
        """By a noun ("in control of", "in our hands"), or by a verb ("seized")."""
        tree, lexicon = self._tree, self._lexicon
        if tree.lemmas[k] in lexicon.words("control_noun") and tree.upos(k) == "NOUN":
            yield from self._by_noun(k)
        elif tree.upos(k) == "VERB" and tree.lemmas[k] in lexicon.words("control_verb") and self.is_told(k):
            objects = tree.children(k, "nsubj") if is_passive(tree, k) else tree.children(k, "obj")
            who = self._subject_of(k, k) if not is_passive(tree, k) else self._who(k)
            for m in objects:
                for place in (m, *tree.children(m, "conj")):
                    named = tree.upos(place) in ("NOUN", "PROPN") and who is not None
                    if named and who is not None and tree.lemmas[place] not in lexicon.words("control_noun"):
                        yield Holding(self.key(who), self.key(place), not self._negated(k, who))

    def _by_noun(self, k: int) -> Iterator[Holding]:
        tree = self._tree
        verb = self._verb_of(k)
        if verb is not None and tree.lemmas[verb] in STRIVING:
            return
        denied = verb is not None and self._negated(verb, k)
        before = tree.low[k - 1] if k else ""
        if tree.low[k + 1 : k + 2] in (["of"], ["over"]):
            if tree.lemmas[k] == "hand" and tree.low[k - 2] not in HELD_BY:
                return
            who = self._subject_of(k, verb)
            places = self._after(k + 2)
            if before in ("the",) and tree.low[k - 2] in HELD_BY:  # "in the hands of the rebels"
                who, places = (places[0] if places else None), [p for p in [who] if p is not None]
        elif tree.low[k - 2] in HELD_BY or before in HELD_BY:  # "is in our hands", "under army control"
            owner = [m for m in tree.kids[k] if tree.rels[m] in ("nmod", "compound", "amod")]
            place = self._subject_of(k, verb)
            who, places = (owner[0] if owner else None), [p for p in [place] if p is not None]
        else:
            return
        if who is not None:
            for place in places:
                yield Holding(self.key(who), self.key(place), not denied)

    def _verb_of(self, k: int) -> int | None:
        """The verb that goes with a noun of holding: above it, or the nearest before."""
        tree, above = self._tree, self._tree.head(k)
        if above >= 0 and tree.upos(above) in VERBAL:
            return above
        return next(
            (m for m in range(k - 1, max(self._run[0] - 1, k - 7), -1) if tree.upos(m) in VERBAL), None
        )

    def _subject_of(self, k: int, verb: int | None) -> int | None:
        tree = self._tree
        own = [m for m in tree.children(k, "nsubj") if m < k]
        if own:
            return own[0]
        if verb is None:
            return None
        who = self._who(verb)
        if who is not None:
            return who
        before = tree.phrase_before(cue_run(tree, verb, verb)[0])
        return tree.head_of(before) if before is not None and before[0] >= self._run[0] else None

    def _after(self, first: int) -> list[int]:
        """The heads of the phrases from a token on, members of a coordination each."""
        tree = self._tree
        run = tree.phrase_after(first) if first < self._run[1] else None
        if run is None:
            return []
        heads = [run[1] - 1]
        while run is not None and run[1] + 1 < self._run[1] and tree.low[run[1]] == "and":
            run = tree.phrase_after(run[1] + 1)
            heads += [run[1] - 1] if run is not None else []
        return heads

    def deed(self, k: int) -> Deed | None:
        """What a verb tells."""
        tree = self._tree
        if tree.lemmas[k] in EMPTY_VERBS:
            return None
        who = self._who(k)
        passive = is_passive(tree, k)
        objects = tree.children(k, "nsubj") if passive else tree.children(k, "obj") or tree.children(k, "obl")
        objects = [m for m in objects if tree.upos(m) in ("NOUN", "PROPN", "PRON")]
        whom = objects[0] if objects else None
        if who is None and whom is None:
            return None
        nobody = any(tree.low[o] in ("nobody", "none", "nothing") for o in (who, whom) if o is not None)
        negated = self._negated(k, who, whom) or nobody
        return Deed(
            predicates=frozenset(terms_of(tree, k)) or frozenset({tree.lemmas[k]}),
            who=self.key(who) if who is not None and tree.low[who] not in ("nobody", "none") else frozenset(),
            whom=self.key(whom)
            if whom is not None and tree.low[whom] not in ("nobody", "nothing")
            else frozenset(),
            done=not negated,
            definite=whom is not None
            and (
                tree.upos(whom) == "PROPN"
                or any(tree.low[m] in ("the", "this", "that") for m in tree.kids[whom])
            ),
        )

    def tolls(self, k: int) -> Iterator[Toll]:
        """Numbers of people by what befell them."""
        tree = self._tree
        harm = next((name for name in HARMS if tree.lemmas[k] in self._lexicon.words(name)), None)
        if harm is None:
            return
        counted = tree.children(k, "nsubj", "obj", "nummod") + (
            [tree.head(k)] if tree.rels[k] in ("acl", "amod") else []
        )
        active = tree.upos(k) == "VERB" and tree.children(k, "obj") and not is_passive(tree, k)
        for m in counted:
            if m < 0 or (active and m in tree.children(k, "nsubj")):
                continue
            number = next((n for at in (m, *tree.children(m, "nummod")) if (n := _number(tree, at))), None)
            people = (
                self._things.key(m) - {"people", "person"}
                if tree.upos(m) == "NOUN" and m != k
                else frozenset()
            )
            if number is not None:
                yield Toll(harm, people, *number)
            elif any(tree.low[n] == "no" for n in tree.kids[m]):
                yield Toll(harm, people, 0, 0)

    def hours(self, k: int) -> Iterator[Hour]:
        """The hours of the clock at which a verb has it that somebody did something."""
        tree, who = self._tree, self._who(k)
        if who is None:
            return
        for m in tree.children(k, "obl"):
            for n in (m, *tree.kids[m]):
                clock = _CLOCK.match(tree.low[n])
                if clock:
                    yield Hour(tree.lemmas[k], self.key(who), int(clock[1]) * 60 + int(clock[2]))


def _number(tree: Tree, k: int) -> tuple[int, int | None] | None:
    low = tree.low[k].replace(",", "")
    value = int(low) if low.isdecimal() else NUMBERS.get(low)
    if value is None:
        return None
    before = " ".join(tree.low[max(0, k - 3) : k])
    if any(before.endswith(words) for words in FLOOR_WORDS):
        return value, None
    return (0, value) if any(before.endswith(words) for words in CEILING_WORDS) else (value, value)
