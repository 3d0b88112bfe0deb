"""The other readers, each on a tiny file of its corpus's layout."""

import csv
import json
from pathlib import Path

import pytest

from corpora import (
    check,
    crossner,
    m2e2,
    muc,
    plover,
    plover_stories,
    polnear,
    rams,
    re3d,
    uds,
    wikievents,
    worldwide,
)
from corpora.bio import chunks
from corpora.sample import CorpusError, Sample
from corpora.splits import select, side


def lines(file: Path, *items: object) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    return file


def pieces(sample: Sample, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [sample.text[start:end] for start, end in spans]


def named(sample: Sample) -> list[tuple[str, str]]:
    return [(sample.text[name.start : name.end], name.label) for name in sample.names or ()]


def test_polnear_takes_one_annotator_and_all_parts(tmp_path: Path) -> None:
    text = "The mayor,\r\na Kurd, said that they fled and that he stayed."
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "a_b.txt").write_bytes(text.encode())
    cue, far = text.index("said"), text.index("that he")
    standoff = (
        "T1\tSource 0 9\tThe mayor\n"
        f"T2\tCue {cue} {cue + 4}\tsaid\n"
        f"T3\tContent {cue + 5} {cue + 19};{far} {far + 14}\tthat they fled that he stayed\n"
        f"T4\tDiscard 4 9\tmayor\nA1\tnested T2\n#1\tNote T1\tsure?\n"
        f"T5\tAttribution {cue} {cue + 4}\tsaid\n"
        "E1\tAttribution:T5 Cue:T2 Source:T1 Content:T3\n"
        "E2\tAttribution-no-source:T5 Cue:T2 Content:T3 Content2:T4\n"
        "E3\tAttribution-no-source:T5\n"
    )
    (tmp_path / "attributions" / "a_b_0001.ann").write_text(standoff, encoding="utf-8")
    (tmp_path / "attributions" / "a_b_0002.ann").write_text("", encoding="utf-8")
    (sample,) = polnear.read(tmp_path)
    assert sample.text == text and sample.attributions is not None
    first, second = sample.attributions
    assert pieces(sample, first.sources) == ["The mayor"]
    assert pieces(sample, first.cues) == ["said"]
    assert pieces(sample, first.contents) == ["that they fled", "that he stayed"]
    assert second.sources == () and len(second.contents) == 3


def test_polnear_refuses_offsets_outside_the_text(tmp_path: Path) -> None:
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "a.txt").write_text("Short.", encoding="utf-8")
    (tmp_path / "attributions" / "a_1.ann").write_text("T1\tCue 4 40\tlong\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="4-40"):
        list(polnear.read(tmp_path))


def test_worldwide_leaves_out_the_address_and_nested_tags(tmp_path: Path) -> None:
    rows = "https://x.example/a?b\tO\n&\tO\n\nKirkuk\tB-Organization\tB-Location\nCouncil\tI-Organization\n"
    rows += "’\tO\ns\tO\nchief\tO\n\nTuesday\tB-Date\n.\tO\n"
    (tmp_path / "iq_x_1.txt.tsv").write_text(rows, encoding="utf-8")
    (sample,) = worldwide.read(tmp_path)
    assert (sample.id, sample.text) == ("iq_x_1", "Kirkuk Council’s chief Tuesday.")
    assert named(sample) == [("Kirkuk Council", "Organization"), ("Tuesday", "Date")]
    assert sample.sentences == ((0, 5), (5, 7))


def test_worldwide_keeps_an_article_that_runs_on_from_its_address(tmp_path: Path) -> None:
    (tmp_path / "a.txt.tsv").write_text("http://x.example/1Police\tO\nin\tO\nDohuk\tB-Location\n", "utf-8")
    (sample,) = worldwide.read(tmp_path)
    assert sample.text == "in Dohuk"


def test_crossner_has_a_sample_per_sentence(tmp_path: Path) -> None:
    (tmp_path / "dev.txt").write_text("The\tO\nSDI\tB-politicalparty\n\nYes\tO\n", encoding="utf-8")
    first, second = crossner.read(tmp_path / "dev.txt")
    assert named(first) == [("SDI", "politicalparty")]
    assert (second.id, second.text) == ("dev-1", "Yes")


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        (["B-A", "I-A", "B-A", "O"], [(0, 2, "A"), (2, 3, "A")]),
        (["B-A", "E-A", "S-B", "I-B"], [(0, 2, "A"), (2, 3, "B"), (3, 4, "B")]),
        (["I-A", "I-B"], [(0, 1, "A"), (1, 2, "B")]),
    ],
)
def test_chunks(tags: list[str], found: list[tuple[int, int, str]]) -> None:
    assert list(chunks(tags)) == found


