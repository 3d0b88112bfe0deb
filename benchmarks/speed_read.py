"""Speed of the main job: reports a second from file to statements and events, beside the bare encoder.

``python -m benchmarks.speed_read [--data FOLDER_OF_TXT] [--json]``; without a folder, reports are generated.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.adapter import System
from benchmarks.command import Options, Result, run_speed
from benchmarks.speed_reader import generate, seconds
from counterclaim.pipeline import read_documents, read_reports
from counterclaim.records import Report
from counterclaim.settings import Settings

DEFINITION = """\
Plain text files are read to documents, statements and events, one process, a reader of two threads. The bare
encoder has the same texts on the same threads, their word pieces ready, up to its last layer, all windows in
one queue so that no thread waits. Rounds of either take turns, and the fastest of each counts, as
what else the machine does only slows.
share_of_encoder: seconds of the encoder over those of the whole. Items are reports."""

_ROUNDS = 4
_REPORTS = 40
_SENTENCES = (16, 30)  # of a report: some 450 words
_THREADS = 2


def paths(options: Options, folder: Path) -> list[Path]:
    """The .txt files of the data's folder in the order of their names; made up in ``folder`` where there is none."""
    if options.data != Path():
        files = sorted(options.data.glob("*.txt"))
        if not files:
            raise SystemExit(f"{options.data} holds no .txt file")
        return files[: options.limit]
    for number, text in enumerate(generate(_REPORTS, sentences=_SENTENCES)[: options.limit]):
        (folder / f"{number:03d}.txt").write_text(text, encoding="utf-8")
    return sorted(folder.glob("*.txt"))


def read(system: System, files: Sequence[Path]) -> list[Report]:
    """The whole job over some files; all of them must be read."""
    found = read_documents(files, settings=Settings())
    reports = [item for item in read_reports(found, reader=system.reader) if isinstance(item, Report)]
    if len(reports) < len(files):
        raise SystemExit(f"{len(files) - len(reports)} of {len(files)} reports could not be read")
    return reports


def compare(system: System, files: Sequence[Path], *, rounds: int = _ROUNDS) -> dict[str, float]:
    """Rates of the whole and of the bare encoder."""
    reports = read(system, files)  # also warms up
    encode = system.bare_all([report.document.text for report in reports])
    words = sum(system.words(report.document.text)[0] for report in reports)
    whole, bare = [], []
    for _ in range(rounds):
        bare.append(seconds(encode))
        whole.append(seconds(lambda: read(system, files)))
    job, encoder = min(whole), min(bare)
    return {
        "reports_per_second": len(reports) / job,
        "words_per_second": words / job,
        "encoder_reports_per_second": len(reports) / encoder,
        "share_of_encoder": encoder / job,
        "statements_per_report": sum(len(report.statements) for report in reports) / len(reports),
        "words_per_report": words / len(reports),
    }


def measure(_system: System | None, options: Options) -> Result:
    """Both rates; ``Path()`` asks for generated reports."""
    with tempfile.TemporaryDirectory() as folder:
        files = paths(options, Path(folder))
        return Result("speed_read", len(files), compare(System(threads=_THREADS), files), DEFINITION)


if __name__ == "__main__":
    run_speed(measure, f"{__doc__}\n\n{DEFINITION}")
