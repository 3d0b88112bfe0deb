"""Time expressions: TIMEX3 of TimeML documents. Are they found, and is their value right?

``--data`` is a folder of .tml files. With ``--phrases`` it is a file or folder of Recognizers-Text
specifications instead (JSON: input, reference date, resolution), a second look at the values alone.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.command import Options, Result, f1_figures
from benchmarks.scoring import Counts
from corpora import recognizers, timeml
from corpora.sample import CorpusError
from counterclaim.events.times import TimeMention, find_times
from counterclaim.records import DatePrecision, Known, Published

DEFINITION = """\
TempEval-3, task A. A mention and a gold TIMEX3 match if they share a character (span) or have the same
offsets (strict); each serves once, pairs in the order of the text. span_f1: F1 of the matches over the
expressions of all documents together. value_f1: the same, counting only matches whose value is the gold's,
letter by letter; type_f1: whose type is. value_accuracy: share of the matches with the right value.
The time of creation that the file gives is the date of publication; it is no item. Items are gold TIMEX3."""

PHRASES = """\
accuracy: share of phrases that resolve to days, read as one expression with the same first and last day as
one of the given resolutions; the set resolves "two years ago" and "next 3 days" by other conventions than
TIMEX3. compatible: the days read hold those of a resolution or lie within them. found: share in which
something was read there. Items are phrases."""

Triple = tuple[int, int, str, str]


@dataclass(slots=True)
class Tally:
    """Counts of one run."""

    span: Counts = field(default_factory=Counts)
    strict: Counts = field(default_factory=Counts)
    value: Counts = field(default_factory=Counts)
    type: Counts = field(default_factory=Counts)

    def add(self, gold: Sequence[Triple], found: Sequence[Triple]) -> None:
        """One document: (start, end, type, value) of each expression."""
        pairs = matched(gold, found)
        sizes = (len(gold), len(found))
        exact = {item[:2] for item in gold} & {item[:2] for item in found}
        self.span += Counts(len(pairs), *sizes)
        self.strict += Counts(len(exact), *sizes)
        self.value += Counts(sum(g[3] == f[3] for g, f in pairs), *sizes)
        self.type += Counts(sum(g[2] == f[2] for g, f in pairs), *sizes)

    def figures(self) -> dict[str, float]:
        """The figures of the run."""
        figures = f1_figures("span_f1", self.span) | f1_figures("value_f1", self.value)
        figures |= {"strict_f1": self.strict.f1, "type_f1": self.type.f1}
        figures["value_accuracy"] = self.value.right / self.span.right if self.span.right else 0.0
        return figures


def matched(gold: Sequence[Triple], found: Sequence[Triple]) -> list[tuple[Triple, Triple]]:
    """Pairs that overlap, each item once. Both run in text order without overlaps, so one sweep suffices."""
    pairs = []
    g = f = 0
    while g < len(gold) and f < len(found):
        if gold[g][0] < found[f][1] and found[f][0] < gold[g][1]:
            pairs.append((gold[g], found[f]))
            g, f = g + 1, f + 1
        elif gold[g][1] <= found[f][1]:
            g += 1
        else:
            f += 1
    return pairs


def published(value: str | None) -> Published | None:
    """A TIMEX3 value as a date of publication."""
    if not value:
        return None
    precisions = {
        4: DatePrecision.YEAR,
        7: DatePrecision.MONTH,
        10: DatePrecision.DAY,
        16: DatePrecision.MINUTE,
    }
    precision = precisions.get(len(value), DatePrecision.SECOND if len(value) > 16 else DatePrecision.DAY)
    if precision is DatePrecision.DAY:
        value = value[:10]
    return Published(value, precision, False, Known.GIVEN)


def triples(mentions: Sequence[TimeMention]) -> list[Triple]:
    """What the scorer compares of the mentions."""
    return [(m.span.start, m.span.end, m.type, m.value) for m in mentions]


def measure(system: object, options: Options) -> Result:
    """Score TimeML documents. The reader is not asked, so ``system`` may be None."""
    tally, items = Tally(), 0
    for n, document in enumerate(
        d for d in timeml.read(options.data) if options.split in {"all", timeml.side(d.id)}
    ):
        if options.limit is not None and n >= options.limit:
            break
        gold = [(t.start, t.end, t.type, t.value) for t in document.timexes]
        found = triples(find_times(document.text, published=published(document.created)))
        tally.add(gold, found)
        items += len(gold)
    return Result("times", items, tally.figures(), DEFINITION)


def measure_phrases(options: Options) -> Result:
    """Score the phrases of Recognizers-Text."""
    items = right = found = compatible = 0
    for phrase in recognizers.read(options.data):
        items += 1
        mentions = find_times(phrase.text, published=published(phrase.reference))
        touching = [m for m in mentions if m.span.start < phrase.end and phrase.start < m.span.end]
        found += bool(touching)
        right += len({m.time for m in touching}) == 1 and any(
            recognizers.agrees(phrase, m.time) for m in touching
        )
        compatible += any(recognizers.compatible(phrase, m.time) for m in touching)
    counts = {"accuracy": right, "compatible": compatible, "found": found}
    shares = {name: count / items for name, count in counts.items()} if items else {}
    return Result("times_phrases", items, shares, PHRASES)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=f"{__doc__}\n\n{DEFINITION}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of .tml files")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--split", choices=["all", "train", "dev"], default="all", help="one of the fixed halves"
    )
    parser.add_argument("--limit", type=int, help="score at most so many documents")
    parser.add_argument("--phrases", action="store_true", help="--data holds Recognizers-Text specifications")
    args = parser.parse_args()
    if not args.data.exists():
        sys.exit(f"{args.data} does not exist; give a folder of .tml files")
    options = Options(data=args.data, split=args.split, limit=args.limit)
    try:
        result = measure_phrases(options) if args.phrases else measure(None, options)
    except CorpusError as error:
        sys.exit(str(error))
    if not result.items:
        sys.exit(f"{args.data} holds nothing to score; see --help for the layout")
    print(result.as_json() if args.json else result.as_table())


if __name__ == "__main__":
    main()
