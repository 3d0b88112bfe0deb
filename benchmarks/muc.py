"""MUC: fills the templates of MUC-3/4 messages and scores them as MUC-4 did.

    python -m benchmarks.muc --data DIR [--json]

DIR holds messages and keys in MUC's own layout (``tst1``, ``tst2``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from benchmarks.adapter import System
from benchmarks.command import Options, Result, run
from benchmarks.muc_confidence import confidence
from benchmarks.muc_features import models
from benchmarks.muc_keys import CONFIDENCE, SLOTS, Fill, Incident, incidents
from benchmarks.muc_message import Message
from benchmarks.muc_scoring import ROWS, Outcome, Tally, add, score
from benchmarks.muc_templates import Limits, build, message_of
from corpora import muc
from corpora.sample import Sample
from counterclaim.documents.build import build as build_document
from counterclaim.documents.formats import drafts
from counterclaim.documents.raw import Context, in_memory
from counterclaim.errors import DocumentError
from counterclaim.events import code
from counterclaim.events.gazetteer import open_gazetteer
from counterclaim.events.places import resolve
from counterclaim.events.toponyms import find_toponyms
from counterclaim.records import Annotation, Document, Place, Statement
from counterclaim.settings import load
from counterclaim.statements import statements
from counterclaim.statements.marked import unmarked

DEFINITION = """\
slot_f1: fills of the ten slots type, date, place, stage, perpetrator (individuals), organisation (of perpetrators),
target (physical), victim (human, by name or description), effect (on targets and victims) and instrument, over
all messages, by the row ALL TEMPLATES of MUC-4: templates of the key without a partner count as missing, and
answers without one as spurious, with all their fills; partial matches count half; what the key marks as optional
costs nothing when left out. f1_SLOT: the same of one slot. matched_missing_f1, matched_spurious_f1 and
matched_only_f1: MUC-4's other rows. templates_f1: templates that find a partner. confidence_accuracy: of the
organisations rightly named in aligned templates, those with the confidence of the key, or one of its alternatives.
benchmarks/muc_scoring.py says how fills and templates are aligned. Items are messages."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as `counterclaim.read` reads it. ``told`` are its statements with their events."""

    document: Document
    annotation: Annotation
    told: Sequence[Statement]
    places: Sequence[Place]


def read(system: System, sample: Sample) -> Reading:
    """What is read of a message."""
    document = document_of(sample)
    annotation = system.reader.annotate(document.text)
    kept = unmarked(annotation, [mark.span for mark in document.marks])
    told, _ = code(document, kept, statements(document, annotation))
    return reading(document, annotation, told)


def reading(document: Document, annotation: Annotation, told: Sequence[Statement]) -> Reading:
    """A document, what the reader and the statements say, with all its places, those of its dateline too."""
    gazetteer = open_gazetteer()
    toponyms = find_toponyms(document.text, gazetteer=gazetteer, annotation=annotation)
    places = resolve(toponyms, text=document.text, gazetteer=gazetteer)
    return Reading(document, annotation, told, places)


def answers(one: Reading, limits: Limits | None = None) -> list[Incident]:
    """The templates of a message that was read."""
    message = message_of(one.document, one.annotation, one.told, places=one.places, models=models())
    return [with_confidence(answer, message) for answer in build(message, limits)]


def with_confidence(answer: Incident, message: Message) -> Incident:
    """An answer with how sure the report is of each organisation."""
    fills = tuple(
        Fill(
            (confidence(message.document, message.told, message.mentions(fill.values[0])),), about=fill.values
        )
        for fill in answer.fills("organisation")
    )
    return replace(answer, slots={**answer.slots, CONFIDENCE: fills}) if fills else answer


def figures(outcomes: Iterable[Outcome]) -> dict[str, float]:
    """All figures over some messages."""
    outcomes = list(outcomes)
    rows = {row: add(*(one.rows[row] for one in outcomes)) for row in ROWS}
    sums = {row: sum(tallies.values(), Tally()) for row, tallies in rows.items()}
    pairs = [pair for one in outcomes for pair in one.confidences]
    found = {
        "slot_f1": sums["all"].f1,
        "slot_precision": sums["all"].precision,
        "slot_recall": sums["all"].recall,
    }
    found |= {f"f1_{slot}": rows["all"][slot].f1 for slot in SLOTS}
    found["confidence_accuracy"] = (
        sum(given in wanted for wanted, given in pairs) / len(pairs) if pairs else 0.0
    )
    found["confidences"] = float(len(pairs))
    found |= {f"matched_{row}_f1": sums[row].f1 for row in ROWS if row != "all"}
    templates = sum((one.templates for one in outcomes), Tally())
    return found | {"templates_f1": templates.f1}


def document_of(sample: Sample) -> Document:
    """A message as a document."""
    raw = in_memory("text", sample.text.encode(), name="text.txt", media_type="text/plain", charset="utf-8")
    (draft,) = drafts(raw, Context(load().limits))
    if isinstance(draft, DocumentError):
        raise draft
    return build_document(draft)


def measure(system: System, options: Options) -> Result:
    """Score a folder."""
    outcomes = []
    for sample in options.samples(muc.read(options.data)):
        outcomes.append(score(incidents(sample.templates or ()), answers(read(system, sample))))
    return Result("muc", len(outcomes), figures(outcomes), DEFINITION)


if __name__ == "__main__":
    run(measure, f"{__doc__}\n\n{DEFINITION}")
