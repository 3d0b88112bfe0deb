"""Cues that are no verbs: nouns, adjectives, adverbs, prepositions and the colon of a headline.

Takes the tree, gives attributions with their content: ``the claim by X that``, ``according to``, ``unclear whether``.
"""

from __future__ import annotations

from counterclaim.records import Stance
from counterclaim.statements.contents import ASKING, around, predicate_of, stripped
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Entry, Lexicon
from counterclaim.statements.verbs import VERBAL, agent, cue_run, is_passive, subject
from counterclaim.tree import NEGATIONS, NOMINAL, SUBJECTS, Run, Tree

BY = ("by", "from")
TOPIC = frozenset(
    {"on", "about", "of", "regarding", "concerning", "for", "over", "to", "in", "against", "as"}
)
HEARSAY = "reports"
OWNERS = ("its", "his", "her", "their")
STAY = frozenset({"be", "remain", "seem", "appear", "stay", "sound", "become", "feel", "look", "keep"})


def nouns(tree: Tree, lexicon: Lexicon, taken: set[int]) -> list[Found]:
    """Nominal cues; ``taken`` are the tokens of verbal cues, which have the say where both could."""
    found = []
    for k in range(len(tree)):
        if k in taken or not _is_noun(tree, lexicon, k):
            continue
        entries = [e for e in lexicon.entries("noun", tree.lemmas[k]) if len(e.words) == 1]
        if entries:
            one = _noun(tree, lexicon, k, entries[0], taken)
            if one is not None:
                found.append(one)
    return found


def _is_noun(tree: Tree, lexicon: Lexicon, k: int) -> bool:
    """A noun by its tag, or a word that can be nothing else after a determiner or a genitive."""
    if tree.upos(k) == "NOUN":
        return True
    if tree.upos(k) not in ("VERB", "PROPN", "ADJ") or lexicon.entries("verb", tree.lemmas[k]):
        return False
    start = tree.sentence_of(k)[0]
    return k == start or tree.upos(k - 1) in ("DET", "PART", "ADJ") or tree.rels[k - 1] == "nmod"


def _noun(tree: Tree, lexicon: Lexicon, k: int, entry: Entry, taken: set[int]) -> Found | None:
    verb = _light_verb(tree, lexicon, k)
    if verb is not None and verb in taken:
        return None
    none = is_none(tree, lexicon, k)
    one = Found(k, (k, k + 1), entry)
    clause = _clause(tree, k, entry)
    own = _issuer(tree, lexicon, k)
    above = tree.head(k)
    if above in taken and tree.rels[k] == "obj" and any(tree.low[run[0]] in OWNERS for run in own):
        return None  # "retracted its report that": one act, not two
    if verb is not None:
        one.cue = (min(cue_run(tree, verb, verb)[0], _phrase_start(tree, k)), max(verb, k) + 1)
        one.passive = is_passive(tree, verb)
        one.sources = own or subject(tree, verb, passive=one.passive)
    elif (clause is None and not (none and _exists(tree, k))) or entry.frame == "carried":
        return None
    else:
        one.sources = own
        one.cue = (_phrase_start(tree, k) if none else k, k + 1)
    if clause is not None:
        _take(tree, one, clause)
    elif not (none or entry.stance != Stance.ASSERTS):
        return None
    else:
        _topic(tree, lexicon, one, verb)
    if not one.sources:
        if clause is not None and verb is None and _is_object(tree, k):
            return None
        one.absent = True
        one.unnamed = (
            None if none or entry.stance in (Stance.DOUBTS, Stance.CONFIRMS) else tree.words((k, k + 1))
        )
    return one


def is_none(tree: Tree, lexicon: Lexicon, k: int) -> bool:
    """Whether a noun is denied by its determiner or a preposition: ``no comment``, ``without confirmation``."""
    words = lexicon.words("negative_determiner")
    if any(tree.low[m] in words and m < k for m in tree.kids[k]):
        return True
    m = k - 1
    while m > tree.sentence_of(k)[0] and tree.upos(m) in ("ADJ", "ADV", "NOUN") and k - m <= 3:
        m -= 1
    return m >= tree.sentence_of(k)[0] and tree.low[m] in words


