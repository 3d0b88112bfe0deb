"""One record of each event: takes triggers, roles, facets, places and times of a document, gives EventMentions.

Triggers that tell one happening are one event ("an air strike killed 13", "shelled the town, wounding two"):
the deed, with those that its consequence struck.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from counterclaim.events import types
from counterclaim.events.facets import FacetReader, Facets
from counterclaim.events.participants import Cast
from counterclaim.events.parties import Parties
from counterclaim.events.plover import VERBAL, EventLexicon
from counterclaim.events.roles import Sides, sides
from counterclaim.events.setting import LOCATIVE, STANDING, Setting, alike, attached, best_time
from counterclaim.events.triggers import Found, find, lemma_of, shown
from counterclaim.events.truth import Truth
from counterclaim.records import (
    Annotation,
    Control,
    Document,
    EventMention,
    Participant,
    Place,
    Stance,
    Statement,
    TimeValue,
    Trigger,
)
from counterclaim.tree import Run, Tree

_DEEP = 8
_TELLING = (Stance.SILENT, Stance.DOUBTS)  # cues of these do nothing by themselves


@dataclass(slots=True)
class Draft:
    """An event in the making: its trigger, the consequences that belong to it, and where it is told."""

    found: Found
    statement: int
    scope: Run
    cue: int | None = None  # the statement that the trigger introduces
    consequences: list[Found] = field(default_factory=list)
    sides: Sides = field(default_factory=dict)


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
        self._told, self._cues = self._painted()

    def events(self) -> dict[int, list[EventMention]]:
        """The events of each statement, by its place in the list, in the text's order."""
        drafts = [draft for one in self._found if (draft := self._draft(one)) is not None]
        drafts = self._merged(drafts)
        out: dict[int, list[EventMention]] = {}
        last: EventMention | None = None
        for draft in drafts:
            event = self._event(draft, last)
            if event is not None:
                out.setdefault(draft.statement, []).append(event)
                last = event
        return out

    def _painted(self) -> tuple[dict[int, tuple[int, Run]], dict[int, int]]:
        """For each token the innermost statement in whose content it stands; for cue tokens their statement."""
        told: dict[int, tuple[int, Run]] = {}
        order = sorted(
            range(len(self._statements)),
            key=lambda at: -sum(s.end - s.start for s in self._statements[at].content.spans),
        )
        for at in order:
            for span in self._statements[at].content.spans:
                run = self._tree.run_in(span.start, span.end)
                if run is not None:
                    told.update((k, (at, run)) for k in range(*run))
        cues: dict[int, int] = {}
        for at, statement in enumerate(self._statements):
            run = self._tree.run_in(statement.cue.start, statement.cue.end) if statement.cue else None
            for k in range(*run) if run else ():
                cues.setdefault(k, at)
        return told, cues

    def _draft(self, one: Found) -> Draft | None:
        if one.entry.noun and one.support is None and not self._parties.is_event(one.token):
            return None
        at = self._told.get(one.token) or self._told.get(one.top)
        cue = self._cues.get(one.token, self._cues.get(one.top))
        if at is None and cue is not None:
            if one.entry.type is None or self._statements[cue].stance in _TELLING:
                return None
            return Draft(one, cue, self._tree.sentence_of(one.token), cue=cue, sides=sides(self._tree, one))
        if at is None:
            return None
        return Draft(one, at[0], at[1], cue=cue, sides=sides(self._tree, one))

    # -- which triggers are one event

    def _merged(self, drafts: list[Draft]) -> list[Draft]:
        by_token = {draft.found.token: draft for draft in drafts}
        by_token |= {draft.found.top: draft for draft in drafts}
        gone: set[int] = set()
        for draft in drafts:
            deed = self._deed_of(draft, by_token)
            if deed is not None and deed is not draft and deed.statement == draft.statement:
                gone.add(draft.found.token)
                while deed.found.token in gone:
                    above = self._deed_of(deed, by_token)
                    if above is None or above is deed:
                        break
                    deed = above
                deed.consequences.append(draft.found)
                for slot in ("obj", "suffers"):
                    if draft.sides.get(slot):
                        deed.sides.setdefault("suffers", []).extend(draft.sides[slot])
                if draft.found.entry.frame.name == "suffer":
                    deed.sides.setdefault("suffers", []).extend(draft.sides.get("subj", []))
        return [draft for draft in drafts if draft.found.token not in gone]

    def _deed_of(self, draft: Draft, by_token: dict[int, Draft]) -> Draft | None:
        """The deed of which a verb of harm tells the consequence."""
        one, tree = draft.found, self._tree
        if (
            one.entry.noun
            or lemma_of(tree, self._lexicon, one.token) not in self._lexicon.words["consequence"]
        ):
            return None
        own = [k for k in draft.sides.get("subj", ()) if self._cast.kind(k) in ("party", "country")]
        for slot in ("subj", "in", "by", "during") if not own else ():
            for k in draft.sides.get(slot, ()):
                deed = by_token.get(k)
                if deed is not None and deed.found.entry.noun and self._is_deed(deed):
                    return deed
        head, rel = tree.head(one.token), tree.rels[one.token]
        above = by_token.get(head)
        if above is None or not self._is_deed(above) or tree.children(one.token, "nsubj"):
            return None
        if any(tree.low[k] == "or" for k in tree.children(one.token, "cc")):
            return None
        if rel == "advcl" and tree.low[one.token].endswith("ing"):
            return above
        return (
            above
            if rel == "conj" and above.found.entry.frame.name in ("strike", "launch", "explode", "attack")
            else None
        )

    @staticmethod
    def _is_deed(draft: Draft) -> bool:
        return draft.found.entry.type == "ASSAULT"

    # -- one event

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
        facets = self._facets_of(draft)
        recipients = self._with_victims(recipients, facets, one)
        place = self._place_by_syntax(draft)
        time = self._time_by_syntax(draft)
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
            place=place or self._place_by_sentence(draft, last, kind),
            time=time or self._time_by_sentence(draft),
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

    def _below(self, one: Found) -> list[Found]:
        """The events in what a verbal event is about, the topmost first."""
        tree = self._tree
        out = []
        for k in sorted(tree.subtree(one.top)):
            found = self._by_top.get(k)
            if found is not None and found is not one and found not in out:
                out.append(found)
        return out

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

    def _with_victims(self, recipients: list[Participant], facets: Facets, one: Found) -> list[Participant]:
        """Recipients with those whom the toll counts: "an attack left nine worshippers dead"."""
        if one.entry.type != "ASSAULT":
            return recipients
        heads = [self._tree.head_of(count.victims) for count in facets.counts if count.victims]
        found = self._cast.participants(k for k in heads if self._cast.kind(k) in ("party", "name"))
        new = [p for p in found if not any(p.start < q.end and q.start < p.end for q in recipients)]
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

    # -- where and when

    def _place_by_syntax(self, draft: Draft) -> Place | None:
        one, found, cast = draft.found, draft.sides, self._cast
        slots = [
            slot
            for slot in (*LOCATIVE, "obj", "of", "against", "upon", "suffers", "adj", "poss")
            if found.get(slot)
        ]
        if one.entry.frame.name in ("lose", "happening", "hold"):
            slots.append("subj")
        heads = [k for slot in slots for k in found.get(slot, ()) if cast.kind(k) not in ("time",)]
        for k in heads:
            if cast.kind(k) in ("place", "site", "country"):
                place = self._placed(k)
                if place is not None and self._within(draft, k):
                    return place
        for k in heads:
            for m in sorted(self._tree.subtree(k)):
                if (
                    self._tree.rels[m] in ("nmod", "obl", "conj", "appos")
                    and self._setting.place_at(m)
                    and self._located(m)
                ):
                    return self._setting.place_at(m)
        return None

    def _placed(self, k: int) -> Place | None:
        """The place that a phrase names, or stands for."""
        tree, setting = self._tree, self._setting
        run = self._cast.phrase(k)
        own = setting.place_at(k)
        if own is None and tree.rels[k] == "appos" and tree.head(k) >= 0:
            own = setting.place_at(tree.head(k))
        if own is not None:
            return own
        inner = [place for m, place in setting.places_in(run) if tree.head(m) == k or self._located(m)]
        if inner:
            return inner[0]
        named = setting.named_before(k)
        span = tree.span(run)
        return alike(named, span, tree.words(run)) if named else None

    def _located(self, m: int) -> bool:
        return any(self._tree.low[c] in (*LOCATIVE, "of") for c in self._tree.children(m, "case"))

    def _stands(self, m: int) -> bool:
        return any(self._tree.low[c] in STANDING for c in self._tree.children(m, "case"))

    def _within(self, draft: Draft, k: int) -> bool:
        return draft.scope[0] <= k < draft.scope[1] or draft.cue is not None

    def _place_by_sentence(self, draft: Draft, last: EventMention | None, kind: str | None) -> Place | None:
        tree, one = self._tree, draft.found
        sentence = tree.sentence_of(one.token)
        run = (max(sentence[0], draft.scope[0]), min(sentence[1], draft.scope[1]))
        located = [
            (abs(k - one.token), place)
            for k, place in self._setting.places_in(run)
            if any(self._stands(m) for m in range(*(tree.run_in(place.start, place.end) or (k, k + 1))))
        ]
        if located:
            return attached(min(located, key=lambda pair: pair[0])[1], "the place of its sentence")
        return None

    def _time_by_syntax(self, draft: Draft) -> TimeValue | None:
        one = draft.found
        tokens = [one.token, one.top, *[c.token for c in draft.consequences]]
        found = [
            mention
            for k, mention in self._setting.times_in(self._tree.sentence_of(one.token))
            if self._owner(k) in tokens
        ]
        best = best_time(found)
        return best.time if best else None

    def _owner(self, k: int) -> int | None:
        """The trigger or cue that a time hangs on; an event noun just before it has it first."""
        before = k - 1
        while before >= 0 and (
            self._tree.low[before] == "," or self._tree.upos(before) in ("ADP", "DET", "ADJ")
        ):
            before -= 1
        if before in self._by_token and self._by_token[before].entry.noun:
            return before
        for node in self._tree.ancestors(k):
            if node in self._by_token or node in self._by_top or node in self._cues:
                return node
        return None

    def _time_by_sentence(self, draft: Draft) -> TimeValue | None:
        one, tree = draft.found, self._tree
        sentence = tree.sentence_of(one.token)
        run = (max(sentence[0], draft.scope[0]), min(sentence[1], draft.scope[1]))
        free = []
        for k, mention in self._setting.times_in(run):
            owner = self._owner(k)
            if owner is None or self._leads(owner, one.top):
                free.append(mention)
        best = best_time(free)
        return best.time if best else None

    def _leads(self, owner: int, k: int) -> bool:
        """Whether one event's clause governs another's, so that its time holds for both."""
        tree, node = self._tree, k
        if owner in self._cues:
            return False
        for _ in range(_DEEP):
            if node == owner:
                return True
            if tree.rels[node] not in ("conj", "advcl", "xcomp", "obl", "nmod", "obj", "nsubj"):
                return False
            node = tree.head(node)
            if node < 0:
                return False
        return False