def test_re3d_reads_a_folder_or_the_folders_below(tmp_path: Path) -> None:
    folder = tmp_path / "Some Source"
    document = {"_id": "D1", "text": "Iraqi troops left.", "title": "t"}
    entity = {"documentId": "D1", "value": "", "confidence": 1}
    lines(folder / "documents.json", document)
    lines(
        folder / "entities.json",
        entity | {"begin": 0, "end": 5, "type": "Nationality", "confidence": 0},
        entity | {"begin": 0, "end": 12, "type": "Organisation"},
    )
    (sample,) = re3d.read(tmp_path)
    assert [sample] == list(re3d.read(folder))
    assert named(sample) == [("Iraqi troops", "Organisation"), ("Iraqi", "Nationality")]
    assert [name.confidence for name in sample.names or ()] == [1.0, 0.0]
    lines(folder / "entities.json", entity | {"begin": 0, "end": 99, "type": "Person"})
    with pytest.raises(CorpusError, match="outside its text"):
        list(re3d.read(folder))


def test_check_finds_a_span_that_says_something_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "names" / "re3d" / "Source"
    entity = {"documentId": "D1", "begin": 0, "end": 5, "type": "Location", "value": "Yemen", "confidence": 1}
    lines(folder / "documents.json", {"_id": "D1", "text": "Yemen waits."})
    lines(folder / "entities.json", entity)
    monkeypatch.setattr("sys.argv", ["check", "--data", str(tmp_path)])
    assert check.main() == 0
    lines(folder / "entities.json", entity | {"begin": 1, "end": 6})
    assert check.main() == 1


def test_uds_scores_the_span_in_the_printed_text(tmp_path: Path) -> None:
    item = {
        "text": "They did n't leave .",
        "targets": [{"span1": [3, 4], "label": -2.5, "span_text": "leave"}],
        "idx": 7,
    }
    (sample,) = uds.read(lines(tmp_path / "uds.jsonl", item))
    assert sample.factuality is not None and sample.text == "They didn't leave."
    (score,) = sample.factuality
    assert (sample.text[score.start : score.end], score.score) == ("leave", -2.5)
    item["targets"][0]["span_text"] = "left"  # type: ignore[index]
    with pytest.raises(CorpusError, match="'left'"):
        list(uds.read(lines(tmp_path / "uds.jsonl", item)))


def test_m2e2_events_and_document(tmp_path: Path) -> None:
    event = {
        "trigger": {"start": 2, "end": 3, "text": "attacked"},
        "event_type": "Conflict:Attack",
        "arguments": [{"role": "Target", "start": 3, "end": 5, "text": "Tikrit base"}],
    }
    item = {
        "sentence_id": "VOA_1_12",
        "sentence": "x",
        "words": ["“", "They", "attacked", "Tikrit", "base", ".", "”"],
        "golden-entity-mentions": [{"entity-type": "FAC", "text": "Tikrit base", "start": 3, "end": 5}],
        "golden-event-mentions": [event],
    }
    (sample,) = m2e2.read(lines(tmp_path / "train.jsonl", item))
    assert (sample.document, sample.text) == ("VOA_1", "“They attacked Tikrit base.”")
    (found,) = sample.events or ()
    assert sample.text[found.start : found.end] == "attacked" and found.type == "Conflict:Attack"
    (argument,) = found.arguments
    assert (sample.text[argument.start : argument.end], argument.role) == ("Tikrit base", "Target")
    assert named(sample) == [("Tikrit base", "FAC")]


