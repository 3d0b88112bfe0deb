"""Support: takes attributions that syntax found, keeps those that the reader bears out or that stand by themselves.

The reader marks cues of its own. What it has no cue for is kept only where somebody who can speak says it by a
word that is hardly used otherwise.
"""

from __future__ import annotations

from counterclaim.records import Annotation, Stance
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Lexicon
from counterclaim.statements.quotes import Quote, quote_at
from counterclaim.statements.speakers import BEINGS, Speakers
from counterclaim.statements.stance import stance_of
from counterclaim.statements.subjects import VERBAL
from counterclaim.tree import Tree

# Stances whose words tell little else, so that a noun phrase will do for content.
TELLING = frozenset(
    {Stance.DENIES, Stance.CONFIRMS, Stance.DOUBTS, Stance.SILENT, Stance.ACCUSES, Stance.THREATENS}
)


def upheld(
    tree: Tree,
    lexicon: Lexicon,
    *,
    annotation: Annotation,
    speakers: Speakers,
    spoken: list[Quote],
    found: list[Found],
) -> list[Found]:
    """The attributions that stay, in order."""
    cues = {
        k
        for attribution in annotation.attributions
        for span in attribution.cues
        for k in range(*(tree.run_in(span.start, span.end) or (0, 0)))
    }
    return [
        one
        for one in found
        if any(k in cues for k in range(*one.cue))
        or one.entry.pos == "preposition"
        or (quote_at(spoken, tree.tokens[one.head].start) is None and _stands(tree, lexicon, speakers, one))
    ]


def _stands(tree: Tree, lexicon: Lexicon, speakers: Speakers, one: Found) -> bool:
    """Whether syntax alone makes an attribution plain."""
    if one.entry.pos == "colon":
        return any(speakers.kinds.get(tree.head_of(run), "") in BEINGS for run in one.sources)
    stance = stance_of(tree, lexicon, one)
    if (
        stance not in TELLING
        and len(one.entry.words) == 1
        and tree.lemmas[one.head] in lexicon.words("common_verb")
    ):
        return False
    silent = stance == Stance.SILENT  # "nobody from the ministry would confirm"
    sources = [run for run in one.sources if not speakers.is_nobody(run) or (silent and run[1] - run[0] > 1)]
    heard = any(speakers.can(run) for run in sources)
    leads = one.second or _leads(tree, one)
    if one.sources and not heard and not (leads and any(speakers.may(run) for run in sources)):
        return False
    if not one.sources and stance not in (Stance.DOUBTS, Stance.ACCUSES, Stance.SILENT):
        return one.quoted
    return one.quoted or leads or (stance in TELLING and heard) or (heard and _has_clause(tree, one))


def _leads(tree: Tree, one: Found) -> bool:
    """Whether a cue is, or carries, the main predicate of its sentence."""
    k = one.head
    while tree.head(k) >= 0 and tree.rels[k] in ("conj", "obj", "nsubj", "xcomp", "obl"):
        k = tree.head(k)
    return tree.rels[k] == "root"


def _has_clause(tree: Tree, one: Found) -> bool:
    """Whether what is said is a clause of its own."""
    k = one.complement
    if k < 0:
        return False
    finite = any(tree.rels[m] in ("nsubj", "csubj", "expl") for m in tree.kids[k])
    return finite or (one.entry.frame in ("infinitive", "person") and tree.upos(k) in VERBAL)
