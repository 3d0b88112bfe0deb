"""Stance: takes an attribution, gives one of the ten, from cue, negation, modality, voice and content.

The order of the rules is the order of the functions in ``stance_of``: a later one sees what an earlier one
said. Words come from the lexicon, never from here.
"""

from __future__ import annotations

from counterclaim.records import Stance
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Lexicon
from counterclaim.statements.nouns import is_none
from counterclaim.statements.tree import NEGATIONS, Tree
from counterclaim.statements.verbs import VERBAL, is_passive, match

SETTLED = frozenset({Stance.ASSERTS, Stance.CONFIRMS})


def stance_of(tree: Tree, lexicon: Lexicon, one: Found) -> Stance:
    """The stance of one attribution."""
    stance = _of_noun_object(tree, lexicon, one)
    if _is_neither_nor(tree, one):
        return Stance.SILENT
    if is_withheld(tree, lexicon, one):
        return _withheld(tree, lexicon, one, stance)
    if stance in SETTLED:
        stance = _of_content(tree, lexicon, one, stance)
    return stance


def _of_noun_object(tree: Tree, lexicon: Lexicon, one: Found) -> Stance:
    """``repeated its accusation that``: the noun tells, the verb only carries it."""
    stance = one.entry.stance
    if one.entry.pos != "verb" or stance != Stance.ASSERTS:
        return stance
    for k in tree.children(one.head, "obj"):
        for entry in lexicon.entries("noun", tree.lemmas[k]):
            if len(entry.words) == 1 and entry.stance != Stance.ASSERTS:
                return entry.stance
    return stance


def chain(tree: Tree, one: Found) -> list[int]:
    """The cue's head and the verbs that govern it without a subject between: ``refused to say``."""
    nodes, node = [one.head], one.head
    while tree.rels[node] in ("xcomp", "advcl", "ccomp", "obj", "acl") or (
        node == one.head and one.entry.pos == "noun"
    ):
        above = tree.head(node)
        if (
            above < 0
            or above < one.cue[0] - 8
            or (tree.rels[node] in ("ccomp", "advcl") and tree.children(node, "nsubj"))
        ):
            break
        if tree.rels[node] == "advcl" and not any(tree.low[k] == "to" for k in tree.kids[node]):
            break
        if tree.upos(above) not in (*VERBAL, "ADJ"):
            break
        nodes.append(above)
        node = above
    return nodes


def is_withheld(tree: Tree, lexicon: Lexicon, one: Found) -> bool:
    """Whether the act itself is denied: negation, refusal or failure above the cue, or nobody as its source."""
    if one.entry.pos in ("preposition", "adverb", "colon"):
        return False
    nodes = chain(tree, one)
    if any(is_negated(tree, node) for node in nodes):
        return True
    if any(tree.lemmas[node] in lexicon.words("refusal") | lexicon.words("failure") for node in nodes[1:]):
        return True
    if any(
        tree.lemmas[node] in ("unable", "impossible", "unwilling", "reluctant", "unavailable")
        for node in nodes[1:]
    ):
        return True
    if "yet" in tree.low[one.cue[0] : one.head] and tree.low[one.head - 1] == "to":
        return True
    if one.entry.pos == "noun" and is_none(tree, lexicon, one.head):
        return True
    if one.head > 0 and tree.low[one.head - 1] == "without":
        return True
    return any(tree.low[run[0]] in ("no", "nobody", "none", "neither") for run in one.sources)


def is_negated(tree: Tree, i: int) -> bool:
    """Whether a predicate has a negation of its own."""
    return any(
        tree.low[k] in NEGATIONS and tree.rels[k] in ("advmod", "cc", "det", "aux", "cc")
        for k in tree.kids[i]
    )


def _is_neither_nor(tree: Tree, one: Found) -> bool:
    """``neither confirmed nor denied``: of two opposites together, none."""
    if one.entry.stance not in (Stance.CONFIRMS, Stance.DENIES, Stance.ADMITS):
        return False
    others = [k for k in tree.children(one.head, "conj")] + (
        [tree.head(one.head)] if tree.rels[one.head] == "conj" else []
    )
    opposite = {"confirm": "deny", "deny": "confirm", "admit": "deny", "verify": "deny"}.get(
        tree.lemmas[one.head]
    )
    near = range(max(0, one.head - 4), min(len(tree), one.head + 5))
    together = any(k >= 0 and tree.lemmas[k] == opposite for k in others) or any(
        tree.lemmas[k] == opposite for k in near
    )
    linked = {tree.low[k] for k in range(max(0, one.head - 6), min(len(tree), one.head + 5))}
    return together and bool(linked & {"nor", "or", "neither"})


