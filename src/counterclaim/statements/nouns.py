"""Nouns as cues: ``the claim by X that``, ``issued a denial``, ``no comment``; takes the tree, gives attributions."""

from __future__ import annotations

from counterclaim.records import Stance
from counterclaim.statements.extents import predicate_of, stripped
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Entry, Lexicon
from counterclaim.statements.subjects import VERBAL, agent, cue_run, is_passive, subject
from counterclaim.tree import Run, Tree

BY = ("by", "from")
TOPIC = frozenset(
    {"on", "about", "of", "regarding", "concerning", "for", "over", "to", "in", "against", "as"}
)
OWNERS = ("its", "his", "her", "their")
STAY = frozenset({"be", "remain", "seem", "appear", "stay", "sound", "become", "feel", "look", "keep"})


def nouns(tree: Tree, lexicon: Lexicon, taken: set[int]) -> list[Found]:
    """Nominal cues; ``taken`` are the tokens of verbal cues, which have the say where both could."""
    found = []
    for k in range(len(tree)):
        if k in taken or not _is_noun(tree, lexicon, k):
            continue
        entries = [e for e in lexicon.entries("noun", tree.lemmas[k]) if len(e.words) == 1]
        if entries:
            one = _noun(tree, lexicon, k, entries[0], taken)
            if one is not None:
                found.append(one)
    return found


def _is_noun(tree: Tree, lexicon: Lexicon, k: int) -> bool:
    """A noun by its tag, or a word that can be nothing else after a determiner or a genitive."""
    if tree.upos(k) == "NOUN":
        return True
    if tree.upos(k) not in ("VERB", "PROPN", "ADJ") or lexicon.entries("verb", tree.lemmas[k]):
        return False
    start = tree.sentence_of(k)[0]
    return k == start or tree.upos(k - 1) in ("DET", "PART", "ADJ") or tree.rels[k - 1] == "nmod"


def _noun(tree: Tree, lexicon: Lexicon, k: int, entry: Entry, taken: set[int]) -> Found | None:
    verb = _light_verb(tree, lexicon, k)
    if verb is not None and verb in taken:
        return None
    none = is_none(tree, lexicon, k)
    one = Found(k, (k, k + 1), entry)
    clause = _clause(tree, k, entry)
    own = _issuer(tree, lexicon, k)
    above = tree.head(k)
    if above in taken and tree.rels[k] == "obj" and any(tree.low[run[0]] in OWNERS for run in own):
        return None  # "retracted its report that": one act, not two
    if verb is not None:
        one.cue = (min(cue_run(tree, verb, verb)[0], _phrase_start(tree, k)), max(verb, k) + 1)
        one.passive = is_passive(tree, verb)
        one.sources = own or subject(tree, verb, passive=one.passive)
    elif (clause is None and not (none and _exists(tree, k))) or entry.frame == "carried":
        return None
    else:
        one.sources = own
        one.cue = (_phrase_start(tree, k) if none else k, k + 1)
    if clause is not None:
        _take(tree, one, clause)
    elif not (none or entry.stance != Stance.ASSERTS):
        return None
    else:
        _topic(tree, lexicon, one, verb)
    if not one.sources:
        if clause is not None and verb is None and _is_object(tree, k):
            return None
        one.absent = True
        one.unnamed = (
            None if none or entry.stance in (Stance.DOUBTS, Stance.CONFIRMS) else tree.words((k, k + 1))
        )
    return one


def is_none(tree: Tree, lexicon: Lexicon, k: int) -> bool:
    """Whether a noun is denied by its determiner or a preposition: ``no comment``, ``without confirmation``."""
    words = lexicon.words("negative_determiner")
    if any(tree.low[m] in words and m < k for m in tree.kids[k]):
        return True
    m = k - 1
    while m > tree.sentence_of(k)[0] and tree.upos(m) in ("ADJ", "ADV", "NOUN") and k - m <= 3:
        m -= 1
    return m >= tree.sentence_of(k)[0] and tree.low[m] in words


