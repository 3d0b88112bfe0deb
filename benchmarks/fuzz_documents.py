"""Fuzz every format reader: ``python -m benchmarks.fuzz_documents --minutes 60``.

Mutates valid documents (``document_seeds``) and reads what comes out, as far as the finished Document.
Prints, for each format, the executions and every exception that is no DocumentError, with the seed from
which its input can be made again, and each DocumentError that only the catch-all made. With atheris
installed, ``--atheris FORMAT`` hands one format to its coverage-guided search instead.
"""

from __future__ import annotations

import argparse
import faulthandler
import logging
import random
import signal
import sys
import tempfile
import time
import traceback
import zlib
from collections import Counter
from contextlib import suppress
from pathlib import Path

from benchmarks.document_seeds import SEEDS
from counterclaim.documents import Context, Raw, drafts, in_memory
from counterclaim.documents.build import build
from counterclaim.errors import DocumentError
from counterclaim.settings import Limits

SLOW = (
    20.0  # seconds of processor time for a document of some kilobytes: something grows faster than its input
)
CAUGHT = "unlike anything its reader knows"  # what the catch-all of formats says
# Small limits, so that bombs are found and not suffered.
LIMITS = Limits(bytes=4_000_000, characters=1_000_000, archive_bytes=16_000_000, depth=500, pdf_pages=50)
TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"<", b">", b"</", b"<div>", b"<p>", b"<!--", b"-->", b"<![CDATA[",
    b"]]>", b"<!DOCTYPE", b"<!ENTITY a 'b'>", b"&a;", b"&#0;", b"&#xD800;", b"&#1114112;", b'"', b"'",
    b"\\u0000", b"\\ud800", b"{", b"[", b"}", b"]", b",", b"\r", b"\n\n", b"\t", b"-1",
    b"9999999999999999", b"NaN",
    b"%PDF-1.7", b"stream", b"endobj", b"/Kids", b"<<", b">>", b"PK\x01\x02", b"PK\x05\x06", b"WARC/1.0\r\n",
    b"Content-Length: 5\r\n", b"Content-Encoding: br\r\n", b"=?utf-8?b?", b"?=", b"--b1", b"charset=utf-7",
    b"charset=utf-16", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\xc0\x80", b"2017-13-45T99:99:99+99:99", b"---\n",
    b"0000", b"xmlns:a='b'", b"style='display:none'", b"<table><tr><td>",
)  # fmt: skip


def mutated(content: bytes, rng: random.Random) -> bytes:
    """A document with a few changes: bits, tokens, pieces cut, doubled, moved or repeated."""
    data = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 3, 5, 8, 16))):
        place = rng.randrange(len(data) + 1)
        length = min(rng.choice((1, 2, 4, 16, 64, 256)), len(data) - place)
        match rng.randrange(8):
            case 0 if data:
                data[min(place, len(data) - 1)] ^= 1 << rng.randrange(8)
            case 1:
                data[place : place + length] = rng.randbytes(length)
            case 2:
                del data[place : place + length]
            case 3:
                data[place:place] = rng.choice(TOKENS)
            case 4:
                data[place : place + length] = rng.choice(TOKENS)
            case 5:
                other = rng.randrange(len(data) + 1)
                data[place:place] = data[other : other + length]
            case 6:
                data[place:place] = data[place : place + length] * rng.choice((2, 9, 300))
            case _:
                del data[place + rng.randrange(len(data) - place + 1) :]
        if len(data) > 200_000:
            del data[200_000:]
    return bytes(data)


def packed(name: str, data: bytes, rng: random.Random) -> bytes:
    """For packed formats, half the time, a mutation of what is within instead of the packing."""
    if name not in ("gzip", "warc.gz") or rng.random() < 0.5:
        return mutated(data, rng)
    inner = zlib.decompressobj(31).decompress(data)
    packer = zlib.compressobj(wbits=31)
    return packer.compress(mutated(inner, rng)) + packer.flush()


