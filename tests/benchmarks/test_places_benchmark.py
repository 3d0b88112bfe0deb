"""The scorer of places: what counts as right, from given names and from raw text."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.adapter import System
from benchmarks.command import Options
from benchmarks.places import kilometres, measure
from counterclaim.records import Annotation, Name

TEXT = "Troops left Mosul for Baghdad in Iraq."
POINTS = {"Mosul": (36.34, 43.12), "Baghdad": (33.32, 44.37), "Iraq": (33.0, 44.0)}


def article(points: dict[str, tuple[float, float] | None], outlet: str = "") -> str:
    toponyms = "".join(
        f"<toponym><start>{TEXT.index(name)}</start><end>{TEXT.index(name) + len(name)}</end>"
        f"<phrase>{name}</phrase>"
        + (f"<gaztag><lat>{point[0]}</lat><lon>{point[1]}</lon></gaztag>" if point else "")
        + "</toponym>"
        for name, point in points.items()
    )
    return f"<article><domain>{outlet}</domain><text>{TEXT}</text>{toponyms}</article>"


def figures(tmp_path: Path, *articles: str) -> dict[str, float]:
    file = tmp_path / "a.xml"
    file.write_text(f"<articles>{''.join(articles)}</articles>")
    return dict(measure(None, Options(data=file)).figures)


def test_all_right(tmp_path: Path) -> None:
    got = figures(tmp_path, article(POINTS))
    assert [got[name] for name in ("acc161", "resolved", "e2e_f1")] == [1, 1, 1]
    assert got["median_km"] < 100


def test_a_gold_point_far_away_is_wrong_in_both_ways(tmp_path: Path) -> None:
    got = figures(tmp_path, article(POINTS | {"Mosul": (0.0, 0.0)}))
    assert got["acc161"] == pytest.approx(2 / 3)
    assert (got["e2e_precision"], got["e2e_recall"]) == (pytest.approx(2 / 3), pytest.approx(2 / 3))


def test_gold_without_coordinates_counts_neither_way(tmp_path: Path) -> None:
    got = figures(tmp_path, article(POINTS | {"Mosul": None}))
    assert (got["acc161"], got["e2e_f1"]) == (1, 1)


def test_a_place_that_gold_lacks_costs_precision_only(tmp_path: Path) -> None:
    got = figures(tmp_path, article({name: POINTS[name] for name in ("Mosul", "Baghdad")}))
    assert (got["acc161"], got["e2e_recall"]) == (1, 1)
    assert got["e2e_precision"] == pytest.approx(2 / 3)


def test_the_outlet_is_used_where_it_is_named(tmp_path: Path) -> None:
    got = figures(tmp_path, article(POINTS, "a.example"), article(POINTS, "a.example"))
    assert got["acc161_outlet"] == 1


def test_kilometres_of_a_degree_and_of_half_the_world() -> None:
    assert float(kilometres(0, 0, 1, 0)) == pytest.approx(111.19, abs=0.1)
    assert float(kilometres(0, 0, 0, 180)) == pytest.approx(20015, abs=5)


def test_the_reader_is_asked_where_there_is_one(tmp_path: Path) -> None:
    """A reader that takes every place for a person leaves none to be found; without it they are."""

    class Contrary:
        def annotate(self, text: str) -> Annotation:
            asked.append(text)
            spans = [(text.index(name), text.index(name) + len(name)) for name in POINTS]
            names = tuple(Name(start, end, "Person") for start, end in spans)
            heads = tuple(Name(start, end, "PER") for start, end in spans)
            return Annotation(names=names, entities=names, actors=heads)

    asked: list[str] = []
    file = tmp_path / "a.xml"
    file.write_text(f"<articles>{article(POINTS)}</articles>")
    got = measure(System(reader=Contrary()), Options(data=file)).figures
    assert asked == [TEXT]
    assert got["e2e_f1_plain"] == 1 and got["e2e_recall"] < 1