def _phrase_start(tree: Tree, k: int) -> int:
    first = k
    while first - 1 in tree.subtree(k) and tree.rels[first - 1] in ("det", "amod", "advmod", "compound"):
        first -= 1
    return first


def _light_verb(tree: Tree, lexicon: Lexicon, k: int) -> int | None:
    """The verb that only carries the noun: ``issued a denial``, ``no statement has been released``."""
    above = tree.head(k)
    if above < 0 or tree.lemmas[above] not in lexicon.words("light_verb") or tree.upos(above) not in VERBAL:
        return None
    role = tree.deprel(k)
    fits = role in ("obj", "nsubj:pass") or (role == "nsubj" and is_passive(tree, above))
    return above if fits else None


def _exists(tree: Tree, k: int) -> bool:
    """``there was no comment``, or the noun as a clause of its own."""
    above = tree.head(k)
    if any(tree.low[m] == "there" for m in tree.kids[k]) or tree.rels[k] == "root":
        return True
    return above >= 0 and (
        tree.lemmas[above] in STAY | {"come"} or any(tree.low[m] == "there" for m in tree.kids[above])
    )


def _is_object(tree: Tree, k: int) -> bool:
    return tree.rels[k] in ("obj", "obl", "nsubj") and tree.head(k) >= 0


def _issuer(tree: Tree, lexicon: Lexicon, k: int) -> list[Run]:
    for m in tree.kids[k]:
        if tree.deprel(m) == "nmod:poss":
            first, end = tree.noun_phrase(m)
            return [
                (
                    first,
                    end - 1 if tree.low[end - 1] in ("'s", "’s", "´s", "'", "’") and end - 1 > first else end,
                )
            ]
    if k + 2 < len(tree) and tree.low[k + 1] in BY:
        named = tree.phrase_after(k + 2)
        if named is not None:
            return [named]
    for m in tree.children(k, "nmod", "obl"):
        if tree.has(m, "case", *BY):
            return [tree.noun_phrase(m)]
    above = tree.head(k)
    if above >= 0 and tree.rels[k] == "nsubj":  # "came from the ministry", attached higher
        for m in tree.children(above, "obl", "nmod"):
            if tree.has(m, "case", "from"):
                return [tree.noun_phrase(m)]
    start = tree.sentence_of(k)[0]
    if k > start and tree.low[k - 1] in ("'s", "’s", "´s"):
        owner = tree.phrase_before(k - 1)
        if owner is not None:
            return [owner]
    for m in tree.children(k, "acl"):  # "claims made by the army"
        by = agent(tree, m)
        if by is not None:
            return [tree.noun_phrase(by)]
    if k - start <= 3:  # "a denial that ... came from the palace"
        stop = tree.sentence_of(k)[1]
        for j in range(k + 1, stop - 1):
            if (
                tree.low[j] in BY
                and j > k + 1
                and (tree.lemmas[j - 1] in lexicon.words("light_verb") | {"come"})
            ):
                named = tree.phrase_after(j + 1)
                return [named] if named is not None else []
    return []


def _clause(tree: Tree, k: int, entry: Entry) -> Run | None:
    """The clause that a noun governs: ``that ...``, ``of doing``, ``to do``; by the tree, else word for word."""
    finite = entry.stance not in (Stance.URGES, Stance.INTENDS, Stance.THREATENS)
    for m in tree.children(k, "acl", "ccomp", "xcomp", "advcl"):
        if m < k or any(tree.low[j] in ("which", "who") for j in tree.kids[m]):
            continue
        marks = {tree.low[j] for j in tree.kids[m] if tree.rels[j] == "mark"}
        if tree.deprel(m) == "acl:relcl" and "that" not in marks:
            continue
        if marks & {"that", "whether"} or ("of" in marks and finite) or ("to" in marks and not finite):
            inside = tree.subtree(m)
            return max(min(inside), k + 1), max(inside) + 1
    start = k + 1
    if start < len(tree) and tree.low[start] in BY:
        named = tree.phrase_after(start + 1) if start + 1 < len(tree) else None
        start = named[1] if named else start
    stop = tree.sentence_of(k)[1]
    opens = start < stop - 2 and (
        (tree.low[start] == "that" and tree.upos(start) == "SCONJ")
        or (tree.low[start] == "to" and not finite)
    )
    return (start, _before_main_verb(tree, k, start, stop)) if opens else None


