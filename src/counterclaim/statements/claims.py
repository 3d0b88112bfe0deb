"""What a content makes of a plain cue: ``said it was not responsible`` denies, ``said both must stop`` urges.

Takes an attribution, gives the stance that its content has by itself, None where it only tells something.
"""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.records import Stance
from counterclaim.statements.clauses import View, negated, view
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Lexicon
from counterclaim.statements.subjects import VERBAL, cue_run, is_passive
from counterclaim.statements.verbs import match
from counterclaim.tree import Tree


def acts(tree: Tree, lexicon: Lexicon, one: Found) -> Iterator[Found]:
    """The cues by which a source itself acts in its content."""
    seen = view(tree, lexicon, one)
    if seen is None or not seen.own:
        return
    heads = [seen.main]
    if one.quoted:
        heads += [
            k for k in tree.children(seen.main, "conj") if k in seen.words and not tree.children(k, "nsubj")
        ]
    for i in dict.fromkeys([*[k for k in seen.group if tree.upos(k) == "VERB"], *heads]):
        group = cue_run(tree, i, i)[0]
        adjective = next(
            (
                e
                for e in (*lexicon.entries("adj", tree.lemmas[i]), *lexicon.entries("adj", tree.low[i]))
                if len(e.words) == 1 and tree.upos(i) != "AUX"
            ),
            None,
        )
        if adjective is not None and (tree.upos(i) == "ADJ" or is_passive(tree, i)):
            yield Found(i, (group, i + 1), adjective, sources=one.sources, complement=-1)
            continue
        matched = match(tree, lexicon, i) if tree.upos(i) in VERBAL else None
        if matched is None or is_passive(tree, i):
            continue
        entry = matched[0]
        if (
            entry.stance == Stance.ADMITS
            and not tree.children(i, "ccomp", "xcomp")
            and "had" in tree.low[group:i]
        ):
            continue  # "had admitted sixty wounded"
        if entry.stance == Stance.ADMITS and _is_of_person(tree, lexicon, i):
            continue  # "recognised a former policeman"
        if "never" in tree.low[group:i]:
            continue  # "never asked for permission": of the past, no act
        past = any(tree.low[k] in ("had", "did") for k in range(group, i)) and entry.stance not in (
            Stance.DENIES,
            Stance.INTENDS,
        )
        future = any(tree.low[k] in lexicon.words("future") for k in range(group, i))
        if (not future and not (past and entry.stance != Stance.ADMITS)) or entry.frame == "reply":
            yield Found(
                i,
                (group, i + 1),
                entry,
                sources=one.sources,
                complement=next(iter(tree.children(i, "xcomp")), -1),
            )


def is_told(tree: Tree, lexicon: Lexicon, one: Found) -> bool:
    """``suggested that foreign hands may have been involved``: something that is so, not that ought to be."""
    seen = view(tree, lexicon, one)
    return seen is not None and tree.low[seen.group.start] in lexicon.words("indicative")


def _is_of_person(tree: Tree, lexicon: Lexicon, i: int) -> bool:
    """Whether what is admitted would be a person: patients, a face in the crowd."""
    objects = tree.children(i, "obj")
    return any(tree.upos(k) == "PROPN" or tree.lemmas[k] in lexicon.words("person_noun") for k in objects)


def of_content(tree: Tree, lexicon: Lexicon, one: Found) -> Stance | None:
    """The stance that the content has by itself."""
    if _called_false(tree, lexicon, one):
        return Stance.DENIES
    seen = view(tree, lexicon, one)
    if seen is None:
        return Stance.THREATENS if _warns_of_harm(tree, lexicon, one) else None
    rules = (_unclear, _disclaimed, _cleared, _owned, _blamed, _borne_out, _threatened, _purposed, _obliged)
    for rule in rules:
        found = rule(tree, lexicon, one, seen)
        if found is not None:
            return found
    return None


