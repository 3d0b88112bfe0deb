"""Extents: takes a cue in its tree, gives the characters of what is said and which token heads it.

Clause by role first, then quotation, then noun phrase; marks and outer punctuation stay outside.
"""

from __future__ import annotations

from counterclaim.records import Stance
from counterclaim.statements.extents import ASKING, around, group_of, predicate_of, stripped
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import lexicon
from counterclaim.statements.objects import ABOUT, is_called, nominal, stretch
from counterclaim.statements.quoted import quotation
from counterclaim.statements.quotes import Quote
from counterclaim.statements.subjects import VERBAL
from counterclaim.tree import QUOTE_MARKS, Run, Tree

OPENERS = frozenset('"“„«‘(')
LOOSE = ("conj", "parataxis", "advcl", "cc")  # what hangs on the cue rather than on what is said
TELLING = (
    "tell",
    "inform",
    "brief",
    "assure",
    "warn",
    "remind",
    "notify",
    "promise",
    "ask",
    "persuade",
    "convince",
)
STARTERS = ("PRON", "DET", "NOUN", "PROPN", "ADJ", "NUM", "SCONJ", "ADV")


def attach(tree: Tree, one: Found, quoted: list[Quote]) -> None:
    """Give a verbal cue its content."""
    child = _complement(tree, one)
    spoken = quotation(tree, one, quoted, child)
    if spoken:
        one.contents, one.quoted = spoken, True
        inside = tree.run_in(spoken[0].start, spoken[0].end)
        one.complement = tree.head_of(inside) if inside else -1
    elif is_called(tree, one) and not one.passive:
        stretch(tree, one)
    elif child is not None:
        one.complement = child
        one.contents = [tree.span(run) for run in _clause_runs(tree, one, child)]
    elif not (_following(tree, one) or _around(tree, one) or _preceding(tree, one)):
        nominal(tree, one)
    if not one.contents:
        stretch(tree, one)
    if not one.quoted:
        _with_condition(tree, one)
        _end_before_comment(tree, one)
    _spoken_on(tree, one)


def _with_condition(tree: Tree, one: Found) -> None:
    """``threatened to strike the port if the shelling goes on``: what is meant is meant on its condition."""
    if one.entry.stance not in (Stance.THREATENS, Stance.INTENDS) or not one.contents or one.passive:
        return
    run = tree.run_in(one.contents[-1].start, one.contents[-1].end)
    stop = tree.sentence_of(one.head)[1]
    if run is None or run[0] < one.head or run[1] >= stop or tree.low[run[1]] not in ("if", "unless"):
        return
    comma = next((k for k in range(run[1], stop) if tree.low[k] in (",", ";")), stop)
    one.contents = [*one.contents[:-1], tree.span(stripped(tree, (run[0], comma)))]


def _end_before_comment(tree: Tree, one: Found) -> None:
    """``said that ..., an allegation the army dismissed``: what another says of the content is no part of it."""
    span = one.contents[-1] if one.contents else None
    run = tree.run_in(span.start, span.end) if span is not None else None
    if span is None or run is None or run[0] < one.head:
        return
    said = lexicon().words("speech_noun")
    for k in range(run[0] + 2, run[1] - 4):
        noun = k + 2 if tree.upos(k + 2) == "NOUN" else k + 3
        opens = tree.low[k] == "," and tree.low[k + 1] in ("a", "an") and tree.lemmas[noun] in said
        follows = tree.upos(noun + 1) in ("PRON", "DET", "PROPN", "NOUN", "SCONJ")
        if opens and follows and any(tree.upos(m) in VERBAL for m in range(noun + 1, run[1])):
            one.contents = [*one.contents[:-1], tree.span((run[0], k))]
            return


def _spoken_on(tree: Tree, one: Found) -> None:
    """``He said: We are here. We did not retreat.``: speech without marks after a colon goes on while it is his own."""
    k, words = one.cue[1], lexicon().words("first_person")
    sentence = tree.sentence_of(one.head)
    if one.quoted or tree.low[k : k + 1] != [":"] or k + 1 >= len(tree) or tree.low[k + 1] in QUOTE_MARKS:
        return
    if k + 1 < sentence[1] and not one.contents:
        return
    end, last = sentence[1], tree.tokens[one.head].sentence
    if end > k + 1 and not words & set(tree.low[k + 1 : end]):
        return
    while True:
        run = tree.sentence_run(last + 1)
        if run[1] <= run[0] or "\n" in tree.text[tree.tokens[end - 1].end : tree.tokens[run[0]].start]:
            break
        if not words & set(tree.low[run[0] : run[1]]) or any(
            m in QUOTE_MARKS for m in tree.low[run[0] : run[1]]
        ):
            break
        end, last = run[1], last + 1
    said = stripped(tree, (k + 1, end))
    if said[1] > said[0]:
        one.contents, one.quoted = [tree.span(said)], True
        one.complement = predicate_of(tree, said)


