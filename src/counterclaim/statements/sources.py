"""Sources: takes noun phrases, gives Source records: coordination split, pronouns and nominals resolved.

An antecedent comes from the reader's coreference where it is named, else from who spoke before.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from counterclaim.records import Annotation, Source, Span
from counterclaim.statements.lexicon import Lexicon
from counterclaim.statements.quotes import quote_at, quotes
from counterclaim.tree import NOMINAL, Run, Tree

OUTLET = Source("outlet", 0, 0)
PERSONAL = {
    "he": "person",
    "she": "person",
    "him": "person",
    "her": "person",
    "i": "person",
    "it": "body",
    "its": "body",
    "they": "group",
    "them": "group",
    "we": "group",
    "who": "any",
    "which": "any",
    "that": "any",
    "both": "group",
    "his": "person",
    "their": "group",
    "one": "any",
    "this": "any",
}
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their", "same"})
TITLES = frozenset({"nmod:desc", "flat", "compound", "appos"})


@dataclass(slots=True)
class Discourse:
    """Who spoke so far, the latest last, with the head lemma of the phrase that named them."""

    spoken: list[tuple[Source, int]] = field(default_factory=list)

    def add(self, sources: list[Source], heads: list[int]) -> None:
        self.spoken.extend(zip(sources, heads, strict=False))


class Resolver:
    """Makes Sources of noun phrases.

    Args:
        tree: the text's tree.
        annotation: names and coreference chains.
        lexicon: which nouns are documents, persons, media.
    """

    def __init__(self, tree: Tree, annotation: Annotation, lexicon: Lexicon) -> None:
        self._tree, self._lexicon = tree, lexicon
        self._quotes = quotes(tree.text)
        self.discourse = Discourse()
        self._names = {
            k: name
            for name in annotation.names
            for k in range(*(tree.run_in(name.start, name.end) or (0, 0)))
        }
        self._chains: dict[int, list[int]] = {}
        self._chain_of: dict[int, int] = {}
        for mention in annotation.mentions:
            self._chains.setdefault(mention.chain, []).append(mention.head)
            self._chain_of[mention.head] = mention.chain

    def resolve(self, runs: list[Run]) -> list[Source]:
        """The sources of some phrases, in order, each once."""
        found: list[Source] = []
        heads: list[int] = []
        for run in runs:
            for piece, name in self._split(run):
                for source in self._one(piece, name):
                    if source.name not in [other.name for other in found]:
                        found.append(source)
                        heads.append(self._head(piece))
        return found

    def spoke(self, sources: list[Source], runs: list[Run]) -> None:
        """Note who spoke, for what comes after."""
        heads = [self._head(run) for run in runs] or [-1]
        for i, source in enumerate(sources):
            self.discourse.spoken.append((source, heads[min(i, len(heads) - 1)]))

    def last_speaker(self) -> list[Source]:
        """The latest source, none where nobody spoke."""
        return [self.discourse.spoken[-1][0]] if self.discourse.spoken else []

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
            return [(run, tree.words(run))]
        pieces = [tree.noun_phrase(k) for k in others]
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
        tree = self._tree
        span = tree.span(run)
        head = self._head(run)
        if (
            run[1] - run[0] <= 2
            and tree.low[run[1] - 1] in PERSONAL
            and tree.upos(run[1] - 1) in ("PRON", "DET")
        ):
            return self._pronoun(run, span)
        issuer = self._issuer(run, head)
        if issuer is not None:
            source = self._made(issuer, tree.words(issuer), span=span)
            return self._followed(source, issuer)
        document = tree.lemmas[head] in self._lexicon.words("document_noun") and tree.low[run[0]] not in (
            "a",
            "an",
        )
        if (tree.low[run[0]] in DEFINITE or document) and not self._is_named(run):
            before = self._nominal(run, head)
            if before is not None:
                return [Source(before.name, span.start, span.end, None, before.unnamed, *_place(before))]
        return [self._made(run, name)]

    def _followed(self, source: Source, issuer: Run) -> list[Source]:
        tree = self._tree
        if tree.low[issuer[1] - 1] in PERSONAL:
            found = self._pronoun(issuer, tree.span(issuer))
            return [Source(s.name, source.start, source.end, None, s.unnamed, *_place(s)) for s in found]
        return [source]

    def _made(self, run: Run, name: str, span: Span | None = None) -> Source:
        own = self._tree.span(run)
        if self._tree.low[run[0]] in ("both",) and name == self._tree.words(run):
            name = self._tree.words((run[0] + 1, run[1])) if run[1] - run[0] > 1 else name
        unnamed = not self._is_named(run)
        if span is None or span == own:
            return Source(name, own.start, own.end, None, unnamed)
        return Source(name, span.start, span.end, None, unnamed, own.start, own.end)

    def _is_named(self, run: Run) -> bool:
        """Whether a phrase names somebody: a proper name, or a nationality."""
        tree = self._tree
        text = [tree.text[tree.tokens[k].start : tree.tokens[k].end] for k in range(*run)]
        first_of_sentence = tree.sentence_of(run[0])[0]
        for k, form in zip(range(*run), text, strict=True):
            if tree.upos(k) == "PROPN" or (
                k in self._names and self._names[k].type.lower() not in ("temporal", "quantity", "money")
            ):
                return True
            if form[:1].isupper() and tree.upos(k) == "ADJ" and k != first_of_sentence:
                return True
        return False

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
                and (tree.upos(k) == "PROPN" or self._speaks(k))
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

    def _speaks(self, k: int) -> bool:
        return self._tree.lemmas[k] in self._lexicon.words("person_noun")

    def _pronoun(self, run: Run, span: Span) -> list[Source]:
        word = self._tree.low[run[1] - 1]
        if word in ("we", "i", "our", "us"):  # nobody is quoted: the outlet speaks of itself
            return (
                [Source(OUTLET.name, span.start, span.end)]
                if not self._is_quoted(span)
                else self._own(run, span)
            )
        kind = PERSONAL[word]
        chained = self._by_chain(run[1] - 1)
        spoken = self._by_speech(kind, span.start)
        best = spoken or chained
        if best is None:
            return [Source(self._tree.words(run), span.start, span.end, None, True)]
        return [Source(best.name, span.start, span.end, None, best.unnamed, *_place(best))]

    def _is_quoted(self, span: Span) -> bool:
        return quote_at(self._quotes, span.start) is not None

    def _own(self, run: Run, span: Span) -> list[Source]:
        """Who says "we" in a quotation: the last who spoke."""
        spoken = self.discourse.spoken[-1:]
        return [Source(s.name, span.start, span.end, None, s.unnamed, *_place(s)) for s, _ in spoken] or [
            OUTLET
        ]

    def _by_chain(self, k: int) -> Source | None:
        """The best antecedent of one chain: the nearest named one before, else the first nominal."""
        chain = self._chain_of.get(k)
        if chain is None:
            return None
        before = [m for m in self._chains[chain] if m < k and self._tree.upos(m) != "PRON"]
        named = [m for m in before if self._is_named(self._tree.noun_phrase(m))]
        chosen = (named or before)[-1:]
        if not chosen:
            return None
        run = self._tree.noun_phrase(chosen[0])
        return self._made(run, self._tree.words(run))

    def _by_speech(self, kind: str, position: int) -> Source | None:
        for source, head in reversed(self.discourse.spoken[-6:]):
            if source.start < position and self._fits(source, kind, head):
                return source
        return None

    def _fits(self, source: Source, kind: str, head: int = -1) -> bool:
        """Whether a source can be he or she (a person), it (a body) or they (several)."""
        tree = self._tree
        run = tree.run_in(*_bounds(source))
        if run is None or kind == "any":
            return True
        head = tree.head_of(run)
        kinds = {self._names[head].type.lower()} if head in self._names else set()
        lemma, plural = tree.lemmas[head], tree.low[head] != tree.lemmas[head] and tree.upos(head) == "NOUN"
        body = lemma in self._lexicon.words("body_noun") or any(
            t.startswith(("org", "norp", "loc", "gpe", "fac")) for t in kinds
        )
        person = any(t.startswith("per") for t in kinds) or (
            tree.upos(head) == "NOUN"
            and lemma in self._lexicon.words("person_noun")
            and lemma not in self._lexicon.words("body_noun")
        )
        if kind == "person":
            return not plural and (person or not body)
        if kind == "group":
            return plural or body or " and " in source.name or not person
        return not plural and not person

    def _nominal(self, run: Run, head: int) -> Source | None:
        """Whom a definite phrase without a name stands for: who issued the document, who bears the title."""
        tree, lemma = self._tree, self._tree.lemmas[head]
        if lemma in self._lexicon.words("document_noun"):
            for source, _ in reversed(self.discourse.spoken[-4:]):
                own = tree.run_in(source.start, source.end)
                if own and any(tree.lemmas[k] in self._lexicon.words("document_noun") for k in range(*own)):
                    return source
            return self.discourse.spoken[-1][0] if self.discourse.spoken else None
        chained = self._by_chain(head)
        if chained is not None and not chained.unnamed and self._is_before(chained, run):
            return chained
        for source, _ in reversed(self.discourse.spoken[-10:]):
            words = {word.strip("()’'s,").lower() for word in source.name.split()}
            if not source.unnamed and (
                lemma in words or (lemma == "spokesperson" and words & {"spokesman", "spokeswoman"})
            ):
                return source
        return None

    def _is_before(self, source: Source, run: Run) -> bool:
        return source.end <= self._tree.tokens[run[0]].start


def _bounds(source: Source) -> tuple[int, int]:
    if source.resolved_start is not None and source.resolved_end is not None:
        return source.resolved_start, source.resolved_end
    return source.start, source.end


def _place(source: Source) -> tuple[int, int]:
    """Where the antecedent of a source stands in full."""
    return _bounds(source)
