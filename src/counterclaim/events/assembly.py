"""One record of each event: takes triggers, roles, facets, places and times of a document, gives EventMentions.

An event noun with "the" takes up the last event of that name, and what was said of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from counterclaim.events import types
from counterclaim.events.circumstances import Circumstances
from counterclaim.events.drafts import Draft, Drafts
from counterclaim.events.facets import FacetReader, Facets
from counterclaim.events.participants import Cast
from counterclaim.events.parties import Parties
from counterclaim.events.plover import VERBAL, EventLexicon
from counterclaim.events.setting import Setting, attached
from counterclaim.events.triggers import Found, find, shown
from counterclaim.events.truth import Truth
from counterclaim.records import (
    Annotation,
    Control,
    Document,
    EventMention,
    Participant,
    Stance,
    Statement,
    Trigger,
)
from counterclaim.tree import Tree


class Assembly:
    """Makes the events of one document."""

    def __init__(
        self,
        document: Document,
        tree: Tree,
        annotation: Annotation,
        statements: Sequence[Statement],
        *,
        cast: Cast,
        setting: Setting,
        lexicon: EventLexicon,
    ) -> None:
        self._document, self._tree, self._statements = document, tree, statements
        self._cast, self._setting, self._lexicon = cast, setting, lexicon
        scores: dict[int, float] = {}
        for predicate in annotation.predicates:
            run = tree.run_in(predicate.start, predicate.end)
            if run is not None:
                scores[run[0]] = predicate.score
        self._truth = Truth(tree, lexicon, scores)
        self._facets = FacetReader(tree, annotation)
        self._found = find(tree, lexicon, annotation)
        self._by_token = {one.token: one for one in self._found}
        self._by_top = {one.top: one for one in self._found}
        self._parties = Parties(tree, cast, lexicon, self._by_token)
        self._drafts = Drafts(tree, lexicon, statements, cast=cast, parties=self._parties)
        self._where = Circumstances(tree, cast, setting, by_token=self._by_token, cues=self._drafts.cues)
        self._earlier: dict[str, EventMention] = {}

    def events(self) -> dict[int, list[EventMention]]:
        """The events of each statement, by its place in the list, in the text's order."""
        out: dict[int, list[EventMention]] = {}
        last: EventMention | None = None
        for draft in self._drafts.of(self._found):
            event = self._event(draft, last)
            if event is not None:
                event = self._taken_up(draft.found, event)
                out.setdefault(draft.statement, []).append(event)
                last = event
        return out

    def _taken_up(self, one: Found, event: EventMention) -> EventMention:
        """An event noun with "the" takes up the last event of that name, and what was said of it."""
        tree = self._tree
        if not one.entry.noun or event.type is None:
            return event
        lemma = tree.lemmas[one.token]
        earlier = self._earlier.get(lemma)
        definite = any(
            tree.low[k] in ("the", "this", "that", "these") for k in tree.children(one.token, "det")
        )
        if earlier is not None and definite and self._may_be_one(event, earlier):
            event = replace(
                event,
                actors=event.actors or earlier.actors,
                recipients=event.recipients or earlier.recipients,
                place=event.place
                or (attached(earlier.place, f"the {lemma} told before") if earlier.place else None),
                time=event.time or earlier.time,
            )
        self._earlier[lemma] = event
        return event

    def _may_be_one(self, event: EventMention, earlier: EventMention) -> bool:
        actors = self._cast.actors
        own = {actors[p.actor].country for p in event.actors if p.actor in actors}
        other = {actors[p.actor].country for p in earlier.actors if p.actor in actors}
        known = {p.actor for p in event.actors} & {p.actor for p in earlier.actors}
        return event.type == earlier.type and (not own or not other or bool(known or (own & other) - {None}))

    def _event(self, draft: Draft, last: EventMention | None) -> EventMention | None:
        one, tree = draft.found, self._tree
        statement = self._statements[draft.statement]
        one, actors, recipients, beside = self._parties.of(
            one, draft.sides, speakers=self._speakers(draft.statement)
        )
        if draft.cue is not None:
            speakers = self._speakers(draft.cue)
            actors = speakers if len(speakers) >= len(actors) else actors
        if not types.fits(one, beside, self._lexicon):
            return None
        warns = draft.cue is not None and one.entry.words[0] in self._lexicon.words["warning"]
        if warns and self._cued_stance(draft) is not Stance.THREATENS:
            return None
        actors = actors or self._answering(draft)
        facets = self._facets_of(draft)
        recipients = self._with_victims(draft, actors, recipients, facets)
        place = self._where.place_by_syntax(draft)
        time = self._where.time_by_syntax(draft)
        told = (place, time, *facets.counts, *facets.tools, facets.control)
        if one.entry.noun and not self._is_told(draft, [*actors, *recipients], told):
            return None
        performed = draft.cue is not None or one.entry.noun or one.entry.type in VERBAL
        stance = Stance.ASSERTS if performed else statement.stance
        factuality, score = self._truth.of(one, scope=draft.scope, stance=stance)
        below = self._below(one) if one.entry.type in VERBAL else []
        kind = types.type_of(
            one,
            beside,
            factuality=factuality,
            stance=self._cued_stance(draft),
            below=below,
            lexicon=self._lexicon,
        )
        if kind is None and facets.control is None and one.entry.frame.name in ("hold", "oppose"):
            return None
        tools = [tool.run for tool in facets.tools]
        mode = types.mode_of(one, kind, beside, tree=tree, tools=tools, below=below, lexicon=self._lexicon)
        run = shown(tree, one)
        span = tree.span(run)
        sentence = tree.sentence_of(one.token)
        within = (max(sentence[0], draft.scope[0]), min(sentence[1], draft.scope[1]))
        return EventMention(
            type=kind,
            mode=mode,
            contexts=types.contexts_of(tree, within, (*beside.actors, *beside.recipients), self._lexicon),
            factuality=factuality,
            score=score,
            trigger=Trigger(tree.text[span.start : span.end], span.start, span.end),
            actors=tuple(actors),
            recipients=tuple(recipients),
            place=place or self._where.place_by_sentence(draft, last, kind),
            time=time or self._where.time_by_sentence(draft),
            toll=facets.toll,
            means=facets.means,
            control=self._control(facets),
            aim=facets.aim,
            manner=facets.manner,
        )

    def _is_told(self, draft: Draft, parties: Sequence[Participant], found: tuple[object, ...]) -> bool:
        """Whether an event noun tells something, rather than only pointing back ("after the attack")."""
        if draft.found.lent is not None or draft.consequences or parties:
            return True
        if any(one is not None for one in found):
            return True
        return self._tree.rels[draft.found.token] in ("root", "nsubj")

    def _cued_stance(self, draft: Draft) -> Stance | None:
        return self._statements[draft.cue].stance if draft.cue is not None else None

    def _speakers(self, cue: int) -> list[Participant]:
        """The sources of a statement, as those who do what its cue says; the outlet is none."""
        named = [source for source in self._statements[cue].sources if source.end > source.start]
        return [
            Participant(one.name, self._cast.actor_of_name(one.name), one.start, one.end)
            for one in named
            if not one.unnamed
        ]

    def _answering(self, draft: Draft) -> list[Participant]:
        """Who did what a cue answers for or lays to somebody: "claimed responsibility for", "accused X of"."""
        statement, tree = self._statements[draft.statement], self._tree
        if draft.found.entry.type is None or not draft.found.entry.noun or statement.cue is None:
            return []
        run = tree.run_in(statement.cue.start, statement.cue.end)
        head = tree.head(draft.found.top)
        if run is None or not (head in range(*run) or tree.head(head) in range(*run)):
            return []
        if any(tree.low[k] in self._lexicon.words["answering"] for k in range(*run)):
            return self._speakers(draft.statement)
        if statement.stance is Stance.ACCUSES:
            accused = [
                k for v in range(*run) for k in tree.children(v, "obj", "iobj") if k != draft.found.token
            ]
            return self._cast.participants(k for k in accused if self._cast.kind(k) != "other")
        return []

    def _below(self, one: Found) -> list[Found]:
        """The events in what a verbal event is about: its complements' own first, then those below them."""
        tree = self._tree
        heads = [
            k for k in tree.children(one.top, "xcomp", "ccomp", "obj", "obl", "acl", "advcl") if k > one.top
        ]
        heads += [k for h in heads for k in tree.children(h, "acl", "nmod", "conj")]
        tokens = [*heads, *sorted({m for h in heads for m in tree.subtree(h)} - set(heads))]
        found = (self._by_top.get(k) or self._by_token.get(k) for k in tokens)
        return list(dict.fromkeys(other for other in found if other is not None and other is not one))

    def _facets_of(self, draft: Draft) -> Facets:
        facets = self._facets.of(shown(self._tree, draft.found), draft.scope)
        for other in draft.consequences:
            more = self._facets.of(other.token, draft.scope)
            known = {count.toll for count in facets.counts}
            facets = Facets(
                facets.counts + tuple(c for c in more.counts if c.toll not in known),
                facets.tools + tuple(t for t in more.tools if t not in facets.tools),
                facets.control or more.control,
                facets.purpose or more.purpose,
                facets.way or more.way,
            )
        return facets

    def _with_victims(
        self, draft: Draft, actors: Sequence[Participant], recipients: list[Participant], facets: Facets
    ) -> list[Participant]:
        """Recipients with those whom the toll counts: "an attack left nine worshippers dead"."""
        if draft.found.entry.type != "ASSAULT":
            return recipients
        heads = [self._tree.head_of(count.victims) for count in facets.counts if count.victims]
        found = self._cast.participants(k for k in heads if self._cast.kind(k) in ("party", "name"))
        new = [
            p for p in found if not any(p.start < q.end and q.start < p.end for q in (*recipients, *actors))
        ]
        return [*recipients, *new]

    def _control(self, facets: Facets) -> Control | None:
        held = facets.control
        if held is None:
            return None
        actor = None
        if held.holder is not None:
            k = self._tree.head_of(held.holder.run)
            named = self._cast.participants([k])
            actor = named[0].actor if named else None
            if named and self._tree.upos(k) == "PRON":
                return Control(named[0].name, actor, held.place.text if held.place else None, held.holds)
        return held.control(actor)
