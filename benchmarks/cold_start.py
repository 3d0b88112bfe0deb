"""Cold start: seconds that ``counterclaim read`` takes on one short report, as a whole process.

``python -m benchmarks.cold_start [--data REPORT] [--json]``; without a report, a short one is generated.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.adapter import System
from benchmarks.command import Options, Result, run_speed
from benchmarks.synthetic import Writer

DEFINITION = """\
A new process each time, from its start to its end, with JSON as output; files may be in the disk's cache and
modules compiled, as they are on any second use. seconds: the median. processor_seconds: those of the
processor, which other processes lengthen less. interpreter_seconds: Python alone, doing nothing.
Items are runs."""

_RUNS = 5


class Cost(NamedTuple):
    """What a command took: by the clock, and of the processor."""

    seconds: float
    processor: float


def cost(command: Sequence[str]) -> Cost:
    """What a command takes; it must succeed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begin, before = time.perf_counter(), _processor()
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    taken = Cost(time.perf_counter() - begin, _processor() - before)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    return taken


def _processor() -> float:
    """Seconds of the processor that the children of this process have had."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(_system: System | None, options: Options) -> Result:
    """The seconds of several runs after one that warms the caches; ``Path()`` asks for a generated report."""
    with tempfile.TemporaryDirectory() as folder:
        report = options.data
        if report == Path():
            report = Path(folder) / "report.txt"
            report.write_text(Writer(5).story(sentences=(5, 6)).text, encoding="utf-8")
        command = [sys.executable, "-m", "counterclaim.views.cli", "read", str(report), "--format", "json"]
        runs = [cost(command) for _ in range(1 + (options.limit or _RUNS))][1:]
        idle = [cost([sys.executable, "-c", ""]).seconds for _ in runs]
    figures = {
        "seconds": statistics.median(run.seconds for run in runs),
        "seconds_worst": max(run.seconds for run in runs),
        "processor_seconds": statistics.median(run.processor for run in runs),
        "interpreter_seconds": statistics.median(idle),
    }
    return Result("cold_start", len(runs), figures, DEFINITION)


if __name__ == "__main__":
    run_speed(measure, f"{__doc__}\n\n{DEFINITION}")
