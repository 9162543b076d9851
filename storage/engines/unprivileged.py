"""Postgres refuses to run as root, so as root it runs as another user who may read our folders."""

from __future__ import annotations

import os
import shutil

from media.errors import NotReady

_USER, _GROUP = "65534", "65534"
"""`nobody` on every Linux; initdb wants a user that exists."""


def as_unprivileged(command: list[str]) -> list[str]:
    """The command itself, or wrapped in setpriv when we are root.

    The one capability it keeps lets it enter root's own folders; opening those to everybody
    instead would change a machine that is not ours.
    """
    if os.geteuid() != 0:
        return command
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise NotReady(
            "As root, the embedded Postgres needs the program setpriv.",
            "Install util-linux, use another user, or set DATABASE_URL.",
        )
    identity = ["--reuid", _USER, "--regid", _GROUP, "--clear-groups"]
    rights = ["--inh-caps", "+dac_override", "--ambient-caps", "+dac_override"]
    return [setpriv, *identity, *rights, *command]
