"""PLOVER: a TSV of sentences with source and target marked; is the type of the event right?"""

from __future__ import annotations

from benchmarks.adapter import System
from benchmarks.command import Options, Result, run
from benchmarks.labels import ours
from benchmarks.scoring import accuracy, label_counts, macro_f1
from corpora import plover

DEFINITION = """\
accuracy: share of sentences with the right type, spans of source and target given; macro_f1: mean F1 over
the types that the gold has; f1_TYPE for each. The gold has the types before PLOVER 2.0: CONCEDE and
RETREAT count as YIELD. Items are sentences."""


def measure(system: System, options: Options) -> Result:
    """Score every row of the file."""
    gold: list[str] = []
    predicted: list[str] = []
    for sample in options.samples(plover.read(options.data), corpus="plover"):
        if sample.plover is None:
            continue
        kind, _ = system.plover(sample.text, sample.plover.sources, sample.plover.targets)
        gold.append(ours("plover", "type", sample.plover.type))
        predicted.append(ours("plover", "type", kind))
    figures = {"accuracy": accuracy(gold, predicted), "macro_f1": macro_f1(gold, predicted)}
    figures |= {f"f1_{kind}": counts.f1 for kind, counts in label_counts(gold, predicted).items()}
    return Result("plover", len(gold), figures, DEFINITION)


if __name__ == "__main__":
    run(measure, f"{__doc__}\n\n{DEFINITION}")
