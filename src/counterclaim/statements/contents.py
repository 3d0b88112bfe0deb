"""Extents: takes a cue in its tree, gives the characters of what is said and which token heads it.

Clause by role first, then quotation, then noun phrase; marks and outer punctuation stay outside.
"""

from __future__ import annotations

from counterclaim.records import Span
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import lexicon
from counterclaim.statements.quotes import Quote, quote_at
from counterclaim.statements.verbs import VERBAL, passive_subject
from counterclaim.tree import CLOSERS, NEGATIONS, NOMINAL, QUOTE_MARKS, Run, Tree

MARKS = frozenset({"that", ",", ":", "-", "–", "—"})
OPENERS = frozenset('"“„«‘(')
LOOSE = ("conj", "parataxis", "advcl", "cc")  # what hangs on the cue rather than on what is said
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


def attach(tree: Tree, one: Found, quoted: list[Quote]) -> None:
    """Give a verbal cue its content."""
    child = _complement(tree, one)
    spoken = _quotation(tree, one, quoted, child)
    if spoken:
        one.contents, one.quoted = spoken, True
        inside = tree.run_in(spoken[0].start, spoken[0].end)
        one.complement = tree.head_of(inside) if inside else -1
    elif _is_called(tree, one) and not one.passive:
        _stretch(tree, one)
    elif child is not None:
        one.complement = child
        one.contents = [tree.span(run) for run in _clause_runs(tree, one, child)]
    elif not (_following(tree, one) or _around(tree, one) or _preceding(tree, one)):
        _nominal(tree, one)
    if not one.contents:
        _stretch(tree, one)
    _spoken_on(tree, one)


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
        if not words & set(tree.low[run[0] : run[1]]) or any(m in QUOTE_MARKS for m in tree.low[run[0] : run[1]]):
            break
        end, last = run[1], last + 1
    said = stripped(tree, (k + 1, end))
    if said[1] > said[0]:
        one.contents, one.quoted = [tree.span(said)], True
        one.complement = predicate_of(tree, said)


STARTERS = ("PRON", "DET", "NOUN", "PROPN", "ADJ", "NUM", "SCONJ", "ADV")
ASKING = frozenset({"whether", "who", "what", "how", "why", "when", "where", "which", "if"})


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


def predicate_of(tree: Tree, run: Run) -> int:
    """The main predicate of a clause: the token that heads it, or the last of its first verb group."""
    head = tree.head_of(run)
    if tree.upos(head) in ("VERB", "ADJ", "NOUN") and any(
        tree.rels[k] in ("nsubj", "aux", "cop", "expl") for k in tree.kids[head]
    ):
        return head
    for k in range(*run):
        if tree.upos(k) in ("VERB", "AUX"):
            while (
                k + 1 < run[1]
                and tree.upos(k + 1) in ("AUX", "VERB", "ADV", "PART")
                and tree.upos(k) in ("AUX", "ADV", "PART")
            ):
                k += 1
            return k
    return head


def _stretch(tree: Tree, one: Found) -> None:
    """What follows a cue up to the end of its clause, where nothing else was found."""
    pointing = one.entry.frame == "figure" or (one.entry.frame == "clause" and one.entry.words[-1] in ABOUT)
    pointing = pointing or _is_called(tree, one)
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
    """Where what follows a cue breaks off: at a comma or a conjunction, or where the cue's subject does something else."""
    if tree.low[k] in (",", ";", "but", "while"):
        return True
    verb = k + 1 if k + 1 < len(tree) and tree.upos(k + 1) != "ADV" else k + 2
    goes_on = tree.low[k] == "and" and verb < len(tree) and tree.upos(verb) in VERBAL
    return goes_on and not tree.low[verb].endswith("ing")


def _complement(tree: Tree, one: Found) -> int | None:
    """The clause that depends on a cue, by role."""
    i, frame = one.head, one.entry.frame
    rels = ["ccomp"]
    if frame in ("infinitive", "person") or one.passive:
        rels.append("xcomp")
    found = [k for k in tree.children(i, *rels) if not _is_aside(tree, k, i)]
    after = [k for k in found if k > i]
    if after and frame not in ("person",):
        return after[0]
    if found and frame != "person":
        return found[0]
    if frame == "object" or frame == "infinitive":
        gerund = [k for k in tree.children(i, "xcomp", "advcl") if k > i and tree.low[k].endswith("ing")]
        if gerund and gerund[0] - i <= 3:
            return gerund[0]
    return None


