"""Syntax: CoNLL-U files scored for tags and trees, on gold tokens and sentences and from raw text."""

from __future__ import annotations

from collections import defaultdict

from benchmarks.adapter import System
from benchmarks.command import Options, Result, run
from benchmarks.scoring import Counts, matches, trees
from corpora import conllu
from corpora.sample import Sample, Span

DEFINITION = """\
uas, las, upos: shares of all words, punctuation included, with the right head, the right head and whole
relation (with its subtype), the right tag; gold tokens and sentences given. las_universal leaves
subtypes out. e2e_*: the same from raw text, as F1 over words matched by their offsets (CoNLL 2018);
token_f1, sentence_f1: words and sentences with the right offsets. Items are words."""


def measure(system: System, options: Options) -> Result:
    """Score every document of a CoNLL-U file, or of a folder of them."""
    totals: defaultdict[str, Counts] = defaultdict(Counts)
    for sample in options.samples(conllu.read(options.data)):
        for name, counts in trees(sample.tokens or (), system.parse(sample)).items():
            totals[name] += counts
        found = system.annotate(sample.text)
        for name, counts in trees(sample.tokens or (), found.tokens or ()).items():
            totals[f"e2e_{name}"] += counts
        totals["sentence"] += matches(_sentences(sample), _sentences(found))
    figures = {name: totals[name].recall for name in ("uas", "las", "upos", "las_universal")}
    figures |= {f"e2e_{name}": totals[f"e2e_{name}"].f1 for name in ("uas", "las", "upos", "las_universal")}
    figures |= {"token_f1": totals["e2e_token"].f1, "sentence_f1": totals["sentence"].f1}
    return Result("syntax", totals["las"].gold, figures, DEFINITION)


def _sentences(sample: Sample) -> list[Span]:
    """The sentences by characters."""
    tokens = sample.tokens or ()
    return [(tokens[first].start, tokens[end - 1].end) for first, end in sample.sentences or ()]


if __name__ == "__main__":
    run(measure, f"{__doc__}\n\n{DEFINITION}")
