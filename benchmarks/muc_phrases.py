"""The noun phrases of a message and what tells of their part in an incident: features by name.

Takes a document, its annotation and its events as `counterclaim.read` finds them; gives phrases as MUC takes
them, without articles, each with its words, its place in the tree, what the reader and the events say of it, and
whom the actor tables know by its name. ``benchmarks.muc_training`` learns from the features which part it plays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from benchmarks.muc_features import Sentence, word_features
from counterclaim.events.actors import resolve_actor
from counterclaim.records import Annotation, Document, EventMention, Statement
from counterclaim.statements.lexicon import lexicon as statement_lexicon
from counterclaim.tree import Run, Tree

INNER = frozenset({"compound", "flat", "amod", "fixed"})
NOUNS = frozenset({"NOUN", "PROPN"})
LEFT = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X", "PART", "PUNCT", "VERB"})
CIRCUMSTANCES = frozenset({"place", "time"})
SHARED = ("ev=", "fact=", "part=", "arg=", "kind=", "name=", "actor=")  # what other mentions tell of one, too
NEAR = 0.05  # how likely a sentence must tell an incident by its words, for its phrases to be looked at
MOST = 3  # mentions that are counted apart


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as MUC would take it. ``entity`` is one for the phrases that seem to name the same."""

    start: int
    end: int
    head: int  # the first character of its head
    text: str
    entity: str
    sentence: int
    features: frozenset[str]


@dataclass(slots=True)
class _Draft:
    start: int
    end: int
    head: int
    token: int
    features: set[str] = field(default_factory=set)


class Phrases:
    """Finds the phrases of one message.

    Args:
        document: the message.
        annotation: what the reader sees in it.
        told: its statements with their events.
    """

    def __init__(self, document: Document, annotation: Annotation, told: Sequence[Statement]) -> None:
        words = statement_lexicon()
        self._text, self._annotation = document.text, annotation
        self._tree = Tree(document.text, annotation, irregular=words.irregular, verb_forms=words.verb_forms)
        self._signs: defaultdict[int, set[str]] = defaultdict(set)  # by token: what layers say of it
        self._layers(annotation)
        for statement in told:
            for event in statement.events:
                self._event(event, str(statement.stance))

    def found(
        self, sentences: Sequence[Sentence], levels: Sequence[Sequence[float]], cues: frozenset[str]
    ) -> list[Phrase]:
        """All phrases of some sentences, in order."""
        drafts = [(n, draft) for n, one in enumerate(sentences) for draft in self._drafts(one)]
        contexts: dict[int, list[set[str]]] = {}
        for n, draft in drafts:
            if n not in contexts:
                contexts[n] = list(word_features(sentences[n].words, levels[n], cues))
            draft.features |= self._own(draft)
            at = next((w for w, span in enumerate(sentences[n].spans) if span[1] > draft.head), None)
            if at is not None:
                draft.features |= contexts[n][at]
        return self._shared(drafts)

    def _shared(self, drafts: Sequence[tuple[int, _Draft]]) -> list[Phrase]:
        """Each with what its other mentions tell: ``all:`` features, and how often it is spoken of."""
        texts = [_plain(self._text[draft.start : draft.end]) for _, draft in drafts]
        entities = _entities(texts)
        counts = Counter(entities)
        told: defaultdict[str, set[str]] = defaultdict(set)
        for entity, (_, draft) in zip(entities, drafts, strict=True):
            told[entity].update(f"all:{name}" for name in draft.features if name.startswith(SHARED))
        return [
            Phrase(
                draft.start,
                draft.end,
                draft.head,
                text,
                entity,
                n,
                frozenset(draft.features | told[entity] | {f"mentions={min(counts[entity], MOST)}"}),
            )
            for (n, draft), text, entity in zip(drafts, texts, entities, strict=True)
        ]

    def _layers(self, annotation: Annotation) -> None:
        for name in annotation.names:
            self._mark(name.start, name.end, f"name={name.type}")
        for actor in annotation.actors:
            self._mark(actor.start, actor.end, f"actor={actor.type}")
        for part in annotation.parts:
            self._mark(part.start, part.end, f"part={part.role}")
        for event in annotation.events:
            for argument in event.arguments:
                self._mark(argument.start, argument.end, f"arg={argument.role}")

    def _event(self, event: EventMention, stance: str) -> None:
        for role, members in (("actor", event.actors), ("recipient", event.recipients)):
            for member in members:
                run = self._tree.run_in(member.start, member.end)
                if run is None:
                    continue
                head = self._tree.head_of(run)
                self._signs[head].update(
                    (
                        f"ev={event.type}:{role}",
                        f"ev={event.mode}:{role}",
                        f"fact={event.factuality}:{role}",
                        f"fact={stance}:{role}",
                    )
                )
                if event.toll:
                    self._signs[head].add(f"ev={event.toll[0].harm}:{role}")

    def _mark(self, start: int, end: int, sign: str) -> None:
        run = self._tree.run_in(start, end)
        for k in range(*run) if run is not None else ():
            self._signs[k].add(sign)

    def _drafts(self, one: Sentence) -> Iterable[_Draft]:
        tree = self._tree
        run = tree.run_in(one.start, one.end)
        for k in range(*run) if run is not None else ():
            if tree.upos(k) not in NOUNS or (
                tree.rels[k] in INNER and k + 1 < len(tree) and tree.upos(k + 1) in NOUNS
            ):
                continue
            first, end = self._base(k)
            if first < end:
                span = tree.span((first, end))
                yield _Draft(span.start, span.end, tree.tokens[k].start, k)

    def _base(self, k: int) -> Run:
        """A head with what stands before it and an ``of`` that follows: ``group of armed men``."""
        tree = self._tree
        first, end = k, k + 1
        start = tree.sentence_of(k)[0]
        while first - 1 >= start and self._is_left(first - 1, k):
            first -= 1
        while first < k and (tree.upos(first) in ("PUNCT", "PART", "VERB") and tree.rels[first] != "amod"):
            first += 1
        while end < tree.sentence_of(k)[1] and tree.rels[end] == "flat" and tree.head(end) == k:
            end += 1
        of = next((m for m in tree.children(k, "nmod") if m > k and tree.has(m, "case", "of")), None)
        if of is not None and tree.low[end : end + 1] == ["of"] and not self._annotated_name(k):
            inner_first, inner_end = self._base(of)
            if inner_first <= end + 2:
                end = inner_end
        return first, end

    def _is_left(self, m: int, k: int) -> bool:
        tree = self._tree
        if tree.upos(m) not in LEFT or (tree.upos(m) == "PUNCT" and tree.low[m] != "-"):
            return False
        if tree.upos(m) == "PUNCT" or tree.deprel(m) == "nmod:poss":
            return True
        node, steps = m, 0
        while node != k and steps < 4:
            if tree.rels[node] not in (*INNER, "nummod", "nmod", "case", "punct"):
                return False
            node, steps = tree.head(node), steps + 1
            if node < 0:
                return False
        return node == k

    def _annotated_name(self, k: int) -> bool:
        return any(sign == "name=Person" for sign in self._signs[k])

    def _own(self, draft: _Draft) -> set[str]:
        """What its words, its place in the tree and the layers say of a phrase."""
        tree, k = self._tree, draft.token
        run = tree.run_in(draft.start, draft.end) or (k, k + 1)
        found = {f"head={tree.lemmas[k]}", f"rel={tree.rels[k]}"}
        found.update(f"mod={tree.low[m]}" for m in range(run[0], k))
        found.update(f"tail={tree.low[m]}" for m in range(k + 1, run[1]) if tree.upos(m) in NOUNS)
        before = tree.low[run[0] - 1] if run[0] > 0 else ""
        found.add(f"before0={before}")
        found.add(f"after0={tree.low[run[1]] if run[1] < len(tree) else ''}")
        if tree.upos(k) == "PROPN":
            found.add("proper")
        if tree.low[k] != tree.lemmas[k]:
            found.add("plural")
        if any(tree.upos(m) == "NUM" for m in range(*run)):
            found.add("numbered")
        found |= self._governed(k)
        found |= self._signs[k]
        kind = _kind(_plain(self._text[draft.start : draft.end]))
        if kind:
            found.add(f"kind={kind}")
        return found

    def _governed(self, k: int) -> set[str]:
        """The words above a head, with the way to each."""
        tree, found = self._tree, set()
        way, node = tree.deprel(k), k
        case = next((tree.low[m] for m in tree.children(k, "case")), "")
        if tree.rels[node] in ("conj", "appos") and tree.head(node) >= 0:
            node = tree.head(node)
            way = f"{tree.deprel(node)}+"
            case = case or next((tree.low[m] for m in tree.children(node, "case")), "")
        above = tree.head(node)
        if above >= 0:
            found.update(
                (f"gov={tree.lemmas[above]}", f"gov={way}:{case}:{tree.lemmas[above]}", f"way={way}:{case}")
            )
            higher = tree.head(above)
            if higher >= 0:
                found.add(f"gov2={tree.rels[above]}:{tree.lemmas[higher]}")
        return found


