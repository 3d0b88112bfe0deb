"""Sources: takes noun phrases, gives Source records: coordination split, issuers of documents found.

Whom a pronoun or a definite noun stands for is left to ``antecedents``.
"""

from __future__ import annotations

from dataclasses import replace

from counterclaim.records import Annotation, Source, Span
from counterclaim.statements.antecedents import PRONOUNS, Antecedents, Speaker
from counterclaim.statements.lexicon import Lexicon
from counterclaim.statements.quotes import quote_at, quotes
from counterclaim.statements.speakers import Speakers
from counterclaim.tree import NOMINAL, Run, Tree

OUTLET = Source("outlet", 0, 0)
RELATIVES = frozenset({"who", "whose", "which", "whom", "where"})
PRONOUN_HEADS = frozenset({"those", "these", "this", "that"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their", "same"})


class Resolver:
    """Makes Sources of noun phrases.

    Args:
        tree: the text's tree.
        annotation: names and coreference chains.
        lexicon: which nouns are documents.
        speakers: who can say something.
    """

    def __init__(self, tree: Tree, annotation: Annotation, *, lexicon: Lexicon, speakers: Speakers) -> None:
        self._tree, self._lexicon, self._speakers = tree, lexicon, speakers
        self._quotes = quotes(tree.text)
        self._before = Antecedents(tree, annotation, lexicon=lexicon, speakers=speakers)
        self._turn = 0

    def resolve(self, runs: list[Run]) -> list[Source]:
        """The sources of some phrases, in order, each once."""
        found: list[Source] = []
        for run in (self._speakers.whole(self._without_relative(run)) for run in runs):
            for piece, name in self._split(run):
                for source in self._one(piece, name):
                    if source.name not in [other.name for other in found]:
                        found.append(source)
        return found

    def _without_relative(self, run: Run) -> Run:
        """A phrase without the clause that tells more of it: ``Ana Rios, whose brother is among them``."""
        low = self._tree.low
        cut = next(
            (k for k in range(run[0] + 2, run[1]) if low[k] in RELATIVES and low[k - 1] == ","), run[1] + 1
        )
        return run[0], min(run[1], cut - 1)

    def spoke(self, sources: list[Source]) -> None:
        """Note who spoke, for what comes after."""
        self._turn += 1
        for source in sources:
            near = self._tree.run_in(source.start, source.end)
            run = self._tree.run_in(*_bounds(source))
            if near is not None and run is not None:
                self._before.add(Speaker(near, run, source.name, self._turn))

    def last_speaker(self) -> list[Source]:
        """Who spoke last, several together where they did; none where nobody has."""
        if not self._before.spoken:
            return []
        turn = self._before.spoken[-1].turn
        return [self._stands_for(one.near, one) for one in self._before.spoken if one.turn == turn]

    def _head(self, run: Run) -> int:
        return self._tree.head_of(run)

    def _split(self, run: Run) -> list[tuple[Run, str]]:
        """The members of a coordination: ``Iraqi and Kurdish officials``, ``the army and the police``."""
        tree = self._tree
        shared = self._shared_noun(run)
        if shared:
            return shared
        head = self._head(run)
        others = [k for k in tree.children(head, "conj") if run[0] <= k < run[1] and tree.upos(k) in NOMINAL]
        if not any(tree.low[k] in ("and", "or", "&", "nor") for k in range(*run)):
            others = []
        if not others:
            links = [
                k
                for k in range(run[0] + 1, run[1] - 1)
                if tree.low[k] == "and"
                and tree.upos(k + 1) in ("DET", "PRON")
                and tree.upos(k - 1) in NOMINAL
            ]
            if len(links) == 1:
                return [(part, tree.words(part)) for part in ((run[0], links[0]), (links[0] + 1, run[1]))]
            return [(run, tree.words(run))]
        pieces = [(max(run[0], a), min(run[1], b)) for a, b in map(tree.noun_phrase, others)]
        if any(tree.upos(k) in ("VERB", "AUX") for k in range(run[0], max(end for _, end in pieces))):
            return [(run, tree.words(run))]
        first = (run[0], min(piece[0] for piece in pieces))
        while first[1] - 1 > first[0] and (
            tree.rels[first[1] - 1] in ("cc", "punct") or tree.low[first[1] - 1] in ("and", "or", ",")
        ):
            first = (first[0], first[1] - 1)
        return [(piece, tree.words(piece)) for piece in (first, *pieces) if piece[1] > piece[0]]

    def _shared_noun(self, run: Run) -> list[tuple[Run, str]]:
        """``A and B officials``: two adjectives or names before one plural noun."""
        tree = self._tree
        first, end = run
        start = first + 1 if tree.low[first] in ("both", "the") else first
        links = [k for k in range(start + 1, end - 1) if tree.low[k] in ("and", "or")]
        if len(links) != 1 or tree.upos(end - 1) != "NOUN" or end - links[0] > 5:
            return []
        left, right = range(start, links[0]), range(links[0] + 1, end)
        modifiers = [k for k in left if tree.low[k] != ","]
        if (
            not modifiers
            or len(modifiers) > 3
            or any(tree.upos(k) not in ("ADJ", "PROPN") for k in modifiers)
        ):
            return []
        if tree.upos(right[0]) not in ("ADJ", "PROPN") or tree.lemmas[end - 1] == tree.low[end - 1]:
            return []
        noun = end - 1
        while noun - 1 > right[0] and tree.upos(noun - 1) == "NOUN":
            noun -= 1
        tail = tree.words((noun, end))
        groups = [tree.words((modifiers[0], modifiers[-1] + 1))]
        if any(tree.low[k] == "," for k in left):
            groups = [tree.words((k, k + 1)) for k in modifiers]
        found = [((modifiers[0], end), f"{group} {tail}") for group in groups]
        return [*found, ((links[0] + 1, end), tree.words((links[0] + 1, end)))]

    def _one(self, run: Run, name: str) -> list[Source]:
        tree, head = self._tree, self._head(run)
        word = tree.low[run[1] - 1]
        if run[1] - run[0] <= 2 and word in PRONOUNS and tree.upos(run[1] - 1) in ("PRON", "DET"):
            return self._pronoun(run)
        head = self._document(run) or head
        issuer = self._issuer(run, head)
        if issuer is not None:
            return self._followed(self._made(issuer, tree.words(issuer), span=tree.span(run)), issuer)
        document = tree.lemmas[head] in self._lexicon.words("document_noun") and word not in ("a", "an")
        if tree.low[head] in PRONOUN_HEADS and run[1] - run[0] > 1:
            return [
                self._made(run, name)
            ]  # "those on the southern bank": the phrase says itself who they are
        if (tree.low[run[0]] in DEFINITE or document) and not self._before.is_named(run):
            before = self._before.of_nominal(run, head)
            if before is not None:
                return [self._stands_for(run, before)]
        return [self._made(run, name)]

    def _stands_for(self, run: Run, one: Speaker) -> Source:
        """A source that is named elsewhere."""
        at, own = self._tree.span(run), self._tree.span(one.run)
        if run == one.run:
            return self._made(run, one.name)
        unnamed = not self._before.is_named(one.run)
        return Source(one.name, at.start, at.end, None, unnamed, own.start, own.end)

    def _followed(self, source: Source, issuer: Run) -> list[Source]:
        if self._tree.low[issuer[1] - 1] in PRONOUNS:
            found = self._before.of_pronoun((issuer[1] - 1, issuer[1]))
            return [
                replace(self._stands_for(issuer, one), start=source.start, end=source.end) for one in found
            ]
        return [source]

    def _made(self, run: Run, name: str, span: Span | None = None) -> Source:
        own = self._tree.span(run)
        if self._tree.low[run[0]] in ("both",) and name == self._tree.words(run):
            name = self._tree.words((run[0] + 1, run[1])) if run[1] - run[0] > 1 else name
        unnamed = not self._before.is_named(run)
        if span is None or span == own:
            return Source(name, own.start, own.end, None, unnamed)
        return Source(name, span.start, span.end, None, unnamed, own.start, own.end)

    def _document(self, run: Run) -> int | None:
        """The noun for a document that ends a phrase, before any complement: ``the ministry's press release``."""
        tree = self._tree
        stop = next((k for k in range(run[0] + 1, run[1]) if tree.upos(k) == "ADP"), run[1]) - 1
        return stop if tree.lemmas[stop] in self._lexicon.words("document_noun") else None

    def _issuer(self, run: Run, head: int) -> Run | None:
        """The body behind a document: ``a statement by the ministry``, ``the KRSC press release``."""
        tree = self._tree
        if tree.lemmas[head] not in self._lexicon.words("document_noun"):
            return None
        for k in tree.kids[head]:
            if tree.deprel(k) == "nmod:poss":
                first, end = tree.noun_phrase(k)
                return (first, end - 1 if tree.upos(end - 1) == "PART" and end - first > 1 else end)
        for k in tree.children(head, "nmod"):
            if (
                tree.has(k, "case", "by", "from", "of")
                and run[0] <= k < run[1]
                and (tree.upos(k) == "PROPN" or self._speakers.can((k, k + 1)))
            ):
                return tree.noun_phrase(k)
        named = [k for k in range(run[0], head) if tree.upos(k) == "PROPN" or tree.low[k] in "()"]
        if not named:
            return None
        first, end = named[0], named[-1] + 1
        if not all(
            tree.upos(k) in ("PROPN", "PUNCT", "ADP", "CCONJ", "NOUN", "PART", "ADJ", "DET", "X")
            for k in range(first, end)
        ):
            return None
        return (first, end)

    def _pronoun(self, run: Run) -> list[Source]:
        tree, span = self._tree, self._tree.span(run)
        if tree.low[run[1] - 1] in ("we", "i", "our", "us"):
            quoted = quote_at(self._quotes, span.start) is not None
            if not quoted:  # the outlet speaks of itself
                return [Source(OUTLET.name, span.start, span.end)]
            return [replace(one, start=span.start, end=span.end) for one in self.last_speaker()] or [OUTLET]
        found = self._before.of_pronoun(run)
        if not found:
            return [Source(tree.words(run), span.start, span.end, None, True)]
        return [self._stands_for(run, one) for one in found]


def _bounds(source: Source) -> tuple[int, int]:
    if source.resolved_start is not None and source.resolved_end is not None:
        return source.resolved_start, source.resolved_end
    return source.start, source.end
