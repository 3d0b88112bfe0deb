"""Which documents are of one text: copies, abridgements and light rewrites share a text origin.

Takes Documents as they come; gives each its TextOrigin. The grouping that ``settle`` gives is a pure function
of the set of documents: neither their order nor earlier answers matter. Texts from one template (daily strike
reports, results, weather) and reports that share a quotation stay apart.

    Document ─► sketch ─► postings (MinHash minima, sentence hashes) ─► candidate pairs ─► compare ─► origins
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np

from counterclaim.documents.compare import Evidence, compare
from counterclaim.documents.postings import Postings, Run, candidate_pairs
from counterclaim.documents.sketch import Sketch, sketch_of
from counterclaim.records import Document, TextOrigin

ACCEPT: Final = 0.5  # score from which two texts are of one origin
ACCEPT_CREDITED: Final = 0.35  # ... where both credit one agency, or one credits the other
ACCEPT_OTHERWISE_CREDITED: Final = 0.65  # ... where they credit different ones
SAME: Final = 0.85  # score from which two texts count as one when asking how widely a sentence stands
ALL_PAIRS: Final = 8  # nodes under one key that are all compared with each other
KEPT_OPEN: Final = 4096  # sketches unpacked at a time: texts alike come one after another
LEADERS: Final = 4  # nodes with which each is compared where there are more


class OriginIndex:
    """Finds the text origin of documents, incrementally and in time linear in their number.

    ``add`` answers at once with what is known so far; ``settle`` goes over all again and gives the grouping
    that depends on the set of documents alone. An origin bears the id of its longest document (most words
    outside marks), the lowest id among equals: an abridgement is never longer than what it was cut from.

    To keep the index in a store, keep each ``Sketch`` (``sketches``, ``Sketch.to_bytes``) and add them again.
    """

    def __init__(self, sketches: Iterable[Sketch] = ()) -> None:
        self._nodes: dict[str, int] = {}  # document → node; equal texts share a node
        self._of_text: dict[int, int] = {}
        self._blobs: list[bytes] = []
        self._least: list[str] = []  # of the documents of a node, the lowest id
        self._words: list[int] = []
        self._sentences: list[int] = []
        self._heads: dict[int, int] = {}  # root of an origin → the node whose document names it
        self._houses: list[tuple[frozenset[str], frozenset[str]]] = []  # agencies credited, outlets
        self._postings = Postings()
        self._origins = _Forest()
        self._same = _Forest()
        self._best: dict[int, tuple[Evidence, int]] = {}
        self._crowd: dict[int, int] = {}
        self._open = lru_cache(KEPT_OPEN)(lambda node: Sketch.from_bytes(self._blobs[node]))
        self._settled = True
        for sketch in sketches:
            self.record(sketch)

    def __len__(self) -> int:
        return len(self._nodes)

    def add(self, document: Document) -> TextOrigin:
        """Take in a document and say what its text origin is, as far as is known now.

        A document with an id taken in before changes nothing.
        """
        self.add_sketch(sketch_of(document))
        return self.origin(document.id)

    def add_sketch(self, sketch: Sketch) -> None:
        """Take in a sketch and join it with what it matches."""
        if sketch.document in self._nodes:
            return
        known = sketch.text in self._of_text
        found = [] if known else self._postings.find(sketch.keys, most=ALL_PAIRS)
        node = self.record(sketch)
        if known:
            return
        self._count_crowds(sketch, found)
        votes: dict[int, int] = {}
        for key, (nodes, count) in zip(sketch.keys.tolist(), found, strict=True):
            for other in nodes if count < ALL_PAIRS else nodes[: 2 * LEADERS]:
                votes[other] = votes.get(other, 0) + 1 + (key & 1)
        for other in sorted((other for other in votes if votes[other] > 1), key=lambda o: (-votes[o], o)):
            if not self._same.joined(node, other):
                self._join(node, other, self._compare(node, other, self._crowd))

    def record(self, sketch: Sketch) -> int:
        """Take in a sketch without looking for its origin yet: ``settle`` does. Gives its node's number."""
        if sketch.document in self._nodes:
            return self._nodes[sketch.document]
        self._settled = False
        node = self._of_text.get(sketch.text)
        if node is not None:
            agencies, outlets = self._houses[node]
            self._houses[node] = (agencies | sketch.agencies, outlets | sketch.outlets)
            self._least[node] = min(self._least[node], sketch.document)
            root = self._origins.root(node)
            self._heads[root] = min(self._heads[root], node, key=self._seniority)
        else:
            node = len(self._blobs)
            self._of_text[sketch.text] = node
            self._blobs.append(sketch.to_bytes())
            self._least.append(sketch.document)
            self._words.append(sketch.words)
            self._sentences.append(int(np.count_nonzero(sketch.sentences)))
            self._houses.append((sketch.agencies, sketch.outlets))
            self._heads[node] = node
            self._origins.grow()
            self._same.grow()
            self._postings.add(node, rank=_rank(sketch), keys=sketch.keys)
        self._nodes[sketch.document] = node
        return node

    def settle(self) -> None:
        """Group all documents anew, by what the whole set says: afterwards order of arrival tells nothing."""
        if self._settled:
            return
        run = self._postings.whole()
        ones, others = self._candidates(run)
        nodes = len(self._blobs)
        self._same, self._origins, self._best = _Forest(nodes), _Forest(nodes), {}
        self._heads = {node: node for node in range(nodes)}
        first: list[Evidence | None] = []
        for one, other in zip(ones, others, strict=True):
            evidence = None if self._same.joined(one, other) else self._compare(one, other, {})
            first.append(evidence)
            if evidence is not None and evidence.score >= SAME:
                self._same.join(one, other)
        self._crowd, crowded = self._crowds(run)
        for one, other, evidence in zip(ones, others, first, strict=True):
            if self._origins.joined(one, other):
                continue
            if evidence is None or one in crowded or other in crowded:
                evidence = self._compare(one, other, self._crowd)  # noqa: PLW2901
            self._join(one, other, evidence)
        self._settled = True

    def origin(self, document: str) -> TextOrigin:
        """The text origin of a document taken in before, as far as is known now.

        Raises:
            KeyError: no such document was taken in.
        """
        node = self._nodes[document]
        origin = self._least[self._heads[self._origins.root(node)]]
        if document == origin:
            return TextOrigin(document, origin, None, 1.0, 1.0, 0, None)
        if document != self._least[node]:
            return TextOrigin(document, origin, self._least[node], 1.0, 1.0, self._sentences[node], None)
        evidence, other = self._best[node]
        return TextOrigin(
            document,
            origin,
            self._least[other],
            evidence.score,
            evidence.containment,
            evidence.shared_sentences,
            self._common_agency(node, other),
        )

    def origins(self) -> list[TextOrigin]:
        """Settle, and give the origin of every document, in the order of arrival."""
        self.settle()
        return [self.origin(document) for document in self._nodes]

    def sketches(self) -> Iterator[Sketch]:
        """The sketch of every document; equal texts share the agencies and outlets known for them."""
        for document, node in self._nodes.items():
            agencies, outlets = self._houses[node]
            sketch = Sketch.from_bytes(self._blobs[node])
            yield replace(sketch, document=document, agencies=agencies, outlets=outlets)

    def _candidates(self, run: Run) -> tuple[list[int], list[int]]:
        """Pairs of nodes to compare, likeliest first, among equals by text: never by order of arrival."""
        by_text = np.argsort(np.fromiter(self._of_text, dtype=np.uint64, count=len(self._of_text)))
        place = np.empty(by_text.size, dtype=np.uint32)
        place[by_text] = np.arange(by_text.size, dtype=np.uint32)
        pairs = candidate_pairs(Run(run.keys, place[run.nodes]), all_pairs=ALL_PAIRS, leaders=LEADERS)
        ones, others = pairs >> np.uint64(32), pairs & np.uint64(0xFFFFFFFF)
        return by_text[ones.astype(np.int64)].tolist(), by_text[others.astype(np.int64)].tolist()

    def _compare(self, one: int, other: int, crowd: Mapping[int, int]) -> Evidence:
        return compare(self._open(one), self._open(other), crowd)

    def _join(self, one: int, other: int, evidence: Evidence) -> None:
        """Join two nodes, if the evidence is enough beside what the credits say."""
        if evidence.score < self._threshold(one, other):
            return
        for node, partner in ((one, other), (other, one)):
            if node not in self._best or evidence.score > self._best[node][0].score:
                self._best[node] = (evidence, partner)
        heads = [self._heads.pop(root) for root in {self._origins.root(one), self._origins.root(other)}]
        self._heads[self._origins.join(one, other)] = min(heads, key=self._seniority)

    def _threshold(self, one: int, other: int) -> float:
        if self._common_agency(one, other):
            return ACCEPT_CREDITED
        if self._houses[one][0] and self._houses[other][0]:
            return ACCEPT_OTHERWISE_CREDITED
        return ACCEPT

    def _common_agency(self, one: int, other: int) -> str | None:
        """An agency that both credit, or that one credits and the other is."""
        agencies, outlets = self._houses[one]
        others, other_outlets = self._houses[other]
        return min((agencies & (others | other_outlets)) | (others & outlets), default=None)

    def _seniority(self, node: int) -> tuple[int, str]:
        return -self._words[node], self._least[node]

    def _count_crowds(self, sketch: Sketch, found: list[tuple[list[int], int]]) -> None:
        """In how many otherwise different texts the sentences of a newcomer now stand, itself among them."""
        for key, (nodes, count) in zip(sketch.keys.tolist(), found, strict=True):
            if key & 1 and count > 1:
                different = len({self._same.root(node) for node in nodes})
                self._crowd[key] = 1 + different * count // len(nodes)

    def _crowds(self, run: Run) -> tuple[dict[int, int], set[int]]:
        """For the sentences that stand in more than two otherwise different texts, in how many; and the nodes
        that have such sentences."""
        odd = (run.keys & np.uint64(1)).astype(np.bool_)
        keys, nodes = run.keys[odd], run.nodes[odd]
        roots = np.array([self._same.root(node) for node in range(len(self._blobs))], dtype=np.uint32)
        order = np.lexsort((roots[nodes], keys))
        keys, nodes = keys[order], nodes[order]
        new_root = np.diff(roots[nodes], prepend=0) != 0
        new_root[0:1] = True
        new_root[1:] |= keys[1:] != keys[:-1]
        sentences, sizes = np.unique(keys[new_root], return_counts=True)
        sentences, sizes = sentences[sizes > 2], sizes[sizes > 2]
        crowded = set(nodes[np.isin(keys, sentences)].tolist())
        return dict(zip(sentences.tolist(), sizes.tolist(), strict=True)), crowded


def _rank(sketch: Sketch) -> int:
    """Lowest for the longest texts, by powers of two, then by hash, to which no order of arrival keeps."""
    return (63 - min(sketch.words.bit_length(), 63)) << 58 | sketch.text >> 6


class _Forest:
    """Disjoint sets of the numbers 0 to n-1 (union by size, paths halved)."""

    def __init__(self, count: int = 0) -> None:
        self._parents = list(range(count))
        self._sizes = [1] * count

    def grow(self) -> None:
        self._parents.append(len(self._parents))
        self._sizes.append(1)

    def root(self, node: int) -> int:
        parents = self._parents
        while parents[node] != node:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node

    def joined(self, one: int, other: int) -> bool:
        return self.root(one) == self.root(other)

    def join(self, one: int, other: int) -> int:
        """The root of the two together."""
        one, other = self.root(one), self.root(other)
        if one != other:
            if self._sizes[one] < self._sizes[other]:
                one, other = other, one
            self._parents[other] = one
            self._sizes[one] += self._sizes[other]
        return one
