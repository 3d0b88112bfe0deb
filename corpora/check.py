"""Check: reads every corpus below a folder and sees that each span says what the corpus's own file says.

``python -m corpora.check --data DIR``; prints a line for each corpus, exits with 1 if any span is off.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from corpora import conllu, m2e2, plover, polnear, rams, re3d, uds, wikievents, worldwide
from corpora.sample import Sample, Span

Pair = tuple[str, str]  # what the sample says, what the corpus says


def main() -> int:
    """Check all that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    failed = False
    for pattern, compare in CHECKS.items():
        for place in sorted(data.glob(pattern)):
            pairs = list(compare(place))
            wrong = [pair for pair in pairs if _plain(pair[0]) != _plain(pair[1])]
            failed = failed or bool(wrong)
            sys.stdout.write(f"{place.relative_to(data)!s:<48} {len(pairs):7} strings, {len(wrong)} differ\n")
            sys.stdout.writelines(f"    {pair[0][:90]!r}\n    {pair[1][:90]!r}\n" for pair in wrong[:3])
    return int(failed)


def _plain(text: str) -> str:
    """Without the difference of one white space from another."""
    return " ".join(text.split())


def _at(sample: Sample, spans: Iterable[Span]) -> str:
    return " ".join(sample.text[start:end] for start, end in spans)


def _objects(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _sentences(file: Path) -> Iterator[Pair]:
    """Each sentence against its ``# text``, each word against its form."""
    with file.open(encoding="utf-8") as stream:
        lines = stream.read().splitlines()
    texts = [line.partition("=")[2] for line in lines if line.startswith("# text =")]
    forms = [row[1] for line in lines if (row := line.split("\t"))[0].isdigit()]
    sentences: list[str] = []
    words: list[str] = []
    for sample in conllu.read(file):
        tokens = sample.tokens or ()
        words += sample.words()
        bounds = ((tokens[first].start, tokens[end - 1].end) for first, end in sample.sentences or ())
        sentences += [sample.text[start:end] for start, end in bounds]
    yield from zip(sentences, texts, strict=True)
    yield from zip(words, forms, strict=True)


def _standoff(folder: Path) -> Iterator[Pair]:
    """Each span that an attribution uses against the string beside it; brat cuts that at a line end."""
    for sample in polnear.read(folder):
        used = {
            spans
            for item in sample.attributions or ()
            for spans in (item.sources, item.cues, item.contents)
            if len(spans) == 1
        }
        file = min((folder / "attributions").glob(f"{sample.id}_*.ann"))
        for line in file.read_text(encoding="utf-8").split("\n"):
            columns = line.split("\t")
            if len(columns) == 3 and columns[0].startswith("T"):
                start, end = columns[1].split()[1], columns[1].split()[-1]
                if ((int(start), int(end)),) in used:
                    yield sample.text[int(start) : int(end)].split("\n")[0], columns[2].split("\n")[0]


def _columns(folder: Path) -> Iterator[Pair]:
    """The tokens against the first column, the address and blanks left out."""
    for sample in worldwide.read(folder):
        file = next(path for end in (".txt.tsv", ".tsv") if (path := folder / f"{sample.id}{end}").exists())
        rows = [line.split("\t")[0].strip() for line in file.read_text(encoding="utf-8").splitlines()]
        tokens = [token.lstrip("\ufeff") for token in rows if token.lstrip("\ufeff")]
        words = sample.words()
        yield " ".join(words), " ".join(tokens[len(tokens) - len(words) :])


def _values(folder: Path) -> Iterator[Pair]:
    """Each entity against its value."""
    samples = {sample.id: sample for sample in re3d.read(folder)}
    for file in sorted(folder.glob("*/entities.json")):
        for item in _objects(file):
            sample = samples[item["documentId"]]
            yield sample.text[item["begin"] : item["end"]], item["value"]


def _predicates(file: Path) -> Iterator[Pair]:
    for sample, item in zip(uds.read(file), _objects(file), strict=True):
        for score, target in zip(sample.factuality or (), item["targets"], strict=True):
            yield sample.text[score.start : score.end], target["span_text"]


def _marked(file: Path) -> Iterator[Pair]:
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    for sample, row in zip(plover.read(file), rows, strict=True):
        yield sample.text, row["sentence"]
        if sample.plover is None:
            continue
        for spans, column in ((sample.plover.sources, "source"), (sample.plover.targets, "target")):
            marked = [_at(sample, [span]) for span in spans]
            wanted = row[column]
            if marked:  # in a few rows the column says a word more or less than the marks
                agrees = any(found in wanted or wanted in found for found in marked)
                yield wanted if agrees else marked[0], wanted


def _tokens(
    read: Callable[[Path], Iterator[Sample]], tokens_of: Callable[[dict[str, Any]], list[str]]
) -> Callable[[Path], Iterator[Pair]]:
    """Each token against the file's own."""

    def compare(file: Path) -> Iterator[Pair]:
        for sample, item in zip(read(file), _objects(file), strict=True):
            yield from zip(sample.words(), tokens_of(item), strict=True)

    return compare


CHECKS: dict[str, Callable[[Path], Iterable[Pair]]] = {
    "syntax/*.conllu": _sentences,
    "attribution/polnear/*/": _standoff,
    "names/worldwide": _columns,
    "names/re3d": _values,
    "factuality/*.jsonl": _predicates,
    "events/plover/plv-*.tsv": _marked,
    "events/m2e2/*.jsonl": _tokens(m2e2.read, lambda item: item["words"]),
    "events/wikievents/*.jsonl": _tokens(wikievents.read, lambda item: item["tokens"]),
    "events/rams/*.jsonlines": _tokens(rams.read, lambda item: [w for s in item["sentences"] for w in s]),
}

if __name__ == "__main__":
    sys.exit(main())
