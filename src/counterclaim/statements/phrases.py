"""Cues that govern nothing: ``according to``, ``in his words``, ``reportedly``, a headline's colon."""

from __future__ import annotations

from counterclaim.records import Stance
from counterclaim.statements.extents import around, predicate_of, stripped
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Entry, Lexicon
from counterclaim.statements.nouns import BY
from counterclaim.statements.subjects import VERBAL
from counterclaim.tree import Run, Tree

HEARSAY = "reports"


def prepositions(tree: Tree, lexicon: Lexicon) -> list[Found]:
    """``according to X``: the phrase after is the source, the clause around it the content."""
    found = []
    for i in range(len(tree)):
        for entry in lexicon.entries("preposition", tree.low[i]):
            end = i + len(entry.words)
            if tuple(tree.low[i:end]) == entry.words and end < tree.sentence_of(i)[1]:
                relative = tree.low[end] in ("which", "whom")
                one = (_according_to_which if relative else _preposition)(tree, lexicon, (i, end), entry)
                if one is not None:
                    found.append(one)
                break
    return found


def _preposition(tree: Tree, lexicon: Lexicon, cue: Run, entry: Entry) -> Found | None:
    stop = tree.sentence_of(cue[0])[1]
    head = _following_nominal(tree, cue[1], stop)
    if head is None or (len(entry.words) == 1 and not _speaks(tree, lexicon, head)):
        return None
    first, end = tree.noun_phrase(head)
    end = max(end, head + 1)
    one = Found(cue[0], cue, entry, sources=[(max(first, cue[1]), end)])
    host = _host(tree, head, cue[0])
    inside = tree.subtree(host)
    sentence = tree.sentence_of(cue[0])
    run = sentence if tree.rels[host] == "root" else (min(inside), max(inside) + 1)
    if run[0] > cue[0] or run[1] < end:
        run = (min(run[0], cue[0]), max(run[1], end))
    parts = [part for part in around(tree, run, (cue[0], end)) if part[1] - part[0] > 1]
    one.complement, one.contents = host, [tree.span(part) for part in parts]
    return one if parts else None


def _according_to_which(tree: Tree, lexicon: Lexicon, cue: Run, entry: Entry) -> Found | None:
    """``a letter by the front, according to which``: the phrase before is the source, what follows is said."""
    before = tree.phrase_before(cue[0] - 1 if tree.low[cue[0] - 1] == "," else cue[0])
    stop = tree.sentence_of(cue[0])[1]
    if before is None or cue[1] + 3 > stop:
        return None
    while (led := before[0] - 1) > tree.sentence_of(cue[0])[0] and tree.low[led] in BY:
        longer = tree.phrase_before(led)
        if longer is None:
            break
        before = (longer[0], before[1])
    said = stripped(tree, (cue[1] + 1, stop))
    one = Found(cue[0], (cue[0], cue[1] + 1), entry, sources=[before], contents=[tree.span(said)])
    one.complement = predicate_of(tree, said)
    return one


def in_words_of(tree: Tree, lexicon: Lexicon) -> list[Found]:
    """``in his words, the talks have failed``: the owner is the source, the rest of the sentence is said."""
    found = []
    entry = Entry(("in", "words"), "preposition", Stance.ASSERTS, "source")
    for k in range(1, len(tree)):
        if tree.low[k] not in lexicon.words("telling_noun") or tree.upos(k) not in ("NOUN", "PROPN"):
            continue
        first, stop = tree.sentence_of(k)
        start = next((m for m in range(k - 1, max(first, k - 8) - 1, -1) if tree.low[m] == "in"), None)
        if start is None or start + 1 >= k:
            continue
        owner = (
            (start + 1, k - 1) if tree.low[k - 1] in ("'s", "’s", "´s", "'", "’", "own") else (start + 1, k)
        )
        possessive = tree.low[owner[0]] in ("his", "her", "its", "their") and owner[1] - owner[0] == 1
        rest = (k + 1, stop) if start == first else (first, start)
        said = stripped(tree, rest)
        if (possessive or owner[1] < k) and said[1] - said[0] > 2:
            one = Found(k, (start, k + 1), entry, sources=[owner], contents=[tree.span(said)])
            one.complement = predicate_of(tree, said)
            found.append(one)
    return found


