"""How well the facets of events are read: takes hand-written tables of sentences with what they tell, gives accuracy.

    python -m benchmarks.facets [--folder tests/events/data] [--facet toll] [--half tuned|held] [--wrong] [--json]

An item is one sentence; it is right where all that is expected of it is found and nothing else (case and
leading articles apart). The tables are halved by a hash of the sentence: rules were made on the one half
("tuned"), the other ("held") was written before them and kept apart. ``toll_more`` is all of the first kind.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from counterclaim.events.facets import FacetReader, Facets
from counterclaim.language.reader import Reader
from counterclaim.records import Annotation, Toll
from counterclaim.tree import Tree

FACETS = ("toll", "toll_more", "control", "means", "aim", "manner")
FOLDER = Path("tests/events/data")


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence, what is expected of it, and what was found, both in one notation."""

    text: str
    expected: tuple[str, ...]
    found: tuple[str, ...]
    held: bool

    @property
    def right(self) -> bool:
        return self.expected == self.found


def rows(facet: str, reader: Reader, folder: Path = FOLDER) -> Iterator[Row]:
    """The rows of the table of a facet, each with what is found."""
    lines = (folder / f"facets_{facet}.csv").read_text("utf-8").splitlines()
    for cells in csv.DictReader(line for line in lines if not line.startswith("#")):
        text = cells["text"]
        expected, found = _RESULTS[facet](cells, reader.annotate(text))
        yield Row(text, expected, found, is_held(text) and facet != "toll_more")


def is_held(text: str) -> bool:
    """Whether a sentence is of the half that was kept apart."""
    return hashlib.md5(text.encode(), usedforsecurity=False).digest()[0] % 2 == 1


def shown(toll: Toll) -> str:
    """A count in the notation of the table: ``killed soldiers 3+``."""
    if toll.low is not None and toll.low == toll.high:
        number = str(toll.low)
    elif toll.low is not None:
        number = f"{toll.low}+" if toll.high is None else f"{toll.low}..{toll.high}"
    else:
        number = "?" if toll.high is None else f"..{toll.high}"
    return " ".join(filter(None, (toll.harm.value, toll.who, number))).lower()


def _toll(cells: dict[str, str], annotation: Annotation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    tree = Tree(cells["text"], annotation)
    counts = FacetReader(tree, annotation).counts((0, len(tree)))
    return _parts(cells["toll"].lower()), tuple(sorted(shown(count.toll) for count in counts))


def _control(cells: dict[str, str], annotation: Annotation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    tree = Tree(cells["text"], annotation)
    held = FacetReader(tree, annotation).holdings((0, len(tree)))
    expected = (cells["holder"], cells["place"], cells["holds"], cells["kind"])
    if not held:
        found: tuple[str, ...] = ("", "", "", "")
    else:
        one = held[0]
        found = (
            one.holder.text if one.holder else "",
            one.place.text if one.place else "",
            "yes" if one.holds else "no",
            "change" if one.change else "state",
        )
    return tuple(map(_plain, expected)), tuple(map(_plain, found))


def _of_event(cells: dict[str, str], annotation: Annotation) -> Facets:
    tree = Tree(cells["text"], annotation)
    at = cells["text"].index(cells["trigger"])
    trigger = tree.run_in(at, at + len(cells["trigger"])) or (0, 0)
    return FacetReader(tree, annotation).of(trigger[0], (0, len(tree)))


def _means(cells: dict[str, str], annotation: Annotation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _parts(cells["means"]), tuple(sorted(map(_plain, _of_event(cells, annotation).means)))


def _aim(cells: dict[str, str], annotation: Annotation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (_plain(cells["aim"]),), (_plain(_of_event(cells, annotation).aim or ""),)


def _manner(cells: dict[str, str], annotation: Annotation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (_plain(cells["manner"]),), (_plain(_of_event(cells, annotation).manner or ""),)


_RESULTS = {
    "toll": _toll,
    "toll_more": _toll,
    "control": _control,
    "means": _means,
    "aim": _aim,
    "manner": _manner,
}


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(sorted(_plain(part) for part in cell.split(";") if part.strip()))


def _plain(text: str) -> str:
    """A phrase without capitals and leading articles."""
    words = text.strip().lower().split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words)


def accuracy(found: list[Row]) -> float:
    return sum(row.right for row in found) / max(len(found), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--facet", choices=FACETS)
    parser.add_argument("--half", choices=("tuned", "held"))
    parser.add_argument("--wrong", action="store_true", help="show what came out wrong")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    reader = Reader()
    figures, items = {}, 0
    for facet in [args.facet] if args.facet else FACETS:
        found = [
            row
            for row in rows(facet, reader, args.folder)
            if not args.half or row.held == (args.half == "held")
        ]
        for half, part in (
            ("tuned", [r for r in found if not r.held]),
            ("held", [r for r in found if r.held]),
        ):
            if part:
                figures[f"{facet}_{half}"] = round(accuracy(part), 4)
                if not args.json:
                    print(f"{facet:8} {half:6} {accuracy(part):.3f} of {len(part)}")
        items += len(found)
        for row in found if args.wrong else []:
            if not row.right:
                print(
                    f"  {row.text}\n      wanted {'; '.join(row.expected)}\n      found  {'; '.join(row.found)}"
                )
    if args.json:
        print(json.dumps({"benchmark": "facets", "items": items, "figures": figures}))


if __name__ == "__main__":
    main()
