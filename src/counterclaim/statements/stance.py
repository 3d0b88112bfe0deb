"""Stance: takes an attribution, gives one of the ten, from cue, negation, modality, voice and content.

First the cue and whether its act is withheld; then, for a plain cue, what ``claims`` makes of the content.
Words come from the lexicon, never from here.
"""

from __future__ import annotations

from counterclaim.records import Stance
from counterclaim.statements import claims
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Lexicon
from counterclaim.statements.nouns import is_none
from counterclaim.tree import NEGATIONS, Tree

SETTLED = frozenset({Stance.ASSERTS, Stance.CONFIRMS})
OPPOSITES = {
    "confirm": ("deny",),
    "verify": ("deny",),
    "deny": ("confirm", "admit", "verify"),
    "admit": ("deny",),
}
NOBODY = ("no", "nobody", "none", "neither", "few")


def stance_of(tree: Tree, lexicon: Lexicon, one: Found) -> Stance:
    """The stance of one attribution."""
    stance = _carried(tree, lexicon, one)
    if is_paired(tree, one):
        return Stance.SILENT
    if is_withheld(tree, lexicon, one):
        return withheld(tree, lexicon, one, stance)
    if (
        stance == Stance.DENIES
        and one.passive
        and not one.sources
        and tree.lemmas[one.head] in lexicon.words("contested")
    ):
        return Stance.DOUBTS
    if stance == Stance.INTENDS and claims.is_conditional_harm(tree, lexicon, one):
        return Stance.THREATENS
    if stance == Stance.URGES and one.entry.words[-1] == "that" and claims.is_told(tree, lexicon, one):
        stance = Stance.ASSERTS
    if stance in SETTLED and one.entry.frame not in ("none", "reply"):
        return _performed(tree, lexicon, one) or claims.of_content(tree, lexicon, one) or stance
    return stance


def _carried(tree: Tree, lexicon: Lexicon, one: Found) -> Stance:
    """The cue's own stance, or that of the noun it carries: ``repeated its accusation``, ``in an admission, said``."""
    stance = one.entry.stance
    if one.entry.pos != "verb" or stance != Stance.ASSERTS:
        return stance
    if tree.lemmas[one.head] in lexicon.words("calling") | lexicon.words("judging"):
        return stance
    nouns = [k for k in tree.children(one.head, "obj") if not one.quoted]
    start = tree.sentence_of(one.head)[0]
    if tree.low[start] == "in" and start < one.cue[0]:
        comma = next((k for k in range(start, min(start + 6, one.cue[0])) if tree.low[k] == ","), None)
        if comma is not None and tree.low[start + 1] in ("a", "an", "his", "her", "its", "their"):
            nouns.append(comma - 1)
    for k in nouns:
        for entry in lexicon.entries("noun", tree.lemmas[k]):
            if len(entry.words) == 1 and entry.stance not in (Stance.ASSERTS, Stance.CONFIRMS, Stance.DOUBTS):
                return entry.stance
    return stance


def is_withheld(tree: Tree, lexicon: Lexicon, one: Found) -> bool:
    """Whether the act itself is denied: negation, refusal or failure before the cue, or nobody as its source."""
    if one.entry.pos in ("preposition", "adverb", "colon"):
        return False
    before = range(one.cue[0], one.head)
    if is_negated(tree, one.head) or any(
        tree.low[k] in NEGATIONS - {"no", "none", "nobody", "nothing"} for k in before
    ):
        return True
    if governed(tree, lexicon, one, "refusal") or governed(tree, lexicon, one, "failure"):
        return True
    if "yet" in tree.low[one.cue[0] : one.head] and tree.low[one.head - 1] == "to":
        return True
    if one.entry.pos == "noun":
        determined = is_none(tree, lexicon, one.head)
        if determined or any(
            tree.low[k] in ("no", "without", "not") for k in range(max(one.cue[0] - 1, 0), one.head)
        ):
            return True
    if one.head > 0 and tree.low[one.head - 1] in ("without", "nor"):
        return True
    above = tree.head(one.head)
    if (
        tree.rels[one.head] == "conj"
        and above >= 0
        and "or" in tree.low[above : one.head]
        and is_negated(tree, above)
    ):
        return True
    said_of = [run for span in one.contents[:1] if one.passive and (run := tree.run_in(span.start, span.end))]
    return any(tree.low[run[0]] in NOBODY for run in (*one.sources, *said_of))


