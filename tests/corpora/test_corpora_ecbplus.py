"""The reader of ECB+, on a document written in its layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpora import ecbplus
from corpora.sample import CorpusError

WORDS = ["A", "ferry", "sank", "off", "Tarn", ".", "The", "sinking", "was", "slow", "."]
DOCUMENT = """<?xml version="1.0"?>
<Document doc_name="{name}.xml" doc_id="D1">
{tokens}
<Markables>
<ACTION_OCCURRENCE m_id="1"><token_anchor t_id="3"/></ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="2"><token_anchor t_id="8"/></ACTION_OCCURRENCE>
<ACTION_STATE m_id="3"><token_anchor t_id="9"/><token_anchor t_id="10"/></ACTION_STATE>
<LOC_GEO m_id="4"><token_anchor t_id="5"/></LOC_GEO>
<ACTION_OCCURRENCE m_id="9" RELATED_TO="" TAG_DESCRIPTOR="sinking" instance_id="ACT1" />
</Markables>
<Relations>
<CROSS_DOC_COREF r_id="5" note="ACT1"><source m_id="1"/><source m_id="2"/><target m_id="9"/></CROSS_DOC_COREF>
</Relations>
</Document>
"""


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    tokens = "\n".join(
        f'<token t_id="{at}" sentence="{int(at > 6)}" number="0">{word}</token>'
        for at, word in enumerate(WORDS, 1)
    )
    for topic, name in (("2", "2_1ecb"), ("3", "3_2ecbplus"), ("3", "3_1ecbplus")):
        (tmp_path / topic).mkdir(exist_ok=True)
        text = DOCUMENT.format(name=name, tokens=tokens)
        (tmp_path / topic / f"{name}.xml").write_text(text, encoding="utf-8")
    rows = ["Topic,File,Sentence Number", "2,1ecb,0", "2,1ecb,1", "3,1ecbplus,0"]
    (tmp_path / ecbplus.SENTENCES).write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


def test_stories_in_order_with_their_text(folder: Path) -> None:
    found = list(ecbplus.read(folder))
    assert [one.id for one in found] == ["2_1ecb", "3_1ecbplus", "3_2ecbplus"]
    assert found[0].text == "A ferry sank off Tarn. The sinking was slow."
    assert [found[0].text[a:b] for a, b in found[0].sentences] == [
        "A ferry sank off Tarn.",
        "The sinking was slow.",
    ]


def test_events_alone_with_their_chains(folder: Path) -> None:
    story = next(ecbplus.read(folder))
    told = [(story.text[m.start : m.end], m.chain) for m in story.mentions]
    assert told == [("sank", "ACT1"), ("sinking", "ACT1"), ("was slow", "2_1ecb#3")]


def test_mentions_in_annotated_sentences_alone(folder: Path) -> None:
    _, second, third = ecbplus.read(folder)
    assert [second.text[m.start : m.end] for m in second.mentions] == ["sank"]
    assert third.mentions == () and third.listed == ()


def test_sides_are_fixed() -> None:
    assert ecbplus.side("2") == "dev" and ecbplus.side("3") == "train"


def test_without_the_list_nothing_is_read(folder: Path) -> None:
    (folder / ecbplus.SENTENCES).unlink()
    with pytest.raises(CorpusError, match="missing"):
        list(ecbplus.read(folder))