def _following(tree: Tree, one: Found) -> bool:
    """A clause that follows a cue word for word, where the tree does not say so."""
    first, stop = one.cue[1], tree.sentence_of(one.head)[1]
    marked = first < stop and (tree.low[first] == "that" or tree.low[first] in ASKING)
    frames = ("clause", "object", "reply", "infinitive") if marked else ("clause", "object", "reply")
    if one.entry.frame not in frames or one.passive or first >= stop - 1:
        return False
    if not marked and not (
        tree.upos(first) in STARTERS and one.entry.frame == "clause" and one.entry.words[-1] not in ABOUT
    ):
        return False
    verb = next(
        (
            k
            for k in range(first + 1, stop)
            if tree.upos(k) in ("VERB", "AUX") and tree.rels[k] not in ("amod", "compound")
        ),
        None,
    )
    before = range(first, verb) if verb is not None else range(0)
    if (
        verb is None
        or tree.low[verb - 1] == "to"
        or (any(tree.low[k] in (",", ";", "to") for k in before) and not marked)
    ):
        return False
    if not marked and (
        (tree.upos(verb) == "VERB" and tree.low[verb].endswith("ing"))
        or (tree.children(one.head, "obj") and not _heads_later(tree, one, verb))
    ):
        return False
    run = stripped(tree, (first, _barrier(tree, one, verb + 1, below=True)))
    one.contents, one.complement = [tree.span(run)], predicate_of(tree, run)
    return True


def _heads_later(tree: Tree, one: Found, verb: int) -> bool:
    return all(k < verb for k in tree.children(one.head, "obj"))


def _complement(tree: Tree, one: Found) -> int | None:
    """The clause that depends on a cue, by role."""
    i, frame = one.head, one.entry.frame
    rels = ["ccomp"]
    if frame in ("infinitive", "person") or one.passive:
        rels.append("xcomp")
    found = [
        k for k in tree.children(i, *rels) if not _is_aside(tree, k, i) and not _is_attendant(tree, k, i)
    ]
    after = [k for k in found if k > i]
    if after and frame not in ("person",):
        return after[0]
    if found and frame != "person":
        return found[0]
    if frame in ("object", "infinitive"):
        gerund = [k for k in tree.children(i, "xcomp", "advcl") if k > i and tree.low[k].endswith("ing")]
        if gerund and gerund[0] - i <= 3:
            return gerund[0]
    return None


def _is_aside(tree: Tree, k: int, i: int) -> bool:
    """``as saying`` is no content; nor is a condition."""
    return (
        any(tree.low[m] in ("if", "as") and tree.rels[m] == "mark" and m < k for m in tree.kids[k]) and k < i
    )


def _is_attendant(tree: Tree, k: int, i: int) -> bool:
    """``said on Thursday, each accusing the other``: a participle with a subject of its own, after a comma."""
    own = tree.children(k, "nsubj")
    first = min(tree.subtree(k))
    return (
        k > i
        and bool(own)
        and tree.low[k].endswith("ing")
        and tree.low[first - 1] == ","
        and not any(tree.rels[m] == "aux" for m in tree.kids[k])
    )


def _clause_runs(tree: Tree, one: Found, child: int) -> list[Run]:
    if child > one.head and child in tree.ancestors(one.head):
        return [stripped(tree, (one.cue[1], tree.sentence_of(child)[1]))]
    inside = tree.subtree(child)
    if one.head in inside:  # the parser hung the cue below: take the cue's own phrase out
        inside = inside - tree.subtree(one.head)
    first, end = _bounds(tree, one, child, inside)
    if one.passive and not tree.children(child, "nsubj"):  # "troops are said to have left": with its subject
        raised = [k for k in tree.children(one.head, "nsubj") if tree.low[k] != "it"]
        if raised:
            return [tree.noun_phrase(raised[0]), stripped(tree, (first, end))]
    gap = range(one.cue[1], first)
    passed = [k for k in tree.children(one.head, "obj") if k in gap]
    telling = tree.lemmas[one.head] in TELLING
    if (
        passed
        and not telling
        and one.entry.frame == "clause"
        and not any(tree.low[k] == "," or (tree.low[k] == "that" and tree.upos(k) == "SCONJ") for k in gap)
    ):
        first = one.cue[1]  # the subject that the parser made an object: "said the reports were accurate"
    run = stripped(tree, (first, end))
    group = (one.cue[0], one.cue[1])
    if run[0] < group[0] and run[1] > group[1]:
        return around(tree, run, group_of(tree, one))
    return [run]