def test_wikievents_joins_its_sentences(tmp_path: Path) -> None:
    item = {
        "doc_id": "w1",
        "tokens": ["IED", "kills", "two", "-", "They", "died"],
        "text": "",
        "sentences": [
            [[["IED", 0, 3], ["kills", 4, 9], ["two", 10, 13], ["-", 13, 14]], "IED kills two-"],
            [[["They", 15, 19], ["died", 20, 24]], "They died"],
        ],
        "entity_mentions": [{"id": "e1", "start": 4, "end": 5, "entity_type": "PER", "text": "They"}],
        "event_mentions": [
            {
                "event_type": "Life.Die.Unspecified",
                "trigger": {"start": 5, "end": 6},
                "arguments": [{"entity_id": "e1", "role": "Victim", "text": "They"}],
            }
        ],
    }
    (sample,) = wikievents.read(lines(tmp_path / "dev.jsonl", item))
    assert sample.text == "IED kills two- They died" and sample.words() == item["tokens"]
    (event,) = sample.events or ()
    (argument,) = event.arguments
    assert sample.text[event.start : event.end] == "died"
    assert sample.text[argument.start : argument.end] == "They"


def test_rams_ends_are_inclusive(tmp_path: Path) -> None:
    item = {
        "doc_key": "k1",
        "source_url": "http://x.example/a",
        "sentences": [["He", "fled", "."], ["Rebels", "shot", "two", "men", "."]],
        "evt_triggers": [[4, 4, [["conflict.attack.n/a", 1.0]]]],
        "gold_evt_links": [[[4, 4], [5, 6], "evt089arg02target"], [[4, 4], [3, 3], "evt089arg01attacker"]],
    }
    (sample,) = rams.read(lines(tmp_path / "dev.jsonlines", item))
    (event,) = sample.events or ()
    assert sample.text[event.start : event.end] == "shot" and sample.document == "http://x.example/a"
    assert [(sample.text[a.start : a.end], a.role) for a in event.arguments] == [
        ("Rebels", "attacker"),
        ("two men", "target"),
    ]


