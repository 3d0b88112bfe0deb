"""Prepare: takes the research data, gives windows with targets, in one file a run can load.

``python -m training.prepare --data DIR --out runs/windows.pkl``
"""

from __future__ import annotations

import argparse
import pickle
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np

from corpora import conllu, m2e2, muc, plover, plover_stories, polnear, rams, re3d, uds, wikievents, worldwide
from corpora.sample import Event, Sample, Template
from corpora.splits import select
from counterclaim.language.pieces import PieceSplitter
from training import labels as inventory
from training.encoder import tokenizer
from training.windows import IGNORE, Aligner, Range, Targets, Window, clip, cuts, tag, window, words_of

ROLES = inventory.roles_table(Path(__file__).with_name("roles.csv"))
RESPELT = {"primative": "primitive", "sieze": "seize"}  # modes as the manual spells them
STORY_PIECES = 160  # of a synthetic story: its type is the whole story's, the lead says it
ATTRIBUTION_PARTS = ("source", "cue", "content")

Inventory = dict[str, list[str]]
Fill = Callable[["Part"], None]


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
        "ace": inventory.bio(inventory.ACE_TYPES),
        "root": inventory.PLOVER_ROOTS,
        "plover": inventory.PLOVER_TYPES,
        "mode": ["none", *sorted(set(modes) - {"none"})],
        "incident": inventory.bio(dict.fromkeys(inventory.INCIDENT_PARTS.values())),
        "incident-type": ["O", *inventory.INCIDENT_TYPES],
        "attribution": ["source", "content"],
        "argument": inventory.ROLES,
    }
    layers |= {part: inventory.bio([part]) for part in ATTRIBUTION_PARTS}
    layers |= {f"entity-{kind}": inventory.bio([kind]) for kind in inventory.ENTITY_TYPES}
    return layers


@dataclass(slots=True)
class Part:
    """One window of a sample while its targets are filled: words ``begin`` to ``end``."""

    layers: Inventory
    sample: Sample
    align: Aligner
    begin: int
    end: int
    targets: Targets = field(default_factory=Targets)

    @property
    def size(self) -> int:
        """Words in the window."""
        return self.end - self.begin

    def place(self, start: int, end: int) -> Range | None:
        """The window's words that a character span covers."""
        return clip(self.align.range(start, end), self.begin, self.end)

    def placed(self, items: Iterable[tuple[int, int, str]]) -> list[tuple[Range, str]]:
        """Labelled character spans as labelled word ranges, those outside the window left out."""
        return [(span, label) for start, end, label in items if (span := self.place(start, end))]


def fill_syntax(part: Part) -> None:
    tokens = (part.sample.tokens or ())[part.begin : part.end]
    targets, upos, deprels = part.targets, part.layers["upos"], part.layers["deprel"]
    tags = [upos.index(t.upos) if t.upos in upos else IGNORE for t in tokens]
    targets.layers["upos"] = np.array(tags, np.int16)
    targets.layers["deprel"] = np.array([deprels.index(t.deprel) for t in tokens], np.int16)
    heads = [t.head - part.begin if t.head >= 0 else i for i, t in enumerate(tokens)]
    targets.heads = np.array(heads, np.int16)
    whole = [(a, b) for a, b in part.sample.sentences or () if part.begin <= a and b <= part.end]
    targets.sentences = [(a - part.begin, b - part.begin) for a, b in whole]
    starts = np.zeros(part.size, np.int16)
    starts[[a for a, _ in targets.sentences]] = 1
    targets.layers["sentence"] = starts
    covered = np.zeros(part.size, bool)
    for a, b in targets.sentences:
        covered[a:b] = True
    for name in ("deprel", "sentence"):  # a sentence that the window cuts teaches no tree
        targets.layers[name][~covered] = IGNORE


def fill_chains(part: Part) -> None:
    if part.sample.chains is None:
        return
    kinds = part.layers["mention"]
    mention = np.zeros(part.size, np.int16)
    for number, chain in enumerate(part.sample.chains):
        for item in chain:
            head, whole = part.place(item.head_start, item.head_end), part.place(item.start, item.end)
            if head and whole and item.kind in kinds:
                if mention[head[0]] == 0:  # the outermost mention of a shared head comes first
                    part.targets.mentions.append((head[0], whole, number))
                mention[head[0]] = kinds.index(item.kind)
    part.targets.layers["mention"] = mention
    part.targets.mentions.sort()


