"""Roles: takes a trigger in a tree, gives the heads of the phrases beside it by slot: subject, object, preposition.

Passives, by-phrases, relative clauses, control, coordination and participles are undone here, and an event
noun gets the subject of its support verb. Who is actor and who recipient is said by the trigger's frame.
"""

from __future__ import annotations

from counterclaim.events.plover import Slots
from counterclaim.events.triggers import Found
from counterclaim.tree import Tree

RELATIVE = frozenset({"who", "which", "that", "whom", "whose", "whoever"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})
_SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "swear", "agree", "refuse", "offer"})
_OBJECT_CONTROL = frozenset(
    {"force", "compel", "order", "urge", "ask", "tell", "allow", "enable", "help", "cause"}
)
_DEEP = 6  # clauses climbed for an unsaid subject

Sides = dict[str, list[int]]


def sides(tree: Tree, one: Found) -> Sides:
    """Heads by slot: "subj", "obj", "iobj", prepositions, "poss" and "adj"."""
    if not one.entry.noun:
        own = verb_sides(tree, one.token)
        found = {slot: [k for k in heads if k not in one.words] for slot, heads in own.items()}
        for k in one.words:  # "opened fire on a bus", "took control of the port", "banned the newspaper"
            if k != one.token and tree.upos(k) in ("NOUN", "PROPN"):
                found.setdefault("idiom", []).append(k)
                for slot, heads in noun_sides(tree, k).items():
                    if slot not in ("adj", "poss", "by"):
                        found.setdefault("obj" if slot == "of" else slot, []).extend(heads)
        if len(one.words) > 1 and not found.get("obj") and found.get("of"):
            found["obj"] = found.pop("of")  # "took control of the port", the phrase hung on the verb
        return _expanded(tree, found)
    found = noun_sides(tree, one.token)
    if one.support is not None and one.lent is not None:
        lent = verb_sides(tree, one.support)
        if one.lent.slot != "subj" and _acts_by(one):
            found.setdefault("subj", []).extend(k for k in lent.get("subj", ()) if k != one.token)
            if one.lent.slot != "obj" and not found["subj"]:  # "was involved in the attack"
                found["subj"].extend(k for k in lent.get("obj", ()) if k != one.token)
        elif one.lent.subject == "recipient":
            heads = lent.get("subj") or lent.get("obj") or []
            found.setdefault("suffers", []).extend(k for k in heads if k != one.token)
            if lent.get("subj") and lent.get("obj") and one.token not in lent["obj"]:
                found["suffers"] = [k for k in lent["obj"] if k != one.token]
        for slot, heads in lent.items():
            if slot not in ("subj", "obj"):
                found.setdefault(slot, []).extend(k for k in heads if k != one.token)
    return _expanded(tree, found)


def _acts_by(one: Found) -> bool:
    """Whether the subject of the support verb does what the noun tells: not who announces deaths."""
    if one.lent is None or one.entry.frame.name in ("suffer", "happening", "oppose"):
        return False
    said = one.lent.subject == "says" and (
        one.entry.type in ("ASSAULT", None) or one.entry.frame.name == "fate"
    )
    return one.lent.subject in ("actor", "says") and not said


def pick(found: Sides, slots: Slots) -> list[int]:
    """The heads in the first of some alternatives that has any."""
    for group in slots:
        heads = [k for slot in group for k in found.get(slot, ())]
        if heads:
            return list(dict.fromkeys(heads))
    return []


def is_passive(tree: Tree, v: int) -> bool:
    """Whether the grammatical subject of a verb is what it is done to."""
    if tree.low[v].endswith("ing"):
        return False
    if any(tree.deprel(k) in ("nsubj:pass", "aux:pass", "csubj:pass") for k in tree.kids[v]):
        return True
    form = tree.low[v]
    if form.endswith("ing"):
        return False
    if tree.rels[v] == "acl" and tree.deprel(v) != "acl:relcl" and not tree.children(v, "mark", "nsubj"):
        return True
    if tree.rels[v] == "amod":
        return True
    if tree.rels[v] == "conj" and not tree.children(v, "nsubj", "aux", "obj", "mark"):
        head = tree.head(v)
        return head >= 0 and tree.upos(head) == "VERB" and is_passive(tree, head) and _participle(form)
    if tree.rels[v] in ("advcl", "xcomp") and not tree.children(v, "nsubj", "obj", "mark", "aux"):
        return tree.upos(v) in ("VERB", "ADJ") and _participle(form) and tree.rels[v] == "advcl"
    return False


