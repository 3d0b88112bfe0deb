"""Assessment: dossiers of reports read for real, scored for how each facet stands, and for what must not move it.

``--data`` is a folder of dossiers (``tests/assessment/dossiers`` by default); see ``assessment_dossiers.py``. With
``--kirkuk DIR`` the rows of ``DIR/kirkuk.gold.json`` are scored too, on the report beside it and on it with the
reports of ``--examples``.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from benchmarks.adapter import System
from benchmarks.assessment_dossiers import (
    Dossier,
    accounts,
    dossiers,
    given,
    linked,
)
from benchmarks.assessment_kirkuk import kirkuk_rows
from benchmarks.assessment_scoring import Outcome, changed, false_disputes, score, standings
from benchmarks.command import Options, Result
from counterclaim.records import Accounts, Assessment

DEFINITION: Final = """\
standings: gold rows that stand as the gold says, of all (a gold's first_sight is what it scored before the rules
were mended by it). linked_standings: the same with the incident that
linking finds, where the others are told which reports are of it. leaning, values: which way third parties lean, and
which values are told by whom, right of those golds that say so. false_disputes: assessments held to be disputed in a
facet where no gold row is, for each dossier. even_handed: assessments that find one of the same facet and standing
when two parties' names are exchanged throughout the texts, which are read anew; even_handed_accounts: and in which
each party asserts and denies what the other did. copy_changes,
other_changes, order_changes: standings that change when a syndicated copy is added, when reports of another event
are added, and in the worst of 20 random orders. kirkuk, kirkuk_linked: rows right of the eight of the seed's gold,
given all mentions and as linked; kirkuk_all: as linked among the example's reports. Items are gold rows."""
DOSSIERS: Final = Path(__file__).parents[1] / "tests" / "assessment" / "dossiers"
ORDERS: Final = 20


def measure(system: System, options: Options) -> Result:
    """Read and assess each dossier."""
    counts: Counter[str] = Counter()
    for dossier in dossiers(options.data, system):
        for name, value in counted(dossier).items():
            counts[name] += value
    return Result("assessment", counts["rows"], figures_of(counts), DEFINITION)


def counted(dossier: Dossier, *, tell: bool = False) -> dict[str, int]:
    """The counts of one dossier."""
    reports = list(dossier.reports.values())
    main = [dossier.reports[name] for name in dossier.main]
    incident = given(main, dossier.gold["type"])
    found = accounts(incident, reports)
    outcomes = score(found, dossier.gold["rows"])
    counts = outcome_counts(outcomes)
    by_link = score(accounts(linked(reports, main), reports), dossier.gold["rows"])
    counts["linked_right"] = sum(one.right for one in by_link)
    counts["false_disputes"] = len(false_disputes(found, dossier.gold["rows"]))
    counts["dossiers"] = 1
    before = standings(found)
    without = [name for name in dossier.main if name != dossier.gold.get("copy")]
    few = [dossier.reports[name] for name in without]
    fewer = standings(accounts(given(few, dossier.gold["type"]), few))
    counts["copy_changes"] = changed(fewer, standings(accounts(incident, main)))
    counts["other_changes"] = changed(standings(accounts(incident, main)), before)
    counts["order_changes"] = max(
        changed(before, standings(accounts(incident, one))) for one in _orders(reports)
    )
    if dossier.exchanged:
        counts.update(_exchanged(dossier, found))
    for one in [*outcomes, *by_link] if tell else ():
        if not one.right:
            print(f"{dossier.name}: {one.row['facet']} {one.row.get('subject', '')}: {_told(one)}")
    return counts


def outcome_counts(outcomes: list[Outcome]) -> dict[str, int]:
    """How many rows, and how many of them are right."""
    right = sum(one.right for one in outcomes)
    leaning = [one for one in outcomes if "leaning" in one.row]
    valued = [one for one in outcomes if "values" in one.row]
    return {
        "rows": len(outcomes),
        "right": right,
        "leaning_rows": len(leaning),
        "leaning_right": sum(one.leaning_right for one in leaning),
        "values_rows": len(valued),
        "values_right": sum(one.values_right for one in valued),
    }


def figures_of(counts: Mapping[str, int]) -> dict[str, float]:
    """The figures over all dossiers."""

    def share(right: str, of: str) -> float:
        return counts.get(right, 0) / counts[of] if counts.get(of) else 0.0

    return {
        "standings": share("right", "rows"),
        "linked_standings": share("linked_right", "rows"),
        "leaning": share("leaning_right", "leaning_rows"),
        "values": share("values_right", "values_rows"),
        "false_disputes": share("false_disputes", "dossiers"),
        "even_handed": share("exchanged_standings", "exchanged_all"),
        "even_handed_accounts": share("exchanged_accounts", "exchanged_all"),
        "copy_changes": float(counts.get("copy_changes", 0)),
        "other_changes": float(counts.get("other_changes", 0)),
        "order_changes": float(counts.get("order_changes", 0)),
    }


def _orders(reports: list[Any]) -> Iterator[list[Any]]:
    for number in range(ORDERS):
        shuffled = list(reports)
        random.Random(number).shuffle(shuffled)
        yield shuffled


def _exchanged(dossier: Dossier, found: Accounts) -> dict[str, int]:
    """How many assessments find their like among those of the exchanged reports."""
    main = [dossier.exchanged[name] for name in dossier.main]
    other = accounts(given(main, dossier.gold["type"]), list(dossier.exchanged.values()))
    sides: list[str] = dossier.gold["parties"]
    ours = Counter(_signature(one, {sides[0]: sides[1], sides[1]: sides[0]}) for one in found.assessments)
    theirs = Counter(_signature(one, {side: side for side in sides}) for one in other.assessments)
    stood = Counter((one.facet, one.standing) for one in found.assessments)
    stand = Counter((one.facet, one.standing) for one in other.assessments)
    return {
        "exchanged_all": ours.total(),
        "exchanged_accounts": (ours & theirs).total(),
        "exchanged_standings": (stood & stand).total(),
    }


def _signature(one: Assessment, sides: Mapping[str, str]) -> tuple[str, ...]:
    """What of an assessment is to be found again: facet, standing, and which side asserts and denies each value."""
    values = sorted(
        " ".join(sorted({f"{sides[v.party]} {v.holds}" for v in value.voices if v.party in sides and v.live}))
        for value in one.values
    )
    return (one.facet.value, one.standing.value, *values)


def _told(one: Outcome) -> str:
    got = one.found.standing.value if one.found is not None else "not found"
    return f"{got} for {one.row['standing']}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=f"{__doc__}\n\n{DEFINITION}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DOSSIERS, help="a folder of dossiers")
    parser.add_argument("--kirkuk", type=Path, help="a folder with kirkuk.gold.json and its report")
    parser.add_argument("--examples", type=Path, default=Path("examples/kirkuk"), help="more reports of it")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--tell", action="store_true", help="name the rows that are wrong")
    parser.add_argument("--threads", type=int, help="threads of the reader")
    args = parser.parse_args()
    system = System(threads=args.threads)
    counts: Counter[str] = Counter()
    for dossier in dossiers(args.data, system):
        for name, value in counted(dossier, tell=args.tell).items():
            counts[name] += value
    figures = figures_of(counts)
    if args.kirkuk:
        figures |= kirkuk_rows(args.kirkuk, args.examples, system, tell=args.tell)
    result = Result("assessment", counts["rows"], figures, DEFINITION)
    print(json.dumps(json.loads(result.as_json())) if args.json else result.as_table())


if __name__ == "__main__":
    main()
