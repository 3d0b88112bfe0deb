"""MUC: fills the templates of MUC-3/4 messages and scores them as MUC-4 did.

    python -m benchmarks.muc --data DIR [--json]

DIR holds messages and keys in MUC's own layout (``tst1``, ``tst2``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from benchmarks.adapter import System
from benchmarks.command import Options, Result, run
from benchmarks.muc_confidence import confidence
from benchmarks.muc_features import models
from benchmarks.muc_keys import CONFIDENCE, SLOTS, Fill, Incident, incidents
from benchmarks.muc_scoring import ROWS, Outcome, Tally, add, score
from benchmarks.muc_templates import Limits, Message, build
from corpora import muc
from corpora.sample import Sample
from counterclaim.documents.raw import Context, in_memory
from counterclaim.events.gazetteer import open_gazetteer
from counterclaim.events.places import resolve
from counterclaim.events.times import find_times
from counterclaim.events.toponyms import find_toponyms
from counterclaim.records import Annotation, Document, Statement
from counterclaim.statements import statements

DEFINITION = """\
slot_f1: fills of the ten slots type, date, place, stage, perpetrator (individuals), organisation (of perpetrators),
target (physical), victim (human, by name or description), effect (on targets and victims) and instrument, over
all messages, by the row ALL TEMPLATES of MUC-4: templates of the key without a partner count as missing, and
answers without one as spurious, with all their fills; partial matches count half; what the key marks as optional
costs nothing when left out. f1_SLOT: the same of one slot. matched_missing_f1, matched_spurious_f1 and
matched_only_f1: MUC-4's other rows. templates_f1: templates that find a partner. confidence_accuracy: of the
organisations rightly named in aligned templates, those with the confidence of the key, or one of its alternatives.
benchmarks/muc_scoring.py says how fills and templates are aligned. Items are messages."""


def read(system: System, sample: Sample) -> tuple[Document, Annotation, tuple[Statement, ...]]:
    """A message as `counterclaim.read` reads it."""
    document = document_of(sample)
    annotation = system.reader.annotate(document.text)
    return document, annotation, statements(document, annotation)


def answers(
    document: Document, annotation: Annotation, told: Sequence[Statement], limits: Limits | None = None
) -> list[Incident]:
    """The templates of a message that was read."""
    limits = limits or Limits()
    gazetteer = open_gazetteer()
    toponyms = find_toponyms(document.text, gazetteer=gazetteer, annotation=annotation)
    message = Message.of(
        document,
        places=resolve(toponyms, text=document.text, gazetteer=gazetteer),
        times=find_times(document.text, published=document.published, marks=document.marks),
        models=models(),
        annotation=annotation,
        limits=limits,
    )
    return [with_confidence(one, message, told) for one in build(message, limits)]


def with_confidence(answer: Incident, message: Message, told: Sequence[Statement]) -> Incident:
    """An answer with how sure the report is of each organisation."""
    fills = tuple(
        Fill((confidence(message.document, told, message.mentions(fill.values[0])),), about=fill.values)
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
    from counterclaim.pipeline import _read  # noqa: PLC0415
    from counterclaim.settings import load  # noqa: PLC0415

    raw = in_memory("text", sample.text.encode(), name="text.txt", media_type="text/plain", charset="utf-8")
    (document,) = _read([raw], Context(load().limits), published=None)
    if not isinstance(document, Document):
        raise document
    return document


def measure(system: System, options: Options) -> Result:
    """Score a folder."""
    outcomes = []
    for sample in options.samples(muc.read(options.data)):
        outcomes.append(score(incidents(sample.templates or ()), answers(*read(system, sample))))
    return Result("muc", len(outcomes), figures(outcomes), DEFINITION)


if __name__ == "__main__":
    run(measure, f"{__doc__}\n\n{DEFINITION}")
