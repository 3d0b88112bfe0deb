"""Speakers: takes noun phrases, tells which can say something (people, bodies, states) and which cannot.

The reader's layer of actors goes first; nouns of the lexicon and names stand in where it is silent.
"""

from __future__ import annotations

from counterclaim.records import Annotation
from counterclaim.statements.lexicon import Lexicon
from counterclaim.tree import Run, Tree

BEINGS = ("PER", "ORG", "GPE")
NOUN_CLASSES = ("person_noun", "body_noun", "media_noun", "document_noun")
NO_ACTOR_NAMES = ("temporal", "quantity", "money", "weapon", "vehicle", "militaryplatform")


class Speakers:
    """Who in a text can be a source.

    Args:
        tree: the text's tree.
        annotation: its layers of actors and names.
        lexicon: nouns of people, bodies, media and documents.
    """

    def __init__(self, tree: Tree, annotation: Annotation, lexicon: Lexicon) -> None:
        self._tree = tree
        self.kinds: dict[int, str] = {}
        self.names: dict[int, str] = {}
        self._inner: set[int] = set()  # tokens of a name that another of its tokens follows
        for name in annotation.names:
            self._inner.update(range(*(tree.run_in(name.start, name.end - 1) or (0, 0)))[:-1])
        for labels, found in ((annotation.names, self.names), (annotation.actors, self.kinds)):
            for label in labels:
                for k in range(*(tree.run_in(label.start, label.end) or (0, 0))):
                    found[k] = label.type
        self._nouns = frozenset().union(*(lexicon.words(name) for name in NOUN_CLASSES))
        self._happenings = lexicon.words("event_noun") | lexicon.words("speech_noun") | lexicon.words("harm")
        self._nobody = lexicon.words("nobody")
        self._persons, self._bodies = lexicon.words("person_noun"), lexicon.words("body_noun")

    def whole(self, run: Run) -> Run:
        """A phrase with the names at its edges whole: ``Welle`` is "Deutsche Welle"."""
        tree, (first, end) = self._tree, run
        start, stop = tree.sentence_of(first)
        while first - 1 >= start and self._is_one_name(first - 1, first):
            first -= 1
        while end < stop and self._is_one_name(end - 1, end):
            end += 1
        return first, end

    def _is_one_name(self, k: int, after: int) -> bool:
        """Whether two neighbours are parts of one name."""
        tree = self._tree
        kind = self.names.get(k)
        if kind is not None and kind == self.names.get(after):
            return k in self._inner
        parts = tree.upos(k) == tree.upos(after) == "PROPN" and kind is None and after not in self.names
        return parts and tree.tokens[k].end + 1 == tree.tokens[after].start

    def can(self, run: Run) -> bool:
        """Whether a phrase can say something."""
        tree, head = self._tree, self._tree.head_of(run)
        stop = next(
            (k for k in range(run[0] + 1, run[1]) if tree.upos(k) in ("ADP", "PUNCT", "SCONJ")), run[1]
        )
        if any(self.kinds.get(k, "") in BEINGS or tree.lemmas[k] in self._nouns for k in (head, stop - 1)):
            return True
        if head in self.kinds:  # a thing or a place
            return any(self.kinds.get(k, "") in BEINGS and tree.upos(k) == "PROPN" for k in range(*run))
        if tree.upos(head) == "PRON":
            return tree.low[head] not in ("it", "that", "this", "which", "what", "there")
        if tree.upos(head) == "PROPN" or head in self.names:
            return self.names.get(head, "").lower() not in NO_ACTOR_NAMES
        return any(self.kinds.get(k, "") in BEINGS for k in range(*run)) or tree.upos(head) == "NUM"

    def may(self, run: Run) -> bool:
        """Whether nothing speaks against it: no thing, no happening, no "it"."""
        tree, head = self._tree, self._tree.head_of(run)
        if head in self.kinds:
            return self.can(run)
        if tree.low[head] == "it":
            return True
        return tree.upos(head) in ("NOUN", "PROPN") and tree.lemmas[head] not in self._happenings

    def is_nobody(self, run: Run) -> bool:
        """Whether a phrase stands for no one: ``nobody``, ``neither side``."""
        return self._tree.low[run[0]] in self._nobody

    def is_person(self, run: Run) -> bool:
        head = self._tree.head_of(run)
        if head in self.kinds or head in self.names:
            said = {self.kinds.get(head, ""), self.names.get(head, "")[:3].upper()}
            if "PER" in said:
                return True
            if said & {"ORG", "GPE", "NOR", "LOC"}:
                return False
        lemma = self._tree.lemmas[head]
        return lemma in self._persons and lemma not in self._bodies

    def is_body(self, run: Run) -> bool:
        head = self._tree.head_of(run)
        said = {self.kinds.get(head, ""), self.names.get(head, "")[:3].upper()}
        return self._tree.lemmas[head] in self._bodies or bool(said & {"ORG", "GPE", "NOR", "LOC", "FAC"})

    def is_plural(self, run: Run) -> bool:
        tree, head = self._tree, self._tree.head_of(run)
        several = any(tree.low[k] in ("and", "&") for k in range(*run) if tree.rels[k] == "cc")
        return several or (tree.upos(head) == "NOUN" and tree.low[head] != tree.lemmas[head])