def _withheld(tree: Tree, lexicon: Lexicon, one: Found, stance: Stance) -> Stance:
    able = any(
        tree.low[k] in lexicon.words("ability") for node in chain(tree, one) for k in (node, *tree.kids[node])
    )
    if stance == Stance.CONFIRMS:
        checking = tree.lemmas[one.head] != "confirm" or (one.entry.pos == "noun" and not one.sources)
        independent = any(tree.low[k] == "independently" for k in tree.kids[one.head])
        doubt = able or checking or independent or one.passive or not one.sources
        return Stance.DOUBTS if doubt else Stance.SILENT
    refused = any(tree.lemmas[node] in lexicon.words("refusal") for node in chain(tree, one)[1:])
    if stance == Stance.ADMITS:
        return (
            Stance.DENIES
            if refused or tree.lemmas[one.head] in ("accept", "recognise", "recognize")
            else Stance.SILENT
        )
    if stance == Stance.INTENDS or stance == Stance.THREATENS:
        return Stance.SILENT if refused else Stance.DENIES
    if stance == Stance.DOUBTS:
        return Stance.ASSERTS
    if stance == Stance.DENIES and able:
        return Stance.DOUBTS
    if one.entry.pos == "adj":
        return Stance.DOUBTS if stance == Stance.ASSERTS else stance
    if stance == Stance.ASSERTS and tree.lemmas[one.head] in lexicon.words("believing") and not refused:
        return Stance.DOUBTS
    if (
        stance == Stance.ASSERTS
        and one.entry.pos == "noun"
        and tree.lemmas[one.head] in ("evidence", "sign", "indication")
    ):
        return Stance.DENIES if one.sources else Stance.DOUBTS
    return Stance.SILENT


def _of_content(tree: Tree, lexicon: Lexicon, one: Found, stance: Stance) -> Stance:
    """What the content makes of a plain cue: ``said it was not responsible`` denies."""
    root = one.complement
    if root < 0 or one.entry.frame in ("none", "reply"):
        return stance
    for rule in (
        _performed,
        _called_false,
        _disclaimed,
        _owned,
        _blamed,
        _unclear,
        _threatened,
        _purposed,
        _obliged,
    ):
        found = rule(tree, lexicon, one, root)
        if found is not None:
            return found
    return stance


def _subjects(tree: Tree, i: int) -> list[int]:
    own = tree.children(i, "nsubj", "csubj")
    above = tree.head(i)
    if not own and tree.rels[i] in ("conj", "xcomp") and above >= 0:
        return tree.children(above, "nsubj", "csubj")
    return own


def _is_self(tree: Tree, lexicon: Lexicon, one: Found, i: int) -> bool:
    """Whether a predicate's subject is the source: first person, a pronoun for it, or "its forces"."""
    for k in _subjects(tree, i):
        if tree.low[k] in lexicon.words("first_person"):
            return True
        if not one.quoted and tree.low[k] in lexicon.words("self") and tree.deprel(k) != "expl":
            return True
        for m in tree.children(k, "nmod", "det"):
            if tree.low[m] in lexicon.words("self") - (
                frozenset() if not one.quoted else {"its", "their", "his", "her"}
            ):
                return True
        if any(_same_words(tree, k, run) for run in one.sources):
            return True
    return False


def _same_words(tree: Tree, k: int, run: tuple[int, int]) -> bool:
    named = {tree.lemmas[i] for i in range(*run) if tree.upos(i) == "PROPN"}
    return tree.upos(k) == "PROPN" and tree.lemmas[k] in named


def _performed(tree: Tree, lexicon: Lexicon, one: Found, root: int) -> Stance | None:
    """``"We urge all parties to stop"``: the content itself is the act."""
    for i in (root, *tree.children(root, "conj")):
        if tree.upos(i) not in VERBAL or i == one.head or not _is_self(tree, lexicon, one, i):
            continue
        if is_passive(tree, i):
            continue
        matched = match(tree, lexicon, i)
        if (
            matched is None
            or matched[0].frame in ("reply", "none")
            or matched[0].stance in (Stance.ASSERTS, Stance.SILENT)
        ):
            if matched is not None and matched[0].frame == "reply" and (is_negated(tree, i)):
                return Stance.SILENT
            continue
        entry = matched[0]
        finite = not any(tree.low[k] in ("had", "did") for k in tree.kids[i]) or entry.stance in (
            Stance.DENIES,
            Stance.INTENDS,
        )
        inner = Found(i, (i, i + 1), entry, sources=one.sources)
        if is_withheld(tree, lexicon, inner):
            return _withheld(tree, lexicon, inner, entry.stance)
        if finite and not any(tree.low[k] in lexicon.words("future") for k in tree.kids[i]):
            return entry.stance
    return None


