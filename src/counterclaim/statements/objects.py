"""Phrases as content: ``denied the report``, ``accused the army of``; by role, then word for word."""

from __future__ import annotations

from counterclaim.records import Stance
from counterclaim.statements.extents import stripped
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import lexicon
from counterclaim.statements.subjects import VERBAL, passive_subject
from counterclaim.tree import NEGATIONS, NOMINAL, Run, Tree

ABOUT = frozenset(
    {
        "of",
        "about",
        "on",
        "against",
        "for",
        "to",
        "with",
        "over",
        "from",
        "in",
        "regarding",
        "concerning",
        "as",
    }
)


def stretch(tree: Tree, one: Found) -> None:
    """What follows a cue up to the end of its clause, where nothing else was found."""
    pointing = one.entry.frame == "figure" or (one.entry.frame == "clause" and one.entry.words[-1] in ABOUT)
    pointing = pointing or is_called(tree, one)
    if not (one.entry.frame in ("object", "infinitive", "person") or pointing) or one.passive:
        return
    first, stop = one.cue[1], tree.sentence_of(one.head)[1]
    if first >= stop or tree.upos(first) in ("PUNCT", "CCONJ"):
        return
    end = next((k for k in range(first + 1, stop) if _ends_stretch(tree, one, k)), stop)
    while first < end - 1 and tree.upos(first) in ("ADP",) and one.entry.frame != "infinitive":
        first += 1
    run = stripped(tree, (first, end))
    if run[1] > run[0] and any(tree.upos(k) in (*NOMINAL, "VERB") for k in range(*run)):
        one.contents, one.complement = [tree.span(run)], tree.head_of(run)


def _ends_stretch(tree: Tree, one: Found, k: int) -> bool:
    """Where what follows a cue breaks off: at a comma or a conjunction, or where its subject does more."""
    if tree.low[k] in (",", ";", "but", "while"):
        return True
    verb = k + 1 if k + 1 < len(tree) and tree.upos(k + 1) != "ADV" else k + 2
    goes_on = tree.low[k] == "and" and verb < len(tree) and tree.upos(verb) in VERBAL
    return goes_on and not tree.low[verb].endswith("ing")


def nominal(tree: Tree, one: Found) -> None:
    """A noun phrase as content: ``denied the report``; someone and what of them: ``accused the army of ...``."""
    i, frame = one.head, one.entry.frame
    stop = tree.sentence_of(i)[1]
    if one.passive:
        run = passive_subject(tree, i)
        withheld = any(tree.low[k] in NEGATIONS for k in (*range(*one.cue), *tree.kids[i]))
        if run is None or frame in ("quote", "reply", "none") or (frame == "clause" and not withheld):
            return
        one.complement, one.contents = tree.head_of(run), [tree.span(run)]
        tail = [
            k
            for k in tree.children(i, "obl", "advcl", "xcomp", "ccomp")
            if k > i and not tree.has(k, "case", "by")
        ]
        if frame == "person" and tail:
            one.contents.append(
                tree.span(stripped(tree, (min(tree.subtree(tail[0])), max(tree.subtree(tail[0])) + 1)))
            )
        return
    objects = (
        [k for k in tree.children(i, "obj", "iobj") if k >= one.cue[1]]
        if frame != "person"
        else tree.children(i, "obj", "iobj", "obl")
    )
    objects = [k for k in objects if k > i and tree.upos(k) in NOMINAL]
    if frame == "person":
        _person(tree, one, objects, stop)
    elif objects and (frame in ("object", "infinitive") or _is_reference(tree, objects[0], frame)):
        one.complement = objects[0]
        one.contents = [tree.span(_with_receiver(tree, one, _full_phrase(tree, one, objects[0])))]
    elif frame != "quote":
        about = [
            k
            for k in tree.children(i, "obl", "nmod", "advcl", "xcomp")
            if k > i and _is_topic(tree, k, frame)
        ]
        inside = [k for k in about if k >= one.cue[1] or frame in ("object", "infinitive")]
        inside = [k for k in inside if frame != "object" or not _is_channel(tree, k)]
        if inside and (
            frame not in ("clause",)
            or one.entry.words[-1] in ABOUT
            or tree.has(inside[0], "case", "of", "about")
        ):
            one.complement = inside[0]
            one.contents = [tree.span(_topic_run(tree, inside[0], one.cue[1]))]
        elif frame == "object" and len(one.entry.words) > 1:
            _own_object(tree, one)