def _said(tree: Tree, lexicon: Lexicon, one: Found) -> list[int]:
    found = [k for span in one.contents for k in range(*(tree.run_in(span.start, span.end) or (0, 0)))]
    if tree.lemmas[one.head] in lexicon.words("calling"):
        stop = tree.sentence_of(one.head)[1]
        found += [k for k in range(one.head + 1, stop) if k not in found]
    return found


def _called_false(tree: Tree, lexicon: Lexicon, one: Found) -> bool:
    """``called the report a lie``, ``said the claims were baseless``, ``there was no truth in``."""
    inside = _said(tree, lexicon, one)
    false = [
        k
        for k in inside
        if tree.lemmas[k] in lexicon.words("falsehood") or tree.low[k] in lexicon.words("falsehood")
    ]
    named = [k for k in inside if tree.lemmas[k] in lexicon.words("speech_noun") and k not in false]
    pronoun = any(tree.low[k] in ("it", "this", "that", "they", "these", "which") for k in inside[:3])
    if (
        false
        and (named or pronoun)
        and not any(tree.low[k] in ("not", "n't") for k in range(max(false[0] - 4, 0), false[0]))
    ):
        predicate = any(
            tree.lemmas[k] in ("be", "as", "remain") or tree.low[k] in ("a", "an")
            for k in range(max(false[0] - 4, 0), false[0])
        )
        return predicate or tree.lemmas[one.head] in lexicon.words("calling")
    for k in inside:
        asset = tree.lemmas[k] in lexicon.words("denied_asset") | {"true", "correct", "accurate"}
        if not asset or not (named or pronoun or tree.lemmas[k] == "truth"):
            continue
        if tree.low[k + 1 : k + 2] == ["to"]:
            continue  # "no reason to doubt the accounts"
        before = tree.low[max(inside[0], k - 3) : k]
        if any(word in ("no", "not", "n't", "without", "nothing", "little") for word in before):
            return True
    return False


def _unclear(tree: Tree, lexicon: Lexicon, one: Found, seen: View) -> Stance | None:
    """``said it could not verify``, ``it was too early to say``, ``would not comment``."""
    denied = negated(tree, seen)
    near = range(seen.group.start, min(seen.words.stop, seen.main + 3))
    for k in near:
        lemma = tree.lemmas[k]
        no = k > 0 and tree.low[k - 1] in ("no", "any") and (denied or tree.low[k - 1] == "no")
        no = no or (lemma == "know" and "no" in tree.low[k + 1 : k + 3])
        if lemma in ("comment", "discuss", "elaborate") and (denied or no):
            return Stance.SILENT
        if lemma == "premature" and tree.low[k + 1 : k + 2] != ["to"]:
            continue  # "the report was premature"
        if lemma in ("unclear", "unknown", "uncertain", "doubtful", "premature", "unsure", "unaware") or (
            lemma in ("early", "soon") and tree.low[k - 1] == "too"
        ):
            return Stance.DOUBTS
        # what it does not do knowingly is no doubt: the unclear word has to be what is denied
        if lemma in lexicon.words("unclear") and ((denied and k <= seen.main + 1) or no):
            return Stance.DOUBTS
        if no and tree.low[k] == "way":
            return Stance.DOUBTS
    unable = any(tree.low[k] == "unable" for k in near) or (
        denied and any(tree.low[k] in ("can", "could") for k in seen.group)
    )
    finding = any(tree.lemmas[k] in lexicon.words("inability") for k in near)
    return Stance.DOUBTS if unable and finding else None


