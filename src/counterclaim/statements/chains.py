"""Intermediaries: takes an attribution in its sentence, gives by way of whom it came, nearest to the source first."""

from __future__ import annotations

from collections.abc import Iterable

from counterclaim.records import Annotation
from counterclaim.statements.found import Found
from counterclaim.statements.lexicon import Lexicon, rows
from counterclaim.statements.subjects import VERBAL
from counterclaim.tree import Run, Tree

CARRIERS = frozenset(
    {
        "carry",
        "quote",
        "cite",
        "report",
        "publish",
        "broadcast",
        "see",
        "obtain",
        "review",
        "air",
        "relay",
        "monitor",
        "post",
        "share",
        "translate",
        "distribute",
        "release",
    }
)
TELLING = frozenset({"tell", "inform", "brief", "speak", "talk", "say"})
REACH = 9  # words between "in an interview" and the outlet


class Media:
    """Tells outlets from others: by name, by noun, by the reader's names and by their place in the sentence."""

    def __init__(
        self, tree: Tree, annotation: Annotation, lexicon: Lexicon, *, outlets: Iterable[str] = ()
    ) -> None:
        self._tree, self._lexicon = tree, lexicon
        self._names = media_names()
        self._own = [frozenset(outlet.lower().split()) for outlet in outlets]
        self._others = {
            k
            for name in annotation.names
            if name.type.lower().startswith(("per", "loc", "norp", "gpe"))
            for k in range(*(tree.run_in(name.start, name.end) or (0, 0)))
        }
        self._organisations = {
            k
            for name in annotation.names
            if name.type.lower().startswith("org")
            for k in range(*(tree.run_in(name.start, name.end) or (0, 0)))
        }

    def is_media(self, run: Run) -> bool:
        """Whether a phrase is an outlet by its own words."""
        tree = self._tree
        words = tree.words(run).lower()
        bare = words.removeprefix("the ")
        if bare in self._names or any(
            bare.startswith(name + " ") or bare.endswith(" " + name)
            for name in self._names
            if " " in name or len(name) > 3
        ):
            return True
        named = {tree.low[k] for k in range(*run) if tree.upos(k) == "PROPN"}
        if named and any(named <= own for own in self._own):
            return True
        head = tree.head_of(run)
        near = {
            tree.lemmas[k]
            for k in range(*run)
            if tree.rels[k] in ("compound", "flat", "appos", "nmod") and k > run[0]
        }
        nouns = self._lexicon.words("media_noun")
        lemma = tree.lemmas[head]
        if lemma in ("agency", "network", "station", "paper", "wire", "channel", "site", "bureau"):
            return lemma in ("channel", "paper", "wire", "site") or bool(
                near & {"news", "press", "television", "tv", "radio", "media", "wire"}
            )
        return lemma in nouns or bool(
            near & {"tv", "television", "radio", "media"} and tree.upos(head) in ("NOUN", "PROPN")
        )

    def may_be_media(self, run: Run) -> bool:
        """Whether a named addressee may be one: a name of an organisation that is no body of state."""
        if self.is_media(run):
            return True
        tree = self._tree
        if any(tree.lemmas[k] in self._lexicon.words("not_media") for k in range(*run)):
            return False
        head = tree.head_of(run)
        return tree.upos(head) == "PROPN" and (head in self._organisations or head not in self._others)


_CACHE: dict[str, frozenset[str]] = {}


def media_names() -> frozenset[str]:
    """Names of outlets, lower case."""
    if "names" not in _CACHE:
        _CACHE["names"] = frozenset(row["name"].lower() for row in rows("media.csv"))
    return _CACHE["names"]