def _phrase_start(tree: Tree, k: int) -> int:
    first = k
    while first - 1 in tree.subtree(k) and tree.rels[first - 1] in ("det", "amod", "advmod", "compound"):
        first -= 1
    return first


def _light_verb(tree: Tree, lexicon: Lexicon, k: int) -> int | None:
    """The verb that only carries the noun: ``issued a denial``, ``no statement has been released``."""
    above = tree.head(k)
    if above < 0 or tree.lemmas[above] not in lexicon.words("light_verb") or tree.upos(above) not in VERBAL:
        return None
    role = tree.deprel(k)
    fits = role == "obj" or role == "nsubj:pass" or (role == "nsubj" and is_passive(tree, above))
    return above if fits else None


def _exists(tree: Tree, k: int) -> bool:
    """``there was no comment``, or the noun as a clause of its own."""
    above = tree.head(k)
    if any(tree.low[m] == "there" for m in tree.kids[k]) or tree.rels[k] == "root":
        return True
    return above >= 0 and (
        tree.lemmas[above] in STAY | {"come"} or any(tree.low[m] == "there" for m in tree.kids[above])
    )


def _is_object(tree: Tree, k: int) -> bool:
    return tree.rels[k] in ("obj", "obl", "nsubj") and tree.head(k) >= 0


def _issuer(tree: Tree, lexicon: Lexicon, k: int) -> list[Run]:
    for m in tree.kids[k]:
        if tree.deprel(m) == "nmod:poss":
            first, end = tree.noun_phrase(m)
            return [
                (
                    first,
                    end - 1 if tree.low[end - 1] in ("'s", "’s", "´s", "'", "’") and end - 1 > first else end,
                )
            ]
    if k + 2 < len(tree) and tree.low[k + 1] in BY:
        named = tree.phrase_after(k + 2)
        if named is not None:
            return [named]
    for m in tree.children(k, "nmod", "obl"):
        if tree.has(m, "case", *BY):
            return [tree.noun_phrase(m)]
    above = tree.head(k)
    if above >= 0 and tree.rels[k] == "nsubj":  # "came from the ministry", attached higher
        for m in tree.children(above, "obl", "nmod"):
            if tree.has(m, "case", "from"):
                return [tree.noun_phrase(m)]
    start = tree.sentence_of(k)[0]
    if k > start and tree.low[k - 1] in ("'s", "’s", "´s"):
        owner = tree.phrase_before(k - 1)
        if owner is not None:
            return [owner]
    for m in tree.children(k, "acl"):  # "claims made by the army"
        by = agent(tree, m)
        if by is not None:
            return [tree.noun_phrase(by)]
    if k - start <= 3:  # "a denial that ... came from the palace"
        stop = tree.sentence_of(k)[1]
        for j in range(k + 1, stop - 1):
            if (
                tree.low[j] in BY
                and j > k + 1
                and (tree.lemmas[j - 1] in lexicon.words("light_verb") | {"come"})
            ):
                named = tree.phrase_after(j + 1)
                return [named] if named is not None else []
    return []


def _clause(tree: Tree, k: int, entry: Entry) -> Run | None:
    """The clause that a noun governs: ``that ...``, ``of doing``, ``to do``; by the tree, else word for word."""
    finite = entry.stance not in (Stance.URGES, Stance.INTENDS, Stance.THREATENS)
    for m in tree.children(k, "acl", "ccomp", "xcomp", "advcl"):
        if m < k or any(tree.low[j] in ("which", "who") for j in tree.kids[m]):
            continue
        marks = {tree.low[j] for j in tree.kids[m] if tree.rels[j] == "mark"}
        if tree.deprel(m) == "acl:relcl" and "that" not in marks:
            continue
        if marks & {"that", "whether"} or ("of" in marks and finite) or ("to" in marks and not finite):
            inside = tree.subtree(m)
            return max(min(inside), k + 1), max(inside) + 1
    start = k + 1
    if start < len(tree) and tree.low[start] in BY:
        named = tree.phrase_after(start + 1) if start + 1 < len(tree) else None
        start = named[1] if named else start
    stop = tree.sentence_of(k)[1]
    opens = start < stop - 2 and (
        (tree.low[start] == "that" and tree.upos(start) == "SCONJ")
        or (tree.low[start] == "to" and not finite)
    )
    return (start, _before_main_verb(tree, k, start, stop)) if opens else None