def _called_false(tree: Tree, lexicon: Lexicon, one: Found, root: int) -> Stance | None:
    """``called the report a lie``, ``said the claims were baseless``, ``there was no truth in``."""
    inside = _inside(tree, one)
    speech = lexicon.words("speech_noun")
    false = [k for k in inside if tree.lemmas[k] in lexicon.words("falsehood")]
    named = [k for k in inside if tree.lemmas[k] in speech and k not in false]
    spoken_of = bool(named) or any(
        tree.low[k] in ("it", "this", "that", "they", "these") for k in _subjects(tree, root)
    )
    predicate = root in false or any(
        tree.head(k) in (root, one.head) or tree.rels[k] in ("xcomp", "conj", "obl", "amod") for k in false
    )
    if false and spoken_of and predicate and not is_negated(tree, root):
        return Stance.DENIES
    lacking = [
        k for k in inside if tree.lemmas[k] in lexicon.words("denied_asset") | {"true", "correct", "accurate"}
    ]
    for k in lacking:
        if (
            is_negated(tree, k)
            or is_none(tree, lexicon, k)
            or any(tree.low[m] == "without" for m in tree.kids[k])
        ):
            return Stance.DENIES
        if tree.lemmas[k] in lexicon.words("truth") and named and k == root:
            return Stance.CONFIRMS
    return None


def _inside(tree: Tree, one: Found) -> list[int]:
    found: list[int] = []
    for span in one.contents:
        run = tree.run_in(span.start, span.end)
        if run:
            found.extend(range(*run))
    if tree.lemmas[one.head] in (
        "call",
        "describe",
        "brand",
        "label",
        "term",
        "dub",
        "characterise",
        "characterize",
        "deem",
        "denounce",
    ):
        found += [k for k in tree.subtree(one.head) if k > one.head and k not in found]
    return found


def _disclaimed(tree: Tree, lexicon: Lexicon, one: Found, root: int) -> Stance | None:
    """A source that says of itself that it did not: ``said it had no role``, ``it was not responsible``."""
    for i in (root, *tree.children(root, "conj", "xcomp")):
        if not _is_self(tree, lexicon, one, i) or any(
            tree.low[k] in lexicon.words("future") for k in tree.kids[i]
        ):
            continue
        objects = tree.children(i, "obj", "obl", "nsubj", "xcomp")
        none = [k for k in (i, *objects) if is_none(tree, lexicon, k) or tree.low[k] == "nothing"]
        if any(tree.lemmas[k] in lexicon.words("involvement") or tree.low[k] == "nothing" for k in none):
            return Stance.DENIES
        able = any(tree.low[k] in lexicon.words("ability") for k in tree.kids[i])
        unsure = tree.lemmas[i] in lexicon.words("unclear") | lexicon.words("believing") | {
            "have",
            "want",
            "need",
        }
        if is_negated(tree, i) and not able and not unsure and _is_active(tree, i):
            return Stance.DENIES
    for i in _inside(tree, one):  # "none of its aircraft had flown", "no Israeli forces were there" of Israel
        if tree.low[i] in ("none", "no") and _near_self(tree, lexicon, one, i):
            return Stance.DENIES
    return None


def _near_self(tree: Tree, lexicon: Lexicon, one: Found, i: int) -> bool:
    head = i if tree.low[i] == "none" else tree.head(i)
    if head < 0 or tree.rels[head] != "nsubj":
        return False
    words = tree.subtree(head)
    pronoun = lexicon.words("first_person") if one.quoted else lexicon.words("self")
    named = {
        tree.lemmas[k][:5] for run in one.sources for k in range(*run) if tree.upos(k) in ("PROPN", "ADJ")
    }
    return any(
        tree.low[k] in pronoun or (tree.upos(k) in ("PROPN", "ADJ") and tree.lemmas[k][:5] in named)
        for k in words
    )


def _is_active(tree: Tree, i: int) -> bool:
    return tree.upos(i) in VERBAL or bool(tree.children(i, "cop"))


def _owned(tree: Tree, lexicon: Lexicon, one: Found, root: int) -> Stance | None:
    """A source that says of itself that it did: responsibility, or harm by mistake."""
    if not _is_self(tree, lexicon, one, root) or is_negated(tree, root):
        return None
    words = {tree.lemmas[k] for k in tree.subtree(root)}
    if tree.lemmas[root] in lexicon.words("culpable") | {"claim"} and (
        tree.lemmas[root] != "claim" or "responsibility" in words
    ):
        return Stance.ADMITS
    if tree.children(root, "cop") and words & lexicon.words("culpable") and "behind" in words:
        return Stance.ADMITS
    return Stance.ADMITS if words & lexicon.words("by_mistake") and tree.upos(root) in VERBAL else None


