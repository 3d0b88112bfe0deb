"""Learns the weights by which place names are resolved: takes articles with coordinates, gives one table.

    python -m training.places --data FILE|DIR [--mixin 600] [--folds 5] [--write]

Prints the share of toponyms within 161 km, cross-validated by document (all articles of one page stay in
one fold), for each file: read alone, and with the outlet's other reports known where the corpus names the
outlet. With ``--write`` it then learns from all of them and writes ``data/places/ranker.json``.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from benchmarks.places import WITHIN_KM, distance, is_within, kilometres
from corpora.places import Article, read_file
from counterclaim.events.gazetteer import KINDS, Gazetteer, open_gazetteer
from counterclaim.events.place_mentions import Gathered, gather
from counterclaim.events.place_ranker import (
    FEATURES,
    STAGES,
    WEIGHTS,
    Familiar,
    Ground,
    ground,
    of_document,
    of_name,
    of_outlet,
    probabilities,
    rank,
    together,
)
from counterclaim.events.places import familiar_places, place_all
from training.place_mixin import reports

PENALTY = 0.01  # on squared weights, a toponym
WORLDWIDE_STEP = 12  # of the reports without outlet, every twelfth is taken for one outlet's
VAGUE_KM = 3000.0
WIDE = np.isin(
    KINDS, ("country", "admin1", "continent", "region", "area", "ocean", "sea", "river", "mountain")
)
MIXIN_WORTH = 1.0  # of a corpus
CREDIT_KM = 30.0  # of candidates within 161 km, nearer ones are better


@dataclass(slots=True)
class Lesson:
    """One article, ready: groups with candidates, features, and what each group ought to be.

    ``right`` (candidates) and ``right_none`` (groups) are credits of 0 to 1; ``count`` is the number of
    gold toponyms of each group.
    """

    article: Article
    corpus: str
    fold: int
    gathered: Gathered
    x: np.ndarray
    none: np.ndarray
    on: Ground
    right: np.ndarray
    right_none: np.ndarray
    count: np.ndarray


def lessons(paths: list[Path], folds: int, gazetteer: Gazetteer, *, mixin: int) -> list[Lesson]:
    """The articles of some files; folds are of outlets or pages, so that no story stands in two."""
    articles = [(path.stem, article) for path in paths for article in read_file(path)]
    articles += [("mixin", article) for article in reports(mixin)]
    ready = []
    for corpus, article in articles:
        toponyms = [(t.start, t.end, t.name) for t in article.toponyms]
        if not toponyms:
            continue
        gathered = gather(toponyms, text=article.text, dateline=None, gazetteer=gazetteer)
        x, none = of_name(gathered)
        found, groups = gathered.found, len(gathered.groups)
        right, right_none, count = np.zeros(len(found)), np.zeros(groups), np.zeros(groups)
        for toponym, group in zip(article.toponyms, gathered.of, strict=True):
            if toponym.lat is None or toponym.lon is None:
                continue
            count[group] += 1
            mine = np.flatnonzero(found.query == group)
            away = kilometres(found.lat[mine], found.lon[mine], toponym.lat, toponym.lon)
            credit = np.where(away < WITHIN_KM, np.exp(-away / CREDIT_KM), 0.0)
            if credit.any():
                right[mine] += credit / credit.max()
            elif (wide := mine[WIDE[found.kind[mine]] & (away < VAGUE_KM)]).size:
                right[wide] += 1  # a region or a large unit: where its point lies is a convention
            else:
                right_none[group] += 1
        share = np.maximum(count, 1)
        fold = zlib.crc32((article.outlet or article.id).encode()) % folds
        ready.append(
            Lesson(
                article,
                corpus,
                fold,
                gathered,
                x,
                none,
                ground(gathered),
                right / share[found.query],
                right_none / share,
                count,
            )
        )
    return ready


def learn(
    kept: list[Lesson], xs: list[np.ndarray], nones: list[np.ndarray], start: np.ndarray | None = None
) -> np.ndarray:
    """The weights that give the right candidates most probability; each corpus counts alike."""
    x, none = np.concatenate(xs), np.concatenate(nones)
    bases = np.cumsum([0, *(len(n) for n in nones)])
    query = np.concatenate([lesson.gathered.found.query + b for lesson, b in zip(kept, bases, strict=False)])
    right = np.concatenate([lesson.right for lesson in kept])
    right_none = np.concatenate([lesson.right_none for lesson in kept])
    totals: dict[str, float] = defaultdict(float)
    for lesson in kept:
        totals[lesson.corpus] += lesson.count.sum()
    worth = np.concatenate(
        [
            lesson.count / totals[lesson.corpus] * (MIXIN_WORTH if lesson.corpus == "mixin" else 1.0)
            for lesson in kept
        ]
    )
    worth = worth / worth.sum() * (worth > 0)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        p, of_none = probabilities(x, none, query, w)
        good = np.bincount(query, p * right, len(none)) + of_none * right_none + 1e-9
        value = -(worth * np.log(good)).sum() + PENALTY / 100 * (w**2).sum()
        towards = (p - p * right / good[query]) * worth[query]
        towards_none = (of_none - of_none * right_none / good) * worth
        return value, x.T @ towards + none.T @ towards_none + PENALTY / 50 * w

    first = np.zeros(x.shape[1]) if start is None else start
    return minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def learn_stages(kept: list[Lesson], model: str, familiar: list[Familiar | None]) -> dict[str, np.ndarray]:
    """All stages of one model, each on what the stage before it makes of the same documents."""
    learned: dict[str, np.ndarray] = {}
    xs, nones = [lesson.x.copy() for lesson in kept], [lesson.none.copy() for lesson in kept]
    for x, lesson, known in zip(xs, kept, familiar, strict=True):
        if known is not None:
            of_outlet(x, lesson.gathered.found, lesson.on.points, known)
    for stage in STAGES:
        w = learned[f"{model}.{stage}"] = learn(kept, xs, nones)
        for x, none, lesson in zip(xs, nones, kept, strict=True):
            p, of_none = probabilities(x, none, lesson.gathered.found.query, w)
            of_document(x, lesson.gathered, p, on=lesson.on)
            together(none, of_none)
    return learned


class Outlets:
    """Where each outlet's other reports play, as the model without outlets sees it."""

    def __init__(
        self, all_lessons: list[Lesson], learned: dict[str, np.ndarray], gazetteer: Gazetteer
    ) -> None:
        self.gazetteer = gazetteer
        self.places = {
            id(lesson): place_all(
                lesson.gathered,
                rank(lesson.gathered, learned=learned),
                [(t.start, t.end, t.name) for t in lesson.article.toponyms],
                text=lesson.article.text,
                gazetteer=gazetteer,
            )
            for lesson in all_lessons
        }
        self.of: dict[str, list[Lesson]] = defaultdict(list)
        for lesson in all_lessons:
            self.of[lesson.article.outlet].append(lesson)

    def familiar(self, lesson: Lesson) -> Familiar | None:
        others = [o for o in self.of[lesson.article.outlet] if o is not lesson]
        if not lesson.article.outlet:  # stands for an outlet that writes of the whole world
            others = [o for o in others if o.corpus == lesson.corpus][lesson.fold :: WORLDWIDE_STEP]
        if not others:
            return None
        return familiar_places([self.places[id(o)] for o in others], gazetteer=self.gazetteer)


