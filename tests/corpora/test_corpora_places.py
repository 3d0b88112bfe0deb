"""Articles with coordinates in the layouts of LGL and GeoVirus."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpora.places import read
from corpora.sample import CorpusError

LGL = """<articles><article docid="7"><domain>paper.example</domain><text>From Mosul to Xq.</text><toponyms>
<toponym><start>5</start><end>10</end><phrase>Mosul</phrase><gaztag><lat>36.3</lat><lon>43.1</lon></gaztag></toponym>
<toponym><start>14</start><end>16</end><phrase>Xq</phrase></toponym></toponyms></article></articles>"""
GEOVIRUS = """<articles><article><source>page</source><text>From Mosul.</text><locations><location>
<name>Mosul</name><start>6</start><end>11</end><lat>36.3</lat><lon>43.1</lon></location></locations></article></articles>"""


def test_both_layouts_give_spans_from_nought(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(LGL)
    (tmp_path / "b.xml").write_text(GEOVIRUS)
    first, second = read(tmp_path)
    assert (first.id, first.outlet, second.id, second.outlet) == ("7", "paper.example", "page", "")
    for article in (first, second):
        for toponym in article.toponyms:
            assert article.text[toponym.start : toponym.end] == toponym.name
    assert [(t.lat, t.lon) for t in first.toponyms] == [(36.3, 43.1), (None, None)]
    assert [(t.lat, t.lon) for t in second.toponyms] == [(36.3, 43.1)]


def test_what_is_not_such_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text("<articles><article>")
    with pytest.raises(CorpusError, match=r"a\.xml"):
        read(file)
