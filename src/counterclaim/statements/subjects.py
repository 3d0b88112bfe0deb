"""Verb groups and who does what they say: takes the tree, gives voice, group, subject and agent of a verb."""

from __future__ import annotations

from counterclaim.tree import NEGATIONS, NOMINAL, QUOTE_MARKS, SUBJECTS, Run, Tree

GOVERNORS = frozenset(
    "decline refuse fail avoid stop able unable willing unwilling reluctant ready yet be have "
    "continue appear seem begin start seek try attempt rush move force struggle want need hesitate go come".split()
)
VERBAL = ("VERB", "AUX")
ADDRESSING = frozenset({"tell", "inform", "brief", "assure", "remind", "notify"})


def is_passive(tree: Tree, i: int) -> bool:
    """Whether a verb stands in the passive, as a reduced clause too."""
    if any(tree.deprel(k) in ("aux:pass", "nsubj:pass", "csubj:pass") for k in tree.kids[i]):
        return True
    form, lemma = tree.low[i], tree.lemmas[i]
    participle = form.endswith(("ed", "en", "id", "wn", "ld")) and form != lemma
    if participle and any(tree.lemmas[k] == "be" and tree.rels[k] == "aux" for k in tree.kids[i]):
        return True
    before = next((k for k in range(i - 1, max(i - 4, -1), -1) if tree.upos(k) not in ("ADV", "PART")), -1)
    if participle and before >= 0 and tree.lemmas[before] == "be" and tree.upos(before) == "AUX":
        return True
    if participle and i + 1 < len(tree) and tree.low[i + 1] == "by":
        return True
    follows = tree.upos(i + 1) if i + 1 < len(tree) else ""
    taking = follows in ("DET", "PRON", "NOUN", "PROPN", "NUM") or tree.low[i + 1 : i + 2] == ["that"]
    reduced = participle and tree.rels[i] in ("acl", "advcl") and not tree.children(i, "nsubj", "obj")
    return reduced and not taking


def agent(tree: Tree, i: int) -> int | None:
    """The head of the by-phrase of a passive."""
    if tree.low[i + 1 : i + 2] == ["by"] and i + 2 < tree.sentence_of(i)[1]:
        named = tree.phrase_after(i + 2)
        if named is not None:
            inside = [k for k in range(*named) if not named[0] <= tree.head(k) < named[1]]
            return next((k for k in inside if tree.upos(k) in NOMINAL), named[1] - 1)
    for k in tree.children(i, "obl", "nmod"):
        if tree.has(k, "case", "by"):
            return k
    stop = min(tree.sentence_of(i)[1], i + 5)
    by = next((k for k in range(i + 1, stop) if tree.low[k] == "by"), None)
    if by is None or any(tree.upos(k) in ("VERB", "PUNCT", "NOUN") for k in range(i + 1, by)):
        return None
    run = tree.phrase_after(by + 1) if by + 1 < len(tree) else None
    return None if run is None else run[1] - 1 if tree.upos(run[1] - 1) in NOMINAL else None


def cue_run(tree: Tree, i: int, last: int) -> Run:
    """The cue with its auxiliaries, negation and the verbs that govern it ("has declined to confirm")."""
    first, start = i, tree.sentence_of(i)[0]
    while first - 1 >= start:
        k = first - 1
        helps = tree.upos(k) in ("AUX", "PART") or tree.low[k] in NEGATIONS - {
            "no",
            "nobody",
            "none",
            "nothing",
        }
        adverb = (
            tree.upos(k) == "ADV"
            and tree.rels[k] == "advmod"
            and k > start
            and tree.low[k] not in ("however", "as", "also")
        )
        governs = tree.lemmas[k] in GOVERNORS and (
            tree.low[first] in ("to", "of", "yet") or tree.upos(first) in VERBAL
        )
        linking = tree.low[k] == "of" and k > start and tree.low[k - 1] == "short"
        if not (
            helps or adverb or governs or linking or (tree.low[k] == "short" and tree.low[first] == "of")
        ):
            break
        first = k
    while first < i and tree.upos(first) == "ADV" and tree.low[first] not in NEGATIONS:
        first += 1
    if tree.upos(first) == "PART" and tree.low[first] != "not" and first < i:
        first += 1
    return first, max(last, i) + 1


