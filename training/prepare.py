"""Prepare: takes the research data, gives windows with targets, in one file a run can load.

``python -m training.prepare --data DIR --out runs/windows.pkl``
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import numpy as np

from corpora import conllu, m2e2, plover, plover_stories, polnear, rams, re3d, uds, wikievents, worldwide
from corpora.sample import Event, Sample
from corpora.splits import select
from counterclaim.language.pieces import PieceSplitter
from training import labels as inventory
from training.encoder import tokenizer
from training.windows import IGNORE, Aligner, Targets, Window, clip, cuts, tag, window, words_of

ROLES = inventory.roles_table(Path(__file__).with_name("roles.csv"))
RESPELT = {"primative": "primitive", "sieze": "seize"}  # modes as the manual spells them
STORY_PIECES = 160  # of a synthetic story: its type is the whole story's, the lead says it
ATTRIBUTION_PARTS = ("source", "cue", "content")

Inventory = dict[str, list[str]]
Fill = Callable[[Sample, Aligner, int, int, Targets], None]


def role_of(event_type: str, role: str) -> str | None:
    """Our role for a corpus's own."""
    named = {key[1].lower(): ours for key, ours in ROLES.items() if key[0] in ("*", event_type)}
    return named.get(role.lower())


def coarse(event_type: str) -> str:
    """The first two levels of a KAIROS or AIDA type, in one spelling."""
    return ".".join(event_type.lower().split(".")[:2])


def mode_of(sample: Sample) -> str:
    """The PLOVER mode of a story, "none" where it has none."""
    mode = ((sample.plover and sample.plover.mode) or "none").lower()
    return RESPELT.get(mode, mode)


def build_inventory(data: Path) -> Inventory:
    """The labels of every layer; those not fixed in ``labels`` are counted in the training data."""
    deprels = Counter(
        token.deprel
        for name in ("ewt", "gum")
        for sample in conllu.read(data / f"syntax/{name}-train.conllu")
        for token in sample.tokens or ()
    )
    kairos = Counter(
        coarse(event.type)
        for samples in (
            rams.read(data / "events/rams/dev.jsonlines"),
            wikievents.read(data / "events/wikievents/dev.jsonl"),
        )
        for sample in samples
        for event in sample.events or ()
    )
    stories = plover_stories.read(data / "events/plover/gpt_synthetic_events_2023-10-19_19.csv")
    modes = Counter(mode_of(s) for s in stories if s.plover and s.plover.mode)
    layers: Inventory = {
        "upos": inventory.UPOS,
        "deprel": sorted(deprels),
        "sentence": ["inside", "start"],
        "name": inventory.bio(inventory.NAME_TYPES),
        "mention": ["O", *inventory.MENTION_KINDS],
        "predicate": ["no", "yes"],
        "m2e2": ["O", *inventory.M2E2_TYPES],
        "kairos": ["O", *sorted(t for t, n in kairos.items() if n >= 5)],
        "ace": inventory.bio("PER ORG GPE LOC FAC VEH WEA".split()),
        "root": inventory.PLOVER_ROOTS,
        "plover": inventory.PLOVER_TYPES,
        "mode": ["none", *sorted(set(modes) - {"none"})],
        "attribution": ["source", "content"],
        "argument": inventory.ROLES,
    }
    layers |= {part: inventory.bio([part]) for part in ATTRIBUTION_PARTS}
    layers |= {f"entity-{kind}": inventory.bio([kind]) for kind in inventory.ENTITY_TYPES}
    return layers


def fill_syntax(
    layers: Inventory, sample: Sample, align: Aligner, begin: int, end: int, targets: Targets
) -> None:
    tokens = (sample.tokens or ())[begin:end]
    targets.layers["upos"] = np.array(
        [layers["upos"].index(t.upos) if t.upos in layers["upos"] else IGNORE for t in tokens], np.int16
    )
    targets.layers["deprel"] = np.array([layers["deprel"].index(t.deprel) for t in tokens], np.int16)
    targets.heads = np.array([t.head - begin if t.head >= 0 else i for i, t in enumerate(tokens)], np.int16)
    targets.sentences = [(a - begin, b - begin) for a, b in sample.sentences or () if begin <= a and b <= end]
    starts = np.zeros(end - begin, np.int16)
    starts[[a for a, _ in targets.sentences]] = 1
    targets.layers["sentence"] = starts
    covered = np.zeros(end - begin, bool)
    for a, b in targets.sentences:
        covered[a:b] = True
    for name in ("deprel", "sentence"):  # a sentence that the window cuts teaches no tree
        targets.layers[name][~covered] = IGNORE


