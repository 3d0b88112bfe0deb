"""Messages of one incident on MUC: what the ledger's linking makes of reports of attacks, scored by pairs.

``python -m benchmarks.incidents --data DIR --muc``: DIR is a folder of messages with their keys, or one of several
such folders. ``--split dev`` scores the last four hundred messages of the training set, ``train`` those before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from benchmarks.adapter import System
from benchmarks.command import Options, Result
from benchmarks.incidents_gold import gold_pairs, pairs, relevant
from benchmarks.incidents_reading import annotated, document_of, report
from benchmarks.scoring import Counts
from corpora import muc
from corpora.sample import Sample
from counterclaim.incidents import Profile, blocks, cluster, link, profiles
from counterclaim.incidents.kinds import family_of, kind
from counterclaim.records import Incident, Report

DEFINITION = """\
pairwise_f1: pairs of messages that tell of one incident, by the keys (benchmarks/incidents_gold.py), against pairs of
messages that stand in one incident of violence, coercion or harm of ours, by the whole way of the ledger: read,
profiles, blocks, links, clusters. Pairs are of messages of which the keys tell an incident with a day and a country.
Items are messages, those that make no pairs among them."""

HELD = 900  # the number of the last message of the training side
_DEEDS = frozenset({"violence", "coercion", "harm", "force"})


def measure(system: System, options: Options) -> Result:
    """Score a folder."""
    samples = [one for one in messages(options.data) if options.split in ("all", side(one.id))]
    samples = samples[: options.limit]
    reports = list(read(samples, system, name=f"muc-{options.data.name}"))
    named = {report.document.id: sample.id for report, sample in zip(reports, samples, strict=True)}
    found = linked([profile for one in reports for profile in profiles(one)])
    known = relevant(samples)
    given = {pair for pair in predicted_pairs(found, named) if known.issuperset(pair)}
    wanted = gold_pairs(samples)
    counts = Counts(len(wanted & given), len(wanted), len(given))
    figures = {
        "pairwise_f1": counts.f1,
        "pairwise_precision": counts.precision,
        "pairwise_recall": counts.recall,
    }
    return Result("incidents_muc", len(samples), figures, DEFINITION)


def side(message: str) -> str:
    """ "dev" for the messages that are held out."""
    return "dev" if message.startswith("DEV") and int(message[-4:]) > HELD else "train"


def messages(folder: Path) -> Iterator[Sample]:
    """The messages of a folder, or of the folders in it."""
    inner = sorted(one for one in folder.iterdir() if one.is_dir())
    for one in inner or [folder]:
        yield from muc.read(one)


def read(samples: Sequence[Sample], system: System, *, name: str) -> Iterator[Report]:
    """The messages as ``counterclaim.read`` reads them."""
    for document, annotation in annotated((document_of(one.text) for one in samples), system, name=name):
        yield report(document, annotation)


def tells_deed(profile: Profile) -> bool:
    """Whether a mention leads a happening of the kinds that MUC asks for."""
    return profile.whole is not None and family_of(kind(profile)) in _DEEDS


def linked(found: Sequence[Profile]) -> tuple[Incident, ...]:
    """The incidents of some mentions: all pairs that share a key are linked, all are clustered."""
    known = {one.mention: one for one in found}
    links = [made for a, b in sorted(candidates(found)) if (made := link(known[a], known[b])) is not None]
    return cluster(found, links)


def candidates(found: Iterable[Profile]) -> set[tuple[str, str]]:
    """The pairs of mentions that share a key."""
    buckets: dict[str, list[str]] = {}
    for one in found:
        for key in blocks(one):
            buckets.setdefault(key, []).append(one.mention)
    return {pair for names in buckets.values() for pair in combinations(sorted(names), 2)}


def predicted_pairs(found: Iterable[Incident], named: dict[str, str]) -> set[tuple[str, str]]:
    """The pairs of messages that stand in one incident of a deed."""
    return pairs(
        [named[one] for one in incident.documents] for incident in found if family_of(incident.type) in _DEEDS
    )
