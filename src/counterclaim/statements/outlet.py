"""What no cue attributes: quotations that go on from before, and the outlet's own sentences."""

from __future__ import annotations

from counterclaim.records import Span
from counterclaim.statements.extents import stripped
from counterclaim.statements.found import Found
from counterclaim.statements.quotes import Quote, quote_at
from counterclaim.statements.subjects import VERBAL
from counterclaim.tree import QUOTE_MARKS, Run, Tree

LEAST_QUOTE = 4  # words: fewer are scare quotes or titles
LEAST_SENTENCE = 4
OWN_SHARE = 0.6  # of a sentence that attributions leave free, before it is the outlet's own as well


def continued(
    tree: Tree, found: list[Found], spoken: list[Quote], marked: list[Span]
) -> list[tuple[Span, bool]]:
    """Quotations without a cue that make up whole sentences: they belong to who spoke before."""
    rest = []
    for quote in spoken:
        if _is_taken(found, quote.start, quote.end) or _overlaps(marked, quote.start, quote.end):
            continue
        run = tree.run_in(quote.start, quote.end)
        if run is None or run[1] - run[0] < LEAST_QUOTE:
            continue
        said = tree.trimmed(run) if quote.whole else stripped(tree, run)
        if said[0] < said[1] and (quote.whole or _is_sentence(tree, quote, run)):
            rest.append((tree.span(said), True))
    return rest


def _is_sentence(tree: Tree, quote: Quote, run: Run) -> bool:
    """Whether nothing but the quotation stands in its sentences."""
    first = tree.sentence_of(run[0])[0]
    end = tree.sentence_of(run[1] - 1)[1]
    outside = [
        k
        for k in (*range(first, run[0]), *range(run[1], end))
        if tree.upos(k) != "PUNCT" and tree.low[k] not in QUOTE_MARKS
    ]
    return not outside and any(tree.upos(k) in VERBAL for k in range(*run))


def own_sentences(
    tree: Tree, found: list[Found], spoken: list[Quote], marked: list[Span]
) -> list[tuple[Span, bool]]:
    """Sentences that tell an event or a state and that nobody is named for."""
    rest = []
    taken = _tokens_of(tree, found)
    for number in sorted({token.sentence for token in tree.tokens}):
        run = stripped(tree, _unmarked(tree, tree.sentence_run(number), marked))
        if run[1] - run[0] < LEAST_SENTENCE or not _tells(tree, run):
            continue
        span = tree.span(run)
        quote = quote_at(spoken, span.start)
        if quote is not None and quote.outer_end >= span.end:
            continue
        if _is_free(tree, taken, run):
            rest.append((span, False))
    return rest


def _unmarked(tree: Tree, run: Run, marked: list[Span]) -> Run:
    """The part of a sentence after what is marked as not the report, such as a dateline."""
    first, end = run
    while first < end and any(s.start <= tree.tokens[first].start < s.end for s in marked):
        first += 1
    while end > first and any(s.start <= tree.tokens[end - 1].start < s.end for s in marked):
        end -= 1
    return (first, end) if end > first else (run[0], run[0] + 1)


def _tells(tree: Tree, run: Run) -> bool:
    """Whether a stretch has a predicate and is no question."""
    stop = tree.sentence_of(run[0])[1]
    if any(tree.low[k] == "?" for k in range(run[1], stop)):
        return False
    verbs = [k for k in range(*run) if tree.upos(k) in VERBAL and tree.rels[k] not in ("amod", "compound")]
    return any(
        tree.upos(k) in ("NOUN", "PROPN", "PRON", "NUM", "DET") for v in verbs for k in range(run[0], v)
    )


def _tokens_of(tree: Tree, found: list[Found]) -> set[int]:
    """The tokens of all attributions: contents, cues, sources."""
    taken: set[int] = set()
    for one in found:
        for span in one.contents:
            taken.update(range(*(tree.run_in(span.start, span.end) or (0, 0))))
        for run in (one.cue, *one.sources, *one.via):
            taken.update(range(*run))
    return taken


def _is_free(tree: Tree, taken: set[int], run: Run) -> bool:
    """Whether most of a stretch, its main predicate included, belongs to no attribution."""
    inside = [k for k in range(*run) if tree.upos(k) != "PUNCT"]
    free = set(inside) - taken
    if len(free) == len(inside):
        return True
    roots = [k for k in range(*run) if tree.rels[k] == "root"]
    return len(free) >= OWN_SHARE * len(inside) and all(root in free for root in roots)


def _is_taken(found: list[Found], start: int, end: int) -> bool:
    """Whether an attribution has most of a quotation for its content, or has its cue around it."""
    taken = [min(span.end, end) - max(span.start, start) for one in found for span in one.contents]
    return any(2 * shared > end - start for shared in taken)


def _overlaps(spans: list[Span], start: int, end: int) -> bool:
    return any(span.start < end and start < span.end for span in spans)
