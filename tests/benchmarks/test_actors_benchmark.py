"""The scorer of actors counts fields one by one and together."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.actors import cases, measure
from benchmarks.command import Options
from corpora.sample import CorpusError

HEADER = "mention,on,context,country,kind,affiliation\n"


def scored(path: Path) -> dict[str, float]:
    return dict(measure(None, Options(data=path)).figures)


def test_each_field_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    path.write_text(
        "# four mentions, three with one field wrong\n"
        + HEADER
        + "Turkish police,,,TUR,COP,TUR\nTurkish police,,,GRC,COP,TUR\n"
        + "Turkish police,,,TUR,MIL,TUR\nTurkish police,2020-01-01,,TUR,COP,\n",
        encoding="utf-8",
    )
    assert scored(path) == {"accuracy": 0.25, "country": 0.75, "kind": 0.75, "affiliation": 0.75}


def test_date_and_context_are_given(tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    path.write_text(
        HEADER + "PMF,2015-01-01,,IRQ,PRM,PMF\nofficials,,TCD|CMR,TCD,GOV,TCD\n", encoding="utf-8"
    )
    assert scored(path)["accuracy"] == 1.0


@pytest.mark.parametrize("text", ["a,b\n1,2\n", HEADER + "PMF,yesterday,,IRQ,PRM,PMF\n"])
def test_wrong_files_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "actors.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError):
        list(cases(path))
