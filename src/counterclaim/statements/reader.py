"""From a Document and its Annotation to its Statements: find cues, bound them, fold, resolve, refer.

What documents marked as not the report gives none; a sentence that nobody is named for is the outlet's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from counterclaim.records import Annotation, Content, Cue, Document, Source, Span, Stance, Statement
from counterclaim.statements import chains, extents, verbs
from counterclaim.statements.conflicts import with_contradictions
from counterclaim.statements.finding import find
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Lexicon, lexicon
from counterclaim.statements.marked import unmarked
from counterclaim.statements.nesting import nest
from counterclaim.statements.outlet import continued, own_sentences
from counterclaim.statements.quotes import Quote, quote_at, quotes
from counterclaim.statements.references import with_references
from counterclaim.statements.sources import OUTLET, Resolver
from counterclaim.statements.speakers import Speakers
from counterclaim.statements.stance import stance_of
from counterclaim.statements.support import upheld
from counterclaim.tree import Tree

UNNAMED = "unnamed"


def statements(document: Document, annotation: Annotation) -> tuple[Statement, ...]:
    """Who says what in a document, in its order, each statement with those it denies or contradicts."""
    words = lexicon()
    marked = [mark.span for mark in document.marks]
    annotation = unmarked(annotation, marked)
    tree = Tree(
        document.text,
        annotation,
        irregular=words.irregular,
        verb_forms=words.verb_forms,
        noun_pairs=words.words("noun_pair"),
    )
    if not len(tree):
        return ()
    spoken = quotes(document.text)
    outlets = [credit.agency for credit in document.credits] + ([document.outlet] if document.outlet else [])
    media = chains.Media(tree, annotation, words, outlets=outlets)
    speakers = Speakers(tree, annotation, words)
    found = find(tree, words, spoken, annotation=annotation, speakers=speakers)
    found = upheld(tree, words, annotation=annotation, speakers=speakers, spoken=spoken, found=found)
    nested = nest(tree, words, media, found)
    resolver = Resolver(tree, annotation, lexicon=words, speakers=speakers)
    teller = Teller(tree, words, media=media, resolver=resolver)
    told = list(teller.told(nested, spoken=spoken, marked=marked))
    made = _numbered(document, tree, told)
    linked = with_references(tree, words, made)
    return with_contradictions(tree, words, annotation=annotation, made=linked)


class Unit(NamedTuple):
    """One statement on its way to a record."""

    found: Found | None
    stance: Stance
    sources: list[Source]
    via: list[Source]
    spans: list[Span]
    quoted: bool


class Teller:
    """Brings attributions, quotations that go on and the outlet's own sentences into the text's order.

    Args:
        tree: the text's tree.
        words: the lexicon.
        media: tells outlets from others.
        resolver: makes sources of phrases.
    """

    def __init__(self, tree: Tree, words: Lexicon, *, media: chains.Media, resolver: Resolver) -> None:
        self._tree, self._words, self._media, self._resolver = tree, words, media, resolver

    def told(
        self, nested: list[tuple[Found, Stance]], *, spoken: list[Quote], marked: list[Span]
    ) -> Iterator[Unit]:
        """Statements in order, sources resolved against those who spoke before."""
        found = [one for one, _ in nested]
        rest = continued(self._tree, found, spoken, marked) + own_sentences(self._tree, found, spoken, marked)
        starts = [min(one.start, self._tree.tokens[one.cue[0]].start) for one in found]
        order: list[tuple[int, int, bool]] = [(start, i, True) for i, start in enumerate(starts)]
        order += [(span.start, i, False) for i, (span, _) in enumerate(rest)]
        for _, i, is_attributed in sorted(order, key=lambda entry: entry[0]):
            if is_attributed:
                yield self._attributed(*nested[i], spoken=spoken)
            else:
                yield self._unattributed(*rest[i])

    def _unattributed(self, span: Span, goes_on: bool) -> Unit:
        speakers = self._resolver.last_speaker() if goes_on else []
        stance = _stance_of_quotation(self._tree, self._words, span) if goes_on else Stance.ASSERTS
        return Unit(None, stance, speakers or [OUTLET], [], [span], goes_on)

    def _attributed(self, one: Found, stance: Stance, *, spoken: list[Quote]) -> Unit:
        via = self._resolver.resolve(chains.intermediaries(self._tree, self._words, self._media, one))
        sources = _sources(self._tree, one, stance, self._resolver)
        if one.sources and not quote_at(spoken, self._tree.tokens[one.cue[0]].start):
            self._resolver.spoke(sources)
        names = [source.name for source in sources]
        return Unit(one, stance, sources, [v for v in via if v.name not in names], one.contents, one.quoted)


def _stance_of_quotation(tree: Tree, words: Lexicon, span: Span) -> Stance:
    """What a quotation without a cue of its own does: ``"We demand an inquiry."``"""
    run = tree.run_in(span.start, span.end)
    if run is None:
        return Stance.ASSERTS
    one = Found(run[0], (run[0], run[0]), verbs.UNKNOWN, contents=[span], quoted=True)
    one.complement = extents.predicate_of(tree, run)
    return stance_of(tree, words, one)


def _sources(tree: Tree, one: Found, stance: Stance, resolver: Resolver) -> list[Source]:
    if one.sources:
        return resolver.resolve(one.sources)
    span = tree.span(one.cue)
    if one.unnamed:
        return [Source(one.unnamed, span.start, span.end, None, True)]
    if one.outlet or stance in (Stance.DOUBTS, Stance.CONFIRMS) or (stance == Stance.SILENT and one.passive):
        return [OUTLET]
    if one.absent or one.passive:
        return [Source(UNNAMED, span.start, span.end, None, True)]
    return resolver.last_speaker() or [OUTLET]


def _numbered(document: Document, tree: Tree, told: list[Unit]) -> list[Statement]:
    numbers = {id(unit.found): i for i, unit in enumerate(told, 1) if unit.found is not None}
    made = []
    for i, (one, stance, sources, via, spans, quoted) in enumerate(told, 1):
        parent = numbers.get(id(one.parent)) if one is not None and one.parent is not None else None
        at = tree.run_in(spans[0].start, spans[0].end)
        token = one.head if one is not None else at[0] if at else 0
        made.append(
            Statement(
                id=f"{document.id}-{i}",
                sources=tuple(sources),
                via=tuple(via),
                cue=_cue(tree, one) if one is not None else None,
                stance=stance,
                content=content_of(document.text, spans),
                quoted=quoted,
                sentence=tree.tokens[token].sentence,
                parent=f"{document.id}-{parent}" if parent else None,
            )
        )
    return made


def _cue(tree: Tree, one: Found) -> Cue:
    span = tree.span(one.cue)
    return Cue(tree.text[span.start : span.end], span.start, span.end)


def content_of(text: str, spans: list[Span]) -> Content:
    """Content of spans in order; the parts of a broken one are joined by a space."""
    ordered = tuple(sorted(spans, key=lambda span: span.start))
    joined = " ".join(text[span.start : span.end] for span in ordered)
    return Content(" ".join(joined.split()), ordered[0].start, ordered[-1].end, ordered)
