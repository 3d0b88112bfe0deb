"""Triggers: takes the tree of a text and the reader's event spans, gives the words that may tell an event.

A trigger is a word of the lexicon, alone or with its support verb ("carried out an attack"), or one that the
reader marks and the lexicon has not. Which of them are one event, and whose, is for ``coding``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from counterclaim.events.plover import TYPES, Entry, EventLexicon, Support
from counterclaim.records import Annotation, EventSpan
from counterclaim.tree import Run, Tree

REACH = 6  # words after a verb within which the rest of an idiom stands
LONGEST_SHOWN = 6  # words from a support verb to its noun that are shown as one trigger
_NOMINAL = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger: ``token`` its head, ``support`` the verb that lends it a subject and what that verb does."""

    token: int
    entry: Entry
    support: int | None = None
    lent: Support | None = None
    span: EventSpan | None = None
    words: tuple[int, ...] = field(default=())  # all tokens of an idiom, head included
    senses: tuple[Entry, ...] = ()  # other entries of the same words, which hold beside other objects

    @property
    def top(self) -> int:
        """The token by which the event hangs in its sentence."""
        return self.support if self.support is not None else self.token


def find(tree: Tree, lexicon: EventLexicon, annotation: Annotation) -> list[Found]:
    """All triggers of a text in order, one a head."""
    spans = _spans_by_head(tree, annotation)
    names = _inside_names(tree, annotation)
    found: dict[int, Found] = {}
    for i in range(len(tree)):
        one = _verb(tree, lexicon, i, spans.get(i)) or _noun(tree, lexicon, i, spans.get(i), names)
        one = one or _unlisted(tree, lexicon, i, spans.get(i))
        if one is not None:
            found[i] = one
    idioms = {k for one in found.values() if not one.entry.noun for k in one.words if k != one.token}
    kept = {i: one for i, one in found.items() if i not in idioms}
    lenders = {one.support for one in kept.values() if one.support is not None}
    return [one for i, one in sorted(kept.items()) if i not in lenders]


def shown(tree: Tree, one: Found) -> Run:
    """The words shown for a trigger: an idiom, or the support verb with its noun, where they stand together."""
    lent = one.lent is not None and one.lent.slot != "subj" and one.support is not None
    listed = [one.token, *one.words, *([one.support] if lent and one.support is not None else [])]
    first, end = min(listed), max(listed) + 1
    if end - first <= LONGEST_SHOWN:
        return first, end
    near = [one.token, *[k for k in one.words if abs(k - one.token) < LONGEST_SHOWN]]
    return (min(near), max(near) + 1) if max(near) - min(near) < LONGEST_SHOWN else (one.token, one.token + 1)


def lemma_of(tree: Tree, lexicon: EventLexicon, i: int) -> str:
    """The lemma of a verb: by the lexicon's own forms first, which the reader's lemmas may miss."""
    return lexicon.lemma_of.get(tree.low[i], tree.lemmas[i])


def _verb(tree: Tree, lexicon: EventLexicon, i: int, span: EventSpan | None) -> Found | None:
    upos = tree.upos(i)
    participle = upos == "ADJ" and tree.low[i].endswith(("ed", "en")) and tree.low[i] in lexicon.lemma_of
    if upos != "VERB" and not participle:
        return None
    rel = tree.rels[i]
    if rel in ("compound", "case", "mark", "cc", "fixed") or (
        participle and rel not in ("amod", "acl", "xcomp", "root")
    ):
        return None
    lemma = lemma_of(tree, lexicon, i)
    hyphened = _hyphened(tree, i)
    if hyphened and f"{hyphened}-{lemma}" in lexicon.verbs:
        lemma = f"{hyphened}-{lemma}"
    for entry in lexicon.verbs.get(lemma, ()):
        words = _company(tree, lexicon, i, entry.words[1:])
        if words is None:
            continue
        if rel == "amod" and not _is_done(tree, i, entry):
            return None
        if entry.frame.name == "none":
            return None
        senses = tuple(e for e in lexicon.verbs[lemma] if e.words == entry.words)
        return Found(i, senses[-1], span=span, words=(i, *words), senses=senses[:-1])
    return None


def _is_done(tree: Tree, i: int, entry: Entry) -> bool:
    """Whether a participle before a noun tells what was done to it: "kidnapped priests", not "surrounding fields"."""
    done = not tree.low[i].endswith("ing")
    return done and entry.type in ("ASSAULT", "COERCE", "SANCTION", None)


def _hyphened(tree: Tree, i: int) -> str:
    """The word that a hyphen joins to the one at hand: "test" of "test-fired"; "" for none."""
    if i < 2 or tree.low[i - 1] != "-" or tree.tokens[i - 2].end != tree.tokens[i].start - 1:
        return ""
    return tree.low[i - 2]