def _disclaimed(tree: Tree, lexicon: Lexicon, one: Found, seen: View) -> Stance | None:
    """A source that says of itself that it did not: ``said it had no role``, ``none of its aircraft flew``."""
    future = any(tree.low[k] in lexicon.words("future") for k in seen.group)
    if _no_one_of_ours(tree, lexicon, one, seen):
        return Stance.DENIES
    if not seen.own or future:
        return None
    after = range(seen.group.start, min(seen.words.stop, seen.main + 5))
    for k in after:
        if tree.low[k] == "nothing" and tree.lemmas[k - 1] in ("have", "do", "know"):
            return Stance.DENIES
        if tree.low[k] in ("nobody", "none") or (tree.low[k] == "no" and tree.low[k + 1 : k + 2] == ["one"]):
            return Stance.DENIES
        if tree.low[k] == "no" and any(
            tree.lemmas[m] in lexicon.words("involvement") for m in range(k + 1, min(k + 4, seen.words.stop))
        ):
            return Stance.DENIES
    able = any(tree.low[k] in lexicon.words("ability") for k in seen.group)
    unsure = tree.lemmas[seen.main] in lexicon.words("unclear") | lexicon.words("believing") | {
        "have",
        "want",
        "need",
    }
    return Stance.DENIES if negated(tree, seen) and not able and not unsure else None


def _no_one_of_ours(tree: Tree, lexicon: Lexicon, one: Found, seen: View) -> bool:
    low = [tree.low[k] for k in seen.opening]
    if not low or low[0] not in ("none", "no", "not", "neither"):
        return False
    own = lexicon.words("first_person") if one.quoted else lexicon.words("self")
    if tree.lemmas[seen.main] in lexicon.words("belonging") and own & set(
        tree.low[seen.main : seen.main + 6]
    ):
        return True
    stems = {
        tree.lemmas[k][:5] for run in one.sources for k in range(*run) if tree.upos(k) in ("PROPN", "ADJ")
    }
    return bool(own & set(low)) or any(
        tree.upos(k) in ("PROPN", "ADJ") and tree.lemmas[k][:5] in stems for k in seen.opening
    )


def _cleared(tree: Tree, lexicon: Lexicon, one: Found, seen: View) -> Stance | None:
    """What takes anybody out of a matter: ``said the group had nothing to do with it``, ``played no part in``."""
    if not any(tree.upos(k) in ("NOUN", "PROPN", "PRON") for k in seen.opening):
        return None
    after = range(seen.group.start, min(seen.words.stop, seen.main + 4))
    low = tree.low[after.start : after.stop + 3]
    if any(low[i : i + 4] == ["nothing", "to", "do", "with"] for i in range(len(low))):
        return Stance.DENIES
    tied = any(
        tree.low[k] == "no" and tree.lemmas[m] in lexicon.words("complicity")
        for k in after
        for m in range(k + 1, min(k + 3, seen.words.stop))
    )
    cleared = negated(tree, seen) and tree.lemmas[seen.main] in lexicon.words("culpable") | {"involve"}
    return Stance.DENIES if tied or cleared else None


def _owned(tree: Tree, lexicon: Lexicon, one: Found, seen: View) -> Stance | None:
    """A source that says of itself that it did: responsibility, or harm by mistake."""
    if not seen.own or negated(tree, seen):
        return None
    if tree.lemmas[seen.main] in lexicon.words("culpable"):
        return Stance.ADMITS
    rest = range(seen.group.start, seen.words.stop)
    erred = any(
        tree.lemmas[k] in lexicon.words("by_mistake") or tree.low[k] in lexicon.words("by_mistake")
        for k in rest
    )
    return (
        Stance.ADMITS
        if erred or (tree.lemmas[seen.main] == "be" and "behind" in (tree.low[k] for k in rest))
        else None
    )


def _blamed(tree: Tree, lexicon: Lexicon, one: Found, seen: View) -> Stance | None:
    """``said the rebels were to blame``: somebody else, by name or noun, with a word of guilt as predicate."""
    if seen.own or negated(tree, seen) or not any(tree.upos(k) in ("PROPN", "NOUN") for k in seen.opening):
        return None
    near = range(seen.group.start, min(seen.words.stop, seen.group.start + 4))
    copular = any(tree.lemmas[k] == "be" for k in seen.group)
    guilty = any(tree.lemmas[k] in lexicon.words("culpable") for k in near)
    return Stance.ACCUSES if copular and guilty else None


