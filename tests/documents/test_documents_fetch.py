"""Fetching: polite, capped, and never into private networks. Against a server on this machine."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from benchmarks.document_seeds import page
from counterclaim.documents import fetch as module
from counterclaim.documents.fetch import Fetcher, is_public
from counterclaim.errors import DocumentError
from counterclaim.records import Known
from counterclaim.settings import Fetch, Limits

Answer = tuple[int, dict[str, str], bytes]


class Server:
    """Answers paths with what the test puts in ``pages``; remembers what was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer | Callable[[Any], None]] = {}
        self.asked: list[tuple[str, str, str]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, self.headers["Host"], self.headers["User-Agent"]))
                answer = server.pages.get(self.path, (404, {}, b""))
                if callable(answer):
                    answer(self)
                    return
                status, headers, body = answer
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}"


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    thread = threading.Thread(target=running.http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.http.shutdown()
    running.http.server_close()
    thread.join()


def settings(**changes: Any) -> Fetch:
    return Fetch(**{"pause": 0.0, "allow_private": True, "seconds": 20.0, **changes})


def fetched(address: str, limits: Limits | None = None, **changes: Any) -> Any:
    with Fetcher(settings(**changes), limits or Limits()) as fetcher:
        return fetcher.fetch(address)


def refused(address: str, limits: Limits | None = None, **changes: Any) -> str:
    with pytest.raises(DocumentError) as error:
        fetched(address, limits, **changes)
    assert error.value.where == address
    return str(error.value)


def test_a_page(server: Server) -> None:
    server.pages["/a.html"] = (200, {"Content-Type": "text/html; charset=utf-8"}, page())
    raw = fetched(server.url + "/a.html")
    with raw.open() as stream:
        assert stream.read() == page()
    assert (raw.url, raw.url_known) == (server.url + "/a.html", Known.GIVEN)
    assert (raw.media_type, raw.charset, raw.name) == ("text/html", "utf-8", "a.html")
    assert [path for path, _, _ in server.asked] == ["/robots.txt", "/a.html"]
    assert server.asked[1][2].startswith("counterclaim/")


def test_robots_are_obeyed_and_asked_once(server: Server) -> None:
    server.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private\n")
    server.pages["/open"] = (200, {}, b"x")
    with Fetcher(settings(), Limits()) as fetcher:
        fetcher.fetch(server.url + "/open")
        with pytest.raises(DocumentError, match=r"robots\.txt"):
            fetcher.fetch(server.url + "/private/a")
    assert [path for path, _, _ in server.asked] == ["/robots.txt", "/open"]


def test_robots_out_of_order_mean_no(server: Server) -> None:
    server.pages["/robots.txt"] = (500, {}, b"")
    server.pages["/a"] = (200, {}, b"x")
    assert "robots.txt" in refused(server.url + "/a")


def test_redirects_are_followed_to_the_limit(server: Server) -> None:
    for number in range(7):
        server.pages[f"/{number}"] = (302, {"Location": f"/{number + 1}"}, b"")
    server.pages["/7"] = (200, {}, b"there")
    assert fetched(server.url + "/2").url == server.url + "/7"
    assert "redirects more than 5 times" in refused(server.url + "/1")


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://courier.example/", "gopher://x/", "javascript:alert(1)"]
)
def test_redirects_lead_to_web_addresses_only(server: Server, target: str) -> None:
    server.pages["/a"] = (302, {"Location": target}, b"")
    refused(server.url + "/a")


def resolving(monkeypatch: pytest.MonkeyPatch, hosts: dict[str, list[str]]) -> list[str]:
    """Let host names resolve to given addresses, and remember which were looked up."""
    looked_up: list[str] = []

    def getaddrinfo(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        looked_up.append(host)
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in hosts.get(host, [host])
        ]

    monkeypatch.setattr(module.socket, "getaddrinfo", getaddrinfo)
    return looked_up


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "fe80::1", "224.0.0.1", "0.0.0.0"]
)
def test_private_addresses_are_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    resolving(monkeypatch, {"inside.example": ["93.184.215.14", address]})
    assert "not on the public internet" in refused("http://inside.example/", allow_private=False)


def test_every_redirect_is_checked_anew(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "is_public", lambda address: address == "127.0.0.1")
    resolving(monkeypatch, {"outside.example": ["127.0.0.1"], "inside.example": ["127.0.0.2"]})
    port = server.http.server_port
    server.pages["/a"] = (302, {"Location": f"http://inside.example:{port}/b"}, b"")
    problem = refused(f"http://outside.example:{port}/a", allow_private=False)
    assert "127.0.0.2" in problem


def test_the_connection_goes_to_the_address_that_was_checked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = resolving(monkeypatch, {"outside.example": ["127.0.0.1"]})
    server.pages["/a"] = (200, {}, b"x")
    port = server.http.server_port
    fetched(f"http://outside.example:{port}/a")
    # Whatever is looked up after the check is a number already: nothing is left for the DNS to answer.
    assert [host for host in looked_up if host != "127.0.0.1"] == ["outside.example"] * 2
    assert server.asked[-1][:2] == ("/a", f"outside.example:{port}")


def test_size_is_capped_also_when_unpacked(server: Server) -> None:
    server.pages["/large"] = (200, {}, b"x" * 5_000)
    server.pages["/bomb"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(10_000_000)))
    for path in ("/large", "/bomb"):
        assert "bytes" in refused(server.url + path, Limits(bytes=4_000))


@pytest.mark.parametrize("headers", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "])
def test_time_is_capped_for_answers_that_drip(server: Server, headers: bytes) -> None:
    def drip(handler: Any) -> None:
        handler.wfile.write(headers)
        for _ in range(200):
            try:
                handler.wfile.write(b"x")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    server.pages["/drip"] = drip
    begin = time.monotonic()
    assert "within 1 seconds" in refused(server.url + "/drip", seconds=1.0)
    assert time.monotonic() - begin < 6


@pytest.mark.parametrize("status", [401, 404, 410, 429, 500, 503])
def test_failures_say_so(server: Server, status: int) -> None:
    server.pages["/a"] = (status, {"Retry-After": "120"}, b"")
    assert str(status) in refused(server.url + "/a")


def test_a_pause_between_requests_to_one_host(server: Server) -> None:
    server.pages["/a"] = (200, {}, b"x")
    with Fetcher(settings(pause=0.2), Limits()) as fetcher:
        begin = time.monotonic()
        fetcher.fetch(server.url + "/a")
        fetcher.fetch(server.url + "/a")
    assert time.monotonic() - begin >= 0.4  # robots.txt, a, a


@pytest.mark.parametrize(
    "address",
    ["http://", "http://[bad", "http://user:secret@127.0.0.1/", "http://no-such-host.invalid/", "http://127.0.0.1:1/",
     "http://x.example:99999999/", "http://" + "a" * 300 + "/", "http://exa mple/"],
)  # fmt: skip
def test_impossible_addresses(address: str) -> None:
    refused(address)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True), ("127.0.0.1", False),
        ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.1.1", False),
        ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.5", False), ("255.255.255.255", False),
        ("::1", False), ("::", False), ("fe80::1%eth0", False), ("fc00::1", False), ("ff02::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:93.184.215.14", True), ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)  # fmt: skip
def test_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public
