"""TimeML and Recognizers-Text readers on small files of each layout."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from corpora import recognizers, timeml
from corpora.sample import CorpusError
from counterclaim.records import TimeValue

TML = """<?xml version="1.0" ?>
<TimeML><DOCID>one</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2017-10-16" functionInDocument="CREATION_TIME">16 Oct</TIMEX3></DCT>
<TEXT>Rebels <EVENT eid="e1">left</EVENT>
<TIMEX3 tid="t1" type="DATE" value="2017-10-13">on <X>Friday</X></TIMEX3> &amp;
stayed away <TIMEX3 tid="t2" type="DURATION" value="P2D">two days</TIMEX3>.</TEXT></TimeML>
"""


def test_timeml(tmp_path: Path) -> None:
    (tmp_path / "one.tml").write_text(TML, encoding="utf-8")
    (document,) = timeml.read(tmp_path)
    assert (document.id, document.created) == ("one", "2017-10-16")
    assert document.text == "Rebels left\non Friday &\nstayed away two days."
    assert [(document.text[t.start : t.end], t.type, t.value) for t in document.timexes] == [
        ("on Friday", "DATE", "2017-10-13"),
        ("two days", "DURATION", "P2D"),
    ]
    assert timeml.side("one") in {"train", "dev"}


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.tml").write_text("<TimeML><TEXT>", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"bad\.tml"):
        list(timeml.read(tmp_path))


def test_recognizers(tmp_path: Path) -> None:
    entry = {
        "Input": "gone since next month",
        "Context": {"ReferenceDateTime": "2016-11-07T00:00:00"},
        "Results": [
            {
                "Text": "next month",
                "Start": 11,
                "Length": 10,
                "Value": {"FutureResolution": {"startDate": "2016-12-01", "endDate": "2017-01-01"}},
            }
        ],
    }
    clock = {"Input": "at 7", "Results": [{"Text": "7", "Start": 3, "Length": 1, "Value": {"Timex": "T07"}}]}
    file = tmp_path / "a.json"
    file.write_text(json.dumps([entry, clock, {"Input": "no", "Results": []}]), encoding="utf-8-sig")
    (phrase,) = recognizers.read(tmp_path)
    assert phrase.text[phrase.start : phrase.end] == "next month"
    assert phrase.days == {(date(2016, 12, 1), date(2016, 12, 31))}
    assert recognizers.agrees(phrase, TimeValue("2016-12", None, 4, "next month"))
    assert not recognizers.agrees(phrase, TimeValue("2016-11", None, 4, "next month"))
    assert not recognizers.agrees(phrase, None)
    assert recognizers.compatible(phrase, TimeValue("2016-12-05", None, 1, "5 December"))
    assert recognizers.compatible(phrase, TimeValue("2016", None, 5, "2016"))
    assert not recognizers.compatible(phrase, TimeValue("2016-11", None, 4, "last month"))
