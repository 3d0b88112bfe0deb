"""Factuality: a UDS "it happened" JSONL file; how well the graded scores of given predicates agree."""

from __future__ import annotations

from statistics import fmean

from benchmarks.adapter import System
from benchmarks.command import Options, Result, run
from benchmarks.scoring import pearson
from corpora import uds

DEFINITION = """\
pearson_r: Pearson's correlation of gold and predicted factuality (-3 to 3) over all predicates, spans given;
mae: mean absolute error. Items are predicates."""


def measure(system: System, options: Options) -> Result:
    """Score every predicate of the file."""
    gold: list[float] = []
    predicted: list[float] = []
    for sample in options.samples(uds.read(options.data)):
        scores = sample.factuality or ()
        if scores:
            gold += [item.score for item in scores]
            predicted += system.factuality(sample.text, [(item.start, item.end) for item in scores])
    error = fmean(abs(a - b) for a, b in zip(gold, predicted, strict=True)) if gold else 0.0
    return Result("factuality", len(gold), {"pearson_r": pearson(gold, predicted), "mae": error}, DEFINITION)


if __name__ == "__main__":
    run(measure, f"{__doc__}\n\n{DEFINITION}")
