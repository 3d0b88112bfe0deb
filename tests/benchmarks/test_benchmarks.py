"""The benchmarks from file to figure: a reader that knows the answer scores 1, one that errs scores less."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace as Thing
from typing import Any

import pytest

from benchmarks import attribution, events, factuality, gate, names, plover, syntax
from benchmarks.adapter import System
from benchmarks.command import Options, Result
from benchmarks.labels import annotated, event_type, ours, role
from benchmarks.speed_reader import compare, generate
from corpora.sample import CorpusError


@dataclass
class FixedReader:
    """Says of a text what the test wrote down for it."""

    layers: dict[str, list[Thing]] = field(default_factory=dict)
    score: float = 0.0
    kind: str = "AID"
    asked: list[Any] = field(default_factory=list)

    def annotate(self, text: str) -> Thing:
        empty: dict[str, list[Thing]] = {
            name: [] for name in ("tokens", "sentences", "names", "entities", "attributions", "events")
        }
        return Thing(**(empty | self.layers))

    def parse(
        self, words: list[str], spaces: list[bool], lengths: list[int]
    ) -> tuple[list[int], list[str], list[str]]:
        self.asked.append((words, spaces, lengths))
        return (
            [1, -1, 1][: len(words)],
            ["nsubj", "root", "dep"][: len(words)],
            ["PRON", "VERB", "PUNCT"][: len(words)],
        )

    def plover(self, text: str, sources: Any, targets: Any) -> tuple[str, None]:
        self.asked.append((text, sources, targets))
        return self.kind, None

    def factuality(self, text: str, spans: list[tuple[int, int]]) -> list[float]:
        return [float(start) for start, _ in spans]


def score(module: Any, reader: FixedReader, data: Path, **options: Any) -> Result:
    result: Result = module.measure(System(reader=reader), Options(data=data, **options))
    return result


def span(start: int, end: int, **fields: Any) -> Thing:
    return Thing(start=start, end=end, **fields)


def event(
    start: int, end: int, *, ace: str | None = None, kairos: str | None = None, arguments: Any = ()
) -> Thing:
    """An event as the reader gives it: a type in each scheme that has one for it."""
    return span(start, end, ace=ace, kairos=kairos, plover=None, mode=None, arguments=tuple(arguments))


def test_attribution(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a.txt").write_text("Rashid said they left.", encoding="utf-8")
    (tmp_path / "attributions" / "a_1.ann").write_text(
        "T1\tSource 0 6\tRashid\nT2\tCue 7 11\tsaid\nT3\tContent 12 21\tthey left\n"
        "E1\tAttribution:T2 Cue:T2 Source:T1 Content:T3\n",
        encoding="utf-8",
    )
    right = Thing(sources=((0, 6),), cues=((7, 11),), contents=((12, 21),))
    figures = score(attribution, FixedReader({"attributions": [right]}), tmp_path).figures
    assert figures["token_f1"] == figures["exact_f1"] == figures["whole_f1"] == figures["whole_exact_f1"] == 1
    rough = Thing(sources=(span(0, 6),), cues=(span(7, 11),), contents=(span(12, 16),))
    result = score(attribution, FixedReader({"attributions": [rough]}), tmp_path)
    assert result.items == 1 and result.figures["whole_f1"] == 1 and result.figures["whole_exact_f1"] == 0
    assert result.figures["exact_f1"] == pytest.approx(2 / 3)
    assert result.figures["token_f1"] == pytest.approx(2 * 3 / (4 + 3))
    assert result.figures["token_f1_content"] == pytest.approx(2 / 3)


def test_syntax_on_gold_tokens_and_from_raw_text(tmp_path: Path) -> None:
    rows = [("1", "They", "PRON", "2", "nsubj", "_"), ("2", "left", "VERB", "0", "root", "SpaceAfter=No")]
    rows.append(("3", ".", "PUNCT", "2", "punct", "_"))
    file = tmp_path / "x.conllu"
    lines = [
        "\t".join([n, form, form, tag, "_", "_", head, rel, "_", misc])
        for n, form, tag, head, rel, misc in rows
    ]
    file.write_text("# newdoc id = d\n" + "\n".join(lines) + "\n\n", encoding="utf-8")
    tokens = [
        span(0, 4, upos="PRON", lemma="they", head=1, deprel="nsubj"),
        span(5, 10, upos="VERB", lemma="leave", head=-1, deprel="root"),  # took the full stop in
    ]
    reader = FixedReader({"tokens": tokens, "sentences": [span(0, 10)]})
    result = score(syntax, reader, file)
    assert reader.asked == [(["They", "left", "."], [True, False, False], [3])]
    assert result.items == 3
    assert result.figures["uas"] == 1 and result.figures["upos"] == 1
    assert result.figures["las"] == pytest.approx(2 / 3)
    assert result.figures["token_f1"] == pytest.approx(2 / 5)
    # "They" is found and tagged, but its head is another word than the gold's
    assert result.figures["e2e_upos"] == pytest.approx(2 / 5) and result.figures["e2e_uas"] == 0
    assert result.figures["sentence_f1"] == 1


def test_names_of_the_newswire_in_our_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt.tsv").write_text("Acme\tB-Organization\nmet\tO\nSunday\tB-Date\n", encoding="utf-8")
    found = [span(0, 4, type="Organisation"), span(9, 15, type="Temporal"), span(5, 8, type="Weapon")]
    assert (
        score(names, FixedReader({"names": found}), tmp_path).figures["f1"] == 1
    )  # no weapons in this corpus
    found = [span(0, 4, type="Location"), span(9, 15, type="Temporal")]
    figures = score(names, FixedReader({"names": found}), tmp_path).figures
    assert (figures["f1"], figures["f1_Temporal"], figures["f1_Location"]) == (0.5, 1.0, 0.0)


def test_names_of_re3d_by_confidence(tmp_path: Path) -> None:
    document = {"_id": "D", "text": "Iraqi troops left Iraq."}
    marks = [(0, 12, "Organisation", 1), (0, 5, "Nationality", 0), (18, 22, "Location", 0.9)]
    entities = [
        {"documentId": "D", "begin": begin, "end": end, "type": kind, "confidence": sure}
        for begin, end, kind, sure in marks
    ]
    (tmp_path / "documents.json").write_text(json.dumps(document), encoding="utf-8")
    (tmp_path / "entities.json").write_text("\n".join(map(json.dumps, entities)), encoding="utf-8")
    found = [span(0, 12, type="Organisation"), span(0, 5, type="NORP"), span(18, 22, type="Location")]
    result = score(names, FixedReader({"entities": found}), tmp_path)
    assert result.items == 2
    assert result.figures["f1"] == pytest.approx(4 / 5)
    assert result.figures["f1_all"] == result.figures["f1_outermost"] == 1


def test_names_of_no_known_layout(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="neither"):
        names.dataset_of(tmp_path)


def test_factuality(tmp_path: Path) -> None:
    targets = [
        {"span1": [1, 2], "label": 3.0, "span_text": "left"},
        {"span1": [3, 4], "label": -3.0, "span_text": "return"},
    ]
    file = tmp_path / "u.jsonl"
    file.write_text(json.dumps({"text": "They left to return", "targets": targets}) + "\n", encoding="utf-8")
    result = score(factuality, FixedReader(), file)  # says 5 and 13: falls as the gold does, but upside down
    assert result.items == 2 and result.figures["pearson_r"] == pytest.approx(-1)
    assert result.figures["mae"] == pytest.approx((2 + 16) / 2)


def test_plover_counts_later_types_as_yield(tmp_path: Path) -> None:
    file = tmp_path / "p.tsv"
    rows = ["1\t<s>Oman</s> freed <t>two men</t>.\tYIELD", "2\t<s>Oman</s> aided <t>Qatar</t>.\tAID"]
    file.write_text("\n".join(["sentence_id\tmarked_sentence\tgold_root", *rows]) + "\n", encoding="utf-8")
    reader = FixedReader(kind="RETREAT")
    result = score(plover, reader, file)
    assert reader.asked[0] == ("Oman freed two men.", [(0, 4)], [(11, 18)])
    assert result.items == 2 and result.figures["accuracy"] == 0.5
    assert result.figures["macro_f1"] == pytest.approx((2 / 3 + 0) / 2)


def m2e2_file(folder: Path) -> Path:
    event = {
        "trigger": {"start": 2, "end": 3},
        "event_type": "Conflict:Attack",
        "arguments": [{"role": "Attacker", "start": 0, "end": 2}, {"role": "Target", "start": 3, "end": 4}],
    }
    item = {
        "sentence_id": "d_1",
        "words": ["Two", "men", "bombed", "Karsan", "."],
        "golden-entity-mentions": [],
        "golden-event-mentions": [event],
    }
    file = folder / "m.jsonl"
    file.write_text(json.dumps(item) + "\n", encoding="utf-8")
    return file


def test_events_by_trigger_and_argument(tmp_path: Path) -> None:
    tokens = [
        span(0, 3, upos="NUM", lemma="two", head=1, deprel="nummod"),
        span(4, 7, upos="NOUN", lemma="man", head=2, deprel="nsubj"),
        span(8, 14, upos="VERB", lemma="bomb", head=-1, deprel="root"),
    ]
    arguments = [span(4, 7, role="actor"), span(15, 21, role="place"), span(0, 3, role="time")]
    found = [
        event(8, 14, ace="Conflict.Attack", arguments=arguments),
        event(0, 3, ace="Cognitive.Inspection"),
        event(15, 21, kairos="Conflict.Attack"),  # of the other scheme: it is not asked for
    ]
    result = score(events, FixedReader({"events": found, "tokens": tokens}), m2e2_file(tmp_path))
    assert result.items == 1 and result.figures["trigger_f1"] == 1
    # the head of "Two men" is right, the role of "Karsan" is not; M2E2 has no times
    assert result.figures["argument_f1"] == 0.5


def test_rams_scores_only_what_touches_its_event(tmp_path: Path) -> None:
    item = {
        "doc_key": "k",
        "sentences": [["They", "shot", "and", "fled"]],
        "evt_triggers": [[1, 1, [["conflict.attack.n/a", 1.0]]]],
        "gold_evt_links": [],
    }
    file = tmp_path / "r.jsonlines"
    file.write_text(json.dumps(item) + "\n", encoding="utf-8")
    found = [
        event(5, 9, kairos="Conflict.Attack"),
        event(14, 18, kairos="Movement.Transport"),
    ]
    assert score(events, FixedReader({"events": found}), file).figures["trigger_f1"] == 1


@pytest.mark.parametrize("content", ["{}", "no json"])
def test_events_of_no_known_layout(tmp_path: Path, content: str) -> None:
    (tmp_path / "x").write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match="x"):
        events.dataset_of(tmp_path / "x")


def test_labels() -> None:
    assert event_type("m2e2", "Justice:Arrest-Jail") == event_type(
        "wikievents", "Justice.ArrestJailDetain.Unspecified"
    )
    assert event_type("rams", "government.vote.castvote") == "government.vote"
    assert ours("re3d", "name", "Nationality") == "NORP" and annotated("wikievents", "event") is None
    assert role("Contact:Meet", "Entity") == "actor" and role("x", "attacker") == "actor"
    assert role("x", "Topic") == "topic"


def floors(folder: Path, floor: float, path: str = "m.jsonl", **more: dict[str, float]) -> list[str]:
    entry = {"split": "all", "floors": {"trigger_f1": floor}} | more
    content = {"events": {path: entry}}
    (folder / "floors.json").write_text(json.dumps(content), encoding="utf-8")
    return ["--data", str(folder), "--floors", str(folder / "floors.json")]


def test_gate_passes_at_the_floor_and_fails_below(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    m2e2_file(tmp_path)
    found = [event(8, 14, ace="Conflict.Attack"), event(0, 3, ace="Life.Die")]
    system = System(reader=FixedReader({"events": found}))  # F1 = 2/3
    assert gate.main(floors(tmp_path, 0.66), system) == 0
    assert gate.main(floors(tmp_path, 0.67), system) == 1
    assert "BELOW" in capsys.readouterr().out
    assert gate.main(floors(tmp_path, 0.1, "absent.jsonl"), system) == 1
    assert "no such data" in capsys.readouterr().out


def test_gate_says_what_is_short_of_the_figure_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    m2e2_file(tmp_path)
    system = System(
        reader=FixedReader({"events": [event(8, 14, ace="Conflict.Attack"), event(0, 3, ace="Life.Die")]})
    )
    assert gate.main(floors(tmp_path, 0.6, wanted={"trigger_f1": 0.9}), system) == 0
    assert "short of 0.9" in capsys.readouterr().out


def test_gate_knows_every_benchmark_it_names() -> None:
    checks = gate.load()
    assert len(checks) >= 8
    for check in checks:
        assert callable(gate.measure_of(check.benchmark))
        assert all(0 < floor < 1 for floor in check.floors.values())
        assert all(check.floors[name] < wanted for name, wanted in check.wanted.items())


def test_json_is_one_object() -> None:
    printed = json.loads(Result("names", 3, {"f1": 2 / 3}, "what it means").as_json())
    assert printed == {"benchmark": "names", "items": 3, "figures": {"f1": 0.6667}}


class TimedSystem(System):
    """Its bare encoder only takes note of the text."""

    def bare(self, text: str) -> Any:
        return lambda: self.reader.asked.append(text)


def test_speed_sets_the_whole_stage_beside_the_encoder() -> None:
    documents = generate(2)
    assert documents == generate(2) and all(len(text.split()) > 50 for text in documents)
    reader = FixedReader({"tokens": [span(0, 1, upos="X", lemma="x", head=-1, deprel="root")]})
    rates = compare(TimedSystem(reader=reader), documents, rounds=2)
    assert reader.asked == documents * 2
    assert rates["share_of_encoder"] == pytest.approx(
        rates["words_per_second"] / rates["encoder_words_per_second"]
    )
