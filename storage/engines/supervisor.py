"""Who uses the engines of a home folder, and so when they start and stop."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from storage.engines.postgres import Postgres
from storage.engines.sockets import make_private, socket_folder
from storage.engines.valkey import Valkey


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the engines listen: a libpq URL (asyncpg and psycopg take it) and a Redis URL."""

    database_url: str
    redis_url: str


class Engines:
    """One user's hold on the engines of a home folder.

    A user is a shared lock on a file, which the kernel drops when the process ends, however it
    ends. The first user starts what is not running, the last one stops it; engines whose users
    were all killed keep running until the next user takes them over.
    """

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        """`durable=False` trades safety against a crash of the machine for speed, for tests."""
        self.home = home.expanduser().resolve()
        self.home.mkdir(parents=True, exist_ok=True)
        self._sockets = socket_folder(self.home)
        self._postgres = Postgres(self.home / "postgres", self._sockets, durable=durable)
        self._valkey = Valkey(self.home / "valkey", self._sockets)
        self._use: IO[str] | None = None

    def ensure(self) -> Addresses:
        """The engines' addresses, once both answer. Raises NotReady when one cannot start."""
        with self._mutex():
            if self._use is None:
                self._use = (self.home / "engines.users").open("a")
                fcntl.flock(self._use, fcntl.LOCK_SH)
            make_private(self._sockets)
            self._valkey.start()
            self._postgres.start()
        return Addresses(self._postgres.url, self._valkey.url)

    def stop(self) -> None:
        """Let go of the engines, and stop them unless somebody else uses them."""
        if self._use is None:
            return
        with self._mutex():
            if _is_last(self._use):
                self._postgres.stop()
                self._valkey.stop()
                with suppress(OSError):
                    self._sockets.rmdir()
            self._use.close()
            self._use = None

    @contextmanager
    def _mutex(self) -> Iterator[None]:
        with (self.home / "engines.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def __enter__(self) -> Addresses:
        return self.ensure()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def _is_last(use: IO[str]) -> bool:
    try:
        fcntl.flock(use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
