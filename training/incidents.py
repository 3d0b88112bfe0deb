"""Fits the learned scores of the room of incidents, and writes them as files that a person can read.

    python -m training.incidents same --data DIR      two mentions tell of the very same event (ECB+)
    python -m training.incidents finding --data DIR   a word tells an event, for the benchmark from raw text (ECB+)
    python -m training.incidents across --data DIR    two documents tell of one happening (ECB+ and MUC)

DIR is the folder of research data. Only the training topics and messages are read, for the scale of a threshold too.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks import incidents_finding, incidents_muc
from benchmarks.adapter import System
from benchmarks.incidents_ecbplus import Telling, gold_profiles, tellings
from benchmarks.incidents_gold import gold_pairs, relevant
from corpora import ecbplus
from counterclaim.incidents import across, profiles, same
from counterclaim.incidents.coreference import stories
from counterclaim.incidents.profile import Profile
from training.logistic import Floats, fit

DATA = Path("src/counterclaim/incidents/data")
_THOUSANDTHS = 3
_KEPT = 0.12  # share of the pairs of two events that are read
_HELD = 40.0  # how firmly weights are held where messages of one kind of war say little
_NEARER = 0.7  # how far the bias lies from that of MUC towards that of ECB+
# What each feature should weigh where the corpora say nothing of it.
PRIOR = {
    "same_text": 5.0, "place_near": 2.2, "place_apart": -4.0, "place_unknown": 0.3, "time_meets": 1.2,
    "next_day": 0.4, "time_apart": -3.0, "printed_apart": -1.5, "same_kind": 0.6, "other_kind": -1.5,
    "same_mode": 0.5, "other_mode": -0.4, "same_actors": 1.2, "same_hit": 1.0, "same_victim": 1.5,
    "other_hit": -1.0, "same_deed": 0.8, "same_toll": 1.0, "toll_apart": -0.5, "same_means": 0.4,
    "same_words": 3.0, "same_topic": 3.0, "rare_name": 1.5,
}  # fmt: skip


def main() -> None:
    """Fit one score."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("score", choices=sorted(SCORES))
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    SCORES[arguments.score](arguments.data, System(threads=1))


def train_stories(data: Path, system: System) -> list[Telling]:
    """The stories of the training topics, read."""
    stories = [s for s in ecbplus.read(data / "incidents/ecbplus") if ecbplus.side(s.topic) == "train"]
    return list(tellings(stories, system))


def fit_same(data: Path, system: System) -> None:
    """Pairs of gold mentions of one story: whether they are of one chain. Of those that are not, some stand for all."""
    mentions = [pair for told in train_stories(data, system) for pair in gold_profiles([told])]
    chains = {profile.mention: chain for profile, chain in mentions}
    chance = random.Random(1)
    rows, right, weights = [], [], []
    for story in stories(profile for profile, _ in mentions):
        for at, a in enumerate(story):
            for b in story[:at]:
                one = chains[a.mention] == chains[b.mention]
                if one or chance.random() < _KEPT:
                    rows.append(list(same.values(a, b).values()))
                    right.append(float(one))
                    weights.append(1.0 if one else 1.0 / _KEPT)
    fitted = fit(np.array(rows), np.array(right), weights=np.array(weights))
    write(DATA / "same.json", same.NAMES, fitted)
    print(f"{len(rows)} pairs, {sum(right):.0f} of one event")


