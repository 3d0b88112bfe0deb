"""The facets of events: takes a tree, an annotation, a trigger and the extent of what is said, gives Facets.

Whatever can be found of a sentence without knowing the event is found once; an event then takes what hangs
on its trigger. Who speaks, whether it happened, where and when are left to others.
"""

from __future__ import annotations

from counterclaim.events.facets.found import Count, Facets
from counterclaim.events.facets.lexicon import words
from counterclaim.events.facets.links import Links
from counterclaim.events.facets.nouns import Nouns
from counterclaim.events.facets.numbers import numbers
from counterclaim.events.facets.tolls import Tolls
from counterclaim.events.facets.victims import Victims
from counterclaim.records import Annotation
from counterclaim.tree import Run, Tree


class FacetReader:
    """Reads the facets of the events of one document."""

    def __init__(self, tree: Tree, annotation: Annotation) -> None:
        self.tree, self.annotation = tree, annotation
        known = words()
        self._links = Links(tree, known)
        self._nouns = Nouns(tree, annotation, known)
        self._tolls = Tolls(tree, self._nouns, Victims(self._nouns, numbers()), known)
        self._counts: dict[int, list[Count]] = {}

    def of(self, trigger: int | Run, scope: Run) -> Facets:
        """The facets of the event told by a trigger, within a range of tokens."""
        return Facets()

    def counts(self, scope: Run) -> list[Count]:
        """All counts told in a range of tokens, whatever event they belong to."""
        tree, out = self.tree, []
        for number in dict.fromkeys(tree.tokens[k].sentence for k in range(*scope)):
            if number not in self._counts:
                self._counts[number] = self._tolls.of(tree.sentence_run(number))
            out += [
                one
                for one in self._counts[number]
                if scope[0] <= one.anchors[0] < scope[1] and (one.victims is None or scope[0] <= one.victims[0] < scope[1])
            ]
        return out


def facets(tree: Tree, annotation: Annotation, *, trigger: int | Run, scope: Run) -> Facets:
    """Toll, means, control, aim and manner of one event.

    Args:
        tree: the document's tree.
        annotation: the same document's annotation.
        trigger: token, or run of tokens, that tells the event.
        scope: tokens of what the statement says; nothing outside is read.
    """
    return reader_of(tree, annotation).of(trigger, scope)


_kept: list[FacetReader] = []  # that of the document at hand; hashing an annotation would cost more than reading it


def reader_of(tree: Tree, annotation: Annotation) -> FacetReader:
    """The reader of a document, kept while its events are read."""
    if not (_kept and _kept[0].tree is tree and _kept[0].annotation is annotation):
        _kept[:] = [FacetReader(tree, annotation)]
    return _kept[0]