def _before_main_verb(tree: Tree, k: int, start: int, stop: int) -> int:
    """The end of a subject's clause: before the second verb group, where the noun opens the sentence."""
    if any(tree.upos(j) in VERBAL for j in range(tree.sentence_of(k)[0], k)):
        return stop
    groups = [
        j for j in range(start, stop) if tree.upos(j) in VERBAL and tree.upos(j - 1) not in (*VERBAL, "PART")
    ]
    return groups[1] if len(groups) > 1 else stop


def _take(tree: Tree, one: Found, clause: Run) -> None:
    first, end = clause
    while first < end - 1 and tree.low[first] in ("of", "that", ","):
        first += 1
    run = stripped(tree, (first, end))
    one.complement, one.contents = predicate_of(tree, run), [tree.span(run)]


def _topic(tree: Tree, lexicon: Lexicon, one: Found, verb: int | None) -> None:
    k = one.head
    nodes = tree.children(k, "nmod", "acl", "advcl", "obl")
    nodes += tree.children(verb, "obl", "advcl") if verb is not None else []
    above = tree.head(k)
    if verb is None and above >= 0 and tree.rels[k] == "nsubj":
        nodes += tree.children(above, "obl")
    for m in nodes:
        marks = {tree.low[j] for j in tree.kids[m] if tree.rels[j] in ("case", "mark")}
        if m > k and marks & TOPIC and not marks & {"by", "from"} and not _is_time(tree, m):
            inside = tree.subtree(m)
            led = [
                j for j in range(min(inside), m) if tree.upos(j) == "ADP" or tree.rels[j] in ("case", "mark")
            ]
            led = [j for j in led if tree.low[j] != "whether" and j - min(inside) < 4]
            first = led[-1] + 1 if led else min(inside)
            one.complement, one.contents = m, [tree.span(stripped(tree, (first, max(inside) + 1)))]
            return
    for j in range(one.cue[1], tree.sentence_of(k)[1] - 1):  # word for word: "on the strike", "in regards to"
        if tree.low[j] in ("on", "about", "regarding", "concerning", "over") or (
            tree.low[j] == "to" and tree.lemmas[j - 1] in ("regard", "regards", "relation", "response")
        ):
            named = tree.phrase_after(j + 1)
            if named is not None and not _is_time(tree, named[1] - 1):
                while (
                    named[1] + 1 < len(tree)
                    and tree.low[named[1]] in ("in", "at", "near")
                    and (more := tree.phrase_after(named[1] + 1))
                ):
                    named = (named[0], more[1])
                told = _told_by(tree, lexicon, named)
                one.complement, one.contents = (predicate_of(tree, told), [tree.span(told)]) if told else (
                    named[1] - 1,
                    [tree.span(named)],
                )
                return
    one.contents = [tree.span(one.cue)]


def _told_by(tree: Tree, lexicon: Lexicon, named: Run) -> Run | None:
    """``on reports that he had been relieved``: the clause of a noun for something said."""
    stop = tree.sentence_of(named[0])[1]
    spoken_of = tree.lemmas[named[1] - 1] in lexicon.words("speech_noun") | {"question"}
    opens = named[1] + 2 < stop and tree.low[named[1]] in ("that", "whether", "of")
    return stripped(tree, (named[1], stop)) if spoken_of and opens and tree.low[named[1]] != "of" else None


def _is_time(tree: Tree, m: int) -> bool:
    return (
        tree.lemmas[m] in ("time", "moment", "day", "hour", "week", "night", "morning", "evening")
        or tree.upos(m) == "NUM"
    )


def adjectives(tree: Tree, lexicon: Lexicon, taken: set[int]) -> list[Found]:
    """Predicative adjectives: ``adamant that``, ``it is unclear whether``, ``remained silent on``."""
    found = []
    for k in range(len(tree)):
        if k in taken or tree.upos(k) in ("AUX", "ADP", "PUNCT"):
            continue
        entries = _adjectival(tree, lexicon, k)
        if entries:
            one = _adjective(tree, lexicon, k, entries[0])
            if one is not None:
                found.append(one)
    return found