def passive_subject(tree: Tree, i: int) -> Run | None:
    """What a passive is said of: its subject, or the phrase before its verb group."""
    own = [k for k in tree.children(i, "nsubj") if tree.upos(k) in NOMINAL and not _is_prepositional(tree, k)]
    if own:
        return _full_subject(tree, own[0], i)
    return tree.phrase_before(cue_run(tree, i, i)[0])


def subject(tree: Tree, i: int, *, passive: bool = False, depth: int = 0) -> list[Run]:
    """The phrase that says: the subject, the agent of a passive, or what controls a verb without one."""
    if passive:
        by = agent(tree, i)
        return [tree.noun_phrase(by)] if by is not None else []
    inverted = _inverted(tree, i)
    if inverted is not None:
        return [inverted]
    closing = _closing(tree, i) or _reduced(tree, i)
    if closing is not None:
        return [closing]
    own = [k for k in tree.children(i, *SUBJECTS) if tree.low[k] not in ("there", "which", "who", "that")]
    own = [k for k in own if tree.upos(k) in NOMINAL and not _is_prepositional(tree, k)]
    if own:
        return [] if is_expletive(tree, own[0], i) else [_full_subject(tree, own[0], i)]
    relative = any(tree.low[k] in ("which", "who", "that") for k in tree.children(i, *SUBJECTS))
    near = _before_relative(tree, i) if relative else _adjacent(tree, i)
    if near is not None:
        return [] if is_expletive(tree, near[1] - 1, i) else [near]
    above = tree.head(i)
    if above < 0 or depth > 4:
        return []
    rel = tree.rels[i]
    if rel == "acl":
        return [tree.noun_phrase(above)] if relative or tree.low[i].endswith("ing") else []
    if rel in ("conj", "xcomp", "advcl", "parataxis", "ccomp") and tree.upos(above) in (
        *VERBAL,
        "ADJ",
        "NOUN",
    ):
        return subject(
            tree, above, passive=False if rel == "xcomp" else _agentive(tree, above), depth=depth + 1
        )
    return []


def _closing(tree: Tree, i: int) -> Run | None:
    """``The road is open, residents told the paper.``: the phrase before a verb that ends its sentence."""
    first = cue_run(tree, i, i)[0]
    run = tree.phrase_before(first)
    start, stop = tree.sentence_of(i)
    if run is None or run[0] - 2 < start or tree.low[run[0] - 1] != "," or tree.low[i].endswith("ing"):
        return None
    clause = any(tree.upos(k) in VERBAL for k in range(start, run[0]))
    last = all(tree.upos(k) not in (*VERBAL, "SCONJ") and tree.low[k] != "," for k in range(i + 1, stop))
    return run if clause and last and tree.upos(run[1] - 1) in ("NOUN", "PROPN", "PRON") else None


def _reduced(tree: Tree, i: int) -> Run | None:
    """``Villagers reached by the paper said``: who a participle before the verb is told of."""
    own = tree.children(i, *SUBJECTS)
    for k in tree.children(i, "ccomp", "advcl"):
        told_of = [m for m in tree.children(k, "nsubj") if m < k]
        by = tree.low[k + 1 : k + 2] == ["by"]
        if k < i and by and told_of and not own and not tree.children(k, "aux", "mark"):
            return tree.noun_phrase(told_of[0])
    return None


def _before_relative(tree: Tree, i: int) -> Run | None:
    """``according to Colonel Duque, who said``: the phrase before a relative that the parser hung on no noun."""
    if tree.rels[i] == "acl":
        return None
    pronoun = next((k for k in tree.children(i, *SUBJECTS) if tree.low[k] in ("which", "who")), None)
    start = tree.sentence_of(i)[0]
    if pronoun is None or pronoun - 2 < start or tree.low[pronoun - 1] != ",":
        return None
    return tree.phrase_before(pronoun - 1)


