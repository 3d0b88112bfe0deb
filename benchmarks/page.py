"""How fast the page answers under load: 20 clients at once, each view by itself, on a ledger of one's own.

    python -m benchmarks.page LEDGER [--clients 20] [--seconds 5] [--json]

Starts ``counterclaim serve`` on it and asks over loopback; prints, for each view, answers a second and the
times below which 50% and 95% of the answers came, in milliseconds. Clients and server share the machine.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import subprocess
import sys
import threading
import time
from urllib.parse import quote, urlsplit

FILTERS = (
    "disputed=1",
    "order=time",
    "since=2017-01",
    "type=ASSAULT",
    "standing=single",
    "place=iraq",
    "q=army",
)


def get(connection: http.client.HTTPConnection, path: str) -> bytes:
    """The body at a path."""
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        sys.exit(f"{path} was answered with {answer.status}")
    return body


def views(address: str) -> dict[str, list[str]]:
    """What is asked for of each view, so much of it that no answer can simply be the last one."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc)

    def ask(path: str) -> list[dict[str, object]]:
        connection.request("GET", f"/api/v1{path}")
        return list(json.loads(connection.getresponse().read())["items"])

    incidents = ask("/incidents?limit=200")
    numbers = [one["number"] for one in incidents]
    documents = sorted({str(report["id"]) for one in incidents for report in one["documents"]})  # type: ignore[attr-defined]
    cursors = [f"/?{one}&documents={least}" for one in FILTERS for least in (1, 2, 3)]
    return {
        "list": ["/", "/?order=time", "/?order=changed"],
        "filter": cursors,
        "accounts": [f"/incidents/{number}" for number in numbers],
        "document": [f"/documents/{quote(document)}" for document in documents],
        "search": [f"/search?q={word}" for word in ("army", "oil", "killed", "officials", "base")],
    }


def load(address: str, paths: list[str], *, clients: int, seconds: float) -> list[float]:
    """The milliseconds that each answer took."""
    taken: list[float] = []
    until = time.monotonic() + seconds

    def ask(seed: int) -> None:
        chosen = random.Random(seed)
        connection = http.client.HTTPConnection(urlsplit(address).netloc)
        while time.monotonic() < until:
            begin = time.perf_counter()
            get(connection, chosen.choice(paths))
            taken.append(1000 * (time.perf_counter() - begin))

    threads = [threading.Thread(target=ask, args=(seed,)) for seed in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(taken)


def main() -> None:
    """Serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("ledger")
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    command = [sys.executable, "-m", "counterclaim.views.cli", "serve", given.ledger, "--port", "0"]
    figures: dict[str, float] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            found = re.search(r"http://\S+", server.stdout.readline() if server.stdout else "")
            if found is None:
                sys.exit("the server did not start")
            address = found[0].rstrip("/")
            for name, paths in views(address).items():
                taken = load(address, paths, clients=given.clients, seconds=given.seconds)
                half, most = (taken[int(len(taken) * share)] for share in (0.5, 0.95))
                figures |= {f"{name}_p50_ms": half, f"{name}_p95_ms": most}
                if not given.json:
                    rate = len(taken) / given.seconds
                    print(f"{name:10} {rate:7.1f} a second   half in {half:6.0f} ms   95% in {most:6.0f} ms")
        finally:
            server.terminate()
    if given.json:
        print(json.dumps({name: round(value, 1) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
