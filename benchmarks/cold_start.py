"""Cold start: seconds that ``counterclaim read`` takes on one short report, as a whole process.

``python -m benchmarks.cold_start [--data REPORT] [--json]``; without a report, a short one is generated.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.adapter import System
from benchmarks.command import Options, Result
from benchmarks.synthetic import Writer

DEFINITION = """\
A new process each time, from its start to its end, with JSON as output; files may be in the disk's cache, as
they are on any second use. seconds: the median. interpreter_seconds: Python alone, doing nothing.
Items are runs."""

_RUNS = 5


def seconds(command: Sequence[str]) -> float:
    """How long a command takes; it must succeed."""
    begin = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - begin
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    return taken


def measure(_system: System | None, options: Options) -> Result:
    """The seconds of several runs after one that warms the caches; ``Path()`` asks for a generated report."""
    with tempfile.TemporaryDirectory() as folder:
        report = options.data
        if report == Path():
            report = Path(folder) / "report.txt"
            report.write_text(Writer(5).story(sentences=(5, 6)).text, encoding="utf-8")
        command = [sys.executable, "-m", "counterclaim.views.cli", "read", str(report), "--format", "json"]
        runs = [seconds(command) for _ in range(1 + (options.limit or _RUNS))][1:]
        idle = [seconds([sys.executable, "-c", ""]) for _ in runs]
    figures = {
        "seconds": statistics.median(runs),
        "seconds_worst": max(runs),
        "interpreter_seconds": statistics.median(idle),
    }
    return Result("cold_start", len(runs), figures, DEFINITION)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="one report")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--limit", type=int, help="how many runs")
    args = parser.parse_args()
    result = measure(None, Options(data=args.data or Path(), limit=args.limit))
    print(result.as_json() if args.json else result.as_table())


if __name__ == "__main__":
    main()
