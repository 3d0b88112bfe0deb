"""Who may sign in: a file of names, roles, argon2 hashes of passwords and hashes of tokens.

The file is JSON that a person can read; it holds no password and no token in plain. It is written whole, and
only its owner may read it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import threading
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from counterclaim.errors import SettingsError

LEAST: Final = 10  # characters of a password
_NAME: Final = re.compile(r"[\w.@-]{1,64}")
_TOKEN: Final = "cc_"  # how a token begins, so that it is known for one where it should not be
_LONGEST: Final = 1024  # characters of a password: a longer one only costs time


class Role(StrEnum):
    """What a user may do; each may do what the one before may."""

    READER = "reader"  # look
    ANALYST = "analyst"  # add reports, judge, rate sources
    ADMIN = "admin"  # say who may sign in

    def may(self, needed: Role) -> bool:
        """Whether it is this role or a higher one."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(needed)


@dataclass(frozen=True, slots=True)
class User:
    """One who may sign in. ``tokens`` are SHA-256 of tokens for programs, ``password`` an argon2 hash."""

    name: str
    role: Role
    password: str | None = None
    tokens: tuple[str, ...] = ()


class Users:
    """The users of a file. Changes of the file are seen at the next request.

    Args:
        path: the file; it need not be there yet.

    Raises:
        SettingsError: it is no file of users.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._hasher = PasswordHasher()
        self._lock = threading.Lock()
        self._verifying = threading.BoundedSemaphore(
            2
        )  # each takes 64 MiB: many at once would fill the memory
        self._unknown = self._hasher.hash(secrets.token_hex(16))
        self._stamp: tuple[int, int] | None = None
        self._users: dict[str, User] = {}
        self._load()

    def all(self) -> list[User]:
        """Every user, by name."""
        self._load()
        return [self._users[name] for name in sorted(self._users)]

    def get(self, name: str) -> User | None:
        """A user by name."""
        self._load()
        return self._users.get(name)

    def by_password(self, name: str, password: str) -> User | None:
        """The user of a name and password. It takes as long where there is no such user."""
        user = self.get(name)
        hashed = user.password if user and user.password else self._unknown
        with self._verifying:
            right = False
            with contextlib.suppress(Argon2Error, InvalidHashError):
                right = self._hasher.verify(hashed, password[:_LONGEST])
        return user if right and user is not None and user.password else None

    def by_token(self, token: str) -> User | None:
        """The user of a token."""
        if not token.startswith(_TOKEN):
            return None
        digest = _digest(token)
        return next((user for user in self.all() if digest in user.tokens), None)

    def add(self, name: str, role: Role, *, password: str | None) -> None:
        """Add a user, or give one another role and password.

        Raises:
            SettingsError: the name or the password will not do.
        """
        if not _NAME.fullmatch(name):
            raise SettingsError(f"{name[:64]!r} will not do as a name: use up to 64 letters, digits, . _ - @")
        if password is not None and not LEAST <= len(password) <= _LONGEST:
            raise SettingsError(f"a password has at least {LEAST} characters and at most {_LONGEST}")
        old = self.get(name) or User(name, role)
        hashed = old.password if password is None else self._hasher.hash(password)
        self._keep({**self._users, name: replace(old, role=role, password=hashed)})

    def remove(self, name: str) -> None:
        """Take a user out.

        Raises:
            SettingsError: there is no such user, or no admin would be left.
        """
        left = {key: user for key, user in self._users.items() if key != name}
        if len(left) == len(self._users):
            raise SettingsError(f"there is no user {name[:64]!r}")
        if self._users[name].role is Role.ADMIN and not any(one.role is Role.ADMIN for one in left.values()):
            raise SettingsError(f"{name} is the only admin; make another one first")
        self._keep(left)

    def give_token(self, name: str) -> str:
        """A new token of a user, which is shown this once.

        Raises:
            SettingsError: there is no such user.
        """
        user = self.get(name)
        if user is None:
            raise SettingsError(f"there is no user {name[:64]!r}")
        token = _TOKEN + secrets.token_urlsafe(32)
        self._keep({**self._users, name: replace(user, tokens=(*user.tokens, _digest(token)))})
        return token

    def _load(self) -> None:
        try:
            status = self.path.stat()
        except FileNotFoundError:
            self._users, self._stamp = {}, None
            return
        stamp = (status.st_mtime_ns, status.st_size)
        if stamp == self._stamp:
            return
        try:
            rows = json.loads(self.path.read_text(encoding="utf-8"))["users"]
            users = [
                User(row["name"], Role(row["role"]), row.get("password"), tuple(row.get("tokens", ())))
                for row in rows
            ]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SettingsError(
                f"{self.path}: no file of users ({error}); make one with 'counterclaim users add'"
            ) from error
        self._users, self._stamp = {user.name: user for user in users}, stamp

    def _keep(self, users: dict[str, User]) -> None:
        text = json.dumps({"users": [asdict(users[name]) for name in sorted(users)]}, indent=1)
        part = self.path.with_name(self.path.name + ".part")
        with self._lock:
            try:
                with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                    file.write(text + "\n")
                part.replace(self.path)
            except OSError as error:
                raise SettingsError(f"{self.path}: cannot be written ({error.strerror})") from error
        self._load()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
