"""How far one text is taken from another: containment of the rarer shingles, less contradicting facts.

Takes two Sketches; gives the Evidence. Leaves the search for candidates and the grouping to ``origins.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterclaim.documents.sketch import Sketch

# Two reporters write down one colonel's words: shared quotations alone make no copy. They are not nothing
# either, since an interview is mostly quotation.
QUOTED: Final = 0.2
LEAST_SHARED: Final = 6  # shingles, nine running words: less is a phrase
LEAST_FACTS: Final = 3  # before numbers are judged by themselves, and sentences beside single facts
FLOOR: Final = 0.3  # containment below which nothing more is asked: no credit lifts it to an acceptance
# A text far shorter than the other says too little of it: a digest of ten stories contains ten texts, and
# must not make one origin of them. Papers cut to about a third.
LEAST_PART: Final = 0.12


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one text's being taken from the other.

    ``containment``: weighted share of the shorter text's shingles that the longer one has, 0 to 1.
    ``conflict``: share of the shorter text's facts whose context stands in the longer one with another fact,
    0 to 1. ``score`` is containment × (1 - conflict). ``shared_sentences`` are word for word.
    """

    score: float
    containment: float
    conflict: float
    shared_sentences: int


NOTHING: Final = Evidence(0.0, 0.0, 0.0, 0)


def compare(one: Sketch, other: Sketch, crowd: Mapping[int, int]) -> Evidence:
    """Compare two texts; the order of the two does not matter.

    ``crowd`` says of a sentence (by hash) in how many otherwise different texts it stands, where in more than
    two; it then counts for that much less: an outlet's standing paragraphs make no copies.
    """
    short, long = sorted(
        (one, other), key=lambda sketch: (sketch.shingles.size << sketch.halvings, sketch.text)
    )
    mine, places = short.shingles, short.places
    if long.halvings > short.halvings:
        size = int(np.searchsorted(mine, np.uint32((1 << (32 - long.halvings)) - 1), side="right"))
        mine, places = mine[:size], places[:size]
    theirs = long.shingles
    if not mine.size or not theirs.size:
        return NOTHING
    at = np.searchsorted(theirs, mine)
    at[at == theirs.size] = 0
    hit = theirs[at] == mine
    if int(hit.sum()) < LEAST_SHARED or mine.size < LEAST_PART * theirs.size:
        return NOTHING
    weight = np.where(places & 1, QUOTED, 1.0) * _rarity(short, crowd)[places >> 1]
    shared = np.where(long.places[at] & 1, np.minimum(weight, QUOTED), weight)[hit].sum()
    containment = float(shared / weight.sum())
    if containment < FLOOR:
        return NOTHING
    conflict = _conflict(short, long)
    sentences = np.intersect1d(short.sentences, long.sentences)
    return Evidence(containment * (1 - conflict), containment, conflict, int(np.count_nonzero(sentences)))


def _rarity(sketch: Sketch, crowd: Mapping[int, int]) -> NDArray[np.float64]:
    """A weight for each sentence by index."""
    most = int(sketch.places.max() >> 1) + 1
    weights = np.ones(max(most, sketch.sentences.size))
    if crowd:
        for index, sentence in enumerate(sketch.sentences.tolist()):
            if sentence in crowd:
                weights[index] = 2.0 / crowd[sentence]
    return weights


def _conflict(short: Sketch, long: Sketch) -> float:
    """Texts from one template have the same contexts with other facts in them; copies keep the facts.

    Each distinct fact counts once, so that a house's own spelling of a name does not weigh with each mention;
    from three contradicted ones on, the sentences touched count too, since a template has facts that stay
    (the force, the agency), but hardly a sentence in which none changes. One is added below the line, as a
    prior for agreement.
    """
    known = _within(short.contexts, np.sort(long.contexts))
    if not known.any():
        return 0.0
    agrees = _within(short.stated[known], np.sort(long.stated))
    facts, at = np.unique(short.facts[known], return_inverse=True)
    contradicted = np.bincount(at, weights=agrees, minlength=facts.size) == 0
    count = int(contradicted.sum())
    conflict = count / (facts.size + 1)
    if count >= LEAST_FACTS:
        touched = short.sentences_of_facts[known]
        changed = np.unique(touched[contradicted[at]]).size
        conflict = max(conflict, changed / (np.unique(touched).size + 1))
    numbers = (facts & 1).astype(np.bool_)
    if numbers.sum() >= LEAST_FACTS:  # names may stand fixed in a template, numbers never do
        conflict = max(conflict, contradicted[numbers].sum() / (numbers.sum() + 1))
    return float(conflict)


def _within(values: NDArray[np.uint32], ordered: NDArray[np.uint32]) -> NDArray[np.bool_]:
    at = np.searchsorted(ordered, values)
    at[at == ordered.size] = 0
    found: NDArray[np.bool_] = ordered[at] == values if ordered.size else np.zeros(values.size, np.bool_)
    return found
