"""Coordination: ``confirmed the arrests but would not say how many``: takes attributions, parts those of one subject.

A parser easily hangs the second of two cues into what the first one says. Where nothing in between does it, the
second cue belongs to who makes the first, and the first content ends before it.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from counterclaim.records import Annotation, Span
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Lexicon
from counterclaim.statements.speakers import Speakers
from counterclaim.statements.stance import SETTLED, stance_of
from counterclaim.statements.subjects import VERBAL
from counterclaim.tree import NOMINAL, SUBJECTS, Run, Tree

LINKS = ("and", "but", "while", "then", "yet")


def parted(
    tree: Tree, lexicon: Lexicon, *, annotation: Annotation, speakers: Speakers, found: list[Found]
) -> None:
    """End contents before cues that are coordinated with their own, and give those cues their subject."""
    heads = sorted((tree.tokens[one.head].start, number) for number, one in enumerate(found))
    for one in found:
        if one.entry.pos != "verb" or one.quoted or not one.sources:
            continue
        for other in _within(heads, found, one):
            link = _link(tree, one, other)
            if link is None or not _is_same_subject(
                tree, lexicon, annotation=annotation, speakers=speakers, one=one, other=other
            ):
                continue
            _end_before(tree, one, link)
            other.sources, other.absent, other.outlet = list(one.sources), False, False
            other.second = True
            other.via = [*other.via, *[run for run in one.via if run not in other.via]]
            break


def _within(heads: list[tuple[int, int]], found: list[Found], one: Found) -> list[Found]:
    """The attributions whose cues stand in the content of one, in their order."""
    inside = {
        number
        for span in one.contents
        for _, number in heads[bisect_left(heads, (span.start, 0)) : bisect_left(heads, (span.end, 0))]
    }
    return [found[number] for number in sorted(inside)]


def _link(tree: Tree, one: Found, other: Found) -> int | None:
    """The conjunction by which another verbal cue, without a subject of its own, hangs in a content."""
    if other is one or other.entry.pos != "verb" or not one.covers(tree.tokens[other.head].start):
        return None
    if any(k < other.head for k in tree.children(other.head, *SUBJECTS)):
        return None
    link = other.cue[0] - 1
    while link > one.cue[1] and tree.upos(link) == "ADV":
        link -= 1
    if tree.low[link] == "," and tree.low[other.head].endswith("ing") and link > one.cue[1]:
        return link  # "said that the road was open, adding ..."
    if tree.low[link] not in LINKS or tree.upos(link) not in ("CCONJ", "SCONJ") or link <= one.cue[1]:
        return None
    return link


def _is_same_subject(
    tree: Tree, lexicon: Lexicon, *, annotation: Annotation, speakers: Speakers, one: Found, other: Found
) -> bool:
    """Whether both cues have one subject: the reader says so, or what is between makes nothing else likely."""
    span = tree.span(other.cue)
    for attribution in annotation.attributions:
        if (
            any(cue.start < span.end and span.start < cue.end for cue in attribution.cues)
            and attribution.sources
        ):
            own = [tree.span(run) for run in one.sources]
            return any(s.start < o.end and o.start < s.end for s in attribution.sources for o in own)
    inside = tree.run_in(one.contents[0].start, tree.tokens[other.cue[0]].start)
    if inside is None or not any(tree.upos(k) in VERBAL for k in range(*inside)):
        return True  # a noun phrase cannot be what says it
    if not _can_speak(tree, speakers, inside) or _shares_tense(tree, one, other):
        return True
    return tree.low[other.cue[0] - 1] in ("but", "yet") and stance_of(tree, lexicon, other) not in SETTLED


def _can_speak(tree: Tree, speakers: Speakers, inside: Run) -> bool:
    """Whether a subject within a stretch could be who says what comes next."""
    own = [k for k in range(*inside) if tree.rels[k] in SUBJECTS and tree.upos(k) in NOMINAL]
    return not own or any(speakers.can(tree.noun_phrase(k)) for k in own)


def _shares_tense(tree: Tree, one: Found, other: Found) -> bool:
    """``said that troops had hit a camp and insisted``: the second cue has the first one's tense, not the clause's."""
    k = one.complement
    helped = k >= 0 and any(tree.rels[m] == "aux" for m in tree.kids[k]) and one.covers(tree.tokens[k].start)
    plain = all(tree.rels[m] != "aux" for cue in (one, other) for m in tree.kids[cue.head])
    return helped and plain and not other.passive and not tree.low[other.head].endswith("ing")


def _end_before(tree: Tree, one: Found, link: int) -> None:
    edge = link
    while edge - 1 > one.cue[1] and tree.upos(edge - 1) == "PUNCT":
        edge -= 1
    end = tree.tokens[edge - 1].end
    one.contents = [replace(span, end=min(span.end, end)) for span in one.contents if span.start < end]
    if not one.contents:
        one.contents = [Span(tree.tokens[one.cue[1]].start, end)]