def _is_aside(tree: Tree, k: int, i: int) -> bool:
    """``as saying`` is no content; nor is a condition."""
    return (
        any(tree.low[m] in ("if", "as") and tree.rels[m] == "mark" and m < k for m in tree.kids[k]) and k < i
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


def stripped(tree: Tree, run: Run) -> Run:
    """A clause without its mark, its leading conjunction and its outer punctuation; pairs stay whole."""
    first, end = run
    while first < end - 1 and (
        (tree.low[first] in MARKS and not _is_pointing(tree, first, end))
        or (tree.low[first] in ("and", "but") and tree.upos(first) == "CCONJ")
    ):
        first += 1
    while end - 1 > first and tree.low[end - 1] in CLOSERS | {"and", "but", "while", "though"}:
        closer = tree.low[end - 1]
        if closer in (")", "”", '"', "’") and _opened(tree, first, end - 1, closer):
            break
        end -= 1
    return first, end


def _is_pointing(tree: Tree, k: int, end: int) -> bool:
    """Whether a "that" is no conjunction: ``that version``, ``that is a lie``."""
    if tree.low[k] != "that" or k + 1 >= end:
        return False
    determines = tree.upos(k) == "DET" and tree.upos(k + 1) in ("NOUN", "ADJ") and tree.rels[k] == "det"
    return determines or (tree.upos(k + 1) in ("AUX", "VERB") and tree.lemmas[k + 1] in ("be", "have", "do"))


def _opened(tree: Tree, first: int, closer_at: int, closer: str) -> bool:
    opener = {")": "(", "”": "“", "’": "‘", '"': '"'}[closer]
    return any(tree.low[k] == opener for k in range(first, closer_at))


def group_of(tree: Tree, one: Found) -> Run:
    """The neighbouring tokens of cue and sources: ``, officials said on Friday,``."""
    first, end = one.cue
    for run in one.sources:
        if abs(run[0] - end) <= 3 or abs(first - run[1]) <= 3:
            first, end = min(first, run[0]), max(end, run[1])
    sentence = tree.sentence_of(one.head)
    below = tree.subtree(one.head)
    while (
        end < sentence[1] and end in below and tree.upos(end) != "PUNCT" and _is_adjunct(tree, end, one.head)
    ):
        end += 1
    while first - 1 >= sentence[0] and tree.low[first - 1] in ("as", "where"):
        first -= 1
    return first, end


def _is_adjunct(tree: Tree, k: int, head: int) -> bool:
    node = k
    while node != head:
        if tree.head(node) == head:
            return tree.rels[node] in (
                "obl",
                "advmod",
                "obj",
                "iobj",
                "compound",
                "nmod",
                "case",
                "acl",
                "appos",
            )
        node = tree.head(node)
        if node < 0:
            return False
    return False


def around(tree: Tree, run: Run, group: Run) -> list[Run]:
    """What a run holds on both sides of a group that breaks into it."""
    parts = [(run[0], max(run[0], group[0])), (min(run[1], group[1]), run[1])]
    kept = [stripped(tree, part) for part in parts if part[1] > part[0]]
    return [
        part
        for part in kept
        if part[1] > part[0] and any(tree.upos(k) not in ("PUNCT",) for k in range(*part))
    ]


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


def _quotation(tree: Tree, one: Found, quoted: list[Quote], child: int | None) -> list[Span]:
    """The quotations that a cue brings: beside it, with at most its own group between."""
    i = one.head
    if one.entry.frame in ("none", "source") or quote_at(quoted, tree.tokens[i].start):
        return []
    first, end = group_of(tree, one)
    left = _beside(tree, quoted, first, -1)
    right = _beside(tree, quoted, end, +1)
    if left is not None and not _is_speech(tree, left, tree.tokens[first].start):
        left = None
    if right is not None and left is None and not _is_direct(tree, right, end, child):
        right = None
    if left is not None and right is not None and not _continues(tree, end, right):
        right = None
    return [Span(q.start, q.end) for q in (left, right) if q is not None]


def _beside(tree: Tree, quoted: list[Quote], at: int, step: int) -> Quote | None:
    """The quotation next to a token, at most a comma, a colon or "that" between."""
    sentence = tree.sentence_of(min(max(at, 0), len(tree) - 1))
    k = at - 1 if step < 0 else at
    for _ in range(4):
        if not sentence[0] - 1 <= k < min(sentence[1] + 1, len(tree)) or k < 0:
            return None
        if tree.low[k] in QUOTE_MARKS or tree.low[k] in ("‘", "’", "'"):
            quote = quote_at(quoted, tree.tokens[k].start)
            if quote is not None and "\n" not in tree.text[quote.outer_end : tree.tokens[at].start]:
                fits = tree.tokens[k].end >= quote.end if step < 0 else tree.tokens[k].start <= quote.start
                return quote if fits else None
        elif tree.low[k] not in MARKS:
            return None
        k += step
    return None


def _is_speech(tree: Tree, quote: Quote, group_start: int) -> bool:
    """A quotation before its cue is one where it ends with a comma or stop, or the sentence opened with it."""
    inner = tree.text[quote.start : quote.end].rstrip()
    between = tree.text[quote.end : group_start].strip(" \"”’'")
    ends = inner[-1:] in ",.!?…—-" or between[:1] in (",", "—", "-")
    return ends and len(inner.split()) >= 2


def _is_direct(tree: Tree, quote: Quote, end: int, child: int | None) -> bool:
    """A quotation after its cue stands for all that is said where nothing of the clause is outside it."""
    before = tree.tokens[end - 1].end
    between = tree.text[before : quote.outer_start].strip()
    inner = tree.text[quote.start : quote.end]
    sentence = tree.sentence_of(end - 1)
    after = tree.text[quote.outer_end : tree.tokens[sentence[1] - 1].end].strip(' .,!?”"')
    if between in (":", ",", ",:", "that", ": that", "—", "-"):
        return len(inner.split()) >= 2 and (between != "that" or not after)
    return (
        between == ""
        and len(inner.split()) >= 4
        and not after
        and (child is None or tree.tokens[child].start >= quote.start)
    )


def _continues(tree: Tree, end: int, quote: Quote) -> bool:
    """``"A," he said, "b."`` is one quotation broken off; after a full stop a new one begins."""
    between = tree.text[tree.tokens[end - 1].end : quote.outer_start]
    return "." not in between and "\n" not in between


def _nominal(tree: Tree, one: Found) -> None:
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
        one.contents = [tree.span(_full_phrase(tree, one, objects[0]))]
    elif frame != "quote":
        about = [
            k
            for k in tree.children(i, "obl", "nmod", "advcl", "xcomp")
            if k > i and _is_topic(tree, k, frame)
        ]
        inside = [k for k in about if k >= one.cue[1] or frame in ("object", "infinitive")]
        if inside and (
            frame not in ("clause",)
            or one.entry.words[-1] in ABOUT
            or tree.has(inside[0], "case", "of", "about")
        ):
            one.complement = inside[0]
            one.contents = [tree.span(_topic_run(tree, inside[0], one.cue[1]))]


def _is_called(tree: Tree, one: Found) -> bool:
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
    return any(tree.low[k] == "as" for k in rest) or any(k > one.head for k in tree.children(one.head, "xcomp"))


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


def _is_topic(tree: Tree, k: int, frame: str) -> bool:
    marks = {tree.low[m] for m in tree.kids[k] if tree.rels[m] in ("case", "mark")}
    return bool(marks & ABOUT) or (frame == "none" and tree.rels[k] == "obl")


def _topic_run(tree: Tree, k: int, floor: int) -> Run:
    inside = tree.subtree(k)
    first = max(min(inside), floor)
    while first < k and tree.rels[first] in ("case", "mark"):
        first += 1
    return stripped(tree, (first, max(inside) + 1))
