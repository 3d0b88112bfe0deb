"""Learns to tell place names in raw text: takes articles with marked toponyms, gives one table of weights.

    python -m training.toponyms --data FILE|DIR [--folds 5] [--write]

Prints precision, recall and F1 of spans that overlap a marked toponym, cross-validated by document. A span
that is marked but has no coordinates counts like any other.
"""

from __future__ import annotations

import argparse
import json
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from benchmarks.scoring import Counts
from corpora.places import Article, read_file
from counterclaim.events import toponyms
from counterclaim.events.gazetteer import Gazetteer, open_gazetteer
from counterclaim.events.toponyms import FEATURES, WEIGHTS, Candidates, collect

PENALTY = 1e-4


@dataclass(slots=True)
class Lesson:
    """An article with its candidates; ``right`` is 1 where a candidate is just a marked toponym."""

    article: Article
    corpus: str
    fold: int
    candidates: Candidates
    right: np.ndarray


def lessons(paths: list[Path], folds: int, gazetteer: Gazetteer) -> list[Lesson]:
    ready = []
    for path in paths:
        for article in read_file(path):
            candidates = collect(article.text, gazetteer=gazetteer)
            # Adjectives of countries are marked in LGL; they are no places here.
            gold = {(t.start, t.end) for t in article.toponyms if t.name.lower() not in gazetteer.adjectives}
            exact = np.array([span in gold for span in candidates.spans], float)
            fold = zlib.crc32((article.outlet or article.id).encode()) % folds
            ready.append(Lesson(article, path.stem, fold, candidates, exact))
    return ready


def learn(kept: list[Lesson]) -> np.ndarray:
    """Logistic weights; each corpus counts alike."""
    x = np.concatenate([lesson.candidates.features for lesson in kept])
    y = np.concatenate([lesson.right for lesson in kept])
    corpora = np.array([lesson.corpus for lesson in kept for _ in lesson.right])
    worth = np.zeros(len(y))
    for corpus in set(corpora):
        worth[corpora == corpus] = 1.0 / (corpora == corpus).sum()
    worth /= worth.sum()

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = x @ w
        value = (worth * (np.logaddexp(0, score) - y * score)).sum() + PENALTY * (w**2).sum()
        p = 1 / (1 + np.exp(-score))
        return value, x.T @ (worth * (p - y)) + 2 * PENALTY * w

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def spans(lesson: Lesson, w: np.ndarray, threshold: float) -> list[tuple[int, int]]:
    found = toponyms.select(lesson.candidates, w, threshold=threshold)
    return [(start, end) for start, end, _ in found]


def compare(lesson: Lesson, found: list[tuple[int, int]]) -> Counts:
    gold = [(t.start, t.end) for t in lesson.article.toponyms]
    met = sum(any(a < d and c < b for c, d in found) for a, b in gold)
    good = sum(any(a < d and c < b for c, d in gold) for a, b in found)
    # F1 of overlaps: recall over gold, precision over what was found
    return Counts(min(met, good), len(gold), len(found))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    paths = sorted(args.data.glob("*.xml")) if args.data.is_dir() else [args.data]
    ready = lessons(paths, args.folds, open_gazetteer())
    learned = [learn([one for one in ready if one.fold != fold]) for fold in range(args.folds)]
    for threshold in (0.3, 0.4, 0.5):
        for corpus in sorted({one.corpus for one in ready}):
            counts = Counts()
            for lesson in ready:
                if lesson.corpus == corpus:
                    counts += compare(lesson, spans(lesson, learned[lesson.fold], threshold))
            figures = f"P {counts.precision:.3f} R {counts.recall:.3f} F1 {counts.f1:.3f}"
            print(f"{corpus:<10} from {threshold}: {figures}")
    if args.write:
        table = {name: round(float(v), 3) for name, v in zip(FEATURES, learn(ready), strict=True)}
        WEIGHTS.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
        print(f"written: {WEIGHTS}")


if __name__ == "__main__":
    main()
