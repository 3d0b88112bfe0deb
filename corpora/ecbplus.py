"""ECB+: XML documents by topic, with event mentions and the chains in which they corefer across documents.

Only the sentences that the corpus's own list names were annotated throughout: mentions elsewhere are left out.
The text is made of the corpus's tokens. The first sentence of a document of the newer half that is a bare
address, and one that is a bare date, stay in the text: they are what the corpus has.
"""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpora.detokenise import join_sentences
from corpora.sample import CorpusError, Span

SENTENCES = "ECBplus_coreference_sentences.csv"
DEV_TOPICS = frozenset({"2", "5", "12", "18", "21", "23", "34", "35"})  # as is usual for this corpus
_EVENTS = ("ACTION", "NEG_ACTION")


@dataclass(frozen=True, slots=True)
class EventMention:
    """A mention of an event: its span, its class, and the chain of those that tell the same event.

    ``chain`` is unique over the corpus; a mention that corefers with no other has one of its own.
    """

    start: int
    end: int
    kind: str
    chain: str


@dataclass(frozen=True, slots=True)
class Story:
    """One document. ``sentences`` are the spans of its sentences, ``listed`` those that were annotated."""

    id: str
    topic: str
    text: str
    sentences: tuple[Span, ...]
    listed: tuple[Span, ...]
    mentions: tuple[EventMention, ...]


def side(topic: str) -> str:
    """ "dev" for the topics that are held out, else "train"."""
    return "dev" if topic in DEV_TOPICS else "train"


def read(path: str | Path) -> Iterator[Story]:
    """The stories of a folder of topics, by number of topic and name."""
    folder = Path(path)
    listed = _listed(folder / SENTENCES)
    for place in sorted((one for one in folder.iterdir() if one.is_dir()), key=_order):
        for file in sorted(place.glob("*.xml"), key=_order):
            yield _story(file, place.name, listed.get(file.stem, set()))


def _order(path: Path) -> tuple[int, ...]:
    digits = "".join(sign if sign.isdigit() else " " for sign in path.stem).split()
    return (*map(int, digits), int("plus" in path.stem))


def _listed(file: Path) -> dict[str, set[int]]:
    """Name of a document → the numbers of its annotated sentences."""
    if not file.exists():
        raise CorpusError(f"{file} is missing: it names the sentences that were annotated")
    found: dict[str, set[int]] = {}
    with file.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            found.setdefault(f"{row['Topic']}_{row['File']}", set()).add(int(row["Sentence Number"]))
    return found


def _story(file: Path, topic: str, listed: set[int]) -> Story:
    root = ET.fromstring(file.read_bytes())
    words: dict[int, list[str]] = {}
    places: dict[str, tuple[int, int]] = {}  # id of a token → sentence and index in it
    for token in root.iter("token"):
        number = int(token.attrib["sentence"])
        sentence = words.setdefault(number, [])
        places[token.attrib["t_id"]] = (number, len(sentence))
        sentence.append("".join((token.text or "").split()) or "-")
    numbers = sorted(words)
    text, spans = join_sentences([words[number] for number in numbers])
    at = dict(zip(numbers, spans, strict=True))
    chains = _chains(root)
    mentions = []
    for markable in root.find("Markables") or ():
        anchors = [places[one.attrib["t_id"]] for one in markable.iter("token_anchor")]
        if not anchors or not markable.tag.startswith(_EVENTS) or anchors[0][0] not in listed:
            continue
        own = [at[number][index] for number, index in anchors]
        name = markable.attrib["m_id"]
        chain = chains.get(name, f"{file.stem}#{name}")
        mentions.append(EventMention(min(own)[0], max(own)[1], markable.tag, chain))
    return Story(
        id=file.stem,
        topic=topic,
        text=text,
        sentences=tuple((at[number][0][0], at[number][-1][1]) for number in numbers),
        listed=tuple((at[number][0][0], at[number][-1][1]) for number in numbers if number in listed),
        mentions=tuple(sorted(mentions, key=lambda one: (one.start, one.end))),
    )


def _chains(root: ET.Element) -> dict[str, str]:
    """Id of a mention → its chain: across documents the corpus's name of the event, within one the relation's."""
    found: dict[str, str] = {}
    name = root.attrib.get("doc_name", "")
    for relation in root.find("Relations") or ():
        if relation.tag == "CROSS_DOC_COREF":
            chain = relation.attrib["note"]
        elif relation.tag == "INTRA_DOC_COREF":
            chain = f"{name}:{relation.attrib['r_id']}"
        else:
            continue
        for source in relation.iter("source"):
            found[source.attrib["m_id"]] = chain
    return found
