"""What marking costs: attributions of PolNeAR that lie in a stretch marked as not the report.

Takes a split folder of PolNeAR (``text/``, ``attributions/``); gives the share of attributions kept. Somebody
found a source, a cue or a content there, so a mark on it is nearly surely false (the rest are corrections,
picture captions and notes on authors, which attribute too). Which marks were missed it cannot tell: the
tests have documents for that.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from itertools import accumulate
from pathlib import Path

from benchmarks.command import Options, Result
from corpora import polnear
from corpora.sample import CorpusError, Sample
from counterclaim.documents.build import build
from counterclaim.documents.draft import Block, Draft
from counterclaim.records import Document

DEFINITION = (
    "kept: share of the attributions of which no character of cue or content is marked; "
    "marked_text: share of the characters that are marked; marks_per_document."
)


def document_of(text: str) -> Document:
    """The document of a plain text, its paragraphs parted by empty lines."""
    blocks = tuple(Block(paragraph) for paragraph in text.split("\n\n") if paragraph.strip())
    return build(Draft(where="text", media_type="text/plain", payload=text.encode(), blocks=blocks))


def marked_places(document: Document, text: str) -> list[bool]:
    """For each character of a text as received, whether it is marked: found by counting letters."""
    marked = [False] * (len(document.text) + 1)
    for mark in document.marks:
        marked[mark.span.start : mark.span.end] = [True] * (mark.span.end - mark.span.start)
    flags = [flag for flag, character in zip(marked, document.text, strict=False) if character.isalnum()]
    counts = accumulate(map(str.isalnum, text))
    return [
        character.isalnum() and flags[min(count, len(flags)) - 1]
        for character, count in zip(text, counts, strict=True)
    ]


def lost(sample: Sample, document: Document) -> list[tuple[int, int]]:
    """The first span that a mark touches of each attribution that one touches."""
    marked = marked_places(document, sample.text)
    touched = (
        [span for span in (*item.cues, *item.contents) if any(marked[span[0] : span[1]])]
        for item in sample.attributions
    )
    return [spans[0] for spans in touched if spans]


def measure(options: Options, *, show: bool = False) -> Result:
    """Score a split folder; with ``show`` print every mark, and the attributions lost."""
    tally: Counter[str] = Counter()
    for sample in options.samples(polnear.read(options.data)):
        document = document_of(sample.text)
        gone = lost(sample, document)
        tally["documents"] += 1
        tally["attributions"] += len(sample.attributions)
        tally["lost"] += len(gone)
        tally["marks"] += len(document.marks)
        tally["marked"] += sum(mark.span.end - mark.span.start for mark in document.marks)
        tally["characters"] += len(document.text)
        if show:
            for mark in document.marks:
                print(sample.id, mark.kind, mark.reason, document.of(mark.span), sep=" | ")
            for start, end in gone:
                print(sample.id, "LOST", sample.text[start:end], sep=" | ")
    share = {
        "kept": 1 - tally["lost"] / tally["attributions"] if tally["attributions"] else 0.0,
        "marked_text": tally["marked"] / max(1, tally["characters"]),
        "marks_per_document": tally["marks"] / max(1, tally["documents"]),
    }
    return Result("marks", tally["attributions"], share, DEFINITION)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=f"{__doc__}\n\n{DEFINITION}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="a split folder of PolNeAR")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--split", choices=["all", "train", "dev"], default="all", help="one of the fixed halves"
    )
    parser.add_argument("--limit", type=int, help="score at most so many documents")
    parser.add_argument("--show", action="store_true", help="print every mark and every attribution lost")
    args = parser.parse_args()
    if not args.data.exists():
        sys.exit(f"{args.data} does not exist; give a split folder of PolNeAR")
    try:
        result = measure(Options(data=args.data, split=args.split, limit=args.limit), show=args.show)
    except CorpusError as error:
        sys.exit(str(error))
    if not result.items:
        sys.exit(f"{args.data} holds nothing to score; see --help for the layout")
    print(result.as_json() if args.json else result.as_table())


if __name__ == "__main__":
    main()
