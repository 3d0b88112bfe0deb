"""Words for one deed: writes ``data/synonyms.csv`` of the room of incidents from WordNet 3.0's files.

    python -m training.incidents_synonyms --wordnet DIR

DIR holds ``data.verb``, ``data.noun`` and their indexes (Debian's package ``wordnet-base`` has them in
``/usr/share/wordnet``). One row for each sense of a verb, and of a noun of an act or event: its id, the ids of
what is broader or is caused by it, and the stems that have this sense, nouns that are made of the verbs among
them, each with the rank of the sense among those of its word. Only single words that news have are kept.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

from counterclaim.incidents.words import known, stems

FILE = Path("src/counterclaim/incidents/data/synonyms.csv")
_EVENTS = {"04", "11", "22"}  # lexicographer files: acts, events, processes
_BROADER = {"@", ">", "*"}  # hypernym, causes, entails
_LOWEST = 6  # the least usual sense of a word that is kept

Sense = tuple[
    str, list[str], list[tuple[str, str, str]]
]  # file, words, pointers: sign, target, words they join


def main() -> None:
    """Read and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wordnet", type=Path, required=True)
    folder = parser.parse_args().wordnet
    senses = {kind: dict(read(folder / f"data.{name}")) for kind, name in (("v", "verb"), ("n", "noun"))}
    ranks = {kind: ranked(folder / f"index.{name}") for kind, name in (("v", "verb"), ("n", "noun"))}
    rows = []
    for kind in "vn":
        for offset, (file, words, pointers) in senses[kind].items():
            if kind == "n" and file not in _EVENTS:
                continue
            found = [(word, ranks[kind].get((word, offset), 9)) for word in words]
            if kind == "v":
                found += list(derived(pointers, senses["n"], ranks["n"]))
            stemmed = best(found)
            broader = [f"{target[0]}{target[1:]}" for sign, target, _ in pointers if sign in _BROADER]
            if stemmed:
                rows.append([f"{kind}{offset}", " ".join(broader), " ".join(stemmed)])
    with FILE.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["sense", "broader", "stems"])
        writer.writerows(rows)
    print(f"{len(rows)} senses")


def read(file: Path) -> Iterator[tuple[str, Sense]]:
    """The senses of a data file by offset."""
    with file.open(encoding="latin-1") as lines:
        for line in lines:
            if line.startswith(" "):
                continue
            parts = line.split(" | ")[0].split()
            count = int(parts[3], 16)
            words = [parts[4 + 2 * at].lower() for at in range(count)]
            start = 4 + 2 * count
            pointers = []
            for at in range(int(parts[start])):
                sign, target, kind, joined = parts[start + 1 + 4 * at : start + 5 + 4 * at]
                pointers.append((sign, f"{kind}{target}", joined))
            yield parts[0], (parts[1], words, pointers)


def ranked(file: Path) -> dict[tuple[str, str], int]:
    """(word, offset) → the rank of the sense among those of the word, 1 the most usual."""
    found = {}
    with file.open(encoding="latin-1") as lines:
        for line in lines:
            if line.startswith(" "):
                continue
            parts = line.split()
            senses = parts[-int(parts[2]) :]
            found.update({(parts[0], offset): rank for rank, offset in enumerate(senses, 1)})
    return found


def derived(
    pointers: list[tuple[str, str, str]], nouns: dict[str, Sense], ranks: dict[tuple[str, str], int]
) -> Iterator[tuple[str, int]]:
    """The nouns of acts and events that are made of a verb in this sense."""
    for sign, target, joined in pointers:
        if sign == "+" and target[0] == "n" and nouns[target[1:]][0] in _EVENTS:
            word = nouns[target[1:]][1][int(joined[2:], 16) - 1]
            yield word, ranks.get((word, target[1:]), 9)


def best(found: list[tuple[str, int]]) -> list[str]:
    """Each stem that news have with its best rank: ``foil:1``."""
    ranks: dict[str, int] = {}
    for word, rank in found:
        if "_" in word or rank > _LOWEST:
            continue
        for stem in stems(word):
            if known(stem):
                ranks[stem] = min(rank, ranks.get(stem, 9))
    return [f"{stem}:{rank}" for stem, rank in sorted(ranks.items())]


if __name__ == "__main__":
    main()
