"""From a Document and its Annotation to its Statements: find cues, bound them, fold, resolve, refer.

What documents marked as not the report gives none; a sentence that nobody is named for is the outlet's.
"""

from __future__ import annotations

from collections.abc import Iterable

from counterclaim.records import Annotation, Content, Cue, Document, Source, Span, Stance, Statement
from counterclaim.statements import chains, contents, neural, nouns, verbs
from counterclaim.statements.citing import cited
from counterclaim.statements.conflicts import with_contradictions
from counterclaim.statements.coordination import parted
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Lexicon, lexicon
from counterclaim.statements.marked import unmarked
from counterclaim.statements.nesting import nest
from counterclaim.statements.outlet import continued, own_sentences
from counterclaim.statements.quotes import Quote, quote_at, quotes
from counterclaim.statements.references import with_references
from counterclaim.statements.sources import OUTLET, Resolver
from counterclaim.statements.speakers import Speakers
from counterclaim.statements.stance import is_withheld, stance_of
from counterclaim.statements.support import upheld
from counterclaim.tree import Run, Tree

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
    found = find(tree, words, spoken, annotation)
    found = upheld(tree, words, annotation=annotation, speakers=speakers, spoken=spoken, found=found)
    nested = nest(tree, words, media, found)
    resolver = Resolver(tree, annotation, lexicon=words, speakers=speakers)
    told = list(_told(tree, words, media, nested, spoken, resolver, marked))
    made = _numbered(document, tree, told)
    linked = with_references(tree, words, made)
    return with_contradictions(tree, words, annotation=annotation, made=linked)


def find(tree: Tree, words: Lexicon, spoken: list[Quote], annotation: Annotation) -> list[Found]:
    """All attributions with cue, source phrases and content, not yet folded."""
    found = nouns.prepositions(tree, words) + nouns.in_words_of(tree, words)
    verbal = verbs.verbs(tree, words, spoken)
    for one in verbal:
        contents.attach(tree, one, spoken)
    verbal = [one for one in verbal if _is_attribution(tree, words, spoken, one)]
    taken = {k for one in [*found, *verbal] for k in range(*one.cue)}
    found += verbal
    found += nouns.nouns(tree, words, taken)
    found += nouns.adjectives(tree, words, taken)
    found = neural.merge(tree, words, annotation, found)
    found = cited(tree, words, found)
    found = [one for one in found if one.contents]
    parted(tree, words, annotation=annotation, found=found)
    covered = {
        k
        for one in found
        for span in one.contents
        for k in range(*(tree.run_in(span.start, span.end) or (0, 0)))
    } | {k for one in found for k in range(*one.cue)}
    found += nouns.colons(tree, words, covered)
    found += nouns.adverbs(tree, words, covered)
    return sorted(_once(found), key=lambda one: one.cue[0])


def _once(found: list[Found]) -> list[Found]:
    """One attribution a head; of two on one cue the one that has more."""
    best: dict[int, Found] = {}
    for one in found:
        other = best.get(one.head)
        if other is None or (len(one.sources), one.size()) > (len(other.sources), other.size()):
            best[one.head] = one
    return list(best.values())


def _is_attribution(tree: Tree, words: Lexicon, spoken: list[Quote], one: Found) -> bool:
    """Whether a verb with what it has says anything: content, and somebody or nobody who says it."""
    withheld = is_withheld(tree, words, one)
    frame = one.entry.frame
    if (
        frame == "reply"
        and not withheld
        and not (one.contents and (one.quoted or tree.rels[one.complement] == "ccomp"))
    ):
        return False
    if frame == "patient":
        if not one.passive or not withheld:
            return False
        patient = verbs.passive_subject(tree, one.head)
        one.sources, one.absent = ([patient] if patient is not None else []), False
    if one.entry.stance == Stance.URGES and _is_anonymity(tree, words, one):
        return False
    if not one.contents and (withheld or frame == "none"):
        one.contents = [tree.span(_unanswered(tree, one))]
    if not one.contents:
        return False
    threatened = one.entry.stance == Stance.THREATENS and bool(one.sources)
    if frame == "infinitive" and one.passive and one.entry.words[0] != "be" and not threatened:
        return False
    if one.sources or one.passive or one.absent:
        return frame != "infinitive" or not one.sources or _is_agent(tree, words, one)
    inside = quote_at(spoken, tree.tokens[one.head].start) is not None
    return not inside and (one.quoted or (withheld and frame != "infinitive"))


