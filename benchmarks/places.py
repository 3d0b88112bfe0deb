"""Places: news with toponyms and coordinates (LGL, GeoVirus), scored for points within 161 km.

    python -m benchmarks.places --data FILE|DIR [--json] [--without-reader]

``acc161``    gold toponyms given: share of those with gold coordinates placed within 161 km; a toponym
              without a place counts as wrong. Each report is read alone.
``acc161_outlet``  the same, with the places of the same outlet's other reports known, where the data name
              an outlet (their gold is not used).
``resolved``  share of those toponyms that are given a point at all.
``e2e_f1``    from raw text: a place is right when its span overlaps a gold toponym and it lies within
              161 km; F1 over gold toponyms with coordinates. Places found where gold has a toponym without
              coordinates count neither way. The toponyms are found with what the reader says of the text;
              ``e2e_f1_plain`` is the same without it.
``median_km`` median distance of the toponyms that are given a point.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.adapter import System
from benchmarks.command import Options, Result
from benchmarks.scoring import Counts
from corpora.places import Article, Toponym, read
from corpora.sample import CorpusError
from counterclaim.events.gazetteer import Gazetteer, open_gazetteer
from counterclaim.events.place_ranker import Familiar
from counterclaim.events.places import familiar_places, resolve
from counterclaim.events.toponyms import find_toponyms
from counterclaim.records import Annotation, Place

WITHIN_KM = 161.0
DEFINITION = (__doc__ or "").split("\n\n", 2)[2].strip()


def kilometres(lat: Any, lon: Any, other_lat: Any, other_lon: Any) -> Any:
    """Great-circle distance of points in degrees; arrays are taken element by element."""
    lat, lon, other_lat, other_lon = (np.radians(value) for value in (lat, lon, other_lat, other_lon))
    half = (
        np.sin((lat - other_lat) / 2) ** 2
        + np.cos(lat) * np.cos(other_lat) * np.sin((lon - other_lon) / 2) ** 2
    )
    return 2 * 6371.0 * np.arcsin(np.sqrt(half))


def distance(place: Place, gold: Toponym) -> float | None:
    """Kilometres between a place and a gold toponym, None where either has no point."""
    if place.lat is None or place.lon is None or gold.lat is None or gold.lon is None:
        return None
    return float(kilometres(place.lat, place.lon, gold.lat, gold.lon))


def is_within(km: float | None) -> bool:
    return km is not None and km <= WITHIN_KM


def given(article: Article, gazetteer: Gazetteer, familiar: Familiar | None = None) -> list[Place]:
    """The places of an article's gold toponyms, one each."""
    toponyms = [(t.start, t.end, t.name) for t in article.toponyms]
    return resolve(toponyms, text=article.text, gazetteer=gazetteer, familiar=familiar)[: len(toponyms)]


def end_to_end(article: Article, gazetteer: Gazetteer, annotation: Annotation | None = None) -> Counts:
    """Counts of one article read from raw text, with what the reader says of it or without."""
    toponyms = find_toponyms(article.text, gazetteer=gazetteer, annotation=annotation)
    places = resolve(toponyms, text=article.text, gazetteer=gazetteer)[: len(toponyms)]
    places = [place for place in places if place.lat is not None]
    taken: set[int] = set()
    wrong = 0
    for place in places:
        met = [n for n, one in enumerate(article.toponyms) if one.start < place.end and place.start < one.end]
        free = [n for n in met if n not in taken]
        near = [n for n in free if is_within(distance(place, article.toponyms[n]))]
        if near:
            taken.add(near[0])
        elif not any(article.toponyms[n].lat is None for n in met):
            wrong += 1
    gold = sum(one.lat is not None for one in article.toponyms)
    return Counts(right=len(taken), gold=gold, predicted=len(taken) + wrong)


def score(articles: list[Article], gazetteer: Gazetteer, system: System | None) -> dict[str, float]:
    """All figures over some articles; without a system those from raw text are had without the reader."""
    alone = [given(article, gazetteer) for article in articles]
    by_outlet: dict[str, list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        if article.outlet:
            by_outlet[article.outlet].append(number)
    away: dict[str, list[float | None]] = {"acc161": [], "acc161_outlet": []}
    ends, plain = Counts(), Counts()
    for number, article in enumerate(articles):
        others = [alone[n] for n in by_outlet.get(article.outlet, ()) if n != number]
        known = alone[number]
        if others:
            known = given(article, gazetteer, familiar_places(others, gazetteer=gazetteer))
        for name, places in (("acc161", alone[number]), ("acc161_outlet", known)):
            away[name] += [
                distance(place, gold)
                for place, gold in zip(places, article.toponyms, strict=True)
                if gold.lat is not None
            ]
        plain += end_to_end(article, gazetteer)
        if system is not None:
            ends += end_to_end(article, gazetteer, system.annotation(article.text))
    ends = plain if system is None else ends
    total = max(len(away["acc161"]), 1)
    points = [km for km in away["acc161"] if km is not None]
    figures = {name: sum(map(is_within, kms)) / total for name, kms in away.items()}
    return figures | {
        "resolved": len(points) / total,
        "e2e_f1": ends.f1,
        "e2e_precision": ends.precision,
        "e2e_recall": ends.recall,
        "e2e_f1_plain": plain.f1,
        "median_km": float(np.median(points)) if points else 0.0,
    }


def measure(system: System | None, options: Options) -> Result:
    """The figures of a file or folder; without a system the reader is not asked."""
    articles = read(options.data)[: options.limit]
    start = time.process_time()
    gazetteer = open_gazetteer()
    opened = time.process_time() - start
    toponyms = sum(len(article.toponyms) for article in articles)
    start = time.process_time()
    for article in articles:
        given(article, gazetteer)
    spent = time.process_time() - start
    figures = score(articles, gazetteer, system)
    figures |= {"open_ms": opened * 1000, "ms_per_20_toponyms": spent / max(toponyms, 1) * 20_000}
    return Result("places", len(articles), figures, DEFINITION)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="an XML file, or a folder of them")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--without-reader", action="store_true", help="find toponyms without the model")
    parser.add_argument("--limit", type=int, help="score at most so many articles")
    args = parser.parse_args()
    try:
        system = None if args.without_reader else System()
        result = measure(system, Options(data=args.data, limit=args.limit))
    except CorpusError as error:
        sys.exit(str(error))
    if not result.items:
        sys.exit(f"{args.data} holds nothing to score; see --help for the layout")
    print(result.as_json() if args.json else result.as_table())


if __name__ == "__main__":
    main()
