"""The reader's own attributions as evidence: they fill what syntax left open, and add what it missed."""

from __future__ import annotations

from counterclaim.records import Annotation, Attribution, Span
from counterclaim.statements.extents import stripped
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Lexicon
from counterclaim.statements.subjects import VERBAL, is_passive
from counterclaim.statements.verbs import is_quoting, match
from counterclaim.tree import Run, Tree

LEAST_CONTENT = 3  # words


def merge(tree: Tree, lexicon: Lexicon, annotation: Annotation, found: list[Found]) -> list[Found]:
    """``found`` with what the reader's attributions add to it."""
    merged = list(found)
    for attribution in annotation.attributions:
        cue = _whole(tree, attribution.cues)
        if cue is None:
            continue
        known = [one for one in merged if one.cue[0] < cue[1] and cue[0] < one.cue[1]]
        contents = _contents(tree, attribution)
        sources = _joined(tree, attribution.sources)
        if known:
            for one in known[:1]:
                _fill(tree, one, sources, contents)
        elif sources and contents:
            added = _new(tree, lexicon, cue, sources, contents)
            if added is not None and not _is_had(tree, merged, added):
                merged.append(added)
    return merged


def _whole(tree: Tree, spans: tuple[Span, ...]) -> Run | None:
    return tree.run_in(spans[0].start, spans[0].end) if spans else None


def _joined(tree: Tree, spans: tuple[Span, ...]) -> list[Run]:
    """The phrases of a source, which the reader may give in fragments; punctuation alone is none."""
    kept: list[Run] = []
    for run in sorted(run for span in spans if (run := tree.run_in(span.start, span.end))):
        if (
            kept
            and run[0] - kept[-1][1] <= 1
            and tree.tokens[run[0]].sentence == tree.tokens[kept[-1][0]].sentence
        ):
            kept[-1] = (kept[-1][0], max(run[1], kept[-1][1]))
        else:
            kept.append(run)
    trimmed = [tree.trimmed(run) for run in kept]
    return [
        run for run in trimmed if any(tree.upos(k) in ("NOUN", "PROPN", "PRON", "NUM") for k in range(*run))
    ]


def _apart(runs: list[Run]) -> list[Run]:
    """Runs of which none lies in another."""
    return [run for run in runs if not any(o != run and o[0] <= run[0] and run[1] <= o[1] for o in runs)]


def _contents(tree: Tree, attribution: Attribution) -> list[Span]:
    found = []
    cue = attribution.cues[0]
    for span in attribution.contents:
        run = tree.run_in(span.start, span.end)
        between = tree.text[min(span.end, cue.end) : max(span.start, cue.start)]
        if "\n" in between:  # another paragraph is another story
            continue
        if run is None:
            continue
        run = stripped(tree, tree.trimmed(run)) if tree.trimmed(run)[1] > tree.trimmed(run)[0] else run
        found.append(tree.span(run))
    return found


def _fill(tree: Tree, one: Found, sources: list[Run], contents: list[Span]) -> None:
    if len(one.sources) == 1 and len(sources) == 1 and one.entry.pos == "verb":
        own, whole = one.sources[0], sources[0]
        longer = whole[0] < own[0] and own[1] <= whole[1] and whole[1] <= one.cue[0]
        if longer and not any(tree.upos(k) in (*VERBAL, "SCONJ") for k in range(*whole)):
            one.sources = [whole]
    if not one.sources and sources and not one.passive and not one.outlet:
        one.sources = _apart([_phrase(tree, run) for run in sources])
        one.absent, one.unnamed = False, None
    if (
        contents
        and not one.quoted
        and _is_bare_phrase(tree, one)
        and tree.low[_before(tree, contents[0])] == "that"
    ):
        one.contents = []  # the tree took a phrase in passing: "confirmed, after a night of rumours, that"
    if not one.contents and contents:
        one.contents = contents
        run = tree.run_in(contents[0].start, contents[-1].end)
        one.complement = tree.head_of(run) if run else -1


def _is_bare_phrase(tree: Tree, one: Found) -> bool:
    """Whether a content has no verb, or begins in an aside after a comma."""
    runs = [run for span in one.contents if (run := tree.run_in(span.start, span.end))]
    if one.entry.pos != "verb" or not runs:
        return False
    first = runs[0][0]
    return not any(tree.upos(k) in VERBAL for run in runs for k in range(*run)) or (
        tree.low[one.cue[1] : one.cue[1] + 1] == [","] and first > one.cue[1] + 1
    )


def _before(tree: Tree, span: Span) -> int:
    """The token before a span."""
    run = tree.run_in(span.start, span.end)
    return max((run[0] if run else 0) - 1, 0)


def _phrase(tree: Tree, run: Run) -> Run:
    """The noun phrase that a source span belongs to, at least the span itself."""
    first, end = tree.noun_phrase(tree.head_of(run))
    return (min(first, run[0]), max(end, run[1])) if first < run[1] and run[0] < end else run


def _new(tree: Tree, lexicon: Lexicon, cue: Run, sources: list[Run], contents: list[Span]) -> Found | None:
    """An attribution that syntax missed: it has to have a verb in its cue and a clause in its content."""
    head = next(
        (k for k in range(*cue) if tree.upos(k) in VERBAL and tree.rels[k] not in ("aux", "cop")), None
    )
    inside = [k for span in contents for k in range(*(tree.run_in(span.start, span.end) or (0, 0)))]
    if head is None or len(inside) < LEAST_CONTENT or is_quoting(tree, lexicon, head):
        return None
    matched = match(tree, lexicon, head)
    if matched is not None and matched[0].frame in ("reply", "none", "patient"):
        return None
    if matched is None:
        return None
    entry = matched[0]
    if len(entry.words) == 1 and entry.words[0] in lexicon.words("common_verb"):
        return None
    one = Found(head, cue, entry, sources=_apart([_phrase(tree, run) for run in sources]), contents=contents)
    one.complement, one.passive = tree.head_of((inside[0], inside[-1] + 1)), is_passive(tree, head)
    return one


def _is_had(tree: Tree, merged: list[Found], one: Found) -> bool:
    return any(
        min(a.end, b.end) - max(a.start, b.start) > 0.5 * (b.end - b.start)
        for other in merged
        for a in other.contents
        for b in one.contents
        if tree.tokens[other.head].sentence == tree.tokens[one.head].sentence
    )