def phrases_of(
    document: Document,
    annotation: Annotation,
    told: Sequence[Statement],
    sentences: Sequence[Sentence],
    levels: Sequence[Sequence[float]],
    *,
    cues: frozenset[str],
) -> list[tuple[int, Phrase]]:
    """The phrases of those sentences whose words may tell an incident, each with its sentence."""
    near = [at for at, level in enumerate(levels) if max(level) >= NEAR]
    reader = Phrases(document, annotation, told)
    found = reader.found([sentences[at] for at in near], [levels[at] for at in near], cues)
    return [(near[phrase.sentence], phrase) for phrase in found]


def _plain(text: str) -> str:
    return " ".join(text.upper().split())


def _entities(texts: Sequence[str]) -> list[str]:
    """A key for each phrase: a longer name that ends in its words, where there is one, else itself."""
    longest: dict[str, str] = {}
    for text in sorted(set(texts), key=len):
        longest[text] = text
    found = []
    by_last: defaultdict[str, list[str]] = defaultdict(list)
    for text in set(texts):
        by_last[text.rsplit(" ", 1)[-1]].append(text)
    for text in texts:
        last = text.rsplit(" ", 1)[-1]
        fuller = [other for other in by_last[last] if other.endswith(" " + text)]
        found.append(max(fuller, key=lambda other: (len(other), other)) if fuller else text)
    return found


@lru_cache(maxsize=50_000)
def _kind(text: str) -> str:
    """The sector of an actor, with whether the tables know it by name."""
    actor = resolve_actor(text)
    if actor.kind == "UNK":
        return ""
    return f"{actor.kind}!" if actor.how.startswith("named in the table") else actor.kind
