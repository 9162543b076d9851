"""Standard output as it comes: closed before we begin, full, or read no further."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""Errors of a place that takes nothing in any more."""
_DISK_FULL = "53100"
"""Postgres's code for the same; SQLite has a name for it."""


def open_closed() -> None:
    """Put nothing in the place of a closed stream, before a file of ours takes its number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "r" if number == 0 else "w", closefd=False))  # noqa: SIM115


def no_room(error: BaseException | None) -> str | None:
    """Why something takes nothing in any more, where an error, or what it came from, says so."""
    if error is None:
        return None
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return error.strerror
    names = (getattr(error, "sqlstate", None), getattr(error, "sqlite_errorname", None))
    if _DISK_FULL in names or "SQLITE_FULL" in names:
        return os.strerror(errno.ENOSPC)
    return no_room(error.__cause__)


@contextmanager
def written_out() -> Iterator[None]:
    """At the end everything is written, while there is still somebody to tell that it cannot be."""
    try:
        yield
    finally:
        sys.stdout.flush()


def discard_output() -> None:
    """Let what is still to be written go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
