"""Runs the server until it is told to end."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from counterclaim.views.web.app import create_app
from counterclaim.views.web.serving import Serving


def run(serving: Serving, *, ready: Callable[[str], None]) -> None:
    """Serve a ledger.

    Args:
        serving: how.
        ready: called with the address once it is listened on.

    Raises:
        LedgerError: the ledger cannot be opened.
        OSError: the address cannot be listened on.
    """
    app = create_app(serving)
    listening = _listen(serving)
    port = listening.getsockname()[1]
    host = f"[{serving.host}]" if ":" in serving.host else serving.host
    scheme = "https" if serving.secure else "http"
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,  # what is read about is nobody's business
        server_header=False,
        proxy_headers=serving.secure,
        timeout_graceful_shutdown=5,
    )
    ready(f"{scheme}://{host}:{port}/")
    uvicorn.Server(config).run(sockets=[listening])


def _listen(serving: Serving) -> socket.socket:
    family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((serving.host.strip("[]"), serving.port))
        made.listen(1024)  # who comes before the application is up waits, and is answered then
    except OSError as error:
        made.close()
        raise OSError(
            error.errno,
            f"{serving.host}:{serving.port} cannot be listened on ({error.strerror}); try --port 0",
        ) from error
    return made
