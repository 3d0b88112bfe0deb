"""Addresses fetched politely and safely: a pause for each host, robots.txt, caps, no private networks.

Takes an http or https address, gives a Raw. Every hop's host name is resolved here, each of its
addresses is checked, and the connection goes to the one checked, so that no second answer of the DNS
can lead elsewhere. Proxies of the environment are not used: they would resolve names by themselves.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import Message
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from counterclaim.documents.raw import Raw, in_memory, too_large
from counterclaim.errors import DocumentError
from counterclaim.records import Known
from counterclaim.settings import Fetch, Limits

if TYPE_CHECKING:
    from urllib.robotparser import RobotFileParser

    import httpx

_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,text/plain;q=0.9,*/*;q=0.5"
)
_ROBOTS_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB are to be read
_LONGEST_DELAY = 30.0  # seconds of a robots.txt's Crawl-delay that are honoured
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")


class Fetcher:
    """One client for many addresses; remembers each host's robots.txt and when it was last asked."""

    def __init__(self, settings: Fetch, limits: Limits) -> None:
        import httpx  # noqa: PLC0415 - most runs fetch nothing

        self._settings, self._limits = settings, limits
        self._asked: dict[str, float] = {}
        self._robots: dict[str, RobotFileParser] = {}
        self._client = httpx.Client(
            follow_redirects=False,
            trust_env=False,
            headers={
                "User-Agent": settings.user_agent,
                "Accept": _ACCEPT,
                "Accept-Encoding": "gzip, deflate",
            },
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def fetch(self, address: str) -> Raw:
        """Fetch an address, following redirects.

        Raises:
            DocumentError: it cannot be had, must not be, or is over a limit of size or time.
        """
        import httpx  # noqa: PLC0415

        deadline = _Deadline(address, self._settings.seconds)
        try:
            final, payload, content_type = self._follow(address, deadline)
        except httpx.InvalidURL as error:
            raise DocumentError(address, f"is no address ({error})", "see how it is spelt") from error
        except httpx.TimeoutException as error:
            raise deadline.passed() from error
        except (httpx.HTTPError, httpx.StreamError) as error:
            deadline.left()
            problem = f"could not be fetched ({type(error).__name__}: {error})"
            raise DocumentError(
                address, problem, "see whether it opens in a browser, and save it there"
            ) from error
        declared = Message()
        declared["Content-Type"] = content_type
        return in_memory(
            address,
            payload,
            name=PurePosixPath(final.path).name,
            media_type=declared.get_content_type() if content_type else None,
            charset=declared.get_content_charset(),
            url=str(final),
            url_known=Known.GIVEN,
        )

    def _follow(self, address: str, deadline: _Deadline) -> tuple[httpx.URL, bytes, str]:
        import httpx  # noqa: PLC0415

        url = httpx.URL(_CONTROL.sub("", address))
        for _ in range(self._settings.redirects + 1):
            self._permitted(url, deadline)
            with self._response(url, deadline) as response:
                if not response.has_redirect_location:
                    payload = self._body(response, deadline, self._limits.bytes)
                    return url, payload, response.headers.get("content-type", "")
                url = url.join(response.headers["location"])
        raise DocumentError(
            address,
            f"redirects more than {self._settings.redirects} times",
            "give the address at which it ends",
        )

    @contextmanager
    def _response(
        self, url: httpx.URL, deadline: _Deadline, *, any_status: bool = False
    ) -> Iterator[httpx.Response]:
        """Ask one hop, at an address of its host that has been checked."""
        where = deadline.where
        if url.scheme not in ("http", "https") or not url.host:
            raise DocumentError(
                where, f"leads to {url}, which is no web address", "give an http or https address"
            )
        if url.userinfo:
            raise DocumentError(
                where, "has a user name in it", "save the page from a browser in which you are logged in"
            )
        host = url.host
        checked = self._checked(host, url.port or (443 if url.scheme == "https" else 80), where)
        self._wait(host, deadline)
        with _Watchdog(deadline.left()) as watchdog:
            request = self._client.build_request(
                "GET",
                url.copy_with(host=checked),
                headers={"Host": url.netloc.decode("ascii")},
                # The certificate is still held to the name, not to the number connected to.
                extensions={"trace": watchdog.trace, "sni_hostname": host},
                timeout=deadline.left(),
            )
            response = self._client.send(request, stream=True)
            try:
                if response.status_code >= 400 and not any_status:
                    raise _refused(where, response)
                yield response
            finally:
                response.close()

    def _checked(self, host: str, port: int, where: str) -> str:
        """An address of a host, all of whose addresses are allowed."""
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            problem = f"has a host that is not found ({host})"
            raise DocumentError(where, problem, "see how it is spelt, and whether you are online") from error
        addresses = [str(answer[4][0]) for answer in answers]
        for address in addresses:
            if not self._settings.allow_private and not is_public(address):
                raise DocumentError(
                    where,
                    f"leads to {host} at {address}, which is not on the public internet",
                    "allow it with fetch.allow_private in the settings if you trust it",
                )
        # IPv4 first: many machines have an IPv6 address and no way out by it.
        return next((address for address in addresses if ":" not in address), addresses[0])

    def _body(self, response: httpx.Response, deadline: _Deadline, limit: int) -> bytes:
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > limit:
                raise too_large(deadline.where, limit)
            deadline.left()
        deadline.left()  # a connection that was cut looks like a body that ended
        return bytes(body)

    def _permitted(self, url: httpx.URL, deadline: _Deadline) -> None:
        """Hold to robots.txt (RFC 9309)."""
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(url, deadline)
        if not self._robots[origin].can_fetch(self._settings.user_agent, str(url)):
            raise DocumentError(
                deadline.where,
                "may not be fetched by programs, by its host's robots.txt",
                "save it from a browser",
            )

    def _read_robots(self, url: httpx.URL, deadline: _Deadline) -> RobotFileParser:
        from urllib.robotparser import RobotFileParser  # noqa: PLC0415 - brings TLS; most runs fetch nothing

        import httpx  # noqa: PLC0415

        rules = RobotFileParser()
        address = url.copy_with(raw_path=b"/robots.txt", fragment=None)
        lines: list[str] = []
        for _ in range(self._settings.redirects + 1):
            try:
                with self._response(address, deadline, any_status=True) as response:
                    if response.has_redirect_location:
                        address = address.join(response.headers["location"])
                        continue
                    if response.status_code >= 500:  # 2.3.1.4: unreachable means disallowed
                        raise DocumentError(
                            deadline.where, "has a host whose robots.txt is out of order", "try later"
                        )
                    if response.status_code < 400:
                        body = self._start_of(response, deadline)
                        lines = body.decode("utf-8", "replace").lstrip("\ufeff").splitlines()
            except httpx.TransportError as error:
                if isinstance(error, httpx.TimeoutException):
                    raise
                problem = f"has a host that does not answer ({error})"
                raise DocumentError(deadline.where, problem, "see whether it opens in a browser") from error
            break
        rules.parse(lines)
        return rules

    def _start_of(self, response: httpx.Response, deadline: _Deadline) -> bytes:
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            deadline.left()
            if len(body) > _ROBOTS_BYTES:
                break
        return bytes(body[:_ROBOTS_BYTES])

    def _wait(self, host: str, deadline: _Deadline) -> None:
        """Let the pause between two requests to one host pass; it does not count against the time."""
        pause = self._settings.pause
        for scheme in ("https", "http"):
            rules = self._robots.get(f"{scheme}://{host}")
            delay = rules.crawl_delay(self._settings.user_agent) if rules else None
            pause = max(pause, min(float(delay or 0), _LONGEST_DELAY))
        left = self._asked.get(host, -pause) + pause - time.monotonic() if host in self._asked else 0.0
        if left > 0:
            time.sleep(left)
            deadline.extend(left)
        self._asked[host] = time.monotonic()


class _Watchdog:
    """Cuts a connection when time is up.

    The client's own timeouts start anew with each piece received, so that a server that sends one byte
    at a time would hold it for ever.
    """

    def __init__(self, seconds: float) -> None:
        self._stream: Any = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> _Watchdog:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """What httpcore tells of a request's course: among it the connection, once it stands."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._stream = info["return_value"]

    def _cut(self) -> None:
        connection = self._stream.get_extra_info("socket") if self._stream else None
        if connection is not None:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Deadline:
    """The time by which an address has to be there."""

    def __init__(self, where: str, seconds: float) -> None:
        self.where, self._seconds = where, seconds
        self._end = time.monotonic() + seconds

    def extend(self, seconds: float) -> None:
        """Put it off, for waiting that is our own choice."""
        self._end += seconds

    def left(self) -> float:
        """Seconds left.

        Raises:
            DocumentError: none are.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.passed()
        return left

    def passed(self) -> DocumentError:
        """The error for a time that is up."""
        return DocumentError(
            self.where,
            f"was not there within {self._seconds:g} seconds",
            "try again later, or raise fetch.seconds in the settings",
        )


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet's, embedded IPv4 addresses included."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _refused(where: str, response: httpx.Response) -> DocumentError:
    status = f"{response.status_code} {response.reason_phrase}".strip()
    again = response.headers.get("retry-after")
    if response.status_code in (429, 503):
        return DocumentError(
            where, f"is not given now ({status})", f"try again {f'after {again}' if again else 'later'}"
        )
    if response.status_code in (401, 402, 403):
        return DocumentError(
            where, f"is not given to everyone ({status})", "save it from a browser that may see it"
        )
    return DocumentError(
        where, f"is not there ({status})", "see how it is spelt, or look for it in a web archive"
    )