def _borne_out(tree: Tree, lexicon: Lexicon, one: Found, seen: View) -> Stance | None:
    """``said the reports were accurate``."""
    spoken_of = any(tree.lemmas[k] in lexicon.words("speech_noun") for k in seen.opening)
    true = tree.lemmas[seen.main] in lexicon.words("truth") and not negated(tree, seen)
    return Stance.CONFIRMS if spoken_of and true else None


def _warns_of_harm(tree: Tree, lexicon: Lexicon, one: Found) -> bool:
    if tree.lemmas[one.head] not in lexicon.words("warning"):
        return False
    words = {tree.lemmas[k] for k in _said(tree, lexicon, one)}
    grave = lexicon.words("severity") | {"consequence", "retaliation", "reprisal", "revenge", "retribution"}
    return bool(words & lexicon.words("consequence") and words & grave)


def _threatened(tree: Tree, lexicon: Lexicon, one: Found, seen: View) -> Stance | None:
    """Harm to come, by the source's own hand, on a condition or as an answer."""
    if _warns_of_harm(tree, lexicon, one):
        return Stance.THREATENS
    if not any(tree.low[k] in lexicon.words("future") for k in seen.group):
        return None
    warned = tree.lemmas[one.head] in lexicon.words("warning")
    words = {tree.lemmas[k] for k in seen.words}
    deed = {tree.lemmas[k] for k in range(seen.group.start, min(seen.main + 4, seen.words.stop))}
    hesitating = tree.lemmas[seen.main] == "hesitate" and bool(
        {tree.lemmas[k] for k in range(seen.main, min(seen.main + 5, seen.words.stop))}
        & lexicon.words("harm")
    )
    if hesitating and seen.own:
        return Stance.THREATENS
    harm = bool(deed & lexicon.words("harm")) or (warned and bool(words & lexicon.words("consequence")))
    if not harm:
        return None
    condition = any(
        tree.low[k] in ("if", "unless", "until", "should", "any", "anyone", "whoever", "every", "those")
        for k in _said(tree, lexicon, one)
    )
    struck = is_passive(tree, seen.main) or "face" in deed or "pay" in deed
    return (
        Stance.THREATENS
        if (seen.own and (condition or warned))
        or (struck and (warned or condition))
        or (warned and condition)
        else None
    )


def is_conditional_harm(tree: Tree, lexicon: Lexicon, one: Found) -> bool:
    """``vowed to strike the port if the blockade goes on``: an intention that is a threat."""
    k = one.complement
    if k < 0 or tree.lemmas[k] not in lexicon.words("harm"):
        return False
    words = [tree.low[m] for m in _said(tree, lexicon, one)]
    return any(word in ("if", "unless", "until") for word in words)


def _purposed(tree: Tree, lexicon: Lexicon, one: Found, seen: View) -> Stance | None:
    """What the source says that it will do."""
    if not seen.own or is_passive(tree, seen.main) or tree.upos(seen.main) != "VERB":
        return None
    low = [tree.low[k] for k in seen.group]
    will = any(word in lexicon.words("future") | {"'d", "’d"} for word in low)
    going = "going" in low and "to" in tree.low[seen.group.start : seen.group.stop + 1]
    perfect = "have" in low and "would" in low
    return Stance.INTENDS if (will or going) and not perfect else None


def _obliged(tree: Tree, lexicon: Lexicon, one: Found, seen: View) -> Stance | None:
    """``said both sides must stop``, ``"Stop the war"``."""
    low = [tree.low[k] for k in seen.group]
    if low[0] in lexicon.words("obligation") - {"shall"} and "have" not in low:
        return Stance.URGES
    if tree.lemmas[seen.group.start] == "need" and "to" in tree.low[seen.group.start : seen.group.start + 3]:
        return Stance.URGES
    bare = (
        not seen.opening and tree.upos(seen.main) == "VERB" and tree.low[seen.main] == tree.lemmas[seen.main]
    )
    return Stance.URGES if one.quoted and bare and seen.main == seen.group.start else None