def _own_object(tree: Tree, one: Found) -> None:
    """``claimed responsibility in an email``: the cue's own noun is all that is said."""
    own = [k for k in tree.children(one.head, "obj") if k in range(*one.cue)]
    if not own:
        return
    about = [k for k in tree.children(own[0], "nmod", "acl") if k >= one.cue[1]]
    run = _topic_run(tree, about[0], one.cue[1]) if about else (own[0], own[0] + 1)
    one.complement, one.contents = about[0] if about else own[0], [tree.span(run)]


def _is_channel(tree: Tree, k: int) -> bool:
    """``in a leaflet``, ``on television``: by which way something is said, not what."""
    words = lexicon()
    carriers = words.words("document_noun") | words.words("platform_noun") | words.words("interview_noun")
    return tree.lemmas[k] in carriers and tree.has(k, "case", "in", "on", "by", "via", "through")


def is_called(tree: Tree, one: Found) -> bool:
    """``called the report baseless``, ``describes him as an employee``: an object and what it is called."""
    words = lexicon()
    finding = tree.lemmas[one.head] in words.words("judging")
    if not finding and tree.lemmas[one.head] not in words.words("calling"):
        return False
    rest = range(one.cue[1], tree.sentence_of(one.head)[1])
    if tree.low[one.cue[1] : one.cue[1] + 1] == ["that"] and tree.upos(one.cue[1]) == "SCONJ":
        return False
    false = any(tree.lemmas[k] in words.words("falsehood") | words.words("denied_asset") for k in rest)
    if finding or false:
        return false and not tree.children(one.head, "ccomp")
    return any(tree.low[k] == "as" for k in rest) or any(
        k > one.head for k in tree.children(one.head, "xcomp")
    )


def _is_reference(tree: Tree, k: int, frame: str) -> bool:
    """``reiterated these points``: a definite noun for something said, as the object of a plain cue."""
    definite = any(
        tree.low[m] in ("these", "this", "those", "that", "the", "its", "his", "her", "their")
        for m in tree.kids[k]
    )
    return frame == "clause" and definite and tree.lemmas[k] in lexicon().words("speech_noun")


def _person(tree: Tree, one: Found, objects: list[int], stop: int) -> None:
    rest = [k for k in tree.children(one.head, "xcomp", "ccomp", "advcl", "obl", "obj") if k > one.head]
    starts = [min(m for m in tree.subtree(k) if m > one.head) for k in [*objects[:1], *rest[:1]]]
    if not starts:
        return
    if objects and objects[0] in range(*one.cue) and tree.rels[one.cue[1] - 1] in ("xcomp", "amod", "obj"):
        one.cue = (
            one.cue[0],
            one.head + 1,
        )  # "held the government responsible": the cue is around its object
    first = max(min(starts), one.cue[1])
    while (
        first < stop - 1
        and tree.rels[first] == "case"
        and tree.low[first] in ("on", "upon", "to", "for", "with", "at")
    ):
        first += 1
    last = max([max(tree.subtree(k)) + 1 for k in [*objects[:1], *rest]] + [first + 1])
    edge = min(
        [
            min(tree.subtree(k))
            for k in tree.children(one.head, "conj", "parataxis", "cc")
            if min(tree.subtree(k)) > first
        ],
        default=stop,
    )
    run = stripped(tree, (first, min(last, edge, stop)))
    one.complement, one.contents = (rest[0] if rest else objects[0]), [tree.span(run)]


def _full_phrase(tree: Tree, one: Found, k: int) -> Run:
    """An object with what follows it, its clauses too: ``a willingness to fight until defeat``."""
    inside = tree.subtree(k)
    return stripped(tree, (max(min(inside), one.head + 1), max(inside) + 1))


def _with_receiver(tree: Tree, one: Found, run: Run) -> Run:
    """``promised compensation to the families``: what is meant for somebody, with whom it is for."""
    if one.entry.stance not in (Stance.INTENDS, Stance.THREATENS):
        return run
    for k in tree.children(one.head, "obl"):
        inside = tree.subtree(k)
        if min(inside) == run[1] and tree.has(k, "case", "to", "for", "against"):
            return stripped(tree, (run[0], max(inside) + 1))
    return run


def _is_topic(tree: Tree, k: int, frame: str) -> bool:
    marks = {tree.low[m] for m in tree.kids[k] if tree.rels[m] in ("case", "mark")}
    return bool(marks & ABOUT) or (frame == "none" and tree.rels[k] == "obl")


def _topic_run(tree: Tree, k: int, floor: int) -> Run:
    inside = tree.subtree(k)
    first = max(min(inside), floor)
    while first < k and tree.rels[first] in ("case", "mark"):
        first += 1
    return stripped(tree, (first, max(inside) + 1))