def read(name: str, payload: bytes) -> list[DocumentError]:
    """Read a document to its end; gives what the catch-all had to catch.

    Raises:
        Exception: a reader failed with something else than DocumentError.
    """
    raw: Raw = in_memory(name, payload, name=name)
    caught = []
    for found in drafts(raw, Context(LIMITS)):
        if not isinstance(found, DocumentError):
            build(found)
        elif CAUGHT in found.problem:
            caught.append(found)
    return caught


def fuzz(formats: list[str], *, minutes: float, seed: int) -> int:
    """Fuzz the formats in turn for some minutes of processor time; gives the number of failures.

    Interrupted or ended, it reports what it has done.
    """
    stopped: list[int] = []
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda number, _: stopped.append(number))
    begin = time.process_time()
    runs: Counter[str] = Counter()
    contained: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    slowest: dict[str, tuple[float, int]] = {}
    last = Path(tempfile.gettempdir()) / "counterclaim-fuzz-input"
    number = seed
    while not stopped and time.process_time() - begin < minutes * 60:
        number += 1
        for name in formats:
            file, content = SEEDS[name]
            payload = packed(name, content, random.Random(number))
            last.write_bytes(payload)  # should the process die, this is what killed it
            started = time.process_time()
            try:
                for error in read(file, payload):
                    contained[f"{name}: {error.problem.partition('(')[2][:100]}"] += 1
            except DocumentError:
                pass  # of the building of a document
            except Exception as error:
                where = traceback.extract_tb(error.__traceback__)[-1]
                failures[
                    f"{name}: {type(error).__name__} at {where.filename}:{where.lineno}, seed {number}"
                ] += 1
            runs[name] += 1
            spent = time.process_time() - started
            slowest[name] = max(slowest.get(name, (0.0, 0)), (spent, number))
            if spent > SLOW:
                failures[f"{name}: {spent:.0f} s of processor time, seed {number}"] += 1
    last.unlink(missing_ok=True)
    report(runs, slowest=slowest, contained=contained, failures=failures)
    return sum(failures.values())


def report(
    runs: Counter[str],
    *,
    slowest: dict[str, tuple[float, int]],
    contained: Counter[str],
    failures: Counter[str],
) -> None:
    """Print what came of it."""
    for name, count in runs.items():
        spent, number = slowest[name]
        mine = sum(times for what, times in contained.items() if what.startswith(f"{name}: "))
        print(f"{name:12} {count:9,} executions, slowest {spent:.2f} s (seed {number}), {mine:,} caught")
    for what, times in contained.most_common(20):
        print(f"contained {times:6,}  {what}")
    for what, times in failures.most_common():
        print(f"FAILURE   {times:6,}  {what}")
    minutes = time.process_time() / 60
    print(f"{sum(runs.values()):,} executions, {sum(failures.values()):,} failures, {minutes:.1f} minutes")


def guided(name: str, arguments: list[str]) -> None:
    """Hand one format to atheris; its own options may follow on the command line."""
    import atheris  # noqa: PLC0415 - not on every machine

    atheris.instrument_all()
    file, _ = SEEDS[name]

    def once(payload: bytes) -> None:
        with suppress(DocumentError):
            read(file, payload)

    atheris.Setup([sys.argv[0], *arguments], once)
    atheris.Fuzz()


def main() -> None:
    """Read the command line and fuzz."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=1.0, help="of processor time")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--formats", nargs="*", choices=list(SEEDS), default=list(SEEDS))
    parser.add_argument("--atheris", choices=list(SEEDS))
    options, rest = parser.parse_known_args()
    logging.getLogger().addHandler(logging.NullHandler())  # of what libraries mend, as the command does
    faulthandler.enable()
    if options.atheris:
        guided(options.atheris, rest)
    else:
        sys.exit(1 if fuzz(options.formats, minutes=options.minutes, seed=options.seed) else 0)


if __name__ == "__main__":
    main()
