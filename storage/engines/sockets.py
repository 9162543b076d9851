"""Unix sockets: a private folder whose path is short enough, and whether somebody answers."""

from __future__ import annotations

import hashlib
import os
import re
import socket
import tempfile
from pathlib import Path

from media.errors import NotReady

_LONGEST_PATH = 100
"""Linux takes 107 bytes for a socket's path, macOS 103."""
_LONGEST_NAME = len("/.s.PGSQL.5432")
_PLAIN = re.compile(r"[\w/.-]+", re.ASCII)
"""Characters that need no quoting in a URL, a shell or a setting."""


def socket_folder(home: Path) -> Path:
    """Where the sockets are: under home, or in the temporary folder when home's path is too long
    or has characters that addresses cannot hold.
    """
    folder = home / "run"
    too_long = len(str(folder)) + _LONGEST_NAME > _LONGEST_PATH
    if too_long or not _PLAIN.fullmatch(str(folder)):
        mark = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / f"flightplan-{os.geteuid()}-{mark}"
    return folder


def make_private(folder: Path) -> None:
    """Make a folder that only this user can enter. Raises NotReady when it is somebody else's."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise NotReady(f"{folder} belongs to somebody else.", "Remove it, or set FLIGHTPLAN_HOME.")
    folder.chmod(0o700)


def ask(path: Path, question: bytes) -> bytes:
    """What the server behind a socket replies; empty when it closes. Raises OSError if nobody."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(2.0)
        client.connect(str(path))
        client.sendall(question)
        return client.recv(64)
