"""Reading what was sent, in a process of its own, so that the page answers meanwhile.

Takes jobs, one after another: a ledger has one writer. What was read is kept whatever ends a job.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import secrets
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from counterclaim.errors import CounterclaimError, DocumentError

SHOWN: Final = 200  # reasons kept of what was set aside
OFTEN: Final = 0.2  # seconds between two words from the reading process
KEPT: Final = 200  # jobs remembered
NICE: Final = 10  # the page goes before reading


class State(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self in (State.DONE, State.STOPPED, State.FAILED)


@dataclass(slots=True)
class Job:
    """Reports to be read. ``total`` and ``read`` are bytes of the files among them; ``found`` the new documents."""

    id: str
    by: str
    sources: tuple[str, ...]
    names: tuple[str, ...]
    folder: Path
    published: str | None
    total: int
    at: str
    state: State = State.WAITING
    read: int = 0
    added: int = 0
    held: int = 0
    set_aside: int = 0
    reasons: list[str] = field(default_factory=list)
    found: list[tuple[str, str]] = field(default_factory=list)
    problem: str | None = None

    @property
    def share(self) -> int:
        """How much of it is read, in hundredths."""
        if self.state.over:
            return 100
        return min(99, 100 * self.read // self.total) if self.total else 0


class Reading:
    """Takes jobs and works them off.

    Args:
        place: the ledger.
        folder: where what was sent lies until it is read.
    """

    def __init__(self, place: str, folder: Path) -> None:
        self._place = place if "://" in place else str(Path(place).absolute())
        self._folder = folder
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._waiting: queue.Queue[Job | None] = queue.Queue()
        self._lock = threading.Lock()
        self._process: Any = None
        self._current: Job | None = None
        self._thread: threading.Thread | None = None

    def all(self) -> list[Job]:
        """Every job that is remembered, the latest first."""
        with self._lock:
            return list(self._jobs.values())[::-1]

    def get(self, job: str) -> Job | None:
        """A job by its id."""
        return self._jobs.get(job)

    def new_folder(self) -> Path:
        """An empty folder that nobody else can read."""
        folder = self._folder / secrets.token_hex(8)
        folder.mkdir(mode=0o700, parents=True)
        return folder

    def submit(
        self, sources: Sequence[str], *, names: Sequence[str], folder: Path, published: str | None, by: str
    ) -> Job:
        """Have sources read: addresses, and paths relative to a folder, which is taken away afterwards."""
        total = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        job = Job(secrets.token_hex(8), by, tuple(sources), tuple(names), folder, published, total, now)
        with self._lock:
            self._jobs[job.id] = job
            over = [one.id for one in self._jobs.values() if one.state.over]
            for old in over[: max(0, len(self._jobs) - KEPT)]:
                del self._jobs[old]
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="reading", daemon=True)
                self._thread.start()
        self._waiting.put(job)
        return job

    def stop(self, job: Job) -> None:
        """End a job; what it has read so far stays in the ledger."""
        with self._lock:
            if job.state is State.WAITING:
                job.state = State.STOPPED
            elif self._current is job and self._process is not None:
                job.state = State.STOPPED
                self._process.terminate()

    def close(self) -> None:
        """End all work."""
        for job in self.all():
            self.stop(job)
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join(timeout=10)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None:
            try:
                if not job.state.over:
                    self._read(job)
            except OSError as error:  # no process could be made
                job.state, job.problem = State.FAILED, str(error)
            finally:
                shutil.rmtree(job.folder, ignore_errors=True)

    def _read(self, job: Job) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        arguments = (theirs, self._place, str(job.folder), job.sources, job.published)
        process = context.Process(target=_reading, args=arguments, name="counterclaim-reading", daemon=True)
        with self._lock:
            job.state = State.READING
            process.start()
            self._process, self._current = process, job
        theirs.close()
        with contextlib.suppress(EOFError):
            while True:
                _take(job, ours.recv())
        process.join()
        with self._lock:
            self._process = self._current = None
            if not job.state.over:
                failed = process.exitcode != 0 or job.problem is not None
                job.state = State.FAILED if failed else State.DONE
                if failed and job.problem is None:
                    job.problem = (
                        f"the reading process ended with {process.exitcode}; what it had read is kept"
                    )
        ours.close()


def _take(job: Job, said: dict[str, Any]) -> None:
    """Note what the reading process says."""
    for name in ("read", "added", "held", "set_aside"):
        setattr(job, name, getattr(job, name) + said.get(name, 0))
    job.reasons += said.get("reasons", [])[: SHOWN - len(job.reasons)]
    job.found += said.get("found", [])[: SHOWN - len(job.found)]
    job.problem = said.get("problem", job.problem)


class _Telling:
    """Gathers what there is to say, and says it now and then."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._said: dict[str, Any] = {}
        self._at = 0.0

    def count(self, name: str, amount: int = 1) -> None:
        self._said[name] = self._said.get(name, 0) + amount
        if time.monotonic() - self._at > OFTEN:
            self.send()

    def note(self, name: str, item: Any) -> None:
        self._said.setdefault(name, []).append(item)

    def send(self, **more: Any) -> None:
        with contextlib.suppress(OSError):  # whoever listened is gone; reading goes on
            self._pipe.send({**self._said, **more})
        self._said, self._at = {}, time.monotonic()


def _reading(
    pipe: Connection, place: str, folder: str, sources: Sequence[str], published: str | None
) -> None:
    """What the reading process does: read, keep, tell."""
    from counterclaim import pipeline  # noqa: PLC0415 - the process is a new one
    from counterclaim.settings import load  # noqa: PLC0415

    telling = _Telling(pipe)
    try:
        settings = load()  # before the folder changes: settings lie where the server was started
        os.chdir(folder)  # so that documents are named by what was sent, not by where it lay meanwhile
        with contextlib.suppress(OSError):
            os.nice(NICE)
        documents = pipeline.read_documents(
            sources,
            settings=settings,
            published=published,
            keep_bytes=True,
            progress=lambda count: telling.count("read", count),
        )
        with pipeline.open_ledger(place) as ledger:
            for item in pipeline.add(ledger, documents):
                if isinstance(item, DocumentError):
                    telling.note("reasons", str(item))
                    telling.count("set_aside")
                elif item.new:
                    telling.note("found", (item.document.id, item.document.title or item.document.where))
                    telling.count("added")
                else:
                    telling.count("held")
        telling.send()
    except CounterclaimError as error:
        telling.send(problem=str(error))