def _bounds(tree: Tree, one: Found, child: int, inside: frozenset[int]) -> Run:
    first, end = min(inside), max(inside) + 1
    sentence = tree.sentence_of(one.head)
    if child > one.head:
        first = max(first, one.cue[1])
        gap = range(one.cue[1], first)
        that = [
            k
            for k in gap
            if tree.low[k] == "that" and tree.upos(k) == "SCONJ" and not _is_of_noun(tree, one, k)
        ]
        if that or tree.low[first] in (",", "however"):
            that += [
                k
                for k in range(first, min(child, first + 4))
                if tree.low[k] == "that" and tree.upos(k) == "SCONJ"
            ]
        if that:
            first = that[-1]
        end = min(_barrier(tree, one, end), sentence[1])
    else:
        end = min(end, one.cue[0]) if child < one.cue[0] else end
    return first, max(end, first + 1)


def _is_of_noun(tree: Tree, one: Found, k: int) -> bool:
    """``said reports that ... were untrue``: a "that" of a noun within what is said."""
    said = tree.lemmas[k - 1] in lexicon().words("speech_noun") and tree.upos(k - 1) == "NOUN"
    return said and k - 1 >= one.cue[1] and tree.lemmas[one.head] not in ("tell", "inform", "brief", "assure")


def _barrier(tree: Tree, one: Found, end: int, *, below: bool = False) -> int:
    """Where the sentence goes on with something that is no longer said: the next loose part of the cue."""
    stop = tree.sentence_of(one.head)[1]
    edges = [stop]
    above = [node for node in tree.ancestors(one.head) if not (below and node > one.head)]
    for node in (one.head, *above):
        for k in tree.kids[node]:
            if k >= end and tree.rels[k] in (*LOOSE, "obl", "advmod", "nsubj", "aux", "cop", "root"):
                edges.append(min(m for m in tree.subtree(k) if m >= end))
        if node >= end:
            edges.append(node)
    edge = min(edges)
    return edge if edge < stop else stop


def _around(tree: Tree, one: Found) -> bool:
    """``The bridge, officials said, had fallen``: the clause into which the attribution is put."""
    i = one.head
    above = tree.head(i)
    inserted = tree.rels[i] in ("parataxis", "advcl", "discourse") and above >= 0
    as_marked = one.cue[0] > 0 and any(
        tree.low[k] == "as" and tree.rels[k] in ("mark", "advmod", "case") for k in tree.kids[i]
    )
    if not (inserted and one.entry.frame in ("clause", "object", "hearsay")):
        return False
    if tree.rels[i] == "advcl" and not as_marked:
        return False
    if not (one.sources or one.passive) or (tree.children(i, "obj") and not as_marked):
        return False
    host = tree.subtree(above)
    run = (min(host), max(host) + 1)
    if tree.rels[above] in ("root", "ccomp"):
        sentence = tree.sentence_of(i)
        run = (max(run[0], sentence[0]), min(run[1], sentence[1]))
    group = group_of(tree, one)
    if as_marked and group[0] > run[0] and tree.low[group[0]] != "as":
        group = (min([group[0], *[k for k in tree.kids[i] if tree.low[k] == "as"]]), group[1])
    parts = around(tree, run, group)
    parts = [part for part in parts if part[1] - part[0] > 1] or parts
    if not parts:
        return False
    one.contents, one.complement = [tree.span(part) for part in parts], above
    return True


def _preceding(tree: Tree, one: Found) -> bool:
    """``The road is open, a source in the ministry told the paper.``: the clause before, whatever the tree says."""
    if one.entry.frame != "clause" or len(one.sources) != 1 or one.passive or one.sources[0][1] > one.cue[0]:
        return False
    start, stop = tree.sentence_of(one.head)
    edge = one.sources[0][0] - 1
    if edge <= start + 2 or tree.low[edge] != "," or one.cue[0] - one.sources[0][1] > 1:
        return False
    after = range(one.cue[1], stop)
    if any(tree.upos(k) == "VERB" and tree.rels[k] in ("ccomp", "xcomp", "root") for k in after):
        return False
    run = stripped(tree, (start, edge))
    finite = any(tree.upos(k) in VERBAL and not tree.low[k].endswith("ing") for k in range(*run))
    if not finite or tree.upos(run[0]) == "SCONJ":
        return False
    one.contents, one.complement = [tree.span(run)], predicate_of(tree, run)
    return True
