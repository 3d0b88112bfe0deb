"""Citing: ``reported, citing two officials, that``: the cited are the sources, who reports is an intermediary."""

from __future__ import annotations

from counterclaim.records import Span
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Lexicon
from counterclaim.tree import Run, Tree

CITING = ("citing", "quoting")
REACH = 6  # words between the cue's own words and "citing"


def cited(tree: Tree, lexicon: Lexicon, found: list[Found]) -> list[Found]:
    """The attributions, each that cites somebody with that one as its source; "citing" is none of its own then."""
    gone: set[int] = set()
    for k in range(len(tree)):
        if tree.low[k] not in CITING or tree.lemmas[k - 1] == "by":
            continue
        named = _named(tree, lexicon, k)
        if named is None:
            continue
        sentence = tree.sentence_of(k)
        near = [
            one
            for one in found
            if sentence[0] <= one.head < sentence[1]
            and one.entry.pos in ("verb", "preposition")
            and one.sources
            and one.head != k
        ]
        near = [one for one in near if not one.covers(tree.tokens[k].start) or k > one.cue[1]]
        if not near:
            continue
        one = min(near, key=lambda one: abs(one.head - k))
        one.via = [*one.via, *one.sources]
        one.sources = [named]
        gone.add(k)
        _past(tree, one, named)
    return [one for one in found if one.head not in gone]


def _past(tree: Tree, one: Found, named: Run) -> None:
    """Begin a content after the citing that stands at its head."""
    first, end = named
    while end < len(tree) and tree.low[end] in (",", ";"):
        end += 1
    if one.contents and end < len(tree) and one.contents[0].start <= tree.tokens[first - 1].start:
        start, head = tree.tokens[end].start, one.contents[0]
        if tree.tokens[first - 1].start - head.start < 3 and start < head.end:
            one.contents[0] = Span(start, head.end)
        elif tree.tokens[first - 1].start - head.start < 3 and len(one.contents) == 1:
            stop = tree.sentence_of(end)[1]  # nothing but the citing was taken: what is said comes after it
            said = tree.trimmed((end, stop))
            if said[1] > said[0]:
                one.contents = [tree.span(said)]
                one.complement = tree.head_of(said)


def _named(tree: Tree, lexicon: Lexicon, k: int) -> Run | None:
    """Who is cited, where that is somebody: a name, a person, a body or something said."""
    head = next((m for m in tree.children(k, "obj") if m > k), None)
    run = (
        tree.noun_phrase(head)
        if head is not None
        else tree.phrase_after(k + 1)
        if k + 1 < len(tree)
        else None
    )
    if run is None or run[0] <= k:
        run = tree.phrase_after(k + 1) if k + 1 < len(tree) else None
    if run is None:
        return None
    classes = ("person_noun", "document_noun", "media_noun", "body_noun")
    speaks = any(
        tree.upos(m) == "PROPN" or any(tree.lemmas[m] in lexicon.words(c) for c in classes)
        for m in range(*run)
    )
    return _with_place(tree, run) if speaks else None


def _with_place(tree: Tree, run: Run) -> Run:
    """``a source in the ministry``: the phrase with where its bearer belongs, up to a comma."""
    end = run[1]
    if tree.low[end : end + 1] not in (["in"], ["at"], ["within"], ["from"], ["inside"]):
        return run
    stop = tree.sentence_of(run[0])[1]
    comma = next((m for m in range(end, stop) if tree.low[m] in (",", ";")), None)
    nominal = comma is not None and all(
        tree.upos(m) not in ("VERB", "AUX", "SCONJ") for m in range(end, comma)
    )
    return (run[0], comma) if comma is not None and nominal and comma - end <= 8 else run