def _participle(form: str) -> bool:
    return form.endswith(("ed", "en", "wn", "ung", "ght", "ot", "it", "id", "eld", "un", "ain"))


def verb_sides(tree: Tree, v: int) -> Sides:
    """The slots of a verb, its subject found where it is unsaid; "obj" is what it is done to in any voice."""
    found: Sides = {}
    passive = is_passive(tree, v)
    for k in tree.kids[v]:
        rel, full = tree.rels[k], tree.deprel(k)
        if rel in ("nsubj", "csubj"):
            _add(found, "obj" if full.endswith(":pass") or (passive and rel == "nsubj") else "subj", k)
        elif rel == "obj":
            for slot in _cases(tree, k) or ["obj"]:
                _add(found, slot, k)
        elif rel == "conj" and tree.upos(k) in _NOMINAL and not tree.children(k, "nsubj", "cop"):
            _join(tree, found, k)  # the second half of a coordination that the parser hung on the verb
        elif rel == "iobj":
            _add(found, "iobj", k)
        elif rel in ("obl", "nmod"):
            for slot in _cases(tree, k):
                _add(found, "subj" if slot == "by" and (passive or full == "obl:agent") else slot, k)
    _from_above(tree, v, found, passive=passive)
    _relatives(tree, v, found)
    return found


def _from_above(tree: Tree, v: int, found: Sides, *, passive: bool) -> None:
    """The noun that a participle modifies, the subject of the clause above, for what is unsaid."""
    head, rel, full = tree.head(v), tree.rels[v], tree.deprel(v)
    if head < 0:
        return
    if rel == "acl" and full != "acl:relcl" and tree.upos(head) in _NOMINAL:
        if passive:
            _add(found, "obj", head)
        elif tree.low[v].endswith("ing") and not tree.children(v, "nsubj", "mark"):
            _add(found, "subj", head)
        elif "subj" not in found:  # "a plan to attack": whoever has the plan
            for k in _holder(tree, head):
                _add(found, "subj", k)
        return
    if rel == "acl" and "subj" in found and "obj" not in found and not passive:
        _add(found, "obj", head)  # "the town that the army shelled"
        return
    if rel == "amod":
        _add(found, "subj" if tree.low[v].endswith("ing") else "obj", head)
        return
    slot = "obj" if passive else "subj"
    if slot not in found:
        for k in subject_of(tree, v):
            _add(found, slot, k)


def subject_of(tree: Tree, v: int, depth: int = 0) -> list[int]:
    """The grammatical subject of a verb, said or understood, in whatever voice."""
    own = tree.children(v, "nsubj")
    if own or depth > _DEEP:
        return own
    head, rel = tree.head(v), tree.rels[v]
    if head < 0:
        return []
    if rel == "xcomp":
        objects = tree.children(head, "obj", "iobj")
        if objects and tree.lemmas[head] not in _SUBJECT_CONTROL and tree.upos(head) == "VERB":
            return objects
        addressed = [
            k for k in tree.children(head, "obl") if set(_cases(tree, k)) & {"on", "upon", "for", "to"}
        ]
        if addressed and tree.lemmas[head] in ("call", "appeal", "wait"):
            return addressed
        return subject_of(tree, head, depth + 1)
    marks = {tree.low[m] for m in tree.children(v, "mark", "case")}
    told = marks & {"from", "of", "for"} or ("to" in marks and tree.lemmas[head] in _OBJECT_CONTROL)
    if rel in ("advcl", "xcomp") and told:  # "accused them of shelling", "forced it to surrender"
        return tree.children(head, "obj") or subject_of(tree, head, depth + 1)
    if rel in ("conj", "advcl", "parataxis", "ccomp") and tree.upos(head) in ("VERB", "ADJ", "AUX", "NOUN"):
        if rel in ("ccomp", "parataxis") and tree.low[v].endswith("ed"):
            return []
        return subject_of(tree, head, depth + 1)
    if rel == "acl":
        return [head] if tree.upos(head) in _NOMINAL else []
    return []


def _holder(tree: Tree, noun: int) -> list[int]:
    """Whose plan, decision or bid it is: the possessor, the one it is by or of, or the subject above."""
    own = [k for k in tree.kids[noun] if tree.deprel(k) == "nmod:poss"]
    own = own or [k for k in tree.children(noun, "nmod") if set(_cases(tree, k)) & {"by", "of", "from"}]
    if own:
        return own
    head = tree.head(noun)
    if head >= 0 and tree.upos(head) == "VERB" and tree.rels[noun] in ("obj", "obl"):
        return subject_of(tree, head)
    return [k for k in tree.children(noun, "amod", "compound") if tree.upos(k) in ("PROPN", "ADJ")]