def intermediaries(tree: Tree, lexicon: Lexicon, media: Media, one: Found) -> list[Run]:
    """The phrases by way of whom, in the attribution's own words: addressee, interview, carrier, channel."""
    found = list(one.via)
    outside = [
        k
        for k in range(*tree.sentence_of(one.head))
        if not one.covers(tree.tokens[k].start) or k in range(*one.cue)
    ]
    found += _addressee(tree, media, one)
    for k in outside:
        if k in tree.subtree(one.head) or _in_sources(one, k) or _is_near(tree, one, k):
            found += _at(tree, lexicon, media, one, k)
    return _distinct([run for run in found if run not in one.sources])


def _in_sources(one: Found, k: int) -> bool:
    return any(run[0] <= k <= run[1] + 12 and k < one.cue[0] for run in one.sources)


def _is_near(tree: Tree, one: Found, k: int) -> bool:
    """In the same sentence and not below another cue's clause."""
    above = tree.head(one.head)
    return above >= 0 and tree.head(k) in (above, one.head)


def _addressee(tree: Tree, media: Media, one: Found) -> list[Run]:
    if tree.lemmas[one.head] not in TELLING:
        return []
    found = []
    for k in tree.children(one.head, "obj", "iobj", "obl"):
        named = tree.rels[k] in ("obj", "iobj") or any(
            tree.low[m] in ("to", "with") for m in tree.children(k, "case")
        )
        run = tree.noun_phrase(k)
        if (
            named
            and not one.covers(tree.tokens[k].start)
            and k not in range(*one.cue)
            and media.may_be_media(run)
        ):
            found.append(run)
    return found


def _at(tree: Tree, lexicon: Lexicon, media: Media, one: Found, k: int) -> list[Run]:
    low, lemma = tree.low[k], tree.lemmas[k]
    stop = tree.sentence_of(k)[1]
    if lemma in lexicon.words("interview_noun") and tree.upos(k) == "NOUN":
        named = _after(tree, k, stop, ("with", "to", "by", "on", "for", "from"))
        return [run for run in named if media.may_be_media(run) and run not in one.sources][:1]
    if lemma in CARRIERS and tree.upos(k) in VERBAL and (tree.low[k] != lemma):
        named = _after(tree, k, stop, ("by", "in", "on"), reach=3)
        return [run for run in named if media.may_be_media(run)][:1]
    if lemma in ("speak", "talk") and k != one.head:
        named = _after(tree, k, stop, ("to", "with", "on"), reach=2)
        return [run for run in named if media.may_be_media(run)][:1]
    if low in ("on", "via", "through", "over") and tree.rels[k] == "case":
        head = tree.head(k)
        run = tree.noun_phrase(head)
        platform = {tree.lemmas[m] for m in range(*run)} & lexicon.words("platform_noun")
        if (
            platform
            and not (platform == {"x"} and tree.low[head] != "x")
            and not (platform == {"truth"} and "social" not in tree.low[run[0] : run[1]])
        ):
            return [run]
        voice = tree.lemmas[tree.head_of(run)] in lexicon.words("person_noun") and k in tree.subtree(one.head)
        if media.is_media(run) and run not in one.sources:
            return [run] if low != "over" else []
        return [run] if low in ("via", "through") and voice else []
    return []


def _after(tree: Tree, k: int, stop: int, prepositions: tuple[str, ...], reach: int = REACH) -> list[Run]:
    """The noun phrases after certain prepositions, not far on."""
    found = []
    for m in range(k + 1, min(stop, k + reach)):
        if tree.low[m] in prepositions:
            head = next(
                (
                    n
                    for n in range(m + 1, min(stop, m + 7))
                    if tree.upos(n) in ("PROPN", "NOUN") and tree.rels[n] not in ("compound", "amod")
                ),
                None,
            )
            if head is not None:
                first, end = tree.noun_phrase(head)
                found.append((max(first, m + 1), end))
    return found


def _distinct(runs: list[Run]) -> list[Run]:
    kept: list[Run] = []
    for run in runs:
        if not any(run[0] < other[1] and other[0] < run[1] for other in kept):
            kept.append(run)
    return kept