def _is_anonymity(tree: Tree, words: Lexicon, one: Found) -> bool:
    """``asked not to be named``: how somebody spoke, no demand."""
    run = tree.run_in(one.contents[0].start, one.contents[-1].end) if one.contents else None
    near = range(one.cue[1], min(one.cue[1] + 5, len(tree))) if run is None else range(run[0], min(run[0] + 4, run[1]))
    return any(tree.low[k] in words.words("anonymity") for k in near)


def _unanswered(tree: Tree, one: Found) -> Run:
    """What a silence is about where no clause says it: ``comment``, ``answer calls``."""
    end = one.cue[1]
    following = tree.phrase_after(end) if end < tree.sentence_of(one.head)[1] else None
    if following is not None and one.entry.frame == "reply":
        return following if one.entry.words[-1] != "comment" else (one.head, following[1])
    return one.head, end


def _is_agent(tree: Tree, words: Lexicon, one: Found) -> bool:
    """Whether a source can mean to do something: anybody, but no plan, law or operation."""
    heads = [tree.head_of(run) for run in one.sources]
    return not all(tree.lemmas[k] in words.words("event_noun") for k in heads)


Told = tuple[Found | None, Stance, list[Source], list[Source], list[Span], bool]


def _told(
    tree: Tree,
    words: Lexicon,
    media: chains.Media,
    nested: list[tuple[Found, Stance]],
    spoken: list[Quote],
    resolver: Resolver,
    marked: list[Span],
) -> Iterable[Told]:
    """Statements in the text's order, sources resolved against those who spoke before."""
    rest = continued(tree, [one for one, _ in nested], spoken, marked)
    rest += own_sentences(tree, [one for one, _ in nested], spoken, marked)
    units: list[tuple[int, Found | None, Stance, Span | None, bool]] = [
        (min(one.start, tree.tokens[one.cue[0]].start), one, stance, None, False) for one, stance in nested
    ]
    units += [(span.start, None, Stance.ASSERTS, span, goes_on) for span, goes_on in rest]
    for _, one, stance, span, goes_on in sorted(units, key=lambda unit: unit[0]):
        if one is None and span is not None:
            speakers = resolver.last_speaker() if goes_on else []
            if goes_on:
                stance = _stance_of_quotation(tree, words, span)
            yield None, stance, speakers or [OUTLET], [], [span], goes_on
        elif one is not None:
            via = resolver.resolve(chains.intermediaries(tree, words, media, one))
            sources = _sources(tree, one, stance, resolver)
            if one.sources and not quote_at(spoken, tree.tokens[one.cue[0]].start):
                resolver.spoke(sources)
            names = [source.name for source in sources]
            yield one, stance, sources, [v for v in via if v.name not in names], one.contents, one.quoted


def _stance_of_quotation(tree: Tree, words: Lexicon, span: Span) -> Stance:
    """What a quotation without a cue of its own does: ``"We demand an inquiry."``"""
    run = tree.run_in(span.start, span.end)
    if run is None:
        return Stance.ASSERTS
    one = Found(run[0], (run[0], run[0]), verbs.UNKNOWN, contents=[span], quoted=True)
    one.complement = contents.predicate_of(tree, run)
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


def _numbered(document: Document, tree: Tree, told: list[Told]) -> list[Statement]:
    numbers = {id(unit[0]): i for i, unit in enumerate(told, 1) if unit[0] is not None}
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
