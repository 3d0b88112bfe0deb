"""Which triggers tell events, of which statement, and which are one happening.

Takes triggers and statements, gives drafts: a trigger belongs to the innermost statement in whose content it
stands; a cue that stands in nobody's content, to the statement that it introduces. A verb of harm that
tells the consequence of a deed is one event with it ("shelled the town, killing two").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from counterclaim.events.participants import Cast
from counterclaim.events.parties import Parties
from counterclaim.events.plover import EventLexicon
from counterclaim.events.roles import Sides, sides
from counterclaim.events.triggers import Found, lemma_of
from counterclaim.records import Stance, Statement
from counterclaim.tree import Run, Tree

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


class Drafts:
    """Drafts the events of one text."""

    def __init__(
        self,
        tree: Tree,
        lexicon: EventLexicon,
        statements: Sequence[Statement],
        *,
        cast: Cast,
        parties: Parties,
    ) -> None:
        self._tree, self._lexicon, self._statements = tree, lexicon, statements
        self._cast, self._parties = cast, parties
        self._told, self.cues = self._painted()

    def of(self, found: Sequence[Found]) -> list[Draft]:
        """The drafts of some triggers, in order, consequences folded into their deeds."""
        return self._merged([draft for one in found if (draft := self._draft(one)) is not None])

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
        cue = self.cues.get(one.token, self.cues.get(one.top))
        if at is None and cue is not None:
            if one.entry.type is None or self._statements[cue].stance in _TELLING:
                return None
            return Draft(one, cue, self._tree.sentence_of(one.token), cue=cue, sides=sides(self._tree, one))
        if at is None:
            return None
        return Draft(one, at[0], at[1], cue=cue, sides=sides(self._tree, one))

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