def fill_names(part: Part, layer: str, kinds: dict[str, str]) -> None:
    """One layer of names; ``kinds`` maps the corpus's types to the layer's."""
    found = [n for n in part.sample.names or () if n.label in kinds and n.confidence > 0]
    names = [(n.start, n.end, kinds[n.label]) for n in found]
    part.targets.layers[layer] = tag(part.size, part.placed(names), part.layers[layer])


def fill_entities(part: Part) -> None:
    for kind in inventory.ENTITY_TYPES:
        fill_names(part, f"entity-{kind}", {k: v for k, v in inventory.RE3D.items() if v == kind})


def fill_attributions(part: Part) -> None:
    spans: dict[str, list[tuple[Range, str]]] = {name: [] for name in ATTRIBUTION_PARTS}
    anchors = []
    for item in part.sample.attributions or ():
        found = {
            name: [span for span, _ in part.placed((a, b, name) for a, b in places)]
            for name, places in zip(ATTRIBUTION_PARTS, (item.sources, item.cues, item.contents), strict=True)
        }
        for name, ranges in found.items():
            spans[name] += [(span, name) for span in ranges]
        if found["cue"]:
            words = [i for a, b in found["cue"] for i in range(a, b)]
            labels = part.layers["attribution"]
            anchors.append((words, [(span, k) for k, name in enumerate(labels) for span in found[name]]))
    for name in ATTRIBUTION_PARTS:
        part.targets.layers[name] = tag(part.size, spans[name], part.layers[name])
    part.targets.pairs["attribution"] = anchors


def fill_factuality(part: Part) -> None:
    predicate = np.zeros(part.size, np.int16)
    for item in part.sample.factuality or ():
        span = part.place(item.start, item.end)
        if span:
            predicate[span[0]] = 1
            part.targets.scores.append((span[0], item.score))
    part.targets.layers["predicate"] = predicate


def fill_events(part: Part, name: str, *, complete: bool) -> None:
    """Triggers as words of one label; where the corpus marks only some events, other words teach nothing."""
    layer = np.full(part.size, 0 if complete else IGNORE, np.int16)
    anchors = []
    for event in part.sample.events or ():
        span = part.place(event.start, event.end)
        kind = event.type.replace(":", ".") if name == "m2e2" else coarse(event.type)
        if span:
            if kind in part.layers[name]:
                layer[span[0] : span[1]] = part.layers[name].index(kind)
            anchors.append((list(range(*span)), arguments(part, event)))
    part.targets.layers[name] = layer
    part.targets.pairs["argument"] = anchors


def arguments(part: Part, event: Event) -> list[tuple[Range, int]]:
    """Word range and role index of each argument inside the window."""
    named = [(a.start, a.end, role_of(event.type, a.role)) for a in event.arguments]
    placed = part.placed((start, end, role) for start, end, role in named if role)
    return [(span, part.layers["argument"].index(role)) for span, role in placed]


def fill_incidents(part: Part) -> None:
    """Each place where the message has a string that fills a slot of a template: its part, and the type."""
    spans, types = [], np.zeros(part.size, np.int16)
    for template in part.sample.templates or ():
        kind = next((s.fills[0].split("/")[-1] for s in template.slots if s.name == "INCIDENT: TYPE"), "")
        for start, end, role in fillers(part.sample.text, template):
            spans.append((start, end, role))
            span = part.place(start, end)
            if span:
                types[span[0] : span[1]] = part.layers["incident-type"].index(kind.strip().lower())
    part.targets.layers["incident"] = tag(part.size, part.placed(spans), part.layers["incident"])
    part.targets.layers["incident-type"] = types


def fillers(text: str, template: Template) -> Iterator[tuple[int, int, str]]:
    """Where the strings of a template's slots stand in its message, and the part that each plays."""
    for slot in template.slots:
        role = inventory.INCIDENT_PARTS.get(slot.name)
        for string in muc.strings(slot) if role else ():
            words = r"\s+".join(map(re.escape, string.split()))
            yield from ((m.start(), m.end(), str(role)) for m in re.finditer(rf"(?<!\w){words}(?!\w)", text))