def _adjectival(tree: Tree, lexicon: Lexicon, k: int) -> list[Entry]:
    compound = "".join(tree.low[k - 2 : k + 1]) if k >= 2 and tree.low[k - 1] == "-" else ""  # "tight-lipped"
    for form in (compound, tree.low[k], tree.lemmas[k]):
        entries = [e for e in lexicon.entries("adj", form) if len(e.words) == 1] if form else []
        if entries:
            return entries
    return []


def _adjective(tree: Tree, lexicon: Lexicon, k: int, entry: Entry) -> Found | None:
    first = k - 2 if tree.low[k - 1] == "-" and k >= 2 else k
    group = cue_run(tree, first, first)[0]
    while group - 1 >= tree.sentence_of(k)[0] and tree.lemmas[group - 1] in STAY:
        group = cue_run(tree, group - 1, group - 1)[0]
    if not any(tree.lemmas[j] in STAY for j in range(group, first)) and not tree.children(k, "cop"):
        return None
    one = Found(k, (min([group, *tree.children(k, "cop")]), k + 1), entry)
    own = tree.phrase_before(one.cue[0])
    if own is None:
        heads = [m for m in tree.children(k, *SUBJECTS) if tree.upos(m) in NOMINAL and m < k]
        own = tree.noun_phrase(heads[0]) if heads else None
    clause = _adjective_clause(tree, k)
    personal = tree.low[k] in lexicon.words("personal_adjective") or entry.stance not in (
        Stance.DOUBTS,
        Stance.ASSERTS,
    )
    it = own is not None and tree.low[own[1] - 1] == "it" and not personal
    if clause is not None:
        one.complement, one.contents = predicate_of(tree, clause), [tree.span(clause)]
        one.sources = [own] if own is not None and not it else []
        one.outlet = not one.sources
        return one
    before = _clause_before(tree, one)
    denied = any(tree.low[j] in NEGATIONS for j in range(one.cue[0], k))
    if entry.frame == "patient" and not denied:
        return None
    if (entry.stance == Stance.DOUBTS or (denied and entry.stance == Stance.ASSERTS and not personal)) and (before or (own is not None and not it)) and _about(tree, k) is None:
        run = before or own
        if run is not None:
            one.complement, one.contents, one.outlet = tree.head_of(run), [tree.span(run)], True
        return one
    topic = _about(tree, k)
    if own is None or (topic is None and entry.stance != Stance.SILENT):
        return None
    one.sources = [own]
    one.contents = [tree.span(_after_case(tree, topic))] if topic is not None else [tree.span(one.cue)]
    return one


def _adjective_clause(tree: Tree, k: int) -> Run | None:
    """What an adjective governs: a clause by the tree, else one that follows word for word."""
    stop = tree.sentence_of(k)[1]
    found = next((m for m in tree.children(k, "ccomp", "csubj", "advcl", "xcomp", "acl") if m > k), None)
    if found is not None and not any(
        tree.low[j] in ("as", "because", "when", "while", "after", "before") for j in tree.kids[found]
    ):
        inside = tree.subtree(found)
        return stripped(tree, (max(min(inside), k + 1), max(inside) + 1))
    opens = k + 2 < stop and (tree.low[k + 1] in ASKING or tree.low[k + 1] in ("that", "to"))
    return stripped(tree, (k + 1, stop)) if opens else None


def _clause_before(tree: Tree, one: Found) -> Run | None:
    """``Whether the hostages live is uncertain``."""
    start = tree.sentence_of(one.head)[0]
    asks = tree.low[start] in ASKING and one.cue[0] - start > 2
    return stripped(tree, (start, one.cue[0])) if asks else None


def _about(tree: Tree, k: int) -> int | None:
    return next(
        (
            m
            for m in tree.children(k, "obl", "nmod")
            if m > k and any(tree.low[j] in TOPIC for j in tree.kids[m])
        ),
        None,
    )


def _after_case(tree: Tree, m: int) -> Run:
    inside = tree.subtree(m)
    first = min(inside)
    while first < m and tree.rels[first] == "case":
        first += 1
    return stripped(tree, (first, max(inside) + 1))


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
        owner = (start + 1, k - 1) if tree.low[k - 1] in ("'s", "’s", "´s", "'", "’", "own") else (start + 1, k)
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
            for speaker, said in (sides, sides[::-1]) if tree.low[k] == ":" else (sides[::-1],):
                speaker, said = tree.trimmed(speaker), stripped(tree, said)
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
