"""Attribution: a PolNeAR split folder (``text/``, ``attributions/``) scored for who says what."""

from __future__ import annotations

from collections import defaultdict

from benchmarks.adapter import System
from benchmarks.command import Options, Result, f1_figures, run
from benchmarks.scoring import ROLES, Counts, attribution_spans, attribution_tokens, attribution_wholes
from corpora import polnear

DEFINITION = """\
token_f1: micro F1 over words (and signs) of source, cue and content together; a word counts once for each
role that it has in any attribution. exact_f1: spans exactly equal, all roles; a discontinuous span is one.
whole_f1: attributions of which source, cue and content each overlap the gold's and belong together, each
prediction serving once; a source that the gold leaves open must be left open. whole_exact_f1: the same with
all spans equal. Items are gold attributions."""


def measure(system: System, options: Options) -> Result:
    """Score every article of a split folder."""
    totals: defaultdict[str, Counts] = defaultdict(Counts)
    for sample in options.samples(polnear.read(options.data)):
        gold = sample.attributions or ()
        found = system.annotate(sample.text).attributions or ()
        totals["whole"] += attribution_wholes(gold, found)
        totals["whole_exact"] += attribution_wholes(gold, found, exact=True)
        for role, counts in attribution_tokens(sample.text, gold, found).items():
            totals["token"] += counts
            totals[f"token_{role}"] += counts
        for role, counts in attribution_spans(gold, found).items():
            totals["exact"] += counts
            totals[f"exact_{role}"] += counts
    figures: dict[str, float] = {}
    for name in ("token", "exact", "whole", "whole_exact"):
        figures |= f1_figures(f"{name}_f1", totals[name])
    for name in ("token", "exact"):
        for role in ROLES:
            figures[f"{name}_f1_{role}"] = totals[f"{name}_{role}"].f1
    return Result("attribution", totals["whole"].gold, figures, DEFINITION)


if __name__ == "__main__":
    run(measure, f"{__doc__}\n\n{DEFINITION}")