def _relatives(tree: Tree, v: int, found: Sides) -> None:
    """Relative pronouns give way to what they stand for."""
    for heads in found.values():
        for at, k in enumerate(heads):
            if tree.low[k] in RELATIVE and tree.upos(k) in ("PRON", "DET", "SCONJ"):
                node, climbed = v, 0
                while node >= 0 and tree.rels[node] != "acl" and climbed < _DEEP:
                    node, climbed = tree.head(node), climbed + 1
                if node >= 0 and tree.rels[node] == "acl" and tree.head(node) >= 0:
                    heads[at] = tree.head(node)


def noun_sides(tree: Tree, n: int) -> Sides:
    """The slots of an event noun."""
    found: Sides = {}
    for k in tree.kids[n]:
        rel, full = tree.rels[k], tree.deprel(k)
        if full == "nmod:poss":
            _add(found, "poss", k)
        elif rel in ("nmod", "obl"):
            slots = _cases(tree, k)
            for slot in slots:
                _add(found, slot, k)
            for m in _nested_agents(tree, k):
                _add(found, "by", m)
            if not slots and k < n:
                _add(found, "adj", k)
        elif rel in ("amod", "compound", "flat") and k < n:
            _add(found, "adj", k)
        elif rel == "acl" and full != "acl:relcl" and not tree.low[k].endswith("ing"):
            for heads in (tree.children(k, "obl"),):
                for m in heads:
                    for slot in _cases(tree, m):
                        blamed = slot in ("to", "on") and tree.low[k] in (
                            "attributed",
                            "ascribed",
                            "blamed",
                            "pinned",
                        )
                        _add(found, "by" if blamed else slot, m)
        elif rel == "acl" and tree.low[k] in ("involving", "targeting", "pitting"):
            for m in tree.children(k, "obj"):
                _add(found, "involving" if tree.low[k] != "targeting" else "on", m)
    _next_phrase(tree, n, found)
    return found


def _next_phrase(tree: Tree, n: int, found: Sides) -> None:
    """A phrase with "by", "on" or "against" just after the noun is its own, wherever the parser hung it."""
    after = n + 1
    if (
        after + 1 < tree.sentence_of(n)[1]
        and tree.low[after] in ("by", "on", "against")
        and tree.rels[after] == "case"
    ):
        head = tree.head(after)
        if head > after and not any(head in heads for heads in found.values()):
            _add(found, tree.low[after], head)


def _cases(tree: Tree, k: int) -> list[str]:
    """The prepositions of a phrase; a second half of a coordination has those of the first."""
    own = [tree.low[c] for c in tree.children(k, "case") if tree.low[c] not in ("'s", "’s", "'", "’")]
    if own or tree.head(k) < 0:
        return own
    after = [m for m in tree.kids[tree.head(k)] if m > k and tree.rels[m] == tree.rels[k]]
    if after and any(c < k for c in tree.children(after[0], "case")) and tree.head(k) < k:
        return _cases(tree, after[0])  # "between A and B" with the preposition hung on B
    if not tree.children(k, "cc"):
        return own
    before = [m for m in tree.kids[tree.head(k)] if m < k and tree.rels[m] == tree.rels[k]]
    return _cases(tree, before[-1]) if before else []


def _join(tree: Tree, found: Sides, k: int) -> None:
    """Puts a head beside the last one before it, of whatever slot."""
    last = [(m, slot) for slot, heads in found.items() for m in heads if m < k]
    if last and tree.children(k, "cc"):
        _add(found, max(last)[1], k)


def _nested_agents(tree: Tree, k: int) -> list[int]:
    """By-phrases that the parser hung on another complement: "the arrest of the mayor by police"."""
    return [
        m for n in tree.children(k, "nmod") for m in (n, *_nested_agents(tree, n)) if "by" in _cases(tree, m)
    ]


def _add(found: Sides, slot: str, k: int) -> None:
    heads = found.setdefault(slot, [])
    if k not in heads:
        heads.append(k)


def _expanded(tree: Tree, found: Sides) -> Sides:
    """With the other members of coordinations."""
    return {slot: [m for k in heads for m in members(tree, k)] for slot, heads in found.items() if heads}


def members(tree: Tree, k: int) -> list[int]:
    """A head and what is coordinated with it."""
    out = [k]
    for m in tree.children(k, "conj"):
        if tree.upos(m) in _NOMINAL or (tree.upos(k) == "ADJ" and tree.upos(m) == "ADJ"):
            out += members(tree, m)
    return out