def _blamed(tree: Tree, lexicon: Lexicon, one: Found, root: int) -> Stance | None:
    if _is_self(tree, lexicon, one, root) or is_negated(tree, root):
        return None
    near = {tree.lemmas[root]} | {
        tree.lemmas[k] for k in tree.children(root, "xcomp", "obl", "case", "advmod")
    }
    subject = _subjects(tree, root)
    named = any(tree.upos(k) in ("PROPN", "NOUN") and tree.low[k] != "it" for k in subject)
    return (
        Stance.ACCUSES if named and near & lexicon.words("culpable") and not is_passive(tree, root) else None
    )


def _unclear(tree: Tree, lexicon: Lexicon, one: Found, root: int) -> Stance | None:
    """``said it could not verify``, ``said it was not clear whether``, ``said it would not comment``."""
    candidates = [root, *tree.children(root, "xcomp", "obj")]
    for i in candidates:
        denied = is_negated(tree, root) or is_negated(tree, i) or is_none(tree, lexicon, i)
        if tree.lemmas[i] in lexicon.words("unclear") and (denied or tree.lemmas[i].startswith("un")):
            return Stance.DOUBTS
        if tree.lemmas[i] in ("comment", "discuss", "elaborate") and denied:
            return Stance.SILENT
        if tree.lemmas[i] in ("unclear", "premature", "uncertain", "doubtful", "unknown"):
            return Stance.DOUBTS
    return None


def _threatened(tree: Tree, lexicon: Lexicon, one: Found, root: int) -> Stance | None:
    """Harm to come, by the source's own hand, on a condition or as an answer."""
    inside = _inside(tree, one)
    warned = tree.lemmas[one.head] in ("warn", "warning", "caution")
    words = {tree.lemmas[k] for k in inside}
    if (
        warned
        and words & lexicon.words("consequence")
        and words
        & (lexicon.words("severity") | {"consequence", "retaliation", "reprisal", "revenge", "face"})
    ):
        return Stance.THREATENS
    will = any(
        tree.low[k] in lexicon.words("future")
        for i in (root, *tree.children(root, "xcomp"))
        for k in tree.kids[i]
    )
    if not will:
        return None
    harm = {tree.lemmas[i] for i in (root, *tree.children(root, "xcomp", "conj"))} & lexicon.words("harm")
    harm |= words & {"consequence", "retaliation", "reprisal", "revenge", "target"} if warned else set()
    own = _is_self(tree, lexicon, one, root)
    condition = any(tree.low[k] in ("if", "unless", "until", "should", "any") for k in inside)
    struck = is_passive(tree, root) and (warned or condition)
    return (
        Stance.THREATENS
        if harm and ((own and (condition or warned)) or struck or (warned and condition))
        else None
    )


def _purposed(tree: Tree, lexicon: Lexicon, one: Found, root: int) -> Stance | None:
    """What the source says that it will do."""
    for i in (root, *tree.children(root, "xcomp")):
        will = any(tree.low[k] in lexicon.words("future") | {"'d", "’d"} for k in tree.kids[i])
        going = tree.lemmas[i] == "go" and any(
            tree.low[k] == "to" for m in tree.children(i, "xcomp") for k in tree.kids[m]
        )
        if (
            (will or going)
            and _is_self(tree, lexicon, one, root)
            and tree.upos(root) == "VERB"
            and not is_passive(tree, root)
        ):
            plural_pronoun = any(tree.low[k] in ("they",) for k in _subjects(tree, root))
            return None if plural_pronoun and one.quoted else Stance.INTENDS
    return None


def _obliged(tree: Tree, lexicon: Lexicon, one: Found, root: int) -> Stance | None:
    """``said both sides must stop``, ``"Stop the war"``."""
    helpers = {tree.low[k] for k in tree.children(root, "aux")}
    if helpers & (lexicon.words("obligation") - {"shall"}) and not helpers & {"have", "has", "been"}:
        return Stance.URGES
    needs = tree.lemmas[root] == "need" and bool(tree.children(root, "xcomp"))
    if needs:
        return Stance.URGES
    first = min(tree.subtree(root))
    bare = (
        tree.upos(root) == "VERB"
        and tree.low[root] == tree.lemmas[root]
        and not tree.children(root, "nsubj", "aux", "expl", "csubj")
    )
    return Stance.URGES if one.quoted and bare and first >= root - 2 else None
