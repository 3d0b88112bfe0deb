"""Speed: words, sentences, documents a second of the whole reader, beside its bare encoder in the same run.

``python -m benchmarks.speed_reader [--data FOLDER_OF_TXT] [--json]``; without a folder, texts are generated.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.adapter import System
from benchmarks.command import Options, Result, run_speed
from benchmarks.synthetic import Writer

DEFINITION = """\
Each document is run by itself: the bare encoder (word pieces ready, up to its last layer, no heads) and at
once the whole stage (raw text to annotation), in several rounds; the fastest run of each counts, as what else
the machine does only slows.
share_of_encoder: words a second of the whole stage over those of the encoder, the lower of one and two
threads. Items are documents."""

_ROUNDS = 5
_DOCUMENTS = 40


def generate(count: int, *, seed: int = 7, sentences: tuple[int, int] = (8, 22)) -> list[str]:
    """Made-up reports, the same on every run."""
    writer = Writer(seed)
    return [writer.story(sentences=sentences).text for _ in range(count)]


def texts(data: Path | None) -> list[str]:
    """The .txt files of a folder in the order of their names, or generated reports."""
    if data is None:
        return generate(_DOCUMENTS)
    files = sorted(data.glob("*.txt"))
    if not files:
        raise SystemExit(f"{data} holds no .txt file")
    return [file.read_text(encoding="utf-8") for file in files]


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def compare(system: System, documents: Sequence[str], *, rounds: int = _ROUNDS) -> dict[str, float]:
    """Rates of the whole stage and of the bare encoder."""
    counts = [system.words(text) for text in documents]  # also warms up
    words, sentences = sum(count for count, _ in counts), sum(count for _, count in counts)
    encodings = [system.bare(text) for text in documents]
    annotations = [partial(system.reader.annotate, text) for text in documents]
    times = [
        [
            (seconds(encode), seconds(annotate))
            for encode, annotate in zip(encodings, annotations, strict=True)
        ]
        for _ in range(rounds)
    ]
    fastest = [[min(runs) for runs in zip(*document, strict=True)] for document in zip(*times, strict=True)]
    encoder, stage = map(sum, zip(*fastest, strict=True))
    return {
        "words_per_second": words / stage,
        "sentences_per_second": sentences / stage,
        "documents_per_second": len(documents) / stage,
        "encoder_words_per_second": words / encoder,
        "share_of_encoder": encoder / stage,
    }


def measure(_system: System | None, options: Options) -> Result:
    """Both rates for one and two threads, each in its own reader; ``Path()`` asks for generated texts."""
    documents = texts(None if options.data == Path() else options.data)[: options.limit]
    figures: dict[str, float] = {}
    for threads in (1, 2):
        rates = compare(System(threads=threads), documents)
        figures |= {f"{name}_{threads}_thread{'s' * (threads > 1)}": rate for name, rate in rates.items()}
    shares = [value for name, value in figures.items() if name.startswith("share_of_encoder")]
    return Result("speed_reader", len(documents), {"share_of_encoder": min(shares)} | figures, DEFINITION)


if __name__ == "__main__":
    run_speed(measure, f"{__doc__}\n\n{DEFINITION}")
