"""Verbal cues: takes the tree, gives each reporting verb with its subject and the head of its complement.

A verb that the lexicon lacks counts where a clause with "that" or a quotation depends on it.
"""

from __future__ import annotations

from counterclaim.records import Stance
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Entry, Lexicon
from counterclaim.statements.quotes import Quote, quote_at
from counterclaim.statements.subjects import VERBAL, agent, cue_run, is_passive, subject
from counterclaim.tree import QUOTE_MARKS, Tree

UNKNOWN = Entry(("",), "verb", Stance.ASSERTS, "clause")
LONGEST_GAP = 4  # words between the parts of a cue: "expressed their deep regret"
NO_PREDICATES = ("aux", "amod", "compound", "case", "mark")
PARTICLES = frozenset(
    "of on to for against with at from over up out back down in into away off about upon aside through as by".split()
)


def verbs(tree: Tree, lexicon: Lexicon, quoted: list[Quote]) -> list[Found]:
    """All verbal cues of a text, in order, without their extents."""
    found = []
    for i in range(len(tree)):
        if tree.upos(i) in VERBAL and (tree.rels[i] not in NO_PREDICATES or _is_misread(tree, lexicon, i)):
            one = _verb(tree, lexicon, quoted, i)
            if one is not None:
                found.append(one)
    return found


def _is_misread(tree: Tree, lexicon: Lexicon, i: int) -> bool:
    """Whether the past of a plain cue ("said") only seems to help another verb."""
    plain = (
        tree.upos(i) == "VERB"
        and tree.rels[i] in ("aux", "case", "mark")
        and tree.low[i] in lexicon.verb_forms
    )
    return plain and any(
        e.frame == "clause" and len(e.words) == 1 for e in lexicon.entries("verb", tree.lemmas[i])
    )


def match(tree: Tree, lexicon: Lexicon, i: int) -> tuple[Entry, int] | None:
    """The longest cue of the lexicon that begins with a verb, and its last token."""
    for entry in lexicon.entries("verb", tree.lemmas[i]):
        last = _last(tree, entry.words[1:], i, quantities=lexicon.words("quantity_noun"))
        if last is not None:
            return entry, last
    return None


def _last(tree: Tree, words: tuple[str, ...], i: int, *, quantities: frozenset[str]) -> int | None:
    stop, last = tree.sentence_of(i)[1], i
    for word in words:
        if word in ("that", "-ing"):  # a condition on what follows, no part of the cue
            near = range(last + 1, min(stop, last + (4 if word == "that" else 3)))
            if not any(
                tree.low[k] == word
                or (word == "-ing" and tree.low[k].endswith("ing") and tree.upos(k) == "VERB")
                for k in near
            ):
                return None
            continue
        addressed = (
            word in ("to", "against")
            and len(words) == 1
            and tree.lemmas[i] in ("tell", "warn", "remind", "charge", "challenge")
        )
        gap = 0 if word in PARTICLES and not addressed else LONGEST_GAP
        reach = range(last + 1, min(stop, last + 2 + gap))
        if (
            word == "at" and len(words) == 1 and i + 2 < stop and tree.low[i + 1] != "at"
        ):  # "put the number at": the figure is what is said
            at = next((k for k in range(i + 2, min(stop, i + 16)) if tree.low[k] == "at"), None)
            return i if at is not None and any(lem in quantities for lem in tree.lemmas[i + 1 : at]) else None
        hit = next((k for k in reach if _is_word(tree, k, word, i)), None)
        if hit is None and len(words) == 1:
            hit = next(
                (
                    k
                    for k in range(tree.sentence_of(i)[0], i)
                    if tree.lemmas[k] == word and tree.upos(k) == "NOUN"
                ),
                None,
            )
            if hit is not None and is_passive(tree, i):
                return i
            return None
        if hit is None or any(
            tree.low[k] in ("that", ",", ":", ";", "be") or tree.upos(k) == "VERB"
            for k in range(last + 1, hit)
        ):
            return None
        last = hit
    if words and tree.low[last] == "more" and tree.low[last + 1 : last + 2] == ["than"]:
        return None  # "said no more than ten had left"
    return last


def _is_word(tree: Tree, k: int, word: str, verb: int) -> bool:
    if word == "to" and tree.low[k] == "to":
        return True
    return word in (tree.lemmas[k], tree.low[k])


