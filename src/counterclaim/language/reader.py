"""The reader: takes a text, gives its Annotation: one forward pass a window, then each layer's decoder."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from counterclaim.language import attributions, coreference, event_spans
from counterclaim.language.lemmas import Lemmatiser
from counterclaim.language.model import FOLDER, Encoded, Model, product
from counterclaim.language.spans import Run, agreed, labelled, plain
from counterclaim.language.syntax import LONGEST_TREE, trees
from counterclaim.language.windows import cut
from counterclaim.language.words import Gap, Word, split_words
from counterclaim.records import (
    Annotation,
    Argument,
    Attribution,
    EventSpan,
    Factuality,
    IncidentPart,
    Mention,
    Name,
    Predicate,
    Span,
    Token,
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

_NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
_NEGATED = -1.0  # the factuality at and below which an event did not happen


class Reader:
    """Annotates English news.

    Args:
        folder: the model's files; the package's own by default.
        threads: windows encoded side by side.

    Raises:
        ModelError: the model's files are missing or damaged.
    """

    def __init__(self, folder: Path = FOLDER, *, threads: int = 1) -> None:
        self.model = Model(folder, threads=threads)
        self._ahead = 2 * threads if threads > 1 else 0  # texts that wait for their turn
        self._lemmatiser = Lemmatiser(folder / "lemmas.json")
        # Layers of one label: O, B and I.
        self._plain = [name for name, labels in self.model.labels.items() if len(labels) == 3]
        places = [self.model.columns(name) for name in self._plain]
        self._plain_columns = np.concatenate([np.arange(place.start, place.stop) for place in places])

    def annotate(self, text: str) -> Annotation:
        """All that the reader sees in a text; offsets are code points of ``text``. Empty for an empty one."""
        words = split_words(text)
        return self._decoded(self.model.encode(words)) if words else Annotation()

    def annotate_all(self, texts: Iterable[str]) -> Iterator[Annotation]:
        """The annotations of texts, lazily and in order: what :meth:`annotate` gives of each.

        With several threads the next texts are encoded while one is decoded.
        """
        begun: deque[Callable[[], Encoded] | None] = deque()
        for text in texts:
            words = split_words(text)
            begun.append(self.model.encoding(words) if words else None)
            if len(begun) > self._ahead:
                yield self._finished(begun.popleft())
        while begun:
            yield self._finished(begun.popleft())

    def _finished(self, encoding: Callable[[], Encoded] | None) -> Annotation:
        return self._decoded(encoding()) if encoding is not None else Annotation()

    def _decoded(self, encoded: Encoded) -> Annotation:
        words = encoded.words
        sentences = self._sentences(encoded)
        heads, deprels, upos = self._trees(encoded, sentences)
        runs = self._plain_runs(encoded)
        return Annotation(
            tokens=self._tokens(words, sentences, heads, (deprels, upos)),
            sentences=tuple(_span(words, run) for run in sentences),
            names=self._names(encoded, "name"),
            entities=self._entities(words, runs),
            actors=self._names(encoded, "ace"),
            attributions=tuple(
                Attribution(*(tuple(_span(words, run) for run in part) for part in found))
                for found in attributions.attributions(self.model, encoded, runs)
            ),
            predicates=self._predicates(encoded, heads, deprels),
            events=self._events(encoded),
            parts=self._parts(encoded),
            mentions=self._mentions(encoded, heads, deprels),
        )

    def encode(self, text: str) -> None:
        """Run the encoder over a text and nothing else: what the whole stage is measured against."""
        words = split_words(text)
        if words:
            self.model.encode(words)

    def parse(
        self, words: Sequence[str], spaces: Sequence[bool], sentence_lengths: Sequence[int]
    ) -> tuple[list[int], list[str], list[str]]:
        """Heads (-1 for a root, else the index of the head), relations and UPOS of given words and sentences.

        Args:
            words: all words of a text.
            spaces: whether white space follows each.
            sentence_lengths: words of each sentence, in order.
        """
        listed, position = [], 0
        for i, form in enumerate(words):
            gap = Gap.PARAGRAPH if i == 0 else Gap.SPACE if spaces[i - 1] else Gap.NONE
            listed.append(Word(position, position + len(form), form, gap))
            position += len(form) + spaces[i]
        if not listed:
            return [], [], []
        ends = np.cumsum(sentence_lengths).tolist()
        sentences = list(zip([0, *ends], ends, strict=False))
        heads, deprels, upos = self._trees(self.model.encode(listed), sentences)
        return heads, deprels, upos

    def factuality(self, text: str, spans: Sequence[tuple[int, int]]) -> list[float]:
        """How far the event of each predicate happened, -3 to 3, as UDS grades it."""
        words = split_words(text)
        encoded = self.model.encode(words)
        heads, deprels, _ = self._trees(encoded, self._sentences(encoded))
        scores = self._scores(encoded, heads, deprels)
        return [float(scores[_run(words, span)[0]]) for span in spans]

    def plover(
        self, text: str, sources: Sequence[tuple[int, int]], targets: Sequence[tuple[int, int]]
    ) -> tuple[str, str | None]:
        """The PLOVER type and mode of what a source does to a target in a sentence, their spans given.

        The types are those of PLOVER before 2.0 (YIELD among them), as the published sets have them.
        """
        words = split_words(text)
        words = words[: next(cut(words, self.model.lengths(words))).end]
        source, target = ([_run(words, span) for span in spans] for spans in (sources, targets))
        roles = np.zeros(len(words), np.int64)
        for value, found in ((1, source), (2, target)):
            for a, b in found:
                roles[a:b] = value
        hidden, projected = self.model.run(words, roles)
        scores = event_spans.plover(self.model, Encoded(words, [(hidden, projected)]), source, target)
        mode = self.model.labels["mode"][int(scores["mode"].argmax())]
        return self.model.labels["root"][int(scores["root"].argmax())], None if mode == "none" else mode

    def _sentences(self, encoded: Encoded) -> list[Run]:
        scores = encoded.part(self.model.columns("sentence"))
        paragraph = int(Gap.PARAGRAPH)
        starts = (scores[:, 1] > scores[:, 0]) | [word.gap == paragraph for word in encoded.words]
        starts[0] = True
        begins = np.flatnonzero(starts).tolist()
        return list(pairwise([*begins, len(encoded.words)]))

    def _trees(self, encoded: Encoded, sentences: list[Run]) -> tuple[list[int], list[str], list[str]]:
        model = self.model
        dependents = np.maximum(encoded.part(model.columns("arc_dependent")), 0)
        candidates = np.maximum(encoded.part(model.columns("arc_head")), 0)
        weight = model.heads["arc_weight"]
        dependents = product(dependents, weight[:-1]) + weight[-1]
        stretches = (
            (a, min(a + LONGEST_TREE, stop))
            for start, stop in sentences
            for a in range(start, stop, LONGEST_TREE)
        )
        heads = trees([product(dependents[a:b], candidates[a:b].T) for a, b in stretches])
        labels = self._relations(encoded, heads)
        upos = encoded.part(model.columns("upos")).argmax(1).tolist()
        deprel_names, upos_names = model.labels["deprel"], model.labels["upos"]
        return (
            np.where(heads == np.arange(len(heads)), -1, heads).tolist(),
            [deprel_names[i] for i in labels],
            [upos_names[i] for i in upos],
        )

    def _relations(self, encoded: Encoded, heads: Ints) -> list[int]:
        model = self.model
        dependent = encoded.part(model.columns("label_dependent"))
        head = encoded.part(model.columns("label_head"))[heads]
        width = head.shape[1]
        joint = np.empty((len(heads), 2 * width), np.float32)
        np.maximum(dependent + head, 0, out=joint[:, :width])
        np.multiply(dependent, head, out=joint[:, width:])
        scores = product(joint, model.heads["label_out.weight"].T) + model.heads["label_out.bias"]
        root = model.labels["deprel"].index("root")
        scores[:, root] = np.where(heads == np.arange(len(heads)), np.inf, -np.inf)
        found: list[int] = scores.argmax(1).tolist()
        return found

    def _tokens(
        self, words: list[Word], sentences: list[Run], heads: list[int], labels: tuple[list[str], list[str]]
    ) -> tuple[Token, ...]:
        deprels, upos = labels
        lemmas = map(self._lemmatiser.lemma, [word.form for word in words], upos)
        numbers = [number for number, (a, b) in enumerate(sentences) for _ in range(a, b)]
        return tuple(
            Token(word.start, word.end, tag, lemma, head, deprel, number)
            for word, tag, lemma, head, deprel, number in zip(
                words, upos, lemmas, heads, deprels, numbers, strict=True
            )
        )

    def _names(self, encoded: Encoded, layer: str) -> tuple[Name, ...]:
        found = labelled(encoded.part(self.model.columns(layer)), self.model.labels[layer])
        return tuple(_name(encoded.words, run, kind) for run, kind in found)

    def _plain_runs(self, encoded: Encoded) -> dict[str, list[Run]]:
        """The runs of each layer of one label."""
        layers = self._plain
        scores = encoded.part(self._plain_columns)
        return dict(zip(layers, plain(scores.reshape(len(scores), len(layers), 3)), strict=True))

    def _parts(self, encoded: Encoded) -> tuple[IncidentPart, ...]:
        types = encoded.part(self.model.columns("incident-type"))
        names = self.model.labels["incident-type"]
        out = []
        for run, role in labelled(
            encoded.part(self.model.columns("incident")), self.model.labels["incident"]
        ):
            own = types[run[0] : run[1]]
            best = agreed(own.argmax(1).tolist(), own)
            out.append(IncidentPart(*_offsets(encoded.words, run), role, names[best] if best else None))
        return tuple(out)

    def _entities(self, words: list[Word], runs: dict[str, list[Run]]) -> tuple[Name, ...]:
        found = [
            _name(words, run, layer.removeprefix("entity-"))
            for layer, own in runs.items()
            if layer.startswith("entity-")
            for run in own
        ]
        return tuple(sorted(found, key=lambda name: (name.start, -name.end)))

    def _scores(self, encoded: Encoded, heads: list[int], deprels: list[str]) -> Floats:
        """Factuality of every word; what a plain negation modifies did not happen, whatever the head says."""
        scores = encoded.part(self.model.columns("score"))[:, 0].copy()
        for i, word in enumerate(encoded.words):
            if heads[i] >= 0 and deprels[i] == "advmod" and word.form.lower() in _NEGATIONS:
                scores[heads[i]] = min(scores[heads[i]], _NEGATED)
        return scores

    def _predicates(self, encoded: Encoded, heads: list[int], deprels: list[str]) -> tuple[Predicate, ...]:
        chosen = encoded.part(self.model.columns("predicate"))
        found = np.flatnonzero(chosen[:, 1] > chosen[:, 0])
        scores = self._scores(encoded, heads, deprels)[found]
        return tuple(
            Predicate(i, encoded.words[i].start, encoded.words[i].end, round(score, 3), _factuality(score))
            for i, score in zip(found.tolist(), scores.tolist(), strict=True)
        )

    def _events(self, encoded: Encoded) -> tuple[EventSpan, ...]:
        out = []
        for found in event_spans.events(self.model, encoded):
            sources = [run for run, role in found.arguments if role == "actor"]
            targets = [run for run, role in found.arguments if role in ("recipient", "victim")]
            scores = event_spans.plover(self.model, encoded, sources, targets, found.trigger)
            mode = self.model.labels["mode"][int(scores["mode"].argmax())]
            span = _span(encoded.words, found.trigger)
            out.append(
                EventSpan(
                    span.start,
                    span.end,
                    found.types.get("m2e2"),
                    found.types.get("kairos"),
                    self.model.labels["plover"][int(scores["plover"].argmax())],
                    None if mode == "none" else mode,
                    tuple(
                        Argument(place.start, place.end, role)
                        for run, role in found.arguments
                        for place in (_span(encoded.words, run),)
                    ),
                )
            )
        return tuple(out)

    def _mentions(self, encoded: Encoded, heads: list[int], deprels: list[str]) -> tuple[Mention, ...]:
        return tuple(
            Mention(*_offsets(encoded.words, found.run), found.head, found.kind, found.chain)
            for found in coreference.coreference(self.model, encoded, heads, deprels)
        )


def _factuality(score: float) -> Factuality:
    """The nearest category of a graded score; ongoing and planned are told later, by tense."""
    if score > 1:
        return Factuality.HAPPENED
    return Factuality.NEGATED if score <= _NEGATED else Factuality.HYPOTHETICAL


def _offsets(words: Sequence[Word], run: Run) -> tuple[int, int]:
    return words[run[0]].start, words[run[1] - 1].end


def _span(words: Sequence[Word], run: Run) -> Span:
    return Span(*_offsets(words, run))


def _name(words: Sequence[Word], run: Run, kind: str) -> Name:
    return Name(*_offsets(words, run), kind)


def _run(words: Sequence[Word], span: tuple[int, int]) -> Run:
    """The words that a character span touches."""
    touched = [i for i, word in enumerate(words) if word.start < span[1] and word.end > span[0]]
    if not touched:
        raise ValueError(f"the span {span[0]}-{span[1]} covers no word of the text; give offsets into it")
    return touched[0], touched[-1] + 1
