"""Learns to tell place names in raw text: takes articles with marked toponyms, gives one table of weights.

    python -m training.toponyms --data FILE|DIR [--folds 5] [--write]

Four tables: for texts as they are and for the same in capitals, each with what the reader says and without.
Prints precision, recall and F1 of spans that overlap a marked toponym, cross-validated by document. A span
that is marked but has no coordinates counts like any other.
"""

from __future__ import annotations

import argparse
import json
import pickle
import zlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from benchmarks.scoring import Counts
from corpora.places import Article, read_file
from counterclaim.events import toponyms
from counterclaim.events.gazetteer import Gazetteer, open_gazetteer
from counterclaim.events.toponyms import FEATURES, MODELS, WEIGHTS, Candidates, collect
from counterclaim.language import Reader
from counterclaim.records import Annotation

PENALTY = 1e-4


@dataclass(slots=True)
class Lesson:
    """An article with its candidates; ``right`` is 1 where a candidate is just a marked toponym."""

    article: Article
    corpus: str
    fold: int
    candidates: Candidates
    right: np.ndarray


class Annotations:
    """What the reader says of texts; ``cache`` is a file that keeps it from one run to the next."""

    def __init__(self, cache: Path | None) -> None:
        self.cache = cache
        self.known: dict[str, Annotation] = (
            pickle.loads(cache.read_bytes()) if cache and cache.exists() else {}
        )
        self.reader: Reader | None = None

    def of(self, text: str) -> Annotation:
        if text not in self.known:
            self.reader = self.reader or Reader()
            self.known[text] = self.reader.annotate(text)
        return self.known[text]

    def keep(self) -> None:
        if self.cache and self.reader:
            self.cache.write_bytes(pickle.dumps(self.known))


def lessons(
    articles: list[tuple[str, Article]], model: str, folds: int, *, gazetteer: Gazetteer, read: Annotations
) -> list[Lesson]:
    """The articles as one model sees them."""
    ready = []
    for corpus, article in articles:
        text = article.text.upper() if model.startswith("capitals") else article.text
        if len(text) != len(article.text):
            continue  # a letter whose capital is two letters
        annotation = read.of(text) if model.endswith("_read") else None
        candidates = collect(text, gazetteer=gazetteer, annotation=annotation)
        # Adjectives of countries are marked in LGL; they are no places here.
        gold = {(t.start, t.end) for t in article.toponyms if t.name.lower() not in gazetteer.adjectives}
        exact = np.array([span in gold for span in candidates.spans], float)
        fold = zlib.crc32((article.outlet or article.id).encode()) % folds
        ready.append(Lesson(article, corpus, fold, candidates, exact))
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


def cross_validate(ready: list[Lesson], folds: int) -> dict[tuple[str, float], Counts]:
    """Counts of each corpus at each threshold."""
    counts: dict[tuple[str, float], Counts] = defaultdict(Counts)
    for fold in range(folds):
        w = learn([one for one in ready if one.fold != fold])
        for lesson in ready:
            if lesson.fold == fold:
                for threshold in (0.3, 0.4, 0.5):
                    counts[lesson.corpus, threshold] += compare(lesson, spans(lesson, w, threshold))
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5, help="0: do not cross-validate")
    parser.add_argument("--cache", type=Path, help="keeps what the reader says from one run to the next")
    parser.add_argument("--write", action="store_true", help="write the tables that the package reads")
    args = parser.parse_args()
    paths = sorted(args.data.glob("*.xml")) if args.data.is_dir() else [args.data]
    articles = [(path.stem, article) for path in paths for article in read_file(path)]
    gazetteer, read = open_gazetteer(), Annotations(args.cache)
    tables = {}
    for model in MODELS:
        ready = lessons(articles, model, max(args.folds, 1), gazetteer=gazetteer, read=read)
        for (corpus, threshold), counts in sorted(cross_validate(ready, args.folds).items()):
            figures = f"P {counts.precision:.3f} R {counts.recall:.3f} F1 {counts.f1:.3f}"
            print(f"{model:<14} {corpus:<10} from {threshold}: {figures}", flush=True)
        if args.write:
            w = zip(FEATURES, learn(ready), strict=True)
            tables[model] = {name: round(float(v), 3) for name, v in w if abs(v) >= 0.0005}
    read.keep()
    if args.write:
        WEIGHTS.write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")
        print(f"written: {WEIGHTS}")


if __name__ == "__main__":
    main()