def fill_plover(part: Part) -> None:
    item = part.sample.plover
    if item is None or part.begin > 0:
        return

    def index(layer: str, label: str) -> int:
        return part.layers[layer].index(label) if label in part.layers[layer] else IGNORE

    def ranges(spans: Iterable[tuple[int, int]]) -> list[Range]:
        return [found for a, b in spans if (found := part.place(a, b))]

    story = item.source is None and item.target is None
    part.targets.plover = (
        ranges(item.sources),
        ranges(item.targets),
        IGNORE if story else index("root", item.type),
        index("plover", item.type) if story else IGNORE,
        index("mode", mode_of(part.sample)) if story else IGNORE,
    )


def sources(data: Path, split: str) -> dict[str, tuple[Iterable[Sample], list[Fill], bool]]:
    """Corpus name → samples, what to fill from them, and whether their own tokens are the words."""
    events, names = data / "events", data / "names"
    newswire = partial(fill_names, layer="name", kinds=inventory.WORLDWIDE)
    ace = partial(fill_names, layer="ace", kinds={kind: kind for kind in inventory.ACE_TYPES})
    m2e2_events = partial(fill_events, name="m2e2", complete=True)
    all_events = partial(fill_events, name="kairos", complete=True)
    some_events = partial(fill_events, name="kairos", complete=False)
    messages = (replace(s, text=muc.unwrapped(s.text)) for s in muc.read(events / "muc/dev"))
    stories = plover_stories.read(events / "plover/gpt_synthetic_events_2023-10-19_19.csv")
    marked = plover.read(events / "plover/plv-train.tsv")
    return {
        "ewt": (conllu.read(data / f"syntax/ewt-{split}.conllu"), [fill_syntax], True),
        "gum": (conllu.read(data / f"syntax/gum-{split}.conllu"), [fill_syntax, fill_chains], True),
        "polnear": (polnear.read(data / f"attribution/polnear/{split}"), [fill_attributions], False),
        "worldwide": (select(worldwide.read(names / "worldwide"), split), [newswire], False),
        "re3d": (select(re3d.read(names / "re3d"), split, corpus="re3d"), [fill_entities], False),
        "uds": (uds.read(data / f"factuality/uds-ih2-{split}.jsonl"), [fill_factuality], False),
        "m2e2": (select(m2e2.read(events / "m2e2/train.jsonl"), split), [m2e2_events, ace], False),
        "wikievents": (
            select(wikievents.read(events / "wikievents/dev.jsonl"), split),
            [all_events, ace],
            False,
        ),
        "muc": (select(messages, split), [fill_incidents], False),
        "rams": (select(rams.read(events / "rams/dev.jsonlines"), split), [some_events], False),
        "plover": (select(marked, split, corpus="plover"), [fill_plover], False),
        "stories": (select(stories, split), [fill_plover], False),
    }


def windows_of(
    sample: Sample,
    fills: list[Fill],
    *,
    gold: bool,
    corpus: str,
    limit: int,
    layers: Inventory,
    splitter: PieceSplitter,
) -> Iterator[Window]:
    """The windows of one sample."""
    words = words_of(sample, gold=gold)
    lengths = [len(entry[0]) for entry in splitter.lookup([word.form for word in words])]
    align = Aligner(words)
    starts = {a for a, _ in sample.sentences or ()} if gold else set()
    for begin, end in cuts(words, lengths, limit, starts):
        part = Part(layers, sample, align, begin, end)
        for fill in fills:
            fill(part)
        yield window(words[begin:end], splitter, corpus=corpus, targets=part.targets)
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
        for corpus, (samples, fills, gold) in sources(args.data, split).items():
            limit = STORY_PIECES if corpus == "stories" else args.window
            found[corpus] = [
                w
                for s in samples
                for w in windows_of(
                    s, fills, gold=gold, corpus=corpus, limit=limit, layers=layers, splitter=splitter
                )
            ]
            pieces = sum(len(w.ids) for w in found[corpus])
            print(f"{split:5} {corpus:10} {len(found[corpus]):6} windows {pieces:9} pieces", flush=True)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with args.out.open("wb") as file:
        pickle.dump({"layers": layers, "windows": out}, file)


if __name__ == "__main__":
    main()