def test_plover_marks_may_nest_repeat_and_be_quoted(tmp_path: Path) -> None:
    marked = ['<s>Iran</s> said "no" to <t>Iraq and <s>Iran </s></t>.', "<s>A</s> met B."]
    with (tmp_path / "p.tsv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter="\t")
        writer.writerow(
            ["sentence_id", "sentence", "marked_sentence", "source", "target", "gold_penta", "gold_root"]
        )
        for sentence in marked:
            writer.writerow(["5", "", sentence, "", "", "3", "REJECT"])
    first, second = plover.read(tmp_path / "p.tsv")
    assert first.text == 'Iran said "no" to Iraq and Iran .' and first.plover is not None
    assert pieces(first, first.plover.sources) == ["Iran", "Iran"]
    assert first.plover.source == (0, 4)
    assert pieces(first, first.plover.targets) == ["Iraq and Iran"]
    assert second.plover is not None and second.plover.target is None
    assert (first.id, second.id, second.document) == ("5", "5-2", "5")


@pytest.mark.parametrize("marked", ["<s>A met B", "A</s> met B"])
def test_plover_refuses_broken_marks(tmp_path: Path, marked: str) -> None:
    (tmp_path / "p.tsv").write_text(f"sentence_id\tmarked_sentence\tgold_root\n1\t{marked}\tAID\n", "utf-8")
    with pytest.raises(CorpusError, match="sentence 1"):
        list(plover.read(tmp_path / "p.tsv"))


def test_plover_stories_have_type_and_mode(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_text(
        'disclaimer,text,title,source,prompt,label,mode\nx,"They, again, struck.",T,R,p,PROTEST,STRIKE\n',
        "utf-8",
    )
    (sample,) = plover_stories.read(file)
    assert sample.plover is not None and sample.text == "They, again, struck."
    assert (sample.plover.type, sample.plover.mode, sample.plover.source) == ("PROTEST", "strike", None)


def test_muc_messages_with_their_templates(tmp_path: Path) -> None:
    (tmp_path / "tst1-muc3").write_text(
        "TST1-MUC3-0001\n\n   LIMA, 4 FEB 90 -- [TEXT] A BOMB\nEXPLODED.\n\n\n"
        "TST1-MUC3-0002 (NOSC)\n\n   QUIET.\n",
        "latin-1",
    )
    (tmp_path / "key-tst1.v7").write_text(
        ";;; a comment\n"
        "0.  MESSAGE: ID                     TST1-MUC3-0001 (X)\n"
        "1.  MESSAGE: TEMPLATE               2 (OPTIONAL)\n"
        "2.  INCIDENT: DATE                  03 FEB 90\n"
        '6.  INCIDENT: INSTRUMENT ID         "BOMB"\n'
        '                                    "A BOMB"\n'
        '12. PHYS TGT: ID                   "BRIDGE"\n'
        "13. PHYS TGT: TYPE                  -\n\n"
        "0.  MESSAGE: ID                     TST1-MUC3-0002\n"
        "1.  MESSAGE: TEMPLATE               *\n"
        "2.  INCIDENT: DATE                  *\n",
        "latin-1",
    )
    first, second = muc.read(tmp_path)
    assert first.text == "LIMA, 4 FEB 90 -- [TEXT] A BOMB\nEXPLODED." and second.text == "QUIET."
    assert second.templates == ()
    (template,) = first.templates or ()
    assert template.number == "2 (OPTIONAL)"
    assert {slot.name: slot.fills for slot in template.slots} == {
        "INCIDENT: DATE": ("03 FEB 90",),
        "INCIDENT: INSTRUMENT ID": ('"BOMB"', '"A BOMB"'),
        "PHYS TGT: ID": ('"BRIDGE"',),
    }


def test_muc_reads_a_message_once_and_joins_broken_fills(tmp_path: Path) -> None:
    (tmp_path / "tst9-muc4").write_text("TST9-MUC4-0001\n\n   A BOMB.\n", "latin-1")
    (tmp_path / "tst9-muc4.mixed-case").write_text("TST9-MUC4-0001\n\n   A bomb.\n", "latin-1")
    (tmp_path / "key-tst9.v7").write_text(
        "0.  MESSAGE: ID                     TST9-MUC4-0001\n"
        "1.  MESSAGE: TEMPLATE               1\n"
        '10. PERP: ORGANIZATION ID           "NORTHERN FRONT" /\n'
        '                                    "NF"\n'
        '                                    "HOME GUARD"\n',
        "latin-1",
    )
    (sample,) = muc.read(tmp_path)
    assert sample.text == "A BOMB."
    (template,) = sample.templates or ()
    assert template.slots[0].fills == ('"NORTHERN FRONT" / "NF"', '"HOME GUARD"')


def test_split_keeps_a_document_on_one_side() -> None:
    samples = [Sample(id=f"{n}-{k}", document=str(n), text="") for n in range(300) for k in range(2)]
    held_out = list(select(samples, "dev"))
    kept = list(select(samples, "train"))
    assert len(held_out) + len(kept) == len(samples) == len(list(select(samples, "all")))
    assert not {s.document for s in held_out} & {s.document for s in kept}
    assert 15 <= len({s.document for s in held_out}) <= 45
    assert [side(name) for name in ("a", "b", "c", "d")] == [side(name) for name in ("a", "b", "c", "d")]
    with pytest.raises(ValueError, match="test"):
        list(select(samples, "test"))