def _company(tree: Tree, lexicon: EventLexicon, i: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """Where the other words of an idiom stand beside its verb; None where they do not."""
    if not words:
        return ()
    taken: list[int] = []
    below = tree.kids[i]
    grand = [
        g
        for k in below
        if tree.rels[k] in ("obj", "obl", "nsubj", "xcomp", "advmod")
        and tree.lemmas[k].lower() not in lexicon.words["calendar"]
        for g in tree.kids[k]
    ]
    near = range(i + 1, min(i + REACH, tree.sentence_of(i)[1]))
    for word in words:
        at = next((k for k in (*below, *grand) if _is_word(tree, k, word) and k not in taken), None)
        if at is None:
            at = next(
                (k for k in near if tree.low[k] == word and k not in taken and _joins(tree, i, k)), None
            )
        if at is None:
            return None
        taken.append(at)
    return tuple(taken)


def _is_word(tree: Tree, k: int, word: str) -> bool:
    """Whether a token is the word of an idiom, and no name: "march", not "March"."""
    return word in (tree.lemmas[k], tree.low[k]) and tree.upos(k) != "PROPN"


def _joins(tree: Tree, i: int, k: int) -> bool:
    """Whether a word just after a verb, or below it, may be part of its idiom."""
    return k == i + 1 or k in tree.subtree(i)


def _noun(
    tree: Tree, lexicon: EventLexicon, i: int, span: EventSpan | None, names: frozenset[int]
) -> Found | None:
    if i in names or not (tree.upos(i) in _NOMINAL or _is_nominal(tree, i)):
        return None
    entry, words = _nominal_entry(tree, lexicon, i)
    if entry is None or _is_modifier(tree, lexicon, i):
        return None
    support, lent = lender(tree, lexicon, i)
    return Found(i, entry, support, lent, span, words)


def _is_nominal(tree: Tree, i: int) -> bool:
    """Whether a word that the reader calls an adjective stands as a noun: "an offensive"."""
    after = tree.upos(i + 1) if i + 1 < len(tree) else "PUNCT"
    before = tree.upos(i - 1) if i else "PUNCT"
    return tree.upos(i) == "ADJ" and before in ("DET", "ADJ") and after not in ("NOUN", "PROPN", "ADJ")


def _nominal_entry(tree: Tree, lexicon: EventLexicon, i: int) -> tuple[Entry | None, tuple[int, ...]]:
    low, lemma = tree.low[i], tree.lemmas[i]
    hyphened = _hyphened(tree, i)
    for joined in (f"{hyphened}-{lemma}", f"{hyphened}{lemma}") if hyphened else ():
        for entry in lexicon.nouns.get(joined, ()):
            if len(entry.words) == 1:
                return entry, (i - 2, i)
    for entry in lexicon.nouns.get(lemma, []) or lexicon.nouns.get(low, []):
        words = _phrase(tree, i, entry.words)
        if words is not None:
            return entry, words
    verb = lexicon.lemma_of.get(low) if low.endswith("ing") else None
    if verb is not None:  # "the storming of the building"
        for known in lexicon.verbs.get(verb, ()):
            if len(known.words) == 1 and known.type is not None:
                frame = "fate" if known.frame.name in ("strike", "free") else "deed"
                return Entry(known.words, known.type, known.mode, lexicon.frames[frame, "noun"], True), (i,)
    return None, ()


def _phrase(tree: Tree, i: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """The tokens of a nominal entry around its head; other words may stand after "of"."""
    for at, word in enumerate(words):
        if word in (tree.lemmas[i], tree.low[i]):
            first = i - at
            if first < tree.sentence_of(i)[0]:
                continue
            taken, k = [], first
            for want in words:
                while (
                    k < len(tree)
                    and k > i
                    and tree.upos(k) in ("DET", "ADJ", "NUM")
                    and want
                    not in (
                        tree.lemmas[k],
                        tree.low[k],
                    )
                ):
                    k += 1
                if k >= len(tree) or want not in (tree.lemmas[k], tree.low[k]):
                    break
                taken.append(k)
                k += 1
            if len(taken) == len(words):
                return tuple(taken)
    return None


def _is_modifier(tree: Tree, lexicon: EventLexicon, i: int) -> bool:
    """Whether a noun only modifies another one: "attack helicopter", "election officials"."""
    head = tree.head(i)
    if tree.rels[i] == "compound" and head > i:
        return True
    return tree.rels[i] in ("amod", "case", "fixed") or (
        tree.rels[i] == "nmod" and tree.deprel(i) == "nmod:desc"
    )


def lender(tree: Tree, lexicon: EventLexicon, i: int) -> tuple[int | None, Support | None]:
    """The verb that lends an event noun its subject, if one does."""
    noun = i
    while tree.rels[noun] == "conj" and tree.head(noun) >= 0 and tree.upos(tree.head(noun)) in _NOMINAL:
        noun = tree.head(noun)
    for verb, slot in _governors(tree, noun):
        for one in lexicon.support.get(lemma_of(tree, lexicon, verb), ()):
            if one.slot == slot and _company(tree, lexicon, verb, one.words[1:]) is not None:
                return verb, one
    return None, None


def _governors(tree: Tree, i: int) -> Iterator[tuple[int, str]]:
    """The verbs that a noun depends on, or that depend on it, with its slot beside each."""
    head, rel = tree.head(i), tree.rels[i]
    if head >= 0 and tree.upos(head) in ("VERB", "AUX", "ADJ"):
        if rel in ("obj", "advmod", "dep") or tree.deprel(i) == "nsubj:pass":
            yield head, "obj"
        elif rel == "nsubj":
            yield head, "subj"
        elif rel == "obl":
            for k in tree.children(i, "case"):
                yield head, tree.low[k]
    for k in tree.children(i, "acl"):
        if tree.deprel(k) == "acl:relcl":
            own = [s for s in tree.children(k, "nsubj") if tree.low[s] in ("which", "that", "who")]
            passive = any(tree.deprel(s) == "nsubj:pass" for s in tree.children(k, "nsubj"))
            yield k, "subj" if own and not passive else "obj"
        elif not tree.low[k].endswith("ing"):
            yield k, "obj"
    for k in tree.children(i, "cop"):
        for case in tree.children(i, "case"):
            yield k, tree.low[case]


def _unlisted(tree: Tree, lexicon: EventLexicon, i: int, span: EventSpan | None) -> Found | None:
    """A word that no table has: one that the reader takes for a trigger, or what somebody does with a weapon."""
    if _is_armed(tree, lexicon, i):
        wields = lemma_of(tree, lexicon, i) in lexicon.words["wield"]
        frame = lexicon.frames["launch" if wields else "strike", "verb"]
        return Found(i, Entry((tree.lemmas[i],), "ASSAULT", None, frame, False), span=span, words=(i,))
    if span is None or tree.upos(i) not in ("VERB", "NOUN") or tree.rels[i] in ("amod", "compound"):
        return None
    layers = [layer for layer in (span.ace, span.kairos) if layer is not None and layer in lexicon.layers]
    if not layers:
        return None
    kinds = {lexicon.layers[layer] for layer in layers}
    kind = next((k for k in kinds if k == span.plover), "") or next((k for k in kinds if k), "")
    if kind and kind not in TYPES:
        return None
    noun = tree.upos(i) == "NOUN"
    frame = lexicon.frames["deed", "noun"] if noun else lexicon.frames["strike" if kind else "suffer", "verb"]
    entry = Entry((tree.lemmas[i],), kind or None, None, frame, noun)
    support, lent = lender(tree, lexicon, i) if noun else (None, None)
    return Found(i, entry, support, lent, span, (i,))


def _is_armed(tree: Tree, lexicon: EventLexicon, i: int) -> bool:
    """ "peppered the compound with mortar rounds": an object, and a weapon by which it is done."""
    if tree.upos(i) != "VERB" or not (tree.children(i, "obj") or tree.children(i, "nsubj")):
        return False
    if lemma_of(tree, lexicon, i) in lexicon.words["wield"]:
        thrown = [k for k in tree.kids[i] if tree.rels[k] == "obj" or tree.deprel(k) == "nsubj:pass"]
        return any(_is_weapon(tree, lexicon, k) for k in thrown)
    tools = [
        k
        for k in tree.children(i, "obl")
        if any(tree.low[c] in ("with", "using") for c in tree.children(k, "case"))
    ]
    tools += [k for v in tree.children(i, "advcl") if tree.low[v] == "using" for k in tree.children(v, "obj")]
    words = [tree.lemmas[m] for k in tools for m in (k, *tree.children(k, "compound", "amod"))]
    return (
        any(word in lexicon.modes for word in words)
        and lemma_of(tree, lexicon, i) not in lexicon.words["handling"]
    )


def _is_weapon(tree: Tree, lexicon: EventLexicon, k: int) -> bool:
    words = [tree.lemmas[m] for m in (k, *tree.children(k, "compound", "amod"))]
    return any(word in lexicon.modes for word in words)


def _spans_by_head(tree: Tree, annotation: Annotation) -> dict[int, EventSpan]:
    spans: dict[int, EventSpan] = {}
    for span in annotation.events:
        run = tree.run_in(span.start, span.end)
        if run is not None:
            spans[tree.head_of(run)] = span
    return spans


def _inside_names(tree: Tree, annotation: Annotation) -> frozenset[int]:
    """Tokens within names of persons, bodies and places, where no word tells an event."""
    inside: set[int] = set()
    for name in annotation.names:
        if name.type in ("Person", "Organisation", "Location", "Facility"):
            run = tree.run_in(name.start, name.end)
            if run is not None:
                inside.update(k for k in range(*run) if tree.upos(k) == "PROPN")
    return frozenset(inside)
