"""Which documents are of one text: copies, abridgements and light rewrites share a text origin.

Takes Documents as they come; gives each its TextOrigin. The grouping that ``settle`` gives is a pure function
of the set of documents: neither their order nor earlier answers matter. Texts from one template (daily strike
reports, results, weather) and reports that share a quotation stay apart.

    Document ─► sketch ─► postings (MinHash minima, sentence hashes) ─► candidate pairs ─► compare ─► origins
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

import numpy as np

from counterclaim.documents.compare import Evidence, compare
from counterclaim.documents.hashed_words import U64
from counterclaim.documents.postings import Postings, Run, candidate_pairs
from counterclaim.documents.sketch import BATCH, BATCH_CHARACTERS, Sketch, sketch_of, sketches_of
from counterclaim.records import Document, TextOrigin

ACCEPT: Final = 0.5  # score from which two texts are of one origin
ACCEPT_CREDITED: Final = 0.35  # ... where both credit one agency, or one credits the other
ACCEPT_OTHERWISE_CREDITED: Final = 0.65  # ... where they credit different ones
SAME: Final = 0.85  # score from which two texts count as one when asking how widely a sentence stands
ALL_PAIRS: Final = 8  # nodes under one key that are all compared with each other
KEPT_OPEN: Final = 4096  # sketches unpacked at a time: texts alike come one after another
LEADERS: Final = 4  # nodes with which each is compared where there are more

_HALF: Final = np.uint64(32)
_LOWER: Final = np.uint64(0xFFFFFFFF)

House = tuple[frozenset[str], frozenset[str]]  # agencies credited, outlets


class OriginIndex:
    """Finds the text origin of documents, incrementally and in time linear in their number.

    ``add`` answers at once with what is known so far; ``settle`` goes over all again and gives the grouping
    that depends on the set of documents alone. An origin bears the id of its longest document (most words
    outside marks), the lowest id among equals: an abridgement is never longer than what it was cut from.

    A store that outlives the index keeps ``sketch_of(document).to_bytes()`` and gives the sketches again.
    """

    def __init__(self, sketches: Iterable[Sketch] = ()) -> None:
        self._nodes: dict[str, int] = {}  # document → node; equal texts share a node
        self._of_text: dict[int, int] = {}
        self._blobs = _Blobs()
        self._least: list[str] = []  # of the documents of a node, the lowest id
        self._words: list[int] = []
        self._sentences: list[int] = []
        self._heads: dict[int, int] = {}  # root of an origin → the node whose document names it
        self._houses: list[House] = []
        self._same_house: dict[House, House] = {}  # each kept once: a site's documents have the same one
        self._postings = Postings()
        self._origins = _Forest()
        self._same = _Forest()
        self._best: dict[int, tuple[Evidence, int]] = {}
        self._crowd: dict[int, int] = {}
        self._open = lru_cache(KEPT_OPEN)(lambda node: Sketch.from_bytes(self._blobs[node]))
        self._collected: list[Document] = []
        self._room = BATCH_CHARACTERS
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
            if self._same.joined(node, other):
                continue
            evidence = self._compare(node, other, self._crowd)
            if evidence.score >= SAME:
                self._same.join(node, other)
            self._join(node, other, evidence)

    def collect(self, document: Document) -> None:
        """Take in a document whose origin is asked for later: several are then sketched together."""
        self._collected.append(document)
        self._room -= len(document.text)
        if len(self._collected) == BATCH or self._room <= 0:
            self._record_collected()

    def _record_collected(self) -> None:
        for sketch in sketches_of(self._collected):
            self.record(sketch)
        self._collected, self._room = [], BATCH_CHARACTERS

    def record(self, sketch: Sketch) -> int:
        """Take in a sketch without looking for its origin yet: ``settle`` does. Gives its node's number."""
        if sketch.document in self._nodes:
            return self._nodes[sketch.document]
        self._settled = False
        node = self._of_text.get(sketch.text)
        if node is not None:
            agencies, outlets = self._houses[node]
            self._houses[node] = self._kept((agencies | sketch.agencies, outlets | sketch.outlets))
            self._least[node] = min(self._least[node], sketch.document)
            root = self._origins.root(node)
            self._heads[root] = min(self._heads[root], node, key=self._seniority)
        else:
            node = self._blobs.append(sketch.to_bytes())
            self._of_text[sketch.text] = node
            self._least.append(sketch.document)
            self._words.append(sketch.words)
            self._sentences.append(int(np.count_nonzero(sketch.sentences)))
            self._houses.append(self._kept((sketch.agencies, sketch.outlets)))
            self._heads[node] = node
            self._origins.grow()
            self._same.grow()
            self._postings.add(node, rank=_rank(sketch), keys=sketch.keys)
        self._nodes[sketch.document] = node
        return node

    def _kept(self, house: House) -> House:
        return self._same_house.setdefault(house, house)

    def settle(self) -> None:
        """Group all documents anew, by what the whole set says: afterwards order of arrival tells nothing."""
        self._record_collected()
        if self._settled:
            return
        nodes = len(self._least)
        self._same, self._origins, self._best = _Forest(nodes), _Forest(nodes), {}
        self._heads = {node: node for node in range(nodes)}
        pairs = self._candidates()
        first: list[Evidence | None] = []
        for one, other in _unpacked(pairs):
            evidence = None if self._same.joined(one, other) else self._compare(one, other, {})
            first.append(evidence)
            if evidence is not None and evidence.score >= SAME:
                self._same.join(one, other)
        self._crowd, crowded = self._crowds()
        for (one, other), evidence in zip(_unpacked(pairs), first, strict=True):
            if self._origins.joined(one, other):
                continue
            if evidence is None or one in crowded or other in crowded:
                self._join(one, other, self._compare(one, other, self._crowd))
            else:
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

    def _candidates(self) -> U64:
        """Pairs of nodes to compare, likeliest first, among equals by text: never by order of arrival."""
        by_text = np.argsort(np.fromiter(self._of_text, dtype=np.uint64, count=len(self._of_text)))
        place = np.empty(by_text.size, dtype=np.uint32)
        place[by_text] = np.arange(by_text.size, dtype=np.uint32)
        runs = (Run(run.keys, place[run.nodes]) for run in self._postings.slices())
        pairs = candidate_pairs(runs, all_pairs=ALL_PAIRS, leaders=LEADERS)
        ones, others = by_text[(pairs >> _HALF).astype(np.int64)], by_text[(pairs & _LOWER).astype(np.int64)]
        packed: U64 = ones.astype(np.uint64) << _HALF | others.astype(np.uint64)
        return packed

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

    def _crowds(self) -> tuple[dict[int, int], set[int]]:
        """In how many otherwise different texts a sentence stands, where in over two; and who has such."""
        roots = np.array([self._same.root(node) for node in range(len(self._least))], dtype=np.uint64)
        crowd: dict[int, int] = {}
        crowded: set[int] = set()
        for run in self._postings.slices():
            odd = (run.keys & np.uint64(1)).astype(np.bool_)
            keys, nodes = run.keys[odd], run.nodes[odd]
            order = np.lexsort((roots[nodes], keys))
            keys, nodes = keys[order], nodes[order]
            differs = np.diff(keys, prepend=~keys[:1]) != 0
            differs |= np.diff(roots[nodes], prepend=0) != 0
            sentences, sizes = np.unique(keys[differs], return_counts=True)
            sentences, sizes = sentences[sizes > 2], sizes[sizes > 2]
            crowd.update(zip(sentences.tolist(), sizes.tolist(), strict=True))
            crowded.update(nodes[np.isin(keys, sentences)].tolist())
        return crowd, crowded


def _unpacked(pairs: U64) -> Iterator[tuple[int, int]]:
    for start in range(0, pairs.size, 1 << 16):
        part = pairs[start : start + (1 << 16)]
        yield from zip((part >> _HALF).tolist(), (part & _LOWER).tolist(), strict=True)


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


class _Blobs:
    """Bytes by number, in a temporary file: the sketches of 100,000 reports come to 200 MB."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the index lives
        self._ends = array("Q", [0])

    def __del__(self) -> None:
        self._file.close()

    def append(self, blob: bytes) -> int:
        """Keep a blob; gives its number."""
        self._file.seek(self._ends[-1])
        self._file.write(blob)
        self._ends.append(self._ends[-1] + len(blob))
        return len(self._ends) - 2

    def __getitem__(self, number: int) -> bytes:
        start, end = self._ends[number], self._ends[number + 1]
        self._file.seek(start)
        return self._file.read(end - start)
