"""PLOVER's gold records: is an event of the record's type found, with the record's actors and recipients?

``--data`` is ``gold-records.json``; each text is read as one report, raw, with no span given.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.command import Result
from benchmarks.labels import ours

# Types of the records' version of PLOVER that later ones took in.
_OLD = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}

DEFINITION = """\
found: share of records for which some event of the text has the record's type (the gold has the types before
PLOVER 2.0: CONCEDE and RETREAT count as YIELD,
DEMAND, DISAPPROVE, INVESTIGATE and FIGHT as what took them in). actors,
recipients: among those found, share of the record's
sources and targets that share a word or its stem with one of that event's. type_precision: share of texts'
first events that have the type. Items are records."""


def stems(name: str) -> set[str]:
    """The words of a name, cut so that a country and its adjective meet ("Iran", "Iranian")."""
    return {
        word[:4] for word in re.findall(r"\w+", name.lower()) if len(word) > 2 and word not in ("the", "and")
    }


def names(party: Any) -> list[str]:
    """The texts of a gold source or target, which may be a list, one, or a note."""
    listed = party if isinstance(party, list) else [party]
    return [one["actorText"] for one in listed if isinstance(one, dict) and one.get("actorText")]


def shared(wanted: Iterable[str], found: Iterable[str]) -> tuple[int, int]:
    """How many of the wanted names are met by one of the found, and how many there are."""
    got = [stems(name) for name in found]
    listed = list(wanted)
    return sum(any(stems(name) & other for other in got) for name in listed), len(listed)


def measure(records: list[dict[str, Any]]) -> Result:
    """Read and score all records."""
    from counterclaim.language import Reader  # noqa: PLC0415 - the scorer needs no weights
    from counterclaim.pipeline import read  # noqa: PLC0415

    reader, counts = Reader(), Counter[str]()
    for record in records:
        kind = ours("plover", "type", _OLD.get(record["event"], record["event"]))
        report = read(record["text"].strip() + "\n", reader=reader)
        events = [event for statement in report.statements for event in statement.events if event.type]
        of_type = [event for event in events if ours("plover", "type", str(event.type)) == kind]
        counts["first"] += bool(events and events[0] in of_type)
        if not of_type:
            continue
        counts["found"] += 1
        for key, gold, held in (("actors", "source", "actors"), ("recipients", "target", "recipients")):
            wanted = names(record.get(gold))
            best = max(shared(wanted, (one.name for one in getattr(event, held))) for event in of_type)
            counts[key] += best[0]
            counts[f"{key}_gold"] += best[1]
    total = max(len(records), 1)
    figures = {
        "found": counts["found"] / total,
        "type_precision": counts["first"] / total,
        "actors": counts["actors"] / max(counts["actors_gold"], 1),
        "recipients": counts["recipients"] / max(counts["recipients_gold"], 1),
    }
    return Result("plover_records", len(records), figures, DEFINITION)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=f"{__doc__}\n\n{DEFINITION}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="gold-records.json")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args()
    if not args.data.is_file():
        sys.exit(f"{args.data} is no file; give PLOVER's gold-records.json")
    result = measure(json.loads(args.data.read_text(encoding="utf-8")))
    print(result.as_json() if args.json else result.as_table())


if __name__ == "__main__":
    main()