def fill_chains(
    layers: Inventory, sample: Sample, align: Aligner, begin: int, end: int, targets: Targets
) -> None:
    if sample.chains is None:
        return
    mention = np.zeros(end - begin, np.int16)
    for number, chain in enumerate(sample.chains):
        for item in chain:
            head = clip(align.range(item.head_start, item.head_end), begin, end)
            whole = clip(align.range(item.start, item.end), begin, end)
            if head and whole and item.kind in layers["mention"]:
                if mention[head[0]] == 0:  # the outermost mention of a shared head comes first
                    targets.mentions.append((head[0], whole, number))
                mention[head[0]] = layers["mention"].index(item.kind)
    targets.layers["mention"] = mention
    targets.mentions.sort()


def fill_names(
    layers: Inventory, sample: Sample, align: Aligner, begin: int, end: int, targets: Targets
) -> None:
    spans = [
        (span, inventory.WORLDWIDE[item.label])
        for item in sample.names or ()
        if item.label in inventory.WORLDWIDE and (span := clip(align.range(item.start, item.end), begin, end))
    ]
    targets.layers["name"] = tag(end - begin, spans, layers["name"])


def fill_entities(
    layers: Inventory, sample: Sample, align: Aligner, begin: int, end: int, targets: Targets
) -> None:
    for kind in inventory.ENTITY_TYPES:
        spans = [
            (span, kind)
            for item in sample.names or ()
            if inventory.RE3D.get(item.label) == kind
            and (span := clip(align.range(item.start, item.end), begin, end))
        ]
        targets.layers[f"entity-{kind}"] = tag(end - begin, spans, layers[f"entity-{kind}"])


def fill_attributions(
    layers: Inventory, sample: Sample, align: Aligner, begin: int, end: int, targets: Targets
) -> None:
    spans: dict[str, list[tuple[tuple[int, int], str]]] = {part: [] for part in ATTRIBUTION_PARTS}
    anchors = []
    for item in sample.attributions or ():
        found = {
            part: [span for a, b in places if (span := clip(align.range(a, b), begin, end))]
            for part, places in zip(ATTRIBUTION_PARTS, (item.sources, item.cues, item.contents), strict=True)
        }
        for part, ranges in found.items():
            spans[part] += [(span, part) for span in ranges]
        if found["cue"]:
            words = [i for a, b in found["cue"] for i in range(a, b)]
            governed = [(span, k) for k, part in enumerate(layers["attribution"]) for span in found[part]]
            anchors.append((words, governed))
    for part in ATTRIBUTION_PARTS:
        targets.layers[part] = tag(end - begin, spans[part], layers[part])
    targets.pairs["attribution"] = anchors


def fill_factuality(
    layers: Inventory, sample: Sample, align: Aligner, begin: int, end: int, targets: Targets
) -> None:
    predicate = np.zeros(end - begin, np.int16)
    for item in sample.factuality or ():
        span = clip(align.range(item.start, item.end), begin, end)
        if span:
            predicate[span[0]] = 1
            targets.scores.append((span[0], item.score))
    targets.layers["predicate"] = predicate


def fill_events(
    layers: Inventory,
    name: str,
    complete: bool,
    sample: Sample,
    align: Aligner,
    begin: int,
    end: int,
    targets: Targets,
) -> None:
    """Triggers as words of one label; where the corpus marks only some events, other words teach nothing."""
    layer = np.full(end - begin, 0 if complete else IGNORE, np.int16)
    anchors = []
    for event in sample.events or ():
        span = clip(align.range(event.start, event.end), begin, end)
        kind = event.type.replace(":", ".") if name == "m2e2" else coarse(event.type)
        if not span:
            continue
        if kind in layers[name]:
            layer[span[0] : span[1]] = layers[name].index(kind)
        anchors.append(
            (list(range(*span)), list(arguments(event, layers, partial(_placed, align, begin, end))))
        )
    targets.layers[name] = layer
    targets.pairs["argument"] = anchors


def _placed(align: Aligner, begin: int, end: int, start: int, stop: int) -> tuple[int, int] | None:
    return clip(align.range(start, stop), begin, end)


def arguments(
    event: Event, layers: Inventory, placed: Callable[[int, int], tuple[int, int] | None]
) -> Iterator[tuple[tuple[int, int], int]]:
    """Word range and role index of each argument inside the window."""
    for argument in event.arguments:
        role, span = role_of(event.type, argument.role), placed(argument.start, argument.end)
        if role and span:
            yield span, layers["argument"].index(role)


