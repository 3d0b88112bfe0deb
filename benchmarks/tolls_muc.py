"""How often counts of victims agree with the keys of MUC-4: takes messages with templates, gives shares.

    python -m benchmarks.tolls_muc --data ../shared/data/events/muc/dev [--limit 90] [--seed 1] [--json]

An item is a human target with a whole number and the effect DEATH or INJURY. It is found where a count of that
harm in the message names it by a common word, and agrees where one of those has that number. Keys gather a whole
message, counts a sentence, and a key may name an effect that the message tells in other words: the share
found has a ceiling below 1. Counts of what is in no key are not judged.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from pathlib import Path

from corpora.muc import read, unwrapped
from corpora.sample import Sample
from counterclaim.events.facets import Count, FacetReader
from counterclaim.language.reader import Reader
from counterclaim.tree import Tree

_EFFECTS = {"DEATH": "killed", "INJURY": "wounded"}
_FILL = re.compile(r"\??\s*([^:]+):\s*(.*)")
_WORD = re.compile(r"[A-Z]{3,}")

Wanted = tuple[str, int, str]  # the target, how many, the harm


def wanted(sample: Sample) -> set[Wanted]:
    """The numbered human targets of a message's templates, with what befell them."""
    out: set[Wanted] = set()
    for template in sample.templates:
        number: dict[str, str] = {}
        effect: dict[str, str] = {}
        for slot in template.slots:
            table = {"HUM TGT: NUMBER": number, "HUM TGT: EFFECT OF INCIDENT": effect}.get(slot.name)
            for fill in slot.fills if table is not None else ():
                match = _FILL.match(fill)
                for target in re.findall(r'"([^"]*)"', match[2]) if match else ():
                    if table is not None and match is not None:
                        table[target] = match[1].strip()
        out |= {
            (target, int(value), _EFFECTS[effect[target]])
            for target, value in number.items()
            if value.isdigit() and effect.get(target) in _EFFECTS
        }
    return out


def counts_of(text: str, reader: Reader) -> list[Count]:
    annotation = reader.annotate(text)
    tree = Tree(text, annotation)
    return FacetReader(tree, annotation).counts((0, len(tree)))


def judged(want: Wanted, counts: list[Count]) -> tuple[bool, bool]:
    """Whether a target is found among counts, and with its number."""
    target, number, harm = want
    named = [
        count.toll
        for count in counts
        if count.toll.harm.value == harm and words(count.toll.who or "") & words(target)
    ]
    return bool(named), any(toll.low == number for toll in named)


def words(text: str) -> set[str]:
    return set(_WORD.findall(text.upper()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    samples = [sample for sample in read(args.data) if wanted(sample)]
    random.Random(args.seed).shuffle(samples)
    reader = Reader()
    results = []
    for sample in samples[: args.limit]:
        counts = counts_of(unwrapped(sample.text), reader)
        results += [judged(want, counts) for want in sorted(wanted(sample))]
    found, agreed = sum(a for a, _ in results), sum(b for _, b in results)
    figures = {
        "found": round(found / max(len(results), 1), 4),
        "agrees": round(agreed / max(len(results), 1), 4),
        "agrees_of_found": round(agreed / max(found, 1), 4),
    }
    if args.json:
        print(json.dumps({"benchmark": "tolls_muc", "items": len(results), "figures": figures}))
    else:
        print(f"{len(results)} targets: found {found}, number agrees {agreed}", figures)


if __name__ == "__main__":
    main()