def _inverted(tree: Tree, i: int) -> Run | None:
    """``..., said the owner``: the phrase after a verb that follows what is said, whatever the tree says."""
    start, stop = tree.sentence_of(i)
    if i + 1 >= stop or i == start or tree.upos(i) != "VERB" or tree.low[i].endswith("ing"):
        return None
    if tree.lemmas[i] in ADDRESSING:
        return None  # what follows is who was told
    before = i - 1
    if tree.low[before] not in (",", *QUOTE_MARKS, "’", "'") or i - start < 4:
        return None
    after = tree.phrase_after(i + 1)
    if (
        after is None
        or tree.upos(after[0]) == "NUM"
        or (after[1] < stop and tree.upos(after[1]) in (*VERBAL, "SCONJ"))
    ):
        return None
    follows = [k for k in tree.children(i, *SUBJECTS) if k > i]
    quoted = tree.low[before] in QUOTE_MARKS
    if not follows and not quoted and tree.children(i, "obj", "ccomp", "xcomp"):
        return None
    head = tree.head_of(after)
    full = tree.noun_phrase(head)
    whole = (after[0], max(after[1], full[1])) if full[0] <= after[1] else after
    return _with_name_after(tree, whole, stop)


def _with_name_after(tree: Tree, run: Run, stop: int) -> Run:
    """A phrase with the name that follows it to the end or a comma: ``said its director, Claire Duval.``"""
    if tree.upos(run[1] - 1) != "NOUN" or tree.low[run[1] : run[1] + 1] != [","]:
        return run
    end = run[1] + 1
    while end < stop and (tree.upos(end) == "PROPN" or tree.low[end] == "-"):
        end += 1
    closed = end == stop or tree.upos(end) == "PUNCT"
    return (run[0], end) if closed and 1 <= end - run[1] - 1 <= 5 else run


def _is_prepositional(tree: Tree, k: int) -> bool:
    """Whether a preposition leads a phrase that the parser calls a subject."""
    first = tree.noun_phrase(k)[0]
    return (
        first > tree.sentence_of(k)[0]
        and tree.upos(first - 1) == "ADP"
        and tree.low[first - 1] not in ("of",)
    )


def _full_subject(tree: Tree, k: int, verb: int) -> Run:
    run = tree.noun_phrase(k)
    if tree.upos(k) == "PRON":
        return run
    if k > verb:
        return tree.widened(run, run[1])
    edge = cue_run(tree, verb, verb)[0]
    run = tree.widened(run, edge)
    return _with_name(tree, run, edge)


def _with_name(tree: Tree, run: Run, edge: int) -> Run:
    """A subject with the name between commas that ends just before its verb: ``its chairperson, Nomsa Cele, said``."""
    if tree.low[run[1] : run[1] + 1] != [","] or tree.low[edge - 1] != "," or not 1 <= edge - run[1] - 2 <= 8:
        return run
    inside = range(run[1] + 1, edge - 1)
    nominal = ("PROPN", "NOUN", "ADJ", "DET", "X", "PART", "NUM")
    named = all(tree.upos(k) in nominal or tree.low[k] in ("of", "in", "for", "at", "and") for k in inside)
    return (run[0], edge - 1) if named and any(tree.upos(k) == "PROPN" for k in inside) else run


def _adjacent(tree: Tree, i: int) -> Run | None:
    """The phrase just before a finite verb group, where the parser hung it elsewhere."""
    first = cue_run(tree, i, i)[0]
    if (tree.low[i].endswith("ing") and first == i) or tree.low[first] == "to":
        return None
    if tree.low[first - 1] in ("there", "here", "today", "yesterday") and first - 1 > tree.sentence_of(i)[0]:
        first -= 1  # "a captain there told"
    return tree.phrase_before(first)


def _agentive(tree: Tree, i: int) -> bool:
    return is_passive(tree, i) and agent(tree, i) is not None


def is_expletive(tree: Tree, k: int, verb: int) -> bool:
    """``it was reported that``, ``it is unclear whether``: an "it" that stands for the clause to come."""
    if tree.low[k] != "it":
        return False
    clause = any(m > verb for m in tree.children(verb, "ccomp", "csubj", "xcomp"))
    return tree.deprel(k) == "expl" or (clause and (is_passive(tree, verb) or tree.upos(verb) == "ADJ"))
