"""Contents as clauses: takes an attribution, gives opening, verb group, main word, and whether of its source."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Lexicon
from counterclaim.statements.subjects import VERBAL
from counterclaim.tree import NEGATIONS, Tree

LONGEST_OPENING = 14  # words before the verb of a clause
TO_ADJECTIVES = frozenset(
    "possible impossible important early premature difficult hard necessary likely "
    "vital essential urgent time unlikely clear".split()
)
SUBORDINATE = ("if", "unless", "when", "until", "although", "while", "because")
MODALS = frozenset("will would shall should can could may might must 'll ’ll".split())
ASKING = frozenset("that whether how what who why if when where".split())


@dataclass(frozen=True, slots=True)
class View:
    """A content as a clause: its words, those before its verb, its verb group and its main word."""

    words: range
    opening: range
    group: range
    main: int
    own: bool  # whether the source speaks of itself


def view(tree: Tree, lexicon: Lexicon, one: Found) -> View | None:
    """The clause of a content; None where it has no verb."""
    words = _words(tree, one)
    begin = _beginning(tree, words)
    verb = next((k for k in range(begin, words.stop) if _opens_group(tree, begin, k)), None)
    if verb is None:
        return None
    end = verb + 1
    while (
        end < words.stop
        and (tree.upos(end) in (*VERBAL, "PART", "ADV") or tree.low[end] in NEGATIONS)
        and tree.upos(end - 1) != "VERB"
    ):
        end += 1
    group, opening = range(verb, end), range(begin, verb)
    main = _main(tree, one, words, group)
    return View(words, opening, group, main, _is_own(tree, lexicon, one, opening, main))


def _words(tree: Tree, one: Found) -> range:
    """The tokens of a content; of a broken one the first part, or all where that has no verb."""
    runs = [run for span in one.contents if (run := tree.run_in(span.start, span.end))]
    if not runs:
        return range(0)
    words = range(*runs[0])
    short = len(runs) > 1 and len(words) <= LONGEST_OPENING // 2
    verbless = short and not any(tree.upos(k) in VERBAL for k in words)
    return range(runs[0][0], runs[-1][1]) if verbless else words


def _beginning(tree: Tree, words: range) -> int:
    """Where a clause begins: after its marks, and after a clause that leads it ("if ..., we will")."""
    begin = words.start
    while (
        begin < words.stop
        and (tree.upos(begin) in ("PUNCT", "CCONJ", "SCONJ") or tree.low[begin] in ("yes", "no", "that"))
        and tree.low[begin + 1 :][:1] != ["of"]
    ):
        begin += 1
    if begin < words.stop and tree.low[max(begin - 1, words.start)] in SUBORDINATE:
        comma = next((k for k in range(begin, words.stop) if tree.low[k] == ","), None)
        begin = comma + 1 if comma is not None else begin
    return begin


def _main(tree: Tree, one: Found, words: range, group: range) -> int:
    """The main word of a verb group: its last verb, or the predicate that an auxiliary leads to."""
    main = group[-1]
    while main > group[0] and tree.upos(main) in ("ADV", "PART"):
        main -= 1
    helping = tree.upos(main) == "AUX"
    if one.complement in group or (helping and one.complement in range(main, min(words.stop, main + 8))):
        return one.complement
    if helping:
        after = range(main + 1, min(words.stop, main + 6))
        return next((k for k in after if tree.upos(k) in ("ADJ", "NOUN", "VERB")), main)
    return main


def _opens_group(tree: Tree, begin: int, k: int) -> bool:
    """Whether a verb is the clause's own, not one of a relative clause or a modifier of its subject."""
    if (tree.upos(k) not in VERBAL and tree.low[k] not in MODALS) or tree.rels[k] in (
        "amod",
        "compound",
        "case",
    ):
        return False
    if (
        k > begin
        and tree.low[k - 1] in ("who", "which", "that")
        and tree.rels[k - 1] != "mark"
        and k - 1 > begin
    ):
        return False
    holder = tree.head(k) if tree.rels[k] in ("aux", "cop") else k
    return not (tree.rels[holder] == "acl" and begin <= tree.head(holder) < k)


def _is_own(tree: Tree, lexicon: Lexicon, one: Found, opening: range, main: int) -> bool:
    if not opening or len(opening) > LONGEST_OPENING:
        return False
    low = {tree.low[k] for k in opening}
    if low & lexicon.words("first_person"):
        return True
    if one.quoted:
        return False
    if _is_expletive(tree, opening, main):
        return False
    if low & lexicon.words("self"):
        return True
    named = {tree.lemmas[k] for run in one.sources for k in range(*run) if tree.upos(k) == "PROPN"}
    if any(tree.upos(k) == "PROPN" and tree.lemmas[k] in named for k in opening):
        return True
    possessed = any(tree.low[k] in ("its", "their", "his", "her") for run in one.sources for k in range(*run))
    return possessed and any(run[0] >= opening.stop for run in one.sources)


def _is_expletive(tree: Tree, opening: range, main: int) -> bool:
    """``it was not clear whether``: the "it" that stands for the clause to come."""
    if [tree.low[k] for k in opening] != ["it"]:
        return any(tree.low[k] == "there" for k in opening)
    after = tree.low[main + 1] if main + 1 < len(tree) else ""
    return after in ASKING or (after == "to" and tree.lemmas[main] in TO_ADJECTIVES)


def negated(tree: Tree, seen: View) -> bool:
    direct = any(
        tree.low[k] in NEGATIONS and k not in seen.opening for k in tree.kids[seen.main] if k < seen.main
    )
    if seen.opening and tree.low[seen.opening[-1]] in ("never", "not", "n't"):
        return True
    return direct or any(tree.low[k] in NEGATIONS for k in seen.group)
