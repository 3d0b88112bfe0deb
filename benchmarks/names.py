"""Names: a worldwide newswire folder (``*.tsv``) or a re3d folder (``documents.json``), whichever it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from benchmarks.adapter import System
from benchmarks.command import Options, Result, f1_figures, run
from benchmarks.labels import annotated, ours
from benchmarks.scoring import Counts, matches
from corpora import re3d, worldwide
from corpora.sample import CorpusError, Label

DEFINITION = """\
f1: micro F1 of names with exactly the right span and type; f1_TYPE for each. Predictions of a type that the
corpus does not annotate are left out of account. For re3d f1 is over the entities that its annotators
confirmed (confidence above 0), f1_all over every line of entities.json (those at 0 were rejected, or lie
inside another and were never shown), f1_outermost over those confirmed, and predicted, that lie in no other.
Items are gold names."""

Name = tuple[int, int, str]


def dataset_of(data: Path) -> str:
    """Which corpus a folder or file is, by its layout."""
    if data.suffix == ".tsv" or (data.is_dir() and any(data.glob("*.tsv"))):
        return "worldwide"
    if data.is_dir() and ((data / "documents.json").exists() or any(data.glob("*/documents.json"))):
        return "re3d"
    raise CorpusError(
        f"{data} is neither a folder of .tsv files nor one with documents.json and entities.json"
    )


def measure(system: System, options: Options) -> Result:
    """Score every document of the folder."""
    dataset = dataset_of(options.data)
    totals: defaultdict[str, Counts] = defaultdict(Counts)
    samples = (worldwide if dataset == "worldwide" else re3d).read(options.data)
    for sample in options.samples(samples, corpus=dataset):
        found = (system.annotate if dataset == "worldwide" else system.entities)(sample.text)
        predicted = _known(dataset, found.names or ())
        everything = _known(dataset, sample.names or ())
        gold = _known(dataset, [name for name in sample.names or () if name.confidence > 0])
        totals["f1"] += matches(gold, predicted)
        for kind in {name[2] for name in gold | predicted}:
            totals[f"f1_{kind}"] += matches(
                [name for name in gold if name[2] == kind], [name for name in predicted if name[2] == kind]
            )
        if dataset == "re3d":
            totals["f1_all"] += matches(everything, predicted)
            totals["f1_outermost"] += matches(_outermost(gold), _outermost(predicted))
    figures = f1_figures("f1", totals["f1"])
    figures |= {name: counts.f1 for name, counts in sorted(totals.items()) if name != "f1"}
    return Result("names", totals["f1"].gold, figures, DEFINITION)


def _known(dataset: str, names: Iterable[Label]) -> set[Name]:
    """Names in our words, without those of types that the dataset does not annotate."""
    known = annotated(dataset, "name")
    mapped = {(name.start, name.end, ours(dataset, "name", name.label)) for name in names}
    return {name for name in mapped if known is None or name[2] in known}


def _outermost(names: set[Name]) -> set[Name]:
    """Those that lie in no longer one."""
    return {
        name
        for name in names
        if not any(other[0] <= name[0] and name[1] <= other[1] and other[:2] != name[:2] for other in names)
    }


if __name__ == "__main__":
    run(measure, f"{__doc__}\n\n{DEFINITION}")
