"""How rare words are in news: writes ``data/rarity.csv`` of the room of incidents.

    python -m training.incidents_rarity --data DIR

DIR is the folder of research data. Counted are documents, not words: stem → in how many of a thousand it stands.
Only training sides are read. Stems that fewer than three documents have are left out.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpora import ecbplus, muc, polnear, splits, worldwide
from counterclaim.incidents.words import stems

FILE = Path("src/counterclaim/incidents/data/rarity.csv")
_LEAST = 3


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    counts: Counter[str] = Counter()
    total = 0
    for text in texts(parser.parse_args().data):
        counts.update(set(stems(text)))
        total += 1
    rows = sorted((stem, count) for stem, count in counts.items() if count >= _LEAST and stem.isalpha())
    with FILE.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["stem", "share"])
        writer.writerows([stem, f"{1000 * count / total:.3g}"] for stem, count in rows)
    print(f"{len(rows)} stems of {total} documents")


def texts(data: Path) -> Iterator[str]:
    """The texts of the corpora of news, training sides alone."""
    for story in ecbplus.read(data / "incidents/ecbplus"):
        if ecbplus.side(story.topic) == "train":
            yield story.text
    for sample in splits.select(muc.read(data / "events/muc/dev"), "train"):
        yield sample.text
    for sample in polnear.read(data / "attribution/polnear/train"):
        yield sample.text
    for sample in worldwide.read(data / "names/worldwide"):
        yield sample.text


if __name__ == "__main__":
    main()