def _verb(tree: Tree, lexicon: Lexicon, quoted: list[Quote], i: int) -> Found | None:
    reporter = quoting_verb(tree, lexicon, i)
    matched = match(tree, lexicon, i)
    entry, last = matched if matched else (UNKNOWN, i)
    if (
        matched
        and entry.words[0] == "claim"
        and entry.frame == "object"
        and not tree.children(i, "nsubj", "obj")
    ):
        entry = entry._replace(frame="clause")
    if entry.frame == "reply" and len(entry.words) > 1 and tree.upos(last) == "NOUN":
        last = i
    one = Found(i, cue_run(tree, i, last), entry)
    one.passive = is_passive(tree, i)
    if reporter is not None:
        return _as_saying(tree, one, reporter)
    if not matched and one.passive and lexicon.entries("adj", tree.low[i]):
        return None  # "was not convinced that"
    if not matched and not _has_clause(tree, i, quoted):
        return None
    if is_quoting(tree, lexicon, i):
        return None
    one.sources = subject(tree, i, passive=one.passive)
    one.absent = not one.sources and _expletive_or_bare(tree, one)
    return one


def _has_clause(tree: Tree, i: int, quoted: list[Quote]) -> bool:
    """Whether an unknown verb reports: a clause with "that", or a quotation beside it, hangs on it."""
    for k in tree.children(i, "ccomp"):
        if any(tree.low[m] == "that" and tree.rels[m] == "mark" for m in tree.kids[k]):
            return bool(tree.children(i, "nsubj"))
    own = tree.children(i, "nsubj")
    if quote_at(quoted, tree.tokens[i].start) is not None or not own:
        return False
    if tree.deprel(i).startswith("acl") and all(tree.low[k] in ("who", "which", "that") for k in own):
        return False  # "..., Naw Paw Wah, who sells vegetables, told": a relative clause quotes nobody
    run = tree.sentence_of(i)
    before = next((k for k in range(i - 1, run[0] - 1, -1) if tree.low[k] in QUOTE_MARKS), None)
    subject_after = any(k > i for k in tree.children(i, "nsubj"))
    if before is not None and i - before <= 6 and (subject_after or before < min(tree.children(i, "nsubj"))):
        quote = quote_at(quoted, tree.tokens[before].start)
        return quote is not None and quote.end - quote.start > 20 and tree.tokens[before].start > quote.start
    after = next((k for k in range(i + 1, min(i + 4, run[1])) if tree.low[k] in QUOTE_MARKS), None)
    return after is not None and any(tree.low[k] in (":", ",") for k in range(i + 1, after))


def _expletive_or_bare(tree: Tree, one: Found) -> bool:
    return one.passive or bool(tree.children(one.head, "expl"))


def quoting_verb(tree: Tree, lexicon: Lexicon, i: int) -> int | None:
    """For "saying" in ``quoted the army as saying``: the verb that quotes."""
    if not tree.low[i].endswith("ing") or i == 0:
        return None
    marked = tree.low[i - 1] == "as" or any(tree.low[k] == "as" and k < i for k in tree.kids[i])
    if not marked:
        return None
    first = tree.sentence_of(i)[0]
    return next((k for k in range(i - 1, first - 1, -1) if tree.lemmas[k] in lexicon.words("quoting")), None)


def is_quoting(tree: Tree, lexicon: Lexicon, i: int) -> bool:
    """Whether a verb quotes somebody "as saying": then the words are that one's, not its subject's."""
    if tree.lemmas[i] not in lexicon.words("quoting"):
        return False
    stop = tree.sentence_of(i)[1]
    for k in range(i + 1, stop - 1):
        if tree.low[k] == "as" and tree.low[k + 1].endswith("ing") and tree.upos(k + 1) in VERBAL:
            return quoting_verb(tree, lexicon, k + 1) == i
    return False


def _as_saying(tree: Tree, one: Found, reporter: int) -> Found:
    passive = is_passive(tree, reporter)
    quoted_one = [k for k in tree.children(reporter, "nsubj" if passive else "obj") if k < one.head]
    one.sources = [tree.noun_phrase(quoted_one[0])] if quoted_one else []
    if not one.sources:
        one.sources = subject(tree, reporter) if passive else []
    by = agent(tree, reporter) if passive else None
    if by is not None and by not in range(*one.cue):
        one.via = [tree.noun_phrase(by)]
    elif not passive:
        one.via = subject(tree, reporter)
    one.cue = (cue_run(tree, reporter, reporter)[0], one.cue[1]) if passive else one.cue
    one.passive = False
    return one
