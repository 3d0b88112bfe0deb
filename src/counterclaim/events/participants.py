"""Who takes part: takes heads of noun phrases, gives participants with their names and the actors they resolve to.

Pronouns give way to their antecedents by the reader's chains, where number and kind agree, else to the
nearest subject before. Actors are those of ``actors``, in the light of what the whole report names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from counterclaim.events.actor_reading import SINGLE
from counterclaim.events.actors import ActorContext, resolve_actor
from counterclaim.events.plover import EventLexicon
from counterclaim.events.roles import members
from counterclaim.records import Actor, Annotation, Participant, Place
from counterclaim.tree import Run, Tree

_SINGULAR: Final = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_THING: Final = frozenset({"it", "its", "itself"})
_PLURAL: Final = frozenset({"they", "them", "their", "theirs", "themselves", "both"})
_SPEAKER: Final = frozenset({"we", "us", "our", "ours", "i", "me", "my", "ourselves"})
_POINTING: Final = frozenset(
    {
        "this",
        "that",
        "these",
        "those",
        "which",
        "who",
        "what",
        "there",
        "you",
        "none",
        "nobody",
        "nothing",
        "neither",
        "everyone",
        "others",
    }
)
PRONOUNS: Final = _SINGULAR | _THING | _PLURAL | _SPEAKER | _POINTING
_BODIES: Final = frozenset({"Person", "Organisation", "NORP"})
_PLACES: Final = frozenset({"Location", "Facility"})
_PEOPLE_KINDS: Final = frozenset({"PER", "ORG", "GPE"})
_COUNTRY_WORDS: Final = frozenset({"country", "region", "continent"})


class Cast:
    """Everybody and everything that a report speaks of, by head token."""

    def __init__(
        self,
        tree: Tree,
        annotation: Annotation,
        lexicon: EventLexicon,
        *,
        places: Sequence[Place],
        on: date | None,
    ) -> None:
        self.tree, self._lexicon, self._on = tree, lexicon, on
        self._names = _by_token(tree, [(n.start, n.end, n.type) for n in annotation.names])
        self._ace = _by_token(tree, [(n.start, n.end, n.type) for n in annotation.actors])
        self._places: dict[int, Place] = {}
        for place in places:
            run = tree.run_in(place.start, place.end)
            for k in range(*run) if run else ():
                self._places.setdefault(k, place)
        self._chain_of: dict[int, int] = {}
        self._kind_of: dict[int, str] = {}
        self._chains: dict[int, list[int]] = {}
        for mention in annotation.mentions:
            self._chain_of[mention.head] = mention.chain
            self._kind_of[mention.head] = mention.kind
            self._chains.setdefault(mention.chain, []).append(mention.head)
        self._context = ActorContext()
        self.actors: dict[str, Actor] = {}
        self._kinds: dict[int, str] = {}

    def learn(self, mentions: Iterable[str]) -> None:
        """Know whom the report names, by whom and by its places short forms are read."""
        weight: dict[str, int] = {}
        for place in {id(p): p for p in self._places.values()}.values():
            if place.country:
                weight[place.country] = weight.get(place.country, 0) + 1
        countries = sorted(weight, key=lambda country: -weight[country])
        self._context = ActorContext.of(dict.fromkeys(mentions), countries=countries, on=self._on)

    def place_at(self, k: int) -> Place | None:
        """The place that a token is part of the name of."""
        return self._places.get(k)

    def phrase(self, k: int) -> Run:
        """The noun phrase of one participant: without the others it is coordinated with."""
        tree = self.tree
        first, end = tree.noun_phrase(k)
        for m in tree.children(k, "conj", "cc"):
            if first < m < end and m > k:
                inner = tree.run_of(m)
                end = min(end, inner[0], m)
            elif first <= m < k:
                first = max(first, m + 1) if tree.rels[m] == "cc" else first
        while end - 1 > k and (
            tree.upos(end - 1) in ("CCONJ", "PUNCT") or tree.low[end - 1] in ("and", "or")
        ):
            if tree.low[end - 1] == ")":
                break
            end -= 1
        while first < k and (
            tree.upos(first) in ("CCONJ", "PUNCT", "ADP") or tree.low[first] in ("both", "either", "neither")
        ):
            first += 1
        return first, max(end, k + 1)

    def kind(self, k: int) -> str:
        """What a head is: "party" (people, bodies, states), "place", "thing", "time", "other"."""
        found = self._kinds.get(k)
        if found is None:
            found = self._kinds[k] = self._kind(k)
        return found

    def _kind(self, k: int) -> str:
        tree, words = self.tree, self._lexicon.words
        low, lemma = tree.low[k], tree.lemmas[k]
        if low in PRONOUNS:
            return "party"
        label, ace, mention = self._names.get(k), self._ace.get(k), self._kind_of.get(k)
        if label == "Temporal" or mention == "time":
            return "time"
        if lemma in words["settlement"]:
            return "place"
        place = self._places.get(k)
        if place is not None and tree.upos(k) == "PROPN" and label not in ("Person", "Organisation"):
            return "country" if place.kind in ("country", "continent") else "place"
        if label in _BODIES:
            return "party"
        if label == "Product" or (ace in ("VEH", "WEA") and label is None):
            return "thing"
        actor = resolve_actor(tree.words(self.phrase(k)), context=self._context, on=self._on)
        whole = next(iter(self._wholes(k)), None)
        if whole is not None:
            return self.kind(whole)
        if actor.kind != "UNK" and not actor.how.endswith("adjective alone"):
            facility = label == "Facility" or (ace in ("FAC", "LOC") and tree.upos(k) == "NOUN")
            return "site" if facility else "party"
        if label in _PLACES or ace in ("FAC", "LOC"):
            return "site" if label == "Facility" or ace == "FAC" else "place"
        if lemma in words["weapon"] or ace in ("VEH", "WEA"):
            return "thing"
        if ace in _PEOPLE_KINDS or mention in ("person", "organization"):
            return "party" if ace != "GPE" else "place"
        if tree.upos(k) == "NUM" and mention != "time":
            return "party" if not low[:1].isdigit() or ace == "PER" or mention == "person" else "other"
        if label is None and tree.upos(k) == "PROPN":
            return "name"
        if mention in ("abstract", "event"):
            return "abstract"
        return "thing" if mention == "object" else "place" if mention == "place" else "other"

    def _wholes(self, k: int) -> list[int]:
        """What "five of", "dozens of", "some of" are taken from."""
        tree = self.tree
        if tree.upos(k) != "NUM" and tree.lemmas[k] not in self._lexicon.words["part"]:
            return []
        return [
            m for m in tree.children(k, "nmod") if any(tree.low[c] == "of" for c in tree.children(m, "case"))
        ]

    def participants(
        self, heads: Iterable[int], *, speakers: Sequence[Participant] = ()
    ) -> list[Participant]:
        """The participants of some heads in order, each once; pronouns replaced by what they stand for.

        ``speakers`` are who says "we" and "I".
        """
        out: dict[str, Participant] = {}
        for k in heads:
            for one in self._of(k, speakers):
                out.setdefault(one.actor or one.name.lower(), one)
        return list(out.values())

    def _of(self, k: int, speakers: Sequence[Participant]) -> list[Participant]:
        tree = self.tree
        if tree.low[k] in PRONOUNS:
            span = tree.span((k, k + 1))
            if tree.low[k] in _SPEAKER:
                return [Participant(one.name, one.actor, span.start, span.end) for one in speakers]
            antecedents = self.antecedents(k)
            return [
                Participant(p.name, p.actor, span.start, span.end)
                for head in antecedents
                for p in self._of_phrase(head)
            ]
        return self._of_phrase(k)

    def _of_phrase(self, k: int) -> list[Participant]:
        tree = self.tree
        run = self.phrase(k)
        parts = self._nations(k, run)
        span = tree.span(run)
        names = parts or [tree.words(run)]
        return [Participant(name, self.actor(name, k), span.start, span.end) for name in names]

    def _nations(self, k: int, run: Run) -> list[str]:
        """ "Kurdish and Iraqi forces": one name for each nation, where nations are coordinated before a head."""
        tree = self.tree
        for m in tree.children(k, "amod", "compound"):
            others = [c for c in tree.children(m, "conj") if c < k]
            if not others or not all(
                self._names.get(c) in ("NORP", "Location", "Organisation") for c in (m, *others)
            ):
                continue
            tail = tree.words((max(others) + 1, run[1]))
            return [f"{tree.words((c, c + 1))} {tail}" for c in (m, *others)]
        return []

    def actor(self, name: str, k: int) -> str | None:
        """The id of the actor a name stands for, None for what is nobody; actors found are kept."""
        found = self._resolved(name, k)
        proper = self.tree.upos(k) == "PROPN" and self.kind(k) in ("party", "name", "country")
        if found.kind == "UNK" and found.affiliation is None and not proper:
            return None
        self.actors.setdefault(found.id, found)
        return found.id

    def is_crewed(self, k: int) -> bool:
        """Whether a thing is a plane, ship or vehicle, which somebody steers, rather than what is fired."""
        return self._ace.get(k) == "VEH"

    def is_class_word(self, k: int) -> bool:
        """Whether a noun by itself names a class of actors: "patrol", "opposition"."""
        return resolve_actor(self.tree.low[k], on=self._on).kind != "UNK"

    def speaks(self, k: int) -> bool:
        """Whether a place stands for a government: "Athens"."""
        found = resolve_actor(self.tree.words(self.phrase(k)), context=self._context, on=self._on)
        return found.kind == "GOV" and found.affiliation is not None

    def names_party(self, k: int) -> bool:
        """Whether the words of a modifier or a thing name a party: "Turkish" strike, "government" jets."""
        tree = self.tree
        if tree.rels[k] in ("amod", "compound", "nmod") or tree.upos(k) == "ADJ":
            found = resolve_actor(tree.words((k, k + 1)), context=self._context, on=self._on)
            if tree.upos(k) == "ADJ" and found.country is None and found.kind == "CVL":
                return False
        else:
            found = self._resolved(tree.words(self.phrase(k)), k)
        return found.kind != "UNK" and not found.hint

    def _resolved(self, name: str, k: int) -> Actor:
        """The actor of a phrase; "its troops" are its owner's, and what a nation's arms do the nation does."""
        tree = self.tree
        owners = [
            m for m in tree.children(k, "nmod") if tree.low[m] in PRONOUNS and tree.deprel(m) == "nmod:poss"
        ]
        owner = next((head for m in owners for head in self.antecedents(m)), None)
        if owner is not None and tree.upos(owner) in ("PROPN", "NOUN"):
            rest = " ".join(tree.words((m, m + 1)) for m in range(owners[0] + 1, self.phrase(k)[1]))
            of = resolve_actor(tree.words(self.phrase(owner)), context=self._context, on=self._on)
            base = resolve_actor(name, context=self._context, on=self._on)
            if base.country is None or base.hint:
                joined = resolve_actor(f"{of.name} {rest}", context=self._context, on=self._on)
                return joined if joined.kind != "UNK" else of
        found = resolve_actor(name, context=self._context, on=self._on)
        if found.country is not None and (
            found.kind == "UNK" or (found.kind == "CVL" and tree.upos(k) == "ADJ")
        ):
            nation = next(
                (tree.words((m, m + 1)) for m in (k, *tree.kids[k]) if self._names.get(m) == "NORP"), None
            )
            state = (
                resolve_actor(f"{nation} government", context=self._context, on=self._on) if nation else found
            )
            return state if state.kind == "GOV" and state.affiliation is not None else found
        return found

    def actor_of_name(self, name: str) -> str | None:
        """The id of the actor of a source's name."""
        found = resolve_actor(name, context=self._context, on=self._on)
        if found.kind == "UNK" and found.affiliation is None and not any(c.isupper() for c in name):
            return None
        self.actors.setdefault(found.id, found)
        return found.id

    def antecedents(self, k: int) -> list[int]:
        """The heads that a pronoun stands for; none where nothing before it fits."""
        tree, low = self.tree, self.tree.low[k]
        if low in _SPEAKER or low in _POINTING:
            return []
        chain = self._chains.get(self._chain_of.get(k, -1), [])
        earlier = [h for h in chain if h < k and tree.low[h] not in PRONOUNS and self._agrees(h, low)]
        named = [h for h in earlier if tree.upos(h) == "PROPN" or self.kind(h) == "party"]
        if named:
            return self._with_company(named[-1], low)
        for h in self._subjects_before(k):
            if self._agrees(h, low) and self.kind(h) in ("party", "country"):
                return self._with_company(h, low)
        return []

    def _with_company(self, h: int, low: str) -> list[int]:
        """The other members of a coordination, for a plural pronoun."""
        if low not in _PLURAL:
            return [h]
        top = h
        while (
            self.tree.rels[top] in ("conj", "appos")
            and self.tree.head(top) >= 0
            and self.kind(self.tree.head(top)) == "party"
        ):
            top = self.tree.head(top)
        return [m for m in members(self.tree, top) if self.kind(m) in ("party", "country")] or [h]

    def _agrees(self, h: int, low: str) -> bool:
        tree = self.tree
        label, ace = self._names.get(h), self._ace.get(h)
        person = label == "Person" or (tree.lemmas[h] in SINGLE and self._is_singular(h))
        if low in _SINGULAR:
            return (
                (person or ace == "PER")
                and label not in ("Organisation", "Location")
                and self._is_singular(h)
                and not tree.children(h, "conj")
            )
        if low in _THING:
            return not person and not tree.children(h, "conj")
        if low in _PLURAL:
            return not (label == "Person" and not tree.children(h, "conj") and tree.rels[h] != "conj")
        return True

    def _is_singular(self, h: int) -> bool:
        tree = self.tree
        return tree.upos(h) == "PROPN" or tree.low[h] == tree.lemmas[h]

    def _subjects_before(self, k: int) -> list[int]:
        """Subjects before a token, the nearest first, in its sentence and the two before."""
        tree = self.tree
        sentence = tree.tokens[k].sentence
        start = tree.sentence_run(max(sentence - 2, 0))[0]
        return [
            h for h in range(k - 1, start - 1, -1) if tree.rels[h] == "nsubj" and tree.low[h] not in PRONOUNS
        ]


def _by_token(tree: Tree, spans: Iterable[tuple[int, int, str]]) -> dict[int, str]:
    found: dict[int, str] = {}
    for start, end, kind in spans:
        run = tree.run_in(start, end)
        for k in range(*run) if run else ():
            found[k] = kind
    return found
