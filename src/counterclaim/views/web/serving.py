"""What a server is told when it starts: which ledger, which address, who may come, how much may be sent."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counterclaim.errors import SettingsError

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Serving:
    """How a ledger is served.

    ``ledger`` is a path or ``postgresql://host/database``. ``users`` is the file of those who may sign in; without
    one whoever reaches the server may do everything, so it must listen on this machine alone. ``hosts`` are names
    by which browsers may call it beside its address. ``secure``: it is reached by https. ``upload`` bounds one
    upload, in bytes, ``files`` how many files one may hold.
    """

    ledger: str
    host: str = "127.0.0.1"
    port: int = 8765
    users: Path | None = None
    hosts: tuple[str, ...] = ()
    secure: bool = False
    upload: int = 256 * MEGABYTE
    files: int = 2000

    def __post_init__(self) -> None:
        if self.users is None and not is_loopback(self.host):
            raise SettingsError(
                f"{self.host}: others can reach this address, so those who come must sign in; make users with"
                " 'counterclaim users add FILE NAME' and name the file with --users, or listen on 127.0.0.1"
            )

    @property
    def names(self) -> frozenset[str]:
        """Names by which a browser may call this server; with any other one a page elsewhere may be at work."""
        own = {self.host.strip("[]").lower(), *(name.lower() for name in self.hosts)}
        return frozenset(own | {"127.0.0.1", "localhost", "::1"})


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
