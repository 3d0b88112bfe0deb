"""Finding: takes a text's tree, quotations and the reader's attributions, gives all attributions, not yet folded.

Cues by kind of word, each with source phrases and content; what says nothing or is nobody's is left out.
"""

from __future__ import annotations

from counterclaim.records import Annotation, Stance
from counterclaim.statements import adjectives, contents, neural, nouns, phrases, subjects, verbs
from counterclaim.statements.citing import cited
from counterclaim.statements.coordination import parted
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Lexicon
from counterclaim.statements.quotes import Quote, quote_at
from counterclaim.statements.speakers import Speakers
from counterclaim.statements.stance import is_paired, is_withheld
from counterclaim.tree import Run, Tree

REFLEXIVES = frozenset({"itself", "himself", "herself", "themselves", "myself", "ourselves"})


def find(
    tree: Tree, words: Lexicon, spoken: list[Quote], *, annotation: Annotation, speakers: Speakers
) -> list[Found]:
    """All attributions with cue, source phrases and content, not yet folded."""
    found = phrases.prepositions(tree, words) + phrases.in_words_of(tree, words)
    verbal = verbs.verbs(tree, words, spoken)
    for one in verbal:
        contents.attach(tree, one, spoken)
    verbal = [one for one in verbal if _is_attribution(tree, words, spoken, one)]
    taken = {k for one in [*found, *verbal] for k in range(*one.cue)}
    found += verbal
    found += nouns.nouns(tree, words, taken)
    found += adjectives.adjectives(tree, words, taken)
    found = neural.merge(tree, words, annotation, found)
    found = cited(tree, words, found)
    found = [one for one in found if one.contents]
    parted(tree, words, annotation=annotation, speakers=speakers, found=found)
    covered = {
        k
        for one in found
        for span in one.contents
        for k in range(*(tree.run_in(span.start, span.end) or (0, 0)))
    } | {k for one in found for k in range(*one.cue)}
    found += phrases.colons(tree, words, covered)
    found += phrases.adverbs(tree, words, covered)
    return sorted(_once(found), key=lambda one: one.cue[0])


def _once(found: list[Found]) -> list[Found]:
    """One attribution a head; of two on one cue the one that has more."""
    best: dict[int, Found] = {}
    for one in found:
        other = best.get(one.head)
        if other is None or (len(one.sources), one.size()) > (len(other.sources), other.size()):
            best[one.head] = one
    return list(best.values())


def _is_attribution(tree: Tree, words: Lexicon, spoken: list[Quote], one: Found) -> bool:
    """Whether a verb with what it has says anything: content, and somebody or nobody who says it."""
    withheld = is_withheld(tree, words, one)
    frame = one.entry.frame
    if (
        frame == "reply"
        and not withheld
        and not (one.contents and (one.quoted or tree.rels[one.complement] == "ccomp"))
    ):
        return False
    if frame == "patient":
        if not one.passive or not withheld:
            return False
        patient = subjects.passive_subject(tree, one.head)
        one.sources, one.absent = ([patient] if patient is not None else []), False
    if one.entry.stance == Stance.URGES and _is_anonymity(tree, words, one):
        return False
    if any(tree.low[k] in REFLEXIVES for k in tree.children(one.head, "obj")):
        return False  # "a group that calls itself the Avengers"
    if not one.contents and withheld and is_paired(tree, one):
        return False  # "neither confirmed nor denied that": the second has the content
    if not one.contents and (withheld or frame == "none"):
        one.contents = [tree.span(_unanswered(tree, one))]
    if not one.contents:
        return False
    threatened = one.entry.stance == Stance.THREATENS and bool(one.sources)
    if frame == "infinitive" and one.passive and one.entry.words[0] != "be" and not threatened:
        return False
    if one.sources or one.passive or one.absent:
        return frame != "infinitive" or not one.sources or _is_agent(tree, words, one)
    inside = quote_at(spoken, tree.tokens[one.head].start) is not None
    return not inside and (one.quoted or (withheld and frame != "infinitive"))


def _is_anonymity(tree: Tree, words: Lexicon, one: Found) -> bool:
    """``asked not to be named``: how somebody spoke, no demand."""
    run = tree.run_in(one.contents[0].start, one.contents[-1].end) if one.contents else None
    near = (
        range(one.cue[1], min(one.cue[1] + 5, len(tree)))
        if run is None
        else range(run[0], min(run[0] + 4, run[1]))
    )
    return any(tree.low[k] in words.words("anonymity") for k in near)


def _unanswered(tree: Tree, one: Found) -> Run:
    """What a silence is about where no clause says it: ``comment``, ``answer calls``."""
    end = one.cue[1]
    following = tree.phrase_after(end) if end < tree.sentence_of(one.head)[1] else None
    if following is not None and one.entry.frame == "reply":
        return following if one.entry.words[-1] != "comment" else (one.head, following[1])
    return one.head, end


def _is_agent(tree: Tree, words: Lexicon, one: Found) -> bool:
    """Whether a source can mean to do something: anybody, but no plan, law or operation."""
    heads = [tree.head_of(run) for run in one.sources]
    return not all(tree.lemmas[k] in words.words("event_noun") for k in heads)