def fill_ace(
    layers: Inventory, sample: Sample, align: Aligner, begin: int, end: int, targets: Targets
) -> None:
    spans = [
        (span, item.label)
        for item in sample.names or ()
        if f"B-{item.label}" in layers["ace"]
        and (span := clip(align.range(item.start, item.end), begin, end))
    ]
    targets.layers["ace"] = tag(end - begin, spans, layers["ace"])


def fill_plover(
    layers: Inventory, sample: Sample, align: Aligner, begin: int, end: int, targets: Targets
) -> None:
    item = sample.plover
    if item is None or begin > 0:
        return

    def index(layer: str, label: str | None) -> int:
        return layers[layer].index(label) if label in layers[layer] else IGNORE

    def ranges(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        return [found for a, b in spans if (found := clip(align.range(a, b), begin, end))]

    story = item.source is None and item.target is None
    targets.plover = (
        ranges(item.sources),
        ranges(item.targets),
        IGNORE if story else index("root", item.type),
        index("plover", item.type) if story else IGNORE,
        index("mode", mode_of(sample)) if story else IGNORE,
    )


def sources(
    data: Path, layers: Inventory, split: str
) -> dict[str, tuple[Iterable[Sample], list[Fill], bool]]:
    """Corpus name → samples, what to fill from them, and whether their own tokens are the words."""
    events, names = data / "events", data / "names"
    bind = lambda *fills: [partial(fill, layers) for fill in fills]  # noqa: E731
    return {
        "ewt": (conllu.read(data / f"syntax/ewt-{split}.conllu"), bind(fill_syntax), True),
        "gum": (conllu.read(data / f"syntax/gum-{split}.conllu"), bind(fill_syntax, fill_chains), True),
        "polnear": (polnear.read(data / f"attribution/polnear/{split}"), bind(fill_attributions), False),
        "worldwide": (select(worldwide.read(names / "worldwide"), split), bind(fill_names), False),
        "re3d": (select(re3d.read(names / "re3d"), split, corpus="re3d"), bind(fill_entities), False),
        "uds": (uds.read(data / f"factuality/uds-ih2-{split}.jsonl"), bind(fill_factuality), False),
        "m2e2": (
            select(m2e2.read(events / "m2e2/train.jsonl"), split),
            [partial(fill_events, layers, "m2e2", True), *bind(fill_ace)],
            False,
        ),
        "wikievents": (
            select(wikievents.read(events / "wikievents/dev.jsonl"), split),
            [partial(fill_events, layers, "kairos", True), *bind(fill_ace)],
            False,
        ),
        "rams": (
            select(rams.read(events / "rams/dev.jsonlines"), split),
            [partial(fill_events, layers, "kairos", False)],
            False,
        ),
        "plover": (
            select(plover.read(events / "plover/plv-train.tsv"), split, corpus="plover"),
            bind(fill_plover),
            False,
        ),
        "stories": (
            select(plover_stories.read(events / "plover/gpt_synthetic_events_2023-10-19_19.csv"), split),
            bind(fill_plover),
            False,
        ),
    }


def windows_of(
    sample: Sample, fills: list[Fill], *, gold: bool, corpus: str, limit: int, splitter: PieceSplitter
) -> Iterator[Window]:
    """The windows of one sample."""
    words = words_of(sample, gold=gold)
    lengths = [len(entry[0]) for entry in splitter.lookup([word.form for word in words])]
    align = Aligner(words)
    starts = {a for a, _ in sample.sentences or ()} if gold else set()
    for begin, end in cuts(words, lengths, limit, starts):
        targets = Targets()
        for fill in fills:
            fill(sample, align, begin, end, targets)
        yield window(words[begin:end], splitter, corpus=corpus, targets=targets)
        if corpus == "stories":
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--window", type=int, default=320, help="word pieces")
    args = parser.parse_args()
    layers = build_inventory(args.data)
    splitter = PieceSplitter(tokenizer())
    out: dict[str, dict[str, list[Window]]] = {"train": {}, "dev": {}}
    for split, found in out.items():
        for corpus, (samples, fills, gold) in sources(args.data, layers, split).items():
            limit = STORY_PIECES if corpus == "stories" else args.window
            found[corpus] = [
                w
                for s in samples
                for w in windows_of(s, fills, gold=gold, corpus=corpus, limit=limit, splitter=splitter)
            ]
            pieces = sum(len(w.ids) for w in found[corpus])
            print(f"{split:5} {corpus:10} {len(found[corpus]):6} windows {pieces:9} pieces", flush=True)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with args.out.open("wb") as file:
        pickle.dump({"layers": layers, "windows": out}, file)
    args.out.with_suffix(".labels.json").write_text(json.dumps(layers, indent=1), "utf-8")


if __name__ == "__main__":
    main()