def right_ones(
    lesson: Lesson, learned: dict[str, np.ndarray], familiar: Familiar | None, *, gazetteer: Gazetteer
) -> tuple[int, int]:
    """Toponyms within 161 km, and all that have coordinates."""
    toponyms = [(t.start, t.end, t.name) for t in lesson.article.toponyms]
    ranked = rank(lesson.gathered, learned=learned, familiar=familiar)
    places = place_all(lesson.gathered, ranked, toponyms, text=lesson.article.text, gazetteer=gazetteer)
    good = total = 0
    for gold, place in zip(lesson.article.toponyms, places, strict=False):
        if gold.lat is None or gold.lon is None:
            continue
        total += 1
        good += is_within(distance(place, gold))
    return good, total


def learn_all(kept: list[Lesson], gazetteer: Gazetteer) -> dict[str, np.ndarray]:
    """Both models: reports alone, and reports of outlets that are known."""
    learned = learn_stages(kept, "alone", [None] * len(kept))
    outlets = Outlets(kept, learned, gazetteer)
    familiar = [outlets.familiar(lesson) for lesson in kept]
    known = [n for n, one in enumerate(familiar) if one is not None]
    if not known:
        return learned
    return learned | learn_stages([kept[n] for n in known], "outlet", [familiar[n] for n in known])


def cross_validate(ready: list[Lesson], folds: int, gazetteer: Gazetteer) -> dict[str, list[int]]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for fold in range(folds):
        kept = [lesson for lesson in ready if lesson.fold != fold]
        learned = learn_all(kept, gazetteer)
        outlets = Outlets(ready, learned, gazetteer) if "outlet.name" in learned else None
        for lesson in ready:
            if lesson.fold != fold:
                continue
            models = ("alone", "outlet") if lesson.article.outlet else ("alone",)
            for name in (f"{lesson.corpus} {model}" for model in models):
                familiar = outlets.familiar(lesson) if outlets and name.endswith("outlet") else None
                good, total = right_ones(lesson, learned, familiar, gazetteer=gazetteer)
                counts[name][0] += good
                counts[name][1] += total
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--mixin", type=int, default=600, help="made reports to learn from besides")
    parser.add_argument("--folds", type=int, default=5, help="0: do not cross-validate")
    parser.add_argument("--write", action="store_true", help="write the table that the package reads")
    args = parser.parse_args()
    paths = sorted(args.data.glob("*.xml")) if args.data.is_dir() else [args.data]
    gazetteer = open_gazetteer()
    ready = lessons(paths, max(args.folds, 1), gazetteer, mixin=args.mixin)
    if args.folds:
        for name, (good, total) in cross_validate(ready, args.folds, gazetteer).items():
            print(f"{name:<20} {good / max(total, 1):.4f} of {total}, cross-validated in {args.folds} folds")
    if args.write:
        table = {
            stage: {name: round(float(v), 3) for name, v in zip(FEATURES, w, strict=True) if abs(v) >= 0.0005}
            for stage, w in learn_all(ready, gazetteer).items()
        }
        WEIGHTS.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
        print(f"written: {WEIGHTS}")


if __name__ == "__main__":
    main()
