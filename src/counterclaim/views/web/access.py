"""Who is asking, and what they may do: sessions, tokens, the proof that a form came from our own page.

Where nobody need sign in (this machine alone), whoever asks is the person who started the server.
"""

from __future__ import annotations

import getpass
import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import Final

from counterclaim.views.web.users import Role, Users

COOKIE: Final = "counterclaim"
LASTS: Final = 12 * 3600.0  # seconds for which a session is good after it was last used
TRIES: Final = 5  # wrong passwords ...
WINDOW: Final = 60.0  # ... within so many seconds, by one name or one address
_MOST: Final = 10_000  # sessions, and names that failed, kept in memory


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. ``by_token``: a program, which sends no form and needs no proof of one."""

    name: str
    role: Role
    by_token: bool = False


@dataclass(slots=True)
class _Session:
    user: str
    used: float


class Access:
    """Knows who asks.

    Args:
        users: those who may sign in; None where nobody need.
    """

    def __init__(self, users: Users | None) -> None:
        self.users = users
        self._secret = secrets.token_bytes(32)
        self._sessions: OrderedDict[str, _Session] = OrderedDict()
        self._lock = threading.Lock()
        self._here = Person(_login_name(), Role.ADMIN)

    def person(self, cookie: str | None, authorization: str | None) -> Person | None:
        """Who asks, by the cookie or the header ``Authorization``; None for a stranger."""
        if self.users is None:
            return self._here
        if authorization is not None:
            kind, _, token = authorization.partition(" ")
            user = self.users.by_token(token.strip()) if kind.lower() == "bearer" else None
            return Person(user.name, user.role, by_token=True) if user else None
        if cookie is None:
            return None
        with self._lock:
            session = self._sessions.get(cookie)
            if session is None or time.monotonic() - session.used > LASTS:
                self._sessions.pop(cookie, None)
                return None
            session.used = time.monotonic()
        user = self.users.get(session.user)
        return Person(user.name, user.role) if user else None

    def begin(self, user: str) -> str:
        """A new session of a user: the value of its cookie."""
        cookie = new_cookie()
        with self._lock:
            self._sessions[cookie] = _Session(user, time.monotonic())
            while len(self._sessions) > _MOST:
                self._sessions.popitem(last=False)
        return cookie

    def end(self, cookie: str) -> None:
        """Forget a session."""
        with self._lock:
            self._sessions.pop(cookie, None)

    def proof(self, cookie: str) -> str:
        """What a form must bring along: only a page that was sent with this cookie knows it."""
        return hmac.new(self._secret, cookie.encode(), hashlib.sha256).hexdigest()

    def proves(self, cookie: str | None, proof: str | None) -> bool:
        """Whether a form came from a page that was sent with this cookie."""
        return bool(cookie and proof) and hmac.compare_digest(
            self.proof(str(cookie)).encode(), str(proof).encode()
        )


class Limiter:
    """Counts failures by key; over ``tries`` within ``window`` seconds, the key has to wait."""

    def __init__(self, *, tries: int = TRIES, window: float = WINDOW) -> None:
        self._tries, self._window = tries, window
        self._failed: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, *keys: str) -> float:
        """Seconds until the next try, 0 where it may come now."""
        now = time.monotonic()
        with self._lock:
            return max((self._left(key, now) for key in keys), default=0.0)

    def failed(self, *keys: str) -> None:
        """Note a failure."""
        with self._lock:
            for key in keys:
                self._failed.setdefault(key, deque(maxlen=self._tries)).append(time.monotonic())
                self._failed.move_to_end(key)
            while len(self._failed) > _MOST:
                self._failed.popitem(last=False)

    def forgive(self, *keys: str) -> None:
        """Take the last failure back: it was none."""
        with self._lock:
            for key in keys:
                if self._failed.get(key):
                    self._failed[key].pop()

    def _left(self, key: str, now: float) -> float:
        times = self._failed.get(key)
        if times is None or len(times) < self._tries:
            return 0.0
        return max(0.0, times[0] + self._window - now)


def new_cookie() -> str:
    """A value that nobody can guess."""
    return secrets.token_urlsafe(32)


def is_cookie(value: str | None) -> bool:
    """Whether a value can be one of ours: others are replaced."""
    return value is not None and len(value) == 43 and value.isascii()


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "analyst"
