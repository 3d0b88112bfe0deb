"""The facets of events: takes a tree, an annotation, a trigger and the extent of what is said, gives Facets.

Whatever can be found of a sentence without knowing the event is found once; an event then takes what hangs
on its trigger. Who speaks, whether it happened, where and when are left to others.
"""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.events.facets.aims import Aims, Told
from counterclaim.events.facets.control import Controls
from counterclaim.events.facets.found import Count, Facets, Holding, Phrase
from counterclaim.events.facets.lexicon import words
from counterclaim.events.facets.links import Links
from counterclaim.events.facets.manners import Manners
from counterclaim.events.facets.means import Means, Tool
from counterclaim.events.facets.nouns import Nouns
from counterclaim.events.facets.numbers import numbers
from counterclaim.events.facets.tolls import Tolls
from counterclaim.events.facets.victims import Victims
from counterclaim.records import Annotation, Harm
from counterclaim.tree import Run, Tree

_SHARED = (Harm.KILLED, Harm.WOUNDED, Harm.MISSING)  # "killed 12 and wounded 30" is one event's toll


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What one sentence tells, before it is known of which event."""

    counts: list[Count]
    holdings: list[Holding]
    tools: list[Tool]
    aims: list[Told]
    manners: list[Told]


class FacetReader:
    """Reads the facets of the events of one document."""

    def __init__(self, tree: Tree, annotation: Annotation) -> None:
        self.tree, self.annotation = tree, annotation
        known = words()
        nouns = Nouns(tree, annotation, known)
        victims = Victims(nouns, numbers())
        self._words, self._nouns = known, nouns
        self._links = Links(tree, known)
        self._tolls = Tolls(tree, nouns, victims, known)
        self._controls = Controls(tree, nouns, victims, known)
        self._means = Means(tree, nouns, victims, known)
        self._aims = Aims(tree, nouns, known)
        self._manners = Manners(tree, nouns, numbers(), known)
        self._told: dict[int, _Sentence] = {}

    def of(self, trigger: int | Run, scope: Run) -> Facets:
        """The facets of the event told by a trigger, within a range of tokens."""
        run = trigger if isinstance(trigger, tuple) else (trigger, trigger + 1)
        told = self._sentence(self.tree.tokens[run[0]].sentence)
        return Facets(
            tuple(
                one for one in told.counts if _inside(one.anchors[:1], scope) and self._counts_for(one, run)
            ),
            tuple(
                self._phrase(tool.run)
                for tool in told.tools
                if _inside(tool.run, scope) and self._is_tool_of(tool, run)
            ),
            next(
                (
                    one
                    for one in told.holdings
                    if _inside((one.anchor,), scope) and self._is_holding_of(one, run)
                ),
                None,
            ),
            self._best(told.aims, run, scope),
            self._best(told.manners, run, scope),
        )

    def counts(self, scope: Run) -> list[Count]:
        """All counts told in a range of tokens, whatever event they belong to."""
        return [
            one for told in self._sentences(scope) for one in told.counts if _inside(one.anchors[:1], scope)
        ]

    def holdings(self, scope: Run) -> list[Holding]:
        """All holdings told in a range of tokens, states ("rebel-held") as well as changes."""
        return [
            one for told in self._sentences(scope) for one in told.holdings if _inside((one.anchor,), scope)
        ]

    # -- a sentence

    def _sentences(self, scope: Run) -> list[_Sentence]:
        numbers = dict.fromkeys(self.tree.tokens[k].sentence for k in range(*scope))
        return [self._sentence(number) for number in numbers]

    def _sentence(self, number: int) -> _Sentence:
        found = self._told.get(number)
        if found is None:
            run = self.tree.sentence_run(number)
            aims = self._aims.of(run)
            meant = {
                k for aim in aims for k in range(*aim.run)
            }  # what is only aimed at is held by nobody yet
            found = self._told[number] = _Sentence(
                self._tolls.of(run),
                [one for one in self._controls.of(run) if one.anchor not in meant],
                self._means.of(run),
                aims,
                self._manners.of(run),
            )
        return found

    # -- what belongs to an event

    def _counts_for(self, count: Count, run: Run) -> bool:
        """Whether a count is the event's: its own word, one that goes on from it, or one that hangs on it."""
        if any(run[0] <= k < run[1] for k in count.anchors):
            return True
        anchor, trigger = count.anchors[0], self.tree.head_of(run)
        if not any(self._links.joined(k, trigger) for k in count.anchors):
            return False
        if not self._is_deed(trigger) and self.tree.head(anchor) != trigger:
            return False
        if self._words.harms.get(self.tree.low[trigger]) and self.tree.upos(trigger) == "VERB":
            return anchor > trigger and (
                count.toll.harm in _SHARED
                or (anchor in self.tree.subtree(trigger) and self.tree.rels[anchor] != "conj")
            )
        return True

    def _is_tool_of(self, tool: Tool, run: Run) -> bool:
        if any(run[0] <= k < run[1] for k in range(*tool.run)) or any(
            run[0] <= k < run[1] for k in tool.anchors
        ):
            return True
        trigger = self.tree.head_of(run)
        return self._is_deed(trigger) and any(self._links.joined(k, trigger) for k in tool.anchors[:2])

    def _is_deed(self, k: int) -> bool:
        """Whether a trigger tells something that can harm, and not what is said or where somebody went."""
        nouns = self._nouns
        return (
            nouns.is_(k, "event_noun") or nouns.is_(k, "deed_verb") or self.tree.low[k] in self._words.harms
        )

    def _is_holding_of(self, one: Holding, run: Run) -> bool:
        """Whether a holding is what the trigger tells: its verb, its noun, or the verb that leads to it."""
        tree = self.tree
        if run[0] <= one.anchor < run[1]:
            return True
        trigger = tree.head_of(run)
        near = (tree.head(one.anchor), tree.head(trigger))
        if near[0] == trigger and tree.rels[one.anchor] in ("xcomp", "obj", "obl"):
            return True
        return (
            near[1] == one.anchor
            and tree.rels[trigger] in ("obj", "obl", "xcomp")
            and self._nouns.is_(trigger, "control_noun")
        )

    def _best(self, found: list[Told], run: Run, scope: Run) -> Phrase | None:
        """The phrase that hangs on the trigger most closely."""
        trigger = self.tree.head_of(run)
        for rank in range(3):
            for one in found:
                if not _inside(one.run, scope) or any(run[0] <= k < run[1] for k in range(*one.run)):
                    continue
                near = one.anchors[:1] if rank == 0 else one.anchors
                own = any(run[0] <= k < run[1] for k in near)
                hangs = (
                    rank == 2
                    and one.strong
                    and (self._is_deed(trigger) or self._nouns.upos(trigger) == "VERB")
                )
                if own or (hangs and any(self._links.joined(k, trigger) for k in one.anchors)):
                    return self._phrase(one.run)
        return None

    def _phrase(self, run: Run) -> Phrase:
        span = self.tree.span(run)
        return Phrase(" ".join(self.tree.words(run).split()), run, span.start, span.end)


def _inside(run: tuple[int, ...], scope: Run) -> bool:
    return bool(run) and scope[0] <= run[0] < scope[1]


def facets(tree: Tree, annotation: Annotation, *, trigger: int | Run, scope: Run) -> Facets:
    """Toll, means, control, aim and manner of one event.

    Args:
        tree: the document's tree.
        annotation: the same document's annotation.
        trigger: token, or run of tokens, that tells the event.
        scope: tokens of what the statement says; nothing outside is read.
    """
    return reader_of(tree, annotation).of(trigger, scope)


_kept: list[
    FacetReader
] = []  # that of the document at hand; hashing an annotation would cost more than reading it


def reader_of(tree: Tree, annotation: Annotation) -> FacetReader:
    """The reader of a document, kept while its events are read."""
    if not (_kept and _kept[0].tree is tree and _kept[0].annotation is annotation):
        _kept[:] = [FacetReader(tree, annotation)]
    return _kept[0]
