"""Identifiers in Slack's forms: message timestamps that never repeat, ids, secrets."""

from __future__ import annotations

import secrets
import string
import time

_ALPHABET = string.ascii_uppercase + string.digits


def new_id(prefix: str, length: int = 10) -> str:
    """An id such as F07QK2M9ZX1."""
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(length))


def new_secret(prefix: str = "") -> str:
    """A token or signing secret."""
    return prefix + secrets.token_hex(16)


class TimestampClock:
    """Gives out message timestamps: seconds with six digits, strictly rising."""

    def __init__(self, last: str = "0") -> None:
        self._last_micros = _micros(last)

    def next(self) -> str:
        """The timestamp of the next message; later than every one before it."""
        self._last_micros = max(time.time_ns() // 1000, self._last_micros + 1)
        return f"{self._last_micros // 1_000_000}.{self._last_micros % 1_000_000:06d}"


def _micros(ts: str) -> int:
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * 1_000_000 + int(fraction or 0)