def fit_finding(data: Path, system: System) -> None:
    """Words of annotated sentences: whether they tell an event; stems are rated on other topics than their own."""
    told = train_stories(data, system)
    cases = [case for one in told for case in words_of(one)]
    counts = counted(cases)
    share = sum(right for *_, right in cases) / len(cases)
    by_topic = {topic: counted([c for c in cases if c[0] == topic]) for topic in {c[0] for c in cases}}
    rated = {
        topic: incidents_finding.rates(without(counts, own), share=share) for topic, own in by_topic.items()
    }
    rows = [
        incidents_finding.with_rate(features, rated[topic].get(stem, 0.0))
        for topic, stem, features, _ in cases
    ]
    names = sorted({name for row in rows for name in row})
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    right = np.array([float(case[3]) for case in cases])
    bias, weights = fit(table, right)
    content = {
        "bias": round(bias, 3),
        "least": best_least(bias + table @ weights, right),
        "weights": {name: round(float(value), 3) for name, value in zip(names, weights, strict=True)},
        "rates": {
            stem: rate
            for stem, rate in sorted(incidents_finding.rates(counts, share=share).items())
            if counts[stem][1] >= 2
        },
    }
    incidents_finding.FILE.write_text(
        json.dumps(content, indent=0, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    print(f"{len(cases)} words, {right.sum():.0f} tell an event")


Word = tuple[str, str, dict[str, float], bool]  # topic, stem, features, whether it tells an event


def words_of(told: Telling) -> Iterable[Word]:
    """The words of the annotated sentences of a story. Of a gold mention of several words the head tells it."""
    heads = set()
    for mention in told.story.mentions:
        run = told.tree.run_in(mention.start, mention.end)
        if run is not None:
            heads.add(told.tree.head_of(run))
    for k, features in incidents_finding.featured(told.tree, told.annotation, told.story.listed):
        yield told.story.topic, incidents_finding.stem_of(told.tree, k), features, k in heads


def counted(cases: Iterable[Word]) -> dict[str, tuple[int, int]]:
    """Stem → how often it told an event, how often it stood."""
    found: dict[str, tuple[int, int]] = {}
    for _, stem, _, right in cases:
        told, total = found.get(stem, (0, 0))
        found[stem] = (told + right, total + 1)
    return found


def without(
    counts: Mapping[str, tuple[int, int]], own: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """Counts less those of one topic."""
    rest = {s: (a - own.get(s, (0, 0))[0], b - own.get(s, (0, 0))[1]) for s, (a, b) in counts.items()}
    return {stem: pair for stem, pair in rest.items() if pair[1]}


def best_least(logits: Floats, right: Floats) -> float:
    """The logit from which a word is taken, by F1."""

    def f1(least: float) -> float:
        taken = logits >= least
        return float(2 * (right * taken).sum() / (right.sum() + taken.sum()))

    return float(max((step / 10 for step in range(-20, 11)), key=f1))


def fit_across(data: Path, system: System) -> None:
    """Happenings that documents lead with: of one story in ECB+, of one incident in MUC, as far as they share a key.

    Both are of one kind of news each, and in neither are incidents as frequent as in a ledger: weights are held to
    PRIOR, each corpus has a bias of its own while they are fitted, and the one that is kept lies between: where
    reports of one incident hold together and those of others of its kind stay apart, in stories written for that.
    """
    stories_, messages = _stories(train_stories(data, system)), _messages(data, system)
    cases = [*messages, *stories_]
    rows = np.array([[feature(a, b) for feature in across.FEATURES.values()] for a, b, _, _ in cases])
    corpus = np.array([[float(at >= len(messages))] for at in range(len(cases))])
    right = np.array([float(one) for _, _, one, _ in cases])
    prior = np.array([*(PRIOR[name] for name in across.FEATURES), 0.0])
    bias, weights = fit(
        np.hstack([rows, corpus]),
        right,
        weights=np.array([weight for *_, weight in cases]),
        prior=prior,
        penalty=_HELD,
    )
    kept = np.where(weights[:-1] * prior[:-1] > 0, weights[:-1], 0.0)  # likeness never speaks against a link
    write(DATA / "across.json", across.FEATURES, (bias + _NEARER * weights[-1], kept))
    print(f"{len(rows)} pairs, {right.sum():.0f} of one happening")


Case = tuple[Profile, Profile, bool, float]


def _stories(told: Sequence[Telling]) -> list[Case]:
    """The main happenings of the documents of one topic: one where both halves of the topic are the same."""
    leads: dict[str, list[tuple[str, Profile]]] = {}
    for one in told:
        found = [profile for profile in profiles(one.report) if profile.whole is not None]
        if found:
            main = max(found, key=lambda p: (p.whole.mentions if p.whole else 0, -p.position))
            half = "plus" if "plus" in one.story.id else ""
            leads.setdefault(one.story.topic, []).append((half, main))
    return [
        (a, b, half == other, 0.1)
        for mains in leads.values()
        for at, (half, a) in enumerate(mains)
        for other, b in mains[:at]
        if not across.apart(a, b)
    ]


def _messages(data: Path, system: System) -> list[Case]:
    """Happenings of two messages that share a key; the likeliest pair of two messages of one incident is one."""
    folder = data / "events/muc/dev"
    samples = [one for one in incidents_muc.messages(folder) if incidents_muc.side(one.id) == "train"]
    reports = list(incidents_muc.read(samples, system, name="muc-dev"))
    named = {told.document.id: sample.id for told, sample in zip(reports, samples, strict=True)}
    leads = [p for told in reports for p in profiles(told) if incidents_muc.tells_deed(p)]
    known = {one.mention: one for one in leads}
    gold, told = gold_pairs(samples), relevant(samples)
    best: dict[tuple[str, str], tuple[float, Profile, Profile]] = {}
    cases: list[Case] = []
    for x, y in sorted(incidents_muc.candidates(leads)):
        a, b = known[x], known[y]
        pair = (min(named[a.document], named[b.document]), max(named[a.document], named[b.document]))
        if pair[0] == pair[1] or not told.issuperset(pair) or across.apart(a, b):
            continue
        if pair not in gold:
            cases.append((a, b, False, 1.0))
            continue
        value = across.same_words(a, b) + across.place_near(a, b) + across.same_actors(a, b)
        if pair not in best or value > best[pair][0]:
            best[pair] = (value, a, b)
    crowd: dict[str, int] = {}
    for first, second in best:
        crowd[first], crowd[second] = crowd.get(first, 0) + 1, crowd.get(second, 0) + 1
    for (first, second), (_, a, b) in best.items():
        cases.append(
            (a, b, True, 3.0 / max(crowd[first], crowd[second]) ** 0.5)
        )  # no one incident counts for all
    return cases


def write(file: Path, features: Iterable[str], fitted: tuple[float, Floats]) -> None:
    """A score as a file."""
    bias, weights = fitted
    content = {
        "bias": round(bias, _THOUSANDTHS),
        "weights": {n: round(float(v), _THOUSANDTHS) for n, v in zip(features, weights, strict=True)},
    }
    file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


SCORES: dict[str, Callable[[Path, System], None]] = {
    "same": fit_same,
    "finding": fit_finding,
    "across": fit_across,
}

if __name__ == "__main__":
    main()
