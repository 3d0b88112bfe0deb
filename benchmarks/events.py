"""Events: M2E2 or WikiEvents JSONL, or RAMS jsonlines, told by the first line; triggers and arguments."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from benchmarks.adapter import System
from benchmarks.command import Options, Result, f1_figures, run
from benchmarks.labels import annotated, event_type, role
from benchmarks.scoring import Counts, arguments, head_of, triggers
from corpora import m2e2, rams, wikievents
from corpora.sample import CorpusError, Event, Sample

DEFINITION = """\
trigger_f1: trigger span and event type equal, types at their first two levels and in one spelling
(benchmarks/data/labels.csv). argument_f1: arguments of a right trigger in the right role
(training/roles.csv), with an equal span or the same head by the reader's own parse. Predicted types and
roles that the corpus does not annotate are left out of account. RAMS annotates one event a passage: only
predictions that touch its trigger are scored. Items are gold events."""

_READERS = {"m2e2": m2e2.read, "wikievents": wikievents.read, "rams": rams.read}
_SIGNS = {"golden-event-mentions": "m2e2", "event_mentions": "wikievents", "evt_triggers": "rams"}


def dataset_of(data: Path) -> str:
    """Which corpus a file is, by the keys of its first line."""
    with data.open(encoding="utf-8") as lines:
        first = next((line for line in lines if line.strip()), "{}")
    try:
        keys = json.loads(first)
    except json.JSONDecodeError as error:
        raise CorpusError(f"{data}, line 1: not JSON ({error})") from error
    for sign, dataset in _SIGNS.items():
        if sign in keys:
            return dataset
    raise CorpusError(
        f"{data}: neither M2E2, nor WikiEvents, nor RAMS; line 1 has none of {', '.join(_SIGNS)}"
    )


def measure(system: System, options: Options) -> Result:
    """Score every sample of the file."""
    dataset = dataset_of(options.data)
    scheme = "ace" if dataset == "m2e2" else "kairos"
    totals: defaultdict[str, Counts] = defaultdict(Counts)
    for sample in options.samples(_READERS[dataset](options.data), corpus=dataset):
        gold = [_mapped(dataset, event) for event in sample.events or ()]
        found = system.annotate(sample.text, events=scheme)
        predicted = _scored(dataset, sample, found.events or ())
        totals["trigger"] += triggers(gold, predicted)
        totals["span"] += triggers(
            [replace(event, type="") for event in gold], [replace(event, type="") for event in predicted]
        )
        totals["argument"] += arguments(gold, predicted, head_of(found.tokens or ()))
    figures = f1_figures("trigger_f1", totals["trigger"]) | f1_figures("argument_f1", totals["argument"])
    figures["trigger_span_f1"] = totals["span"].f1
    return Result("events", totals["trigger"].gold, figures, DEFINITION)


def _mapped(dataset: str, event: Event) -> Event:
    """An event with its type and roles in our words."""
    return replace(
        event,
        type=event_type(dataset, event.type),
        arguments=tuple(replace(item, role=role(event.type, item.role)) for item in event.arguments),
    )


def _scored(dataset: str, sample: Sample, events: Iterable[Event]) -> list[Event]:
    """The predictions that the corpus can judge."""
    types, roles = annotated(dataset, "event"), annotated(dataset, "role")
    kept: list[Event] = []
    for event in events:
        mapped = _mapped(dataset, event)
        if types is not None and mapped.type not in types:
            continue
        if dataset == "rams" and not any(
            gold.start < event.end and event.start < gold.end for gold in sample.events or ()
        ):
            continue
        arguments_kept = tuple(item for item in mapped.arguments if roles is None or item.role in roles)
        kept.append(replace(mapped, arguments=arguments_kept))
    return kept


if __name__ == "__main__":
    run(measure, f"{__doc__}\n\n{DEFINITION}")
