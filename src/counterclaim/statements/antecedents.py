"""Antecedents: takes a pronoun or a definite noun that says something, gives whom it stands for.

Candidates are those who spoke before and the subjects of the sentences before; nearness, role and the reader's
coreference choose among those that fit in kind.
"""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.records import Annotation, Mention
from counterclaim.statements.lexicon import Lexicon
from counterclaim.statements.speakers import Speakers
from counterclaim.tree import SUBJECTS, Run, Tree

PRONOUNS = {
    "he": "person", "she": "person", "him": "person", "her": "person", "his": "person", "i": "person",
    "it": "body", "its": "body", "they": "group", "them": "group", "their": "group", "we": "group",
    "both": "group", "who": "any", "which": "any", "that": "any", "one": "any", "this": "any",
}  # fmt: skip
FARTHEST = 6  # sentences back
# What speaks for a candidate, in sentences of distance.
SPOKE, SUBJECT, CHAINED, NAMED, PARAGRAPH = 0.9, 1.5, 0.7, 0.3, -0.3
CHAINING = frozenset({"the", "this", "that", "these", "those", "same"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who spoke: the phrase at hand (``near``) and the one it stands for (``run``, the same if none).

    Those who make one statement together share a ``turn``; -1 for a subject that has not spoken.
    """

    near: Run
    run: Run
    name: str
    turn: int = -1


class Antecedents:
    """Whom pronouns and definite nouns of one text stand for.

    Args:
        tree: the text's tree.
        annotation: its coreference chains.
        lexicon: nouns of documents, and of women and men.
        speakers: who can say something at all.
    """

    def __init__(self, tree: Tree, annotation: Annotation, *, lexicon: Lexicon, speakers: Speakers) -> None:
        self._tree, self._lexicon, self._speakers = tree, lexicon, speakers
        self.spoken: list[Speaker] = []
        self._chains: dict[int, list[Mention]] = {}
        self._chain_of: dict[int, int] = {}
        for mention in annotation.mentions:
            self._chains.setdefault(mention.chain, []).append(mention)
            self._chain_of[mention.head] = mention.chain
        self._subjects: dict[int, list[Run]] = {}
        for k, rel in enumerate(tree.rels):
            if rel in SUBJECTS and tree.upos(k) in ("NOUN", "PROPN"):
                run = tree.noun_phrase(k)
                if speakers.can(run) and not speakers.is_nobody(run):
                    self._subjects.setdefault(tree.tokens[k].sentence, []).append(run)

    def add(self, speaker: Speaker) -> None:
        """Note who spoke, for what comes after."""
        if not self._speakers.is_nobody(speaker.near):
            self.spoken.append(speaker)

    def of_pronoun(self, run: Run) -> list[Speaker]:
        """Whom a pronoun stands for, several for "they"; none where nobody fits."""
        tree, k = self._tree, run[1] - 1
        kind, sentence = PRONOUNS[tree.low[k]], tree.tokens[k].sentence
        chained = self._chained_runs(k)
        fitting = [one for one in self._candidates(run, sentence) if self._fits(one.run, kind, tree.low[k])]
        if not fitting:
            chain = next((a for a in reversed(chained) if self._fits(a, kind, tree.low[k])), None)
            return [self._as_speaker(chain)] if chain is not None else []
        best = max(fitting, key=lambda one: (self._score(one, run, chained), one.near[0]))
        if kind == "group" and best.turn >= 0:
            return [one for one in self.spoken if one.turn == best.turn]
        return [best]

    def _score(self, one: Speaker, run: Run, chained: list[Run]) -> float:
        tree = self._tree
        distance = tree.tokens[run[0]].sentence - tree.tokens[one.near[0]].sentence
        apart = "\n" in tree.text[tree.tokens[one.near[1] - 1].end : tree.tokens[run[0]].start]
        score = SUBJECT + SPOKE * (one.turn >= 0) + NAMED * self.is_named(one.run) + PARAGRAPH * apart
        return score - distance + CHAINED * any(a[0] < one.run[1] and one.run[0] < a[1] for a in chained)

    def _candidates(self, run: Run, sentence: int) -> list[Speaker]:
        """Who spoke not long before, and the subjects of the sentences just before."""
        tree = self._tree
        found = [
            one
            for one in self.spoken
            if one.near[0] < run[0] and sentence - tree.tokens[one.near[0]].sentence <= FARTHEST
        ]
        known = {one.near for one in found}
        for number in (sentence - 1, sentence):
            subjects = [subject for subject in self._subjects.get(number, ()) if subject[1] <= run[0]]
            found += [self._as_speaker(subject) for subject in subjects if subject not in known]
        return found

    def _as_speaker(self, run: Run) -> Speaker:
        return Speaker(run, run, self._tree.words(run))

    def _chained_runs(self, k: int) -> list[Run]:
        """The other members of a token's chain before it, pronouns left out."""
        tree, chain = self._tree, self._chain_of.get(k)
        if chain is None:
            return []
        before = [m for m in self._chains[chain] if m.head < k and tree.upos(m.head) != "PRON"]
        runs = [self._with_name(m, tree.run_in(m.start, m.end)) for m in before]
        return [run for run in runs if run is not None]

    def _with_name(self, mention: Mention, run: Run | None) -> Run | None:
        """A rank or office that stands before a name is a mention with the name."""
        tree, k = self._tree, mention.head
        before_name = tree.deprel(k) in ("nmod:desc", "compound", "flat") and tree.head(k) == k + 1
        return tree.noun_phrase(k + 1) if before_name and tree.upos(k + 1) == "PROPN" else run

    def is_named(self, run: Run) -> bool:
        """Whether a phrase names somebody: a proper name, or a nationality."""
        tree, names = self._tree, self._speakers.names
        for k in range(*run):
            form = tree.text[tree.tokens[k].start]
            opens = k == tree.sentence_of(k)[0] and run[1] - run[0] == 1  # its capital says nothing
            if (tree.upos(k) == "PROPN" and not opens) or names.get(k, "temporal").lower() not in (
                "temporal",
                "quantity",
                "money",
            ):
                return True
            if form.isupper() and tree.upos(k) == "ADJ" and k != tree.sentence_of(k)[0]:
                return True
        return False

    def _fits(self, run: Run, kind: str, word: str) -> bool:
        """Whether a phrase can be he or she (a person), it (a body) or they (several)."""
        tree, speakers = self._tree, self._speakers
        if kind == "any":
            return True
        if kind == "group":
            return speakers.is_plural(run) or speakers.is_body(run) or not speakers.is_person(run)
        if kind == "body":
            return not speakers.is_plural(run) and not speakers.is_person(run)
        other = (
            "male_noun" if word in ("she", "her") else "female_noun" if word in ("he", "him", "his") else None
        )
        words = self._lexicon.words(other) if other else frozenset()
        if any(tree.low[k] in words for k in range(*run)):
            return False
        return not speakers.is_plural(run) and (speakers.is_person(run) or not speakers.is_body(run))

    def of_nominal(self, run: Run, head: int) -> Speaker | None:
        """Whom a definite phrase without a name stands for: who issued the document, who bears the title."""
        tree, lemma = self._tree, self._tree.lemmas[head]
        if lemma in self._lexicon.words("document_noun"):
            return self._issuer_before(run, lemma)
        if tree.low[run[0]] in CHAINING:
            for chained in reversed(self._chained_runs(head)):
                if self.is_named(chained) and chained[1] <= run[0]:
                    return self._as_speaker(chained)
        for one in reversed(self.spoken[-10:]):
            if (
                one.run[1] <= run[0]
                and self._bears(one.run, lemma)
                and self._says_more(one.run, run)
                and not self._is_other(one.run, run, head)
            ):
                return one
        for number in range(tree.tokens[head].sentence, max(-1, tree.tokens[head].sentence - FARTHEST), -1):
            for subject in reversed(self._subjects.get(number, ())):
                if (
                    subject[1] <= run[0]
                    and self.is_named(subject)
                    and self._bears(subject, lemma)
                    and not self._is_other(subject, run, head)
                ):
                    return self._as_speaker(subject)
        return None

    def _is_other(self, run: Run, than: Run, head: int) -> bool:
        """Whether two phrases tell their nouns apart: the defence minister is not the prime minister."""
        tree = self._tree
        noun = next((k for k in range(*run) if tree.lemmas[k] == tree.lemmas[head]), None)
        if noun is None:
            return False
        own, others = (
            {tree.low[k] for k in self._told_by(run, noun)} for run, noun in ((than, head), (run, noun))
        )
        return bool(own and others and not own & others)

    def _told_by(self, run: Run, noun: int) -> list[int]:
        """The words before a noun that tell which one is meant, names of its bearer left out."""
        tree = self._tree
        inside = [k for k in range(run[0], noun) if tree.upos(k) in ("NOUN", "ADJ", "PROPN")]
        return [k for k in inside if tree.rels[k] in ("compound", "amod")]

    def _says_more(self, run: Run, than: Run) -> bool:
        """Whether a phrase tells more of somebody than another: a name, or more words."""
        return self.is_named(run) or run[1] - run[0] > than[1] - than[0]

    def _bears(self, run: Run, lemma: str) -> bool:
        """Whether a noun is one that a phrase calls its own: its head, a title in it, the last word of its name."""
        tree, head = self._tree, self._tree.head_of(run)
        own = {tree.lemmas[head].lower(), tree.low[head]}
        own |= {
            tree.low[k]
            for k in range(*run)
            if tree.rels[k] in ("nmod", "appos", "flat")
            and tree.deprel(k) != "nmod:poss"
            and tree.head(k) == head
        }
        own |= {tree.low[k] for k in range(run[0], head) if tree.rels[k] in ("compound", "flat")}
        if lemma == "spokesperson":
            return bool(own & {"spokesperson", "spokesman", "spokeswoman"})
        return lemma in own

    def _issuer_before(self, run: Run, lemma: str) -> Speaker | None:
        """Who stands behind "the note": whose document spoke last, who handed one over, or who spoke last."""
        tree, documents = self._tree, self._lexicon.words("document_noun")
        spoken = [one for one in self.spoken if one.near[0] < run[0]]
        issued = [one for one in spoken[-6:] if any(tree.lemmas[k] == lemma for k in range(*one.near))]
        if issued:
            return issued[-1]
        for k in range(run[0] - 1, max(-1, run[0] - 120), -1):
            above = tree.head(k)
            if tree.lemmas[k] == lemma and tree.rels[k] == "obj" and above >= 0:
                own = [m for m in tree.children(above, *SUBJECTS) if self._speakers.can(tree.noun_phrase(m))]
                if own:
                    return self._as_speaker(tree.noun_phrase(own[0]))
        issued = [one for one in spoken[-4:] if any(tree.lemmas[k] in documents for k in range(*one.near))]
        latest = issued or spoken
        return latest[-1] if latest else None