def governed(tree: Tree, lexicon: Lexicon, one: Found, name: str) -> bool:
    """Whether a verb of some class governs the cue: ``refused to say``, ``was unable to verify``."""
    words = lexicon.words(name)
    if any(tree.lemmas[k] in words for k in range(one.cue[0], one.head)):
        return True
    node, steps = one.head, 0
    while tree.rels[node] in ("xcomp", "ccomp", "acl") and tree.head(node) >= 0 and steps < 2:
        if tree.children(node, "nsubj"):
            return False
        node, steps = tree.head(node), steps + 1
        if node < one.head and tree.lemmas[node] in words:
            return True
    return False


def is_negated(tree: Tree, i: int) -> bool:
    """Whether a predicate has a negation of its own."""
    return any(
        tree.low[k] in NEGATIONS and tree.rels[k] in ("advmod", "cc", "det", "aux") and k < i
        for k in tree.kids[i]
    )


def is_paired(tree: Tree, one: Found) -> bool:
    """``neither confirmed nor denied``: of two opposites together, none."""
    opposites = OPPOSITES.get(tree.lemmas[one.head], ())
    near = range(max(0, one.head - 4), min(len(tree), one.head + 5))
    if not any(tree.lemmas[k] in opposites for k in near):
        return False
    return bool({tree.low[k] for k in near} & {"nor", "or", "neither"})


def withheld(tree: Tree, lexicon: Lexicon, one: Found, stance: Stance) -> Stance:
    """What is left where the act that the cue names is denied, refused or not possible."""
    before = range(one.cue[0], one.head)
    able = any(tree.low[k] in lexicon.words("ability") for k in (*before, *tree.kids[one.head]))
    able = able or governed(tree, lexicon, one, "failure")
    refused = governed(tree, lexicon, one, "refusal") or any(tree.low[k] == "would" for k in before)
    if stance == Stance.ASSERTS:
        return _withheld_assertion(tree, lexicon, one, able=able, refused=refused)
    if stance == Stance.CONFIRMS:
        if refused and tree.lemmas[one.head] == "confirm":
            return Stance.SILENT
        checking = tree.lemmas[one.head] != "confirm"
        independent = any(tree.low[k] == "independently" for k in (*tree.kids[one.head], *before))
        return (
            Stance.DOUBTS
            if able or checking or independent or one.passive or not one.sources
            else Stance.SILENT
        )
    if stance == Stance.ADMITS:
        accepting = tree.lemmas[one.head] in lexicon.words("accepting") and not any(
            tree.lemmas[k] == "have" for k in before
        )
        return Stance.DENIES if refused or accepting else Stance.SILENT
    if stance in (Stance.INTENDS, Stance.THREATENS):
        said = one.complement >= 0 and any(lexicon.entries("verb", tree.lemmas[one.complement]))
        return (
            Stance.SILENT
            if refused or (said and one.entry.pos != "noun" and _is_speech(tree, lexicon, one))
            else Stance.DENIES
        )
    if stance == Stance.DENIES:
        return Stance.DOUBTS if able or tree.lemmas[one.head] == "rule" else Stance.SILENT
    return Stance.ASSERTS if stance == Stance.DOUBTS else Stance.SILENT


def _is_speech(tree: Tree, lexicon: Lexicon, one: Found) -> bool:
    return any(
        e.frame in ("clause", "reply") and e.stance == Stance.ASSERTS
        for e in lexicon.entries("verb", tree.lemmas[one.complement])
    )


def _withheld_assertion(tree: Tree, lexicon: Lexicon, one: Found, *, able: bool, refused: bool) -> Stance:
    lemma = tree.lemmas[one.head]
    if one.entry.pos == "adj":
        return Stance.DOUBTS
    if lemma in lexicon.words("believing") and not refused:
        return Stance.DOUBTS
    if one.entry.pos == "noun" and lemma in ("evidence", "sign", "indication"):
        return Stance.DENIES if one.sources else Stance.DOUBTS
    finding = one.entry.frame == "clause" and lemma in lexicon.words("finding") | {"say"}
    able = able and not (lemma == "say" and any(tree.low[k] == "would" for k in range(one.cue[0], one.head)))
    return Stance.DOUBTS if able and finding else Stance.SILENT


def _performed(tree: Tree, lexicon: Lexicon, one: Found) -> Stance | None:
    """``"We urge all parties to stop"``, ``said it was ready to``: the content itself is the act."""
    for act in claims.acts(tree, lexicon, one):
        plain = act.entry.stance == Stance.ASSERTS and act.entry.pos == "verb" and act.entry.frame != "reply"
        if plain and tree.lemmas[act.head] not in ("believe", "think", "expect"):
            continue
        if is_withheld(tree, lexicon, act):
            return withheld(tree, lexicon, act, act.entry.stance)
        if act.entry.stance not in (Stance.ASSERTS, Stance.SILENT):
            return act.entry.stance
        if act.entry.stance == Stance.SILENT and act.entry.frame == "none":
            return Stance.SILENT
    return None