def _following_nominal(tree: Tree, first: int, stop: int) -> int | None:
    for k in range(first, min(stop, first + 8)):
        if tree.upos(k) in ("NOUN", "PROPN", "PRON") and tree.rels[k] not in (
            "compound",
            "amod",
            "nmod:poss",
            "det",
        ):
            if tree.deprel(k) in ("nmod:poss", "nmod:desc"):
                continue
            return k
    return next(
        (k for k in range(first, min(stop, first + 8)) if tree.upos(k) in ("NOUN", "PROPN", "PRON")), None
    )


def _host(tree: Tree, head: int, cue: int) -> int:
    """The predicate of the clause to which the phrase belongs."""
    for node in tree.ancestors(head):
        if node == cue or tree.upos(node) in ("ADP", "SCONJ"):
            continue
        if tree.rels[node] in ("root", "ccomp", "conj", "parataxis", "advcl", "acl") and (
            tree.upos(node) in VERBAL or tree.children(node, "cop", "nsubj") or tree.rels[node] == "root"
        ):
            return node
    run = tree.sentence_of(cue)
    return next((k for k in range(*run) if tree.rels[k] == "root"), run[0])


def _speaks(tree: Tree, lexicon: Lexicon, head: int) -> bool:
    classes = ("person_noun", "document_noun", "media_noun", "speech_noun")
    return tree.upos(head) == "PROPN" or any(tree.lemmas[head] in lexicon.words(name) for name in classes)


def adverbs(tree: Tree, lexicon: Lexicon, covered: set[int]) -> list[Found]:
    """Hearsay told by an adverb, where nothing else attributes the clause: ``reportedly``."""
    found = []
    for k in range(len(tree)):
        entries = lexicon.entries("adverb", tree.low[k])
        if not entries or k in covered or tree.upos(k) not in ("ADV", "ADJ", "VERB"):
            continue
        host = tree.head(k)
        if host < 0 or tree.rels[host] in ("amod", "acl", "compound"):
            continue
        inside = tree.subtree(host)
        parts = around(tree, (min(inside), max(inside) + 1), (k, k + 1))
        if sum(end - first for first, end in parts) >= 3:
            one = Found(
                k, (k, k + 1), entries[0], contents=[tree.span(part) for part in parts], complement=host
            )
            one.absent, one.unnamed = True, HEARSAY
            found.append(one)
    return found


def colons(tree: Tree, lexicon: Lexicon, covered: set[int]) -> list[Found]:
    """``Minister: no troops crossed`` and ``No troops crossed: minister``, with a dash as well."""
    found = []
    entry = Entry((":",), "colon", Stance.ASSERTS, "source")
    for number in sorted({token.sentence for token in tree.tokens}):
        first, stop = tree.sentence_run(number)
        for k in range(first + 1, stop - 1):
            if tree.low[k] not in (":", "–", "—", "-") or k in covered or k - 1 in covered:
                continue
            sides = ((first, k), (k + 1, stop))
            for left, right in (sides, sides[::-1]) if tree.low[k] == ":" else (sides[::-1],):
                speaker, said = tree.trimmed(left), stripped(tree, right)
                if _is_speaker(tree, lexicon, speaker) and _is_clause(tree, said) and _is_spaced(tree, k):
                    one = Found(k, (k, k + 1), entry, sources=[speaker], contents=[tree.span(said)])
                    one.complement = tree.head_of(said)
                    found.append(one)
                    break
            else:
                continue
            break
    return found


def _is_spaced(tree: Tree, k: int) -> bool:
    return tree.tokens[k].end < tree.tokens[k + 1].start


def _is_speaker(tree: Tree, lexicon: Lexicon, run: Run) -> bool:
    if not 0 < run[1] - run[0] <= 8 or any(tree.upos(i) in (*VERBAL, "NUM") for i in range(*run)):
        return False
    head = tree.head_of(run)
    return any(_speaks(tree, lexicon, i) for i in (head, run[1] - 1)) and tree.upos(run[1] - 1) in (
        "NOUN",
        "PROPN",
    )


def _is_clause(tree: Tree, run: Run) -> bool:
    return run[1] - run[0] >= 3 and any(tree.upos(i) in VERBAL for i in range(*run))