def _before_main_verb(tree: Tree, k: int, start: int, stop: int) -> int:
    """The end of a subject's clause: before the second verb group, where the noun opens the sentence."""
    if any(tree.upos(j) in VERBAL for j in range(tree.sentence_of(k)[0], k)):
        return stop
    groups = [
        j for j in range(start, stop) if tree.upos(j) in VERBAL and tree.upos(j - 1) not in (*VERBAL, "PART")
    ]
    return groups[1] if len(groups) > 1 else stop


def _take(tree: Tree, one: Found, clause: Run) -> None:
    first, end = clause
    while first < end - 1 and tree.low[first] in ("of", "that", ","):
        first += 1
    run = stripped(tree, (first, end))
    one.complement, one.contents = predicate_of(tree, run), [tree.span(run)]


def _topic(tree: Tree, lexicon: Lexicon, one: Found, verb: int | None) -> None:
    k = one.head
    nodes = tree.children(k, "nmod", "acl", "advcl", "obl")
    nodes += tree.children(verb, "obl", "advcl") if verb is not None else []
    above = tree.head(k)
    if verb is None and above >= 0 and tree.rels[k] == "nsubj":
        nodes += tree.children(above, "obl")
    for m in nodes:
        marks = {tree.low[j] for j in tree.kids[m] if tree.rels[j] in ("case", "mark")}
        if m > k and marks & TOPIC and not marks & {"by", "from"} and not _is_time(tree, m):
            inside = tree.subtree(m)
            led = [
                j for j in range(min(inside), m) if tree.upos(j) == "ADP" or tree.rels[j] in ("case", "mark")
            ]
            led = [j for j in led if tree.low[j] != "whether" and j - min(inside) < 4]
            first = led[-1] + 1 if led else min(inside)
            one.complement, one.contents = m, [tree.span(stripped(tree, (first, max(inside) + 1)))]
            return
    for j in range(one.cue[1], tree.sentence_of(k)[1] - 1):  # word for word: "on the strike", "in regards to"
        if tree.low[j] in ("on", "about", "regarding", "concerning", "over") or (
            tree.low[j] == "to" and tree.lemmas[j - 1] in ("regard", "regards", "relation", "response")
        ):
            named = tree.phrase_after(j + 1)
            if named is not None and not _is_time(tree, named[1] - 1):
                while (
                    named[1] + 1 < len(tree)
                    and tree.low[named[1]] in ("in", "at", "near")
                    and (more := tree.phrase_after(named[1] + 1))
                ):
                    named = (named[0], more[1])
                told = _told_by(tree, lexicon, named)
                one.complement, one.contents = (
                    (predicate_of(tree, told), [tree.span(told)])
                    if told
                    else (
                        named[1] - 1,
                        [tree.span(named)],
                    )
                )
                return
    one.contents = [tree.span(one.cue)]


def _told_by(tree: Tree, lexicon: Lexicon, named: Run) -> Run | None:
    """``on reports that he had been relieved``: the clause of a noun for something said."""
    stop = tree.sentence_of(named[0])[1]
    spoken_of = tree.lemmas[named[1] - 1] in lexicon.words("speech_noun") | {"question"}
    opens = named[1] + 2 < stop and tree.low[named[1]] in ("that", "whether", "of")
    return stripped(tree, (named[1], stop)) if spoken_of and opens and tree.low[named[1]] != "of" else None


def _is_time(tree: Tree, m: int) -> bool:
    return (
        tree.lemmas[m] in ("time", "moment", "day", "hour", "week", "night", "morning", "evening")
        or tree.upos(m) == "NUM"
    )
