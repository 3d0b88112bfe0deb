"""Incidents: event coreference on ECB+, and with ``--muc`` messages of one incident on MUC.

    python -m benchmarks.incidents --data DIR [--split dev] [--json]
    python -m benchmarks.incidents --data DIR --muc [--split dev] [--json]

DIR is ECB+ in its own layout: a folder for each topic beside the list of annotated sentences; with ``--muc`` a
folder of MUC messages and keys. ``--split dev`` scores the topics that are held out among those that are there
(``corpora/ecbplus.py``), or the messages that are (``benchmarks/incidents_muc.py``).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from benchmarks.adapter import System
from benchmarks.command import Options, Result, run
from benchmarks.incidents_ecbplus import Telling, gold_profiles, profiles_at, tellings
from benchmarks.incidents_finding import finder
from benchmarks.incidents_scoring import conll
from corpora import ecbplus
from counterclaim.incidents.coreference import coreferent
from counterclaim.incidents.profile import Profile

DEFINITION = """\
conll_f1: the mean of muc_f1, b3_f1 and ceafe_f1 (benchmarks/incidents_scoring.py) over all gold mentions of events in
the annotated sentences, singletons among them, with clusters over the whole corpus scored: which documents are of
one topic is not given. e2e_conll_f1: the same where the mentions are those that the system finds in these sentences;
one is a gold mention where its word lies in that, each once, and others count against it. found_f1: words found.
Items are gold mentions. Times, places and who takes part are read from the text, never from the gold."""


def measure(system: System, options: Options) -> Result:
    """Score a folder of topics."""
    stories = [
        story for story in ecbplus.read(options.data) if options.split in ("all", ecbplus.side(story.topic))
    ][: options.limit]
    told = list(tellings(stories, system))
    mentions = gold_profiles(told)
    gold = gold_clusters(mentions)
    figures = conll(gold, clustered([profile for profile, _ in mentions]))
    figures |= raw(told, gold)
    return Result("incidents", len(mentions), figures, DEFINITION)


def raw(told: Iterable[Telling], gold: Sequence[set[str]]) -> dict[str, float]:
    """The figures where the mentions are found too."""
    profiles: list[Profile] = []
    right = wanted = 0
    for one in told:
        spans = finder().find(one, one.story.listed)
        names = matched(one, spans)
        right += sum("?" not in name for name in names)
        wanted += len(one.story.mentions)
        profiles += profiles_at(one, spans, names)
    found = conll(gold, clustered(profiles))
    figures = {f"e2e_{name}": value for name, value in found.items()}
    return figures | {"found_f1": 2 * right / (wanted + len(profiles)) if wanted else 0.0}


def matched(told: Telling, spans: Sequence[tuple[int, int]]) -> list[str]:
    """A name for each span: of the gold mention in which it lies, each once; of its own otherwise."""
    left = {(m.start, m.end): f"{told.story.id}#{at}" for at, m in enumerate(told.story.mentions)}
    names = []
    for start, end in spans:
        holder = next((key for key in left if key[0] <= start and end <= key[1]), None)
        names.append(left.pop(holder) if holder else f"{told.story.id}?{start}")
    return names


def gold_clusters(mentions: Iterable[tuple[Profile, str]]) -> list[set[str]]:
    """The mentions by chain."""
    found: dict[str, set[str]] = {}
    for profile, chain in mentions:
        found.setdefault(chain, set()).add(profile.mention)
    return list(found.values())


def clustered(profiles: Iterable[Profile]) -> list[set[str]]:
    """The mentions by event, as the system has them."""
    return [{one.mention for one in group} for group in coreferent(profiles)]


def main() -> None:
    """The command line of either."""
    if "--muc" in sys.argv:
        from benchmarks import incidents_muc  # noqa: PLC0415

        sys.argv.remove("--muc")
        run(incidents_muc.measure, f"{__doc__}\n\n{incidents_muc.DEFINITION}")
    else:
        run(measure, f"{__doc__}\n\n{DEFINITION}")


if __name__ == "__main__":
    main()
